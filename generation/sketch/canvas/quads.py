"""Collects many small flat rectangles, so that the stage can project and draw them in one go."""

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour
from generation.sketch.canvas.stage import Stage


class Quads:
    """Rectangles in drawing order: upright ones that face the viewer or run away from it."""

    def __init__(self) -> None:
        self._corners: list[tuple[float, ...]] = []
        self._albedo: list[Colour] = []
        self._light: list[Colour] = []

    def _add(self, corners: tuple[float, ...], albedo: Colour, light: Colour) -> None:
        self._corners.append(corners)
        self._albedo.append(albedo)
        self._light.append(light)

    def front(
        self,
        left: float,
        bottom: float,
        right: float,
        top: float,
        z: float,
        albedo: Colour = BLACK,
        light: Colour = BLACK,
    ) -> None:
        """Add a rectangle that faces the viewer."""
        self._add((left, bottom, z, left, top, z, right, top, z, right, bottom, z), albedo, light)

    def wall(
        self,
        x: float,
        bottom: float,
        top: float,
        near: float,
        far: float,
        albedo: Colour = BLACK,
        light: Colour = BLACK,
    ) -> None:
        """Add a rectangle that runs away from the viewer."""
        self._add((x, bottom, near, x, top, near, x, top, far, x, bottom, far), albedo, light)

    def slab(
        self,
        left: float,
        right: float,
        y: float,
        near: float,
        far: float,
        albedo: Colour = BLACK,
        light: Colour = BLACK,
    ) -> None:
        """Add a level rectangle."""
        self._add((left, y, near, right, y, near, right, y, far, left, y, far), albedo, light)

    def gable(self, left: float, bottom: float, right: float, top: float, z: float, albedo: Colour) -> None:
        """Add a triangle on a level base that faces the viewer."""
        middle = (left + right) / 2
        self._add((left, bottom, z, middle, top, z, middle, top, z, right, bottom, z), albedo, BLACK)

    def draw(self, stage: Stage) -> None:
        """Draw all of them on the stage, and forget them."""
        if self._corners:
            corners = np.array(self._corners, np.float64).reshape(-1, 4, 3)
            stage.quads(corners, self._albedo, self._light)
        self._corners, self._albedo, self._light = [], [], []
