"""The unnamed: who is there though no known word names them: a "she", a "zorbler in a red coat".

What somebody wears, has on the body or does says that there is somebody; nothing that is worn or held is there for
itself. Only the one whom a text begins with, or is about, is found so, and never where another is named before.
"""

from collections.abc import Sequence
from dataclasses import replace

from generation.reading.binding import Bound, bound
from generation.reading.noun_phrases import NOUN_TABLES, Deed, NounPhrase, is_abstract, is_one_of
from generation.reading.small_words import small
from generation.reading.terms import Term, Terms
from generation.reading.vocabulary import VERBS

PERSON_TABLES = ("roles", "metatypes")
_ALIVE_TABLES = (*PERSON_TABLES, "creatures", "drones", "vehicles")
#: What only people do, or how only they are.
_POSES_OF_PEOPLE = frozenset({
    "sit", "kneel", "aim", "aim_at_us", "cast", "point", "drink", "type", "arms_crossed", "salute", "wave", "dance",
    "lean", "ride", "lounge", "climb", "raise", "throw", "kick", "crouch", "bound", "ground",
})  # fmt: skip
_NAMELESS = {
    "he": ("man", ""), "she": ("woman", ""), "er": ("man", ""), "sie": ("woman", ""), "i": ("", ""), "ich": ("", ""),
    "me": ("", ""), "they": ("", "several"), "we": ("", "several"), "wir": ("", "several"),
}  # fmt: skip
_ALSO = frozenset({"and", "und", "with", "mit"})
_BEING = frozenset({"am", "bin", "is", "are", "ist", "sind", "was", "were"})
_WHO = frozenset({"who", "whose", "whom"})
_OF_BEASTS = frozenset(
    """tail, tails, paw, paws, hoof, hooves, snout, fur, feathers, antennae, tentacle, tentacles, beak, fins, schwanz,
    pfote, pfoten, huf, hufe, schnauze, fell, federn, fuehler, tentakel, schnabel, flossen""".replace("\n", " ")
    .replace(" ", "").split(",")
)  # fmt: skip


def with_the_unnamed(terms: Terms) -> Terms:
    """Return terms in which the word for who is there means somebody, though that is no known word for it."""
    terms = _with_pronoun(_with_owner(terms))
    parts = bound(terms)
    first = next(
        (each.part for each in parts if isinstance(each.part, NounPhrase) and not each.part.head.refused), None
    )
    if first is None or first.relation or not _may_be_somebody(first, terms) or not _is_somebody(first, parts, terms):
        return terms
    return _as_somebody(terms, first.head)


def _as_somebody(terms: Terms, term: Term, *, gender: str = "", several: bool = False) -> Terms:
    said = {"genders": gender} if gender else {}
    meant = replace(term, effects={"roles": "person", **said}, senses=frozenset({"person"}), is_inexact=not said,
                    plural=term.plural or several)  # fmt: skip
    return replace(terms, terms=tuple(meant if each is term else each for each in terms.terms))


def _may_be_somebody(phrase: NounPhrase, terms: Terms) -> bool:
    """Tell whether the noun that a text begins with is one that nobody knows, and can be somebody."""
    head = phrase.head
    if head.effects or head.senses or is_abstract(head) or len(head.folded) < 3:
        return False
    lists = ("unseen", "views", "groups", "limbs", "parts", "body", "ends", "hands")
    known = any(head.folded in small(name) for name in lists) or any(
        term.means("items", "vehicles", "creatures", "furnishings") for term in phrase.before
    )
    after = terms.after(head)
    return not known and not (after is not None and after.folded in small("of"))


def _is_somebody(phrase: NounPhrase, parts: Sequence[Bound], terms: Terms) -> bool:
    """Tell whether what is said of somebody is only said of people."""
    if any(term.folded in _OF_BEASTS for term in terms.terms):
        return False
    looks = any(term.means("expressions", "skins", "hair_colours", "genders", "metatypes") for term in phrase.before)
    looks = looks or any(is_one_of("states of people", term) for term in phrase.before)
    after = terms.after(phrase.head)
    who = after is not None and after.folded in _WHO
    own = [each for each in parts if each.owner is phrase]
    return looks or who or any(_is_of_people(each, phrase) for each in own)


def _is_of_people(each: Bound, whose: NounPhrase) -> bool:
    if isinstance(each.part, Deed):
        term = each.part.term
        done = term.means("poses") in _POSES_OF_PEOPLE or term.means("deeds") or term.means("handling") == "wear"
        return bool(done) and not term.folded.endswith("ed")
    head = each.part.head
    worn = head.means("garments", "features", "body_parts") and not head.means("creatures", "drones", "vehicles")
    led = each.part.relation in {"with", "in"} or (not each.part.relation and each.part.clause > whose.clause)
    led = led or (each.deed is not None and each.deed.term.means("handling") == "wear")
    return bool(worn) and led


def _with_pronoun(terms: Terms) -> Terms:
    """Return terms in which a pronoun means somebody who is named by nothing else: "she sits on the bonnet"."""
    for term in terms.terms:
        if term.means(*_ALIVE_TABLES) or "person" in term.senses:
            return terms
        if term.folded in _NAMELESS and _is_subject(term, terms):
            gender, several = _NAMELESS[term.folded]
            meant = _as_somebody(terms, term, gender=gender, several=bool(several))
            named = replace(meant.terms[term.at], is_inexact=False)
            return replace(meant, terms=tuple(named if each.at == term.at else each for each in meant.terms))
    return terms


def _is_subject(term: Term, terms: Terms) -> bool:
    """Tell whether a pronoun begins a clause and does something: "sie raucht", "me and my dog"."""
    before, after = terms.before(term), terms.after(term)
    if after is None or not (before is None or not before.is_word or before.folded in small("joints")):
        return False
    if term.folded in {"me", "i", "ich"} and after.folded in _ALSO:
        return before is None
    if term.folded == "me":
        return False
    does = after.means("poses", "deeds", "actions") or (after.means("handling") == "wear")
    asks = term.folded in {"i", "ich", "we", "wir"} and after.folded in {"want", "need", "will", "moechte", "brauche"}
    return not asks and bool(does or after.folded in _BEING or (after.senses & VERBS and term.folded != "i"))


def _with_owner(terms: Terms) -> Terms:
    """Return terms in which whose a part of the body is who stands before it: "on a bald guys head"."""
    out = list(terms.terms)
    for term in terms.terms[1:-1]:
        limb = terms.terms[term.at + 1]
        is_part = limb.folded in small("limbs") | small("parts") | small("hands") or bool(limb.means("body_parts"))
        if is_part and term.plural and term.means(*PERSON_TABLES) and _is_of_one(term, terms):
            senses = term.senses - {"group"}
            out[term.at] = replace(term, possessive=True, plural=False, senses=senses)
    return replace(terms, terms=tuple(out))


def _is_of_one(term: Term, terms: Terms) -> bool:
    """Tell whether an article for one stands before a plural, with nothing but adjectives between."""
    for before in reversed(terms.terms[max(0, term.at - 3) : term.at]):
        if before.folded in {"a", "an", "one", "some"}:
            return True
        if not before.is_word or before.means(*NOUN_TABLES[:7]):
            return False
    return False
