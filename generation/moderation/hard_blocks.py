"""Hard blocks: what no session, game master or channel can allow, and what is too near to that to pass unseen.

A minor and what is sexual, or a minor and too little clothing; known terms for sexualised minors; a real person and
what is sexual. A description is one picture, so no distance between the two makes it harmless.

What this cannot know: people who are not among the best known and come without a title or a name in capitals ("my
neighbour" is known), ages that only the scene tells, and words that are misspelt rather than disguised. A remote check
may.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generation.moderation import reasons
from generation.moderation.ages import bare_ages, stands_alone
from generation.moderation.clothing import DRESSED, Undress
from generation.moderation.names import full_names
from generation.moderation.normalize import FoldedWord
from generation.moderation.term_index import Hit, near
from generation.moderation.verdict import MAYBE_REAL, MINOR, Action, Verdict
from generation.moderation.worldwide import NOTHING, Foreign

#: Words apart up to which a suggestive word is taken to describe a minor.
CLOSE = 8

# As Discord writes it, and as a name once that is known.
_MENTION = re.compile(r"<@!?\d{1,20}>|(?<!\S)[@\N{FULLWIDTH COMMERCIAL AT}]\w{2}")
_OWN = frozenset({"my", "our", "mein", "meine", "meiner", "meinem", "meinen", "unsere", "unserer"})

HitsByGroup = Mapping[str, Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a description, and what is to be avoided in it, say of one picture; `found` are the hits by group.

    `pictured` tells that pictures come with the description.
    """

    text: str
    tokens: Sequence[FoldedWord]
    found: HitsByGroup
    undress: Undress = DRESSED
    foreign: Foreign = NOTHING
    pictured: bool = False

    def __bool__(self) -> bool:
        return bool(self.found or self.undress or self.foreign)

    def of(self, *groups: str) -> tuple[Hit, ...]:
        """Return the hits of these groups."""
        return tuple(hit for group in groups for hit in self.found.get(group, ()))


def hard_block(picture: Picture) -> Verdict | None:
    """Return the block where a picture is asked for that is never painted."""
    if (hits := _minor(picture)) is not None:
        return _hard("sexual_minor", reasons.MINOR, hits)
    if (hits := _real_person(picture)) is not None:
        return _hard("sexual_real_person", reasons.REAL_PERSON, hits)
    return None


def doubt(picture: Picture) -> str:
    """Return the category of what is too unsure for a hard block and too near to pass, empty where there is none."""
    if _maybe_minor(picture):
        return MINOR
    if _maybe_real(picture):
        return MAYBE_REAL
    return ""


def may_show_minor(tokens: Sequence[FoldedWord], found: HitsByGroup) -> bool:
    """Tell whether anything in a text may be a minor's sign, so that its clothing is to be read."""
    return any(found.get(group) for group in ("age", "youth", "childhood")) or bool(bare_ages(tokens))


def _minor(picture: Picture) -> tuple[Hit, ...] | None:
    if alone := picture.of("minor_sexual"):
        return alone
    ages, bare = picture.of("age"), picture.of("explicit") + picture.undress.sure
    if ages and bare:
        return ages[0], bare[0]
    if picture.foreign.both:
        return ()
    close = near(ages, picture.of("suggestive"), CLOSE)
    return close[0] if close else None


def _maybe_minor(picture: Picture) -> bool:
    ages, foreign = picture.of("age"), picture.foreign
    explicit, undress = picture.of("explicit"), picture.undress
    scant = bool(undress.maybe or picture.of("suggestive", "revealing"))
    if foreign.unread or (scant and picture.of("childhood")):
        return True
    if (ages or foreign.minor) and (picture.of("suggestive", "revealing") or explicit or undress or foreign.bare):
        return True
    youth, numbers = picture.of("youth", "childhood"), bare_ages(picture.tokens)
    if (explicit or undress.sure or foreign.bare) and (youth or numbers):
        return True
    if scant and any(youth or stands_alone(picture.tokens, place) for place in numbers):
        return True
    return bool(near(ages, picture.of("coarse"), distance=1))


def _real_person(picture: Picture) -> tuple[Hit, ...] | None:
    tokens, text = picture.tokens, picture.text
    explicit = picture.of("explicit")
    sexual = explicit + picture.of("suggestive")
    named, bare = picture.of("person"), sexual + picture.undress.sure
    if (named and bare) or (picture.foreign.person and (bare or picture.foreign.bare)):
        return (*named[:1], *bare[:1])
    if not explicit:
        return None
    if made := picture.of("real"):
        return made[0], explicit[0]
    for hit in picture.of("kin"):
        if any(token.letters in _OWN for token in tokens[max(0, hit.first - 3) : hit.first]):
            return hit, explicit[0]
    sexual_places = {place for hit in sexual for place in range(hit.first, hit.last + 1)}
    for hit in picture.of("role"):
        after = hit.last + 1
        if after < len(tokens) and after not in sexual_places and tokens[after].capital:
            return hit, explicit[0]
    return explicit[:1] if _MENTION.search(text) else None


def _maybe_real(picture: Picture) -> bool:
    """Tell whether somebody real may be meant: known beside too little, or a full name beside what is sexual."""
    if picture.pictured and (picture.of("explicit") or picture.undress.sure or picture.foreign.bare):
        return True
    sexual = picture.of("explicit", "suggestive")
    named = picture.of("person") or picture.foreign.person
    if named and (picture.of("revealing") or picture.undress or picture.foreign.maybe_bare):
        return True
    return bool(sexual) and bool(full_names(picture.tokens, sexual))


def _hard(category: str, sentence: str, hits: Sequence[Hit]) -> Verdict:
    matched = tuple(dict.fromkeys(hit.term.words for hit in hits))
    return Verdict(Action.BLOCK, category, sentence, matched=matched, hard=True)
