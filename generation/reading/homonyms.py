"""Homonyms: words that mean something else by what stands beside them: who is "lying to" somebody does not lie down."""

from dataclasses import replace

from generation.reading.small_words import small
from generation.reading.terms import Term, Terms

#: By word, what follows for it to have no meaning that is to be seen, folded.
_OTHERWISE = {
    **dict.fromkeys(("lie", "lies", "lying"), frozenset({"to", "through", "about"})),
    **dict.fromkeys(("fire", "fires", "firing"), frozenset({"him", "her", "them"})),  # an employee
    **dict.fromkeys(("run", "runs", "running"), frozenset({"a", "late", "out"})),  # a bar, late
    **dict.fromkeys(("stand", "stands", "standing"), frozenset({"for", "trial"})),
}  # fmt: skip

#: What is a part of the head where somebody has it: "into her temple".
_OF_A_BODY = frozenset({"temple", "temples"})


def without_homonyms(terms: Terms) -> Terms:
    """Return terms of which those mean nothing to be seen that mean something else here."""
    return replace(terms, terms=tuple(replace(term, effects={}, senses=frozenset()) if _is_other(term, terms) else term
                                      for term in terms.terms))  # fmt: skip


def _is_other(term: Term, terms: Terms) -> bool:
    after, before = terms.after(term), terms.before(term)
    if term.folded in _OF_A_BODY and before is not None:
        return before.folded in small("owners")
    return after is not None and bool(term.means("poses")) and after.folded in _OTHERWISE.get(term.folded, ())
