"""The people of a room: those of the plan, before everything else, and those who are usually there."""

from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.stage import Point, Stage
from generation.sketch.crowds.crowd import Blocking, cast_of, cloth_for
from generation.sketch.crowds.extras import make_extra
from generation.sketch.crowds.standing import Standing
from generation.sketch.props.sets.pieces import Pieces
from generation.sketch.props.vehicles import Vehicle
from generation.sketch.scenes.places.place import Place

CROWDED = 2.6  # how many more there are where it is crowded
METATYPES = ("human", "human", "human", "human", "elf", "ork", "dwarf")


def cast_in(canvas: Canvas, stage: Stage, place: Place) -> list[Standing]:
    """Return everybody and everything of the plan, where the room's walls let them stand."""
    shell = place.shell
    blocking = Blocking(
        passers_by=False, ceiling=max(2.6, shell.high - 0.2), spread=min(4.2, 1.7 * shell.half), lanes=(1.6, 6.5),
        walls=(shell.half - 0.45, shell.far - 0.5),
    )  # fmt: skip
    return cast_of(canvas, stage, blocking)


def place_guests(canvas: Canvas, stage: Stage, pieces: Pieces, place: Place) -> None:
    """Add those who are usually there to the room's pieces, where the floor is free."""
    if canvas.plan.crowd == "empty":
        return
    rng = canvas.rng("guests")
    usual = place.people * (CROWDED if canvas.plan.crowd == "crowded" else 1.0)
    usual = max(usual, 8.0) if canvas.plan.crowd == "crowded" else usual
    for _ in range(round(usual)):
        own = fork(rng)
        spot = _anywhere(own, pieces, place, stage)
        if spot is None:
            continue
        looks = ("coat",) if own.random() < 0.3 else ()
        metatype = METATYPES[int(own.integers(len(METATYPES)))]
        extra = make_extra(metatype, looks, canvas.on_people, own, cloth_for(canvas))
        x, z = spot
        _add(pieces, (x, 0.0, z), extra.bounds, _drawn(stage, extra, x, z))


def add_standing(pieces: Pieces, standing: Standing) -> None:
    """Add somebody or something to a scene's pieces, so that it stands behind what is before it."""
    at = (standing.x, standing.y, standing.z)
    _add(pieces, at, standing.bounds, standing.draw, standing.deep)


def _drawn(stage: Stage, extra: Vehicle, x: float, z: float) -> Callable[[], None]:
    return lambda: stage.stand(extra.draw, x, z, extra.bounds)


def _add(
    pieces: Pieces,
    at: Point,
    bounds: tuple[float, float, float, float],
    draw: Callable[[], None],
    deep: float = 0.12,
) -> None:
    x, y, z = at
    half = 0.25 if deep == 0.12 else bounds[2]
    pieces.add((x - half, y + min(0.0, bounds[1] * 0.9), z - deep), (x + half, y + bounds[3] * 0.8, z + deep), draw)


def _blocked(pieces: Pieces, x: float, z: float, margin: float) -> bool:
    for ring in pieces.footprints:
        low, high = ring.min(axis=0) - margin, ring.max(axis=0) + margin
        if low[0] < x < high[0] and low[1] < z < high[1]:
            return True
    return False


def _anywhere(rng: np.random.Generator, pieces: Pieces, place: Place, stage: Stage) -> tuple[float, float] | None:
    shell = place.shell
    for across, along in rng.random((12, 2)).tolist():
        x, z = (across * 2 - 1) * (shell.half - 0.8), 3.0 + (shell.far - 4.0) * along
        if not _blocked(pieces, x, z, 0.25) and stage.before_eye((x, 0.0, z))[2] > 6.5:
            return x, z
    return None
