"""The four-legged creatures: each breed's measures, coat, head and what is its own, as manes and flames."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, mix
from generation.sketch.models.creatures.anatomy import Look, coat_of_hair, deep, flames, mottled, pale, shaded, tones
from generation.sketch.models.creatures.heads import HEADS, Face, horse_head
from generation.sketch.models.creatures.quadruped import POSTURES, Body, Build, body_of, whole, with_head
from generation.sketch.models.mesh import Array, Mesh, Skin, eased, joined, strands

FIRE = (colour("#ff5a10"), colour("#ff9a20"), colour("#ffd860"))


@dataclass(frozen=True, slots=True)
class Breed:
    """A kind of beast: its height at the withers in metres, its build, its head, its coats and its eyes."""

    height: float
    build: Build
    head: str
    coats: tuple[str, ...]
    eyes: tuple[str, ...]
    glow: float = 0.0
    snarls: bool = False
    hair: float = 0.03
    muzzle: float = 0.25  # how much lighter muzzle and belly are; negative is darker
    marks: str = ""
    gloss: float = 0.12


BREEDS: dict[str, Breed] = {
    "cat": Breed(
        0.30,
        Build(
            0.98, 0.215, 0.185, 0.21, 0.78, 0.82, (0.26, 0.85, 0.16, 0.13), 0.20, (1.05, 0.052, -0.55, 1.9),
            nod=0.05,
        ),
        "cat", ("#1c1a1e", "#c8742c", "#8a8680", "#6e5a44", "#e4e0d8"), ("#b8e040", "#f0c030", "#60d8a0"), 0.45,
        hair=0.022, marks="tabby",
    ),
    "dog": Breed(
        0.58, Build(1.0, 0.235, 0.175, 0.19, 0.76, 0.92, (0.32, 0.95, 0.15, 0.115), 0.145, (0.55, 0.045, 0.4, 0.8)),
        "dog", ("#8a5a30", "#2a2422", "#b08a58", "#d8d0c0"), ("#4a2a12",), muzzle=0.3, marks="patches",
    ),
    "wolf": Breed(
        0.82,
        Build(1.05, 0.25, 0.18, 0.20, 0.74, 0.95, (0.34, 0.55, 0.19, 0.15), 0.145, (0.62, 0.075, -0.95, 0.35)),
        "wolf", ("#74706c", "#5a5450", "#a8a29a"), ("#f0b830", "#d8d060"), 0.35, hair=0.075, muzzle=0.4,
        marks="saddle",
    ),
    "hellhound": Breed(
        1.0,
        Build(
            1.06, 0.27, 0.165, 0.20, 0.78, 1.05, (0.32, 0.45, 0.19, 0.15), 0.155, (0.7, 0.05, -0.3, 0.9),
            claws=0.055,
        ),
        "hound", ("#191316", "#2a1512"), ("#ff8020",), 1.0, snarls=True, hair=0.03, muzzle=-0.2, marks="embers",
    ),
    "barghest": Breed(
        1.05,
        Build(1.0, 0.30, 0.21, 0.22, 0.9, 1.35, (0.28, 0.35, 0.23, 0.19), 0.18, (0.5, 0.05, -0.7, 0.6), claws=0.06),
        "barghest", ("#18181d", "#22252c"), ("#a0ff50", "#ff3030"), 1.0, snarls=True, hair=0.035, muzzle=0.12,
        marks="quills",
    ),
    "horse": Breed(
        1.55,
        Build(
            1.02, 0.225, 0.20, 0.215, 0.78, 0.80, (0.52, 0.85, 0.21, 0.125), 0.098, (0.15, 0.05, -0.8, 0.0),
            hooves=True, nod=0.35,
        ),
        "horse", ("#5a3420", "#2c2220", "#8a5a34", "#b8b0a8"), ("#201410",), hair=0.0, muzzle=-0.45, marks="mane",
        gloss=0.45,
    ),
    "unicorn": Breed(
        1.55,
        Build(
            1.02, 0.22, 0.19, 0.21, 0.76, 0.76, (0.54, 0.90, 0.20, 0.12), 0.096, (0.15, 0.05, -0.8, 0.0),
            hooves=True, nod=0.3,
        ),
        "unicorn", ("#e6e6ee",), ("#3050a0",), hair=0.0, muzzle=-0.1, marks="mane", gloss=0.5,
    ),
    "bear": Breed(
        1.15,
        Build(
            0.98, 0.31, 0.29, 0.30, 0.92, 1.55, (0.26, 0.25, 0.25, 0.20), 0.165, (0.10, 0.06, -0.6, 0.0),
            claws=0.055, nod=0.1,
        ),
        "bear", ("#4a3020", "#2a2220", "#6a4a30"), ("#20140c",), hair=0.07, muzzle=0.3,
    ),
    "rat": Breed(
        0.125,
        Build(
            1.05, 0.26, 0.30, 0.33, 0.85, 0.62, (0.16, 0.15, 0.22, 0.19), 0.23, (1.5, 0.05, -0.35, 0.45), nod=0.1,
        ),
        "rat", ("#5c5450", "#3c3634", "#8a8078"), ("#0c0808",), muzzle=0.2, marks="bare tail", hair=0.05,
    ),
    "devil_rat": Breed(
        0.40,
        Build(
            1.1, 0.29, 0.29, 0.33, 0.88, 0.85, (0.18, 0.1, 0.25, 0.2), 0.24, (1.4, 0.055, -0.3, 0.6), claws=0.05,
            nod=0.05,
        ),
        "rat", ("#5a3c3a", "#4a3a3e"), ("#ff2818",), 1.0, snarls=True, hair=0.035, muzzle=0.12, marks="mange",
    ),
}  # fmt: skip


def make_beast(kind: str, look: Look, rng: np.random.Generator) -> Mesh:
    """Make a beast of a breed in the pose of its look, in metres, facing x."""
    breed = BREEDS[kind]
    posture = POSTURES.get(look.pose, POSTURES["stand"])
    coat = look.coat(breed.coats, rng)
    light = pale(coat, breed.muzzle) if breed.muzzle >= 0 else deep(coat, 1 + breed.muzzle)
    skin = Skin(coat, breed.gloss)
    body = body_of(breed.build, posture, skin, Skin(light if breed.marks == "tabby" else coat, breed.gloss))
    _mark(body, breed, (coat, light), rng)
    iris = colour(breed.eyes[int(rng.integers(len(breed.eyes)))])
    face = Face(coat, light, iris, breed.glow, breed.snarls)
    head = horse_head(face, horn=colour("#fff0c8")) if breed.head == "unicorn" else HEADS[breed.head](face)
    more = with_head(body, head, breed.build, posture)
    if breed.hair:
        more += _hair(body, more[0], breed, rng, look.detail)
    more += OWN.get(breed.marks, _nothing)(body, breed, coat, rng)
    return whole(body, *more).moved((0.0, 0.0, 0.0), breed.height)


def _hair(body: Body, head: Mesh, breed: Breed, rng: np.random.Generator, detail: int) -> list[Mesh]:
    """Grow a breed's hair: long on trunk and tail, short on head and legs."""
    trunk, legs = joined([*body.trunk, body.parts[-1]]), joined(body.parts[:-1])
    count = ((300, 1300) if breed.hair > 0.04 else (160, 700))[detail]
    return [
        coat_of_hair(trunk, rng, count, breed.hair * 1.6, where=_outer),
        coat_of_hair(head, rng, count // 5, breed.hair * 0.8, (-0.3, -0.7, -0.4)),
        coat_of_hair(
            legs, rng, count // 3, breed.hair, (-0.4, -0.9, 0.0), lambda at: np.where(at[:, 1] > 0.22, 1.0, 0.02)
        ),
    ]


def _outer(middles: Array) -> Array:
    """Return where hair is thickest: on the back."""
    thick = 0.5 + 2 * np.clip(middles[:, 1] - 0.55, 0, 1)
    return np.asarray(thick, np.float64)


def _mark(body: Body, breed: Breed, coats: tuple[Colour, Colour], rng: np.random.Generator) -> None:
    """Tint the trunk and the legs: a lighter belly, stripes, a saddle, patches, dark feet."""
    coat, light = coats
    phase, spots = rng.random(3) * 6, rng.random((5, 2))

    def rule(at: Array, now: Array) -> Array:
        x, y = at[:, 0], at[:, 1]
        share = np.clip((0.60 - y) * 3.2, 0, 0.8) * (np.abs(now.mean(axis=1) - np.mean(coat)) < 90)
        if breed.marks == "bare tail":
            share = share * (x > -0.7)
        out = tones((coat, light), share)
        if breed.marks == "tabby" and 40 < np.mean(coat) < 200:
            stripe = np.sin(x * 26 + 3 * np.sin(y * 7 + phase[0])) * np.clip((y - 0.25) * 2.5, 0, 1)
            out *= (1 - 0.42 * np.clip(stripe * 2.2 - 0.6, 0, 1))[:, None]
        elif breed.marks == "saddle":
            back = np.clip((y - 0.72) * 5 + 0.25 * np.sin(x * 17 + phase[1]), 0, 1)
            out *= (1 - 0.5 * back)[:, None]
        elif breed.marks == "patches":
            for px, py in spots:
                far = np.hypot(x - (px * 1.6 - 0.8), (y - py) * 0.9) + 0.03 * np.sin(x * 31 + y * 23)
                out *= (1 - 0.45 * np.clip((0.20 - far) * 12, 0, 1))[:, None]
        elif breed.marks == "mange":
            patch = np.sin(x * 15 + phase[0]) * np.sin(y * 19 + phase[1]) * np.sin(at[:, 2] * 21 + phase[2])
            out += np.clip(patch - 0.15, 0, 0.5)[:, None] * np.array([90.0, 40.0, 44.0])
        elif breed.marks == "mane":
            out *= (1 - 0.55 * np.clip((0.30 - y) * 4, 0, 1) * (np.mean(coat) < 170))[:, None]
        return out

    body.trunk = [mottled(shaded(part, rule), rng, 0.04) for part in body.trunk]
    body.parts = [mottled(shaded(part, rule), rng, 0.04) for part in body.parts]
    if breed.marks in {"bare tail", "mange"}:
        body.parts[-1] = shaded(body.parts[-1], lambda at, now: np.tile(np.array([176.0, 120.0, 116.0]), (len(at), 1)))


def _nothing(body: Body, breed: Breed, coat: Colour, rng: np.random.Generator) -> list[Mesh]:
    return []


def _mane(body: Body, breed: Breed, coat: Colour, rng: np.random.Generator) -> list[Mesh]:
    """Make mane, forelock and tail of long hair."""
    tint = mix(coat, WHITE, 0.35) if np.mean(coat) > 170 else deep(coat, 0.42)
    crest = eased(body.nape, 22)
    top = np.array([body.head + np.array([0.02, 0.06, 0.0])])
    roots = np.concatenate([crest, top, top])
    out = []
    for side, count in ((1.0, 2), (-0.6, 1)):
        starts = np.repeat(roots, count, axis=0)
        starts = starts + 0.012 * rng.standard_normal(starts.shape)
        long = 0.24 * (0.7 + 0.6 * rng.random((len(starts), 1)))
        way = np.array([-0.30, -0.75, 0.30 * side])
        paths = np.stack(
            [
                starts, starts + long * np.array([-0.25, 0.10, 0.5 * side]),
                starts + long * (way + np.array([-0.1, 0.2, 0.3 * side])),
                starts + long * (way * 1.5 + 0.12 * rng.standard_normal((len(starts), 3))),
            ],
            axis=1,
        )  # fmt: skip
        out.append(_locks(paths, 0.020, tint, rng))
    tail = body.spine[0] + np.array([-0.02, -0.03, 0.0])
    starts = tail + 0.02 * rng.standard_normal((34, 3))
    long = 0.62 * (0.75 + 0.4 * rng.random((34, 1)))
    spread = 0.07 * rng.standard_normal((34, 3))
    paths = np.stack(
        [
            starts, starts + np.array([-0.12, 0.02, 0.0]) + 0.4 * spread,
            starts + long * np.array([-0.32, -0.55, 0.0]) + spread,
            starts + long * np.array([-0.42, -1.05, 0.0]) + 1.5 * spread,
        ],
        axis=1,
    )  # fmt: skip
    out.append(_locks(paths, 0.022, tint, rng))
    return out


def _locks(paths: Array, thick: float, tint: Colour, rng: np.random.Generator) -> Mesh:
    count, steps = paths.shape[:2]
    radii = thick * np.linspace(1.0, 0.15, steps)[None] * np.ones((count, 1))
    tints = np.array(tint, np.float64) * (0.75 + 0.5 * rng.random((count, 1)))
    return strands(paths, radii, tints, Skin(BLACK, 0.35), 5)


def _embers(body: Body, breed: Breed, coat: Colour, rng: np.random.Generator) -> list[Mesh]:
    """Let fire burn along the back, the neck and the tail, and at the feet."""
    line = np.concatenate([eased(body.nape[::-1], 14), eased(body.spine[::-1][2:], 12), body.tail[1:]])
    roots = np.repeat(line, 4, axis=0) + 0.03 * rng.standard_normal((4 * len(line), 3))
    small = joined(body.trunk)
    cracks = coat_of_hair(small, rng, 130, 0.10, (-0.9, -0.5, 0.0), thick=0.055)
    glowing = replace(
        cracks, colours=np.tile(np.array(FIRE[0], np.float64), (len(cracks), 1)),
        stuff=np.tile(np.array([0.0, 0.9, 0.0, 0.03]), (len(cracks), 1)),
    )  # fmt: skip
    return [flames(roots, rng, 0.20, FIRE), glowing]


def _quills(body: Body, breed: Breed, coat: Colour, rng: np.random.Generator) -> list[Mesh]:
    """Raise spines along the neck and the back."""
    line = np.concatenate([eased(body.nape[::-1], 12), eased(body.spine[::-1][1:5], 9)])
    roots = np.repeat(line, 3, axis=0) + np.array([0.01, 0.0, 0.045]) * rng.standard_normal((3 * len(line), 3))
    long = 0.20 * (0.6 + 0.7 * rng.random((len(roots), 1)))
    way = np.array([-0.55, 0.85, 0.0]) + 0.22 * rng.standard_normal((len(roots), 3))
    paths = np.stack([roots, roots + 0.5 * long * way, roots + long * (way + np.array([-0.2, 0.0, 0.0]))], axis=1)
    radii = np.array([0.020, 0.013, 0.001])[None] * np.ones((len(roots), 1))
    tints = np.tile(np.array(mix(coat, WHITE, 0.18), np.float64), (len(roots), 1))
    return [strands(paths, radii, tints, Skin(BLACK, 0.6), 5)]


OWN: dict[str, Callable[[Body, Breed, Colour, np.random.Generator], list[Mesh]]] = {
    "mane": _mane,
    "embers": _embers,
    "quills": _quills,
}
BEASTS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {kind: partial(make_beast, kind) for kind in BREEDS}
