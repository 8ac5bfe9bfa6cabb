"""Hard blocks: what no session, game master or channel can allow.

Sexual words and an age below eighteen in one description; known terms for sexualised minors; sexual words and a real
person. A description is one picture, so no distance between the two makes it harmless.

What this cannot know: people who are not among the best known and come without a title ("actress …", "my neighbour"),
languages other than English and German, ages that are only told by the scene, and words that are misspelt rather than
disguised. A remote check may.
"""

import re
from collections.abc import Mapping, Sequence

from generation.moderation import reasons
from generation.moderation.normalize import FoldedWord
from generation.moderation.term_index import Hit, near
from generation.moderation.verdict import Action, Verdict

#: Words apart up to which a suggestive word is taken to describe a minor.
CLOSE = 8

# A number that may be an age, or may count something.
_TEENS = frozenset(map(str, range(6, 18)))
_MENTION = re.compile(r"<@!?\d{1,20}>")
_OWN = frozenset({"my", "our", "mein", "meine", "meiner", "meinem", "meinen", "unsere", "unserer"})

HitsByGroup = Mapping[str, Sequence[Hit]]


def hard_block(text: str, tokens: Sequence[FoldedWord], found: HitsByGroup) -> Verdict | None:
    """Return the block where a text asks for what is never painted; `found` are the hits by group."""
    if hits := _minor(found):
        return _hard("sexual_minor", reasons.MINOR, hits)
    if hits := _real_person(text, tokens, found):
        return _hard("sexual_real_person", reasons.REAL_PERSON, hits)
    return None


def doubtful(tokens: Sequence[FoldedWord], found: HitsByGroup) -> bool:
    """Tell whether minors may be meant in something sexual: too unsure for a hard block, too near to pass."""
    minors = found.get("age", ())
    if minors and (found.get("suggestive") or found.get("revealing")):
        return True
    if found.get("explicit") and (found.get("youth") or any(token.letters in _TEENS for token in tokens)):
        return True
    return bool(near(minors, found.get("coarse", ()), distance=1))


def _minor(found: HitsByGroup) -> tuple[Hit, ...]:
    if alone := found.get("minor_sexual"):
        return tuple(alone)
    ages, explicit = found.get("age", ()), found.get("explicit", ())
    if ages and explicit:
        return ages[0], explicit[0]
    close = near(ages, found.get("suggestive", ()), CLOSE)
    return close[0] if close else ()


def _real_person(text: str, tokens: Sequence[FoldedWord], found: HitsByGroup) -> tuple[Hit, ...]:
    explicit = tuple(found.get("explicit", ()))
    sexual = explicit + tuple(found.get("suggestive", ()))
    if sexual and (named := found.get("person")):
        return named[0], sexual[0]
    if not explicit:
        return ()
    if made := found.get("real"):
        return made[0], explicit[0]
    for hit in found.get("kin", ()):
        if any(token.letters in _OWN for token in tokens[max(0, hit.first - 3) : hit.first]):
            return hit, explicit[0]
    sexual_places = {place for hit in sexual for place in range(hit.first, hit.last + 1)}
    for hit in found.get("role", ()):
        after = hit.last + 1
        if after < len(tokens) and after not in sexual_places and text[tokens[after].start].isupper():
            return hit, explicit[0]
    return explicit[:1] if _MENTION.search(text) else ()


def _hard(category: str, sentence: str, hits: Sequence[Hit]) -> Verdict:
    matched = tuple(dict.fromkeys(hit.term.words for hit in hits))
    return Verdict(Action.BLOCK, category, sentence, matched=matched, hard=True)
