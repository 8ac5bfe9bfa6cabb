"""What became of every word of a description: it is shown, it is said that it is not, or it has no look of its own.

A description has no other words: whatever is in no closed list and is not shown is said. So nothing is left out in
silence, also where nobody has thought of a word.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from generation.reading.binding import Bound
from generation.reading.groups import role_in
from generation.reading.noun_phrases import NOUN_TABLES, Deed, NounPhrase, is_abstract, is_name, is_one_of
from generation.reading.small_words import small
from generation.reading.terms import Term, Terms
from generation.reading.vocabulary import PLACES
from generation.sketch.planning.lost_looks import goes_without_saying
from generation.sketch.planning.place_names import names_a_city, tells_which
from generation.sketch.planning.plan_contents import PlanContents


class Fate(StrEnum):
    """What became of a word."""

    SHOWN = "shown"
    SAID = "said"
    REFUSED = "refused"
    SMALL = "small"  # an article, a preposition, a number
    LOOKLESS = "lookless"  # nothing that an eye can see: a mood, a sound, a verb of thinking
    OF_PICTURE = "of the picture"  # how it is to be made: an hour, a style, a framing
    NAME = "name"  # somebody's, or a maker's


#: Lists of small words whose words are never said alone.
_SMALL = (
    "german", "english", "determiners", "singular", "owners", "own", "with", "in", "of", "at", "near", "above", "like",
    "joints", "breaks", "then", "some one", "is", "not now", "made of", "titles", "adverbs", "degrees", "members",
)  # fmt: skip
_LOOKLESS = ("unseen", "views", "groups", "abstract", "harmless", "qualities", "invisible deeds", "just holding")
#: Tables whose words are shown by every picture, or by what the plan has anyway.
_OF_PICTURE = frozenset(
    {"times", "hours", "styles", "text_only", "asked", "sheets", "numbers", "neon", "cameras", "handling", "hints"}
)
#: Tables of which words are said of somebody, and are lost only where nobody is there.
_TOLD_BY_OTHERS = frozenset({"colours", "weather", "crowds", "ways"})


def fates(
    terms: Terms, parts: Iterable[Bound], shown: PlanContents, said: Iterable[tuple[int, int]]
) -> Iterator[tuple[Term, Fate | None]]:
    """Return each word with what became of it, None if nobody can tell: `said` are the parts of the text that are."""
    spans = list(said)
    phrases = {term.at: each.part for each in parts if isinstance(each.part, NounPhrase) for term in each.part.terms}
    deeds = {each.part.term.at: each.owner for each in parts if isinstance(each.part, Deed)}
    for term in terms.terms:
        doer, before = deeds.get(term.at), terms.before(term) or term
        if doer is not None and any(start <= doer.head.start < end for start, end in spans):
            yield term, Fate.SAID  # with who does it
        elif before.means("weather") and term.means("poses") == "fall":
            yield term, Fate.OF_PICTURE  # as snow does
        elif term.is_word:
            yield term, _fate(term, terms, phrases.get(term.at), shown, spans)


def _fate(
    term: Term, terms: Terms, phrase: NounPhrase | None, shown: PlanContents, spans: list[tuple[int, int]]
) -> Fate | None:
    which = phrase is not None and tells_which(term, phrase)
    of_it = phrase is not None and (shown.has_look(term, phrase, None) or goes_without_saying(term, phrase))
    is_shown = shown.shows(term, phrase) or of_it or (bool(role_in(term)) and shown.has_people)
    fates_of = (
        (Fate.REFUSED, term.refused),
        (Fate.SAID, any(start <= term.start < end for start, end in spans)),
        (Fate.SMALL, term.possessive or which or _is_small(term) or _leads(term, terms)),
        (Fate.SHOWN, is_shown),
        (Fate.OF_PICTURE, bool(term.effects) and (_OF_PICTURE | _TOLD_BY_OTHERS).issuperset(term.effects)),
        (Fate.LOOKLESS, _is_lookless(term) and not _is_too_much(term, terms)),
        (Fate.NAME, _is_name(term, phrase, terms)),
    )
    return next((fate for fate, is_so in fates_of if is_so), None)


def _is_small(term: Term) -> bool:
    words = term.folded.split()
    return (
        all(any(word in small(name) for name in _SMALL) or len(word) == 1 or word.isdigit() for word in words)
        and not term.means(*NOUN_TABLES)
    )  # fmt: skip


def _leads(term: Term, terms: Terms) -> bool:
    """Tell whether a word is within what leads to a noun: the top of "on top of"."""
    before, after = terms.before(term), terms.after(term)
    return (
        before is not None and before.folded in small("above") | small("in") | small("at")
        and after is not None and after.folded == "of" and term.folded in small("ends")
    )  # fmt: skip


def _is_lookless(term: Term) -> bool:
    """Tell whether a word means nothing that is to be seen."""
    if term.means(*NOUN_TABLES):
        return False
    forms = {term.folded, term.folded.removesuffix("s")}
    if any(is_one_of(name, term) or not small(name).isdisjoint(forms) for name in _LOOKLESS):
        return True
    if is_one_of("adjectives", term):
        return not is_one_of("plain to see", term)
    return is_abstract(term) or (term.folded.endswith(("ly", "weise")) and not term.effects)


def _is_too_much(term: Term, terms: Terms) -> bool:
    """Tell whether a word of degree is more than it should be, which an eye sees: a suit "too tight", "viel zu eng"."""
    before = terms.before(term)
    after = terms.after(term)
    ends = after is None or not after.is_word or after.folded in small("joints") | small("near")
    return before is not None and before.folded in {"too", "zu"} and ends and is_one_of("sizes", term)


def _is_name(term: Term, phrase: NounPhrase | None, terms: Terms) -> bool:
    """Tell whether a word is the name of somebody or of a maker; that of a place is said."""
    if not term.is_capital or term.effects or term.senses & PLACES or names_a_city(term):
        return False
    if phrase is None:
        return not terms.german
    if term is phrase.head:
        return is_name(phrase, terms) and phrase.relation not in {"in", "at", "near"}
    return not terms.german  # an "Aztechnology pyramid"
