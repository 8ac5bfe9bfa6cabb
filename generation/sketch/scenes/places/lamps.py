"""The lamps of rooms: what is seen of them, the light they give, and the beams in the air."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.effects.beams import Beam
from generation.sketch.props.sets.finish import BLACK_PAINT, BRASS, DARK_STEEL, DARK_WOOD
from generation.sketch.props.sets.lamplight import Lamp
from generation.sketch.props.sets.pieces import Piece, Pieces, Spot
from generation.sketch.props.sets.shell import Shell
from generation.sketch.scenes.places.place import Place

FLAME = colour("#ffb050")
CLEAR = 3.2  # metres before the eye in which nothing hangs
BEFORE_EYE = 1.1  # metres: no lamp is so little above an eye that it is near to


@dataclass(slots=True)
class Lighting:
    """The lamps that light faces, and the beams one sees."""

    lamps: list[Lamp] = field(default_factory=list)
    beams: list[Beam] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of lamp: where it hangs, how it is drawn there in its colour, and the light that it gives.

    `below` is how far under its spot the light is, in metres, `power` and `reach` as of `Lamp`, without the place's
    own; `beam` is how strongly its light is seen in the air, and how wide it is below.
    """

    spots: Callable[[Shell], list[Spot]]
    draw: Callable[[Piece, Colour], None]
    below: float = 0.3
    power: float = 1.0
    reach: float = 2.8
    by_height: float = 0.0  # how much further it reaches for each metre of the room's height
    beam: tuple[float, float] = (0.0, 0.0)


def plan_lamps(place: Place, tint: Colour) -> Lighting:
    """Return the light of a place's lamps and of what glows in it."""
    light, shell = Lighting(), place.shell
    light.lamps += [Lamp((x, y, z), own, power, reach) for x, y, z, own, power, reach in place.glows]
    if place.lamps == "shafts":
        _let_sun_in(place, light, tint)
    kind = KINDS.get(place.lamps)
    if kind is None:
        return light
    for spot in kind.spots(shell):
        at = (spot.x * 0.96, spot.y - kind.below, spot.z)
        light.lamps.append(Lamp(at, tint, kind.power * place.power, kind.reach + kind.by_height * shell.high))
        strength, wide = kind.beam
        if strength:
            light.beams.append(Beam(at, (spot.x, 0.0, spot.z), (0.14, wide), tint, strength))
    return light


def _let_sun_in(place: Place, light: Lighting, tint: Colour) -> None:
    """Let light fall in through windows high up on one side."""
    half, high = place.shell.half, place.shell.high
    for z in _along(place.shell, 3.4, 3.0):
        light.lamps.append(Lamp((-half * 0.7, high * 0.8, z), tint, place.power, 0.75 * high + 1.0))
        start, end = (0.1 - half, high * 0.75 + 0.6, z), (half * 0.45, 0.0, z + 0.6)
        light.beams.append(Beam(start, end, (0.7, 1.3), tint, 0.16))


def draw_lamps(pieces: Pieces, place: Place, tint: Colour) -> None:
    """Draw what is seen of the lamps."""
    kind = KINDS.get(place.lamps)
    if kind is not None:
        for spot in kind.spots(place.shell):
            aside, _, away = pieces.stage.before_eye((spot.x, spot.y, spot.z))
            if kind.draw in _LARGE and away < CLEAR and abs(aside) < 2.2:
                continue
            if away < CLEAR and spot.y - pieces.stage.camera.height < BEFORE_EYE:
                continue
            kind.draw(pieces.at(spot), tint if place.dark else mix(tint, WHITE, 0.45))


def _along(shell: Shell, step: float, start: float = 2.0) -> list[float]:
    return [float(z) for z in np.arange(start, shell.far - 0.6, step)]


def _grid(step: float, across: float, start: float = 2.0) -> Callable[[Shell], list[Spot]]:
    """Return what hangs lamps under a ceiling in rows."""

    def spots(shell: Shell) -> list[Spot]:
        count = max(1, round(2 * (shell.half - 0.6) / across))
        columns = [(index - (count - 1) / 2) * across for index in range(count)]
        return [Spot(x, z, shell.high) for z in _along(shell, step, start) for x in columns]

    return spots


def _middle(shell: Shell) -> list[Spot]:
    return [Spot(0.0, z, shell.high) for z in _along(shell, 5.0, 4.0)]


def _lone(shell: Shell) -> list[Spot]:
    """Hang one lamp over the middle of the room."""
    return [Spot(0.0, min(7.0, 0.55 * shell.far), shell.high)]


def _walls(shell: Shell) -> list[Spot]:
    return [Spot(side * shell.half, z, 2.3, -side * math.pi / 2) for z in _along(shell, 3.2, 2.2) for side in (-1, 1)]


def _edges(shell: Shell) -> list[Spot]:
    """Return where strips of light run along under the ceiling."""
    return [Spot(side * (shell.half - 0.06), z, shell.high) for z in _along(shell, 1.5, -0.3) for side in (-1, 1)]


def _draw_strip(piece: Piece, bright: Colour) -> None:
    """Draw two tubes over a grid of slats in a frame: a plain lit square would be a white hole in the ceiling."""
    box = piece.box((-0.62, 0.62), (-0.08, -0.01), (-0.34, 0.34), DARK_STEEL)
    box.panel("under", 0.05, 0.09, 0.95, 0.91, WHITE, dim(bright, 0.16))
    for start in (0.16, 0.58):
        box.panel("under", 0.08, start, 0.92, start + 0.26, WHITE, dim(bright, 0.62))
    for index in range(1, 8):
        box.panel("under", index / 8 - 0.012, 0.09, index / 8 + 0.012, 0.91, DARK_STEEL)
    box.panel("under", 0.05, 0.475, 0.95, 0.525, DARK_STEEL)


def _draw_tube(piece: Piece, bright: Colour) -> None:
    piece.box((-0.08, 0.08), (-0.3, -0.2), (-0.9, 0.9), DARK_STEEL)
    piece.box((-0.05, 0.05), (-0.36, -0.3), (-0.85, 0.85), WHITE, bright)


def _draw_grow_light(piece: Piece, bright: Colour) -> None:
    _draw_tube(piece, mix(bright, colour("#d040ff"), 0.75))


def _draw_bulb(piece: Piece, bright: Colour) -> None:
    piece.column(0, 0, 0.012, (-0.6, 0.0), BLACK_PAINT, sides=4)
    piece.turned(0, 0, ((0.03, -0.76), (0.08, -0.69), (0.04, -0.6)), WHITE, bright, 7)


def _draw_pendant(piece: Piece, bright: Colour) -> None:
    piece.column(0, 0, 0.012, (-0.6, 0.0), BLACK_PAINT, sides=4)
    piece.turned(0, 0, ((0.3, -0.8), (0.12, -0.63), (0.05, -0.55)), DARK_STEEL, sides=10)
    piece.turned(0, 0, ((0.03, -0.86), (0.1, -0.79), (0.05, -0.74)), WHITE, bright, 7)


def _draw_lantern(piece: Piece, bright: Colour) -> None:
    paper = ((0.12, -1.0), (0.27, -0.88), (0.3, -0.75), (0.27, -0.62), (0.12, -0.5))
    piece.column(0, 0, 0.012, (-0.5, 0.0), BLACK_PAINT, sides=4)
    red = mix(bright, colour("#ff3a1c"), 0.3)
    piece.turned(0, 0, paper, dim(red, 0.7), dim(red, 0.62), 10)


def _draw_chandelier(piece: Piece, bright: Colour) -> None:
    piece.column(0, 0, 0.02, (-0.6, 0.0), BRASS, sides=5)
    piece.turned(0, 0, ((0.04, -1.2), (0.14, -1.05), (0.08, -0.8), (0.03, -0.6)), BRASS, sides=8)
    piece.turned(0, 0, ((0.7, -1.0), (0.74, -0.95), (0.7, -0.92)), BRASS, sides=14)
    for index in range(9):
        a = math.tau * index / 9
        x, z = 0.7 * math.cos(a), 0.7 * math.sin(a)
        piece.column(x, z, 0.025, (-0.92, -0.74), WHITE, dim(bright, 0.3), 4)
        piece.turned(x, z, ((0.02, -0.74), (0.06, -0.66), (0.005, -0.52)), WHITE, bright, 5)
        drop = ((0.01, -1.25), (0.04, -1.15), (0.02, -1.0))
        piece.turned(0.57 * x, 0.57 * z, drop, WHITE, dim(bright, 0.6), 4)


def _draw_sconce(piece: Piece, bright: Colour) -> None:
    piece.box((-0.06, 0.06), (-0.35, -0.2), (-0.16, 0.0), BRASS)
    piece.turned(0, -0.16, ((0.06, -0.2), (0.13, 0.05)), WHITE, bright, 8)


def _draw_torch(piece: Piece, bright: Colour) -> None:
    piece.bar((0, -0.6, -0.05), (0, -0.2, -0.28), 0.07, DARK_WOOD)
    fire = mix(FLAME, bright, 0.25)
    piece.turned(0, -0.3, ((0.05, -0.2), (0.11, -0.08), (0.06, 0.12), (0.005, 0.3)), fire, fire, 6)


def _draw_spot(piece: Piece, bright: Colour) -> None:
    piece.turned(0, 0, ((0.14, -0.22), (0.1, 0.0)), BLACK_PAINT, bright, 8)


def _draw_edge(piece: Piece, bright: Colour) -> None:
    piece.box((-0.05, 0.05), (-0.28, -0.2), (0.0, 1.5), BLACK, dim(bright, 0.95))


_LARGE = (_draw_pendant, _draw_lantern, _draw_chandelier, _draw_bulb)
KINDS = {
    "strips": Kind(_grid(3.6, 3.6), _draw_strip, 0.25, reach=2.6, by_height=0.3),
    "tubes": Kind(_grid(3.6, 3.6), _draw_tube, 0.45, reach=2.6, by_height=0.3),
    "grow": Kind(_grid(3.6, 3.6), _draw_grow_light, 0.45, reach=2.6, by_height=0.3),
    "bulbs": Kind(_grid(3.4, 3.8, 2.6), _draw_bulb, 0.75),
    "cages": Kind(_grid(3.4, 3.8, 2.6), _draw_bulb, 0.75),
    "pendants": Kind(_grid(3.4, 3.8, 2.6), _draw_pendant, 0.9, beam=(0.05, 1.3)),
    "lone": Kind(_lone, _draw_pendant, 0.9, 2.6, 3.2, 0.2, beam=(0.1, 2.2)),
    "lanterns": Kind(_grid(3.4, 3.8, 2.6), _draw_lantern, 0.8),
    "chandeliers": Kind(_middle, _draw_chandelier, 0.9, 1.6, 3.6, 0.2),
    "sconces": Kind(_walls, _draw_sconce, 0.0, reach=2.6),
    "torches": Kind(_walls, _draw_torch, -0.1, reach=2.6),
    "spots": Kind(_grid(3.4, 3.4, 3.0), _draw_spot, 0.3, reach=3.4, beam=(0.1, 0.9)),
    "edges": Kind(_edges, _draw_edge, 0.3, 0.45, 2.6),
}
