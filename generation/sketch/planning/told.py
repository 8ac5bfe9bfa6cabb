"""What a picture's alt text tells of, so that a note never denies what is there: it only is not as it was described."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generation.reading.binding import bound
from generation.reading.noun_phrases import Deed
from generation.reading.small_words import small
from generation.reading.term_reading import read_terms
from generation.reading.terms import Term, Terms
from generation.sketch.planning.creatures import ALIASES
from generation.sketch.planning.figures import ONLY_NEAR
from generation.sketch.planning.vehicles import VEHICLES

if TYPE_CHECKING:
    from generation.sketch.planning.plan import Plan
    from generation.sketch.planning.subject import Subject

#: Tables of the lexicon by which a word names a body, a thing or what somebody wears.
_TOLD_BY = (
    "metatypes", "roles", "creatures", "drones", "vehicles", "items", "garments", "features", "effects", "genders",
    "ages", "places", "furnishings",
)  # fmt: skip
#: Words that own up themselves to what is painted for them: "machine gun (a rifle instead)".
_INSTEAD = re.compile(r" \(.+ instead\)$| \(stattdessen .+\)$")
#: What a deed has in its hands, so that nobody has to tell of it.
_OF_DEEDS = {"knit": {"scarf", "jumper", "sweater"}, "smoke": {"cigarette", "cigar"}}
#: Relations by which a phrase brings something in, or a place.
_NAMING = frozenset({"", "with", "in", "at", "of"})
_PARTS_OF_VEHICLES = frozenset({"tyre", "wheel"})


class Missing(NamedTuple):
    """The phrases of a plan that are not shown: of what is not there at all, and of what is there, but otherwise."""

    absent: tuple[str, ...]
    otherwise: tuple[str, ...]


def missing_of(plan: Plan) -> Missing:
    """Return what a plan does not show as described, parted by whether its alt text tells of it."""
    told = told_kinds(plan)
    absent, otherwise = list[str](), list[str]()
    for phrase in plan.missing:
        if _INSTEAD.search(phrase):
            otherwise.append(phrase)
            continue
        terms = read_terms(phrase)
        head = _head(terms)
        if head is not None and not _is_told(head, told):
            absent.append(phrase[_first_untold(terms, head, told) :])
        else:
            is_told = any(_is_told(term, told) for term in terms.terms)
            (otherwise if is_told else absent).append(phrase)
    return Missing(tuple(absent), tuple(otherwise))


def without_unseen(missing: tuple[str, ...], unseen: tuple[str, ...]) -> tuple[str, ...]:
    """Return missing phrases in which nothing stands in that is not to be seen itself."""
    return tuple(_plain(phrase) if _stands_in(phrase, unseen) else phrase for phrase in missing)


def _stands_in(phrase: str, kinds: tuple[str, ...]) -> bool:
    if not _INSTEAD.search(phrase):
        return False
    meant = {effect for term in read_terms(_plain(phrase)).terms for effect in term.effects.values()}
    return not meant.isdisjoint(kinds)


def _plain(phrase: str) -> str:
    return _INSTEAD.sub("", phrase)


def told_kinds(plan: Plan) -> frozenset[str]:
    """Return what the alt text of a plan tells of, by the lexicon's names."""
    kinds = {kind for subject in plan.subjects for kind in _kinds_of(subject)}
    if plan.scene != "portrait":
        kinds -= ONLY_NEAR  # of which nobody speaks from afar
    scene, _, place = plan.place.partition("/") if plan.scene == "portrait" else (plan.scene, "", plan.place)
    around = {scene, f"{scene}/{place}", place} if place or plan.scene != "portrait" else set[str]()
    return frozenset(kinds | around) - {"", "person", "human", "room", "stage"}


def _kinds_of(subject: Subject) -> set[str]:
    kind = ALIASES.get(subject.kind, subject.kind)
    worn = {garment.kind for garment in subject.garments}
    kinds = {kind, subject.kind, *subject.holds, *subject.features, *worn, subject.place, subject.at.rpartition(" ")[2]}
    if subject.kind == "figure":
        kinds |= {
            *_OF_DEEDS.get(subject.deed, ()),
            subject.metatype,
            subject.role,
            subject.gender,
            subject.age,
            subject.called,
        }
    return kinds | _PARTS_OF_VEHICLES if kind in VEHICLES else kinds


def _is_told(term: Term, told: frozenset[str]) -> bool:
    names = {ALIASES.get(effect, effect) for name, effect in term.effects.items() if name in _TOLD_BY}
    return not term.refused and not names.isdisjoint(told)


def _head(terms: Terms) -> Term | None:
    """Return the noun that a phrase is about, nothing where it says what is done, or where something is."""
    part = next((each.part for each in bound(terms)), None)
    if part is None or isinstance(part, Deed) or part.lead or part.verb is not None:
        return None
    return part.head


def is_of_a_noun(phrase: str) -> bool:
    """Tell whether a phrase names a thing, somebody or a place, and does not only say what is done or where."""
    parts = [each.part for each in bound(read_terms(phrase))]
    first = next(iter(parts), None)
    if isinstance(first, Deed):
        return any(not isinstance(part, Deed) and part.relation == "with" for part in parts)  # "runs with a narwhal"
    return first is not None and first.verb is None and first.relation in _NAMING


def _first_untold(terms: Terms, head: Term, told: frozenset[str]) -> int:
    """Return where a phrase begins without those before its noun who are told: the axe of a "dwarf's axe"."""
    for term in terms.terms:
        if term is head or not (_is_told(term, told) or term.folded in small("determiners")):
            return term.start
    return 0
