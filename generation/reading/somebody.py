"""Somebody: whether a noun phrase names one, and whether it only says more of who is named already."""

from generation.reading.groups import PERSON_TABLES
from generation.reading.named import Person
from generation.reading.noun_phrases import NounPhrase
from generation.reading.small_words import small
from generation.reading.terms import Terms

#: Garments that stand for who wears one.
_WHO_WEARS_ONE = frozenset({"suit", "suits"})
_REMAINS = frozenset({"skeleton", "zombie"})  # that a beast may leave, too
_THINGS = ("creatures", "drones", "vehicles", "effects", "items", "garments", "places", "features")


def is_person(phrase: NounPhrase, terms: Terms, people: list[Person], *, wearing: bool) -> bool:
    """Tell whether a phrase names somebody; `people` are named before, `wearing` tells that it is worn."""
    head = phrase.head
    if head.folded in {"face", "faces"} and not _is_negotiator(phrase, terms):
        return False
    if head.means("metatypes") in _REMAINS and any(term.means("creatures") for term in phrase.before):
        return False  # a "dragon skeleton"
    if head.means(*PERSON_TABLES):
        return True
    if head.folded in _WHO_WEARS_ONE:  # "a suit waits", but not "in a suit"
        worn = phrase.relation in {"in", "with"} or wearing
        return not worn and (phrase.told or phrase.verb is not None) and not (people and phrase.colour)
    return "person" in head.senses and not head.means(*_THINGS)


def _is_negotiator(phrase: NounPhrase, terms: Terms) -> bool:
    """Tell whether a face is a team's, and no part of somebody: "a face and a decker", not "scars on his face"."""
    before = terms.terms[phrase.terms[0].at - 1] if phrase.terms[0].at else None
    owned = before is not None and (before.possessive or before.folded in small("owners"))
    of_somebody = owned or phrase.head.plural or any(term.means("expressions") for term in phrase.before)
    return not of_somebody and phrase.verb is None and phrase.relation in {"", "with"} and phrase.told


def apposed(person: Person, phrase: NounPhrase, terms: Terms, people: list[Person]) -> Person | None:
    """Return whom a phrase only says more of: "my decker, a tall elf woman"."""
    if len(people) != 1 or phrase.joined or phrase.verb is not None or phrase.relation:
        return None
    before = people[0]
    follows = phrase.after_mark and before.clause == phrase.clause - 1 and before.relation in {"", "like"}
    if not follows or before.count > 1 or person.count > 1 or _goes_on(phrase, terms):
        return None
    unlike = person.metatype and before.metatype and person.metatype != before.metatype
    says_sort = person.role in {"", "person"} or (before.role in {"", "person"} and before.own)
    return before if says_sort and not unlike else None


def _goes_on(phrase: NounPhrase, terms: Terms) -> bool:
    """Tell whether a list of people goes on: "a decker, a mage and a troll"."""
    rest = terms.terms[phrase.head.at + 1 :]
    after = next((at for at, term in enumerate(rest) if term.folded in {"and", "und"} or not term.is_word), None)
    if after is None or not rest[after].is_word:
        return False
    return any(term.means(*PERSON_TABLES) or "person" in term.senses for term in rest[after + 1 : after + 5])
