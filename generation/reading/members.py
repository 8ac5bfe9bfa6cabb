"""Members: who is one of those named before, as in "one of them plays" or "einer spielt", and does something alone."""

from generation.reading.named import Person
from generation.reading.noun_phrases import is_noun
from generation.reading.small_words import small
from generation.reading.terms import Term
from generation.reading.vocabulary import VERBS

_AT_LEAST = 2  # people there are of whom one is told


def is_member(term: Term, terms: tuple[Term, ...], *, german: bool) -> bool:
    """Tell whether a word stands for one of several: in "one of them sleeps", "einer schläft"."""
    after = terms[term.at + 1] if term.at + 1 < len(terms) else None
    other = term.folded in small("other members")
    if term.folded not in small("members") or after is None or _begins_noun(term, terms) != other:
        return False
    if after.folded in {"of", "von"} and not other:
        return term.at + 2 < len(terms) and terms[term.at + 2].folded in {"them", "whom", "us", "ihnen", "uns", "denen"}
    if german:
        return not after.is_capital and after.folded.endswith(("t", "nd")) and term.folded != "one"
    known = bool(after.means("poses", "deeds", "actions", "handling") or after.senses & VERBS)
    return not is_noun(after) and (after.folded.endswith("ing") or (known and after.folded.endswith("s")))


def _begins_noun(term: Term, terms: tuple[Term, ...]) -> bool:
    """Tell whether a word follows an article: "this one"."""
    return term.at > 0 and terms[term.at - 1].folded in small("determiners") - small("members")


def split_off(people: list[Person], at: int, *, more: bool | None) -> Person | None:
    """Take one of the last several who are named out of them, and return whom: they stand at `at`.

    With `more`, it is one more than those: "another"; None is "the other", who is left of two.
    """
    if more is None:
        return people[-2] if len(people) > 1 and people[-2].count == 1 and _is_like(people[-2], people[-1]) else None
    group = next((person for person in reversed(people) if person.count >= _AT_LEAST), None)
    if group is None:
        return None
    one = Person(group.words, at, group.clause, told=True)
    one.take_over(group)
    one.role, one.pose, one.holds = group.role, "", []
    group.count -= not more
    return one


def _is_like(one: Person, other: Person) -> bool:
    return (one.role, one.metatype, one.words) == (other.role, other.metatype, other.words)


def named_instead(people: list[Person], terms: tuple[Term, ...]) -> list[Person]:
    """Return people without a group whose members are named behind a colon: "a family: father, mother and son"."""
    kept = list(people)
    for group in people:
        colon = next((term.at for term in terms[group.at + 1 : group.at + 5] if not term.is_word), None)
        if group.count < _AT_LEAST or colon is None or terms[colon].folded not in {":", "\u2013", "\u2014"}:
            continue
        members = [person for person in people if person.at > colon]
        if not members or sum(person.count for person in members) < _AT_LEAST:
            continue
        for member in members:
            member.metatype = member.metatype or group.metatype
            member.role = group.role if member.role in {"", "person"} and group.role else member.role
        left = group.count - sum(person.count for person in members)
        members[0].also += [group.at, *group.also]
        if left <= 0 or not _is_numbered(group, terms):
            kept.remove(group)
        else:
            group.count = left
    return kept


def _is_numbered(group: Person, terms: tuple[Term, ...]) -> bool:
    return any(int(term.means("numbers") or 0) > 1 for term in terms[max(0, group.at - 3) : group.at])
