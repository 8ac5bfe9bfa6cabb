"""Somebody: whether a noun phrase names one, and whether it only says more of who is named already."""

from generation.reading.groups import PERSON_TABLES
from generation.reading.named import Person
from generation.reading.noun_phrases import NounPhrase, is_adjective
from generation.reading.small_words import small
from generation.reading.terms import Terms

#: Garments that stand for who wears one.
_WHO_WEARS_ONE = frozenset({"suit", "suits"})
_REMAINS = frozenset({"skeleton", "zombie"})  # that a beast may leave, too
_RAILINGS = frozenset({"fence", "fences"})  # that a receiver of stolen goods is called, too
_THINGS = ("creatures", "drones", "vehicles", "effects", "items", "garments", "places", "features")


def is_person(phrase: NounPhrase, terms: Terms, people: list[Person], *, wearing: bool) -> bool:
    """Tell whether a phrase names somebody; `people` are named before, `wearing` tells that it is worn."""
    head = phrase.head
    if head.folded in {"face", "faces"} and not _is_negotiator(phrase, terms):
        return is_bare_face(phrase, people)
    railing = head.folded in _RAILINGS and phrase.relation in {"at", "near", "above"}  # "behind a fence"
    remains = head.means("metatypes") in _REMAINS and any(term.means("creatures") for term in phrase.before)
    if railing or remains:
        return False  # a "dragon skeleton"
    if head.means(*PERSON_TABLES):
        return True
    if head.folded in _WHO_WEARS_ONE:  # "a suit waits", but not "in a suit"
        worn = phrase.relation in {"in", "with"} or wearing
        return not worn and (phrase.told or phrase.verb is not None) and not (people and phrase.colour)
    if "person" in head.senses:
        bare = phrase.verb is not None and not phrase.told and not head.is_capital  # "keeps lookout"
        return not head.means(*_THINGS) and not bare
    unknown = not head.effects and not head.senses and head.folded.endswith(tuple(small("personal endings")))
    return unknown and any(term.means("metatypes") for term in phrase.before)  # a "dwarf demolition expert"


def is_bare_face(phrase: NounPhrase, people: list[Person]) -> bool:
    """Tell whether a face stands for whose it is, as nobody else is named: "a human face with chrome eyes"."""
    face = phrase.head.folded in {"face", "faces", "gesicht", "gesichter"}
    looks = any(term.means("metatypes", "ages", "expressions", "genders", "skins") for term in phrase.before)
    return face and looks and not people and not phrase.relation


def _is_negotiator(phrase: NounPhrase, terms: Terms) -> bool:
    """Tell whether a face is a team's, and no part of somebody: "a face and a decker", not "scars on his face"."""
    before = terms.terms[phrase.terms[0].at - 1] if phrase.terms[0].at else None
    owned = before is not None and (before.possessive or before.folded in small("owners"))
    of_somebody = owned or phrase.head.plural or any(term.means("expressions") for term in phrase.before)
    looks = any(is_adjective(term) or not (term.effects or term.senses) for term in phrase.before)
    among = not phrase.relation or phrase.joined  # "a decker with a mage and a face", but a "mirror with a face in it"
    return not of_somebody and not looks and phrase.verb is None and among and phrase.told


def apposed(person: Person, phrase: NounPhrase, terms: Terms, people: list[Person]) -> Person | None:
    """Return whom a phrase only says more of: "my decker, a tall elf woman"."""
    if (told := _told_of(phrase, terms, people)) is not None:
        return told
    if phrase.head.folded in small("others"):
        return None
    if len(people) != 1 or phrase.joined or phrase.verb is not None or phrase.relation or _is_led(phrase, terms):
        return None
    before = people[0]
    follows = phrase.after_mark and before.clause == phrase.clause - 1 and before.relation in {"", "like"}
    if not follows or before.count > 1 or person.count > 1 or _goes_on(phrase, terms):
        return None
    unlike = person.metatype and before.metatype and person.metatype != before.metatype
    titled = terms.terms[before.at].folded.split()[0] in small("titles") and not phrase.told
    says_sort = person.role in {"", "person"} or (before.role in {"", "person"} and (before.own or titled))
    says_sort = says_sort or (person.role == "child" and before.own)  # "our decker, a skinny kid"
    return before if says_sort and not unlike else None


def _told_of(phrase: NounPhrase, terms: Terms, people: list[Person]) -> Person | None:
    """Return whom an "is" says something of: "the bride is a troll"."""
    before = [term for term in terms.terms[: phrase.terms[0].at] if term.folded not in small("determiners")][-1:]
    if not people or not before or before[0].folded not in small("is"):
        return None
    return next((person for person in people if person.at == before[0].at - 1), None)


def _is_led(phrase: NounPhrase, terms: Terms) -> bool:
    """Tell whether something stands between the last mark and a phrase: "neben ihm eine Oma"."""
    between = []
    for term in reversed(terms.terms[: phrase.terms[0].at]):
        if not term.is_word:
            break
        between.append(term)
    return any(term.folded not in small("determiners") and not term.means("numbers") for term in between)


def _goes_on(phrase: NounPhrase, terms: Terms) -> bool:
    """Tell whether a list of people goes on: "a decker, a mage and a troll"."""
    rest = terms.terms[phrase.head.at + 1 :]
    after = next((at for at, term in enumerate(rest) if term.folded in {"and", "und"} or not term.is_word), None)
    if after is None or not rest[after].is_word:
        return False
    return any(term.means(*PERSON_TABLES) or "person" in term.senses for term in rest[after + 1 : after + 5])
