"""The canvas: one picture in the making — its plan, size, seed, palette and air — and how its progress is shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from PIL import Image

from generation.sketch.canvas.atmosphere import Air, air_for, in_the_open, indoors
from generation.sketch.canvas.field import Coarse, Field, Frame, in_turn, rng_for
from generation.sketch.canvas.finish import Grade, finish, preview_of
from generation.sketch.canvas.highlights import hold_back
from generation.sketch.canvas.light import BYTE, LAMP_GAIN
from generation.sketch.canvas.palette import (
    LINEAR,
    NIGHTS,
    PALETTES,
    WHITE,
    Colour,
    Palette,
    by_night,
    colour,
    linear,
    mix,
)
from generation.sketch.canvas.sightings import Sightings
from generation.sketch.canvas.sky import Disc
from generation.sketch.canvas.stage import Stage
from generation.sketch.planning.in_view import is_lead_in_view, shown_as
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.plan import Plan

OnLayer: TypeAlias = Callable[[str, float, Image.Image | None], None]

PREVIEW_SIDE = 320  # pixels
SUNS = {"night": "#c8d4f0", "dusk": "#ff9450", "dawn": "#ffc8a0", "day": "#fff4e0"}
USUAL_STYLE = "neon_noir"
FIRELIGHT = colour("#ff9040")
MUCH_NEON = 1.4  # how much brighter everything glows where much neon is asked for
WASH_ROWS = 240
FINISH_STARTS = 0.85  # the share of the work that is done when a scene hands over to the finish


def in_light_of(palette: Palette, tint: str) -> Palette:
    """Return the palette with its lights in a named colour, or as it is for no name."""
    if not tint:
        return palette
    light = colour(COLOURS[tint])
    second, third = mix(light, palette.neon[1], 0.35), mix(light, WHITE, 0.45)
    return replace(palette, neon=(light, second, third, mix(light, second, 0.5), light, light))


class HiddenSubjectError(Exception):
    """What the picture is about stands where it is not seen, or there is no sky for a moon: try another seed."""


class Canvas:
    """What a scene needs to know about the picture it paints, and its only way to report progress.

    One that `insists` gives up, before anything is lit, where what the picture is about is hidden.
    """

    def __init__(self, plan: Plan, seed: int, frame: Frame, on_layer: OnLayer, *, insists: bool = False) -> None:
        self.plan = plan
        self.seed = seed
        self.frame = frame
        self.palette: Palette = in_light_of(self._of_the_night(PALETTES[plan.style]), plan.tint)
        self.air: Air = air_for(self.palette, plan.time, plan.weather, float(self.rng("hour").random()))
        self._brighten()
        self.sightings = Sightings(frame)
        self.on_people: Palette = self.palette
        self.asked_moon: Disc | None = None
        self.stands_at: tuple[float, float] | None = None  # x and z of who the picture is about
        self._on_layer = on_layer
        self._insists = insists

    def _of_the_night(self, palette: Palette) -> Palette:
        """Return the usual style's palette in one of several nights: not every city's sky is violet."""
        if self.plan.style != USUAL_STYLE or self.plan.time not in {"night", "dusk"}:
            return palette
        return by_night(palette, in_turn(self.seed, "night", len(NIGHTS)))

    def _brighten(self) -> None:
        if self.plan.neon > 1:
            self.air = replace(self.air, lamps=self.air.lamps * MUCH_NEON)

    def go_indoors(self) -> None:
        """Take the air of a closed room for that of the time and the weather outside."""
        self.air = indoors(self.palette)
        self._brighten()

    def rng(self, layer: str) -> np.random.Generator:
        """Return the layer's own randomness."""
        return rng_for(self.seed, layer)

    def turn_lights(self) -> None:
        """Let chance choose which of the palette's lights leads; for places that everybody lights as they please."""
        first, second, third, *rest = self.palette.neon
        turn = int(self.rng("lights").integers(3))
        lights = ((first, second, third), (second, first, third), (third, second, first))[turn]
        if not self.plan.tint:
            self.palette = self.on_people = replace(self.palette, neon=(*lights, *rest))

    def light_people(self, light: Colour) -> None:
        """Let the edges of people and creatures catch the light of a place, where no signs or colour are asked for.

        A fire of the plan is nearer to them than any lamp.
        """
        if self.plan.tint or self.plan.neon > 1:
            return
        light = FIRELIGHT if self.plan.of("fire") else mix(light, WHITE, 0.25)
        self.on_people = replace(self.palette, neon=(light, mix(light, WHITE, 0.3), light, light, light, light))

    def go_into_the_open(self) -> None:
        """Take the air of a place without lamps."""
        self.air = in_the_open(self.air)

    def disc_in_the_sky(self, height: float, radius: float = 0.042) -> Disc | None:
        """Return the sun or moon, `height` units from the centre, where the weather lets it be seen."""
        subject = self.plan.of("moon")
        if subject is None and self.plan.weather != "clear":
            return None
        tint = colour(SUNS[self.plan.time])
        if subject is not None:
            radius *= 1.6
            tint = mix(tint, colour(COLOURS[subject.colour]), 0.85) if subject.colour else tint
        aside = 0.56 * float(self.rng("moon place").random()) - 0.28
        disc = Disc(aside, height, radius, linear(tint) * np.float32(0.8))
        if subject is None:
            self.sightings.look_at_sky(disc)
            return disc
        # A moon that is asked for rises when it is known what stands before the sky.
        self.asked_moon = disc
        return None

    @property
    def sun_side(self) -> int:
        """Return on which side of a street the sun falls: -1 or 1."""
        return 1 if self.rng("sun side").random() < 0.5 else -1

    def sunlit(self, side: int) -> float:
        """Return how bright walls on a side of a street are against an even light: one side has the sun."""
        return 1 + self.air.day * (0.30 if side == self.sun_side else -0.38)

    def look_at(self, stage: Stage) -> None:
        """Note what a stage shows, before it is lit.

        Raises:
            HiddenSubjectError: what the picture is about is not to be seen.

        """
        self.sightings.look_at(stage, self.plan.sign)
        if not is_lead_in_view(self.plan, self.sightings.in_sight()):
            self.give_up()

    def give_up(self) -> None:
        """Raise HiddenSubjectError if the canvas insists on showing all."""
        if self._insists:
            raise HiddenSubjectError

    def show_wash(self) -> None:
        """Show the first wash, the colours of the air from above to below, before anything is drawn."""
        share = np.linspace(0, 1, WASH_ROWS, dtype=np.float32)[:, None, None]
        wash = self.air.sky_top * (1 - share) + (self.air.sky_low * np.float32(1.6) + self.air.fog) * share
        width = max(1, round(WASH_ROWS * self.frame.width / self.frame.height))
        self.show("wash", 0.01, np.asarray(np.repeat(wash, width, axis=1), np.float32))

    def show(self, layer: str, done: float, picture: Field | Coarse) -> None:
        """Show the painting so far: linear light of any size with the frame's ratio."""
        values = picture.values if isinstance(picture, Coarse) else picture
        self._on_layer(layer, done, preview_of(values, PREVIEW_SIDE, 1.2))

    def show_stage(self, layer: str, done: float, stage: Stage, backdrop: Coarse | None = None) -> None:
        """Show what stands on the stage before it is lit, over the backdrop or over nothing."""
        shape = self._preview_size()
        surface, emission = (
            np.asarray(view.resize(shape, Image.Resampling.NEAREST)).transpose(2, 0, 1).copy()
            for view in (stage.direct.surface, stage.direct.emission)
        )
        values = backdrop.values if backdrop else np.zeros((1, 1, 3), np.float32)
        rows = np.arange(shape[1]) * values.shape[0] // shape[1]
        columns = np.arange(shape[0]) * values.shape[1] // shape[0]
        clear = surface[3] * BYTE
        ambient, fog = (np.asarray(tint)[:, None, None] for tint in (self.air.ambient * 3 + 0.02, self.air.fog))
        own = LINEAR.take(surface[:3]) * ambient
        own += LINEAR.take(emission[:3]) * np.float32(LAMP_GAIN * self.air.lamps)
        own = own * clear + fog * (1 - clear)
        picture = np.where(emission[3] > 0, own, values[rows][:, columns].transpose(2, 0, 1))
        self._on_layer(layer, done, preview_of(picture.transpose(1, 2, 0), PREVIEW_SIDE, 1.2))

    def _preview_size(self) -> tuple[int, int]:
        longest = max(self.frame.width, self.frame.height)
        share = min(1.0, PREVIEW_SIDE / longest)
        return max(1, int(self.frame.width * share)), max(1, int(self.frame.height * share))

    def finish(self, picture: Field, grade: Grade) -> Image.Image:
        """Return linear light as a finished RGB picture, before the look of its style."""
        self.show("finish", FINISH_STARTS, picture)
        people = {shown_as(subject) for subject in self.plan.subjects if subject.kind == "figure"}
        hold_back(picture, self.sightings.where(people), grade.exposure)
        return finish(picture, self.frame, self.palette, grade, self.rng("grain"))
