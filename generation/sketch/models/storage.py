"""What things are kept in and thrown into: barrels, bins, sacks, safes with their gold."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, joined, tube
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    circle,
    inlay,
    plate,
    ring,
    rod,
    rounded,
    thing,
    turned_body,
    upright,
)


def barrel(paint: Paint) -> Thing:
    """Make a steel drum with hoops and a sign of warning; one with slime in it runs over."""
    body = paint.body("#3a6a8a", 0.6)
    slimy = "slime" in paint.states
    parts = [
        turned_body([(0.29, -0.50), (0.30, -0.49), (0.30, 0.48), (0.29, 0.50)], body, 40),
        *[
            ring((0, y, 0), 0.305, 0.016, Skin(dim(body.colour, 1.15), 0.6), "y", 40)
            for y in (-0.49, -0.17, 0.17, 0.49)
        ],
        turned_body([(0.275, 0.49), (0.275, 0.505), (0.02, 0.507)], Skin(dim(body.colour, 0.7), 0.6), 36),
        *[turned_body([(0.04, 0.505), (0.04, 0.53), (0.03, 0.535)], STEEL, 14, (x, z)) for x, z in ((0.17, 0.1),)],
        plate([(-0.12, -0.10), (0.12, -0.10), (0.0, 0.12)], 0.004, Skin(colour("#e8c020"), 0.4, lift=0.06), 0.302),
        plate(
            [(-0.018, -0.02), (0.018, -0.02), (0.012, 0.06), (-0.012, 0.06)],
            0.004,
            Skin(colour("#141414"), 0.2, lift=0.10),
            0.307,
        ),
        ball((0, -0.055, 0.308), (0.018, 0.018, 0.006), Skin(colour("#141414"), 0.2, lift=0.10), 6, 10),
    ]
    if slimy:
        slime = Skin(colour("#58d820"), 1.0, 0.22, lift=0.05)
        parts.append(ball((0, 0.49, 0), (0.285, 0.075, 0.285), slime, 10, 30))
        for turn, long in ((0.9, 0.5), (1.5, 0.75), (2.1, 0.34), (3.4, 0.5), (5.5, 0.6), (0.3, 0.3)):
            x, z = 0.31 * math.cos(turn), 0.31 * math.sin(turn)
            rows = [
                (0.8 * x, 0.53, 0.8 * z),
                (x, 0.49, z),
                (1.03 * x, 0.49 - 0.5 * long, 1.03 * z),
                (1.03 * x, 0.49 - long, 1.03 * z),
            ]
            parts.append(tube(rows, [0.05, 0.055, 0.036, 0.050], slime, 12))
        parts.append(turned_body([(0.52, -0.505), (0.48, -0.49), (0.30, -0.475)], slime, 30, (0.06, 0.1)))
        parts += [
            ball((0.1 * math.cos(i * 2.1), 0.55, 0.1 * math.sin(i * 2.1) + 0.04), (0.035 + 0.01 * i,) * 3, slime, 8, 10)
            for i in range(4)
        ]
    labels = (
        ("BUNG", (0.17, 0.53, 0.1)),
        ("HAZARD", (0, 0, 0.31)),
        ("HOOP", (0.3, -0.17, 0.05)),
        ("200 LITRES", (-0.2, -0.35, 0.22)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.0), (0.0, 0.50, 0.0, 0.40))


def dumpster(paint: Paint) -> Thing:
    """Make a large bin on wheels with sloping lids, one of them open, and sacks in it."""
    body = paint.body("#3a6a48", 0.4)
    edge = Skin(dim(body.colour, 1.25), 0.4)
    front = [(-0.46, -0.28), (0.46, -0.28), (0.50, 0.20), (-0.50, 0.20)]
    parts = [
        plate(front, 0.27, body),
        *[block((x, -0.04, 0.278), (0.035, 0.44, 0.03), edge) for x in (-0.40, -0.2, 0.0, 0.2, 0.40)],
        block((0, 0.195, 0.27), (1.04, 0.05, 0.05), edge),
        block((0, 0.195, -0.27), (1.04, 0.05, 0.05), edge),
        *[block((x, 0.195, 0), (0.05, 0.05, 0.54), edge) for x in (-0.50, 0.50)],
        *[block((x, 0.02, 0), (0.09, 0.09, 0.40), DARK) for x in (-0.52, 0.52)],
        block((0.25, 0.235, 0.0), (0.48, 0.02, 0.56), DARK),
        block((-0.25, 0.0, 0.0), (0.48, 0.02, 0.56), DARK).turned(0.0, -1.9).moved((0, 0.47, -0.36)),
        *[
            upright(turned_body([(0.07, -0.03), (0.075, 0.0), (0.07, 0.03)], DARK, 16)).turned(1.2).moved((x, -0.35, z))
            for x in (-0.36, 0.36)
            for z in (-0.18, 0.2)
        ],
        *[_sack(x, 0.24, z, size) for x, z, size in ((-0.36, 0.05, 0.13), (-0.16, 0.08, 0.15), (-0.26, -0.12, 0.14))],
    ]
    labels = (
        ("LID", (0.25, 0.24, 0.1)),
        ("RIB", (0.2, 0, 0.29)),
        ("SACKS", (-0.25, 0.3, 0.05)),
        ("WHEEL", (0.36, -0.35, 0.2)),
    )
    return thing(parts, labels, (-0.45, 0.25, 0.0), (-0.25, 0.22, 0.05, 0.4))


def _sack(x: float, y: float, z: float, size: float, tint: Colour = (32, 34, 40)) -> Mesh:
    """Make a full sack, tied at its top."""
    skin = Skin(tint, 0.75)
    profile = [(0.75, -0.8), (1.0, -0.45), (0.98, 0.1), (0.62, 0.6), (0.16, 0.82), (0.12, 0.92), (0.34, 1.2)]
    body = turned_body([(size * r, size * h) for r, h in profile], skin, 22)
    lumps = np.sin(body.centres()[:, :1] / size * 5.3 + x * 20) * np.sin(body.centres()[:, 1:2] / size * 4.1 + 2)
    creased = body.tinted(body.colours * (1 + 0.35 * lumps))
    tie = ring((0, 0.86 * size, 0), 0.15 * size, 0.035 * size, Skin(colour("#c8b068"), 0.3), "y", 14)
    return joined([creased, tie]).turned(x * 7).moved((x, y, z))


def bin_bags(paint: Paint) -> Thing:
    """Make three full bin bags that lean on one another."""
    tint = paint.body("#24262c").colour
    spots = ((-0.26, 0.0, 0.05, 0.26), (0.24, -0.02, 0.10, 0.24), (0.0, 0.04, -0.18, 0.28))
    labels = (
        ("TIE", (-0.26, 0.2, 0.05)),
        ("EVIDENCE?", (0.24, 0, 0.3)),
        ("120 LITRES", (0, 0.1, 0)),
        ("LEAK", (-0.3, -0.2, 0.2)),
    )
    return thing([_sack(*spot, tint) for spot in spots], labels, (-0.2, 0.25, 0.0))


def trash_heap(paint: Paint) -> Thing:
    """Make a heap of rubbish: sacks, boxes, tins, bottles, a tyre, scrap."""
    rng = np.random.default_rng(11)
    parts = [
        _sack(*spot)
        for spot in (
            (-0.26, -0.12, 0.10, 0.20),
            (0.10, -0.02, -0.05, 0.24),
            (0.34, -0.16, 0.08, 0.17),
            (-0.08, -0.16, 0.25, 0.16),
        )
    ]
    for _ in range(46):
        turn, far = rng.random() * math.tau, 0.55 * math.sqrt(rng.random())
        x, z = far * math.cos(turn), 0.75 * far * math.sin(turn)
        y = -0.30 + 0.32 * max(0.0, 1 - far / 0.5) * rng.random() + 0.03
        size = 0.04 + 0.06 * rng.random()
        code = ("#8a6238", "#b8b0a0", "#7a2a24", "#3a5a78", "#7d8188", "#4a5a3a", "#c8a030")[int(rng.integers(7))]
        skin, way = Skin(colour(code), 0.4), (rng.random() * 3, rng.random() * 2 - 1, rng.random() * 2 - 1)
        shape = (
            block((0, 0, 0), (2.2 * size, 1.3 * size, 1.6 * size), skin),
            rod((0, -size, 0), (0, size, 0), 0.45 * size, skin, 12),
            block((0, 0, 0), (3 * size, 0.15 * size, 1.8 * size), skin),
            tube([(-1.6 * size, 0, 0), (0, 0.4 * size, 0), (1.7 * size, 0, 0.3 * size)], [0.012] * 3, skin, 6),
        )[int(rng.integers(4))]
        parts.append(shape.turned(*way).moved((x, y, z)))
    parts.append(ring((-0.10, -0.02, 0.30), 0.13, 0.05, DARK, "z", 30, 12).turned(0.0, -0.5))
    labels = (
        ("SCRAP", (0.3, -0.2, 0.2)),
        ("SACK", (0.1, 0.1, 0)),
        ("TYRE", (-0.1, 0, 0.3)),
        ("SMELL", (-0.3, 0, 0.1)),
    )
    return thing(parts, labels, (-0.2, 0.25, 0.0), (0.05, 0.15, -0.02, 0.5))


def safe(paint: Paint) -> Thing:
    """Make a strongbox with a dial and a wheel; an open one shows what is in it."""
    body = paint.body("#4a5058", 0.7)
    outer = rounded(-0.42, -0.42, 0.42, 0.42, 0.03)
    dial = [
        upright(turned_body([(0.11, 0.0), (0.105, 0.04), (0.04, 0.05)], STEEL, 26)).moved((-0.12, 0.08, 0.06)),
        inlay([(-0.128, 0.10), (-0.112, 0.10), (-0.112, 0.17), (-0.128, 0.17)], 0.11, DARK, 0.004, 2),
    ]
    wheel = [
        ring((0.16, 0.02, 0.12), 0.11, 0.016, STEEL, "z", 28, 10),
        *[
            rod((0.16, 0.02, 0.12), (0.16 + 0.11 * math.cos(a), 0.02 + 0.11 * math.sin(a), 0.12), 0.012, STEEL, 8)
            for a in (0.5, 1.55, 2.6, 3.65, 4.7, 5.75)
        ],
        rod((0.16, 0.02, 0.04), (0.16, 0.02, 0.13), 0.022, STEEL, 10),
    ]
    door = joined(
        [plate(rounded(-0.35, -0.35, 0.35, 0.35, 0.02), 0.05, Skin(dim(body.colour, 1.2), 0.7)), *dial, *wheel]
    )
    parts = [plate(outer, 0.36, body)]
    if "open" in paint.states or "full" in paint.states:
        parts += [
            inlay(rounded(-0.35, -0.35, 0.35, 0.35, 0.01), 0.362, Skin(colour("#101216"), 0.2), 0.004),
            block((0, 0.02, 0.37), (0.68, 0.02, 0.05), Skin(STEEL.colour, 0.8, lift=0.10)),
            door.moved((0.35, 0, 0)).turned(-1.9).moved((-0.38, 0, 0.38)),
        ]
    else:
        parts.append(door.moved((0, 0, 0.36)))
    parts += [ball((x, -0.44, z), (0.06, 0.04, 0.06), DARK, 8, 10) for x in (-0.34, 0.34) for z in (-0.26, 0.26)]
    labels = (
        ("DIAL", (-0.12, 0.08, 0.46)),
        ("WHEEL", (0.2, 0.1, 0.48)),
        ("HINGE", (-0.4, 0.2, 0.38)),
        ("10 CM STEEL", (0.4, -0.3, 0.2)),
    )
    return thing(parts, labels, (-0.4, 0.2, 0.0), (0.0, -0.34, 0.40, 0.5))


def vault_door(paint: Paint) -> Thing:
    """Make the round door of a vault with its bolts and a great wheel."""
    steel = paint.body("#7a828c", 1.0)
    dark = Skin(dim(steel.colour, 0.6), 0.8)
    parts = [
        plate(circle(0.50, steps=40), 0.05, dark, -0.06),
        plate(circle(0.44, steps=40), 0.06, steel),
        ring((0, 0, 0.06), 0.44, 0.022, Skin(dim(steel.colour, 1.3), 1.0), "z", 44, 10),
        inlay(circle(0.30, steps=36), 0.061, dark, 0.012),
        ring((0, 0, 0.13), 0.16, 0.018, Skin(colour("#c8a050"), 1.0), "z", 36, 10),
        *[
            rod((0, 0, 0.13), (0.16 * math.cos(a), 0.16 * math.sin(a), 0.13), 0.013, Skin(colour("#c8a050"), 1.0), 8)
            for a in np.linspace(0, math.tau, 6)[:-1].tolist()
        ],
        rod((0, 0, 0.06), (0, 0, 0.16), 0.035, Skin(colour("#c8a050"), 1.0), 14),
        *[
            rod(
                (0.42 * math.cos(a), 0.42 * math.sin(a), 0.02),
                (0.53 * math.cos(a), 0.53 * math.sin(a), 0.02),
                0.028,
                Skin(WHITE, 1.0),
                12,
            )
            for a in np.linspace(0, math.tau, 13)[:-1].tolist()
        ],
        *[
            ball((0.37 * math.cos(a), 0.37 * math.sin(a), 0.062), (0.02, 0.02, 0.012), dark, 6, 8)
            for a in np.linspace(0.2, math.tau + 0.2, 17)[:-1].tolist()
        ],
    ]
    labels = (
        ("WHEEL", (0.1, 0.1, 0.14)),
        ("BOLT", (0.52, 0.0, 0.02)),
        ("40 TONNES", (-0.3, -0.2, 0.07)),
        ("SEAL", (-0.44, 0.1, 0.06)),
    )
    return thing(parts, labels, (-0.4, 0.1, 0.0))


def gold_bars(paint: Paint) -> Thing:
    """Make a pyramid of gold bars."""
    gold, parts = paint.body("#e0aa30", 1.0), []
    flat = Skin(gold.colour, 1.0, 0.05)
    for level, count in enumerate((3, 2, 1)):
        for index in range(count):
            outline = [(-0.15, -0.08), (0.15, -0.08), (0.115, 0.08), (-0.115, 0.08)]
            bar = plate(outline, 0.30, flat if (index + level) % 2 else gold)
            parts.append(bar.moved((0.31 * (index - (count - 1) / 2), -0.20 + 0.165 * level, 0)))
            parts.append(
                block(
                    (0.31 * (index - (count - 1) / 2), -0.11 + 0.165 * level, 0),
                    (0.10, 0.004, 0.2),
                    Skin(dim(gold.colour, 0.75), 1.0, lift=0.03),
                )
            )
    labels = (
        ("999.9 FINE", (0, 0.22, 0.1)),
        ("STAMP", (0, 0.2, 0)),
        ("12.4 KG", (0.3, -0.2, 0.3)),
        ("SERIAL", (-0.3, -0.2, 0.3)),
    )
    return thing(parts, labels, (-0.6, 0.4, 0.0))


MAKERS = {
    "barrel": barrel,
    "dumpster": dumpster,
    "bin_bags": bin_bags,
    "trash_heap": trash_heap,
    "safe": safe,
    "vault_door": vault_door,
    "gold_bars": gold_bars,
}
