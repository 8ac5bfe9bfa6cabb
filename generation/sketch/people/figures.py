"""Figures: people in metres as lit bodies, posed on joints, that a scene stands up in the world."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.canvas.field import Field, blur, blurred, resize
from generation.sketch.canvas.palette import WHITE, Colour, Palette, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import SUPERSAMPLE
from generation.sketch.models.mesh import Mesh, joined
from generation.sketch.models.rasterize import Seen, seen
from generation.sketch.people.attire import body_mesh
from generation.sketch.people.complexion import skin_mesh
from generation.sketch.people.face import posed_points
from generation.sketch.people.gear import gear_mesh
from generation.sketch.people.heads import head_mesh
from generation.sketch.people.person import Person, make_person
from generation.sketch.people.silhouettes import as_asked, turn_of
from generation.sketch.people.stances import STANCES
from generation.sketch.people.trappings import trappings_of
from generation.sketch.planning.in_view import shown_as
from generation.sketch.planning.subject import Subject

WHITISH = np.float32(135)  # of 255: what is brighter is lit less
FAR = 320  # pixels of height, at twice the picture's size: figures that are smaller are coarse
IN_AIR = frozenset({"jump", "fall", "float", "soar", "hang", "swim", "ride", "climb"})
SOLE = 0.015  # metres: what of a sole the ground takes
HAND = 0.12  # metres from a wrist to the finger tips
OVER_HEAD, LYING = 0.66, 0.42  # of a head: from its middle to the top of the hair; of their height: who lies
NEAR = 1000  # and figures that are larger have faces as portraits have
NOWHERE, HOLLOW_STEP, LEAST_REACH = -90.0, 4, 0.6  # a depth; pixels
#: How much covers an edge, by how much of what is about a pixel is covered.
FADES = [round(255 * min(1.0, max(0.5, (value / 255 - 0.30) / 0.55))) for value in range(256)]
HOLLOWS = ((0.007, 26.0), (0.034, 9.0), (0.10, 3.0))  # metres over which somebody is hollow, and how dark that is
SMOOTHED = 0.007  # metres over which facets are smoothed
# Brightness in shadow, added in full light, and of the lit edge; then how much is left of the stage's own rim, for the
# form shows where the body ends.
SHADE, KEY, RIM, OUTLINE = 0.46, 1.26, 0.40, 0.22
# From where to where a form turns out of the light, how hard that line is; the colours of its shade and its lit side.
TURN, HARD, COOL, WARM = (0.22, 0.74), 0.55, (0.88, 0.96, 1.10), (1.06, 1.00, 0.92)
# By night a soft lamp beside the eye lights people: where it stands, how bright it is, a sign's share of its colour.
BESIDE_EYE, OWN_LAMP, OF_SIGN = (0.34, 0.42, 0.84), 0.66, 0.16
LAMP_HELD = np.float32(260)  # of 255: the brighter a thing is, the less of that lamp it gets


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn figure: its painter and the metres it takes about its feet; how tall it is, and where it ends."""

    draw: Callable[[Sprite], None]
    bounds: tuple[float, float, float, float]
    height: float
    top: float = 0.0


def make_figure(
    subject: Subject,
    palette: Palette,
    rng: np.random.Generator,
    cloth: Colour | None = None,
    stance: str = "",
    facing: float | None = None,
    *,
    grounded: bool = True,
) -> Figure:
    """Make a figure of a subject; randomness chooses what neither the subject nor `stance` (of `stances`) says.

    `facing` is how far it is turned to the right, in radians, if that matters. A `cloth` that is given is worn instead
    of the role's, and no sign lights the figure's edge: so it is by day. Who is not `grounded` casts no shadow about
    the feet.
    """
    side = 1.0 if rng.random() < 0.5 else -1.0
    accent, second = palette.sign(rng), palette.neon[2]
    person = make_person(subject, rng, (accent, second), stance=stance, cloth=cloth, facing=facing)
    reach = person.tall * (0.85 if STANCES[person.pose.stance].tilt else 0.66)
    bounds = (-reach, -0.075 * person.tall, reach, person.tall * 1.26)

    def draw(sprite: Sprite) -> None:
        sprite.rim_width *= OUTLINE
        detail = detail_of(sprite.scale * person.tall)
        if grounded:
            _cast_shadow(sprite, bounds, 0.20 * person.girth)
        rim = accent if cloth is None else None
        mesh = mesh_of(replace(person.seen_at(sprite.scale / SUPERSAMPLE), detail=detail))
        paint_mesh(
            sprite, on_ground(mesh) if grounded and person.pose.stance not in IN_AIR else mesh, bounds, side, rim
        )
        sprite.shows = shown_as(subject)

    return Figure(draw, bounds, person.tall, _top_of(person))


def _top_of(person: Person) -> float:
    """Return how high over the ground somebody ends, as they sit, kneel, lie or stand."""
    if STANCES[person.pose.stance].tilt:
        return LYING * person.tall
    head = float(person.pose.head[1]) + OVER_HEAD * float(person.body.skull[1])
    return max(head, *(float(hand[1]) + HAND for hand in person.pose.hands))


def on_ground(mesh: Mesh) -> Mesh:
    """Return a mesh moved up or down until its lowest point is on the ground: a bent knee neither floats nor sinks."""
    return mesh.moved((0.0, -float(mesh.corners[..., 1].min()) - SOLE, 0.0))


def mesh_of(person: Person, bottom: float = -1.0) -> Mesh:
    """Make the whole figure, turned as its pose wants it, in metres about its feet; without what is under `bottom`."""
    points = posed_points(person)
    body = joined([skin_mesh(person, points, bottom), body_mesh(person, bottom)])
    gear = gear_mesh(person)
    rest = [*trappings_of(person), *([] if gear is None else [gear])]
    parts = as_asked(person, body, head_mesh(person, points), joined(rest) if rest else None)
    return joined(parts).turned(turn_of(person))


def paint_mesh(
    sprite: Sprite, mesh: Mesh, bounds: tuple[float, float, float, float], side: float, rim: Colour | None
) -> None:
    """Paint a mesh on a sprite: form by light from above on one side, and a sign's light along the edge."""
    left, bottom, right, top = bounds
    width, height = sprite.mask.size
    pixels = np.stack(
        [
            (mesh.corners[..., 0] - left) * (width / (right - left)),
            (top - mesh.corners[..., 1]) * (height / (top - bottom)),
        ],
        axis=-1,
    )
    view = seen(mesh, pixels, sprite.scale, width, height)
    if not len(view.quads):
        return
    normals = view.normals(max(0.6, SMOOTHED * sprite.scale))
    across, up, towards = normals
    lit = np.clip(np.array([side * 0.62, 0.58, 0.53], np.float32) @ normals, 0, 1)
    shine = np.clip(lit - np.float32(0.74), 0, 1) * np.float32(300) * view.stuff(0)
    tone = (SHADE + KEY * _planes(lit)) * (1 - np.float32(0.45) * view.inner()) * _hollows(view)
    tint = _column(COOL) + (_column(WARM) - _column(COOL)) * lit
    colours = view.colours()
    light = colours * view.stuff(1)
    if rim is not None:
        soft = np.clip(np.array([side * BESIDE_EYE[0], *BESIDE_EYE[1:]], np.float32) @ normals, 0, 1)
        lamp = _column(mix(WHITE, rim, OF_SIGN)) * np.float32(OWN_LAMP / 255)
        light += colours / (1 + colours / LAMP_HELD) * lamp * (np.float32(0.25) + np.float32(0.75) * soft)
        edge = np.clip(1 - towards * 1.6, 0, 1) * np.clip(across * side * 1.3 + 0.2 * up, 0, 1)
        light += _column(dim(rim, RIM)) * edge
    cover, at = Image.fromarray(view.covered), (view.left, view.top)
    surface = colours * (tone * tint) + shine
    surface -= np.clip(surface - WHITISH, 0, None) * np.float32(0.65)  # white cloth keeps its folds
    for layer, values in ((sprite.surface, surface), (sprite.light, light)):
        layer.paste(view.picture(values), at, cover)
    sprite.mask.paste(255, (*at, at[0] + cover.width, at[1] + cover.height), _smoothed(cover))
    for name, where, _ in view.parts():
        sprite.name_part(name, where, at)


def _smoothed(cover: Image.Image) -> Image.Image:
    """Return what covers the picture with an outline without steps: it fades within, by half at most."""
    return ImageChops.multiply(cover.convert("L"), cover.convert("L").filter(ImageFilter.BoxBlur(1)).point(FADES))


def _planes(lit: Field) -> Field:
    """Return how lit surfaces are that turn from the light: a form has a bright and a dark side, and a line between."""
    share = np.clip((lit - np.float32(TURN[0])) * np.float32(1 / (TURN[1] - TURN[0])), 0, 1)
    hard = share * share * (3 - 2 * share)
    return np.asarray(np.float32(1 - HARD) * lit + np.float32(HARD) * hard, np.float32)


def detail_of(pixels: float) -> int:
    """Return how finely somebody is made who is so many pixels tall, at twice the picture's size."""
    return 0 if pixels <= FAR else 1 if pixels <= NEAR else 2


def _hollows(view: Seen) -> Field:
    """Return less than 1 where a body lies deeper than what is about it: sockets, under a chin, beside an arm."""
    depth = view.depth(NOWHERE, HOLLOW_STEP)
    body = (depth > NOWHERE + 1).astype(np.float32)
    depth = np.where(body > 0, depth, 0)
    hollow = np.zeros_like(depth)
    for reach, gain in HOLLOWS:
        sigma = reach * view.scale / HOLLOW_STEP
        if sigma < LEAST_REACH:
            continue
        near = blur(body, sigma)
        mean = blur(depth * body, sigma) / np.maximum(near, np.float32(1e-3))
        inward = np.clip((near - np.float32(0.52)) * np.float32(3.0), 0, 1)  # its outline borders on nothing
        hollow += np.clip((mean - depth) * np.float32(gain), 0, 0.45) * inward * body
    high, wide = view.covered.shape
    whole = resize(np.asarray(1 - np.clip(hollow, 0, 0.7), np.float32), wide, high)
    return np.asarray(whole.ravel().take(view.places), np.float32)


def _column(tint: tuple[float, ...]) -> Field:
    return np.array(tint, np.float32)[:, None]


def _cast_shadow(sprite: Sprite, bounds: tuple[float, float, float, float], radius: float) -> None:
    """Darken the ground about the feet, so that the figure stands on it."""
    left, bottom, right, top = bounds
    across, down = sprite.mask.width / (right - left), sprite.mask.height / (top - bottom)
    box = (
        (-left - radius) * across,
        (top + 0.55 * bottom) * down,
        (radius - left) * across,
        (top - 0.55 * bottom) * down,
    )
    ImageDraw.Draw(sprite.mask).ellipse(box, fill=190)
    strip = (0, max(0, int(top * down + 2.2 * bottom * down)), sprite.mask.width, sprite.mask.height)
    sprite.mask.paste(blurred(sprite.mask.crop(strip), max(1.0, -0.3 * bottom * down)), strip)
