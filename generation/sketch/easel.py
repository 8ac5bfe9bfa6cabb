"""The easel: one painting in the making — its plan, size, seed and air — and the way to show how far it is."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from PIL import Image

from generation.sketch.air import Air, air_for
from generation.sketch.field import Coarse, Field, Frame, rng_for
from generation.sketch.light import LAMP_GAIN
from generation.sketch.look import LOOKS
from generation.sketch.palette import LINEAR, PALETTES
from generation.sketch.plan import Plan
from generation.sketch.post import Grade, finish, preview_of
from generation.sketch.stage import Stage

OnLayer: TypeAlias = Callable[[str, float, Image.Image | None], None]

PREVIEW_SIDE = 320  # pixels
FINISH_STARTS = 0.85  # the share of the work that is done when a scene hands over to the finish


class Easel:
    """Everything a scene needs to know about the painting, and its only way to speak to the outside."""

    def __init__(self, plan: Plan, seed: int, frame: Frame, on_layer: OnLayer) -> None:
        self.plan = plan
        self.seed = seed
        self.frame = frame
        self.palette = PALETTES[plan.style]
        self.air: Air = air_for(self.palette, plan.time, plan.weather)
        self._on_layer = on_layer

    def rng(self, layer: str) -> np.random.Generator:
        """Return the layer's own randomness."""
        return rng_for(self.seed, layer)

    def show(self, layer: str, done: float, picture: Field | Coarse) -> None:
        """Show the painting so far: linear light of any size with the frame's ratio."""
        values = picture.values if isinstance(picture, Coarse) else picture
        self._on_layer(layer, done, preview_of(values, PREVIEW_SIDE, 1.2))

    def show_stage(self, layer: str, done: float, stage: Stage, backdrop: Coarse) -> None:
        """Show what stands on the stage before it is lit."""
        shape = self._preview_size()
        surface = np.asarray(stage.direct.surface.resize(shape, Image.Resampling.NEAREST))
        emission = np.asarray(stage.direct.emission.resize(shape, Image.Resampling.NEAREST))
        values = backdrop.values
        rows = np.arange(shape[1]) * values.shape[0] // shape[1]
        columns = np.arange(shape[0]) * values.shape[1] // shape[0]
        clear = surface[..., 3:].astype(np.float32) / 255
        own = LINEAR[surface[..., :3]] * (self.air.ambient * 3 + 0.02)
        own += LINEAR[emission[..., :3]] * np.float32(LAMP_GAIN * self.air.lamps)
        own = own * clear + self.air.fog * (1 - clear)
        picture = np.where(emission[..., 3:] > 0, own, values[rows][:, columns]).astype(np.float32)
        self._on_layer(layer, done, preview_of(picture, PREVIEW_SIDE, 1.2))

    def _preview_size(self) -> tuple[int, int]:
        longest = max(self.frame.width, self.frame.height)
        share = min(1.0, PREVIEW_SIDE / longest)
        return max(1, int(self.frame.width * share)), max(1, int(self.frame.height * share))

    def finish(self, picture: Field, grade: Grade) -> Image.Image:
        """Finish the painting."""
        self.show("finish", FINISH_STARTS, picture)
        finished = finish(picture, self.frame, self.palette, grade, self.rng("grain"))
        look = LOOKS.get(self.plan.style)
        return look(finished, self.frame, self.palette) if look else finished
