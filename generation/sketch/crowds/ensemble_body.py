"""Builds an ensemble: its people posed so that hands reach what they hold, with their furniture, as one lit body."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork, rng_for
from generation.sketch.canvas.palette import Colour, colour
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import SUPERSAMPLE
from generation.sketch.crowds.creature_company import beast_of, borne_by, leash, mount_of
from generation.sketch.crowds.ensemble import Actor, Ensemble, Grip, Tie
from generation.sketch.models.joinery import stuff
from generation.sketch.models.mesh import Array, Mesh, Skin, Vector, beam, joined, tube, turning
from generation.sketch.models.painting import bounds_of, shade_ground
from generation.sketch.models.pieces import made
from generation.sketch.people.figures import OUTLINE, Figure, detail_of, mesh_of, paint_mesh
from generation.sketch.people.person import Person, make_person
from generation.sketch.people.stance import Contact
from generation.sketch.planning.creatures import MOUNT
from generation.sketch.planning.in_view import shown_as
from generation.sketch.planning.subject import Subject

STEP, LEAST_STEP = 0.30, 0.04  # metres: half of a box's breadth, and how high it is at least
MANY = 3  # so many people have no face as fine as a portrait's: that takes too much memory
ROOM = 0.06  # of its breadth: what stays free about an ensemble for its shadow
FINE = 0.12  # metres: sides of quads at most, so that they sort well by distance
CUT, CUT_AT = (
    frozenset({"car", "open_car", "open_window", "kerb", "ledge", "stairs", "item container"}),
    1.25,
)  # what the frame may cut, and how far aside, in metres
MIDDLE, HIGHEST = 0.62, 0.82  # of how high heads are: where two hands meet, and of the lower one at most


def make_ensemble(
    canvas: Canvas, ensemble: Ensemble, rng: np.random.Generator, cloth: Colour | None, pets: Sequence[Subject] = ()
) -> Figure:
    """Make the figure that an ensemble is: all of it in one sprite, about the middle of the ground it is on.

    `pets` are the creatures that the first of its people has on or about them.
    """
    accent, second = canvas.on_people.sign(rng), canvas.on_people.neon[2]
    side = 1.0 if rng.random() < 0.5 else -1.0
    actors, people = people_of(ensemble, rng, (accent, second), cloth)
    material = stuff(accent, fork(rng))
    props = [
        fine(made(piece.kind, material)).turned(piece.turn).moved(piece.at, piece.scale) for piece in ensemble.pieces
    ]
    for pet in pets:
        if pet.place == MOUNT:
            mount, level = mount_of(canvas, pet)
            props.append(mount)
            lift = level - float(people[0].pose.pelvis[1]) + 0.10
            actors[0] = replace(actors[0], at=(actors[0].at[0], lift, actors[0].at[2]))
        else:
            props.append(borne_by(canvas, pet, actors[0], people[0]))
    for number, beast in enumerate(ensemble.beasts):
        mesh, neck = beast_of(canvas, beast, number)
        props.append(mesh)
        if beast.leash:
            props.append(leash(actors[0], people[0], neck))

    props += [_tied(tie, actors, people) for tie in ensemble.ties]
    props += [_step(actor) for actor in actors if actor.level and actor.borne is None and actor.at[1] > LEAST_STEP]

    def whole(detail: int, scale: float) -> Mesh:
        bodies = [
            mesh_of(replace(person.seen_at(scale), detail=detail))
            .moved(actor.at)
            .named(shown_as(actor.shows or actor.subject))
            for person, actor in zip(people, actors, strict=True)
        ]
        bodies = [_over_water(body) for body in bodies] if ensemble.afloat else bodies
        return joined([*props, *bodies]).turned(0.0, ensemble.pitch).moved((-middle, 0.0, 0.0))

    middle = 0.0
    left, bottom, right, top = bounds_of(whole(0, inf), 0.02)
    if not ensemble.fire and not is_cut(ensemble):  # it reaches as far to both sides
        middle = (left + right) / 2
        left, right = left - middle, right - middle
    wide = right - left
    bounds = (left - ROOM * wide, min(bottom, -1.6 * ROOM * wide), right + ROOM * wide, top)

    def draw(sprite: Sprite) -> None:
        sprite.rim_width *= OUTLINE
        detail = min(detail_of(sprite.scale * people[0].tall), 2 if len(people) < MANY else 1)
        mesh = whole(detail, sprite.scale / SUPERSAMPLE)
        if not ensemble.ties or ensemble.pieces:
            shade_ground(sprite, bounds, 0.45 * wide, 0.6 * ROOM * wide)
        paint_mesh(sprite, mesh, bounds, side, accent if cloth is None else None)

    return Figure(draw, bounds, ensemble.tall or top, ensemble.tall or top)


def breadth_of(ensemble: Ensemble, figure: Figure) -> float:
    """Return half of what an ensemble takes to the sides: the frame may cut a car that somebody only sits on."""
    left, _, right, _ = figure.bounds
    return min(CUT_AT, max(-left, right)) if is_cut(ensemble) else max(-left, right)


def is_cut(ensemble: Ensemble) -> bool:
    """Tell whether the frame may cut what an ensemble is on."""
    return any(piece.kind in CUT or piece.kind.startswith("vehicle ") for piece in ensemble.pieces)


def _step(actor: Actor) -> Mesh:
    """Put a box under somebody who is too small for what they work at."""
    x, y, z = actor.at
    box = Skin(colour("#5c4630"), 0.15)
    return beam((x - STEP, y / 2, z), (x + STEP, y / 2, z), 2 * STEP, y, box)


def _tied(tie: Tie, actors: Sequence[Actor], people: Sequence[Person]) -> Mesh:
    """Span a rope or cable from somebody to where it is fast."""
    start = _spot(Grip(tie.actor, tie.joint, tie.side, tie.off), actors, people)
    end = np.array(tie.to)
    path = [start + (end - start) * share for share in (0.0, 0.3, 0.65, 1.0)]
    sunk = [(float(x), float(y) - tie.sag * sag, float(z)) for (x, y, z), sag in zip(path, (0, 0.9, 1, 0), strict=True)]
    return tube(sunk, [tie.thick] * 4, Skin(tie.colour, 0.3, lift=0.02), 7)


def _over_water(mesh: Mesh) -> Mesh:
    """Leave out what is under water."""
    return mesh.where(mesh.corners[..., 1].mean(axis=1) > 0.0)


def people_of(
    ensemble: Ensemble, rng: np.random.Generator, lights: tuple[Colour, Colour], cloth: Colour | None
) -> tuple[list[Actor], list[Person]]:
    """Make the people, put those who are borne where they are, then make those anew whose hands touch something."""
    seeds = [int(rng.integers(1 << 40)) for _ in ensemble.actors]
    actors = list(ensemble.actors)

    def person(at: int, contact: Contact) -> Person:
        actor = actors[at]
        return make_person(
            actor.subject,
            rng_for(seeds[at], "actor"),
            lights,
            stance=actor.stance,
            facing=actor.facing,
            look=actor.look,
            cloth=cloth,
            contact=contact,
        )

    people = [person(at, Contact(actor.seat)) for at, actor in enumerate(actors)]
    for at, actor in enumerate(actors):
        if actor.borne is not None:
            hips = people[at].pose.pelvis @ turning(actor.facing)
            x, y, z = (_spot(actor.borne, actors, people) - hips).tolist()
            actors[at] = replace(actor, at=(x, y, z))
    for at, actor in enumerate(actors):
        if (lift := actor.level - _level(people[at])) > 0 and actor.level:
            actors[at] = replace(actor, at=(actor.at[0], actor.at[1] + lift, actor.at[2]))
    done = []
    for at, actor in enumerate(actors):
        right, left = (_touched(grip, at, actors, people) for grip in actor.grips)
        touches = right is not None or left is not None
        done.append(person(at, Contact(actor.seat, (right, left))) if touches else people[at])
    return actors, done


def _touched(grip: Grip | None, mine: int, actors: Sequence[Actor], people: Sequence[Person]) -> Vector | None:
    """Return what a hand touches in its own body's frame."""
    if grip is None:
        return None
    spot = _spot(grip, actors, people)
    own = (spot - np.array(actors[mine].at)) @ turning(actors[mine].facing).T
    return float(own[0]), float(own[1]), float(own[2])


def _spot(grip: Grip, actors: Sequence[Actor], people: Sequence[Person]) -> Array:
    """Return where that is which a hand has hold of."""
    if grip.joint == "between":
        heads = [actor.at[1] + _level(person) for actor, person in zip(actors, people, strict=True)][:2]
        level = min(MIDDLE * sum(heads) / len(heads), HIGHEST * min(heads))
        x, _, z = np.array([actor.at for actor in actors][:2]).mean(axis=0).tolist()
        return np.asarray(np.array([x, level, z]) + np.array(grip.off))
    if not grip.joint:
        return np.array(grip.off)
    joint = getattr(people[grip.other].pose, grip.joint)
    local = np.array(joint[grip.side] if isinstance(joint, tuple) else joint) + np.array(grip.off)
    return np.asarray(local @ turning(actors[grip.other].facing) + np.array(actors[grip.other].at))


def _level(person: Person) -> float:
    """Return how high the head is."""
    return float(person.pose.head[1])


def fine(mesh: Mesh, side: float = FINE) -> Mesh:
    """Cut large quads into small ones, so that they sort well by distance; what has a name is left whole."""
    if mesh.names:
        return mesh
    corners = mesh.corners
    along = np.maximum(
        np.linalg.norm(corners[:, 1] - corners[:, 0], axis=1), np.linalg.norm(corners[:, 2] - corners[:, 3], axis=1)
    )
    across = np.maximum(
        np.linalg.norm(corners[:, 3] - corners[:, 0], axis=1), np.linalg.norm(corners[:, 2] - corners[:, 1], axis=1)
    )
    cuts = np.stack([np.ceil(along / side), np.ceil(across / side)], axis=1).clip(1, 24).astype(int)
    out = []
    for columns, rows in np.unique(cuts, axis=0).tolist():
        mine = (cuts == (columns, rows)).all(axis=1)
        out.append(_cut(Mesh(corners[mine], mesh.normals[mine], mesh.colours[mine], mesh.stuff[mine]), columns, rows))
    return joined(out)


def _cut(mesh: Mesh, columns: int, rows: int) -> Mesh:
    if columns == rows == 1:
        return mesh
    u, v = np.linspace(0, 1, columns + 1), np.linspace(0, 1, rows + 1)
    a, b, c, d = (mesh.corners[:, None, None, corner] for corner in range(4))
    across, up = u[None, :, None, None], v[None, None, :, None]
    grid: Array = (a * (1 - across) + b * across) * (1 - up) + (d * (1 - across) + c * across) * up
    quads = np.stack([grid[:, :-1, :-1], grid[:, 1:, :-1], grid[:, 1:, 1:], grid[:, :-1, 1:]], axis=3)
    colours, normals, stuff = (
        np.repeat(rest, columns * rows, axis=0) for rest in (mesh.colours, mesh.normals, mesh.stuff)
    )
    return Mesh(quads.reshape(-1, 4, 3), normals, colours, stuff)
