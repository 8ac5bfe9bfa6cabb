"""Dragons and serpents that wind: the eastern one, the feathered one, and the coiled snake."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour, colour, mix
from generation.sketch.models.creatures.anatomy import Look, ear, eye, mottled, pale, teeth
from generation.sketch.models.creatures.dragons import crest, dragon_head, leg, long_body, spine_of
from generation.sketch.models.creatures.wings import Wing, feather_wing, plumes
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, joined, strands, tube

HIDES = ("#1f6a5a", "#b03424", "#2a4a8a", "#c89a30")


def _wave(turns: float, high: float, long: float, count: int = 15) -> Array:
    at = np.linspace(0, 1, count)
    swell = np.sin(math.pi * np.clip(at * 1.05, 0, 1)) ** 0.5
    return np.stack(
        [
            long * (at - 0.5), high * swell * np.sin(math.tau * turns * at + 0.6) + 0.9 * high * at,
            0.45 * high * np.cos(math.tau * turns * at),
        ],
        axis=-1,
    )  # fmt: skip


def eastern(look: Look, rng: np.random.Generator) -> Mesh:
    """Make an eastern dragon, winding through the air: a mane, antlers, whiskers, four short legs, no wings."""
    hide = look.coat(HIDES, rng)
    belly, mane = mix(colour("#e0c070"), hide, 0.25), mix(colour("#e8a030"), hide, 0.15)
    knots = _wave(1.75, 0.95, 6.0)
    size = 0.27 * np.clip(np.sin(math.pi * np.linspace(0.0, 0.86, len(knots))) ** 0.6, 0.05, 1)
    size[-4:] = (0.25, 0.23, 0.20, 0.18)
    path, radii = spine_of(np.column_stack([knots, size]).tolist(), 7)
    parts = [long_body(path, radii, hide, belly, rng, 0.55), crest(path, radii, mane, 0.34)]
    for share, way in ((0.33, 1.0), (0.36, 1.0), (0.68, -1.0), (0.71, -1.0)):
        at = path[int(share * len(path))]
        side = 1.0 if share in {0.33, 0.68} else -1.0
        parts += leg(
            at + np.array([0.0, -0.12, 0.16 * side]),
            at + np.array([0.28, -0.62, 0.30 * side]),
            0.10,
            Skin(hide, 0.5),
            way,
            0.32,
        )
    parts += _eastern_head(path, hide, mane, rng)
    tail = path[0] + 0.10 * rng.standard_normal((16, 3))
    ends = tail + np.array([-0.55, 0.10, 0.0]) + 0.22 * rng.standard_normal((16, 3))
    parts.append(_hair(tail, ends, 0.05, mane, rng))
    return joined(parts).moved((0.0, 0.0, 0.0), 2.2)


def _hair(starts: Array, ends: Array, thick: float, tint: Colour, rng: np.random.Generator) -> Mesh:
    middles = 0.5 * (starts + ends) + 0.12 * np.linalg.norm(ends - starts, axis=1, keepdims=True) * rng.standard_normal(
        starts.shape
    )
    tints = np.array(tint, np.float64) * (0.7 + 0.5 * rng.random((len(starts), 1)))
    return strands(
        np.stack([starts, middles, ends], axis=1),
        thick * np.array([1.0, 0.8, 0.05])[None] * np.ones((len(starts), 1)), tints, Skin(BLACK, 0.3), 5,
    )  # fmt: skip


def _eastern_head(path: Array, hide: Colour, mane: Colour, rng: np.random.Generator) -> list[Mesh]:
    parts = [dragon_head(hide, colour("#fff060"), colour("#d8c890"), fire=False, swept=False)]
    horn = Skin(colour("#d8c890"), 0.5)
    for side in (-1, 1):
        parts += [
            tube(
                [
                    (side * 0.36, 0.55, -0.2), (side * 0.7, 1.35, -0.6), (side * 0.75, 2.05, -0.75),
                    (side * 1.05, 2.55, -0.8),
                ],
                [0.15, 0.12, 0.09, 0.02], horn, 8,
            ),
            tube([(side * 0.7, 1.35, -0.6), (side * 1.2, 1.75, -0.9)], [0.10, 0.02], horn, 6),
            tube(
                [
                    (side * 0.3, -0.05, 2.1), (side * 1.0, 0.25, 2.6), (side * 1.5, -0.5, 2.3),
                    (side * 2.1, -0.2, 1.7),
                ],
                [0.07, 0.06, 0.045, 0.01], Skin(mane, 0.3), 6,
            ),
            *ear((side * 0.7, 0.2, -0.35), (side * 1.4, 0.75, -0.9), 0.25, Skin(hide, 0.3), mane),
        ]  # fmt: skip
    turn = rng.random((46, 1)) * math.tau
    ring = np.concatenate([np.cos(turn), np.sin(turn), np.zeros_like(turn)], axis=1)
    starts = 0.62 * ring + np.array([0.0, 0.0, -0.5])
    ends = (1.0 + 0.7 * rng.random((46, 1))) * ring + np.array([0.0, 0.1, -1.9])
    parts.append(_hair(starts, ends, 0.14, mane, rng))
    beard = np.array([0.0, -0.95, 1.3]) + 0.15 * rng.standard_normal((12, 3))
    parts.append(
        _hair(beard, beard + np.array([0.0, -0.75, 0.1]) + 0.2 * rng.standard_normal((12, 3)), 0.08, mane, rng)
    )
    x, y, z = (float(value) for value in path[-1])
    return [joined(parts).turned(math.pi / 2 - 0.45, 0.10).moved((x + 0.12, y + 0.05, z), 0.25)]


def feathered(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a feathered serpent: a winding body with two wings of bright feathers, a crest and a fan at its tail."""
    hide = look.coat(("#1f7a5a", "#2a5aa0", "#8a2a5a"), rng)
    second, third = mix(colour("#e0b030"), hide, 0.1), colour("#c83a2a")
    flies = look.pose != "perch"
    rows = [
        (-2.6, -0.55, 0.3, 0.05), (-2.1, -0.15, 0.5, 0.12), (-1.4, 0.05, 0.25, 0.19), (-0.8, -0.30, -0.15, 0.24),
        (-0.2, -0.35, -0.1, 0.28), (0.35, 0.05, 0.0, 0.31), (0.70, 0.55, 0.0, 0.27), (1.00, 1.02, 0.05, 0.21),
        (1.36, 1.25, 0.15, 0.18), (1.60, 1.22, 0.2, 0.17),
    ]  # fmt: skip
    path, radii = spine_of(rows)
    parts = [long_body(path, radii, hide, second, rng, 0.5)]
    for side in (1.0, -1.0):
        held = Wing(
            np.array([0.42, 0.32, 0.22 * side]),
            2.5,
            side,
            (0.75 if side > 0 else 1.0) if flies else 1.15,
            0.6,
            -0.02,
            0.0 if flies else 0.25,
        )
        parts.append(feather_wing(held, (third, second, hide), rng))
    tail = np.tile(path[0], (9, 1))
    fan = np.linspace(-0.8, 0.8, 9)
    ends = tail + 1.05 * np.stack([-np.cos(fan), 0.15 + np.sin(fan), 0.2 * np.sin(fan)], axis=-1)
    tints = np.array([third if i % 2 else second for i in range(9)], np.float64)
    parts.append(
        plumes(tail, ends, np.full(9, 0.13), tints, np.tile(np.array([0.1, 0.2, 1.0]), (9, 1)), Skin(BLACK, 0.3))
    )
    head = [dragon_head(hide, colour("#fff0a0"), colour("#e8d8a8"), fire=False, swept=False)]
    fan = np.linspace(0.3, 2.84, 11)
    starts = np.stack([0.5 * np.cos(fan), 0.45 * np.sin(fan), np.full(11, -0.4)], axis=-1)
    ends = np.stack([2.3 * np.cos(fan), 0.3 + 2.2 * np.sin(fan), np.full(11, -1.5)], axis=-1)
    tints = np.array([third if i % 2 else second for i in range(11)], np.float64)
    head.append(
        plumes(starts, ends, np.full(11, 0.30), tints, np.tile(np.array([0.0, 0.2, 1.0]), (11, 1)), Skin(BLACK, 0.3))
    )
    x, y, z = (float(value) for value in path[-1])
    parts.append(joined(head).turned(math.pi / 2 - 0.5, 0.2).moved((x + 0.08, y, z), 0.23))
    return joined(parts).moved((0.0, 0.0, 0.0), 2.2)


def serpent(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a coiled serpent with a raised head, a hood and a forked tongue."""
    hide = look.coat(("#3a5a2c", "#5a4a2a", "#2c2a30", "#7a3a22"), rng)
    belly = mix(pale(hide, 0.45), colour("#d8c890"), 0.4)
    rows = [(0.85, 0.03, 0.35, 0.012), (0.70, 0.05, 0.55, 0.04)]
    for step in range(15):
        angle, reach = 0.9 + step * 0.86, 0.62 - 0.018 * step
        rows.append(
            (reach * math.cos(angle), 0.085 + 0.013 * step, 0.75 * reach * math.sin(angle), 0.06 + 0.0035 * step)
        )
    rows += [
        (0.10, 0.34, 0.28, 0.115),
        (-0.12, 0.60, 0.16, 0.105),
        (-0.10, 0.86, 0.06, 0.10),
        (0.06, 1.06, 0.05, 0.09),
        (0.22, 1.13, 0.09, 0.075),
    ]
    path, radii = spine_of(rows)
    body = long_body(path, radii, hide, belly, rng, 0.6)
    bands = np.sin(np.arange(len(body)) / 22 * 0.55)
    body = body.tinted(body.colours * (1 - 0.4 * (bands > 0.35))[:, None])
    hood = ball((-0.06, 0.92, 0.06), (0.10, 0.22, 0.24), Skin(hide, 0.5), 14, 18)
    skin = Skin(hide, 0.6)
    head = [
        ball((0, 0, 0.2), (0.85, 0.5, 1.15), skin, 14, 18), ball((0, -0.1, 1.0), (0.55, 0.36, 0.6), skin, 10, 14),
        tube([(0, -0.25, 1.4), (0, -0.35, 2.1)], [0.05, 0.05], Skin(colour("#d03040"), 0.4), 6),
    ]  # fmt: skip
    for side in (-1, 1):
        head += eye(
            (side * 0.55, 0.24, 0.72), 0.19, colour("#ffd030"), glow=0.8, slit=True, front=(side * 0.6, 0.2, 0.8)
        )
        head.append(tube([(0, -0.35, 2.1), (side * 0.22, -0.30, 2.5)], [0.05, 0.01], Skin(colour("#d03040"), 0.4), 6))
        head += teeth([((side * 0.22, -0.34, 1.3), -0.28)])
    raised = joined(head).turned(math.pi / 2 - 0.8, 0.15).moved((0.26, 1.15, 0.1), 0.12)
    return joined([body, mottled(hood, rng, 0.1), raised])


def naga(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a naga: a serpent as thick as a man, banded in gold, with a frill and a jewelled collar."""
    body = serpent(Look(look.pose, look.asked or colour("#1f6a54"), look.accent, look.second), rng)
    gold, gem = Skin(colour("#d8a838"), 1.0, 0.05, lift=0.02), Skin(look.accent, 0.8, 0.9, lift=0.05)
    bands = np.sin(np.arange(len(body)) / 22 * 0.9) > 0.72
    body = body.tinted(np.where(bands[:, None], np.array(colour("#d8a838"), float), body.colours))
    neck = np.array([-0.115, 0.78, 0.09])
    collar = []
    for step in range(15):
        turn = math.tau * step / 14
        x, z = neck[0] + 0.135 * math.cos(turn), neck[2] + 0.135 * math.sin(turn)
        collar.append((float(x), float(neck[1] - 0.03 * math.cos(turn)), float(z)))
    parts = [body, tube(collar, [0.022] * len(collar), gold, 8)]
    parts += [ball((float(x), float(y) - 0.03, float(z)), (0.024, 0.032, 0.024), gem, 6, 8) for x, y, z in collar[::2]]
    frill = np.linspace(-2.0, 2.0, 13)
    starts = np.stack([0.14 + 0 * frill, 1.10 + 0.05 * np.cos(frill), 0.08 + 0.07 * np.sin(frill)], axis=-1)
    ends = np.stack(
        [0.02 - 0.10 * np.cos(frill), 1.14 + 0.30 * np.cos(0.7 * frill), 0.08 + 0.34 * np.sin(0.75 * frill)], axis=-1
    )
    tints = np.array([colour("#c8443a") if at % 2 else colour("#e0b040") for at in range(13)], np.float64)
    parts.append(
        plumes(starts, ends, np.full(13, 0.055), tints, np.tile(np.array([0.6, 0.2, 0.6]), (13, 1)), Skin(BLACK, 0.3))
    )
    return joined(parts).moved((0.0, 0.0, 0.0), 1.75)


SERPENTS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "dragon_eastern": eastern,
    "dragon_feathered": feathered,
    "serpent": serpent,
    "naga": naga,
}
