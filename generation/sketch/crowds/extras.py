"""Extras: people in the distance. A handful of them are modelled as `figures` are, the rest are copies of those."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image

from generation.sketch.canvas.field import rng_for
from generation.sketch.canvas.palette import BLACK, Colour, Palette, colour, dim
from generation.sketch.canvas.sprite import Spot, Sprite
from generation.sketch.people.figures import OUTLINE, make_figure
from generation.sketch.planning.plan import Subject
from generation.sketch.props.vehicles import Vehicle

PIXELS = 190  # height of a model, headroom included: an extra is seldom larger, at twice the picture's size
UMBRELLA = 0.39  # half width as a share of who holds it
UNIT = 900.0  # pixels a model's outline is worked out for
LOOKS: dict[str, tuple[tuple[str, ...], ...]] = {
    "human": (("coat",), ("coat", "long_hair", "woman")),
    "elf": (("coat", "long_hair"),), "dwarf": (("jacket", "beard"),), "ork": (("jacket",),), "troll": (("coat",),),
}  # fmt: skip
DANCERS = (
    ("human", ("woman", "long_hair"), "dance"), ("human", ("jacket",), "sway"), ("elf", ("long_hair",), "dance"),
    ("ork", ("mohawk",), "dance"), ("human", ("mohawk",), "sway"), ("elf", ("woman", "long_hair"), "sway"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Model:
    """A figure that is copied: the layers of its sprite and the metres they take about its feet."""

    surface: Image.Image
    light: Image.Image
    mask: Image.Image
    bounds: tuple[float, float, float, float]
    height: float


@lru_cache(maxsize=24)
def _model(
    metatype: str, features: tuple[str, ...], palette: Palette, cloth: Colour | None = None, stance: str = ""
) -> Model:
    subject = Subject("figure", 1, metatype, features=features)
    figure = make_figure(subject, palette, rng_for(len(features), f"{metatype} {features}"), cloth, stance)
    left, bottom, right, top = figure.bounds
    scale = PIXELS / (top - bottom)
    sprite = Sprite(figure.bounds, round((right - left) * scale), PIXELS, UNIT)
    figure.draw(sprite)
    middle = sprite.mask.width / 2
    box = sprite.mask.getbbox() or (0, 0, 1, 1)
    # As far to both sides, for it may be turned round, and with room for an umbrella.
    reach = max(middle - box[0], box[2] - middle, UMBRELLA * figure.height * scale)
    box = (max(0, int(middle - reach)), 0, min(sprite.mask.width, round(middle + reach)), PIXELS)
    layers = [layer.crop(box) for layer in (sprite.surface, sprite.light, sprite.mask)]
    bounds = (left + box[0] / scale, bottom, left + box[2] / scale, top)
    return Model(layers[0], layers[1], layers[2], bounds, figure.height)


def make_extra(
    metatype: str, features: tuple[str, ...], palette: Palette, rng: np.random.Generator, cloth: Colour | None = None
) -> Vehicle:
    """Make somebody who stands or walks in the distance, with an umbrella or a lit commlink if the features say so."""
    looks = LOOKS[metatype]
    turned, look = float(rng.random()) < 0.5, looks[int(rng.integers(len(looks)))]
    tint = palette.sign(rng)
    model = _model(metatype, look, palette, cloth)

    def draw(sprite: Sprite) -> None:
        _copy(model, sprite, turned=turned)
        if "umbrella" in features:
            _draw_umbrella(sprite, (0.10 * model.height, 0.70 * model.height), model.height, tint)
        if "commlink" in features:
            sprite.disc(0.1 * model.height, 0.62 * model.height, 0.05, 0.03, BLACK, tint)

    return Vehicle(draw, model.bounds)


def make_dancer(palette: Palette, rng: np.random.Generator) -> Vehicle:
    """Make somebody who dances in the distance, at times with a glowing stick in the hand."""
    turned, glows = (float(value) < share for value, share in zip(rng.random(2), (0.5, 0.3), strict=True))
    metatype, look, stance = DANCERS[int(rng.integers(len(DANCERS)))]
    tint = palette.sign(rng)
    model = _model(metatype, look, palette, stance=stance)

    def draw(sprite: Sprite) -> None:
        _copy(model, sprite, turned=turned)
        if glows:
            x, y = (0.2 if turned else -0.2) * model.height, 1.02 * model.height
            sprite.line([(x - 0.08, y), (x + 0.10, y + 0.16)], 0.03, BLACK, tint)

    return Vehicle(draw, model.bounds)


def _copy(model: Model, sprite: Sprite, *, turned: bool) -> None:
    sprite.rim_width *= OUTLINE
    size = sprite.mask.size
    layers = [
        layer.resize(size, Image.Resampling.BILINEAR, reducing_gap=1.0)
        for layer in (model.surface, model.light, model.mask)
    ]
    if turned:
        layers = [layer.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for layer in layers]
    sprite.become(layers[0], layers[1], layers[2])


def _draw_umbrella(sprite: Sprite, hand: Spot, tall: float, tint: Colour) -> None:
    x, y = hand
    top = 1.16 * tall
    sprite.line([(x, y), (x, top)], 0.025, colour("#15161a"))
    half = (UMBRELLA - 0.01) * tall - x
    canopy: list[Spot] = [
        (x - half, top - 0.10 * tall),
        (x - half * 0.6, top - 0.01 * tall),
        (x, top + 0.03 * tall),
        (x + half * 0.6, top - 0.01 * tall),
        (x + half, top - 0.10 * tall),
    ]
    rim: list[Spot] = [
        (x + half * share, top - (0.10 - 0.03 * (index % 2)) * tall)
        for index, share in enumerate((0.66, 0.33, 0.0, -0.33, -0.66))
    ]
    sprite.polygon([*canopy, *rim], dim(tint, 0.28), dim(tint, 0.06))
