"""Hair and beards as meshes: caps grown from the skull, locks, blades and braids; in head heights about the centre."""

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.models.mesh import Mesh, joined
from generation.sketch.people.beards import beard, moustache
from generation.sketch.people.face import in_head
from generation.sketch.people.haircuts import (
    BOB,
    DREADS,
    LONG,
    SHORT,
    SWEPT,
    combed,
    curls,
    grown,
    mohawk,
    scalp_quads,
    tied,
)
from generation.sketch.people.person import Person
from generation.sketch.people.surface import painted, patch_of, point_normals
from generation.sketch.planning.lexicon import COLOURS

# What hair is usual: each style up to its chance.
OF_WOMEN = (("long_hair", 0.36), ("bob", 0.60), ("ponytail", 0.76), ("bun", 0.85), ("braids", 0.91), ("swept", 0.95),
            ("short", 2.0))  # fmt: skip
OF_MEN = (("short", 0.66), ("bob", 0.78), ("swept", 0.85), ("bald", 0.94), ("dreads", 2.0))
NATURAL = ("#1c1614", "#3a2618", "#0e0d10", "#5a3a20", "#8a6a44", "#8a4a22")
DARK = ("#1c1614", "#0e0d10", "#2a1a12")  # of those whose skin is dark
BLOND, WHITE_HAIR = "#c49a58", "#b4b4b4"
STYLES = ("mohawk", "dreads", "braids", "ponytail", "bun", "afro", "undercut", "long_hair", "bald", "short_hair")


def asked_style(person: Person) -> str:
    """Return the hair that was asked for, or nothing."""
    return next((style for style in STYLES if person.has(style)), "")


def hair_style(person: Person) -> str:
    """Return what hair the person has: as asked, or what fits."""
    asked = asked_style(person)
    if asked:
        return {"short_hair": "short", "undercut": "swept"}.get(asked, asked)
    luck = float(person.rng("hair style").random())
    if person.metatype in {"skeleton", "ghoul", "sasquatch"}:
        return "long_hair" if person.metatype == "sasquatch" else "bald"
    if person.woman and person.subject.age == "old" and luck < 0.5:
        return "bun"
    if person.woman or person.metatype == "elf":
        return next(style for style, chance in OF_WOMEN if luck < chance)
    if person.metatype == "troll":
        return "bald" if luck < 0.6 else "dreads"
    luck += 0.15 * (person.subject.age == "old")
    return next(style for style, chance in OF_MEN if luck < chance)


def hair_colour(person: Person) -> Colour:
    """Return the hair's colour: as asked, natural, or dyed in a sign's colour where the cut asks for it."""
    asked = person.subject.hair
    if asked == "blond":
        return colour(BLOND)
    if asked in COLOURS:
        tint = colour(COLOURS[asked])
        natural = {"black": "#101014", "brown": "#4a2e1a", "red": "#8a3416", "grey": "#8a8a8c", "white": "#d0d0d4"}
        return colour(natural[asked]) if asked in natural and hair_style(person) != "mohawk" else tint
    if person.metatype == "sasquatch":
        return dim(person.skin, 0.75)
    rng = person.rng("hair colour")
    kinds = NATURAL if sum(person.skin) > 300 else DARK
    natural_tint = colour(kinds[int(rng.integers(len(kinds)))])
    style = hair_style(person)
    dyed = style == "mohawk" or (style in {"dreads", "swept"} and rng.random() < 0.3)
    if person.subject.age == "old":
        return mix(natural_tint, colour(WHITE_HAIR), 0.8)
    return mix(natural_tint, person.accent, 0.75 if dyed else 0.06)


def hood_is_up(person: Person) -> bool:
    """Tell whether a hood that is worn covers the head: never a mohawk that was asked for, nor what sits on it."""
    return person.has("hood") and not person.has("mohawk", "hat", "helmet", "afro", "crown")


def helmet_is_worn(person: Person) -> bool:
    """Tell whether a helmet is on the head: one asked for, or a guard's or knight's who need not show the hair."""
    usual = (
        person.subject.role in {"guard", "knight"}
        and not person.has("hood", "hat", "crown")
        and not asked_style(person)
    )
    return person.has("helmet") or usual


def hair_mesh(person: Person) -> Mesh | None:
    """Make hair and beard, or nothing for a bald head."""
    style, tint = hair_style(person), hair_colour(person)
    covered = hood_is_up(person) or person.has("hat") or helmet_is_worn(person)
    if covered and style not in {"bald", "mohawk"}:
        falls = style in {"long_hair", "bob", "braids"} and person.has("hat")
        style = style if falls else "short"
    parts = _grown_style(person, style, tint, covered=covered)
    usual = person.metatype in {"dwarf", "gnome", "sasquatch"} and not person.woman and person.subject.age != "child"
    if person.has("beard") or usual:
        parts.append(beard(person, mix(tint, colour("#5a2c14"), 0.35 if not person.subject.hair else 0.0)))
    elif person.has("moustache"):
        parts.append(grown(person, moustache(person, tint)))
    return joined(parts) if parts else None


# How dark the cap under a style is, how thick at the sides and on top, how low it falls at the back.
CAPS = {
    "short": (0.95, 0.014, 0.026, 0.0), "swept": (0.88, 0.008, 0.016, 0.0), "long_hair": (0.95, 0.024, 0.034, 0.20),
    "bob": (0.95, 0.024, 0.034, 0.10),
    "dreads": (1.0, 0.026, 0.036, 0.0), "afro": (0.80, 0.12, 0.16, 0.06), "ponytail": (0.90, 0.016, 0.024, 0.05),
    "bun": (0.90, 0.016, 0.024, 0.05), "braids": (0.90, 0.016, 0.024, 0.05), "mohawk": (1.0, 0.004, 0.006, 0.0),
}  # fmt: skip


def _grown_style(person: Person, style: str, tint: Colour, *, covered: bool) -> list[Mesh]:
    """Make a cap of hair, and on it what grows out of it where nothing covers it."""
    if style == "bald":
        return []
    dark, side, top, fall = CAPS[style]
    parts = [_cap(person, dim(colour(NATURAL[2]) if style == "mohawk" else tint, dark), side, top, fall)]
    if style == "mohawk" and not person.has("helmet"):
        parts.append(mohawk(person, tint))
    elif style in {"short", "swept"} and not covered and person.detail + (style == "swept"):
        parts.append(combed(person, tint, SHORT if style == "short" else SWEPT))
    elif style in {"long_hair", "bob"}:
        parts.append(combed(person, tint, LONG if style == "long_hair" else BOB))
    elif style in {"dreads", "afro"}:
        parts.append(combed(person, tint, DREADS) if style == "dreads" else curls(person, tint))
    elif style in {"ponytail", "bun", "braids"}:
        parts.append(tied(person, tint, style))
    return parts


def _cap(person: Person, tint: Colour, side: float, top: float, fall: float) -> Mesh:
    """Lay hair over the scalp, `side` and `top` thick, down to the hairline."""
    quads = scalp_quads("body" if person.detail else "coarse")
    points, back = np.unique(quads, return_inverse=True)
    quads = back.reshape(quads.shape)
    rest = person.body.shape.points[points]
    at, rng = in_head(person, rest), person.rng("cap")
    x, y, z = at.T
    line = np.interp(z, (-0.45, -0.12, 0.02, 0.08, 0.20, 0.33), (-0.20, -0.17, -0.06, 0.10, 0.26, 0.345))
    line = line - fall * np.clip(0.05 - z, 0, 0.3) / 0.3
    if person.subject.age == "old" and not person.woman:
        line = line + 0.08 * np.clip(z / 0.2, 0, 1) * np.clip(np.abs(x) / 0.12, 0, 1)
    turn = np.arctan2(x, z)
    line = line + 0.012 * np.sin(turn * 17 + float(rng.random()) * 6) + 0.010 * np.sin(turn * 31)
    over = np.clip((y - line) / 0.06, -1, 1)
    thick = (side + (top - side) * np.clip(y / 0.4, 0, 1)) * np.sqrt(np.maximum(over, 0)) + 0.012 * np.minimum(over, 0)
    comb = np.sin(turn * 15 + 4 * z + 7 * y) + 0.6 * np.sin(turn * 37 + 9 * y + float(rng.random()) * 6)
    thick = thick * (1 + 0.10 * comb * (thick > 0.008))
    away = at - np.array([0, 0.02, -0.04])
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    grown = at + away * thick[:, None]
    quads = quads[(over[quads] > 0).any(axis=1)]
    part = patch_of(grown, point_normals(grown, quads), quads, (1, 1, 2)[person.detail])
    cx, cy, cz = part.corners.mean(axis=1).T
    strand = (np.arctan2(cx, cz) * 26 + 3 * np.sin(cy * 9)).astype(int)
    tone = person.rng("strands").random(400)[strand % 400]
    colours = np.array(tint, np.float64) * (0.84 + 0.30 * tone[:, None])
    # Short hair lets the skin through at its line.
    thin = np.clip(1 - part.at(over, quads) / 0.5, 0, 1)[:, None] * (0.75 if side < 0.012 else 0.25)
    colours = colours + (np.array(dim(person.skin, 0.8)) - colours) * thin
    stuff = np.tile(np.array([0.14 if side > 0.006 else 0.08, 0.0, 0.0, 0.004]), (len(cx), 1))
    return painted(part, colours, stuff)
