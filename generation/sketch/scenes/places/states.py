"""The states of a place as layers over any of them: what lies about, which lamps burn, what the floor is under."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour, mix
from generation.sketch.scenes.places.place import Glow, Place, Put

DARK = frozenset({"abandoned", "blackout", "candlelit", "emergency", "overgrown"})  # where the usual lamps are off
UNDER_WATER = frozenset({"road_strip", "path", "parking_bays", "rug", "runway_lights", "sandpit", "water_channel"})
NOBODY = frozenset({"abandoned", "burning", "flooded", "overgrown", "wrecked", "blackout"})
WATER, ALARM, FLAME, CANDLE, DAY = (
    colour("#3c5450"), colour("#ff2818"), colour("#ff7a28"), colour("#ffb050"), colour("#c8dcf0"),
)  # fmt: skip
#: What each state strews about: furniture, how often, how far from the middle in shares of half the width.
STREWN = {
    "abandoned": (
        ("strewn_papers", 5, 0.0), ("plank_heap", 2, 0.4), ("leaning_board", 2, 0.6), ("toppled_chair", 1, 0.3),
        ("grass_tuft", 7, 0.5), ("shards", 3, 0.1),
    ),
    "overgrown": (("grass_tuft", 22, 0.1), ("fern", 6, 0.45), ("bush", 3, 0.5), ("boulder", 1, 0.5)),
    "wrecked": (
        ("toppled_chair", 4, 0.12), ("shards", 7, 0.0), ("strewn_papers", 4, 0.0), ("plank_heap", 2, 0.35),
        ("leaning_board", 1, 0.6), ("card_boxes", 1, 0.5),
    ),
    "burning": (("flames", 7, 0.3), ("charred", 4, 0.2), ("plank_heap", 2, 0.4), ("shards", 2, 0.1)),
    "flooded": (("floating_junk", 4, 0.15), ("card_boxes", 1, 0.5)),
    "decorated": (),
    "candlelit": (("floor_candles", 6, 0.35), ("candle_stand", 2, 0.55)),
    "emergency": (),
    "blackout": (),
}  # fmt: skip


def in_states(place: Place, states: Iterable[str], rng: np.random.Generator, *, roofed: bool) -> Place:
    """Return a place as it looks in some states; nothing of it is changed but by these."""
    known = [state for state in states if state in STREWN]
    if not known:
        return place
    shell = place.shell
    strewn = [
        Put(what, "scatter", {
            "count": float(count), "near": 3.2, "far": max(4.2, min(shell.far - 0.8, 17.0)), "edge": 0.55,
            "gap": gap * min(shell.half, 6.0), "any": 1.0,
        })
        for state in known for what, count, gap in STREWN[state]
    ]  # fmt: skip
    for state in known:
        strewn += _along_walls(place, state, roofed=roofed)
    dark = bool(DARK & set(known))
    changed = replace(
        place,
        strewn=tuple(strewn),
        dark=dark,
        people=0 if NOBODY & set(known) else place.people,
        glows=(*(() if dark else place.glows), *_lights(place, known, rng, roofed=roofed)),
        power=0.0 if dark else place.power,
        base=place.base * (0.62 if dark else 1.0),
    )
    if "flooded" in known:
        tint = mix(place.floor, WATER, 0.75)
        puts = tuple(put for put in place.puts if put.what not in UNDER_WATER)
        changed = replace(changed, floor=tint, pattern="", wet=1.0, water=not roofed, puts=puts)
    if {"abandoned", "burning", "overgrown"} & set(known):
        grime = colour("#4a463e") if "burning" not in known else colour("#2c2420")
        wall, ceiling = mix(shell.wall, grime, 0.4), mix(shell.ceiling, grime, 0.45)
        changed = replace(
            changed, shell=replace(shell, wall=wall, ceiling=ceiling), floor=mix(changed.floor, grime, 0.35)
        )
    return changed


def _along_walls(place: Place, state: str, *, roofed: bool) -> list[Put]:
    """Return what a state hangs on walls or stands before them; open places have none."""
    shell = place.shell
    if state == "decorated":
        tree = Put("christmas_tree", "at", {"x": 0.55 * min(shell.half, 6.0), "z": min(0.62 * shell.far, 8.5)})
        more = [Put("christmas_tree", "at", {"x": -0.6 * min(shell.half, 8.0), "z": min(0.8 * shell.far, 13.0)})]
        strings = [] if roofed else [Put("light_string", "at", {"x": 0.0, "z": z}) for z in (8.0, 12.0, 17.0)]
        if not roofed:
            return [tree, *more, *strings]
        high = shell.high - 0.35
        along = {"near": 2.6, "far": shell.far - 0.8, "step": 4.5, "aside": 0.25, "y": high}
        back = {"aside": 0.2, "y": high, "step": 4.4, "edge": min(2.2, 0.6 * shell.half)}
        return [tree, Put("garland", "sides", along), Put("garland", "back", back)]
    if not roofed:
        return []
    if state == "overgrown":
        near = {"near": 2.6, "far": shell.far - 0.6, "step": 1.9, "aside": 0.2}
        return [Put("vines", "sides", near), Put("vines", "back", {"aside": 0.2, "step": 2.2})]
    if state == "abandoned":
        return [
            Put("vines", "left", {"near": 3.4, "far": shell.far - 0.6, "step": 3.8, "aside": 0.2}),
            Put("cobweb", "at", {"x": -shell.half + 0.1, "z": shell.far - 0.3, "y": shell.high - 0.1}),
            Put("cobweb", "at", {"x": shell.half - 1.1, "z": 0.6 * shell.far, "y": shell.high - 0.1}),
        ]
    return []


def _lights(place: Place, states: list[str], rng: np.random.Generator, *, roofed: bool) -> list[Glow]:
    """Return the lights of states: a shaft from a hole, fires, candles, a red lamp that turns."""
    shell, luck = place.shell, rng.random(6).tolist()
    half, far = min(shell.half, 7.0), min(shell.far, 18.0)
    lights: list[Glow] = []
    if {"abandoned", "overgrown", "blackout"} & set(states) and roofed:
        strong = 0.9 if "blackout" in states else 2.2
        lights += [
            (half * (luck[0] - 0.5), 0.75 * shell.high, far * (0.4 + 0.25 * luck[1]), DAY, strong, 2.6),
            (-half * 0.7, 0.7 * shell.high, far * (0.7 + 0.2 * luck[2]), DAY, 0.7 * strong, 2.4),
        ]
    if "burning" in states:
        lights += [(half * (1.4 * luck[i] - 0.7), 1.0, far * (0.35 + 0.18 * i), FLAME, 2.4, 4.5) for i in range(3)]
    if "candlelit" in states:
        lights += [(half * (1.2 * luck[i] - 0.6), 0.8, far * (0.35 + 0.15 * i), CANDLE, 1.5, 3.2) for i in range(4)]
    if "emergency" in states:
        lights += [(0.0, 0.85 * shell.high, far * share, ALARM, 4.5, 5.0) for share in (0.3, 0.55, 0.8)]
    return lights
