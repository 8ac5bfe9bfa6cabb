"""A thing in a lit place of its own: on a table, a bench, an altar or the ground, seen by one of several cameras."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Field, blurred, smoothstep, tripled
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import BYTE, soft_light
from generation.sketch.canvas.palette import WHITE, Colour, colour, linear, mix
from generation.sketch.canvas.sprite import filler, font
from generation.sketch.effects.weather import fall
from generation.sketch.models.at_rest import at_rest, hosted, with_guests
from generation.sketch.models.items import ITEM_MAKERS, UPRIGHT
from generation.sketch.models.lighting import Lamp, note_sight
from generation.sketch.models.mesh import Array, Mesh, Vector, joined
from generation.sketch.models.parts import Paint
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS
from generation.sketch.props.backdrops import paint_backdrop
from generation.sketch.props.surfaces import SURFACES, Ground, Surface, concrete, pattern_tile
from generation.sketch.scenes.viewpoint import Eye, eye_for, view_of

USUAL = "case"  # what a thing without a shape of its own comes in
TURN_FLAT, TURN_UPRIGHT = 1.5, 1.1  # radians that a thing may be turned by: what stands has a front
EDGE = 1.45  # lengths to a table's far edge; ground goes on
#: What may as well point to the left.
EITHER_WAY = frozenset(
    {
        "katana", "pistol", "rifle", "smg", "shotgun", "sniper_rifle", "revolver", "knife", "axe", "sword", "staff",
        "key", "syringe", "guitar", "umbrella", "cyberarm", "credstick", "bow",
    },
)  # fmt: skip
#: How bright a dark thing is at most, of 255; how bright, in linear light, what it lies on is to be; how much that is
#: lifted at most.
DARK_THING, LIT_GROUND, MOST_LIFTED = 90, 0.075, 6.0
STEAMING = frozenset({"cup", "food"})
FAR = 9.0  # lengths at which ground has gone into the dark
TOPS = frozenset({"table", "bench", "bar", "desk", "altar", "cloth"})
OUTSIDE = frozenset({"concrete", "stone", "grass", "sand", "snow"})
BESIDE = (0.45, 1.2)  # lengths of what lies beside the first thing
GAP = 0.10  # lengths between them
#: What stands about behind, by surface: kind, place across and away, and its size in lengths of the thing.
COMPANY: dict[str, tuple[tuple[str, float, float, float], ...]] = {
    "table": (
        ("lamp", -0.95, -0.85, 1.15), ("bottle", 0.95, -0.80, 0.85), ("cup", 0.70, -0.55, 0.42),
        ("book", -0.75, -0.45, 0.65),
    ),
    "bench": (
        ("grenade", 0.90, -0.60, 0.34), ("medkit", -0.95, -0.85, 0.8), ("radio", 0.85, -0.95, 0.85),
        ("vial", -0.65, -0.55, 0.36),
    ),
    "bar": (
        ("bottle", -0.80, -0.85, 0.95), ("bottle", -0.45, -1.05, 0.90), ("cup", 0.75, -0.65, 0.45),
        ("bottle", 0.95, -1.0, 1.0),
    ),
    "desk": (
        ("lamp", 0.95, -0.90, 1.15), ("cup", -0.80, -0.60, 0.40), ("phone", -0.85, -1.0, 0.70),
        ("book", 0.75, -0.5, 0.6),
    ),
    "altar": (
        ("skull", -0.95, -0.70, 0.42), ("vial", 0.95, -0.75, 0.45), ("book", 0.85, -0.95, 0.7),
        ("crown", -0.7, -1.0, 0.5),
    ),
    "cloth": (("bottle", 0.90, -0.95, 0.9), ("ring", -0.75, -0.55, 0.18), ("lamp", -0.95, -0.95, 1.1)),
}  # fmt: skip
GREY = colour("#3c424e")  # what the light from everywhere has of no style


@dataclass(frozen=True, slots=True)
class Lights:
    """The lights of a still life: where the lamp hangs, its colour, that of what lights the edges, and of the rest."""

    lamp: Array
    key: Field
    rim: Field
    rest: Field

    def lamps(self, turn: Array) -> list[Lamp]:
        """Return the lamps that light a model, as they stand to the viewer."""
        x, y, z = (self.lamp @ turn / np.linalg.norm(self.lamp)).tolist()
        return [
            Lamp((x, -y, z), self.key * np.float32(1.35)),
            Lamp((-math.copysign(0.95, x), -0.25, 0.1), self.rim * np.float32(1.1), 0.85),
            Lamp((-x * 0.6, 0.1, 0.9), self.rest * np.float32(1.6)),
        ]


def paint_still_life(canvas: Canvas) -> Image.Image:
    """Paint the thing where it lies."""
    subject = canvas.plan.subjects[0]
    kind = subject.kind if subject.kind in ITEM_MAKERS else USUAL
    rng = canvas.rng("still life")
    surface = _surface_of(canvas, kind, rng)
    view = view_of(rng, flat=kind not in UPRIGHT)
    side = 1.0 if rng.random() < 0.5 else -1.0
    lights = _lights(canvas, surface, side, rng)
    mesh = _together(canvas, kind, rng)
    eye = eye_for(canvas.frame, mesh, view)
    picture = _paint_place(canvas, eye, surface, lights, side, [mesh])
    _light_for(mesh, eye, picture)
    canvas.show("place", 0.3, picture)
    _add_company(canvas, eye, surface, lights, picture, kind)
    _put_out_of_focus(canvas, eye, picture)
    canvas.show("company", 0.45, picture)
    _draw(canvas, eye, mesh, lights, picture, 0.007)
    if kind in STEAMING:
        _add_steam(canvas, eye, mesh, picture)
    canvas.show("item", 0.65, picture)
    if surface in OUTSIDE:
        picture = fall(picture, canvas.frame, canvas.plan.weather, canvas.air, canvas.seed)
    _write_sign(canvas, picture)
    canvas.show("light", 0.75, picture)
    return canvas.finish(picture, Grade(bloom=0.5, vignette=0.6, grain=0.010, saturation=1.06))


def _light_for(mesh: Mesh, eye: Eye, picture: Field) -> None:
    """Light what a dark thing lies on, in place: black on black would hide it."""
    if float(mesh.colours.mean()) > DARK_THING:
        return
    (left, top), (right, bottom) = (
        (int(x), int(y))
        for x, y in (edge(eye.pixels(mesh.corners).reshape(-1, 2), axis=0) for edge in (np.min, np.max))
    )
    about = picture[max(0, top) : bottom : 4, max(0, left) : right : 4]
    light = float(np.median(about.mean(axis=-1))) if about.size else LIT_GROUND
    picture *= np.float32(min(MOST_LIFTED, max(1.0, LIT_GROUND / max(light, 1e-3))))


def _surface_of(canvas: Canvas, kind: str, rng: np.random.Generator) -> str:
    if canvas.plan.place in SURFACES:
        return canvas.plan.place
    if canvas.plan.weather in {"rain", "fog", "ash"}:
        return "concrete"
    if canvas.plan.weather == "snow":
        return "snow"
    fits = ITEMS[kind].lies_on
    return fits[int(rng.integers(len(fits)))]


def _lights(canvas: Canvas, surface: str, side: float, rng: np.random.Generator) -> Lights:
    """Choose the lights: a warm lamp over tables, signs over bars, the sky over ground; in the style's colours."""
    palette = canvas.palette
    warm: Colour = {
        "table": colour("#ffd09a"), "desk": colour("#ffdcb0"), "cloth": colour("#ffe0b8"),
        "altar": colour("#ffc890"), "bench": colour("#e4eefa"), "snow": colour("#dce8ff"),
        "sand": colour("#ffe8c0"),
    }.get(surface, mix(palette.neon[0], WHITE, 0.78))  # fmt: skip
    key = linear(mix(warm, palette.neon[0], 0.07))
    lamp = np.array(
        [side * (0.7 + 0.9 * float(rng.random())), 1.3 + 0.7 * float(rng.random()), 1.3 * float(rng.random()) - 0.45]
    )
    open_air = 3.6 if surface in OUTSIDE else 1.0
    strength = (1.7 if surface in OUTSIDE else 0.95) + 0.5 * float(rng.random())
    rest = np.asarray(
        linear(mix(palette.mid, GREY, 0.6)) * np.float32(0.55 * open_air)
        + linear(palette.neon[1]) * np.float32(0.03)
        + np.float32(0.012 * open_air),
        np.float32,
    )
    return Lights(
        lamp,
        np.asarray(key * np.float32(strength), np.float32),
        np.asarray(linear(mix(palette.neon[1], WHITE, 0.15)), np.float32),
        rest,
    )


def _together(canvas: Canvas, first: str, rng: np.random.Generator) -> Mesh:
    """Return the first thing, and what lies with it: at its sides, a little behind."""
    out, ends = list[Mesh](), [0.0, 0.0]  # how far it reaches to the left and to the right
    known = [each if each.kind in ITEM_MAKERS else replace(each, kind=first) for each in canvas.plan.subjects]
    groups = hosted(known)
    for place, (subject, guests) in enumerate(groups):
        mesh = _lying(canvas, subject, guests, rng)
        if place:
            share = ITEMS[subject.kind].size / ITEMS[groups[0][0].kind].size
            mesh = mesh.moved((0.0, 0.0, 0.0), float(np.clip(share, *BESIDE)))
        low, high = mesh.corners[..., 0].min(), mesh.corners[..., 0].max()
        side = place % 2
        if place:
            across = ends[side] + GAP - float(low) if side else -(ends[side] + GAP) - float(high)
            mesh = mesh.moved((across, 0.0, -0.12 * place))
        ends = [max(ends[0], -float(mesh.corners[..., 0].min())), max(ends[1], float(mesh.corners[..., 0].max()))]
        out.append(mesh)
    return out[0] if len(out) == 1 else joined(out).moved(((ends[0] - ends[1]) / 2, 0.0, 0.0))


def _lying(canvas: Canvas, subject: Subject, guests: Sequence[Subject], rng: np.random.Generator) -> Mesh:
    """Return a thing, or several, with what is on or in it, resting on the plane y = 0 about the origin."""

    def paint_of(each: Subject) -> Paint:
        asked = colour(COLOURS[each.colour]) if each.colour else None
        return Paint(canvas.palette.neon[0], canvas.palette.neon[1], asked)

    mesh, room = at_rest(subject, paint_of(subject))
    mesh = with_guests(mesh, room, subject, [(guest, at_rest(guest, paint_of(guest))[0]) for guest in guests])
    return _strewn(mesh, subject, rng)


def _strewn(mesh: Mesh, subject: Subject, rng: np.random.Generator) -> Mesh:
    """Lay a thing down as many times as there are of it, up to three times, each turned by chance."""
    spots = mesh.corners.reshape(-1, 3)
    wide = float((spots.max(axis=0) - spots.min(axis=0))[[0, 2]].max())
    kind, heaped = subject.kind, {"heap", "stack"} & set(subject.features)
    reach = TURN_UPRIGHT if kind in UPRIGHT else TURN_FLAT
    out = []
    for one in range(1 if heaped else max(1, min(subject.count, 3))):
        yaw = reach * (float(rng.random()) - 0.5) + (math.pi if kind in EITHER_WAY and rng.random() < 0.4 else 0.0)
        aside: Vector = ((0.0, 0.0, 0.0), (0.86 * wide, 0.0, -0.42 * wide), (-0.82 * wide, 0.0, -0.34 * wide))[one]
        out.append(mesh.turned(yaw).moved(aside))
    return joined(out)


def _paint_place(canvas: Canvas, eye: Eye, surface: str, lights: Lights, side: float, things: list[Mesh]) -> Field:
    """Paint what the thing lies on in the pool of the lamp's light, with its shadow, before what is out of focus."""
    across, away, reach = eye.plane()
    rng = canvas.rng("surface")
    ground = Ground(across, away, pattern_tile(rng), rng, canvas.palette.neon[0])
    wet = 1.0 if canvas.plan.weather == "rain" else 0.35
    made: Surface = concrete(ground, wet) if surface == "concrete" else SURFACES[surface](ground)
    backdrop = paint_backdrop(canvas, canvas.palette.neon[0], canvas.palette.neon[1], side, 0.35, disc=False)
    canvas.show("backdrop", 0.1, backdrop)
    picture = backdrop.full() * np.float32(0.6 + 1.6 * float(canvas.rng("behind").random()) ** 2)
    lamp = lights.lamp.astype(np.float32)
    far = np.square(across - lamp[0]) + np.square(away - lamp[2]) + np.square(lamp[1])
    pool = np.float32(np.square(lamp[1]) * 1.25) * lamp[1] / (far * np.sqrt(far))
    shadow, contact = _shadows(canvas, eye, lights, things)
    light = lights.key * (pool * (1 - np.float32(0.9) * shadow))[..., None]
    other = np.exp(-np.square(across + np.float32(1.3 * side)) / 2.2) * np.float32(0.22)
    light += lights.rim * (other * (1 - contact))[..., None] + lights.rest * (1 - np.float32(0.75) * contact)[..., None]
    lit = made.albedo * light
    # What shines shows the lights behind, upside down, most at a low angle.
    mirror = soft_light(picture[::-1], canvas.frame, 0.07).full()
    graze = np.float32(0.10 + 0.5 * (1 - math.sin(math.asin(min(1.0, abs(float(eye.turn[1, 2])))))) ** 2)
    lit += mirror * (np.asarray(made.gloss, np.float32) * graze * (1 - np.float32(0.7) * contact))[..., None]
    if made.glow is not None:
        lit += made.glow * (1 - contact)[..., None]
    return _joined_at_edge(canvas, eye, surface, lit, picture, (away, reach))


def _joined_at_edge(
    canvas: Canvas, eye: Eye, surface: str, lit: Field, behind: Field, places: tuple[Field, Field]
) -> Field:
    """Let a table end at its edge, and ground go into the dark."""
    away, reach = places
    shown = (reach > 0) & (reach < 900)
    if surface in TOPS:
        cover = smoothstep(-EDGE - 0.012, -EDGE + 0.012, away) * shown
        rim = np.exp(-np.square((away + np.float32(EDGE)) / np.float32(0.02)))[..., None] * cover[..., None]
        lit = lit * (1 + 0.8 * rim)
        return np.asarray(behind + (lit - behind) * tripled(np.asarray(cover, np.float32)), np.float32)
    fade = np.exp(-np.maximum(-away - 0.8, 0) / np.float32(FAR / 4)) * shown
    fog = canvas.air.fog * np.float32(1.2) + behind * np.float32(0.5)
    return np.asarray(fog + (lit - fog) * tripled(np.asarray(fade, np.float32)), np.float32)


def _shadows(canvas: Canvas, eye: Eye, lights: Lights, things: list[Mesh]) -> tuple[Field, Field]:
    """Return where the things keep the lamp off the plane, and where they are close above it."""
    frame = canvas.frame
    half = (frame.width // 2, frame.height // 2)
    layers = []
    for straight, soft in ((False, 0.008), (True, 0.022)):
        layer = Image.new("L", half)
        fill = filler(ImageDraw.Draw(layer))
        for mesh in things:
            corners = mesh.corners
            if straight:
                flat = corners[corners[..., 1].max(axis=1) < 0.22]
            else:
                under = np.maximum(lights.lamp[1] - corners[..., 1:2], 0.05)
                flat = lights.lamp + (corners - lights.lamp) * (lights.lamp[1] / under)
            level = flat * np.array([1.0, 0.0, 1.0])
            for quad in (eye.pixels(level) / 2).reshape(-1, 8).tolist():
                fill(quad, 255, 1)
        small = blurred(layer, soft * frame.unit / 2)
        layers.append(
            np.asarray(small.resize((frame.width, frame.height), Image.Resampling.BILINEAR), np.float32) * BYTE
        )
    return layers[0], layers[1]


def _add_company(canvas: Canvas, eye: Eye, surface: str, lights: Lights, picture: Field, kind: str) -> None:
    """Draw what stands about behind the thing, where the frame shows it."""
    rng = canvas.rng("company")
    paint = Paint(canvas.palette.neon[1], canvas.palette.neon[0])
    near = 1.0 if rng.random() < 0.5 else -1.0
    for other, across, away, size in COMPANY.get(surface, ()):
        if other == kind or rng.random() < 0.35:
            continue
        mesh = _strewn(at_rest(Subject(other), paint)[0], Subject(other), rng).moved((0.0, 0.0, 0.0), size)
        mesh = mesh.moved((near * across * (1.0 + 0.3 * float(rng.random())), 0.0, away))
        _draw(canvas, eye, mesh, lights, picture, 0.006)


def _draw(canvas: Canvas, eye: Eye, mesh: Mesh, lights: Lights, picture: Field, soft: float) -> None:
    maps = eye.placement.maps(eye.mesh(mesh), soft)
    if maps is not None:
        note_sight(canvas.sightings, "", maps)
        grain = np.zeros(picture.shape[:2], np.float32)
        eye.placement.draw_lit(picture, maps, lights.lamps(eye.turn), lights.rest * np.float32(1.5), grain)


def _put_out_of_focus(canvas: Canvas, eye: Eye, picture: Field) -> None:
    """Blur what is far behind the thing."""
    soft = soft_light(picture, canvas.frame, 0.006).full()
    _, away, reach = eye.plane()
    share = smoothstep(0.55, 1.7, np.where(reach > 900, np.float32(9), -away))
    picture += (soft - picture) * tripled(share)


def _add_steam(canvas: Canvas, eye: Eye, mesh: Mesh, picture: Field) -> None:
    """Let steam rise from the middle of a thing."""
    frame, rng = canvas.frame, canvas.rng("steam")
    layer = Image.new("L", (frame.width, frame.height))
    pen = ImageDraw.Draw(layer)
    top = float(mesh.corners[..., 1].max())
    for _ in range(5):
        x, phase, high = ((rng.random(3) - 0.5) * np.array([0.30, 6.0, 0.3]) + np.array([0.0, 0.0, 0.62])).tolist()
        rows = [(x + 0.05 * math.sin(phase + step * 0.55), top - 0.06 + high * step / 15, 0.0) for step in range(16)]
        line = [tuple(spot) for spot in eye.pixels(np.array(rows)).tolist()]
        pen.line(line, 120, max(2, round(0.02 * frame.unit)), joint="curve")
    soft = np.asarray(blurred(layer, 0.016 * frame.unit), np.float32) * BYTE
    fade = np.clip(1.2 - np.linspace(1.0, 0.0, frame.height, dtype=np.float32) * 0.5, 0, 1)[:, None]
    picture += tripled(soft * fade) * np.float32(0.30)


def _write_sign(canvas: Canvas, picture: Field) -> None:
    if not canvas.plan.sign:
        return
    frame = canvas.frame
    layer = Image.new("L", (frame.width, frame.height))
    ImageDraw.Draw(layer).text(
        (frame.width / 2, frame.height - 0.06 * frame.unit),
        canvas.plan.sign,
        255,
        font(round(0.05 * frame.unit)),
        anchor="mm",
    )
    picture += (np.asarray(layer, np.float32) * BYTE)[..., None] * linear(mix(canvas.palette.neon[0], WHITE, 0.3))
