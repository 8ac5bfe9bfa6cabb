"""A portrait: head and shoulders, or half of somebody, framed by words and seed, before a place out of focus."""

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Field, noise
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import soft_light
from generation.sketch.canvas.palette import WHITE, Colour, linear, mix
from generation.sketch.effects.weather import drift_fog, fall
from generation.sketch.models.lighting import Lamp, Maps, Placement
from generation.sketch.people.bust import CLOSE, Framing, bust_mesh, framing_of, portrayed
from generation.sketch.people.face import HORNED
from generation.sketch.props.backdrops import paint_backdrop
from generation.sketch.scenes.behind import is_somewhere, paint_behind

HEAD = {"troll": 0.36, "dwarf": 0.41, "ork": 0.40, "elf": 0.40}  # head height in units; others below
USUAL_HEAD = 0.41
CLOTH = 0.026  # heads over which the facets of cloth are smoothed
ONE_HALF = 0.5
TALLER = 0.06  # units that horns, a hat or a mohawk need over the head


def paint_portrait(canvas: Canvas) -> Image.Image:
    """Paint the portrait."""
    subject = canvas.plan.subjects[0]
    rng = canvas.rng("portrait")
    side = 1.0 if rng.random() < 0.5 else -1.0
    lights = canvas.palette.neon[:2] if rng.random() < 0.5 else canvas.palette.neon[1::-1]
    framing = framing_of(subject, rng)
    if is_somewhere(canvas.plan.place):
        picture = paint_behind(canvas)
    else:
        picture = paint_backdrop(canvas, lights[0], lights[1], side, framing.backlight).full()
    canvas.show("backdrop", 0.15, picture)
    person = portrayed(subject, lights[0], lights[1], canvas.rng("sitter"), framing)
    size = HEAD.get(subject.metatype, USUAL_HEAD) * framing.size
    aside = -side * (0.03 + 0.05 * min(1.0, abs(framing.head)))
    level = -0.27 if framing.half else -0.085 if framing.size < CLOSE else -0.04
    level += (
        TALLER * framing.size * (person.metatype in HORNED or person.has("mohawk", "hat", "crown", "afro", "horns"))
    )
    placement = Placement(canvas.frame, aside, level, size)
    mesh = bust_mesh(person, framing)
    maps = placement.maps(mesh if side > 0 else mesh.mirrored(), broad=CLOTH)
    canvas.show("sitter", 0.5, picture)
    if maps is not None:
        grain = (noise(canvas.rng("skin"), canvas.frame, 0.02, 2) - np.float32(0.5)) * np.float32(0.14)
        ambient = _ambient(canvas, framing) + picture.mean(axis=(0, 1)) * np.float32(0.35)
        lamps = _lamps(framing, lights[0], lights[1], side, _exposure(maps))
        placement.draw_lit(picture, maps, lamps, ambient, grain)
    canvas.show("light", 0.7, picture)
    glow = soft_light(picture, canvas.frame, 0.06)
    foot = canvas.frame.height / 2 + 0.46 * canvas.frame.unit
    amount = 0.95 if canvas.plan.weather == "fog" else 0.4
    drift_fog(picture, canvas.frame, foot, canvas.air.fog, glow, canvas.seed, amount)
    fall(picture, canvas.frame, canvas.plan.weather, canvas.air, canvas.seed)
    return canvas.finish(picture, Grade(bloom=0.5, vignette=0.6, saturation=1.08))


def _ambient(canvas: Canvas, framing: Framing) -> Field:
    return np.asarray(canvas.air.ambient * np.float32(framing.fill) + np.float32(0.012), np.float32)


def _exposure(maps: Maps) -> float:
    """Return how much light the sitter bears: who is pale, or wears white, is lit less."""
    bright = float(np.quantile(maps.albedo[maps.cover > ONE_HALF].mean(axis=-1), 0.85))
    return float(np.clip((0.13 / max(bright, 0.02)) ** 0.7, 0.42, 1.0))


def _lamps(framing: Framing, first: Colour, second: Colour, side: float, share: float) -> list[Lamp]:
    """Return the key, a rim behind the other cheek, a weak fill, and a little light from above."""
    x, y, z = framing.key
    return [
        Lamp((side * x, y, z), linear(mix(first, WHITE, 0.66)) * np.float32(framing.strength * 0.92 * share)),
        Lamp(
            (-side * 0.96, -0.25, -0.12), linear(mix(second, WHITE, 0.2)) * np.float32(framing.rim * 0.62 * share), 1.0
        ),
        Lamp((-side * 0.55, -0.15, 0.75), linear(mix(second, WHITE, 0.45)) * np.float32(0.36)),
        Lamp((side * 0.1, -0.95, -0.10), linear(mix(second, WHITE, 0.5)) * np.float32(0.9), 0.6),
    ]
