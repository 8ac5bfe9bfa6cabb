"""Furnishing: which spots a line of a place's list means, and what then stands on them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.palette import dim
from generation.sketch.props.sets.catalogue import FURNITURE
from generation.sketch.props.sets.finish import Finish
from generation.sketch.props.sets.pieces import Block, Pieces, Spot
from generation.sketch.scenes.places.place import Place, Put
from generation.sketch.scenes.places.sightlines import View

QUARTER_TURN = math.pi / 2
SIGNS = frozenset({"hung_sign", "neon_sign"})
UPRIGHT = frozenset({"column", "tall_column", "pillar", "post"})  # what hides much where it is near
UNDERFOOT = frozenset(
    {"ship_deck", "bridge_span", "path", "rug", "pool", "road_strip", "rails", "tar_roof"}
)  # what people stand on hides nobody
UNLIT = 0.10  # what is left of a light that is off
CLEAR = 2.0  # metres before the eye in which nothing stands on the open floor


def furnish(canvas: Canvas, pieces: Pieces, place: Place, finish: Finish, views: Sequence[View] = ()) -> None:
    """Stand everything of a place where its list says, but for what would hide somebody who is to be seen."""
    puts = place.puts
    if canvas.plan.sign and not any(put.what in SIGNS for put in puts):
        over = {"x": 0.0, "z": 0.42 * place.shell.far, "y": max(1.9, place.shell.high - 0.95)}
        puts = (*puts, Put("hung_sign", "at", over))
    before = len(puts)
    numbered = enumerate((*puts, *place.strewn))
    for index, put in ((at, put) for at, put in numbered if not _is_refused(put.what, canvas.plan.without)):
        dimmed = place.dark and index < before
        if dimmed and put.what in SIGNS and not canvas.plan.sign:
            continue
        rng = canvas.rng(f"put {index} {put.what}")
        maker = FURNITURE[put.what]
        for spot in spots_of(put, place, rng):
            own = fork(rng)
            if put.what not in UNDERFOOT and _in_the_way(pieces, spot, put):
                continue
            if put.number("odds", 1.0) >= float(own.random()):
                text = put.text
                if put.what in SIGNS and canvas.plan.sign:
                    text = canvas.plan.sign
                start = len(pieces.blocks), len(pieces.footprints)
                maker(pieces.at(spot), replace(finish, rng=own, text=text))
                if put.what not in UNDERFOOT and any(
                    view.is_hidden_by(block) for view in views for block in pieces.blocks[start[0] :]
                ):
                    del pieces.blocks[start[0] :], pieces.footprints[start[1] :]
                if dimmed:
                    _put_out(pieces.blocks[start[0] :])


def _is_refused(what: str, without: Sequence[str]) -> bool:
    """Tell whether a piece, as a "parked_car", is of a kind that is not to stand there."""
    return any(f"_{kind}_" in f"_{what}_" for kind in without)


def _put_out(blocks: Sequence[Block]) -> None:
    """Put out what glows of some blocks, but for a trace that lets one see what it is."""
    for block in blocks:
        for face in block.faces:
            face.light = dim(face.light, UNLIT)


def _in_the_way(pieces: Pieces, spot: Spot, put: Put) -> bool:
    """Tell whether a piece would stand before the eye or about it."""
    aside, _, away = pieces.stage.before_eye((spot.x, spot.y, spot.z))
    clear = 1.0 if put.where in ("left", "right", "sides") else CLEAR
    if put.what in UPRIGHT:
        return away < 4.2 and abs(aside) < 0.75 * away + 0.5
    return spot.y < 1.0 and away < clear and abs(aside) < 3.0


def spots_of(put: Put, place: Place, rng: np.random.Generator) -> Iterator[Spot]:
    """Return the spots that are meant: along walls, in rows, under the ceiling, by chance, or the one that is named."""
    yield from _WAYS[put.where](put, place, rng)


def _along_walls(put: Put, place: Place, rng: np.random.Generator) -> Iterator[Spot]:
    shell, turn = place.shell, math.radians(put.number("turn", 0.0))
    aside = shell.half - put.number("aside", 0.4)
    for side in {"left": (-1,), "right": (1,), "sides": (-1, 1)}[put.where]:
        for z in _steps(put.number("near", 2.2), put.number("far", shell.far - 0.8), put.number("step", 1.2)):
            yield Spot(side * aside, z, put.number("y", 0.0), -side * QUARTER_TURN + turn)


def _along_back(put: Put, place: Place, rng: np.random.Generator) -> Iterator[Spot]:
    shell = place.shell
    reach = shell.half - put.number("edge", 0.8)
    steps = _steps(-reach, reach + 0.01, put.number("step", 1.3))
    for x in [put.numbers["x"]] if "x" in put.numbers else steps:
        if abs(x) >= put.number("gap", 0.0):
            yield Spot(
                x, shell.far - put.number("aside", 0.3), put.number("y", 0.0), math.radians(put.number("turn", 0))
            )


def _in_rows(put: Put, place: Place, rng: np.random.Generator) -> Iterator[Spot]:
    shell, number = place.shell, put.number
    reach = number("reach", shell.half - 1.2)
    for z in _steps(number("near", 3.0), number("far", shell.far - 2.0), number("step", 1.6)):
        for x in _steps(-reach, reach + 0.01, number("across", 1.6)):
            if abs(x) >= number("gap", 0.0):
                yield Spot(x, z, number("y", 0.0), math.radians(number("turn", 0.0) + _sway(put, rng)))


def _scattered(put: Put, place: Place, rng: np.random.Generator) -> Iterator[Spot]:
    shell, number = place.shell, put.number
    near, far = number("near", 3.0), number("far", shell.far - 1.0)
    for across, along, turn in rng.random((int(number("count", 4)), 3)).tolist():
        x = (across * 2 - 1) * (shell.half - number("edge", 0.7))
        x = math.copysign(max(abs(x), number("gap", 0.0)), x)
        yield Spot(x, near + (far - near) * along, number("y", 0.0), math.tau * turn * number("any", 1.0))


def _at(put: Put, place: Place, rng: np.random.Generator) -> Iterator[Spot]:
    y = place.shell.crown - put.numbers["drop"] if "drop" in put.numbers else put.number("y", 0.0)
    turn = math.radians(put.number("turn", 0.0) + _sway(put, rng))
    yield Spot(put.number("x", 0.0), put.number("z", 6.0), y, turn)


def _sway(put: Put, rng: np.random.Generator) -> float:
    return put.number("sway", 0.0) * 2 * (float(rng.random()) - 0.5)


_WAYS = {
    "left": _along_walls, "right": _along_walls, "sides": _along_walls, "back": _along_back, "rows": _in_rows,
    "scatter": _scattered, "at": _at,
}  # fmt: skip


def _steps(start: float, stop: float, step: float) -> list[float]:
    """Return even steps from a start to a stop, as near as may be to the step asked for."""
    count = max(1, math.floor((stop - start) / step + 1e-6) + 1)
    spare = (stop - start - (count - 1) * step) / 2
    return [start + spare + index * step for index in range(count)]
