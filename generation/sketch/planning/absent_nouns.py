"""Whether a plan shows nothing at all of what a noun is about, be it known or not."""

from generation.reading.groups import role_in
from generation.reading.noun_phrases import NOUN_TABLES, NounPhrase, is_name
from generation.reading.small_words import small
from generation.reading.terms import Terms
from generation.sketch.planning.lost_looks import VISIBLE_SENSES, is_no_sight
from generation.sketch.planning.perches import PERCH_WORDS
from generation.sketch.planning.plan_contents import PlanContents
from generation.sketch.planning.subject import Subject


def is_absent(phrase: NounPhrase, owner: Subject | None, shown: PlanContents, terms: Terms) -> bool:
    """Tell whether a plan shows nothing of what a phrase is about; `owner` is whose it is."""
    head = phrase.head
    if head.stands_for >= 0:
        return False  # who is meant is named before
    if head.folded in small("pieces") and phrase.told and not _is_measure(phrase, terms):
        return True  # a "chess piece", a "red line"
    if owner is not None and owner.place and PERCH_WORDS.get(head.folded) == owner.place:
        return False
    if head.folded in small("limbs") | small("parts"):
        return not shown.is_anybody
    return _is_unknown_or_missing(phrase, owner, shown, terms)


def _is_unknown_or_missing(phrase: NounPhrase, owner: Subject | None, shown: PlanContents, terms: Terms) -> bool:
    """Tell whether nothing of what a noun means is in the plan."""
    head = phrase.head
    if head.means("roles", "metatypes"):
        return not shown.names(phrase) or head.is_inexact
    if role_in(head) and shown.subject_of(phrase) is not None:
        return False  # a "band" is its singers
    if shown.has(head, owner):
        return head.is_inexact
    return _is_to_be_seen(phrase, terms)


def _is_to_be_seen(phrase: NounPhrase, terms: Terms) -> bool:
    """Tell whether what a phrase is about would be seen if it were there."""
    head = phrase.head
    if head.means(*NOUN_TABLES) or head.means("weather", "crowds", "hints"):
        return True
    if is_no_sight(head) or head.folded in small("members") or is_name(phrase, terms):
        return False
    return not head.effects and (not head.senses or bool(head.senses & VISIBLE_SENSES))


def _is_measure(phrase: NounPhrase, terms: Terms) -> bool:
    """Tell whether a noun only measures or groups what follows: "a piece of cake"."""
    after = terms.after(phrase.head)
    return after is not None and (after.folded in small("of") or terms.german)
