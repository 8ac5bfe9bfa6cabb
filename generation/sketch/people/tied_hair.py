"""Hair that is tied: combed back to a knot at the back of the head, with a tail, a bun, or two braids."""

import math

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim
from generation.sketch.models.mesh import Mesh, Skin, joined, tube
from generation.sketch.people.haircuts import KNOT, TIED, Strand, combed, grown, toned
from generation.sketch.people.person import Person


def tied(person: Person, tint: Colour, style: str) -> Mesh:
    """Comb the hair back and tie it: a tail, a knot, or two braids that fall over the shoulders."""
    made = [combed(person, tint, TIED)]
    rng, count = person.rng("tied"), (12, 24, 160)[person.detail]
    if style == "ponytail":
        parts = []
        for _ in range(count):
            luck = rng.random(5) - 0.5
            path = KNOT + np.array([
                (0.0, 0.0, 0.0), (0.10 * luck[0], 0.06, -0.12), (0.16 * luck[1], -0.30, -0.20 + 0.10 * luck[2]),
                (0.22 * luck[1], -0.72 + 0.25 * luck[3], -0.10 + 0.12 * luck[2]),
            ])  # fmt: skip
            parts.append(Strand(path, (0.05, 0.04, 0.016)[person.detail], toned(tint, 0.5 + float(luck[4])), 0.3))
        made.append(grown(person, parts))
        made.append(
            tube(
                [tuple(KNOT), (0.0, KNOT[1] + 0.015, KNOT[2] - 0.045)],
                [0.07, 0.07],
                Skin(colour("#1a1a1e"), 0.4),
                person.sides,
            )
        )
    if style == "bun":
        turns = np.linspace(0, 9 * math.tau, (30, 60, 260)[person.detail])
        up = np.linspace(-1.2, 1.35, len(turns))
        round_ = 0.115 * np.cos(up)[:, None] * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
        coil = np.stack([round_[:, 0], KNOT[1] + 0.02 + round_[:, 1], KNOT[2] - 0.06 - 0.10 * np.sin(up)], axis=-1)
        made.append(
            tube(
                [(float(a), float(b), float(c)) for a, b, c in coil],
                [0.030] * len(coil),
                Skin(dim(tint, 0.95), 0.14),
                (5, 6, 8)[person.detail],
            )
        )
    if style == "braids":
        for side in (-1, 1):
            steps = np.linspace(0, 1, (8, 16, 60)[person.detail])
            way = np.array([(0.34, -0.12, -0.14), (0.39, -0.46, 0.0), (0.33, -0.80, 0.22), (0.32, -1.15, 0.27)])
            middle = np.stack([np.interp(steps * 3, range(4), way[:, axis]) for axis in range(3)], axis=-1)
            for phase in (0.0, math.tau / 3, 2 * math.tau / 3):  # three plaits wind about one another
                weave = steps * 30 + phase
                spots = (
                    middle
                    + np.stack([0.036 * np.sin(weave), 0 * weave, 0.022 * np.sin(2 * weave)], axis=-1)
                    * (1 - 0.4 * steps)[:, None]
                )
                tone = dim(tint, 0.85 + 0.12 * phase / 2)
                made.append(
                    tube(
                        [(side * float(a), float(b), float(c)) for a, b, c in spots],
                        list(0.040 * (1 - 0.45 * steps)),
                        Skin(tone, 0.10),
                        (4, 5, 8)[person.detail],
                    )
                )
    return joined(made)
