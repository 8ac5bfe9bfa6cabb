"""The four-legged creatures: each breed's measures, coat, head and what is its own, as manes and flames."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, mix
from generation.sketch.models.creatures.anatomy import (
    FIRE,
    Look,
    clouded,
    coat_of_hair,
    deep,
    flames,
    mottled,
    pale,
    shaded,
    tones,
)
from generation.sketch.models.creatures.breeds import BREEDS, Breed
from generation.sketch.models.creatures.heads import HEADS, Face, horse_head
from generation.sketch.models.creatures.herd_heads import HERD_HEADS
from generation.sketch.models.creatures.markings import MARKS, Chance
from generation.sketch.models.creatures.quadruped import POSTURES, Body, body_of, whole, with_head
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, eased, joined, strands


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
    head = (
        horse_head(face, horn=colour("#fff0c8")) if breed.head == "unicorn" else (HEADS | HERD_HEADS)[breed.head](face)
    )
    more = with_head(body, head, breed.build, posture)
    if breed.hair:
        more += _hair(body, more[0], breed, rng, look.detail)
    more += OWN.get(breed.marks, _nothing)(body, breed, coat, rng)
    return whole(body, *more).moved((0.0, 0.0, 0.0), breed.height)


def _hair(body: Body, head: Mesh, breed: Breed, rng: np.random.Generator, detail: int) -> list[Mesh]:
    """Grow a breed's hair: long on trunk and tail, short on head and legs."""
    trunk, legs = joined([*body.trunk, body.parts[-1]]), joined(body.parts[:-1])
    count = (360, 1100)[detail]
    long = max(0.045, breed.hair)
    return [
        coat_of_hair(trunk, rng, count, 1.6 * long, (-0.9, -0.45, 0.0), _outer, 0.085, 0.09),
        coat_of_hair(head, rng, count // 8, breed.hair * 0.8, (-0.3, -0.7, -0.4), lift=0.12),
        coat_of_hair(
            legs, rng, count // 4, 0.8 * long, (-0.3, -0.9, 0.0), lambda at: np.where(at[:, 1] > 0.22, 1.0, 0.02),
            0.08, 0.07,
        ),
    ]  # fmt: skip


def _outer(middles: Array) -> Array:
    """Return where hair is thickest: on the back."""
    thick = 0.5 + 2 * np.clip(middles[:, 1] - 0.55, 0, 1)
    return np.asarray(thick, np.float64)


def _mark(body: Body, breed: Breed, coats: tuple[Colour, Colour], rng: np.random.Generator) -> None:
    """Tint the trunk and the legs: a lighter belly, and the marks of the breed."""
    coat, light = coats
    chance = Chance(rng.random(3) * 6, rng.random((5, 2)), float(np.mean(coat)))

    def rule(at: Array, now: Array) -> Array:
        share = np.clip((0.60 - at[:, 1]) * 3.2, 0, 0.8) * (np.abs(now.mean(axis=1) - chance.tone) < 90)
        if breed.marks == "bare tail":
            share = share * (at[:, 0] > -0.7)
        out = tones((coat, light), share)
        return MARKS[breed.marks](at, out, chance) if breed.marks in MARKS else out

    body.trunk = [clouded(shaded(part, rule), rng, 0.16) for part in body.trunk]
    body.parts = [clouded(shaded(part, rule), rng, 0.16) for part in body.parts]
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


def _wool(body: Body, breed: Breed, coat: Colour, rng: np.random.Generator) -> list[Mesh]:
    """Cover the trunk in tufts of wool."""
    trunk = joined(body.trunk)
    chosen = rng.choice(len(trunk), 260)
    spots = trunk.centres()[chosen] + 0.02 * trunk.normals[chosen]
    sizes = 0.055 + 0.03 * rng.random(260)
    skin = Skin(coat, 0.05)
    return [
        mottled(ball((float(x), float(y), float(z)), (float(size),) * 3, skin, 5, 8), rng, 0.12)
        for (x, y, z), size in zip(spots.tolist(), sizes.tolist(), strict=True)
        if y > 0.35
    ]


def _tuft(body: Body, breed: Breed, coat: Colour, rng: np.random.Generator) -> list[Mesh]:
    """End a lion's tail in a dark tuft, and let its mane run down its neck and breast."""
    tail = body.parts[-1]
    tuft = coat_of_hair(tail, rng, 120, 0.14, (-0.8, 0.1, 0.0), lambda at: (at[:, 0] < at[:, 0].min() + 0.10) + 1e-6)
    trunk = joined(body.trunk)
    front = float(trunk.centres()[:, 0].max())
    mane = coat_of_hair(
        trunk, rng, 900, 0.24, (-0.35, -0.75, 0.0), lambda at: np.clip((at[:, 0] - front + 0.48) * 4, 1e-6, 1), 0.14
    )
    return [tuft.tinted(tuft.colours * 0.45), mane.tinted(mane.colours * 0.55)]


OWN: dict[str, Callable[[Body, Breed, Colour, np.random.Generator], list[Mesh]]] = {
    "mane": _mane,
    "embers": _embers,
    "quills": _quills,
    "wool": _wool,
    "tuft": _tuft,
}
BEASTS: dict[str, Callable[[Look, np.random.Generator], Mesh]] = {kind: partial(make_beast, kind) for kind in BREEDS}
