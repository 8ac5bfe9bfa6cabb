"""Pronouns: for whom or what an "it" or "him" stands: a bike, in "a bike with an ork sitting on it"."""

from dataclasses import replace

from generation.reading.noun_phrases import is_noun, relation_of
from generation.reading.small_words import small
from generation.reading.terms import Term, Terms

_THINGS = ("items", "vehicles", "creatures", "drones", "furnishings")
_PEOPLE = ("roles", "metatypes")
_NEUTER = frozenset({"it", "es"})
_OF_SOMEBODY = {
    "him": "man", "her": "woman", "them": "", "ihm": "man", "ihn": "man", "ihr": "woman", "ihnen": "",
}  # fmt: skip
_LED_BY = frozenset({"in", "at", "near", "above"})
_NO_THING = frozenset({"anywhere"})


def with_pronouns(terms: Terms) -> Terms:
    """Return terms in which a pronoun that is led to, or that something is done to, stands for who was named before."""
    out = list(terms.terms)
    for term in terms.terms:
        if not _is_pronoun(term, terms) or not _is_led_or_done_to(term, terms):
            continue
        meant = _meant(term, terms)
        if meant is not None:
            effects = {**meant.effects, **term.effects}  # "her" tells of a shadowrunner that she is a woman
            out[term.at] = replace(term, effects=effects, senses=meant.senses, stands_for=meant.at)
    return replace(terms, terms=tuple(out))


def _is_pronoun(term: Term, terms: Terms) -> bool:
    """Tell whether a word stands for a noun; a "her" before one only says whose it is."""
    if term.refused or (term.effects.keys() & {*_PEOPLE}) or term.folded not in {*_NEUTER, *_OF_SOMEBODY}:
        return False
    if term.folded not in small("owners"):
        return True
    after = terms.after(term)
    if after is None or not after.is_word:
        return True
    goes_on = after.folded in small("joints") | small("determiners") or bool(relation_of(after.folded))
    return goes_on and not is_noun(after)


def _is_led_or_done_to(term: Term, terms: Terms) -> bool:
    before = terms.before(term)
    if before is None or before.refused:
        return False
    last = before.folded.rpartition(" ")[2]
    led = relation_of(last) in _LED_BY or last in {"of", "to"}
    return led or bool(before.means("poses", "deeds", "actions"))


def _meant(term: Term, terms: Terms) -> Term | None:
    """Return the noun that a pronoun stands for: the last thing, or the first one of that sex."""
    before = [other for other in terms.terms[: term.at] if not other.refused and not other.possessive]
    if term.folded in _NEUTER:
        things = [other for other in before if other.means(*_THINGS) and other.means(*_THINGS) not in _NO_THING]
        things = [other for other in things if not other.means(*_PEOPLE, "body_parts")]
        if things and things[-1].at == term.at - 2:
            things.pop()  # a "cat in it" is not in itself
        return things[-1] if things else None
    people = [other for other in before if other.means(*_PEOPLE) and not _only_says_of_what_sort(other, terms)]
    gender = _OF_SOMEBODY[term.folded]
    fitting = [other for other in people if other.means("genders") in {"", gender}]
    return next(iter(fitting), None)


def _only_says_of_what_sort(term: Term, terms: Terms) -> bool:
    """Tell whether a word for somebody stands before another one: the ork of an "ork mage"."""
    after = terms.after(term)
    return after is not None and bool(after.means(*_PEOPLE))
