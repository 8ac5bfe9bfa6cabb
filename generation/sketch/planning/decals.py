"""Decals: what is painted, spilt or burnt on a surface or a vehicle, read from a description in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generation.reading.term_reading import read_terms
from generation.sketch.planning.decal_words import (
    COLOUR_WORDS,
    DEED,
    DEED_ON_VEHICLE,
    DOOR,
    FLOOR,
    IN_WHAT,
    MATERIALS,
    ON_VEHICLE,
    ROAD,
    ROAD_WORD,
    SAID,
    SURFACE,
    WALL,
)
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.place_states import SHOWN_AS, shows_states
from generation.sketch.planning.sign import lettered
from generation.sketch.planning.usual_setting import STAGE
from generation.sketch.planning.vehicles import VEHICLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generation.sketch.planning.subject import Subject

LONGEST = 28  # letters of what is written
_READ = 4000  # characters of a description
#: What each motif is where its words do not say it: the surface, and the colour.
USUAL: dict[str, tuple[str, str]] = {
    "words": ("wall", ""), "scrawl": ("wall", ""), "circle": ("floor", "white"), "pentagram": ("floor", "white"),
    "outline": ("floor", "white"), "pool": ("floor", "blood"), "spatter": ("wall", "blood"),
    "prints": ("floor", "blood"), "handprint": ("wall", "blood"), "holes": ("wall", ""), "scorch": ("floor", ""),
    "tyre_marks": ("floor", ""), "arrow": ("wall", "white"), "cross": ("wall", "red"), "posters": ("wall", ""),
    "logo": ("wall", ""),
}  # fmt: skip
SOME_WALL = "outdoors/painted_wall"  # where there is a wall and nothing else
WITHOUT_WALLS = frozenset({"sea", "desert", "bridge", "outdoors/meadow", "outdoors/beach"})
WITHOUT_FLOOR = frozenset({"portrait", "item", "matrix", "astral", "siteplan", "skyline", "sea", "boardroom"})
SURFACES = ("wall", "floor", "door", "vehicle")


@dataclass(frozen=True, slots=True)
class Decal:
    """What is on a surface: a motif of USUAL, or the kind of a creature or a thing whose picture it is.

    `on` is one of SURFACES, `colour` the name of a colour or "blood", `words` what is written, `said` how the player
    has said it. A decal that `glows` sends light.
    """

    motif: str
    on: str
    colour: str = ""
    words: str = ""
    said: str = ""
    glows: bool = False

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Decal:
        """Read what `asdict` wrote, also after a trip through JSON."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Painted:
    """A description without what is said of its decals, these, and the words for those that nobody can draw."""

    text: str
    decals: tuple[Decal, ...] = ()
    unknown: tuple[str, ...] = ()


def painted_in(description: str) -> Painted:
    """Take what is on surfaces out of a description; what is left reads as if nobody had said it."""
    text, decals, unknown = description[:_READ], list[Decal](), list[str]()
    for motif, pattern in _PATTERNS:
        while found := pattern.search(text):
            decal, words = _decal(motif, found, text)
            if decal is None and not words:
                break
            decals += [decal] if decal else []
            unknown += words
            text = _without(text, found, decal)
    return Painted(text + description[_READ:], tuple(dict.fromkeys(decals)), tuple(unknown))


def surfaces_of(scene: str, place: str, subjects: Iterable[Subject]) -> frozenset[str]:
    """Return the surfaces of a scene on which something can be painted."""
    walled = (shows_states(scene, place) and f"{scene}/{place}" not in WITHOUT_WALLS) or scene in SHOWN_AS
    floored = scene not in WITHOUT_FLOOR and f"{scene}/{place}" not in WITHOUT_WALLS
    walls = {"wall", "door"} if walled and scene not in WITHOUT_WALLS else set[str]()
    vehicle = {"vehicle"} if any(subject.kind in VEHICLES for subject in subjects) else set[str]()
    return frozenset(walls | vehicle | ({"floor"} if floored else set()))


def with_surface(where: str, decals: Sequence[Decal]) -> str:
    """Return where it plays: what is on a wall of nowhere in particular is on one in a town."""
    name, _, behind = where.partition("/")
    if name == "portrait" and decals:
        where = behind or STAGE
    on_wall = any(decal.on in {"wall", "door"} for decal in decals)
    return SOME_WALL if on_wall and where.partition("/")[0] in {STAGE, "item"} else where


def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    flags = re.IGNORECASE
    out = [("deed", DEED), ("deed", DEED_ON_VEHICLE)]
    for motif, said in SAID:
        needed = "" if motif not in {"picture", "logo"} or "graff" in said or "mural" in said else "needed"
        with_surface = rf"(?<![\w-])(?P<motif>{said}){IN_WHAT}{SURFACE}"
        out.append((motif, re.compile(with_surface, flags)))
        out.append((motif, re.compile(rf"(?:(?:with|mit)\s+)(?P<motif>{said}){IN_WHAT}{ON_VEHICLE}(?![\w])", flags)))
        if not needed:
            out.append((motif, re.compile(rf"(?<![\w-])(?P<motif>{said}){IN_WHAT}(?![\w])", flags)))
    return tuple(out)


_PATTERNS = _compiled()


def _decal(motif: str, found: re.Match[str], text: str) -> tuple[Decal | None, list[str]]:
    """Return what a match says is on what, or the words that name a picture of which there is none."""
    groups = found.groupdict()
    said = " ".join(found[0].split())
    on = _surface_of(groups.get("surface") or "")
    if "on_vehicle" in groups or found.re is DEED_ON_VEHICLE:
        if not _has_vehicle(text):
            return None, []
        on = "vehicle"
    if on == "door" and _has_vehicle(text):
        on = "vehicle"
    words = lettered(groups.get("quoted") or groups.get("capitals") or "", LONGEST)
    picture = (groups.get("picture") or "").strip("-")
    unknown = list[str]()
    if motif in {"picture", "logo", "deed"}:
        unknown = [picture] if picture and motif == "picture" and not _pictured(picture) else []
        motif = _motif_of(motif, picture, found[0])
    if not motif or (motif == "words" and not words):
        return None, []
    if motif == "blood":
        motif = "pool" if on == "floor" else "spatter"
    surface, colour = USUAL.get(motif, ("wall", ""))
    glows = "glowing" in said.lower() or "leuchtend" in said.lower()
    return Decal(motif, on or surface, _colour_in(found[0]) or colour, words, said, glows), unknown


def _motif_of(motif: str, picture: str, said: str) -> str:
    """Return the motif of a picture that is named: graffiti of what nobody can draw are some graffiti."""
    usual = {"logo": "logo", "picture": "scrawl" if "graff" in said.lower() else ""}
    return _pictured(picture) or usual.get(motif, "")


def _surface_of(word: str) -> str:
    low = word.lower()
    for name, pattern in (("wall", WALL), ("floor", rf"{FLOOR}|{ROAD}"), ("door", DOOR)):
        if low and re.fullmatch(pattern, low):
            return name
    return "wall" if low.endswith("wand") else "floor" if low.endswith("boden") else "door" if low else ""


def _has_vehicle(text: str) -> bool:
    return any(term.means("vehicles") for term in read_terms(text).terms)


def _pictured(word: str) -> str:
    """Return the creature or the thing that a word means, "" for none."""
    for term in read_terms(word.removesuffix("-")).terms:
        kind = term.means("creatures", "items")
        if kind:
            return kind
    return ""


def _colour_in(said: str) -> str:
    low = said.lower()
    for word in (found[0] for found in re.finditer(r"[\wäöüß]+", low)):
        if word in COLOURS:
            return word
        for start, name in COLOUR_WORDS.items():
            if word.startswith(start):
                return name
    return "blood" if "bloody" in low or "blutig" in low else ""


def _without(text: str, found: re.Match[str], decal: Decal | None) -> str:
    """Return a text without a match; where it is stays: the kitchen of "on the kitchen floor"."""
    groups = found.groupdict()
    start, end = found.span()
    before, after = text[:start], text[end:]
    verb = groups.get("verb") or ""
    kept = _place_in(groups)
    if of := (groups.get("of") or "").strip().lower():
        kept = {"eines": "in einem", "einer": "in einer", "des": "in dem", "der": "in der"}.get(of, "in")
    if verb:
        kept = f"{verb} {kept}".strip() if kept else verb
    if found.re is DEED_ON_VEHICLE:
        kept = f"{verb} on"
    before = (
        re.sub(r"(?:,?\s*\b(?:with|in|inside|within|mit|im|innerhalb|at|and|und)\s*|,\s*)$", " ", before)
        if not verb
        else before
    )
    return (
        re.sub(r"[ \t]{2,}", " ", f"{before} {kept} {after}").strip() if kept or before.strip() or after.strip() else ""
    )


def _place_in(groups: dict[str, str | None]) -> str:
    """Return the place that a surface is named by: "in the kitchen" of the kitchen floor."""
    surface, adjectives = groups.get("surface") or "", (groups.get("adj") or "").split()
    if ROAD_WORD.fullmatch(surface):
        return f"on the {surface}"
    places = [
        word for word in adjectives if word.lower().rstrip("s'") not in MATERIALS and word.lower() not in MATERIALS
    ]
    places = [word for word in places if _is_place(word.removesuffix("'s"))]
    low = surface.lower()
    for tail in ("boden", "wand", "tür"):
        stem = low.removesuffix(tail)
        if stem != low and stem and stem not in MATERIALS and _is_place(stem.rstrip("ns")):
            places.append(stem.rstrip("ns").capitalize())
        elif stem != low and stem and _is_place(stem):
            places.append(stem.capitalize())
    return f"in the {' '.join(places)}" if places else ""


def _is_place(word: str) -> bool:
    return any(term.means("places", "districts") for term in read_terms(word).terms)
