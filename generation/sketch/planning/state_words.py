"""The states that anything can be said to be in, as data, and where a text tells one of a noun."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from generation.reading.small_words import small
from generation.reading.terms import Term

_NEVER = re.compile(r"(?!)")
#: What leads from a noun to what is said of it behind it, or from one state to the next.
_LEADING = re.compile(
    r"(?:,|\(|and|und|but|aber|is|are|was|ist|sind|war|that|which|the|die|der|das|it|with|mit|completely|totally|fully"
    r"|still|all|noch|ganz|halb|lying|liegt|steht) ?"
)


@dataclass(frozen=True, slots=True)
class State:
    """A state: what is said of who is in it, adjectives or what follows the noun, who can be, and the words for it.

    `before` finds it before a noun; `after` begins with it behind one. `lacks` tells that it refuses something.
    """

    name: str
    english: str
    german: str
    of: tuple[str, ...]
    lacks: bool
    before: re.Pattern[str]
    after: re.Pattern[str]

    @property
    def follows(self) -> bool:
        """Tell whether it is said behind a noun."""
        return self.english.startswith("+")


@dataclass(frozen=True, slots=True)
class Told:
    """A state that a text tells of a noun, and where its words stand."""

    state: str
    places: frozenset[int]


@cache
def states() -> Mapping[str, State]:
    """Return every state by name."""
    table = tomllib.loads(Path(__file__).with_name("thing_states.toml").read_text(encoding="utf-8"))
    found = {}
    for name, entry in table.items():
        words, after = (_phrases(entry.get(key, "")) for key in ("words", "after"))
        found[name] = State(
            name, entry["english"], entry["german"], tuple(entry["of"]), entry.get("lacks", False),
            _pattern(words, r"(?<!\w)"), _pattern([*words, *after]),
        )  # fmt: skip
    return MappingProxyType(found)


def _phrases(text: str) -> list[str]:
    return sorted((" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()), key=len, reverse=True)


def _pattern(phrases: Sequence[str], lead: str = "") -> re.Pattern[str]:
    if not phrases:
        return _NEVER
    forms = "|".join(re.escape(phrase).replace("\\~", "[a-z]*") for phrase in phrases)
    return re.compile(rf"{lead}(?:{forms})(?!\w)")


class _Row:
    """Terms as one text, which knows what stands where."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms
        self.text, self._starts = "", list[int]()
        for term in terms:
            self._starts.append(len(self.text))
            self.text += f"{term.folded} "

    def covered(self, start: int, end: int) -> list[Term]:
        """Return the terms of a part of the text."""
        ends = (at + len(term.folded) for at, term in zip(self._starts, self.terms, strict=True))
        spans = zip(self._starts, ends, self.terms, strict=True)
        return [term for first, last, term in spans if first < end and last > start]

    def next_after(self, end: int) -> Term | None:
        """Return the term behind a part of the text."""
        after = (term for at, term in zip(self._starts, self.terms, strict=True) if at >= end)
        return next(after, None)


def told_before(terms: Sequence[Term]) -> Iterator[Told]:
    """Return the states that the words before a noun tell of it."""
    row = _Row(terms)
    told = [(*match.span(), name) for name, state in states().items() for match in state.before.finditer(row.text)]
    for start, end, name in told:
        if any(first <= start and end <= last and last - first > end - start for first, last, _ in told):
            continue  # what is "half empty" is not empty
        covered = row.covered(start, end)
        if states()[name].lacks or not any(term.refused for term in covered):
            yield Told(name, frozenset(term.at for term in covered))


def told_after(terms: Sequence[Term]) -> Iterator[Told]:
    """Return the states that are told of a noun right behind it, one after the other: ", rusty and full of holes"."""
    row, at = _Row(terms), 0
    while at < len(row.text):
        matches = [(match, state) for state in states().values() if (match := state.after.match(row.text, at))]
        longest = max((match.end() for match, _ in matches), default=0)
        told = [(match, state) for match, state in matches if match.end() == longest]
        covered = row.covered(at, longest) if told else []
        if told and (len(covered) > 1 or _ends_there(row.next_after(longest))):
            for _, state in told:
                if state.lacks or not any(term.refused for term in covered):
                    yield Told(state.name, frozenset(term.at for term in covered))
            at = longest + 1
        elif (lead := _LEADING.match(row.text, at)) is not None:
            at = lead.end()
        else:
            return


def _ends_there(term: Term | None) -> bool:
    """Tell whether a word can stand behind a state: what it is said of comes not after it."""
    if term is None or not term.is_word:
        return True
    return any(term.folded in small(name) for name in ("in", "at", "near", "with", "joints", "above"))


def is_state(name: str, word: str) -> bool:
    """Tell whether a word, folded, says that something is in a state."""
    state = states().get(name)
    return state is not None and state.after.fullmatch(word) is not None


def tells_any(word: str) -> bool:
    """Tell whether a word, folded, says that something is in one of the states."""
    return any(state.after.fullmatch(word) is not None for state in states().values())


def said_in(features: Sequence[str], *, german: bool = False) -> tuple[list[str], list[str]]:
    """Return what is said of somebody's states before the noun, and what behind it; sizes first."""
    known = [states()[name] for name in sorted(features, key=lambda name: name not in {"giant", "tiny"})
             if name in states()]  # fmt: skip
    said = [state.german if german else state.english for state in known]
    return [each for each in said if each[0] != "+"], [each[1:] for each in said if each[0] == "+"]
