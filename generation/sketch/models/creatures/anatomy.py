"""What bodies are built of: jointed legs, coats of hair, markings, eyes, ears; a body's front is towards x."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, Vector, ball, strands, tube

HORN = colour("#d8cfb8")
FIRE = (colour("#ff5a10"), colour("#ff9a20"), colour("#ffd860"))


@dataclass(frozen=True, slots=True)
class Look:
    """How a creature is to look: its pose, the colour asked for if any, its light, and how finely it is built."""

    pose: str = ""
    asked: Colour | None = None
    accent: Colour = WHITE
    second: Colour = WHITE
    detail: int = 1

    def coat(self, codes: Sequence[str], rng: np.random.Generator) -> Colour:
        """Return the colour asked for, or one of the usual ones."""
        usual = colour(codes[int(rng.integers(len(codes)))])
        return mix(usual, self.asked, 0.85) if self.asked else usual


LAID = 0.15  # of their length: locks that stand out less than that lie on the skin


def bent(root: Array, foot: Array, upper: float, lower: float, way: float) -> Array:
    """Return the joint between a root and a foot, for bones of two lengths; `way` 1 bends it to the front."""
    ahead = foot - root
    far = min(float(np.linalg.norm(ahead)), 0.999 * (upper + lower))
    along = (upper**2 - lower**2 + far**2) / (2 * max(far, 1e-6))
    aside = math.sqrt(max(0.0, upper**2 - along**2))
    straight = ahead / max(float(np.linalg.norm(ahead)), 1e-6)
    across = np.array([-straight[1], straight[0], 0.0])
    across = across if across[0] * way > 0 else -across
    return np.asarray(root + straight * along + across * aside)


def points(rows: Array | Sequence[Array | Sequence[float]]) -> list[Vector]:
    """Return rows of three as points of a tube."""
    return [(float(x), float(y), float(z)) for x, y, z in rows]


def shaded(mesh: Mesh, rule: Callable[[Array, Array], Array]) -> Mesh:
    """Tint a mesh: the rule gets the middles and the colours of its quads, and returns their colours."""
    return mesh.tinted(rule(mesh.centres(), mesh.colours))


def mottled(mesh: Mesh, rng: np.random.Generator, amount: float) -> Mesh:
    """Vary the brightness of each quad a little."""
    return mesh.tinted(mesh.colours * (1 + amount * (rng.random((len(mesh), 1)) - 0.5)))


def clouded(mesh: Mesh, rng: np.random.Generator, amount: float) -> Mesh:
    """Vary the brightness of a surface in soft clouds, which no quad's edge shows through."""
    ways, phases = rng.normal(size=(3, 6)) * 13, rng.random(6) * 6
    return mesh.tinted(mesh.colours * (1 + amount * np.sin(mesh.centres() @ ways + phases).mean(axis=1))[:, None])


def tones(codes: tuple[Colour, Colour], share: Array) -> Array:
    """Blend two colours by a share for each quad."""
    first, second = np.array(codes[0], np.float64), np.array(codes[1], np.float64)
    return np.asarray(first + (second - first) * np.clip(share, 0, 1)[:, None])


def coat_of_hair(  # noqa: PLR0913, PLR0917 - where locks grow, and how each lies
    mesh: Mesh, rng: np.random.Generator, count: int, length: float, flow: Vector = (-1.0, -0.35, 0.0),
    where: Callable[[Array], Array] | None = None, thick: float = 0.10, lift: float = 0.22,
) -> Mesh:  # fmt: skip
    """Grow locks on a mesh, lying along `flow`; `where` returns how likely they grow at each quad's middle.

    `lift` is the share of their length that their ends stand out.
    """
    middles = mesh.centres()
    diagonal = mesh.corners[:, 2] - mesh.corners[:, 0]
    area = np.einsum("ij,ij->i", diagonal, diagonal) + 1e-9
    weight = area * (where(middles) if where else 1.0)
    chosen = rng.choice(len(mesh), count, p=weight / weight.sum())
    start, normal = middles[chosen], mesh.normals[chosen]
    long = length * (0.6 + 0.8 * rng.random((count, 1)))
    lie = np.array(flow) + 0.25 * rng.standard_normal((count, 3))
    lie -= (1 - lift) * np.einsum("ij,ij->i", lie, normal)[:, None] * normal if lift < LAID else 0.0
    middle = start + long * (0.9 * lift * normal + 0.40 * lie)
    end = start + long * (1.1 * lift * normal + 0.95 * lie)
    paths = np.stack([start - 0.2 * long * normal, middle, end], axis=1)
    radii = length * thick * np.array([1.0, 0.8, 0.1])[None] * np.ones((count, 1))
    tints = mesh.colours[chosen] * (0.78 + 0.44 * rng.random((count, 1)))
    return strands(paths, radii, tints, Skin(BLACK, 0.1), 3)


def flames(
    roots: Array, rng: np.random.Generator, length: float, tints: Sequence[Colour], drift: Vector = (-0.5, 1.0, 0.0)
) -> Mesh:
    """Let tongues of fire rise from points (n, 3)."""
    count = len(roots)
    long = length * (0.5 + rng.random((count, 1)))
    way = np.array(drift) + 0.35 * rng.standard_normal((count, 3))
    sway = 0.16 * rng.standard_normal((count, 3)) * np.array([1.0, 0.2, 1.0])
    steps = np.linspace(0, 1, 8)
    bulge = np.sin(steps * math.pi * 1.5)
    paths = roots[:, None] + long[:, None] * (
        steps[None, :, None] * way[:, None] + bulge[None, :, None] * sway[:, None]
    )
    radii = long * 0.12 * (np.sin(math.pi * (0.12 + 0.88 * steps**0.7)) + 0.02)[None]
    palette = np.array(tints, np.float64)
    chosen = palette[rng.integers(len(palette), size=count)]
    return strands(paths, radii, chosen, Skin(BLACK, 0.0, 0.52), 5)


def eye(
    at: Vector, radius: float, iris: Colour, *, glow: float = 0.0, slit: bool = False, front: Vector = (0, 0, 1)
) -> list[Mesh]:
    """Make an eye with its pupil towards `front`, and a light in it."""
    ahead = np.array(front, np.float64) / np.linalg.norm(front)
    pupil = np.array(at) + ahead * radius * 0.55
    shape = (radius * 0.24, radius * 0.72, radius * 0.6) if slit else (radius * 0.5,) * 3
    spark = np.array(at) + ahead * radius * 0.9 + radius * np.array([0.25, 0.35, 0.0])
    lift = radius * 0.8
    return [
        ball(at, (radius,) * 3, Skin(iris, 0.9, glow, lift=lift), 10, 14),
        ball(points([pupil])[0], shape, Skin(BLACK, 0.9, lift=1.6 * lift), 8, 10),
        ball(points([spark])[0], (radius * 0.16,) * 3, Skin(WHITE, 1.0, 0.5, lift=2.6 * lift), 5, 6),
    ]


def ear(base: Vector, tip: Vector, wide: float, skin: Skin, inside: Colour, *, blunt: float = 0.1) -> list[Mesh]:
    """Make a flat ear that is open to the front (z)."""
    low, high = np.array(base), np.array(tip)
    middle = 0.5 * (low + high) + np.array([0.10 * np.sign(tip[0]) * wide, 0.0, 0.0])
    radii = [wide, 0.72 * wide, blunt * wide]
    shell = tube(points([low, middle, high]), radii, skin, 10, 0.34)
    shift = np.array([0.0, 0.0, 0.20 * wide])
    hollow = tube(
        points([low + 0.1 * (high - low) + shift, middle + shift, low + 0.86 * (high - low) + shift]),
        [0.66 * wide, 0.46 * wide, 0.06 * wide], Skin(inside, 0.1, lift=0.12 * wide), 8, 0.2,
    )  # fmt: skip
    return [shell, hollow]


def whiskers(at: Vector, long: float, tint: Colour = WHITE) -> Mesh:
    """Make whiskers to both sides of a muzzle that points to the front (z)."""
    paths = []
    for side in (-1, 1):
        for row in range(4):
            rise = 0.12 * (row - 1.2)
            start = np.array(at) + np.array([side * 0.12 * long, 0.04 * row * long - 0.06 * long, 0.0])
            end = start + long * np.array([side, rise, 0.15])
            paths.append([start, (start + end) / 2 + np.array([0, 0.05 * long, 0.0]), end])
    count = len(paths)
    return strands(
        np.array(paths), np.full((count, 3), 0.010 * long) * np.array([1.0, 0.8, 0.4]),
        np.tile(np.array(tint, np.float64), (count, 1)), Skin(tint, 0.2, 0.06), 3,
    )  # fmt: skip


def claws(at: Array, size: float, count: int = 4, tint: Colour = HORN, way: float = 1.0) -> list[Mesh]:
    """Make claws at the front of a paw."""
    out = []
    for index in range(count):
        z = (index - (count - 1) / 2) * size * 0.62
        start = at + np.array([0.0, 0.0, z])
        mid, end = start + size * np.array([way * 0.7, 0.1, 0.0]), start + size * np.array([way * 1.2, -0.42, 0.0])
        out.append(tube(points([start, mid, end]), [size * 0.22, size * 0.16, size * 0.03], Skin(tint, 0.8), 6))
    return out


def teeth(rows: Sequence[tuple[Vector, float]], skin: Skin | None = None) -> list[Mesh]:
    """Make pointed teeth at places, each as long as said, upwards or (negative) downwards."""
    ivory = skin or Skin(colour("#efe6cc"), 0.7)
    out = []
    for (x, y, z), long in rows:
        ends = [(x, y, z), (x, y + 0.55 * long, z + 0.05 * abs(long)), (x, y + long, z)]
        out.append(tube(ends, [0.28 * abs(long), 0.20 * abs(long), 0.02 * abs(long)], ivory, 6))
    return out


def lifted(skin: Skin, by: float) -> Skin:
    """Return a skin that is drawn as if it were that much nearer."""
    return replace(skin, lift=by)


def pale(tint: Colour, share: float = 0.5) -> Colour:
    """Return a colour nearer to white."""
    return mix(tint, WHITE, share)


def deep(tint: Colour, share: float = 0.5) -> Colour:
    """Return a darker colour."""
    return dim(tint, share)
