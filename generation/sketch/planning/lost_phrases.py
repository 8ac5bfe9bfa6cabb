"""A phrase of a description that is not shown, as it was typed: how grave that is, and how several are said as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from generation.reading.binding import Bound
from generation.reading.noun_phrases import NounPhrase, is_adjective, is_one_of
from generation.reading.small_words import small
from generation.reading.terms import Term, Terms
from generation.sketch.planning.lost_looks import is_hyphened

#: Lists of small words that lead from one part of a phrase to the next.
_LEADING = ("determiners", "with", "in", "of", "at", "near", "above", "like", "owners", "ends", "particles")


#: What leads to what something is done to, as part of the verb: "kicks down a door".
WITH_VERBS = frozenset({"down", "over", "open", "off", "up", "out"})


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
    if isinstance(follows, NounPhrase) and _is_of_verb(follows, verb):
        end = _end(follows.head)
        of = rest[1].part if len(rest) > 1 else None
        if isinstance(of, NounPhrase) and of.relation == "of":
            end = _end(of.head)  # "throwing a ball of lightning"
    return LostPhrase(Gravity.DEED, verb.start, end, verb.start, is_verb=True)


def _is_of_verb(phrase: NounPhrase, verb: Term) -> bool:
    """Tell whether a phrase is what a verb is done to, or like what, or where the hands are held that it names."""
    if phrase.relation == "like" or (phrase.verb is verb and verb.folded in small("limbs")):
        return True
    return phrase.verb is verb and phrase.leads_by in {"", "to", *WITH_VERBS}


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


def in_one(terms: Terms, lost: Sequence[LostPhrase]) -> list[LostPhrase]:
    """Join what stands side by side, but for small words: "shaped like a giant white rabbit", "fixing it"."""
    out: list[LostPhrase] = []
    for each in sorted(lost, key=lambda one: (one.start, -one.end)):
        before = out[-1] if out else None
        begins = each.is_verb and not (before is not None and before.is_verb) and not _ends_clause(terms, each)
        begins = begins or (each.gravity == Gravity.PLACE and not (before is not None and before.is_verb))
        done = before is not None and before.is_verb
        begins = begins or any(_is_of_what_is_there(one, terms.text) for one in (before, None if done else each))
        if before is not None and not begins and each.start <= before.end + _gap(terms, before.end, each.start):
            gravity = min(before.gravity, each.gravity)
            out[-1] = replace(before, gravity=gravity, end=max(before.end, each.end))
        else:
            out.append(each)
    return [replace(each, end=_with_content(terms, _with_particles(terms, each))) for each in out]


def _ends_clause(terms: Terms, lost: LostPhrase) -> bool:
    """Tell whether a German verb stands at the end, so that what it is done to is before it."""
    after = next((term for term in terms.terms if term.start >= lost.end), None)
    return terms.german and (after is None or not after.is_word)


def _is_of_what_is_there(lost: LostPhrase | None, text: str) -> bool:
    """Tell whether a phrase is lost for its look alone, and its noun is shown: a "yellow submarine"."""
    return lost is not None and lost.gravity == Gravity.LOOK and " " in lost.of(text).strip()


def _gap(terms: Terms, start: int, end: int) -> int:
    """Return how many letters stand between two places of a text, 0 where there is more than what leads on."""
    between = [term for term in terms.terms if start <= term.start < end]
    leads = all(term.is_word and _leads_on(term) for term in between)
    return end - start if leads else 0


def _leads_on(term: Term) -> bool:
    words, looks = term.folded.split(), is_adjective(term) or is_one_of("plain to see", term)
    looks = looks and not term.means("poses", "deeds", "actions", "expressions")
    return not term.refused and (looks or all(any(word in small(name) for name in _LEADING) for word in words))


def _with_particles(terms: Terms, lost: LostPhrase) -> int:
    """Return where a phrase ends with what belongs to a verb at its end: "fixing it", "blows up"."""
    end = lost.end
    if not lost.is_verb:
        return end
    for term in terms.terms:
        after = terms.after(term)
        last = term.folded in small("last particles") and (after is None or not after.is_word)
        leads = after is not None and after.folded in small("determiners") and term.folded != "sich"  # "off the coast"
        if term.start == end + 1 and (last or (term.folded in small("particles") and not leads)):
            end = _end(term)
    return end


def _with_content(terms: Terms, end: int) -> int:
    """Return where a phrase ends with what its last noun is a heap of: "on a pile of cars"."""
    last = next((term for term in terms.terms if _end(term) == end), None)
    of = terms.after(last) if last is not None and last.folded in small("groups") else None
    if of is None or of.folded not in small("of"):
        return end
    return next((_end(term) for term in terms.terms[of.at + 1 :] if not _leads_on(term)), end)


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
