"""Arms beside the usual guns and blades: silenced, rotating and drawn ones, what is screwed on them, handcuffs."""

import math

import numpy as np

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.materials import DARK, GOLD, STEEL
from generation.sketch.models.mesh import Skin, ball, tube
from generation.sketch.models.parts import Paint, Thing, block, inlay, plate, ring, rod, rounded, strip, thing
from generation.sketch.models.weapons import pistol

GUN = Skin(colour("#2e3238"), 0.7)


def silenced_pistol(paint: Paint) -> Thing:
    """Make a pistol with a silencer screwed to its muzzle."""
    made = pistol(paint)
    spots = made.mesh.corners.reshape(-1, 3)
    right, top = float(spots[:, 0].max()), float(spots[:, 1].max())
    ahead = spots[:, 0] > right - 0.06
    left_end = spots[spots[:, 0] < float(spots[:, 0].min()) + 0.06]
    way = 1.0 if spots[ahead][:, 1].mean() > left_end[:, 1].mean() else -1.0
    tip = right if way > 0 else float(spots[:, 0].min())
    level = float((spots[ahead] if way > 0 else left_end)[:, 1].mean())
    long = 0.62 * (right - float(spots[:, 0].min()))
    tube_ = [
        rod((tip - 0.02 * way, level, 0), (tip + long * way, level, 0), 0.075, Skin(colour("#191b20"), 0.6), 26),
        *[
            rod((tip + t * long * way, level, 0), (tip + (t + 0.02) * long * way, level, 0), 0.079, DARK, 26)
            for t in (0.04, 0.10, 0.86, 0.92)
        ],
        rod((tip + long * way, level, 0), (tip + 1.01 * long * way, level, 0), 0.03, Skin(colour("#050506"), 0.1), 14),
    ]
    labels = (made.labels[0], ("SILENCER", (tip + 0.5 * long * way, level, 0.08)), *made.labels[2:4])
    made_again = thing([made.mesh, *tube_], labels, made.lies)
    return made_again if top else made


def minigun(paint: Paint) -> Thing:
    """Make a minigun: six barrels in a bundle, a motor, a belt of rounds."""
    body = paint.body("#4a4e56", 0.7)
    parts = [
        *[
            rod(
                (0.0, 0.055 * math.sin(a), 0.055 * math.cos(a)),
                (0.72, 0.055 * math.sin(a), 0.055 * math.cos(a)),
                0.019,
                GUN,
                12,
            )
            for a in np.linspace(0, math.tau, 7)[:-1].tolist()
        ],
        *[rod((x, 0, 0), (x + 0.025, 0, 0), 0.085, body, 26) for x in (0.02, 0.34, 0.64)],
        rod((-0.22, 0, 0), (0.02, 0, 0), 0.10, body, 26),
        rod((-0.34, 0, 0), (-0.22, 0, 0), 0.075, GUN, 22),
        block((-0.10, 0.13, 0), (0.20, 0.06, 0.08), GUN),
        strip([(-0.24, 0.10, 0), (-0.18, 0.26, 0), (0.0, 0.26, 0), (0.04, 0.10, 0)], 0.022, DARK, 10),
        rod((-0.32, -0.02, 0), (-0.42, -0.16, 0), 0.03, DARK, 12),
        rod((-0.06, -0.08, 0), (-0.06, -0.22, 0), 0.028, DARK, 12),
        plate(rounded(-0.26, -0.42, -0.04, -0.20, 0.02), 0.12, Skin(colour("#4a5236"), 0.3), -0.20),
        rod((-0.12, 0.02, -0.09), (-0.12, 0.02, -0.19), 0.045, GUN, 14),
        inlay(rounded(-0.20, 0.115, -0.02, 0.135, 0.004), 0.04, paint.lit(0.9), 0.003),
    ]
    path = [(-0.10, -0.02, 0.12), (-0.08, -0.12, 0.17), (-0.10, -0.24, 0.15), (-0.13, -0.32, 0.02)]
    rows = np.array(
        [
            [np.interp(t, (0, 1, 2, 3), [spot[axis] for spot in path]) for axis in range(3)]
            for t in np.linspace(0, 3, 15)
        ]
    )
    parts += [rod((x - 0.05, y, z), (x + 0.05, y, z), 0.014, GOLD, 8) for x, y, z in rows.tolist()]
    labels = (
        ("6 BARRELS", (0.3, 0.07, 0.05)),
        ("BELT", (-0.08, -0.12, 0.18)),
        ("MOTOR", (-0.28, 0.05, 0.05)),
        ("4000/MIN", (0.45, -0.05, 0.07)),
    )
    return thing(parts, labels, (-0.5, 0.2, 0.0))


def grenade_launcher(paint: Paint) -> Thing:
    """Make a grenade launcher with a drum and a folding stock."""
    body = paint.body("#454b3c", 0.5)
    parts = [
        rod((0.06, 0.05, 0), (0.46, 0.05, 0), 0.065, GUN, 24),
        rod((0.40, 0.05, 0), (0.48, 0.05, 0), 0.075, body, 24),
        rod((0.475, 0.05, 0), (0.485, 0.05, 0), 0.05, Skin(colour("#050506"), 0.1), 18),
        rod((-0.16, 0.02, 0), (0.08, 0.02, 0), 0.16, body, 30),
        *[
            rod(
                (-0.17, 0.02 + 0.10 * math.sin(a), 0.10 * math.cos(a)),
                (-0.15, 0.02 + 0.10 * math.sin(a), 0.10 * math.cos(a)),
                0.036,
                GOLD,
                12,
            )
            for a in np.linspace(0.3, math.tau + 0.3, 7)[:-1].tolist()
        ],
        plate([(-0.30, -0.02), (-0.16, -0.06), (-0.16, 0.12), (-0.30, 0.10)], 0.04, GUN),
        plate([(-0.28, -0.02), (-0.20, -0.02), (-0.26, -0.24), (-0.34, -0.22)], 0.03, DARK),
        rod((-0.30, 0.06, 0), (-0.50, 0.04, 0), 0.022, GUN, 10),
        plate([(-0.52, 0.10), (-0.47, 0.10), (-0.46, -0.14), (-0.52, -0.12)], 0.035, DARK),
        plate([(0.16, -0.01), (0.24, -0.01), (0.22, -0.20), (0.15, -0.20)], 0.03, DARK),
        block((-0.02, 0.21, 0), (0.28, 0.02, 0.05), GUN),
        rod((-0.10, 0.25, 0), (0.06, 0.25, 0), 0.035, DARK, 14),
        ball((0.065, 0.25, 0), (0.01, 0.026, 0.026), paint.lit(0.9), 6, 10),
    ]
    labels = (
        ("DRUM: 6", (-0.04, 0.02, 0.16)),
        ("40 MM", (0.4, 0.05, 0.07)),
        ("SIGHT", (0, 0.26, 0.03)),
        ("STOCK", (-0.5, 0, 0.03)),
    )
    return thing(parts, labels, (-0.3, 0.25, 0.0))


def crossbow(paint: Paint) -> Thing:
    """Make a crossbow, drawn, with its bolt."""
    wood = paint.body("#6a4426", 0.4)
    limb = [(0.34, 0.0, 0), (0.36, 0.18, 0), (0.30, 0.34, 0), (0.20, 0.46, 0)]
    parts = [
        plate(
            [(-0.52, -0.05), (-0.50, 0.05), (-0.20, 0.035), (0.38, 0.03), (0.38, -0.03), (-0.16, -0.04)], 0.045, wood
        ),
        tube(limb, [0.034, 0.030, 0.022, 0.014], GUN, 10, 0.6),
        tube([(x, -y, z) for x, y, z in limb], [0.034, 0.030, 0.022, 0.014], GUN, 10, 0.6),
        strip([(0.20, 0.46, 0.02), (-0.06, 0.0, 0.05), (0.20, -0.46, 0.02)], 0.007, Skin(colour("#d8d0b8"), 0.3), 6),
        rod((-0.06, 0, 0.062), (0.44, 0, 0.062), 0.012, Skin(colour("#b89858"), 0.3), 8),
        tube([(0.43, 0, 0.062), (0.50, 0, 0.062)], [0.026, 0.002], STEEL, 8),
        *[
            plate(
                [(-0.05, 0.012 * s), (0.03, 0.012 * s), (0.0, 0.05 * s), (-0.06, 0.05 * s)],
                0.003,
                Skin(colour("#b02828"), 0.3),
                0.062,
            )
            for s in (-1, 1)
        ],
        block((-0.08, 0, 0.05), (0.06, 0.06, 0.04), STEEL),
        ring((0.42, 0, 0), 0.06, 0.014, STEEL, "z", 20, 8),
        rod((-0.16, 0.0, -0.04), (-0.24, 0.0, -0.17), 0.022, DARK, 8),
        block((0.0, 0.0, 0.10), (0.16, 0.03, 0.03), DARK),
    ]
    labels = (
        ("BOLT", (0.3, 0, 0.07)),
        ("STRING", (0.1, 0.25, 0.03)),
        ("LIMB", (0.35, -0.2, 0)),
        ("STOCK", (-0.4, 0, 0.05)),
    )
    return thing(parts, labels, (-0.4, -0.6, 0.3))


def dagger(paint: Paint) -> Thing:
    """Make a ritual dagger: a wavy blade, a winged guard, a stone in its hilt."""
    steel = Skin(colour("#c0c8d4"), 1.0)
    left = [(-0.06 + 0.56 * t, 0.055 * (1 - t) ** 0.5 + 0.018 * math.sin(t * 15)) for t in np.linspace(0, 1, 22)]
    right = [(-0.06 + 0.56 * t, -0.055 * (1 - t) ** 0.5 + 0.018 * math.sin(t * 15)) for t in np.linspace(0.97, 0, 21)]
    stone = Skin(paint.asked or paint.accent, 0.9, 0.7)
    parts = [
        plate(left + right, 0.010, steel),
        strip(
            [(-0.05, 0, 0.012), (0.15, 0.01, 0.012), (0.30, -0.008, 0.011), (0.44, 0.008, 0.010)],
            0.006,
            Skin(dim(steel.colour, 0.5), 0.8, lift=0.03),
            6,
        ),
        tube(
            [(-0.02, 0.20, 0), (-0.08, 0.10, 0), (-0.09, 0, 0), (-0.08, -0.10, 0), (-0.02, -0.20, 0)],
            [0.012, 0.028, 0.042, 0.028, 0.012],
            GOLD,
            12,
        ),
        tube([(-0.12, 0, 0), (-0.26, 0, 0), (-0.36, 0, 0)], [0.034, 0.040, 0.034], Skin(colour("#2a1a2e"), 0.4), 14),
        *[ring((-0.15 - 0.05 * i, 0, 0), 0.040, 0.008, GOLD, "x", 18, 6) for i in range(5)],
        ball((-0.42, 0, 0), (0.055, 0.055, 0.055), GOLD, 12, 16),
        ball((-0.42, 0, 0.04), (0.03, 0.03, 0.025), stone, 8, 12),
        ball((-0.09, 0, 0.035), (0.028, 0.028, 0.02), stone, 8, 12),
    ]
    labels = (
        ("WAVY BLADE", (0.25, 0, 0.01)),
        ("GUARD", (-0.05, 0.15, 0.02)),
        ("STONE", (-0.42, 0, 0.06)),
        ("BLOOD LINE", (0.1, 0.0, 0.02)),
    )
    return thing(parts, labels, (-0.3, 0.3, 0.35))


def handcuffs(paint: Paint) -> Thing:
    """Make a pair of handcuffs with their chain."""
    steel = paint.body("#b0b8c4", 1.0)
    parts = []
    for side in (-1, 1):
        x = 0.28 * side
        parts += [
            ring((x, 0.02, 0), 0.17, 0.024, steel, "z", 36, 10),
            block((x - 0.14 * side, -0.02, 0), (0.13, 0.17, 0.07), steel),
            inlay(rounded(x - 0.14 * side - 0.012, -0.04, x - 0.14 * side + 0.012, 0.02, 0.008), 0.036, DARK, 0.004),
            *[
                block((x + 0.185 * math.cos(a), 0.02 + 0.185 * math.sin(a), 0), (0.014, 0.014, 0.04), steel)
                for a in np.linspace(0.4, 2.4, 12).tolist()
            ],
        ]
    for index, x in enumerate((-0.055, 0.0, 0.055)):
        parts.append(ring((x, -0.02 - 0.02 * (index % 2), 0), 0.034, 0.010, steel, "z" if index % 2 else "y", 18, 8))
    labels = (
        ("LOCK", (0.14, 0, 0.04)),
        ("RATCHET", (0.35, 0.17, 0.02)),
        ("CHAIN", (0, -0.03, 0.02)),
        ("LONE STAR", (-0.4, 0, 0.02)),
    )
    return thing(parts, labels, (-0.2, -0.3, 0.2))


def scope(paint: Paint) -> Thing:
    """Make a rifle's scope on its rings."""
    body = paint.body("#24272d", 0.6)
    parts = [
        rod((-0.34, 0, 0), (0.30, 0, 0), 0.055, body, 24),
        tube([(0.22, 0, 0), (0.34, 0, 0), (0.50, 0, 0)], [0.056, 0.10, 0.10], body, 26),
        tube([(-0.28, 0, 0), (-0.36, 0, 0), (-0.48, 0, 0)], [0.056, 0.082, 0.082], body, 24),
        ball((0.505, 0, 0), (0.03, 0.085, 0.085), Skin(dim(paint.accent, 0.6), 1.0, 0.25, lift=0.05), 10, 18),
        rod((-0.02, 0.05, 0), (-0.02, 0.14, 0), 0.045, body, 18),
        rod((-0.02, 0, 0.05), (-0.02, 0, 0.14), 0.045, body, 18),
        *[ring((x, 0, 0), 0.065, 0.018, DARK, "x", 22, 8) for x in (-0.18, 0.14)],
        *[block((x, -0.10, 0), (0.05, 0.10, 0.06), DARK) for x in (-0.18, 0.14)],
        block((-0.02, -0.15, 0), (0.60, 0.03, 0.07), DARK),
    ]
    labels = (
        ("LENS", (0.51, 0, 0.05)),
        ("TURRET", (-0.02, 0.14, 0.03)),
        ("12X", (-0.4, 0, 0.08)),
        ("RAIL", (0, -0.15, 0.03)),
    )
    return thing(parts, labels, (-0.6, 0.2, 0.0))


MAKERS = {
    "silenced_pistol": silenced_pistol,
    "minigun": minigun,
    "grenade_launcher": grenade_launcher,
    "crossbow": crossbow,
    "dagger": dagger,
    "handcuffs": handcuffs,
    "scope": scope,
}
