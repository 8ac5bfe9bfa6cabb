"""Wings, of skin and of feathers, and feathers in rows: a wing is spread in a plane that rises from its root."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generation.sketch.canvas.palette import BLACK, Colour
from generation.sketch.models.creatures.anatomy import deep, points
from generation.sketch.models.mesh import Array, Mesh, Skin, joined, sheet, tube

TIPS = ((1.0, 0.10), (0.97, 0.44), (0.80, 0.68), (0.56, 0.78), (0.30, 0.72))  # of fingers: outwards, backwards


@dataclass(frozen=True, slots=True)
class Wing:
    """Where a wing is: its root, its span, its side (1 near, -1 far), and how it is held, in radians.

    `rise` is its angle above the level, `bend` how much the outer half droops, `sweep` how far it is turned back;
    `shut` from 0 to 1 draws the outer half in.
    """

    root: Array
    span: float
    side: float
    rise: float = 0.7
    bend: float = 0.5
    sweep: float = 0.0
    shut: float = 0.0

    def at(self, out: float, back: float) -> Array:
        """Return the place of a spot of the wing: shares of the span outwards, and backwards."""
        fold = max(0.0, out - 0.45) * self.shut
        out, back = out - 0.75 * fold, back + 0.9 * fold
        cosine, sine = math.cos(self.sweep), math.sin(self.sweep)
        out, back = out * cosine - back * sine * 0.5, back * cosine + out * sine
        angle = self.rise - self.bend * max(0.0, out - 0.35)
        inner = min(out, 0.35)
        up = inner * math.sin(self.rise) + max(0.0, out - 0.35) * math.sin(angle)
        aside = inner * math.cos(self.rise) + max(0.0, out - 0.35) * math.cos(angle)
        return np.asarray(self.root + self.span * np.array([-back, up - 0.10 * back, self.side * aside]))


def skin_wing(wing: Wing, bone: Skin, web: Colour, *, glow: float = 0.06) -> Mesh:
    """Make a wing of skin between fingers, with a hollowed hind edge and a thumb's claw."""
    elbow, wrist = wing.at(0.22, -0.10), wing.at(0.46, -0.16)
    tips = [wing.at(*tip) for tip in TIPS]
    heel = wing.at(0.02, 0.62)
    thick = 0.032 * wing.span
    parts = [tube(points([wing.root, elbow, wrist]), [1.2 * thick, thick, 0.75 * thick], bone, 10)]
    for tip in tips:
        middle = 0.5 * (wrist + tip) + 0.03 * wing.span * np.array([0.5, 0.5, 0.0])
        parts.append(tube(points([wrist, middle, tip]), [0.55 * thick, 0.4 * thick, 0.10 * thick], bone, 6))
    parts.append(
        tube(
            points([wrist, wrist + 0.10 * wing.span * np.array([0.7, 0.5, 0.0])]), [0.4 * thick, 0.03 * thick], bone, 6
        )
    )
    for one, other in pairwise([*tips, heel]):
        parts.append(_web(wrist if other is not heel else elbow, one, other, web, glow))
    parts.append(_web(wing.root, elbow, heel, web, glow, hollow=0.0))
    parts.append(_web(elbow, wrist, tips[-1], web, glow, hollow=0.0))
    return joined(parts)


def _web(hub: Array, one: Array, other: Array, tint: Colour, glow: float, hollow: float = 0.22) -> Mesh:
    """Span skin from a hub between two tips."""
    out = np.linspace(0, 1, 9)[:, None, None]
    across = np.linspace(0, 1, 7)[None, :, None]
    edge = (1 - across) * one + across * other
    scallop = 1 - hollow * np.sin(math.pi * across) * out
    grid = hub + out * scallop * (edge - hub)
    mesh = sheet(grid, hub + np.array([0.0, -9.0, 0.0]), Skin(tint, 0.25, glow, thin=True))
    shade = np.repeat(np.linspace(0.62, 1.12, 8), 6) * np.tile(1 - 0.22 * np.abs(np.linspace(-1, 1, 6)) ** 2, 8)
    return mesh.tinted(mesh.colours * shade[:, None])


def plumes(starts: Array, ends: Array, wide: Array, tints: Array, face: Array, skin: Skin) -> Mesh:
    """Make feathers (n) from starts to ends, lying in the plane whose normal is `face`, with a darker quill line."""
    steps = np.array([0.0, 0.25, 0.6, 0.86, 1.0])
    profile = np.array([0.45, 0.95, 1.0, 0.72, 0.06])
    ahead = ends - starts
    across = np.cross(ahead, face)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    middle = starts[:, None] + steps[None, :, None] * ahead[:, None]
    half = (wide[:, None] * profile[None])[..., None] * across[:, None]
    sides = []
    for way, tone in ((-1.0, 0.92), (1.0, 1.08)):
        edge = middle + way * half
        corners = np.stack([middle[:, :-1], edge[:, :-1], edge[:, 1:], middle[:, 1:]], axis=2).reshape(-1, 4, 3)
        tilt = face + 0.35 * way * across
        normals = np.repeat(tilt / np.linalg.norm(tilt, axis=1, keepdims=True), len(steps) - 1, axis=0)
        colours = np.repeat(tints * tone, len(steps) - 1, axis=0)
        stuff = np.tile(np.array(skin.row()), (len(corners), 1))
        stuff[:, 2] = 0.0
        flip = np.where(normals[:, 2:] < 0, -1.0, 1.0)  # a feather is seen from both sides alike
        sides.append(Mesh(corners, normals * flip, np.clip(colours, 0, 255), stuff))
    return joined(sides)


def feather_wing(wing: Wing, tints: Sequence[Colour], rng: np.random.Generator, skin: Skin | None = None) -> Mesh:
    """Make a wing of feathers: long ones at the edge, and two rows that cover them; `tints` from edge to shoulder."""
    skin = skin or Skin(BLACK, 0.25)
    elbow, wrist = wing.at(0.24, -0.06), wing.at(0.50, -0.10)
    arm = np.array([wing.root, elbow, wrist, wing.at(0.62, -0.04)])
    normal = np.cross(wing.at(0.4, 0.0) - wing.root, wing.at(0.2, 0.4) - wing.at(0.2, 0.0))
    normal /= np.linalg.norm(normal)
    thick = 0.030 * wing.span
    parts = [tube(points(arm), [1.5 * thick, 1.2 * thick, 0.9 * thick, 0.4 * thick], Skin(tints[-1], 0.2), 10)]
    for row, (count, long, wide, tint) in enumerate(
        ((19, 1.0, 0.055, tints[0]), (17, 0.62, 0.05, tints[1 % len(tints)]), (15, 0.34, 0.045, tints[-1]))
    ):
        share = np.linspace(0, 1, count)
        starts, ends = [], []
        for at in share.tolist():
            out = 0.06 + 0.54 * at
            start = wing.at(out, -0.02 - 0.06 * math.sin(math.pi * at))
            fan = max(0.0, at - 0.45) / 0.55
            reach = 0.42 + 0.16 * math.sin(math.pi * min(1.0, at * 1.2))
            end = wing.at(out + long * reach * 1.05 * math.sin(1.45 * fan), long * reach * math.cos(1.35 * fan))
            starts.append(start + 0.006 * wing.span * row * normal * math.copysign(1, normal[2]))
            ends.append(end + 0.012 * wing.span * row * normal * math.copysign(1, normal[2]))
        colours = np.array(tint, np.float64) * (0.82 + 0.36 * rng.random((count, 1)))
        parts.append(
            plumes(
                np.array(starts), np.array(ends), np.full(count, wide * wing.span), colours,
                np.tile(normal, (count, 1)), skin,
            ),
        )  # fmt: skip
    return joined(parts)


def folded_wing(shoulder: Array, tip: Array, side: float, tints: Sequence[Colour], rng: np.random.Generator) -> Mesh:
    """Make a wing of feathers that lies along a body, from its shoulder to its tip."""
    long = float(np.linalg.norm(tip - shoulder))
    parts = []
    outward = np.array([0.0, 0.15, side])
    for row, (count, start_at, reach, wide, tint) in enumerate(
        (
            (7, 0.30, 0.75, 0.075, deep(tints[0], 0.85)),
            (8, 0.16, 0.48, 0.075, tints[1 % len(tints)]),
            (8, 0.02, 0.34, 0.075, tints[-1]),
        )
    ):
        down = np.linspace(-0.16, 0.16, count)[:, None] * np.array([0.3, -1.0, 0.0]) * long
        starts = shoulder + start_at * (tip - shoulder) + down + outward * 0.012 * long * (1 + row)
        fan = 1 - 0.45 * np.abs(np.linspace(-1, 1, count))[:, None]
        ends = starts + reach * fan * (tip - shoulder) - 0.6 * down * reach
        colours = np.array(tint, np.float64) * (0.85 + 0.3 * rng.random((count, 1)))
        parts.append(
            plumes(
                starts, ends, np.full(count, wide * long), colours, np.tile(outward, (count, 1)),
                Skin(BLACK, 0.25, lift=0.02 * long * (1 + row)),
            ),
        )  # fmt: skip
    return joined(parts)
