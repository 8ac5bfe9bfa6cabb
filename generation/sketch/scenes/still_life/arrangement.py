"""What lies in a still life, and how: turned by chance, several of a kind, side by side, on or in one another."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import colour
from generation.sketch.models.at_rest import at_rest, hosted, with_guests
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.mesh import Mesh, Vector, joined
from generation.sketch.models.parts import Paint
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS, STANDING

TURN_FLAT, TURN_UPRIGHT = 1.5, 1.1  # radians that a thing may be turned by: what stands has a front
#: What may as well point to the left.
EITHER_WAY = frozenset(
    {
        "katana", "pistol", "rifle", "smg", "shotgun", "sniper_rifle", "revolver", "knife", "axe", "sword", "staff",
        "key", "syringe", "guitar", "umbrella", "cyberarm", "credstick", "bow",
    },
)  # fmt: skip
BESIDE = (0.45, 1.2)  # lengths of what lies beside the first thing
GAP = 0.10  # lengths between them


def together(canvas: Canvas, first: str, rng: np.random.Generator) -> Mesh:
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
    return strewn(mesh, subject, rng)


def strewn(mesh: Mesh, subject: Subject, rng: np.random.Generator) -> Mesh:
    """Lay a thing down as many times as there are of it, up to three times, each turned by chance."""
    spots = mesh.corners.reshape(-1, 3)
    wide = float((spots.max(axis=0) - spots.min(axis=0))[[0, 2]].max())
    kind, heaped = subject.kind, {"heap", "stack"} & set(subject.features)
    reach = TURN_UPRIGHT if kind in STANDING else TURN_FLAT
    out = []
    for one in range(1 if heaped else max(1, min(subject.count, 3))):
        yaw = reach * (float(rng.random()) - 0.5) + (math.pi if kind in EITHER_WAY and rng.random() < 0.4 else 0.0)
        aside: Vector = ((0.0, 0.0, 0.0), (0.86 * wide, 0.0, -0.42 * wide), (-0.82 * wide, 0.0, -0.34 * wide))[one]
        out.append(mesh.turned(yaw).moved(aside))
    return joined(out)
