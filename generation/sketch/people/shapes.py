"""Who looks how: the morph targets and proportions of a subject's metatype, sex, age, build, descent and expression."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.field import rng_for
from generation.sketch.planning.subject import Subject

Targets = tuple[tuple[str, float], ...]
MUSCLES, WEIGHTS = ("min", "average", "max"), ("min", "average", "max")


@dataclass(frozen=True, slots=True)
class Build:
    """The proportions of a metatype. `muscle` and `fat` from 0 to 1, 0.5 the usual; the rest against a human's."""

    height: float  # metres
    muscle: float
    fat: float
    head: float = 1.0
    leg: float = 1.0
    arm: float = 1.0
    hand: float = 1.0
    broad: float = 1.0  # shoulders
    neck: float = 1.16  # its length, against the base mesh's
    belly: float = 0.0  # metres that it stands out


BUILDS: dict[str, Build] = {
    "human": Build(1.80, 0.52, 0.36),
    "elf": Build(2.02, 0.46, 0.14, head=0.94, leg=1.09, arm=1.03, broad=0.88, neck=1.22),
    "dwarf": Build(1.26, 0.90, 0.72, head=1.28, leg=0.70, arm=0.80, hand=1.15, broad=1.30, neck=1.15),
    "ork": Build(1.98, 1.00, 0.55, head=1.06, leg=0.93, arm=1.08, hand=1.15, broad=1.22, neck=1.06),
    "troll": Build(2.80, 1.00, 0.66, head=0.98, leg=0.80, arm=1.18, hand=1.30, broad=1.42, neck=1.0),
    "gnome": Build(0.95, 0.45, 0.55, head=1.40, leg=0.72, arm=0.80, hand=1.15),
    "pixie": Build(0.55, 0.40, 0.20, head=1.15, leg=1.04),
    "ghoul": Build(1.76, 0.30, 0.02, arm=1.06, hand=1.12),
    "zombie": Build(1.78, 0.35, 0.15),
    "vampire": Build(1.84, 0.50, 0.25),
    "skeleton": Build(1.76, 0.00, 0.00),
    "minotaur": Build(2.45, 1.00, 0.55, leg=0.88, arm=1.10, hand=1.2, broad=1.24),
    "sasquatch": Build(2.55, 0.90, 0.70, leg=0.86, arm=1.22, hand=1.2, broad=1.18),
    "wendigo": Build(2.45, 0.60, 0.12, leg=0.94, arm=1.28, hand=1.35, broad=1.16),
}
FURRED = frozenset({"sasquatch", "wendigo"})  # whose coat is seen where no clothes are asked for
AGES = {"child": {"child": 1.0}, "teen": {"child": 0.25, "young": 0.75}, "old": {"old": 1.0},
        "": {"young": 0.85, "old": 0.15}}  # fmt: skip
HEIGHTS = {"child": 0.68, "teen": 0.92, "old": 0.97}
PHYSIQUES = {"slim": (-0.10, -0.30), "stocky": (0.15, 0.30), "muscular": (0.45, 0.0), "fat": (-0.15, 0.60)}
SIZES = {"tall": 1.08, "short": 0.90}
BELLIES = {"fat": 0.10, "stocky": 0.025}
WOMAN = 0.935  # of a man's height

# What makes a face of a metatype. The elf's, ork's and troll's points of the ears are drawn out in `heads`.
FACES: dict[str, Targets] = {
    "elf": (
        ("ear-shape-pointed", 1.0), ("ear-scale-vert-incr", 0.7), ("ear-rot-backward", 0.5), ("head-oval", 0.5),
        ("head-invertedtriangular", 0.30), ("cheek-bones-incr", 0.55), ("cheek-inner-decr", 0.5),
        ("eye-corner2-up", 0.8), ("eye-scale-incr", 0.30), ("chin-triangle", 0.3), ("nose-scale-horiz-decr", 0.4),
        ("eyebrows-angle-up", 0.6), ("head-fat-decr", 0.2),
    ),
    "dwarf": (
        ("head-square", 0.5), ("nose-scale-horiz-incr", 0.6), ("nose-volume-incr", 0.5),
        ("nose-scale-depth-incr", 0.35),
        ("cheek-volume-incr", 0.4), ("eyebrows-trans-forward", 0.5), ("head-scale-horiz-incr", 0.35),
        ("chin-width-incr", 0.4), ("forehead-scale-vert-decr", 0.3), ("ear-scale-incr", 0.4),
    ),
    "ork": (
        ("ear-shape-pointed", 1.0), ("ear-wing-incr", 0.3), ("chin-width-incr", 0.8), ("chin-prognathism-incr", 0.75),
        ("chin-jaw-drop-incr", 0.35), ("chin-bones-incr", 0.6), ("forehead-nubian-decr", 0.3),
        ("forehead-trans-backward", 0.5), ("eyebrows-trans-forward", 0.8), ("eyebrows-trans-down", 0.5),
        ("eyebrows-angle-down", 0.5), ("nose-scale-horiz-incr", 0.6), ("nose-flaring-incr", 0.7),
        ("nose-scale-depth-decr", 0.3), ("nose-width1-incr", 0.6), ("head-square", 0.6),
        ("mouth-scale-horiz-incr", 0.6), ("mouth-lowerlip-volume-incr", 0.4),
        ("mouth-trans-forward", 0.25), ("cheek-bones-incr", 0.5),
        ("eye-scale-decr", 0.3), ("neck-scale-horiz-incr", 0.7), ("neck-scale-depth-incr", 0.5), ("eye-push1-in", 0.4),
    ),
    "troll": (
        ("ear-shape-pointed", 1.0), ("ear-scale-incr", 0.3), ("chin-width-incr", 1.2), ("chin-prognathism-incr", 1.1),
        ("chin-jaw-drop-incr", 0.8), ("chin-bones-incr", 1.0), ("chin-height-incr", 0.5),
        ("forehead-trans-backward", 0.8), ("forehead-scale-vert-decr", 0.6), ("eyebrows-trans-forward", 1.3),
        ("eyebrows-trans-down", 0.8), ("eyebrows-angle-down", 0.6), ("nose-scale-horiz-incr", 1.1),
        ("nose-flaring-incr", 0.9), ("nose-width1-incr", 1.0), ("nose-width2-incr", 0.7), ("nose-hump-incr", 0.5),
        ("nose-compression-compress", 0.3), ("head-square", 0.9), ("mouth-scale-horiz-incr", 1.0),
        ("mouth-lowerlip-volume-incr", 0.5), ("mouth-trans-forward", 0.5), ("cheek-bones-incr", 0.9),
        ("eye-scale-decr", 0.5), ("eye-push1-in", 0.6), ("neck-scale-horiz-incr", 1.2), ("neck-scale-depth-incr", 0.9),
        ("mouth-trans-down", 0.4),
    ),
    "gnome": (
        ("nose-scale-horiz-incr", 0.6), ("nose-volume-incr", 0.9), ("nose-scale-depth-incr", 0.8), ("head-round", 0.6),
        ("ear-scale-incr", 0.8), ("cheek-volume-incr", 0.7), ("ear-shape-pointed", 0.6), ("eye-scale-incr", 0.3),
    ),
    "ghoul": (
        ("head-fat-decr", 1.0), ("cheek-inner-decr", 1.0), ("cheek-bones-incr", 1.0), ("head-age-incr", 0.6),
        ("eye-push1-in", 0.8), ("ear-shape-pointed", 0.6), ("chin-prognathism-incr", 0.3), ("eye-bag-incr", 0.8),
        ("nose-scale-depth-decr", 0.7),
    ),
    "zombie": (
        ("head-fat-decr", 0.7), ("cheek-inner-decr", 0.8), ("eye-bag-incr", 1.0), ("eye-push1-in", 0.5),
        ("chin-jaw-drop-incr", 0.4),
    ),
    "vampire": (
        ("head-fat-decr", 0.5), ("cheek-bones-incr", 0.7), ("cheek-inner-decr", 0.6), ("eyebrows-angle-up", 0.8),
        ("chin-triangle", 0.4), ("ear-shape-pointed", 0.4), ("eye-corner2-up", 0.4),
    ),
    "skeleton": (
        ("head-fat-decr", 1.2), ("cheek-inner-decr", 1.3), ("eye-push1-in", 1.0), ("nose-scale-depth-decr", 1.0),
    ),
    "minotaur": (
        ("chin-width-incr", 0.8), ("nose-scale-horiz-incr", 1.3), ("nose-flaring-incr", 1.2),
        ("nose-scale-depth-incr", 0.8),
        ("mouth-trans-forward", 0.9), ("chin-prognathism-incr", 0.8), ("eyebrows-trans-forward", 1.0),
        ("forehead-trans-backward", 1.0), ("neck-scale-horiz-incr", 1.2), ("head-square", 0.6),
        ("mouth-scale-horiz-incr", 0.8), ("ear-shape-pointed", 1.0), ("ear-wing-incr", 1.0),
    ),
    "sasquatch": (
        ("eyebrows-trans-forward", 1.2), ("forehead-trans-backward", 0.8), ("nose-scale-horiz-incr", 1.0),
        ("mouth-trans-forward", 0.7), ("chin-width-incr", 0.6), ("neck-scale-horiz-incr", 1.0),
    ),
}  # fmt: skip

FACES["pixie"] = FACES["elf"]
FACES["wendigo"] = (*FACES["sasquatch"], *FACES["ghoul"])

EXPRESSIONS: dict[str, Targets] = {
    "smile": (("mouth-corner-puller", 0.85), ("eye-slit", 0.25), ("eyebrows-up", 0.15)),
    "grin": (("mouth-corner-puller", 0.85), ("mouth-upward-retraction", 0.4), ("mouth-part-later", 0.5),
             ("mouth-open", 0.12), ("eye-slit", 0.4)),
    "angry": (("eyebrows-down", 1.0), ("nose-compression", 0.6), ("mouth-depression", 0.5), ("eye-slit", 0.3),
              ("mouth-compression", 0.5), ("nose-elevation", 0.3)),
    "sad": (("eyebrows-inner-up", 1.0), ("mouth-depression", 0.8), ("eye-slit", 0.3), ("mouth-elevation", 0.2)),
    "shout": (("mouth-open", 0.85), ("eyebrows-down", 0.8), ("nose-compression", 0.5), ("neck-platysma", 0.7),
              ("mouth-upward-retraction", 0.4)),
    "fear": (("eyebrows-inner-up", 0.8), ("eyebrows-up", 0.6), ("eye-opened-up", 0.9), ("mouth-open", 0.25),
             ("mouth-retraction", 0.4)),
    "laugh": (("mouth-corner-puller", 0.9), ("mouth-open", 0.45), ("mouth-upward-retraction", 0.5), ("eye-slit", 0.55),
              ("mouth-part-later", 0.4), ("eyebrows-up", 0.3)),
    "cry": (("eyebrows-inner-up", 1.0), ("mouth-depression", 0.9), ("eye-slit", 0.55), ("mouth-retraction", 0.4),
            ("mouth-open", 0.12), ("nose-compression", 0.25)),
    "bored": (("eye-slit", 0.75), ("mouth-depression", 0.35), ("eyebrows-up", 0.25)),
    "surprise": (("eyebrows-up", 1.0), ("eye-opened-up", 0.9), ("mouth-open", 0.5)),
    "calm": (("mouth-corner-puller", 0.12), ("eye-slit", 0.12)),
}  # fmt: skip

#: What a face at rest shows, by chance: nobody's is blank.
RESTING: tuple[Targets, ...] = (
    (("mouth-corner-puller", 0.30), ("eye-slit", 0.12), ("mouth-angles-up", 0.25)),
    (("mouth-corner-puller", 0.45), ("eye-slit", 0.20), ("eyebrows-up", 0.12)),
    (("mouth-angles-up", 0.30), ("eyebrows-down", 0.30), ("eye-slit", 0.25)),
    (("mouth-corner-puller", 0.18), ("mouth-angles-up", 0.30), ("eyebrows-up", 0.25)),
    (("mouth-compression", 0.25), ("mouth-angles-up", 0.25), ("eyebrows-down", 0.20), ("eye-slit", 0.15)),
)

OLD: Targets = (("head-age-incr", 0.9), ("eye-bag-incr", 0.7), ("mouth-laugh-lines-in", 0.8),
                ("mouth-angles-down", 0.4), ("eye-eyefold-down", 0.5))  # fmt: skip
OLD_WOMANLY: Targets = (("head-age-incr", -0.25), ("chin-width-decr", 0.25), ("head-fat-decr", 0.15),
                        ("mouth-lowerlip-volume-incr", 0.20), ("nose-scale-horiz-decr", 0.15))  # fmt: skip
WOMANLY: Targets = (("nose-scale-vert-decr", 0.25), ("nose-scale-horiz-decr", 0.40), ("head-oval", 0.30),
                    ("head-invertedtriangular", 0.30), ("head-scale-horiz-decr", 0.25), ("head-fat-decr", 0.30),
                    ("forehead-scale-vert-decr", 0.45), ("cheek-bones-incr", 0.30), ("chin-width-decr", 0.75),
                    ("chin-bones-decr", 0.60), ("eye-scale-incr", 0.75), ("eyebrows-trans-forward", -0.40),
                    ("eyebrows-extern-up", 0.25), ("mouth-scale-horiz-decr", 0.15), ("mouth-cupidsbow-incr", 0.40),
                    ("mouth-upperlip-volume-incr", 0.40), ("mouth-lowerlip-volume-incr", 0.45),
                    ("female-young-averagemuscle-averageweight-maxcup-averagefirmness", 0.22),
                    ("neck-scale-horiz-decr", 0.40))  # fmt: skip
WOMENS = frozenset({"dress", "gown", "skirt"})
#: How much of what marks a metatype's face a woman's has.
SOFTENED = {"ork": 0.42, "troll": 0.40, "dwarf": 0.45, "minotaur": 0.7, "gnome": 0.6}
MANLY: Targets = (("chin-width-incr", 0.35), ("chin-bones-incr", 0.35), ("eyebrows-trans-forward", 0.30),
                  ("eyebrows-trans-down", 0.20), ("mouth-upperlip-volume-decr", 0.45), ("head-square", 0.20),
                  ("mouth-lowerlip-volume-decr", 0.40), ("neck-scale-horiz-incr", 0.30),
                  ("nose-scale-depth-incr", 0.15), ("torso-vshape-incr", 0.30))  # fmt: skip
CHILDISH: Targets = (("head-round", 0.45), ("cheek-volume-incr", 0.45), ("eye-scale-incr", 0.40),
                     ("nose-scale-vert-decr", 0.30), ("nose-point-up", 0.35), ("chin-height-decr", 0.30),
                     ("mouth-scale-horiz-decr", 0.20))  # fmt: skip

# In what faces differ from one another: pairs of opposites, and how far they stray.
VARIETY: tuple[tuple[str, str, float], ...] = (
    ("head-oval", "head-square", 0.35), ("head-fat-incr", "head-fat-decr", 0.35),
    ("nose-scale-horiz-incr", "nose-scale-horiz-decr", 0.40), ("nose-scale-vert-incr", "nose-scale-vert-decr", 0.35),
    ("nose-scale-depth-incr", "nose-scale-depth-decr", 0.35), ("nose-hump-incr", "nose-hump-decr", 0.45),
    ("nose-point-up", "nose-point-down", 0.40), ("nose-width3-incr", "nose-width3-decr", 0.30),
    ("mouth-scale-horiz-incr", "mouth-scale-horiz-decr", 0.30),
    ("mouth-upperlip-volume-incr", "mouth-upperlip-volume-decr", 0.4),
    ("mouth-lowerlip-volume-incr", "mouth-lowerlip-volume-decr", 0.4), ("mouth-trans-up", "mouth-trans-down", 0.25),
    ("chin-width-incr", "chin-width-decr", 0.30), ("chin-height-incr", "chin-height-decr", 0.30),
    ("chin-prognathism-incr", "chin-prognathism-decr", 0.25), ("cheek-bones-incr", "cheek-bones-decr", 0.40),
    ("cheek-volume-incr", "cheek-volume-decr", 0.35), ("eye-scale-incr", "eye-scale-decr", 0.25),
    ("eye-trans-in", "eye-trans-out", 0.25), ("eye-corner2-up", "eye-corner2-down", 0.30),
    ("eye-height2-incr", "eye-height2-decr", 0.25), ("forehead-scale-vert-incr", "forehead-scale-vert-decr", 0.30),
    ("eyebrows-angle-up", "eyebrows-angle-down", 0.30), ("chin-bones-incr", "chin-bones-decr", 0.30),
)  # fmt: skip


def is_woman(subject: Subject, seed: int) -> bool:
    """Tell whether somebody is a woman: as asked or dressed, else by chance; no beard was asked of her."""
    if subject.gender or "woman" in subject.features:
        return subject.gender == "woman" or (not subject.gender and "woman" in subject.features)
    if WOMENS & {garment.kind for garment in subject.garments}:
        return True
    if {"beard", "moustache"} & set(subject.features):
        return False
    return float(rng_for(seed, "sex").random()) < {"troll": 0.2, "dwarf": 0.25, "ork": 0.3}.get(subject.metatype, 0.4)


def build_of(subject: Subject) -> Build:
    """Return the build of a subject's metatype."""
    build = BUILDS.get(subject.metatype, BUILDS["human"])
    build = replace(build, belly=BELLIES.get(subject.physique, 0.0))
    if subject.age == "child":  # a large head on short limbs
        return replace(build, head=build.head * 1.30, leg=build.leg * 0.94, arm=build.arm * 0.96, hand=0.94)
    return replace(build, head=build.head * (1.07 if subject.age == "teen" else 1.0))


def height_of(subject: Subject, *, woman: bool) -> float:
    """Return how tall a subject is, in metres."""
    tall = build_of(subject).height * HEIGHTS.get(subject.age, 1.0) * SIZES.get(subject.physique, 1.0)
    return tall * (WOMAN if woman and subject.age != "child" else 1.0)


def descent_of(subject: Subject, seed: int) -> dict[str, float]:
    """Return the shares of descent of a face: what the skin suggests, else by chance."""
    luck = float(rng_for(seed, "descent").random())
    asked = {"pale": 0.1, "light": 0.2 + 0.35 * luck, "golden": 0.54, "tan": 0.45 + 0.2 * luck, "brown": 0.75,
             "dark": 0.95}  # fmt: skip
    at = asked.get(subject.skin, luck)
    if at < 0.42:
        return {"caucasian": 1.0}
    if at < 0.66:
        return {"asian": 1.0}
    return {"caucasian": 0.6, "african": 0.4} if at < 0.78 else {"african": 1.0}


def targets_of(subject: Subject, seed: int, *, woman: bool) -> Targets:
    """Return the morph targets, with their shares, that make the body and the face of a subject."""
    shares: dict[str, float] = {}
    for name, share in (*_body(subject, seed, woman=woman), *_face(subject, seed, woman=woman)):
        shares[name] = shares.get(name, 0.0) + share
    return tuple(sorted((name, share) for name, share in shares.items() if abs(share) > 1e-3))


def _body(subject: Subject, seed: int, *, woman: bool) -> Iterator[tuple[str, float]]:
    """Tell what age, descent, muscles and weight make of a body."""
    build, gender = build_of(subject), "female" if woman else "male"
    more_muscle, more_fat = PHYSIQUES.get(subject.physique, (0.0, 0.0))
    luck = rng_for(seed, "build").random(2) - 0.5
    grown = {"child": 0.0, "teen": 0.6}.get(subject.age, 1.0)
    muscle = 0.5 + (build.muscle - 0.5 + more_muscle + 0.15 * float(luck[0]) - 0.1 * woman) * grown
    fat = build.fat + more_fat + 0.15 * float(luck[1]) + 0.08 * (subject.age == "old")
    for age, of_age in AGES.get(subject.age, AGES[""]).items():
        for race, of_race in descent_of(subject, seed).items():
            yield f"{'caucasian' if age == 'child' else race}-{gender}-{age}", of_age * of_race
        for strong, of_strong in _between(MUSCLES, 0.5 if age == "child" else muscle):
            for heavy, of_heavy in _between(WEIGHTS, fat):
                if not (age == "young" and strong == heavy == "average"):  # which is the base mesh
                    yield f"universal-{gender}-{age}-{strong}muscle-{heavy}weight", of_age * of_strong * of_heavy


def _face(subject: Subject, seed: int, *, woman: bool) -> Iterator[tuple[str, float]]:
    """Tell what chance, metatype, age, sex and expression make of a face."""
    wild = 0.7 if subject.age == "child" else 1.0
    steps = np.clip(rng_for(seed, "face").normal(size=len(VARIETY)), -1.6, 1.6)
    for (one, other, spread), step in zip(VARIETY, steps.tolist(), strict=True):
        yield one if step > 0 else other, abs(step) * spread * wild
    softened = SOFTENED.get(subject.metatype, 1.0) if woman else 1.0
    for name, share in FACES.get(subject.metatype, ()):
        yield name, share * softened
    if subject.age == "old":
        yield from OLD
        yield from OLD_WOMANLY if woman else ()
    if subject.age == "child":
        yield from CHILDISH
    else:
        yield from WOMANLY if woman else MANLY
    at_rest = RESTING[int(rng_for(seed, "mood").integers(len(RESTING)))]
    yield from EXPRESSIONS.get(subject.expression, at_rest)


def _between(names: tuple[str, ...], at: float) -> list[tuple[str, float]]:
    """Return the two of three steps, 0, 0.5 and 1, that a place lies between, with their shares."""
    place = min(max(at, 0.0), 1.0) * (len(names) - 1)
    low = min(int(place), len(names) - 2)
    return [(names[low], 1 - (place - low)), (names[low + 1], place - low)]
