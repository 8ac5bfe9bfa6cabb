"""Groups: who is in a team, a gang or a horde, and how many they are."""

from dataclasses import replace

from generation.reading.noun_phrases import GROUP, NOUN_TABLES, NounPhrase
from generation.reading.small_words import small
from generation.reading.terms import Term

PERSON_TABLES = ("roles", "metatypes")
#: What those are who are in a group that stands alone, by its last word.
_WHO_IS_IN = {
    "team": "runner", "crew": "runner", "squad": "guard", "patrol": "guard", "gang": "ganger", "trupp": "guard",
    "gruppe": "person", "group": "person", "band": "singer", "rockband": "singer", "bande": "ganger",
    "patrouille": "guard", "couple": "person", "paar": "person", "family": "person", "familie": "person",
}  # fmt: skip
#: Groups that are only a measure of what follows: a "stack of money" is one.
_MEASURES = frozenset(
    "stack pile bundle stapel haufen heap set glass bowl glas schuessel kind type sort piece art".split()  # noqa: SIM905  # one a line would be a page
)


def by_members(phrase: NounPhrase) -> NounPhrase:
    """Return a group by who is in it: a "zombie horde" is of zombies, an "ork family" of orks."""
    head = phrase.head
    of_whom = next((term for term in reversed(phrase.before) if term.means(*PERSON_TABLES, "creatures")), None)
    if of_whom is None or head.folded not in small("groups") or head.means(*NOUN_TABLES):
        return phrase
    before = tuple(term for term in phrase.before if term is not of_whom)
    return replace(phrase, head=of_whom, before=before, count=number_in(head, 1), told=True)


def role_in(group: Term) -> str:
    """Return what those are who are in a group, nothing where it is none of people."""
    return _WHO_IS_IN.get(group.folded.split()[-1].removesuffix("s"), "")


def number_in(group: Term, said: int) -> int:
    """Return how many a group is of; `said` is how many the word behind it says."""
    if group.folded in _MEASURES:
        return said
    return int(group.means("numbers") or max(said, GROUP))
