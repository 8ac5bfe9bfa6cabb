"""Measures: numbers, and words of degree, that say how old, long or much, and not how many of whom."""

from generation.reading.noun_phrases import is_adjective
from generation.reading.small_words import small
from generation.reading.terms import Term

_OLD_AT = 60  # years


def is_measure(term: Term, terms: tuple[Term, ...]) -> bool:
    """Tell whether a term only measures: the "ten year old" of a boy, "viel zu" before "groß", "the rest of" a team."""
    return _is_of_number(term, terms) or _is_degree(term, terms) or _is_rest(term, terms)


def _is_of_number(term: Term, terms: tuple[Term, ...]) -> bool:
    before, after = _word(terms, term.at - 1), _word(terms, term.at + 1)
    if term.folded in small("units"):
        return _is_number(terms, term.at - 1)
    if term.folded in {"old", "alt", "alter", "alte"}:
        return before in small("units") and _is_number(terms, term.at - 2) and not _is_high(terms[term.at - 2])
    return _is_number(terms, term.at) and after in small("units")


def _is_degree(term: Term, terms: tuple[Term, ...]) -> bool:
    """Tell whether a word says how much so another is: "very", "much too", "viel zu"."""
    after = term.at + 1
    if term.folded not in small("how much") or after >= len(terms):
        return False
    following = terms[after]
    if following.folded in small("how much"):
        return _is_degree(following, terms)
    return is_adjective(following) or bool(following.means("physiques"))


def _is_rest(term: Term, terms: tuple[Term, ...]) -> bool:
    """Tell whether it is the "rest of" who is left of some."""
    if term.folded in {"rest", "remainder"}:
        return _word(terms, term.at - 1) in small("determiners")
    before = _word(terms, term.at - 1) in {"rest", "remainder"}
    return before and term.folded in {"of", "der", "des"} and _is_rest(terms[term.at - 1], terms)


def _is_number(terms: tuple[Term, ...], at: int) -> bool:
    if at < 0 or at >= len(terms):
        return False
    word = terms[at].folded
    return bool(terms[at].means("numbers")) or word.isdigit() or word in small("number words") | small("high numbers")


def _is_high(term: Term) -> bool:
    """Tell whether who has that many years is old."""
    return term.folded in small("high numbers") or (term.folded.isdigit() and int(term.folded) >= _OLD_AT)


def _word(terms: tuple[Term, ...], at: int) -> str:
    return terms[at].folded if 0 <= at < len(terms) else ""
