"""Electronics that a runner carries or uses: cyberdecks, commlinks, credsticks, drones, telephones, data chips."""

import math
from dataclasses import replace

from generation.sketch.canvas.palette import colour
from generation.sketch.models.materials import ALLOY, CASING, DARK, GLASS, GOLD, RUBBER
from generation.sketch.models.mesh import Mesh, Skin, Vector, ball, beam, tube
from generation.sketch.models.parts import (
    LIFT,
    Paint,
    Thing,
    inlay,
    plate,
    ring,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
)


def _slab(box: tuple[float, float, float, float], z: float, half: float, skin: Skin, level: int = 0) -> Mesh:
    return plate(rounded(*box, 0.012), half, replace(skin, lift=LIFT * level), z)


def cyberdeck(paint: Paint) -> Thing:
    """Make a cyberdeck: keys, screen, program slots, and the lead to a datajack."""
    parts = [
        _slab((-0.56, -0.27, 0.56, 0.27), 0.0, 0.045, paint.body("#30353f")),
        _slab((-0.575, -0.285, 0.575, 0.285), -0.03, 0.022, DARK),
        _slab((-0.52, 0.06, 0.06, 0.235), 0.046, 0.008, GLASS, 1),
        _slab((0.12, 0.06, 0.52, 0.235), 0.046, 0.006, DARK, 1),
    ]
    for row in range(6):
        end = -0.49 + 0.48 * abs(math.sin(row * 2.7 + 1))
        parts.append(_slab((-0.50, 0.205 - row * 0.024, end, 0.216 - row * 0.024), 0.056, 0.002, paint.lit(0.8), 2))
    for slot in range(5):
        skin = paint.lit_second(0.8) if slot in {1, 3} else CASING
        parts.append(_slab((0.145 + slot * 0.075, 0.085, 0.195 + slot * 0.075, 0.21), 0.056, 0.014, skin, 2))
    for row in range(4):
        for key in range(13):
            left = -0.515 + key * 0.079 + row * 0.004
            marked = (key * 7 + row * 3) % 17 == 0
            skin = Skin(colour("#b03858"), 0.5) if marked else Skin(colour("#4a515d"), 0.5)
            parts.append(_slab((left, -0.02 - row * 0.064, left + 0.064, 0.03 - row * 0.064), 0.052, 0.016, skin, 1))
    lead = [(-0.57, -0.18, 0.0), (-0.70, -0.20, 0.0), (-0.72, -0.34, 0.02), (-0.50, -0.40, 0.04), (-0.28, -0.38, 0.06)]
    parts += [
        strip(lead, 0.014, RUBBER),
        rod((-0.28, -0.38, 0.06), (-0.20, -0.375, 0.06), 0.020, ALLOY),
        rod((-0.20, -0.375, 0.06), (-0.17, -0.373, 0.06), 0.011, paint.lit()),
    ]
    parts += [rod((0.57, -0.15 + i * 0.08, 0.0), (0.60, -0.15 + i * 0.08, 0.0), 0.018, ALLOY) for i in range(4)]
    labels = (
        ("TRACE BUFFER", (-0.30, 0.20, 0.06)),
        ("PROGRAM SLOTS", (0.36, 0.18, 0.07)),
        ("NEURAL LEAD", (-0.66, -0.34, 0.0)),
        ("HOT CORE", (0.54, -0.2, 0.05)),
    )
    return thing(parts, labels, (-0.42, 0.78, 0.0))


def commlink(paint: Paint) -> Thing:
    """Make a commlink, standing."""
    parts = [
        plate(rounded(-0.20, -0.38, 0.20, 0.38, 0.05), 0.035, paint.body("#2e333c", 0.9)),
        inlay(rounded(-0.185, -0.365, 0.185, 0.365, 0.045), 0.035, DARK),
        inlay(rounded(-0.165, -0.20, 0.165, 0.315, 0.02), 0.040, GLASS, level=2),
        rod((0, -0.285, 0.03), (0, -0.285, 0.048), 0.045, replace(CASING, lift=2 * LIFT)),
        rod((0, -0.285, 0.04), (0, -0.285, 0.053), 0.022, replace(paint.lit(), lift=3 * LIFT)),
        inlay(rounded(-0.05, 0.338, 0.05, 0.352, 0.005), 0.038, ALLOY),
        rod((0.14, 0.37, 0.0), (0.14, 0.52, 0.0), 0.012, RUBBER),
        ball((0.14, 0.53, 0.0), (0.018, 0.02, 0.018), paint.lit_second()),
    ]
    for row in range(6):
        level = 0.255 - row * 0.035
        parts.append(
            inlay(
                rounded(-0.14, level, -0.10 + 0.22 * abs(math.sin(row * 1.9 + 0.6)), level + 0.016, 0.004),
                0.045,
                paint.lit(0.8),
                level=3,
            )
        )
    parts += [
        ring((0.03, -0.06, 0.048), radius, 0.006, replace(paint.lit_second(0.8), lift=3 * LIFT))
        for radius in (0.085, 0.052, 0.02)
    ]
    parts += [plate(rounded(0.195, 0.13 - i * 0.10, 0.222, 0.20 - i * 0.10, 0.006), 0.014, ALLOY) for i in range(3)]
    labels = (
        ("ENCRYPTED LINE", (0.14, 0.50, 0.0)),
        ("HAPTIC PAD", (0.0, -0.285, 0.05)),
        ("SIN ON FILE", (-0.10, 0.20, 0.05)),
        ("SIGNAL: 4 BARS", (0.05, -0.06, 0.05)),
    )
    return thing(parts, labels, (-0.55, 0.14, -0.08))


def credstick(paint: Paint) -> Thing:
    """Make a credstick: a rod with rings, a lit band and gold contacts."""
    body = paint.body("#5a626e", 0.9)
    parts = [
        rod((-0.46, 0, 0), (0.40, 0, 0), 0.085, body, 34),
        rod((0.40, 0, 0), (0.50, 0, 0), 0.062, GOLD, 28),
        rod((0.50, 0, 0), (0.56, 0, 0), 0.030, ALLOY, 22),
        rod((-0.50, 0, 0), (-0.44, 0, 0), 0.094, DARK, 30),
        inlay(rounded(-0.20, -0.045, 0.16, 0.045, 0.02), 0.084, GLASS),
        ring((-0.62, 0, 0), 0.065, 0.014, ALLOY),
    ]
    parts += [
        ring((x, 0, 0), 0.088, 0.010, skin, "x")
        for x, skin in ((-0.36, GOLD), (-0.32, GOLD), (0.24, paint.lit()), (0.29, DARK), (0.34, paint.lit()))
    ]
    parts += [
        inlay(rounded(-0.17 + i * 0.05, -0.022, -0.14 + i * 0.05, 0.022, 0.004), 0.092, paint.lit_second(0.9), level=2)
        for i in range(6)
    ]
    parts += [
        rod(
            (0.42, 0.055 * math.cos(a), 0.055 * math.sin(a)),
            (0.49, 0.055 * math.cos(a), 0.055 * math.sin(a)),
            0.014,
            ALLOY,
            8,
        )
        for a in (0.0, 1.05, 2.1, 3.14, 4.2, 5.2)
    ]
    labels = (
        ("CERTIFIED", (-0.02, 0.03, 0.09)),
        ("GOLD CONTACTS", (0.46, 0.05, 0.03)),
        ("TAMPER SEAL", (0.29, -0.08, 0.03)),
        ("LANYARD", (-0.66, 0.03, 0.0)),
    )
    return thing(parts, labels, (-0.55, 0.35, 0.42))


def drone(paint: Paint) -> Thing:
    """Make a rotor drone with a camera under it."""
    shell = paint.body("#4a525e", 0.8)
    parts = [
        ball((0, 0, 0), (0.21, 0.085, 0.25), shell, 20, 36),
        ball((0, 0.035, -0.02), (0.14, 0.075, 0.16), CASING, 14, 28),
        ball((0, -0.10, 0.12), (0.075, 0.075, 0.075), DARK, 16, 24),
        ball((0, -0.105, 0.165), (0.042, 0.042, 0.042), paint.lit_second(), 12, 16),
        beam((-0.12, 0.0, 0.235), (0.12, 0.0, 0.235), 0.02, 0.018, paint.lit()),
    ]
    for x, z in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        hub: Vector = (0.40 * x, 0.05, 0.30 * z)
        parts += [
            tube([(0.10 * x, 0.0, 0.10 * z), (0.26 * x, 0.03, 0.20 * z), hub], [0.034, 0.024, 0.022], CASING, 12),
            rod((hub[0], 0.02, hub[2]), (hub[0], 0.10, hub[2]), 0.036, DARK),
            ring((hub[0], 0.085, hub[2]), 0.17, 0.010, shell, "y"),
            ball((hub[0], 0.02, hub[2]), (0.018, 0.012, 0.018), paint.lit(), 6, 10),
        ]
        for turn in (0.4 + x, 1.97 + x):
            dx, dz = 0.155 * math.cos(turn), 0.155 * math.sin(turn)
            parts.append(
                beam((hub[0] - dx, 0.105, hub[2] - dz), (hub[0] + dx, 0.105, hub[2] + dz), 0.030, 0.006, ALLOY)
            )
    for side in (-1, 1):
        parts += [
            strip(
                [
                    (0.10 * side, -0.06, 0.10),
                    (0.18 * side, -0.17, 0.14),
                    (0.19 * side, -0.18, -0.16),
                    (0.10 * side, -0.06, -0.12),
                ],
                0.010,
                RUBBER,
            )
        ]
    labels = (
        ("SENSOR BALL", (0, -0.12, 0.19)),
        ("ROTOR GUARD", (-0.50, 0.085, 0.30)),
        ("ARMOURED SHELL", (0.10, 0.06, 0.15)),
        ("LANDING SKID", (0.19, -0.18, 0.0)),
    )
    return thing(parts, labels, (-0.50, 0.42, 0.0))


def phone(paint: Paint) -> Thing:
    """Make an old telephone with a dial and a receiver on its cradle."""
    body = paint.body("#2a1c1c", 0.8)
    parts = [
        plate([(-0.36, -0.36), (0.36, -0.36), (0.30, 0.02), (0.16, 0.14), (-0.16, 0.14), (-0.30, 0.02)], 0.22, body),
        turned_body([(0.20, 0.0), (0.20, 0.03), (0.18, 0.04)], Skin(colour("#d8d0b8"), 0.5), 30)
        .turned(0, 1.05)
        .moved((0, -0.12, 0.21)),
    ]
    for step in range(10):
        angle = step * 0.56 + 0.4
        spot = ball(
            (0.13 * math.cos(angle), 0.055, 0.13 * math.sin(angle)),
            (0.032, 0.01, 0.032),
            replace(DARK, lift=LIFT),
            6,
            12,
        )
        parts.append(spot.turned(0, 1.05).moved((0, -0.12, 0.215)))
    parts += [
        tube(
            [(-0.42, 0.20, 0), (-0.30, 0.27, 0), (0, 0.30, 0), (0.30, 0.27, 0), (0.42, 0.20, 0)],
            [0.05, 0.05, 0.045, 0.05, 0.05], body, 16,
        ),
        *[
            turned_body([(0.10, 0.08), (0.115, 0.12), (0.08, 0.22)], body, 22, (0.40 * side, 0.0))
            for side in (-1, 1)
        ],
        *[rod((0.14 * side, 0.12, 0), (0.14 * side, 0.24, 0), 0.03, body, 12) for side in (-1, 1)],
        strip(
            [
                (-0.36, -0.28, 0.05), (-0.50, -0.34, 0.12), (-0.56, -0.30, 0.02), (-0.50, -0.10, 0.0),
                (-0.46, 0.10, 0.0),
            ],
            0.018, RUBBER, 8,
        ),
    ]  # fmt: skip
    labels = (
        ("RECEIVER", (0.1, 0.30, 0.03)),
        ("DIAL", (0.0, -0.1, 0.24)),
        ("TAPPED?", (-0.4, 0.12, 0.08)),
        ("BAKELITE", (0.3, -0.25, 0.2)),
    )
    return thing(parts, labels, (-0.4, 0.25, 0.0))


def chip(paint: Paint) -> Thing:
    """Make a data chip with gold contacts and a lit core."""
    parts = [
        plate(rounded(-0.30, -0.30, 0.30, 0.30, 0.03), 0.05, paint.body("#1c2420", 0.5)),
        inlay(rounded(-0.20, -0.20, 0.20, 0.20, 0.02), 0.05, Skin(colour("#2c343a"), 0.9), 0.02),
        inlay(rounded(-0.07, -0.07, 0.07, 0.07, 0.01), 0.07, paint.lit(), 0.01, 2),
        inlay([(-0.28, 0.28), (-0.28, 0.22), (-0.22, 0.28)], 0.05, GOLD, 0.004),
    ]
    for step in range(9):
        at = -0.24 + 0.06 * step
        for x, y in ((at, 0.34), (at, -0.34), (0.34, at), (-0.34, at)):
            wide, high = (0.018, 0.045) if abs(y) > 0.3 else (0.045, 0.018)
            parts.append(plate(rounded(x - wide, y - high, x + wide, y + high, 0.004), 0.014, GOLD, -0.02))
    for step in range(6):
        angle = step * math.tau / 6 + 0.3
        parts.append(
            strip(
                [
                    (0.09 * math.cos(angle), 0.09 * math.sin(angle), 0.075),
                    (0.14 * math.cos(angle), 0.14 * math.sin(angle), 0.075),
                    (0.18 * math.cos(angle + 0.3), 0.18 * math.sin(angle + 0.3), 0.075),
                ],
                0.006,
                Skin(paint.second, 0.4, 0.8, lift=0.12),
                5,
            )
        )
    labels = (
        ("CORE", (0, 0, 0.09)),
        ("CONTACT", (0.34, 0.1, 0.0)),
        ("PIN 1", (-0.26, 0.26, 0.06)),
        ("PAYDATA", (0.15, -0.15, 0.08)),
    )
    return thing(parts, labels, (-0.4, -0.5, 0.0))


MAKERS = {
    "cyberdeck": cyberdeck,
    "commlink": commlink,
    "credstick": credstick,
    "drone": drone,
    "phone": phone,
    "chip": chip,
}
