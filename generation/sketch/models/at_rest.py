"""Things as they lie: at rest on a level, in the state they are said to be in, in heaps, with what is on or in them."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.mesh import Array, Mesh, joined
from generation.sketch.models.parts import Paint, Room
from generation.sketch.models.thing_states import in_states
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS, STANDING

LEAN = -1.25  # radians a painting leans back
LEAST, MOST = 0.40, 0.95  # of its host's room that a thing takes, at least to be seen
OVERHANGS, SLIM = 1.45, 0.36  # of that room: how much a bar takes; how broad that is, of its length, at most
NARROW = frozenset({"jar"})  # in what long things stand
FLOATS = 0.34  # lengths that a thing floats above what it would lie on
STACKED, ROUND_ABOUT = 4, 9


def at_rest(subject: Subject, paint: Paint) -> tuple[Mesh, Room]:
    """Return a thing as it is said to be, resting on y = 0 about the origin, its longest side 1, and its room."""
    states = frozenset(subject.features)
    made = ITEM_MAKERS[subject.kind](replace(paint, states=states))
    mesh = in_states(made.mesh, subject.kind, states)
    spot = np.array(made.room[:3]) if made.room else None
    pitch = 0.0
    if subject.kind == "painting":
        pitch = LEAN + math.pi / 2 - 0.55
    elif subject.kind not in STANDING:
        pitch = -math.pi / 2
    mesh = mesh.turned(0.0, pitch)
    low, high = _ends(mesh)
    scale = float(1 / (high - low).max())
    shift = -np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2]) * scale
    mesh = mesh.moved((float(shift[0]), float(shift[1]) + FLOATS * ("floating" in states), float(shift[2])), scale)
    if spot is None or made.room is None or pitch:
        return _several(mesh, states), _top_of(mesh)
    x, y, z = (float(value) for value in spot * scale + shift)
    return _several(mesh, states), (x, y, z, made.room[3] * scale)


def _ends(mesh: Mesh) -> tuple[Array, Array]:
    spots = mesh.corners.reshape(-1, 3)
    return spots.min(axis=0), spots.max(axis=0)


def _top_of(mesh: Mesh) -> Room:
    """Return the room on a thing's highest part."""
    low, high = _ends(mesh)
    spots = mesh.corners.reshape(-1, 3)
    middle = np.abs(spots[:, 0]) < 0.25 * (high[0] - low[0])
    top = float(spots[middle, 1].max()) if middle.any() else float(high[1])
    return 0.0, top, 0.0, 0.8 * float(min(high[0] - low[0], high[2] - low[2]) + 0.05)


def _several(mesh: Mesh, states: frozenset[str]) -> Mesh:
    """Return one, or a stack or a heap of them, its longest side 1 again."""
    if "stack" in states:
        low, high = _ends(mesh)
        tall = 0.98 * float(high[1] - low[1])
        parts = [
            mesh.turned(0.4 * math.sin(2.7 * n)).moved((0.03 * math.sin(4 * n), n * tall, 0.0)) for n in range(STACKED)
        ]
    elif "heap" in states:
        low, high = _ends(mesh)
        wide, tall = float(max(high[0] - low[0], high[2] - low[2])), float(high[1] - low[1])
        parts = []
        for n in range(ROUND_ABOUT):
            level = 0 if n < 5 else 1 if n < 8 else 2
            a, far = 2.4 * n + level, (0.62, 0.34, 0.0)[level] * wide * (0.2 if n == 0 else 1.0)
            tilted = mesh.turned(1.9 * n, 0.25 * math.sin(3.1 * n) * level, 0.3 * math.cos(2.3 * n) * level)
            low_, _ = _ends(tilted)
            at = (far * math.cos(a), level * 0.72 * tall - float(low_[1]) * 0.8, far * math.sin(a))
            parts.append(tilted.moved(at))
    else:
        return mesh
    whole = joined(parts)
    low, high = _ends(whole)
    scale = float(1 / (high - low).max())
    return whole.moved((0.0, -float(low[1]) * scale, 0.0), scale)


def hosted(subjects: Sequence[Subject]) -> list[tuple[Subject, list[Subject]]]:
    """Return each thing with those that are on or in it, by `Subject.at`; the picture's first thing stays in front."""
    hosts = [subject for subject in subjects if host_of(subject, subjects) is None]
    return [(host, [guest for guest in subjects if host_of(guest, subjects) is host]) for host in hosts or subjects[:1]]


def host_of(guest: Subject, subjects: Sequence[Subject]) -> Subject | None:
    """Return which of the others a thing is on or in."""
    relation, _, kind = guest.at.partition(" ")
    others = (each for each in subjects if each is not guest and each.kind == kind and not each.at)
    return next(others, None) if relation in {"on", "in"} else None


def _on_end(mesh: Mesh) -> Mesh:
    """Stand what is long upright, on y = 0."""
    low, high = _ends(mesh)
    if high[0] - low[0] < 1.5 * (high[1] - low[1]):
        return mesh
    mesh = mesh.turned(0.0, 0.0, math.pi / 2)
    low, high = _ends(mesh)
    return mesh.moved((-float(low[0] + high[0]) / 2, -float(low[1]), 0.0))


def _is_slim(mesh: Mesh) -> bool:
    """Tell whether a thing lies as a bar does: a rifle on a crate reaches over its edges."""
    low, high = _ends(mesh)
    length, *rest = sorted((high - low).tolist(), reverse=True)
    return bool(max(rest) < SLIM * length)


def with_guests(host: Mesh, room: Room, of: Subject, guests: Sequence[tuple[Subject, Mesh]]) -> Mesh:
    """Put things on or in another one: each as large as it is beside it, but large enough to be seen, and no larger."""
    parts, (x, y, z, wide) = [host.named(of.kind)], room
    for number, (guest, mesh) in enumerate(guests):
        share = ITEMS[guest.kind].size / ITEMS[of.kind].size
        most = OVERHANGS if guest.at.startswith("on ") and _is_slim(mesh) else MOST
        size = float(np.clip(share, LEAST * wide, most * wide))
        aside = 0.0 if len(guests) == 1 else (number - (len(guests) - 1) / 2) * wide / len(guests)
        at = (x + aside, y - 0.01, z)
        stood = _on_end(mesh) if of.kind in NARROW else mesh
        parts.append(stood.turned(0.5 - 0.9 * number).moved(at, size / len(guests) ** 0.5).named(guest.kind))
    return joined(parts)
