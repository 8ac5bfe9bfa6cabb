"""What flies from a model: sparks, and arcs of current over it."""

import numpy as np

from generation.sketch.canvas.palette import colour
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, joined, strands
from generation.sketch.models.states.finer import size_of, spread

ARC, SPARK = colour("#bfe4ff"), colour("#ffd27a")
STEPS = 9


def sparking(mesh: Mesh, up: Array, rng: np.random.Generator) -> Mesh:
    """Let current arc over it, and sparks fly from where it leaps."""
    size, paths, radii, tints = size_of(mesh), list[Array](), list[Array](), list[Array]()
    shares = np.linspace(0, 1, STEPS)
    parts = [mesh]
    liking = 0.05 + np.clip(mesh.normals @ up, 0, 1) + 0.7 * np.clip(mesh.normals[:, 2], 0, 1)
    for index in spread(mesh, rng, 3, liking).tolist():
        middle, out = mesh.centres()[index], mesh.normals[index] + 0.6 * up
        x, y, z = middle.tolist()
        parts.append(ball((x, y, z), (0.009 * size,) * 3, Skin(ARC, 0.0, 1.0, lift=0.02 * size), 6, 8))
        for _ in range(2):
            away = rng.normal(size=3) + out
            long = size * (0.10 + 0.16 * float(rng.random()))
            bent = rng.normal(size=(STEPS, 3)) * 0.022 * size * np.sin(shares * np.pi)[:, None]
            bow = out * (np.sin(shares * np.pi) * 0.10 * size)[:, None]
            paths.append(middle + away / np.linalg.norm(away) * (shares * long)[:, None] + bow + bent)
            radii.append(np.full(STEPS, 0.0022 * size))
            tints.append(np.array(ARC, np.float64))
        for _ in range(16):
            away = rng.normal(size=3) * 0.8 + out
            long = size * (0.08 + 0.28 * float(rng.random()))
            start = 0.25 * float(rng.random())
            way = start + (1 - start) * shares
            fall = up * (way**2 * 0.45 * long)[:, None]
            paths.append(middle + away / np.linalg.norm(away) * (way * long)[:, None] - fall)
            radii.append(0.0022 * size * (1.1 - way))
            tints.append(np.array(SPARK, np.float64))
    light = strands(np.array(paths), np.array(radii), np.array(tints), Skin(SPARK, 0.0, 1.0, lift=0.01 * size), 3)
    return joined([*parts, light])
