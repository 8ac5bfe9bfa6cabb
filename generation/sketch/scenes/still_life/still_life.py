"""A thing in a lit place of its own: on a table, a bench, an altar or the ground, seen by one of several cameras."""

import math

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Field, blurred, noise, smoothstep, tripled
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.light import BYTE, soft_light
from generation.sketch.canvas.palette import WHITE, linear, mix
from generation.sketch.canvas.sprite import font
from generation.sketch.effects.weather import fall
from generation.sketch.models.at_rest import at_rest
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.lighting import clearness, note_sight
from generation.sketch.models.mesh import Array, Mesh
from generation.sketch.models.parts import Paint
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS, STANDING
from generation.sketch.scenes.still_life.arrangement import strewn, together
from generation.sketch.scenes.still_life.lights import Lights, light_for, lights_of
from generation.sketch.scenes.still_life.lit_surface import paint_place
from generation.sketch.scenes.still_life.surface import OUTSIDE, surface_of
from generation.sketch.scenes.still_life.viewpoint import Eye, eye_for, view_of

USUAL = "case"  # what a thing without a shape of its own comes in
STEAMING = frozenset({"cup", "food"})
#: States in which what is in a cup is cold, or out of it.
STILL = frozenset({"spilled", "upside_down", "on_side", "frozen", "snowy", "dusty", "overgrown", "broken"})
PUFFS, HALF = 90, 0.5
LEAST_BESIDE, MOST_BESIDE = 0.10, 1.6  # lengths of the thing: how large what stands about it is, true to size else
#: What stands about behind, by surface: kind, and its place across and away in lengths of the thing.
COMPANY: dict[str, tuple[tuple[str, float, float], ...]] = {
    "table": (
        ("lamp", -0.95, -0.85), ("bottle", 0.95, -0.80), ("cup", 0.70, -0.55),
        ("book", -0.75, -0.45),
    ),
    "bench": (
        ("grenade", 0.90, -0.60), ("medkit", -0.95, -0.85), ("radio", 0.85, -0.95),
        ("vial", -0.65, -0.55),
    ),
    "bar": (
        ("bottle", -0.80, -0.85), ("bottle", -0.45, -1.05), ("cup", 0.75, -0.65),
        ("bottle", 0.95, -1.0),
    ),
    "desk": (
        ("lamp", 0.95, -0.90), ("cup", -0.80, -0.60), ("phone", -0.85, -1.0),
        ("book", 0.75, -0.5),
    ),
    "altar": (
        ("skull", -0.95, -0.70), ("vial", 0.95, -0.75), ("book", 0.85, -0.95),
        ("crown", -0.7, -1.0),
    ),
    "cloth": (("bottle", 0.90, -0.95), ("ring", -0.75, -0.55), ("lamp", -0.95, -0.95)),
}  # fmt: skip


def paint_still_life(canvas: Canvas) -> Image.Image:
    """Paint the thing where it lies."""
    subject = canvas.plan.subjects[0]
    kind = subject.kind if subject.kind in ITEM_MAKERS else USUAL
    rng = canvas.rng("still life")
    surface = surface_of(canvas, kind, rng)
    view = view_of(rng, flat=kind not in STANDING)
    side = 1.0 if rng.random() < 0.5 else -1.0
    lights = lights_of(canvas, surface, side, rng)
    mesh = together(canvas, kind, rng)
    eye = eye_for(canvas.frame, mesh, view)
    picture = paint_place(canvas, eye, surface, lights, side, [mesh])
    light_for(mesh, eye, picture)
    canvas.show("place", 0.3, picture)
    _add_company(canvas, eye, surface, lights, picture, mesh)
    _put_out_of_focus(canvas, eye, picture)
    canvas.show("company", 0.45, picture)
    _draw(canvas, eye, mesh, lights, picture, 0.007)
    said = set(subject.features)
    if "steaming" in said or (kind in STEAMING and not said & STILL):
        _add_steam(canvas, eye, mesh, picture)
    if "smoking" in said:
        _add_smoke(canvas, eye, mesh, picture)
    canvas.show("item", 0.65, picture)
    if surface in OUTSIDE:
        picture = fall(picture, canvas.frame, canvas.plan.weather, canvas.air, canvas.seed)
    _write_sign(canvas, picture)
    canvas.show("light", 0.75, picture)
    return canvas.finish(picture, Grade(bloom=0.5, vignette=0.6, grain=0.010, saturation=1.06))


def _add_company(canvas: Canvas, eye: Eye, surface: str, lights: Lights, picture: Field, lead: Mesh) -> None:
    """Draw what stands about behind the thing, where the frame shows it and nothing else stands."""
    kinds = [subject.kind for subject in canvas.plan.subjects]
    kind, taken = next((each for each in kinds if each in ITEM_MAKERS), USUAL), [_foot_of(lead)]
    rng = canvas.rng("company")
    paint = Paint(canvas.palette.neon[1], canvas.palette.neon[0])
    near = 1.0 if rng.random() < 0.5 else -1.0
    for other, across, away in COMPANY.get(surface, ()):
        if other in kinds or rng.random() < 0.35:
            continue
        size = min(MOST_BESIDE, max(LEAST_BESIDE, ITEMS[other].size / ITEMS[kind].size))
        mesh = strewn(at_rest(Subject(other), paint)[0], Subject(other), rng).moved((0.0, 0.0, 0.0), size)
        mesh = mesh.moved((near * across * (1.0 + 0.3 * float(rng.random())), 0.0, away))
        foot = _foot_of(mesh)
        if not any((foot[0] < each[1]).all() and (foot[1] > each[0]).all() for each in taken):
            taken.append(foot)
            _draw(canvas, eye, mesh, lights, picture, 0.006)


def _foot_of(mesh: Mesh) -> Array:
    """Return the least and the most across and away that a thing takes."""
    spots = mesh.corners.reshape(-1, 3)[:, [0, 2]]
    return np.stack([spots.min(axis=0), spots.max(axis=0)])


def _draw(canvas: Canvas, eye: Eye, mesh: Mesh, lights: Lights, picture: Field, soft: float) -> None:
    maps = eye.placement.maps(eye.mesh(mesh), soft)
    if maps is not None:
        note_sight(canvas.sightings, "", maps)
        maps.cover = maps.cover * clearness(maps)
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


def _add_smoke(canvas: Canvas, eye: Eye, mesh: Mesh, picture: Field) -> None:
    """Let smoke rise from a thing: puffs that grow and drift aside the higher they are, thick enough to hide."""
    frame, rng = canvas.frame, canvas.rng("smoke")
    layer = Image.new("L", (frame.width, frame.height))
    top, wide = float(mesh.corners[..., 1].max()), float(np.ptp(mesh.corners[..., 0]))
    lean = 0.35 if rng.random() < HALF else -0.35
    for _ in range(PUFFS):
        rise, aside, away, dark = rng.random(4).tolist()
        x = (aside - 0.5) * wide * (0.25 + 0.5 * rise) + lean * rise**1.5
        spot = np.array([[x, 0.75 * top + 1.1 * rise, 0.3 * (away - 0.5)], [x + 0.06 + 0.16 * rise, top + rise, 0.0]])
        (across, down), (edge, _) = eye.pixels(spot).tolist()
        reach = abs(edge - across)
        puff = Image.new("L", (frame.width, frame.height))
        ImageDraw.Draw(puff).ellipse((across - reach, down - reach, across + reach, down + reach), fill=255)
        layer.paste(round(255 * (0.35 + 0.5 * dark)), (0, 0), puff.point([each * 2 // 5 for each in range(256)]))
    soft = np.asarray(blurred(layer, 0.012 * frame.unit), np.float32) * BYTE
    clouds = noise(canvas.rng("smoke clouds"), frame, 0.05, 4) * np.float32(0.9) + np.float32(0.35)
    cover = np.clip(soft * clouds * np.float32(2.0), 0, 0.92)
    light = np.float32(0.10) + np.float32(0.30) * picture.mean(axis=(0, 1))
    picture += (light - picture) * tripled(np.asarray(cover, np.float32))


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
