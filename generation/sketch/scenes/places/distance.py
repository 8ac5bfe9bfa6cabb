"""What is seen far behind a place under the sky, and what lies below where its ground ends at an edge."""

from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.canvas.stage import Point, Stage
from generation.sketch.props.city import Row, draw_arcology, draw_needle, draw_towers
from generation.sketch.props.ridges import Ridge, draw_ridge, ridge_heights
from generation.sketch.scenes.places.place import Place

WIDE = 4000.0  # metres: further to both sides than any frame shows
SEA = ("#1c4656", "#6c9cb0")  # near and far, by day
EDGE_STEPS = 24


def draw_far(canvas: Canvas, stage: Stage, place: Place) -> None:
    """Draw what is far behind a place, then what is below its edge, and leave its own ground open."""
    haze = stage.haze
    far, _, nearer = place.lamps.partition("+")
    for kind in filter(None, (far, nearer)):
        _FAR[kind](canvas, stage, place)
    reach = min((_REACH[kind] for kind in (far, nearer) if kind in _REACH), default=0.0)
    if place.deep:
        stage.haze = 900.0 * canvas.air.sight
        _DEEP[place.deep](canvas, stage, place)
    if place.edge:
        _open_to_edge(canvas, stage, place.edge, straight=place.deep == "city")
    elif reach:
        stage.open_ground([(-WIDE, 0, 0.5), (WIDE, 0, 0.5), (WIDE, 0, reach), (-WIDE, 0, reach)])
    stage.haze = haze


def _open_to_edge(canvas: Canvas, stage: Stage, edge: float, *, straight: bool) -> None:
    rng = canvas.rng("edge")
    ragged = [0.0 if straight else 1.6 * (float(rng.random()) - 0.5) for _ in range(EDGE_STEPS + 1)]
    line: list[Point] = [(-30 + 60 * step / EDGE_STEPS, 0.0, edge + ragged[step]) for step in range(EDGE_STEPS + 1)]
    stage.open_ground([(-30, 0, 0.3), *line, (30, 0, 0.3)])


def _tone(canvas: Canvas, night: str, day: str) -> Colour:
    return mix(colour(night), colour(day), max(0.12, canvas.air.day) * 0.9)


def _far_colour(canvas: Canvas) -> Colour:
    return mix(colour("#141a2c"), colour("#8c9cac"), canvas.air.day * 0.8)


def _city(canvas: Canvas, stage: Stage, place: Place) -> None:
    far, rng = _far_colour(canvas), canvas.rng("far")
    stage.haze = 420.0 * canvas.air.sight
    draw_towers(canvas, stage, Row("far", 560, 40, (30, 240), far, 0.3, -60))
    draw_arcology(canvas, stage, 0.5 * (float(rng.random()) - 0.5), 500, 215)
    draw_towers(canvas, stage, Row("near", 320, 34, (8, 90), dim(far, 0.85), 0.3, -60))


def _town(canvas: Canvas, stage: Stage, place: Place) -> None:
    """Draw a town of low houses, with a few higher blocks among them."""
    far = mix(_far_colour(canvas), place.shell.wall, 0.25)
    stage.haze = 260.0 * canvas.air.sight
    draw_towers(canvas, stage, Row("blocks", 260, 26, (12, 60), far, 0.26, -20))
    draw_towers(canvas, stage, Row("houses", 120, 16, (5, 13), dim(far, 0.85), 0.30, -20))


def _blocks(canvas: Canvas, stage: Stage, place: Place) -> None:
    """Draw grey tower blocks close behind."""
    far = mix(_far_colour(canvas), colour("#7c7670"), 0.35)
    stage.haze = 300.0 * canvas.air.sight
    draw_towers(canvas, stage, Row("blocks far", 240, 30, (30, 90), far, 0.3, -20))
    draw_towers(canvas, stage, Row("blocks", 120, 24, (18, 46), dim(far, 0.9), 0.34, -20))


def _ridges(canvas: Canvas, stage: Stage, place: Place) -> None:
    far, rng = _far_colour(canvas), canvas.rng("far")
    stage.haze = 1300.0 * canvas.air.sight
    peak, snow = 0.5 * (float(rng.random()) - 0.5), mix(far, WHITE, 0.3)
    draw_ridge(stage, rng, Ridge(1600.0, 330.0, far, snow, 0.72, peak))
    draw_ridge(stage, rng, Ridge(800.0, 70.0, dim(far, 0.75), snow, 9.0))


def _mesas(canvas: Canvas, stage: Stage, place: Place) -> None:
    rng = canvas.rng("far")
    stage.haze = 1300.0 * canvas.air.sight
    rock = mix(_far_colour(canvas), place.shell.wall, 0.35)
    peak = 0.5 * (float(rng.random()) - 0.5)
    draw_ridge(stage, rng, Ridge(1600.0, 330.0, rock, rock, 9.0, peak))
    draw_ridge(stage, rng, Ridge(800.0, 70.0, dim(rock, 0.75), rock, 9.0))


def _hills(canvas: Canvas, stage: Stage, place: Place) -> None:
    """Roll green hills to the horizon, with hedges and woods on them."""
    stage.haze = 900.0 * canvas.air.sight
    green = _tone(canvas, "#18221c", "#7c9a5c")
    for index, (z, high, tint) in enumerate(((1500.0, 150.0, 0.75), (800.0, 52.0, 0.9), (380.0, 15.0, 1.0))):
        rng = canvas.rng(f"hill {index}")
        heights = ridge_heights(rng, 0.12)
        half = z * 1.8
        crest: list[Point] = [
            (-half + 2 * half * step / (len(heights) - 1), high * value, z) for step, value in enumerate(heights)
        ]
        stage.polygon([(-half, -60, z), *crest, (half, -60, z)], dim(mix(green, _far_colour(canvas), 0.3), tint))
        for at in range(0, len(crest), 9):
            if float(rng.random()) < 0.6:
                x, y, _ = crest[at]
                wood: list[Point] = [
                    (x + z * 0.03 * step, y * 0.9 + z * 0.012 * float(rng.random()) * (0 < step < 6), z - 1)
                    for step in range(7)
                ]
                stage.polygon(wood, dim(green, 0.5 * tint))


def _woods(canvas: Canvas, stage: Stage, place: Place) -> None:
    """Draw the edge of a wood in two rows of crowns."""
    stage.haze = 260.0 * canvas.air.sight
    leaf = _tone(canvas, "#0c1812", "#3c6040")
    for index, (z, high, tint) in enumerate(((150.0, 30.0, 1.1), (78.0, 17.0, 0.8))):
        rng = canvas.rng(f"wood {index}")
        half, count = z * 1.9, 70
        crest: list[Point] = []
        for step in range(count):
            x = -half + 2 * half * step / (count - 1)
            tall = high * (0.55 + 0.45 * float(rng.random()))
            crest += [(x - half / count, tall * 0.8, z), (x, tall, z), (x + half / count * 0.8, tall * 0.78, z)]
        stage.polygon([(-half, -20, z), *crest, (half, -20, z)], dim(leaf, tint))


def _sea(canvas: Canvas, stage: Stage, place: Place) -> None:
    _lay_water(canvas, stage, 0.004, max(place.shore, 4.0))


def _lay_water(canvas: Canvas, stage: Stage, level: float, start: float, tints: tuple[str, str] = SEA) -> None:
    """Lay water from a distance to the horizon, paler with distance, with crests and the light of the sky on it."""
    stage.haze = 2400.0 * canvas.air.sight
    near, far = (mix(dim(colour(code), 0.22), colour(code), max(0.1, canvas.air.day)) for code in tints)
    rng = canvas.rng("water")
    bands = np.geomspace(start, WIDE, 30).tolist()
    for index in range(len(bands) - 2, -1, -1):
        share = index / (len(bands) - 1)
        first, last = bands[index], bands[index + 1]
        tint = dim(mix(near, far, share), 0.92 + 0.16 * float(rng.random()))
        half = 4 * last + 60
        stage.slab(-half, half, level, first, last + 0.02 * last, tint)
        foam = mix(tint, WHITE, 0.55 if index < 3 else 0.25)
        for _ in range(26):
            x = (2 * float(rng.random()) - 1) * 2.2 * last
            long, deep = (0.03 + 0.07 * float(rng.random())) * last, 0.006 * last
            z = first + (last - first) * float(rng.random())
            stage.polygon(
                [(x - long, level, z), (x, level, z - deep), (x + long, level, z), (x, level, z + deep)], foam
            )


def _breakers(canvas: Canvas, stage: Stage, place: Place) -> None:
    """Let the sea run out on a shore in white lines."""
    _sea(canvas, stage, place)
    rng = canvas.rng("breakers")
    white = mix(_tone(canvas, "#4a5a6a", "#f4f8fa"), WHITE, 0.2)
    for row, z in enumerate((place.shore + 9.0, place.shore + 4.5, place.shore + 1.5, place.shore)):
        line: list[Point] = []
        back: list[Point] = []
        for step in range(61):
            x = -60 + 2.0 * step
            sway = 0.8 * float(np.sin(x * 0.21 + row * 2.1)) + 0.4 * float(rng.random())
            line.append((x, 0.02, z + sway))
            back.append((x, 0.02, z + sway + 0.25 + 0.55 * float(rng.random())))
        stage.polygon([*line, *back[::-1]], white)
    shore = place.shore - 0.9
    stage.open_ground([(-60, 0, 0.4), (60, 0, 0.4), (60, 0, shore), (-60, 0, shore)])


def _deep_sea(canvas: Canvas, stage: Stage, place: Place) -> None:
    _lay_water(canvas, stage, -22.0, place.edge * 0.8)


def _deep_city(canvas: Canvas, stage: Stage, place: Place) -> None:
    far = _far_colour(canvas)
    near = mix(colour("#0a0d18"), colour("#566878"), canvas.air.day * 0.8)
    rng = canvas.rng("landmarks")
    stage.haze = 520.0 * canvas.air.sight
    draw_towers(canvas, stage, Row("horizon", 900, 44, (-10, 150), far, 0.30, -200))
    draw_arcology(canvas, stage, -0.30 + 0.60 * float(rng.random()), 760, 360, foot=-200)
    draw_towers(canvas, stage, Row("far", 520, 40, (-40, 190), far, 0.30, -200))
    draw_needle(canvas, stage, -0.3 + 0.6 * float(rng.random()), 380, 150)
    draw_towers(canvas, stage, Row("middle", 240, 32, (-80, 70), mix(far, near, 0.6), 0.32, -200))
    draw_towers(canvas, stage, Row("near", 110, 26, (-70, -6), near, 0.30, -200))


def _deep_valley(canvas: Canvas, stage: Stage, place: Place) -> None:
    """Draw wooded slopes far below."""
    stage.haze = 700.0 * canvas.air.sight
    leaf = _tone(canvas, "#101c18", "#4a6a48")
    for index, (z, low) in enumerate(((700.0, -40.0), (420.0, -60.0), (240.0, -62.0), (130.0, -50.0), (70.0, -32.0))):
        rng = canvas.rng(f"slope {index}")
        half = 2.4 * z
        crest: list[Point] = [
            (
                -half + 2 * half * step / 90,
                low + 0.05 * z * float(rng.random()) + 0.03 * z * float(np.sin(step * 0.23)),
                z,
            )
            for step in range(91)
        ]
        stage.polygon([(-half, -400, z), *crest, (half, -400, z)], mix(leaf, _far_colour(canvas), 0.6 - 0.13 * index))


def _deep_space(canvas: Canvas, stage: Stage, place: Place) -> None:
    """Leave nothing below but the dark."""
    stage.polygon([(-WIDE, -WIDE, 300), (-WIDE, 0, 300), (WIDE, 0, 300), (WIDE, -WIDE, 300)], colour("#05070c"))


def _nothing(canvas: Canvas, stage: Stage, place: Place) -> None:
    """Leave the horizon bare."""


_FAR: dict[str, Callable[[Canvas, Stage, Place], None]] = {
    "city": _city, "town": _town, "blocks": _blocks, "ridges": _ridges, "mesas": _mesas, "hills": _hills,
    "woods": _woods, "sea": _sea, "breakers": _breakers, "none": _nothing,
}  # fmt: skip
#: Up to where the ground is open before them; water lies on it.
_REACH = {
    "city": 300.0, "town": 110.0, "blocks": 115.0, "ridges": 790.0, "mesas": 790.0, "hills": 370.0, "woods": 76.0,
}  # fmt: skip
_DEEP: dict[str, Callable[[Canvas, Stage, Place], None]] = {
    "sea": _deep_sea, "city": _deep_city, "valley": _deep_valley, "space": _deep_space,
}  # fmt: skip
