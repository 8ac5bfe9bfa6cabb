"""Street fronts: one building's wall along the street, with windows, ledges, pipes, a shop and its signs."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import BLACK, Colour, colour, dim, mix
from generation.sketch.canvas.quads import Quads
from generation.sketch.canvas.stage import Stage
from generation.sketch.props.signs import billboard, hang_blade_sign, house_sign

STOREY = 3.3  # metres
GLASS = colour("#0a0d14")
FRAME = colour("#0c0c0f")


@dataclass(frozen=True, slots=True)
class Front:
    """One building: its wall's x (the sign is the side of the street), its height, and from where to where it runs."""

    x: float
    height: float
    near: float
    far: float
    wall: Colour
    shop: bool = True  # whether there may be one; stalls would hide it
    signs_from: float = 3.2  # metres above the ground

    @property
    def inward(self) -> float:
        """Return the direction from the wall to the middle of the street."""
        return -1.0 if self.x > 0 else 1.0


def draw_front(canvas: Canvas, stage: Stage, front: Front, rng: np.random.Generator, sign: str) -> None:
    """Draw a building's end and wall, then everything on the wall; `sign` is what its first sign says, if not empty."""
    quads = Quads()
    quads.front(front.x, 0, front.x - front.inward * 30, front.height, front.near, dim(front.wall, 0.75))
    quads.wall(front.x, 0, front.height, front.near, front.far, front.wall)
    _add_relief(quads, front, rng)
    _add_windows(canvas, quads, front, rng)
    _add_pipes(quads, front, rng)
    tint = canvas.palette.sign(rng)
    if front.shop and rng.random() < 0.82:
        _add_shop(canvas, quads, front, tint, rng)
    if canvas.plan.neon and rng.random() < 0.55:
        bottom = 5 + 8 * float(rng.random())
        area = (bottom, bottom + 3 + 5 * float(rng.random()), front.near + 1, front.far - 1)
        billboard(quads, front.x, area, canvas.palette.sign(rng), rng)
    quads.draw(stage)
    if canvas.plan.neon or sign:
        _hang_signs(canvas, stage, front, rng, sign)


def _add_relief(quads: Quads, front: Front, rng: np.random.Generator) -> None:
    ledge = dim(front.wall, 1.4)
    for storey in range(int(front.height / STOREY)):
        level = STOREY * storey + 3.1
        quads.wall(front.x + front.inward * 0.02, level, level + 0.22, front.near, front.far, ledge)
    quads.wall(
        front.x + front.inward * 0.3,
        front.height - 0.5,
        front.height + 0.2,
        front.near,
        front.far,
        dim(front.wall, 1.2),
    )
    if rng.random() < 0.5:  # pilasters
        for z in np.arange(front.near, front.far, 4.2).tolist():
            quads.wall(front.x + front.inward * 0.03, 0, front.height, z, z + 0.35, dim(front.wall, 1.2))


def _add_windows(canvas: Canvas, quads: Quads, front: Front, rng: np.random.Generator) -> None:
    columns = max(2, int((front.far - front.near) / 2.1))
    rows = int(front.height / STOREY)
    step = (front.far - front.near) / columns
    high = 1.6 if rng.random() < 0.6 else 2.1
    tint = canvas.palette.window(rng)
    chance, bright, blind, person, cooler = rng.random((5, rows, columns))
    for row in range(1, rows):
        sill = STOREY * row + 0.75
        for column in range(columns):
            near, far = front.near + step * (column + 0.2), front.near + step * (column + 0.8)
            lit = float(chance[row, column]) < 0.30 * canvas.air.lit
            light = dim(tint, 0.22 + 0.6 * float(bright[row, column])) if lit else BLACK
            _add_window(
                quads,
                front,
                (near, far, sill, sill + high),
                light,
                (float(blind[row, column]), float(person[row, column])),
            )
            if cooler[row, column] < 0.14:
                quads.front(front.x, sill - 0.6, front.x + front.inward * 0.6, sill - 0.05, near, colour("#1e2026"))
                quads.wall(front.x + front.inward * 0.6, sill - 0.6, sill - 0.05, near, near + 0.8, colour("#2a2c33"))


def _add_window(
    quads: Quads, front: Front, place: tuple[float, float, float, float], light: Colour, chances: tuple[float, float]
) -> None:
    near, far, sill, top = place
    blind, person = chances
    face = front.x + front.inward * 0.03
    quads.wall(face, sill - 0.12, top + 0.08, near - 0.08, far + 0.08, dim(front.wall, 0.6))
    quads.wall(face + front.inward * 0.005, sill, top, near, far, GLASS, light)
    if light == BLACK:
        return
    drawn = (top - sill) * 0.75 * blind
    quads.wall(face + front.inward * 0.01, top - drawn, top, near, far, BLACK, dim(light, 0.5))
    middle = (near + far) / 2
    quads.wall(face + front.inward * 0.02, sill, top, middle - 0.04, middle + 0.04, FRAME)
    if person < 0.3:
        left = near + (far - near) * person * 2
        quads.wall(face + front.inward * 0.015, sill, sill + 0.85, left, left + 0.42, FRAME)
        quads.wall(face + front.inward * 0.015, sill + 0.85, sill + 1.12, left + 0.11, left + 0.31, FRAME)


def _add_pipes(quads: Quads, front: Front, rng: np.random.Generator) -> None:
    for _ in range(int(rng.integers(1, 4))):
        z = front.near + (front.far - front.near) * float(rng.random())
        quads.wall(
            front.x + front.inward * 0.15,
            0,
            front.height * (0.5 + 0.5 * float(rng.random())),
            z,
            z + 0.16,
            dim(front.wall, 0.5),
        )
    if front.height > 12 and rng.random() < 0.4:  # a fire escape
        near = front.near + (front.far - front.near) * 0.3
        for storey in range(1, int(front.height / STOREY)):
            level = STOREY * storey
            quads.wall(front.x + front.inward * 0.9, level, level + 0.08, near, near + 3, FRAME)
            quads.wall(front.x + front.inward * 0.9, level + 0.9, level + 0.95, near, near + 3, FRAME)
            for post in range(7):
                quads.wall(
                    front.x + front.inward * 0.9,
                    level,
                    level + 0.95,
                    near + post * 0.5,
                    near + post * 0.5 + 0.05,
                    FRAME,
                )


def _add_shop(canvas: Canvas, quads: Quads, front: Front, tint: Colour, rng: np.random.Generator) -> None:
    """Add a lit shop window with goods, an awning and a bright edge under it."""
    palette = canvas.palette
    near, far = front.near + 0.5, front.far - 0.5
    face = front.x + front.inward * 0.05
    inside = mix(tint, palette.windows[0], 0.55)
    quads.wall(face, 0.35, 2.6, near, far, colour("#14141a"), dim(inside, 0.25 + 0.2 * float(rng.random())))
    for z in np.arange(near + 0.1, far - 0.3, 0.42).tolist():
        top = 0.5 + 1.1 * float(rng.random()) ** 2
        goods = palette.sign(rng)
        glow = 0.30 if rng.random() < 0.4 else 0.05
        quads.wall(face + front.inward * 0.005, 0.35, top, z, z + 0.3, dim(goods, 0.1), dim(goods, glow))
        if rng.random() < 0.10:
            quads.wall(face + front.inward * 0.007, 0.35, 1.75, z, z + 0.5, FRAME)
            quads.wall(face + front.inward * 0.007, 1.75, 2.0, z + 0.13, z + 0.37, FRAME)
    for z in np.arange(near, far, 1.7).tolist():
        quads.wall(face + front.inward * 0.008, 0.35, 2.6, z, z + 0.12, FRAME)
    quads.wall(face + front.inward * 0.009, 2.3, 2.58, near, far, BLACK, dim(palette.windows[0], 0.9))
    quads.wall(face, 0, 0.35, near, far, dim(front.wall, 0.5))
    awning = front.x + front.inward * 1.2
    cloth = 0.3 + 0.45 * canvas.air.day
    quads.front(front.x, 2.75, awning, 2.95, near, dim(tint, 0.75 * cloth))
    quads.wall(awning, 2.72, 2.95, near, far, dim(tint, cloth), dim(tint, 0.95) if canvas.plan.neon else BLACK)


def _hang_signs(canvas: Canvas, stage: Stage, front: Front, rng: np.random.Generator, sign: str) -> None:
    count = int(rng.integers(1, 4)) if canvas.plan.neon and not sign else 1
    for index in range(count):
        z = front.near + (front.far - front.near) * (0.1 + 0.8 * float(rng.random()))
        level = front.signs_from + 9 * float(rng.random())
        width = 0.9 + 1.0 * float(rng.random())
        text, tint = house_sign(canvas.palette, rng)
        if sign and index == 0:
            # The asked-for sign hangs low and wide enough to be read whole.
            text, width, level = sign, 1.15, 3.1
        x = front.x + front.inward * (0.2 + width / 2)
        if z > 2.5:
            hang_blade_sign(stage, (x, level, z), width, tint, text, rng)
