"""A portrait: head and shoulders, or half of somebody, framed by words and seed, before a place out of focus."""

from dataclasses import replace

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Field, noise
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import soft_light
from generation.sketch.canvas.palette import WHITE, Colour, colour, linear, mix
from generation.sketch.effects.weather import drift_fog, fall
from generation.sketch.models.lighting import Lamp, Maps, Placement, note_sight
from generation.sketch.people.bust import CLOSE, Framing, bust_mesh, framing_of, portrayed
from generation.sketch.people.face import HORNED
from generation.sketch.people.headwear import HATS
from generation.sketch.people.person import Person
from generation.sketch.planning.in_view import shown_as
from generation.sketch.props.backdrops import paint_backdrop
from generation.sketch.scenes.behind import is_somewhere, paint_behind

HEAD = {"troll": 0.36, "dwarf": 0.41, "ork": 0.40, "elf": 0.40}  # head height in units; others below
USUAL_HEAD = 0.41
CLOTH = 0.026  # heads over which the facets of cloth are smoothed
ONE_HALF = 0.5
TALLER = 0.06  # units that horns, a hat or a mohawk need over the head
FEET = 0.44  # units under the centre: where the feet of somebody who is shown whole are
WARM = colour("#ffead8")
WRAP = (0.34, 0.20, 0.14)  # how far the key reaches round a cheek: blood is red where light ends
NARROW = 1.7  # of the rims: they touch the edge, not the cheek
DARK = 0.16  # linear: skin that is darker needs more light

DAYLIGHT = 0.4  # how much less of the sky's light falls on somebody by day: the sun gives them form
PALE, WORN = 0.24, 0.12  # linear: what is brighter is held back; what is brighter on the whole is lit less
GRAIN = 0.05  # how uneven skin and cloth are
# The height in units of somebody who is shown whole: what everybody has, and a metre's share.
WHOLE, METRE = 0.70, 0.09
ABOVE, LEAST_TALL = 0.66, 0.62  # heads over the middle of one; of the height, what counts of who kneels at least


def paint_portrait(canvas: Canvas) -> Image.Image:
    """Paint the portrait."""
    subject = canvas.plan.subjects[0]
    rng = canvas.rng("portrait")
    side = 1.0 if rng.random() < 0.5 else -1.0
    lights = canvas.palette.neon[:2] if rng.random() < 0.5 else canvas.palette.neon[1::-1]
    framing = framing_of(subject, rng, canvas.plan.camera)
    if is_somewhere(canvas.plan.place):
        picture = paint_behind(canvas)
    else:
        picture = paint_backdrop(canvas, lights[0], lights[1], side, framing.backlight).full()
    canvas.show("backdrop", 0.15, picture)
    person = portrayed(subject, lights[0], lights[1], canvas.rng("sitter"), framing)
    placement = _placed(canvas, person, framing, side)
    mesh = bust_mesh(person, framing, placement.size * canvas.frame.unit)
    maps = placement.maps(mesh if side > 0 else mesh.mirrored(), broad=CLOTH)
    canvas.show("sitter", 0.5, picture)
    if framing.length == "full":
        _cast_shadow(canvas, picture, placement, person)
    if maps is not None:
        note_sight(canvas.sightings, shown_as(subject), maps)
        maps.albedo = _held(maps.albedo)
        grain = (noise(canvas.rng("skin"), canvas.frame, 0.02, 2) - np.float32(0.5)) * np.float32(GRAIN)
        ambient = _ambient(canvas, framing) + picture.mean(axis=(0, 1)) * np.float32(0.35)
        framing = replace(framing, fill=framing.fill * _fill_for(person))
        lamps = _lamps(framing, lights[0], lights[1], side, _exposure(maps))
        placement.draw_lit(picture, maps, lamps, ambient, grain)
    canvas.show("light", 0.7, picture)
    glow = soft_light(picture, canvas.frame, 0.06)
    foot = canvas.frame.height / 2 + 0.46 * canvas.frame.unit
    amount = 0.95 if canvas.plan.weather == "fog" else 0.4
    drift_fog(picture, canvas.frame, foot, canvas.air.fog, glow, canvas.seed, amount)
    fall(picture, canvas.frame, canvas.plan.weather, canvas.air, canvas.seed)
    return canvas.finish(picture, Grade(bloom=0.4, vignette=0.6, saturation=1.05))


def _placed(canvas: Canvas, person: Person, framing: Framing, side: float) -> Placement:
    """Return where the middle of the head is, and how large a head is."""
    crowned = person.metatype in HORNED or person.has("mohawk", "crown", "afro", "horns", *HATS)
    if framing.length == "full":
        tall = WHOLE + METRE * person.tall - TALLER * crowned
        skull, head = float(person.body.skull[1]), float(person.pose.head[1])
        top = max(LEAST_TALL * person.tall, min(person.tall, head + ABOVE * skull))  # who kneels is not as tall
        size, level = tall / top * skull, FEET - head / top * tall
        return Placement(canvas.frame, -0.04 * side, level, size)
    size = HEAD.get(person.metatype, USUAL_HEAD) * framing.size
    aside = -side * (0.03 + 0.05 * min(1.0, abs(framing.head)))
    level = -0.27 if framing.length == "half" else -0.085 if framing.size < CLOSE else -0.04
    return Placement(canvas.frame, aside, level + TALLER * framing.size * crowned, size)


def _cast_shadow(canvas: Canvas, picture: Field, placement: Placement, person: Person) -> None:
    """Darken the ground under the feet of somebody who is shown whole."""
    x, y = canvas.frame.grid()
    wide = 0.34 * person.girth * placement.size / float(person.body.skull[1])
    reach = np.hypot((x - placement.x) / wide, (y - FEET) / (0.20 * wide))
    picture *= (1 - 0.85 * np.clip(1.25 - reach, 0, 1))[..., None]


def _ambient(canvas: Canvas, framing: Framing) -> Field:
    held = framing.fill * (1 - DAYLIGHT * canvas.air.day)
    return np.asarray(canvas.air.ambient * np.float32(held) + np.float32(0.012), np.float32)


def _fill_for(person: Person) -> float:
    """Return how much more light from beside us a face needs: the darker its skin, the more."""
    return 1.0 + 1.1 * float(np.clip((DARK - linear(person.skin).mean()) / DARK, 0, 1))


def _held(albedo: Field) -> Field:
    """Return colours with pale skin and white cloth held back, so that full light leaves them their form."""
    return np.asarray(albedo / (1 + albedo.mean(axis=-1, keepdims=True) / PALE), np.float32)


def _exposure(maps: Maps) -> float:
    """Return how much light the sitter bears: who wears white is lit less."""
    bright = float(np.quantile(maps.albedo[maps.cover > ONE_HALF].mean(axis=-1), 0.85))
    return float(np.clip((WORN / max(bright, 0.02)) ** 0.45, 0.6, 1.0))


def _lamps(framing: Framing, first: Colour, second: Colour, side: float, share: float) -> list[Lamp]:
    """Return a key near white, rims in the colours of the signs behind both cheeks, and a fill from beside us."""
    x, y, z = framing.key
    key, rim = np.float32(framing.strength * 0.78 * share), np.float32(framing.rim * 0.80 * share**0.5)
    fill = linear(mix(mix(second, WARM, 0.30), WHITE, 0.35)) * np.float32(0.55 * framing.fill * share**0.7)
    return [
        Lamp((side * x, y, z), linear(mix(mix(first, WARM, 0.86), WHITE, 0.40)) * key, 0.0, WRAP),
        Lamp((-side * 0.96, -0.25, -0.16), linear(mix(second, WHITE, 0.35)) * rim, NARROW),
        Lamp((side * 0.94, -0.30, -0.30), linear(mix(first, WHITE, 0.35)) * rim * np.float32(0.5), NARROW),
        Lamp((-side * 0.45, -0.20, 0.87), fill),
        Lamp((side * 0.1, -0.95, 0.10), linear(mix(second, WHITE, 0.75)) * np.float32(0.6), 0.4),
    ]
