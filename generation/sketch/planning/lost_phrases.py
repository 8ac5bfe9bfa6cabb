"""A phrase of a description that is not shown, as it was typed: how grave that is, and how several are said as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from generation.reading.binding import Bound
from generation.reading.noun_phrases import NounPhrase
from generation.reading.small_words import small
from generation.reading.terms import Term
from generation.sketch.planning.lost_looks import is_hyphened


class Gravity(IntEnum):
    """How grave it is that something is not shown, the gravest first."""

    MAIN = 0  # what it is about
    ALIVE = 1
    THING = 2
    PLACE = 3
    DEED = 4  # what is done, and where
    LOOK = 5


@dataclass(frozen=True, slots=True)
class LostPhrase:
    """A part of a text that is not shown: from where to where it stands, and where what leads to it begins."""

    gravity: Gravity
    start: int
    end: int
    led_from: int
    is_verb: bool = False

    def of(self, text: str) -> str:
        """Return its words."""
        return text[self.start : self.end]


def lost_word(gravity: Gravity, term: Term) -> LostPhrase:
    """Return a single word."""
    return LostPhrase(gravity, term.start, _end(term), term.start)


def lost_noun(gravity: Gravity, phrase: NounPhrase, text: str) -> LostPhrase:
    """Return a noun with what says of what sort it is, without its number."""
    leads = (term for term in phrase.before if is_hyphened(term, text) or not _is_beside_the_noun(term))
    start = next(leads, phrase.head).start
    return LostPhrase(gravity, start, _end(phrase.head), phrase.lead[0].start if phrase.lead else start)


def lost_from(gravity: Gravity, first: Term, phrase: NounPhrase) -> LostPhrase:
    """Return a phrase with all that stands before it from a word on: its number, "made of", "without"."""
    return LostPhrase(gravity, first.start, _end(phrase.head), first.start)


def lost_where(phrase: NounPhrase) -> LostPhrase:
    """Return a phrase with what leads to it: "on her shoulder"."""
    return lost_from(Gravity.DEED, phrase.lead[0], phrase)


def lost_deed(verb: Term, rest: Sequence[Bound]) -> LostPhrase:
    """Return a verb with what it is done to, where that follows at once: "playing football"."""
    follows = rest[0].part if rest else None
    end = _end(verb)
    if isinstance(follows, NounPhrase) and follows.verb is verb and follows.leads_by in {"", "to"}:
        end = _end(follows.head)
        of = rest[1].part if len(rest) > 1 else None
        if isinstance(of, NounPhrase) and of.relation == "of":
            end = _end(of.head)  # "throwing a ball of lightning"
    return LostPhrase(Gravity.DEED, verb.start, end, verb.start, is_verb=True)


def _end(term: Term) -> int:
    return term.start + len(term.typed)


def _is_beside_the_noun(term: Term) -> bool:
    """Tell whether a word before a noun says how many or where, and not what it is."""
    return bool(term.means("numbers")) or term.folded in small("adverbs")


def joined(lost: Sequence[LostPhrase], text: str) -> list[LostPhrase]:
    """Join what is done to where or to what it is done, if both are lost: "leaning against the wall"."""
    out: list[LostPhrase] = []
    for each in lost:
        before = out[-1] if out else None
        led = each.gravity != Gravity.LOOK or each.start == each.led_from  # what is only looked otherwise is there
        led = led and not each.is_verb and (before is None or each.start >= before.end)
        done = before is not None and before.gravity == Gravity.DEED
        if before is not None and done and led and not text[before.end : each.led_from].strip():
            gravity = min(Gravity.DEED, each.gravity)
            out[-1] = LostPhrase(gravity, before.start, each.end, before.led_from, before.is_verb)
        else:
            out.append(each)
    return out


def each_once(phrases: Sequence[str]) -> Iterator[str]:
    """Return phrases without those that a longer one has in it; the longer one stands where the first did."""
    said = set[str]()
    for phrase in phrases:
        words = _plain(phrase)
        longest = max((other for other in phrases if words in _plain(other)), key=len)
        if longest.lower() not in said:
            said.add(longest.lower())
            yield longest


def _plain(phrase: str) -> str:
    return f" {phrase.lower().replace(chr(0x2019), chr(39)).replace(chr(39) + 's', '')} "
