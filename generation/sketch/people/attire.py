"""Bodies and clothes: limbs and trunk on the joints of a pose, and the coats and robes over them."""

import math
from dataclasses import replace

import numpy as np

from generation.sketch.canvas.palette import colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, beam, joined, loft, tube
from generation.sketch.people.person import Person
from generation.sketch.people.trappings import trappings_of
from generation.sketch.people.trunk import head_height, spine

BOOT = colour("#16161a")
OVER = 0.012  # girths: how much a sleeve is put before the coat it comes out of, for a cleaner seam
UNDER = -0.03  # girths: how much legs and trunk are put behind the coat that hangs about them
CHROME = colour("#9aa4b2")


def body_mesh(person: Person) -> Mesh:
    """Make the body in its clothes, without head and gear."""
    parts = [_legs(person), _trunk(person), _arm(person, 0), _arm(person, 1)]
    if person.has("robe"):
        parts += [_robe(person), _collar(person)]
    elif person.has("coat"):
        parts += [_coat(person, hem=0.13, flare=1.5), _collar(person)]
    elif person.has("jacket"):
        parts += [_coat(person, hem=0.44, flare=1.06), _collar(person)]
    elif person.has("suit"):
        parts.append(_coat(person, hem=0.42, flare=1.04))
    parts += trappings_of(person)
    return joined(parts)


def _legs(person: Person) -> Mesh:
    pose, wide, tall = person.pose, person.build.girth, person.build.height
    under = UNDER * wide if person.has("coat", "robe") else 0.0
    cloth = Skin(mix(dim(person.cloth, 0.6), colour("#1c1e26"), 0.5), lift=under)
    boot = Skin(mix(BOOT, dim(person.cloth, 0.4), 0.3), 0.5, lift=under)
    parts = []
    for index, side in enumerate((-1, 1)):
        hip, knee, ankle = pose.hips[index], pose.knees[index], pose.ankles[index]
        calf = knee + (ankle - knee) * 0.3 - np.array([0, 0, 0.010 * wide])
        path = [hip, (hip + knee) / 2, knee, calf, ankle]
        if not person.has("robe"):
            parts.append(tube([tuple(p) for p in path], [wide * r for r in (0.054, 0.049, 0.036, 0.036, 0.027)], cloth,
                              person.sides))  # fmt: skip
        lift = max(0.0, float(ankle[1]) - 0.05 * tall)
        toe = ankle + np.array([side * 0.018 * tall, -0.022 * tall - 0.35 * lift, 0.075 * tall])
        heel = ankle + np.array([0, -0.020 * tall, -0.012 * tall])
        parts.append(tube([tuple(ankle + (knee - ankle) * 0.25), tuple(heel), tuple((heel + toe) / 2), tuple(toe)],
                          [wide * r for r in (0.033, 0.030, 0.026, 0.020)], boot, person.sides))  # fmt: skip
    return joined(parts)


def _arm(person: Person, index: int) -> Mesh:
    pose, wide = person.pose, person.build.girth
    shoulder, elbow, hand = pose.shoulders[index], pose.elbows[index], pose.hands[index]
    bare = person.subject.role in {"ganger", "dancer", "adept"} and not person.has("coat")
    chrome = index == 1 and (person.subject.role == "samurai" or person.has("cyberarm"))
    skin = Skin(person.build.skin, 0.3) if bare else Skin(dim(person.cloth, 1.08), 0.2)
    skin = replace(Skin(CHROME, 1.0) if chrome else skin, lift=OVER * wide)
    forearm = elbow + (hand - elbow) * 0.3
    inside = np.array([0.022 * wide * (1 if index == 0 else -1), 0.006 * wide, 0.0])
    path = [shoulder + inside, shoulder + (elbow - shoulder) * 0.45, elbow, forearm, hand]
    loose = 1.35 if person.has("robe") else 1.12 if person.has("coat", "suit") else 1.0
    radii = [0.044, 0.039 * loose, 0.030 * loose, 0.031 * loose, 0.021 * (1.7 if person.has("robe") else loose)]
    parts = [
        tube(
            [tuple(p) for p in path],
            [wide * r for r in radii],
            skin,
            person.sides * 3 if person.detail == 2 else person.sides,
        )
    ]
    palm = hand + (hand - elbow) / max(float(np.linalg.norm(hand - elbow)), 1e-9) * 0.018 * wide
    glove = Skin(CHROME, 1.0) if chrome else Skin(dim(person.build.skin, 0.9), 0.25)
    parts.append(ball(tuple(palm), (0.019 * wide, 0.026 * wide, 0.022 * wide), glove, 5, 8))
    if chrome:
        light = Skin(mix(person.accent, (255, 255, 255), 0.2), 0.5, 1.0)
        for start, end in ((shoulder + (elbow - shoulder) * 0.3, elbow), (forearm, hand)):
            out = np.array([0.034 * wide, 0.0, 0.024 * wide])
            parts.append(beam(tuple(start + out), tuple(start + (end - start) * 0.8 + out * 0.9), 0.008 * wide,
                              0.010 * wide, light))  # fmt: skip
    return joined(parts)


def _trunk(person: Person) -> Mesh:
    wide = person.build.girth
    tone = dim(person.cloth, 0.75) if person.has("coat", "jacket", "suit") else person.cloth
    shape = ((-0.10, 0.088, 0.060), (0.0, 0.096, 0.066), (0.22, 0.084, 0.060), (0.45, 0.092, 0.068),
             (0.66, person.build.shoulders * 0.94, 0.074), (0.85, person.build.shoulders * 0.98, 0.062),
             (0.96, person.build.shoulders * 0.60, 0.050), (1.06, 0.038, 0.036))  # fmt: skip
    slim = 0.88 if person.has("woman") else 1.0
    levels = []
    for share, half, deep in shape:
        x, y, z = spine(person, share)
        levels.append((x, y, z, half * wide * (slim if 0.1 < share < 0.6 else 1.0), deep * wide))
    neck = tube([tuple(spine(person, 0.98)), tuple(person.pose.head - np.array([0, 0.2, 0.05]) * head_height(person))],
                [0.036 * wide, 0.034 * wide], Skin(dim(person.build.skin, 0.85), 0.25), person.sides)  # fmt: skip
    return neck if person.has("robe") else joined([loft(levels, Skin(tone, lift=UNDER * wide), person.sides * 2), neck])


def _folds(person: Person, rows: int, columns: int, depth: float) -> Array:
    """Return how cloth falls in folds that deepen towards its hem."""
    rng = person.rng("folds")
    angle = np.linspace(0, math.tau, columns + 1)[None]
    down = np.linspace(0, 1, rows)[:, None]
    out = np.zeros((rows, columns + 1))
    for _ in range(4):
        waves, phase, weight = int(rng.integers(4, 12)), float(rng.random()) * math.tau, float(rng.random())
        out += weight * np.sin(waves * angle + phase + down * 1.2)
    return np.asarray(1 + depth * down * out / 2)


def _coat(person: Person, hem: float, flare: float) -> Mesh:
    """Hang a coat from the shoulders, open at the front; its hem clears the knees it meets."""
    wide, tall, pose = person.build.girth, person.build.height, person.pose
    columns = person.sides * (4 if person.detail == 2 else 2) + 6
    shape = [(1.06, 0.40), (0.97, 0.66), (0.86, 1.06), (0.68, 1.03), (0.45, 0.92), (0.2, 0.86), (0.0, 0.90)]
    deep_at = {1.06: 0.044, 0.97: 0.056, 0.86: 0.070, 0.68: 0.084, 0.45: 0.078, 0.2: 0.071, 0.0: 0.078}
    levels: list[tuple[float, float, float, float, float]] = []
    gaps: list[float] = []
    for share, half in shape:
        x, y, z = spine(person, share)
        levels.append(
            (x, y, z, half * (person.build.shoulders if share > 0.6 else 0.112) * wide, deep_at[share] * wide)
        )
        gaps.append((0.60, 0.50, 0.38, 0.28, 0.22, 0.20, 0.28)[len(gaps)])
    x, bottom, z = pose.pelvis[0], hem * tall, float(pose.pelvis[2])
    spread = max(abs(float(k[2]) - z) for k in (*pose.knees, *pose.ankles)) * (0.75 if hem < 0.3 else 0.3)
    drift = float(person.rng("wind").random() - 0.5) * 0.12 * tall * (0.6 - hem)
    for share in (0.33, 0.66, 1.0):
        half = (0.10 + (flare - 1) * 0.115 * share + 0.012) * wide
        level = float(pose.pelvis[1]) + (bottom - float(pose.pelvis[1])) * share
        back = -0.35 * spread * share
        levels.append((x + drift * share, level, z + back, half, max(half * 0.78, spread * share * 0.8)))
        gaps.append(0.34 + 0.28 * share)
    folds = _folds(person, len(levels), columns, 0.10 if hem < 0.3 else 0.03)
    leather = person.subject.role in {"samurai", "ganger", "runner", "detective"}
    return loft(
        levels,
        Skin(person.cloth, 0.55 if leather else 0.18, thin=True),
        columns,
        folds=folds,
        gap=gaps,
    )


def _robe(person: Person) -> Mesh:
    """Hang a robe from the shoulders to the ground, closed, belted, with a lit hem."""
    wide, tall, pose = person.build.girth, person.build.height, person.pose
    columns = person.sides * 2 + 10
    levels = []
    for share, half, deep in (
        (1.06, 0.046, 0.044),
        (0.97, 0.072, 0.056),
        (0.86, 0.122, 0.074),
        (0.6, 0.112, 0.086),
        (0.15, 0.090, 0.076),
    ):
        x, y, z = spine(person, share)
        levels.append((x, y, z, half * wide, deep * wide))
    drift = float(person.rng("wind").random() - 0.5) * 0.10 * tall
    for share, half in ((0.3, 0.118), (0.6, 0.150), (0.85, 0.185), (1.0, 0.205)):
        level = float(pose.pelvis[1]) * (1 - share) + 0.012 * tall * share
        levels.append((float(pose.pelvis[0]) + drift * share, level, 0.0, half * wide, half * 0.85 * wide))
    folds = _folds(person, len(levels), columns, 0.16)
    robe = loft(levels, Skin(person.cloth, 0.12, thin=True), columns, folds=folds, gap=[0.0001] * len(levels))
    x, y, z = spine(person, 0.16)
    belt = loft([(x, y - 0.015 * tall, z, 0.094 * wide, 0.081 * wide), (x, y + 0.012 * tall, z, 0.094 * wide,
                 0.081 * wide)], Skin(mix(person.accent, colour("#6a5630"), 0.6), 0.6), columns)  # fmt: skip
    return joined([robe, belt])


def _collar(person: Person) -> Mesh:
    """Stand a collar up about the neck, open at the throat."""
    wide, head = person.build.girth, head_height(person)
    x, y, z = spine(person, 1.03)
    rise = (0.10 if person.has("long_hair", "hood", "dreads") else 0.24 if person.has("coat") else 0.16) * head
    levels = [(x, y - 0.06 * head, z, 0.062 * wide, 0.056 * wide), (x, y + rise * 0.4, z - 0.01 * wide, 0.056 * wide,
               0.056 * wide), (x, y + rise, z - 0.02 * wide, 0.066 * wide, 0.066 * wide)]  # fmt: skip
    return loft(
        levels, Skin(dim(person.cloth, 1.3), 0.4, thin=True, lift=0.02 * wide), person.sides * 2, gap=[0.5, 0.75, 1.0]
    )
