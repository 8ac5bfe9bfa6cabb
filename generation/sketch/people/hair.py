"""Hair and beards as meshes: caps grown from the skull, locks, blades and braids; in head heights about the centre."""

from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.mesh import Mesh, joined
from generation.sketch.people.beards import BEARDS, beard, moustache
from generation.sketch.people.face import in_head
from generation.sketch.people.haircuts import (
    CHIN_LONG,
    DREADS,
    LOOSE,
    SHORT,
    SLICK,
    SWEPT,
    combed,
    curls,
    grown,
    mohawk,
    scalp_quads,
    sheen,
    streaks,
)
from generation.sketch.people.headwear import HATS
from generation.sketch.people.manes import BOB, LONG, TUCKED, mane
from generation.sketch.people.person import Person
from generation.sketch.people.shapes import FURRED, descent_of
from generation.sketch.people.surface import painted, patch_of, point_normals
from generation.sketch.people.tied_hair import tied
from generation.sketch.planning.lexicon import COLOURS

# What hair is usual: each style up to its chance, by sex and age.
Chances = tuple[tuple[str, float], ...]
OF_WOMEN: Chances = (("long_hair", 0.36), ("bob", 0.62), ("ponytail", 0.80), ("bun", 0.90), ("braids", 0.95),
                     ("short", 2))  # fmt: skip
OF_GIRLS: Chances = (("ponytail", 0.30), ("braids", 0.55), ("bob", 0.80), ("long_hair", 2))
OF_OLD_WOMEN: Chances = (("bun", 0.45), ("bob", 0.85), ("braids", 2))
OF_MEN: Chances = (("crop", 0.26), ("short", 0.60), ("slick", 0.82), ("bald", 0.90), ("swept", 2))
OF_BOYS: Chances = (("short", 0.55), ("crop", 0.75), ("mop", 2))
OF_OLD_MEN: Chances = (("ring", 0.40), ("slick", 0.62), ("crop", 0.80), ("bald", 0.90), ("short", 2))
OF_ELVES: Chances = (("tucked", 0.55), ("slick", 0.75), ("ponytail", 2))
OF_TROLLS: Chances = (("bald", 0.45), ("crop", 0.75), ("dreads", 0.9), ("ponytail", 2))
OF_ORKS: Chances = (("crop", 0.35), ("bald", 0.55), ("slick", 0.75), ("ponytail", 2))
TIDY = frozenset({"suit", "face", "fixer", "guard", "police", "server", "medic", "scientist", "docwagon"})
NATURAL = ("#1c1614", "#3a2618", "#0e0d10", "#5a3a20", "#8a6a44", "#8a4a22")
DARK = ("#1c1614", "#0e0d10", "#2a1a12")  # of those whose skin is dark
ONE_HALF, FAIR = 0.5, 300  # a share of descent; the sum of a skin's bytes
BLOND, WHITE_HAIR = "#b48a4c", "#9c9a9a"
STYLES = ("mohawk", "dreads", "braids", "ponytail", "bun", "afro", "undercut", "long_hair", "bald", "short_hair")


def asked_style(person: Person) -> str:
    """Return the hair that was asked for, or nothing."""
    return next((style for style in STYLES if person.has(style)), "")


def hair_style(person: Person) -> str:
    """Return what hair the person has: as asked, or what fits."""
    asked = asked_style(person)
    if asked:
        style = {"short_hair": "crop" if not person.woman else "short", "undercut": "swept"}.get(asked, asked)
        return "tucked" if style == "long_hair" and shows_ears(person) else style
    luck = float(person.rng("hair style").random())
    if person.metatype in {"skeleton", "ghoul", *FURRED}:
        return "long_hair" if person.metatype in FURRED else "bald"
    style = next(style for style, chance in _usual(person) if luck < chance)
    if style in {"long_hair", "bob"} and shows_ears(person):
        return "tucked"
    return "slick" if style in {"dreads", "swept", "mop"} and person.subject.role in TIDY else style


def _usual(person: Person) -> Chances:
    """Return what hair is usual for somebody of this sex, age and metatype."""
    age = person.subject.age
    if person.woman:
        return {"child": OF_GIRLS, "old": OF_OLD_WOMEN}.get(age, OF_WOMEN)
    if age in {"child", "old"} and person.metatype != "elf":
        return OF_BOYS if age == "child" else OF_OLD_MEN
    return {"elf": OF_ELVES, "pixie": OF_ELVES, "troll": OF_TROLLS, "ork": OF_ORKS}.get(person.metatype, OF_MEN)


def shows_ears(person: Person) -> bool:
    """Tell whether the ears are what somebody is known by, so that hair lies behind them."""
    return person.metatype in {"elf", "pixie"}


def hair_colour(person: Person) -> Colour:
    """Return the hair's colour: as asked, natural, or dyed in a sign's colour where the cut asks for it."""
    asked = person.subject.hair or ("red" if person.has("clown_face") else "")
    if asked == "blond":
        return colour(BLOND)
    if asked in COLOURS:
        tint = colour(COLOURS[asked])
        natural = {"black": "#101014", "brown": "#4a2e1a", "red": "#8a3416", "grey": "#8a8a8c", "white": "#d0d0d4"}
        return colour(natural[asked]) if asked in natural and hair_style(person) != "mohawk" else tint
    if person.metatype in FURRED:
        return dim(person.skin, 0.75)
    rng = person.rng("hair colour")
    fair = descent_of(person.subject, person.seed).get("caucasian", 0.0) > ONE_HALF and sum(person.skin) > FAIR
    kinds = NATURAL if fair else DARK
    natural_tint = colour(kinds[int(rng.integers(len(kinds)))])
    style = hair_style(person)
    dyed = style == "mohawk" or (person.subject.role == "ganger" and rng.random() < 0.3)
    if person.subject.age == "old":
        return mix(natural_tint, colour(WHITE_HAIR), 0.8)
    return mix(natural_tint, person.accent, 0.75) if dyed else natural_tint


def hood_is_up(person: Person) -> bool:
    """Tell whether a hood that is worn covers the head: never a mohawk that was asked for, nor what sits on it."""
    return person.has("hood") and not person.has("mohawk", "helmet", "afro", "crown", *HATS)


def helmet_is_worn(person: Person) -> bool:
    """Tell whether a helmet is on the head: one asked for, or a guard's or knight's who need not show the hair."""
    usual = (
        person.subject.role in {"guard", "knight"}
        and not person.has("hood", "crown", *HATS)
        and not asked_style(person)
    )
    return person.has("helmet") or usual


def hair_mesh(person: Person) -> Mesh | None:
    """Make hair and beard, or nothing for a bald head."""
    style, tint = "bald" if person.has("balaclava") else hair_style(person), hair_colour(person)
    covered = hood_is_up(person) or person.has(*HATS) or helmet_is_worn(person)
    if covered and style not in {"bald", "mohawk", "ring"}:
        falls = style in {*MANES, "braids"} and person.has(*HATS)
        style = style if falls else "crop"
    parts = _grown_style(person, style, tint, covered=covered)
    kind = "" if person.has("balaclava", "surgical_mask") else beard_of(person)
    if kind == "moustache":
        parts.append(grown(person, moustache(person, tint)))
    elif kind:
        parts.append(beard(person, mix(tint, colour("#5a2c14"), 0.0 if person.subject.hair else 0.25), BEARDS[kind]))
    return joined(parts) if parts else None


def beard_of(person: Person) -> str:
    """Return the beard that somebody has, of `BEARDS` or a moustache, or nothing: as asked, or as chance has it."""
    asked = next((kind for kind in ("long_beard", "goatee", "beard", "moustache") if person.has(kind)), "")
    if asked:
        return "long_beard" if asked == "beard" and person.metatype in {"dwarf", "gnome"} else asked
    if person.woman or person.has("stubble") or person.subject.age in {"child", "teen"}:
        return ""
    if person.metatype in {"dwarf", "gnome", *FURRED}:
        return "long_beard"
    luck = float(person.rng("beard of").random())
    if person.metatype not in {"human", "ork"}:
        return ""
    often = 0.34 if person.subject.age == "old" else 0.18
    return "beard" if luck < often else "goatee" if luck < often + 0.05 else ""


@dataclass(frozen=True, slots=True)
class Cap:
    """Hair that lies on the scalp: how dark, how thick at the sides, on top and over the brow, how low at the back."""

    dark: float
    side: float
    top: float
    fall: float = 0.0
    brow: float = 0.0


CAPS = {
    "crop": Cap(0.92, 0.010, 0.020), "short": Cap(0.94, 0.016, 0.050, 0.0, 0.045), "slick": Cap(0.95, 0.014, 0.034),
    "mop": Cap(0.95, 0.050, 0.070, 0.10, 0.03), "swept": Cap(0.88, 0.008, 0.040), "ring": Cap(0.95, 0.020, 0.020),
    "long_hair": Cap(0.95, 0.034, 0.046, 0.20), "tucked": Cap(0.95, 0.018, 0.040, 0.20),
    "bob": Cap(0.95, 0.034, 0.046, 0.10), "dreads": Cap(1.0, 0.026, 0.036), "afro": Cap(0.80, 0.12, 0.16, 0.06),
    "ponytail": Cap(0.95, 0.018, 0.026, 0.05), "bun": Cap(0.95, 0.018, 0.026, 0.05),
    "braids": Cap(0.95, 0.018, 0.026, 0.05), "mohawk": Cap(1.0, 0.004, 0.006),
}  # fmt: skip
UNEVEN = 0.22  # how much thicker or thinner a cap of hair is from lock to lock
COMBED = {"short": SHORT, "slick": SLICK, "swept": SWEPT}
LOCKS = {"long_hair": LOOSE, "bob": CHIN_LONG, "tucked": SLICK}
MANES = {"long_hair": LONG, "bob": BOB, "tucked": TUCKED}


def _grown_style(person: Person, style: str, tint: Colour, *, covered: bool) -> list[Mesh]:
    """Make a cap of hair, and on it what grows out of it where nothing covers it."""
    if style == "bald":
        return []
    cap = CAPS[style]
    if covered:
        cap = replace(cap, top=min(cap.top, cap.side), brow=0.0)
    parts = [_cap(person, dim(colour(NATURAL[2]) if style == "mohawk" else tint, cap.dark), cap, style)]
    if style == "mohawk" and not person.has("helmet"):
        parts.append(mohawk(person, tint))
    elif style in COMBED and not covered and person.detail:
        parts.append(combed(person, tint, COMBED[style]))
    elif style in MANES:
        parts.append(mane(person, tint, MANES[style]))
        if person.detail and not covered:
            parts.append(combed(person, tint, LOCKS[style]))
    elif style in {"dreads", "afro"}:
        parts.append(combed(person, tint, DREADS) if style == "dreads" else curls(person, tint))
    elif style in {"ponytail", "bun", "braids"}:
        parts.append(tied(person, tint, style))
    return parts


def _cap(person: Person, tint: Colour, cap: Cap, style: str) -> Mesh:
    """Lay hair over the scalp down to the hairline; of a ring the crown is bare."""
    side, top = cap.side, cap.top
    quads = scalp_quads("body" if person.detail else "coarse")
    points, back = np.unique(quads, return_inverse=True)
    quads = back.reshape(quads.shape)
    rest = person.body.shape.points[points]
    at, rng = in_head(person, rest), person.rng("cap")
    x, y, z = at.T
    line = np.interp(z, (-0.45, -0.12, 0.02, 0.08, 0.20, 0.33), (-0.20, -0.17, -0.06, 0.10, 0.26, 0.345))
    line = line - cap.fall * np.clip(0.05 - z, 0, 0.3) / 0.3
    if person.subject.age == "old" and not person.woman:
        line = line + 0.08 * np.clip(z / 0.2, 0, 1) * np.clip(np.abs(x) / 0.12, 0, 1)
    line = line - 0.030 * person.woman * np.clip(z / 0.2, 0, 1)  # a lower brow
    turn = np.arctan2(x, z)
    line = line + 0.014 * np.sin(turn * 17 + float(rng.random()) * 6) + 0.014 * np.sin(turn * 31 + 5 * z)
    over = np.clip((y - line) / 0.06, -1, 1)
    if style == "ring":
        over = np.minimum(over, np.clip((0.20 - 0.25 * z - y) / 0.10, -1, 1))
    high = np.clip(y / 0.36, 0, 1)
    thick = side + (top - side) * high + cap.brow * high * np.exp(-(((z - 0.24) / 0.20) ** 2))
    thick = thick * np.sqrt(np.maximum(over, 0)) + 0.012 * np.minimum(over, 0)
    comb = np.sin(turn * 15 + 4 * z + 7 * y) + 0.6 * np.sin(turn * 37 + 9 * y + float(rng.random()) * 6)
    thick = thick * (1 + UNEVEN * comb * (thick > 0.008))
    away = at - np.array([0, 0.02, -0.04])
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    grown = at + away * thick[:, None]
    quads = quads[(over[quads] > 0).any(axis=1)]
    part = patch_of(grown, point_normals(grown, quads), quads, (1, 1, 2)[person.detail])
    cx, cy, cz = part.corners.mean(axis=1).T
    colours = np.array(tint, np.float64) * streaks(person, np.stack([cx, cy, cz], axis=-1))[:, None]
    # Hair lets the skin through at its line, short hair more.
    thin = np.clip(1 - part.at(over, quads) / 0.5, 0, 1)[:, None] * (0.75 if side < 0.012 else 0.4)
    colours = colours + (np.array(dim(person.skin, 0.8)) - colours) * thin
    colours = sheen(part.corners.mean(axis=1), colours)
    stuff = np.tile(np.array([0.14 if side > 0.006 else 0.08, 0.0, 0.0, 0.004]), (len(cx), 1))
    return painted(part, colours, stuff)
