"""Vehicles that stand about: the meshes of the artist's vehicles, seen in perspective from where the eye is."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from generation.sketch.canvas.palette import BLACK, colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Point
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.mesh import Array, Mesh
from generation.sketch.models.painting import bounds_of, paint_solid, shade_ground
from generation.sketch.models.vehicles import VEHICLE_MAKERS
from generation.sketch.props.sets.finish import BLACK_PAINT, DARK_STEEL, RUST, Finish, Maker
from generation.sketch.props.sets.pieces import Piece

NEAREST = 4.6  # metres before the eye: a mesh that reaches nearer is not drawn
OUTLINE = 0.25  # how much of the stage's own rim of light is left
PAINTS = ("#a02028", "#2a4a7a", "#3a3e44", "#b08a24", "#5a6a5a", "#8a8c90", "#c8c8c4", "#1c1e24")
RUSTY = ("#8a5a40", "#7a6a58", "#6a7068", "#9a6238", "#5c6670", "#7a3c34", "#8a8478")
LIFTED = 1.3  # metres: how high a lift holds a car
CRUSHED = 0.62  # of its height: what is left of a car under others


@lru_cache(maxsize=24)
def vehicle_mesh(kind: str, paint: str, trim: str) -> Mesh:
    """Make a vehicle of the artist's in metres, its front towards x, in a paint and with lights of a colour."""
    look = Look("stand", colour(paint), colour(trim), colour(trim))
    return VEHICLE_MAKERS[kind](look, np.random.default_rng(len(paint) + len(kind)))


def parked(kind: str, paints: tuple[str, ...] = PAINTS) -> Maker:
    """Return what stands a vehicle with its nose to the viewer, in one of those paints."""

    def make(piece: Piece, finish: Finish) -> None:
        paint = paints[int(finish.luck() * len(paints))]
        stand_mesh(piece, finish, vehicle_mesh(kind, paint, "#303438"))

    return make


def raised_car(piece: Piece, finish: Finish) -> None:
    """Raise a car on a lift, for work under it."""
    for x in (-1.35, 1.35):
        piece.box((x - 0.14, x + 0.14), (0, 3.0), (-0.25, 0.25), colour("#d09a18")).grid(
            "front", 1, 6, BLACK_PAINT, share=0.3
        )
        piece.box((min(x, x * 0.4), max(x, x * 0.4)), (1.25, 1.35), (-0.15, 0.15), DARK_STEEL)
    paint = PAINTS[int(finish.luck() * len(PAINTS))]
    stand_mesh(piece, finish, vehicle_mesh("car", paint, "#303438").moved((0.0, LIFTED, 0.0)))


def wreck(piece: Piece, finish: Finish) -> None:
    """Leave the rusty body of a car or a van."""
    kind = "car" if finish.luck() < 0.75 else "van"
    mesh = _rusty(vehicle_mesh(kind, RUSTY[int(finish.luck() * len(RUSTY))], "#2a2624"))
    stand_mesh(piece, finish, mesh.turned(0.0, 0.0, 0.06 * (finish.luck() - 0.5)))


def car_stack(piece: Piece, finish: Finish) -> None:
    """Pile crushed cars on one another."""
    level = 0.0
    for _ in range(2 + int(2.9 * finish.luck())):
        mesh = _rusty(vehicle_mesh("car", RUSTY[int(finish.luck() * len(RUSTY))], "#2a2624"))
        mesh = replace(mesh, corners=mesh.corners * np.array([1.0, CRUSHED, 1.0]))
        turn = 0.25 * (finish.luck() - 0.5) + (math.pi if finish.luck() < 0.5 else 0.0)
        stand_mesh(piece, finish, mesh.turned(turn).moved((0.3 * (finish.luck() - 0.5), level, 0.0)))
        level += 0.98 * float(mesh.corners[..., 1].max())


def _rusty(mesh: Mesh) -> Mesh:
    """Take what glows from a mesh, and let rust eat at its paint."""
    stuff = mesh.stuff * np.array([0.3, 0.0, 1.0, 1.0])
    patches = np.abs(np.sin(mesh.centres() @ np.array([3.1, 5.3, 2.7])))[:, None]
    return replace(mesh, stuff=stuff, colours=mesh.colours * (1 - 0.5 * patches) + np.array(RUST) * 0.5 * patches)


def stand_mesh(piece: Piece, finish: Finish, mesh: Mesh) -> None:
    """Stand a mesh whose front is towards its x; in the piece's frame that is towards the viewer."""
    pieces, stage = piece.pieces, piece.pieces.stage
    # From the mesh's axes (x ahead, z to its right) to the piece's own (x right, z away).
    points = _in_room(piece, mesh.corners)
    low, high = points.reshape(-1, 3).min(axis=0), points.reshape(-1, 3).max(axis=0)
    spots = _before_eye(piece, points)
    if float(spots[..., 2].min()) < NEAREST:
        return
    normals = _before_eye(piece, _in_room(piece, mesh.normals, moved=False), moved=False)
    middle = (low + high) / 2
    aside, _, away = stage.before_eye((float(middle[0]), 0.0, float(middle[2])))
    level = stage.camera.height
    share = away / spots[..., 2]
    flat = np.stack([spots[..., 0] * share - aside, level + (spots[..., 1] - level) * share, away - spots[..., 2]], -1)
    tone = np.clip(pieces.light.tones(middle[None], np.array([[0.0, 1.0, 0.0]]))[0], 0.12, 1.5)
    # A face is seen where it looks to the eye, which is not where it looks across the picture's plane.
    way = -(spots.mean(axis=1) - np.array([0.0, level, 0.0]))
    facing = (normals * way).sum(axis=1) / np.maximum(np.linalg.norm(way, axis=1), 1e-6)
    normals = np.column_stack([normals[:, :2], facing])
    seen = Mesh(flat, normals, np.clip(mesh.colours * tone, 0, 255), mesh.stuff)
    bounds = bounds_of(seen)
    rim = dim(mix(finish.neon[0], finish.lamp, 0.5), 0.3) if finish.night else BLACK
    side = 1.0 if finish.luck() < 0.5 else -1.0
    at: Point = (float(middle[0]), 0.0, float(middle[2]))

    def draw(sprite: Sprite) -> None:
        sprite.rim_width *= OUTLINE
        if low[1] < 0.05:
            shade_ground(sprite, bounds, 0.4 * (bounds[2] - bounds[0]), 0.04 * (bounds[2] - bounds[0]))
        paint_solid(sprite, seen, bounds, side, rim, spot=0.55 if finish.night else 0.0)

    pieces.add(
        (float(low[0]), float(low[1]), float(low[2])),
        (float(high[0]), float(high[1]), float(high[2])),
        lambda: stage.stand(draw, at[0], at[2], bounds),
    )
    if low[1] < 0.05:
        ring = ((low[0], low[2]), (high[0], low[2]), (high[0], high[2]), (low[0], high[2]))
        pieces.footprints.append(np.array(ring))


def _in_room(piece: Piece, corners: Array, *, moved: bool = True) -> Array:
    """Return a mesh's points, or its normals, in the room: its front looks out of the piece's front."""
    across, up, along = corners[..., 2], corners[..., 1], -corners[..., 0]
    start = np.array(piece.world(0.0, 0.0, 0.0))
    right, rise, away = (np.array(piece.world(*axis)) - start for axis in ((1.0, 0, 0), (0, 1.0, 0), (0, 0, 1.0)))
    turned = across[..., None] * right + up[..., None] * rise + along[..., None] * away
    return np.asarray(turned + start if moved else turned)


def _before_eye(piece: Piece, points: Array, *, moved: bool = True) -> Array:
    """Return points, or directions, of the room as the eye has them: to the right, up, and away."""
    stage = piece.pieces.stage
    start = np.array(stage.before_eye((0.0, 0.0, 0.0)))
    axes = np.array([stage.before_eye(axis) for axis in ((1.0, 0, 0), (0, 1.0, 0), (0, 0, 1.0))]) - start
    turned = points @ axes
    return np.asarray(turned + start if moved else turned)


PARKED: dict[str, Maker] = {
    "car": parked("car"),
    "raised_car": raised_car,
    "parked_car": parked("car"),
    "parked_van": parked("van"),
    "parked_truck": parked("truck"),
    "parked_bike": parked("bike"),
    "parked_taxi": parked("taxi"),
    "parked_bus": parked("bus"),
    "parked_tank": parked("tank"),
    "parked_helicopter": parked("helicopter"),
    "moored_boat": parked("boat"),
    "wreck": wreck,
    "car_stack": car_stack,
}
