"""How a caption says what is on walls, floors, doors and vehicles, in plain English and in plain German."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generation.sketch.planning import german
from generation.sketch.planning.caption_words import called
from generation.sketch.planning.english_grammar import listed, with_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from generation.sketch.planning.decals import Decal
    from generation.sketch.planning.plan import Plan

ON = {"wall": "On the wall", "floor": "On the ground", "door": "On a door", "vehicle": "On the vehicle"}
AUF = {"wall": "An der Wand", "floor": "Auf dem Boden", "door": "Auf einer Tür", "vehicle": "Auf dem Fahrzeug"}
#: Each motif in English and in German.
SAID: dict[str, tuple[str, str]] = {
    "scrawl": ("graffiti", "Graffiti"), "circle": ("a magic circle", "ein magischer Kreis"),
    "pentagram": ("a pentagram", "ein Pentagramm"),
    "outline": ("a chalk outline of a body", "der Kreideumriss eines Körpers"),
    "pool": ("a pool of blood", "eine Blutlache"), "spatter": ("blood spatters", "Blutspritzer"),
    "prints": ("bloody footprints", "blutige Fußspuren"),
    "handprint": ("a bloody handprint", "ein blutiger Handabdruck"),
    "holes": ("bullet holes", "Einschusslöcher"), "scorch": ("scorch marks", "Brandflecken"),
    "tyre_marks": ("tyre marks", "Reifenspuren"), "arrow": ("an arrow", "ein Pfeil"),
    "cross": ("a painted X", "ein gemaltes X"), "posters": ("posters", "Plakate"), "logo": ("a logo", "ein Logo"),
}  # fmt: skip


def in_english(plan: Plan) -> str:
    """Say what is on the surfaces of a picture, "" for nothing; begins with a space."""
    return _said(plan, ON, _english, listed)


def in_german(plan: Plan) -> str:
    """Say in German what is on the surfaces of a picture, "" for nothing; begins with a space."""
    return _said(plan, AUF, _german, lambda phrases: " und ".join(filter(None, [", ".join(phrases[:-1]), phrases[-1]])))


def _said(plan: Plan, surfaces: dict[str, str], say: Callable[[Decal], str], lists: Callable[[list[str]], str]) -> str:
    out = ""
    for surface, where in surfaces.items():
        phrases = [say(decal) for decal in plan.decals if decal.on == surface]
        out += f" {where}: {lists(phrases)}." if phrases else ""
    return out


def _english(decal: Decal) -> str:
    if decal.motif == "words":
        return f"the words {decal.words}"
    return SAID[decal.motif][0] if decal.motif in SAID else f"a picture of {with_article(called(decal.motif))}"


def _german(decal: Decal) -> str:
    if decal.motif == "words":
        return f"die Worte {decal.words}"
    if decal.motif in SAID:
        return SAID[decal.motif][1]
    found = german.noun("things", decal.motif)
    return f"ein Bild von {found.dative(1)}" if found else "ein Bild"
