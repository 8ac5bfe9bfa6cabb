"""What is plugged in at home: refrigerators, trid sets."""

from dataclasses import replace

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.materials import DARK, STEEL
from generation.sketch.models.mesh import Mesh, Skin, ball, joined
from generation.sketch.models.parts import (
    Paint,
    Thing,
    block,
    inlay,
    plate,
    rod,
    rounded,
    strip,
    thing,
    turned_body,
    upright,
)


def fridge(paint: Paint) -> Thing:
    """Make a rounded refrigerator; an open one shows its lit shelves."""
    body = paint.body("#c4ccd0", 0.8)
    opened = "open" in paint.states or "full" in paint.states
    outer = rounded(-0.23, -0.50, 0.23, 0.50, 0.05)
    door = plate(outer, 0.035, body)
    handle = [strip([(0.17, y, 0.06), (0.17, y + 0.18, 0.06)], 0.014, STEEL, 8) for y in (-0.12, 0.24)]
    badge = inlay(rounded(-0.12, 0.40, 0.02, 0.43, 0.008), 0.036, STEEL, 0.004)
    seam = inlay(rounded(-0.225, 0.165, 0.225, 0.178, 0.004), 0.036, DARK, 0.003)
    front = joined([door, *handle, badge, seam])
    parts = [plate(outer, 0.20, body, -0.03)]
    if opened:
        lit, cold = Skin(colour("#e8f2f6"), 0.3, 0.42), Skin(colour("#9fb4bc"), 0.4, 0.30)
        parts += [
            inlay(rounded(-0.20, -0.47, 0.20, 0.47, 0.03), 0.175, cold, 0.004),
            *[block((0, y, 0.17), (0.40, 0.016, 0.10), replace(lit, lift=0.12)) for y in (-0.25, -0.02, 0.20)],
            front.moved((0.23, 0, 0)).turned(-1.9).moved((-0.23, 0, 0.19)),
        ]
        if "empty" not in paint.states:
            parts += _groceries()
    else:
        parts.append(front.moved((0, 0, 0.205)))
    parts += [rod((x, -0.52, z), (x, -0.49, z), 0.02, DARK, 8) for x in (-0.18, 0.18) for z in (-0.18, 0.12)]
    labels = (
        ("HANDLE", (0.17, 0.0, 0.24)),
        ("SEAL", (0.22, 0.17, 0.2)),
        ("COOLANT", (-0.2, -0.4, 0.1)),
        ("ICE BOX", (0, 0.33, 0.2)),
    )
    return thing(parts, labels, (-0.4, 0.15, 0.0), (0.0, -0.24, 0.17, 0.30))


def _groceries() -> list[Mesh]:
    """Make what stands on the shelves of a refrigerator."""

    def tint(code: str) -> Skin:
        return Skin(colour(code), 0.6, 0.12, lift=0.16)

    return [
        rod((-0.13, -0.01, 0.19), (-0.13, 0.12, 0.19), 0.030, tint("#3a8a50"), 12),
        rod((-0.05, 0.0, 0.19), (-0.05, 0.09, 0.19), 0.035, tint("#b83030"), 12),
        block((0.09, 0.05, 0.19), (0.14, 0.10, 0.05), tint("#d8c040")),
        ball((0.08, 0.25, 0.19), (0.05, 0.05, 0.05), tint("#d87830"), 8, 12),
        block((-0.10, 0.25, 0.19), (0.14, 0.07, 0.05), tint("#e8e4dc")),
    ]


def trid(paint: Paint) -> Thing:
    """Make a trid set: a deep case, a bulging screen that flickers, knobs and an aerial."""
    body = paint.body("#4a3a30", 0.4)
    broken = "broken" in paint.states
    screen = Skin(colour("#0a0c10"), 0.9) if broken else Skin(mix(paint.accent, WHITE, 0.1), 0.6, 0.35)
    parts = [
        plate(rounded(-0.48, -0.36, 0.48, 0.30, 0.05), 0.16, body),
        plate(rounded(-0.36, -0.28, 0.36, 0.22, 0.04), 0.16, Skin(dim(body.colour, 0.7), 0.3), -0.24),
        inlay(rounded(-0.42, -0.30, 0.24, 0.25, 0.05), 0.161, DARK, 0.008),
        plate(rounded(-0.39, -0.27, 0.21, 0.22, 0.06), 0.012, replace(screen, lift=0.14), 0.165),
        *[
            upright(turned_body([(0.05, 0.0), (0.045, 0.03), (0.01, 0.032)], STEEL, 18)).moved((0.36, y, 0.165))
            for y in (0.17, 0.04)
        ],
        *[
            inlay(rounded(0.30, -0.10 - 0.045 * i, 0.43, -0.08 - 0.045 * i, 0.006), 0.165, DARK, 0.004)
            for i in range(5)
        ],
        *[rod((0, 0.29, -0.1), (0.34 * side, 0.58, -0.1), 0.008, STEEL, 8) for side in (-1, 1)],
        *[rod((0.34 * s, -0.42, 0), (0.32 * s, -0.34, 0), 0.03, DARK, 10) for s in (-1, 1)],
    ]
    if not broken:
        rows = [(-0.34 + 0.07 * (i % 3), -0.20 + 0.055 * i) for i in range(7)]
        parts += [
            inlay(rounded(x, y, x + 0.34 - 0.05 * (i % 4), y + 0.02, 0.006), 0.18, paint.lit_second(0.8), 0.003, 4)
            for i, (x, y) in enumerate(rows)
        ]
    labels = (
        ("TRID TUBE", (-0.1, 0.0, 0.18)),
        ("CHANNEL", (0.36, 0.17, 0.19)),
        ("AERIAL", (0.2, 0.46, -0.1)),
        ("SPEAKER", (0.36, -0.2, 0.17)),
    )
    return thing(parts, labels, (-0.4, 0.2, 0.0), (0.0, 0.30, -0.05, 0.5))


MAKERS = {
    "fridge": fridge,
    "trid": trid,
}
