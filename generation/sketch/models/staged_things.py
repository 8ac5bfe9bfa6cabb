"""What people gather about, look into and lean out of, as meshes in metres about their ground."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour, dim, mix
from generation.sketch.models.creatures.anatomy import Look
from generation.sketch.models.joinery import CHROME, IRON, Stuff, block
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, tube
from generation.sketch.models.parts import turned_body
from generation.sketch.models.vehicles import VEHICLE_MAKERS

EMBER, FLAME, HEART = (Skin(colour(tone), 0.1, 1.0) for tone in ("#ff5a14", "#ff9a30", "#ffe9a0"))
RUST, SOOT = colour("#5a3a28"), Skin(colour("#141214"), 0.1)
FACE = 3.4  # metres: half of how broad a house's wall is
OPENING, SILL = 0.62, 1.06  # metres: half of how broad a window is that somebody leans out of, and how high its sill
NOSE = 1.55  # metres: from a car's middle to the middle of its bonnet


def _flames(level: float, reach: float, high: float, rng: np.random.Generator) -> list[Mesh]:
    """Make tongues of fire that rise from a disc."""
    out = []
    for at in range(11):
        share, turn = 0.25 + 0.7 * float(rng.random()), math.tau * at / 11
        x, z = share * reach * math.cos(turn), share * reach * math.sin(turn)
        tall = high * (1.15 - 0.6 * share) * (0.7 + 0.5 * float(rng.random()))
        sway = 0.10 * (float(rng.random()) - 0.5)
        path = [
            (x * (1 - 0.25 * step) + sway * step, level + tall * step / 3, z * (1 - 0.25 * step)) for step in range(4)
        ]
        skin = EMBER if share > 0.7 else FLAME if share > 0.42 else HEART
        out.append(tube(path, [0.075, 0.085, 0.05, 0.008], skin, 7))
    return out


def _fire_barrel(stuff: Stuff) -> Mesh:
    """Make a rusty drum with holes that glow, full of fire."""
    wall = Skin(mix(RUST, stuff.cloth, 0.15), 0.2)
    outline = [(0.29, 0.0), (0.29, 0.28), (0.31, 0.30), (0.29, 0.32), (0.29, 0.56), (0.31, 0.58), (0.29, 0.60),
               (0.30, 0.86),
               (0.27, 0.86), (0.26, 0.72), (0.01, 0.72)]  # fmt: skip
    holes = [
        ball((0.293 * math.sin(turn), level, 0.293 * math.cos(turn)), (0.035, 0.045, 0.035), FLAME, 5, 8)
        for level, start in ((0.16, 0.0), (0.44, 0.4))
        for turn in (start + math.tau * at / 8 for at in range(8))
    ]
    return joined([turned_body(outline, wall, 24), *holes, *_flames(0.74, 0.24, 0.62, stuff.rng)])


def _tall_mirror(stuff: Stuff) -> Mesh:
    """Make a mirror as tall as a man on a foot, its glass to the viewer."""
    frame = Skin(mix(stuff.wood, colour("#c8a050"), 0.5), 0.6)
    glass = []
    for row in range(9):  # the room that is in it: dark below, a light above
        level = 0.28 + 0.18 * row
        tone = mix(colour("#141a24"), mix(stuff.light, colour("#8fa2b8"), 0.75), 0.10 + 0.07 * row)
        glass.append(block((-0.40, 0.40), (level, level + 0.18), (0.0, 0.012), Skin(tone, 0.5, 0.05)))
    gleams = [
        tube([(x, 0.45, 0.016), (x + 0.34, 1.72, 0.016)], [0.012] * 2, Skin(colour("#c8d6e6"), 0.5, 0.10, lift=0.03), 4)
        for x in (-0.30, -0.18)
    ]
    rims = [
        block((x - 0.045, x + 0.045), (0.20, 1.98), (-0.05, 0.055), replace(frame, lift=0.04)) for x in (-0.44, 0.44)
    ]
    rims += [block((-0.48, 0.48), (y - 0.045, y + 0.045), (-0.04, 0.045), frame) for y in (0.24, 1.94)]
    feet = [block((x - 0.04, x + 0.04), (0.0, 0.22), (-0.28, 0.28), frame) for x in (-0.44, 0.44)]
    return joined([*glass, *gleams, *rims, *feet])


def _terminal(stuff: Stuff) -> Mesh:
    """Make a public terminal: a pillar with keys on a ledge and a lit screen over them."""
    case, lit = Skin(colour("#3c424c"), 0.5), Skin(mix(stuff.light, colour("#9fe8ff"), 0.4), 0.2, 0.95)
    lines = [
        block((-0.25, -0.25 + 0.12 + 0.34 * float(stuff.rng.random())), (1.28 + 0.055 * row, 1.30 + 0.055 * row),
              (0.075, 0.085), Skin(colour("#0e2a36"), 0.1, 0.2))
        for row in range(8)
    ]  # fmt: skip
    keys = [
        block(
            (-0.22 + 0.075 * x, -0.17 + 0.075 * x),
            (1.0, 1.015),
            (0.16 + 0.06 * z, 0.20 + 0.06 * z),
            Skin(colour("#b8c4d0"), 0.3),
        )
        for x in range(6)
        for z in range(3)
    ]
    return joined(
        [
            block((-0.30, 0.30), (0.0, 0.96), (-0.20, 0.16), case),
            block((-0.36, 0.36), (0.0, 0.08), (-0.26, 0.24), IRON),
            block((-0.32, 0.32), (0.94, 1.0), (-0.20, 0.38), case),
            block((-0.34, 0.34), (1.0, 1.84), (-0.18, 0.04), case),
            block((-0.28, 0.28), (1.24, 1.76), (0.04, 0.075), replace(lit, glow=0.45)),
            *lines,
            *keys,
        ]
    )


def _cauldron(stuff: Stuff) -> Mesh:
    """Make a round iron pot on three feet, full of something that glows, over embers."""
    brew = Skin(mix(stuff.light, colour("#7dff9a"), 0.6), 0.3, 0.9)
    outline = [
        (0.10, 0.16),
        (0.32, 0.24),
        (0.42, 0.42),
        (0.40, 0.62),
        (0.36, 0.70),
        (0.42, 0.74),
        (0.40, 0.78),
        (0.34, 0.72),
    ]
    feet = [
        tube([(0.28 * math.sin(turn), 0.26, 0.28 * math.cos(turn)),
              (0.34 * math.sin(turn), 0.0, 0.34 * math.cos(turn))],
             [0.035] * 2, IRON, 6)
        for turn in (0.3, 2.4, 4.5)
    ]  # fmt: skip
    top = turned_body([(0.35, 0.70), (0.18, 0.715), (0.01, 0.71)], brew, 22)
    bubbles = [
        ball((0.2 * math.sin(7.0 * at), 0.72, 0.2 * math.cos(5.0 * at)), (0.04, 0.03, 0.04), brew, 5, 8)
        for at in range(5)
    ]
    return joined(
        [
            turned_body(outline, Skin(colour("#26262c"), 0.5), 26),
            *feet,
            top,
            *bubbles,
            *_flames(0.02, 0.2, 0.2, stuff.rng),
        ]
    )


def _open_window(stuff: Stuff) -> Mesh:
    """Make a piece of a house's wall with an open window, its casements to both sides; who leans out is behind it."""
    wall, frame = (
        Skin(mix(stuff.cloth, colour("#6a6258"), 0.7), 0.05),
        Skin(mix(stuff.wood, colour("#8a8478"), 0.5), 0.3),
    )
    top = SILL + 1.25
    parts = [
        block((-FACE, FACE), (0.0, SILL), (-0.10, 0.0), wall),
        block((-FACE, -OPENING - 0.05), (SILL, top), (-0.10, 0.0), wall),
        block((OPENING + 0.05, FACE), (SILL, top), (-0.10, 0.0), wall),
        block((-FACE, FACE), (top, top + 1.6), (-0.10, 0.0), wall),
        *[
            block((-FACE, FACE), (y - 0.04, y + 0.04), (0.0, 0.05), Skin(dim(wall.colour, 0.7), 0.05))
            for y in (0.35, top + 0.55)
        ],
        *[
            block((x - 0.45, x + 0.45), (SILL, top), (0.0, 0.02), Skin(dim(wall.colour, 0.35), 0.6))
            for x in (-2.3, 2.3)
        ],
        block((-OPENING - 0.12, OPENING + 0.12), (SILL - 0.07, SILL), (-0.10, 0.14), frame),
        block(
            (-OPENING, OPENING), (SILL, top), (-0.62, -0.60), Skin(mix(stuff.light, colour("#4a3420"), 0.88), 0.1, 0.30)
        ),
    ]
    parts += [block((x - 0.04, x + 0.04), (SILL, top), (-0.11, 0.03), frame) for x in (-OPENING - 0.02, OPENING + 0.02)]
    parts.append(block((-OPENING - 0.06, OPENING + 0.06), (top - 0.04, top + 0.04), (-0.11, 0.03), frame))
    for way in (-1, 1):  # casements, opened outwards
        x, pane = way * (OPENING + 0.05), Skin(colour("#5a7288"), 0.9, 0.12)
        casement = joined([block((-0.29, 0.29), (SILL, top), (-0.012, 0.012), frame),
                           block((-0.24, 0.24), (SILL + 0.06, top - 0.06), (-0.016, 0.016), pane)])  # fmt: skip
        parts.append(casement.turned(way * 0.75).moved((x + way * 0.21, 0.0, 0.20)))
    return joined(parts)


def _open_car(stuff: Stuff) -> Mesh:
    """Stand a car across, its nose at the middle, the bonnet up over its engine."""
    mesh = VEHICLE_MAKERS["car"](Look("stand", None, stuff.light, stuff.light), stuff.rng)
    spots = mesh.corners.reshape(-1, 3)
    low, high = spots.min(axis=0), spots.max(axis=0)
    x, _, z = ((low + high) / 2).tolist()
    half, level = float(high[2] - low[2]) / 2, 0.80
    body = mesh.moved((-x - NOSE, -float(low[1]), -z))
    paint = Skin(dim(stuff.cloth, 0.9), 0.7)
    bay = [
        block((-0.42, 0.46), (level - 0.02, level + 0.02), (-0.66 * half, 0.66 * half), SOOT),
        block((-0.20, 0.24), (level, level + 0.10), (-0.28, 0.28), Skin(colour("#6a7078"), 0.7)),
        *[tube([(-0.16 + 0.12 * at, level + 0.06, 0.30), (-0.16 + 0.12 * at, level + 0.12, -0.30)], [0.03] * 2,
               CHROME, 6) for at in range(4)],
        tube([(-0.36, level + 0.04, 0.4), (0.0, level + 0.12, 0.36), (0.40, level + 0.04, 0.42)], [0.03] * 3, IRON, 6),
    ]  # fmt: skip
    lid = block((0.0, 0.95), (-0.02, 0.02), (-0.70 * half, 0.70 * half), paint)
    lifted = _lifted(lid, 1.05).moved((-0.52, level + 0.06, 0.0))
    rod = tube([(0.30, level, -0.6 * half), (-0.20, level + 0.62, -0.6 * half)], [0.012] * 2, CHROME, 5)
    return joined([body, *bay, lifted, rod])


def _lifted(mesh: Mesh, angle: float) -> Mesh:
    """Turn a mesh upwards about the axis that goes from front to back."""
    c, s = math.cos(angle), math.sin(angle)
    turn = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
    return Mesh(mesh.corners @ turn, mesh.normals @ turn, mesh.colours, mesh.stuff)


STAGED_MAKERS: dict[str, Callable[[Stuff], Mesh]] = {
    "fire_barrel": _fire_barrel, "tall_mirror": _tall_mirror, "terminal": _terminal, "cauldron": _cauldron,
    "open_window": _open_window, "open_car": _open_car,
}  # fmt: skip
