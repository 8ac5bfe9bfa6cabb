"""Giant spiders and insects: shells, jointed legs, wings like glass."""

import math
from collections.abc import Callable

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, mix
from generation.sketch.models.creatures.anatomy import Look, coat_of_hair, deep, eye, mottled, pale, points, teeth
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, joined, sheet, tube

RED = colour("#ff3020")


def jointed(root: Array, knee: Array, foot: Array, thick: float, skin: Skin) -> list[Mesh]:
    """Make an insect's leg of three stiff parts."""
    ankle = foot + 0.30 * (knee - foot) * np.array([1.0, 0.7, 1.0])
    return [
        tube(points([root, root + 0.6 * (knee - root), knee]), [0.8 * thick, 1.1 * thick, 0.75 * thick], skin, 8),
        tube(points([knee, ankle]), [0.75 * thick, 0.5 * thick], skin, 8),
        tube(points([ankle, foot]), [0.45 * thick, 0.12 * thick], skin, 6),
        ball(points([knee])[0], (0.85 * thick,) * 3, skin, 6, 8),
    ]


def spider(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a spider: two round parts, eight legs, many eyes, fangs, hair."""
    hide = look.coat(("#4a3a30", "#5a4028", "#3a3640"), rng)
    skin = Skin(hide, 0.35)
    back = ball((-0.50, 0.52, 0), (0.46, 0.38, 0.40), skin, 18, 26)
    spots = np.clip(
        np.sin(back.centres()[:, 0] * 17) * np.cos(back.centres()[:, 2] * 12) * (back.normals[:, 1] > 0.2), 0, 1
    )
    back = mottled(back.tinted(back.colours + spots[:, None] * np.array([150.0, 50.0, 20.0])), rng, 0.15)
    parts = [
        back,
        ball((0.06, 0.42, 0), (0.27, 0.19, 0.24), skin, 14, 20),
        ball((0.30, 0.40, 0), (0.14, 0.13, 0.15), skin, 12, 16),
    ]
    for side in (1.0, -1.0):
        for index, (way, reach, high) in enumerate(
            ((0.95, 1.02, 0.92), (0.35, 0.86, 0.86), (-0.30, 0.86, 0.84), (-0.95, 1.15, 0.90))
        ):
            aside = np.array([math.sin(way) * 0.9, 0.0, math.cos(way) * side])
            root = np.array([0.05, 0.42, 0.0]) + 0.20 * aside
            knee = root + 0.46 * aside * reach + np.array([0.0, high * 0.55, 0.0])
            foot = root + aside * reach * 0.98
            foot[1] = 0.0 if index or side < 0 else 0.16
            parts += jointed(root, knee, foot, 0.052, skin)
        parts.append(
            tube(
                [(0.36, 0.38, 0.06 * side), (0.46, 0.32, 0.08 * side), (0.47, 0.18, 0.05 * side)],
                [0.055, 0.05, 0.008],
                Skin(deep(hide, 0.5), 0.8),
                8,
            )
        )
        parts += jointed(
            np.array([0.30, 0.38, 0.10 * side]),
            np.array([0.46, 0.46, 0.20 * side]),
            np.array([0.56, 0.24, 0.16 * side]),
            0.035,
            skin,
        )
        for x, y, z, size in (
            (0.40, 0.47, 0.050, 0.038),
            (0.38, 0.52, 0.11, 0.026),
            (0.34, 0.54, 0.05, 0.024),
            (0.42, 0.41, 0.10, 0.022),
        ):
            parts.append(ball((x, y, z * side), (size,) * 3, Skin(RED, 0.9, 0.85, lift=0.06), 8, 10))
    parts.append(coat_of_hair(joined(parts), rng, 700, 0.06, (-0.3, 0.3, 0.0), thick=0.07))
    return joined(parts)


def beetle(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a beetle with shining wing cases and great jaws."""
    hide = look.coat(("#1c3a34", "#2a2238", "#3a2418"), rng)
    shell, dark = Skin(hide, 1.0), Skin(deep(hide, 0.6), 0.7)
    parts = [
        ball((-0.30, 0.36, 0), (0.62, 0.20, 0.40), dark, 12, 20),
        ball((0.36, 0.40, 0), (0.24, 0.24, 0.34), shell, 14, 20),
        ball((0.62, 0.34, 0), (0.17, 0.15, 0.20), dark, 12, 16),
    ]  # fmt: skip
    for side in (1.0, -1.0):
        case = ball((-0.30, 0.40, 0.19 * side), (0.60, 0.36, 0.25), shell, 16, 24)
        ridge = 1 - 0.25 * (np.sin(case.centres()[:, 2] * 60) > 0.3)
        parts.append(case.tinted(case.colours * ridge[:, None]))
        parts.append(
            tube(
                [(0.72, 0.34, 0.10 * side), (0.98, 0.36, 0.22 * side), (1.16, 0.40, 0.06 * side)],
                [0.07, 0.055, 0.01],
                Skin(deep(hide, 0.4), 0.9),
                10,
            )
        )
        parts.append(
            tube(
                [(0.66, 0.46, 0.10 * side), (0.90, 0.66, 0.22 * side), (1.10, 0.60, 0.34 * side)],
                [0.018, 0.014, 0.022],
                dark,
                6,
            )
        )
        parts += eye((0.68, 0.42, 0.15 * side), 0.055, RED, glow=0.8, front=(0.6, 0.3, side))
        for x, way in ((0.36, 0.5), (0.0, -0.1), (-0.35, -0.6)):
            root = np.array([x, 0.30, 0.26 * side])
            knee = root + np.array([0.20 * way, 0.20, 0.30 * side])
            parts += jointed(root, knee, np.array([x + 0.75 * way, 0.0, 0.72 * side]), 0.045, dark)
    parts.append(
        tube([(0.52, 0.52, 0), (0.66, 0.86, 0), (0.92, 1.02, 0)], [0.085, 0.06, 0.015], Skin(deep(hide, 0.5), 0.9), 10)
    )
    return joined(parts)


def _glass_wing(root: Array, tip: Array, wide: float, up: Array, tint: Colour) -> Mesh:
    along = np.linspace(0, 1, 9)[:, None, None]
    across = np.linspace(-1, 1, 5)[None, :, None]
    shape = wide * np.sin(math.pi * np.clip(along * 0.92 + 0.06, 0, 1)) ** 0.7
    mesh = sheet(
        root + along * (tip - root) + across * shape * up,
        root - np.array([0.0, 9.0, 0.0]),
        Skin(tint, 0.9, 0.12, thin=True),
    )
    veins = 1 - 0.35 * (np.arange(len(mesh)) % 4 == 0) - 0.18 * (np.arange(len(mesh)) // 4 % 2)
    return mesh.tinted(mesh.colours * veins[:, None])


def wasp(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a wasp in flight, with a striped tail and a sting."""
    hide = look.coat(("#e0a818", "#d88018"), rng)
    dark = Skin(colour("#17140f"), 0.6)
    tail = tube(
        [(-0.12, 0.05, 0), (-0.34, -0.02, 0), (-0.62, -0.18, 0), (-0.86, -0.42, 0), (-0.94, -0.56, 0)],
        [0.05, 0.18, 0.22, 0.14, 0.05],
        Skin(hide, 0.7),
        20,
    )
    stripes = (np.sin(tail.centres()[:, 0] * 34) > 0.0)[:, None]
    tail = tail.tinted(np.where(stripes, np.array([24.0, 20.0, 16.0]), tail.colours))
    parts = [
        tail, tube([(-0.94, -0.56, 0), (-1.0, -0.76, 0)], [0.035, 0.004], dark, 8),
        ball((0.10, 0.10, 0), (0.26, 0.22, 0.20), dark, 14, 18),
        ball((0.42, 0.08, 0), (0.15, 0.17, 0.19), Skin(hide, 0.6), 12, 16),
    ]  # fmt: skip
    parts.append(
        coat_of_hair(parts[2], rng, 260, 0.06, (-0.6, 0.2, 0.0)).tinted(
            np.full((260 * 6, 3), 120.0) * np.array([1.0, 0.8, 0.3])
        )
    )
    for side in (1.0, -1.0):
        parts.append(
            ball((0.47, 0.14, 0.13 * side), (0.09, 0.12, 0.08), Skin(colour("#5a1010"), 1.0, 0.35, lift=0.04), 10, 12)
        )
        parts.append(
            tube(
                [(0.50, 0.20, 0.06 * side), (0.66, 0.36, 0.14 * side), (0.86, 0.34, 0.22 * side)],
                [0.018, 0.016, 0.014],
                dark,
                6,
            )
        )
        parts.append(
            tube(
                [(0.52, -0.02, 0.07 * side), (0.64, -0.10, 0.09 * side), (0.64, -0.18, 0.02 * side)],
                [0.04, 0.03, 0.008],
                dark,
                6,
            )
        )
        pale_ = mix(colour("#c8d8e0"), hide, 0.15)
        parts.append(
            _glass_wing(
                np.array([0.10, 0.26, 0.08 * side]),
                np.array([-0.52, 0.92, 0.72 * side]),
                0.17,
                np.array([0.8, 0.45, 0.0]),
                pale_,
            )
        )
        parts.append(
            _glass_wing(
                np.array([-0.02, 0.22, 0.08 * side]),
                np.array([-0.72, 0.42, 0.58 * side]),
                0.12,
                np.array([0.6, 0.7, 0.0]),
                pale_,
            )
        )
        for x, way in ((0.24, 0.35), (0.10, -0.05), (-0.04, -0.45)):
            root = np.array([x, -0.06, 0.12 * side])
            parts += jointed(
                root,
                root + np.array([0.12 * way, -0.12, 0.26 * side]),
                root + np.array([0.6 * way, -0.52, 0.24 * side]),
                0.026,
                dark,
            )
    return joined(parts)


def mantis(look: Look, rng: np.random.Generator) -> Mesh:
    """Make a mantis that raises its arms."""
    hide = look.coat(("#4a8a34", "#6a8a3a", "#7a6a3a"), rng)
    skin, light = Skin(hide, 0.5), Skin(pale(hide, 0.25), 0.5)
    parts = [
        tube(
            [(-0.98, 0.42, 0), (-0.70, 0.50, 0), (-0.30, 0.66, 0), (-0.05, 0.78, 0)],
            [0.05, 0.16, 0.17, 0.10],
            light,
            18,
        ),
        tube([(-0.08, 0.78, 0), (0.16, 1.10, 0), (0.30, 1.46, 0)], [0.085, 0.07, 0.06], skin, 14),
        ball((0.38, 1.58, 0), (0.13, 0.12, 0.17), skin, 12, 16),
        tube([(0.40, 1.54, 0), (0.52, 1.40, 0)], [0.075, 0.02], skin, 10),
    ]
    for side in (1.0, -1.0):
        parts.append(
            tube(
                [(-1.02, 0.50, 0.05 * side), (-0.55, 0.66, 0.11 * side), (-0.05, 0.84, 0.07 * side)],
                [0.03, 0.13, 0.05],
                Skin(deep(hide, 0.8), 0.6),
                12,
                0.4,
            )
        )
        parts.append(
            ball((0.43, 1.65, 0.15 * side), (0.085, 0.10, 0.085), Skin(colour("#e8e080"), 0.9, 0.55, lift=0.04), 10, 12)
        )
        parts.append(
            tube(
                [(0.44, 1.70, 0.05 * side), (0.60, 1.98, 0.12 * side), (0.84, 2.10, 0.2 * side)],
                [0.014, 0.011, 0.008],
                skin,
                6,
            )
        )
        shoulder, elbow, wrist = (
            np.array([0.24, 1.28, 0.07 * side]),
            np.array([0.50, 0.98, 0.24 * side]),
            np.array([0.80, 1.52, 0.22 * side]),
        )
        tip = np.array([0.88, 1.06, 0.16 * side])
        parts += [
            tube(points([shoulder, elbow]), [0.045, 0.055], skin, 10),
            tube(points([elbow, 0.5 * (elbow + wrist), wrist]), [0.055, 0.085, 0.045], light, 10),
            tube(
                points([wrist, 0.5 * (wrist + tip) + np.array([0.05, 0, 0]), tip]), [0.045, 0.045, 0.006], skin, 10,
            ),
        ]  # fmt: skip
        spikes = [
            (tuple((elbow + (wrist - elbow) * share + np.array([0.07, -0.02, 0.0])).tolist()), -0.11)
            for share in (0.25, 0.45, 0.65, 0.85)
        ]
        parts += teeth([((x, y, z), long) for (x, y, z), long in spikes], Skin(deep(hide, 0.5), 0.6))
        for x, way in ((-0.10, 0.62), (-0.42, -0.55)):
            root = np.array([x, 0.68, 0.09 * side])
            knee = root + np.array([0.28 * way, 0.34, 0.42 * side])
            parts += jointed(root, knee, np.array([x + 0.75 * way, 0.0, 0.66 * side]), 0.038, skin)
    return joined(parts)


CRAWLERS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {
    "spider": spider, "beetle": beetle, "wasp": wasp, "mantis": mantis,
}  # fmt: skip
