"""What a word before a noun says of it — its colour, its state, its size — and a plan does not show."""

from collections.abc import Iterator

from generation.reading.noun_phrases import NOUN_TABLES, NounPhrase, is_abstract, is_adjective, is_one_of
from generation.reading.small_words import small
from generation.reading.terms import Term, Terms
from generation.sketch.planning.place_names import tells_which
from generation.sketch.planning.plan_contents import PlanContents
from generation.sketch.planning.state_words import tells_any
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.subject_looks import is_in_state
from generation.sketch.planning.thing_states import GIANT, size_of

VISIBLE_SENSES = frozenset({"person", "creature", "thing", "vehicle", "outdoors", "indoors", "wilderness", "event"})
_UNSEEN = ("unseen", "views", "groups", "adverbs")
#: What is so of whatever is smoked.
SHINING = frozenset(
    {"glowing", "lit", "burning", "smoking", "gluehend", "gluehende", "brennend", "brennende", "leuchtend"}
)
_SHORTEST = 3  # letters of a word that is worth saying
#: Endings of words that say of what kind something is, and not what it looks like.
_ABSTRACT = ("ly", "ic", "al", "ous", "ful", "ish", "ive", "an", "ese", "able", "ible")


def lost_looks(phrase: NounPhrase, owner: Subject | None, shown: PlanContents, terms: Terms) -> Iterator[Term]:
    """Return what stands before a noun that is shown and is not to be seen of it."""
    if phrase.head.folded in small("groups"):
        return  # a "broken pair of chopsticks"
    for at, term in enumerate(phrase.before):
        if term.means("numbers") and is_hyphened(term, terms.text):
            yield term  # "one-armed"
        counts = term.means("numbers") or term.folded in small("views") | small("adverbs")
        if counts or term.refused or shown.tells(term) or tells_which(term, phrase):
            continue
        if term.means("colours"):
            if not shown.has_colour(phrase, phrase.before[at + 1 :], owner):
                yield term
        elif _is_lost(term, phrase, owner, shown, german=terms.german):
            yield term


def _is_lost(term: Term, phrase: NounPhrase, owner: Subject | None, shown: PlanContents, *, german: bool) -> bool:
    """Tell whether a word that is no colour is not to be seen of a noun."""
    place = phrase.head.means("places", "furnishings") and not phrase.head.means("vehicles")
    if (size := size_of(term)) and not place and not phrase.head.means("roles", "metatypes"):
        subject = shown.subject_of(phrase)
        grown = size == GIANT and shown.is_alone and subject is not None  # which fills the picture
        return not grown and (subject is None or size not in subject.features)
    subject = shown.subject_of(phrase)
    if subject is not None and subject.kind != "figure" and _says_state(term):
        return not is_in_state(subject, term)
    return (
        not goes_without_saying(term, phrase)
        and _is_sight(term, german=german)
        and not shown.has_look(term, phrase, owner)
    )


def _says_state(term: Term) -> bool:
    """Tell whether a word before a thing says no more than in which state that is: what one does is no state."""
    return tells_any(term.folded) and set(term.effects) <= {"handling", "weather"} and not term.senses & VISIBLE_SENSES


def goes_without_saying(term: Term, phrase: NounPhrase) -> bool:
    """Tell whether a word before a noun adds nothing to see: a "street preacher", a "Lone Star patrol car"."""
    if phrase.head.means("vehicles") == "police_car":
        return term.means("roles") == "police"
    if phrase.head.means("features") in {"cigarette", "cigar"}:
        return term.folded in SHINING
    return bool(phrase.head.means("roles")) and is_one_of("harmless", term)


def _is_sight(term: Term, *, german: bool) -> bool:
    """Tell whether a word before a noun says of it what is plain to see."""
    if is_one_of("plain to see", term) or term.means(*NOUN_TABLES, "weather", "poses"):
        return True
    if term.means("ages", "physiques", "skins", "expressions", "hair_colours"):
        return True
    return not is_adjective(term) and _is_modifier(term, german=german)


def _is_modifier(term: Term, *, german: bool) -> bool:
    """Tell whether a word before a noun is one that can be seen itself: "lightning rod", "pizza boxes"."""
    if term.effects or is_no_sight(term) or is_one_of("harmless", term):
        return False
    if term.senses:
        return bool(term.senses & (VISIBLE_SENSES - {"event"}))
    named = term.is_capital and (not german or term.at > 0)
    return not named and not term.folded.endswith(_ABSTRACT)


def is_hyphened(term: Term, text: str) -> bool:
    """Tell whether a word goes on behind a hyphen: "one-armed"."""
    end = term.start + len(term.typed)
    return text[end : end + 1] == "-"


def is_no_sight(term: Term) -> bool:
    """Tell whether a word means nothing that can be seen."""
    words = term.folded.split()
    if is_abstract(term):
        return True
    return (
        len(term.folded) < _SHORTEST
        or term.folded[0].isdigit()
        or any(word in small(name) for word in {term.folded, term.folded.removesuffix("s")} for name in _UNSEEN)
        or words[-1] in small("unseen")
    )


def without(term: Term, terms: Terms) -> Term | None:
    """Return the first word that says of a part of a body or a vehicle that it is lacking; None where it is not."""
    parts = small("limbs") | small("parts") | small("body") | small("vehicle parts")
    if not term.refused or term.folded not in parts:
        return None
    first = term
    while (before := terms.before(first)) is not None and before.refused:
        first = before
    return first
