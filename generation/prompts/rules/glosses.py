"""What a picture's model may not know: this game's words in plain visual terms, and slurs in decent ones."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generation.reading.data import grammar, load
from generation.reading.description import Reading
from generation.reading.vocabulary import PEOPLE, PLACES, THINGS
from generation.reading.words import words_of

#: Which glosses serve which kind of picture.
_FOR = {
    "character": ("person", "creature", "slang", "matrix"),
    "scene": ("person", "creature", "slang", "matrix", "place"),
    "location": ("place", "matrix"),
    "item": ("thing", "vehicle"),
}
_MOST = 2
_NOUNS = PEOPLE | THINGS | PLACES | {"group"}
_ARTICLE = re.compile(r"\b(an?) (ork|elf|dwarf|human)\b", re.IGNORECASE)
_SMALL = frozenset(
    {"baby", "babies", "child", "children", "kid", "kids", "toddler", "infant", "newborn", "kind", "kinder"}
)
#: What is only the shape or a part of somebody: a "dragon skeleton" has no eyes.
_REMAINS = frozenset(grammar("kits", "remains"))
_LONGEST = 4  # words of a term


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a term looks like, and the noun as it was typed that it stands at: "ork ganger"."""

    noun: str
    text: str

    @property
    def bracketed(self) -> str:
        """Return it as it stands behind its noun."""
        return f" ({self.text})"


def glosses(kind: str, reading: Reading) -> list[Gloss]:
    """Return what the description's terms look like, at most two, those first that stand first."""
    table, found, at = _table(kind), list[Gloss](), 0
    words = [token.text for token in reading.tokens]
    while at < len(words) and len(found) < _MOST:
        length, text = _longest(table, words, at)
        phrase = reading.phrase_at(at)
        small = _SMALL.intersection(words[at + length : at + length + 2])  # no troll's build for a troll's child
        remains = words[at + length : at + length + 1]
        if (
            text
            and not small
            and _REMAINS.isdisjoint(remains)
            and not (phrase and phrase.refused)
            and all(text != gloss.text for gloss in found)
        ):
            found.append(Gloss(_noun(reading, at, at + length), text))
        at += length
    return found


def _noun(reading: Reading, start: int, end: int) -> str:
    """Return a term with the nouns that follow it at once, as they were typed: the "ork ganger" of "ork"."""
    while (phrase := reading.phrase_at(end)) and phrase.at == end and phrase.senses & _NOUNS:
        end += phrase.length
    return reading.text[reading.tokens[start].start : reading.tokens[end - 1].end]


def with_gloss(text: str, gloss: Gloss) -> str:
    """Return a text with a gloss behind the first mention of its noun, unchanged where the noun is not there."""
    noun = re.search(rf"(?<!\w){re.escape(gloss.noun)}(?!\w)", text, re.IGNORECASE)
    if noun is None:
        return text
    before, after = text[: noun.end()], text[noun.end() :]
    if own := _put_in().match(after):
        return f"{before}{own[0][:-1]}; {gloss.text}){after[own.end() :]}"
    return f"{before}{gloss.bracketed}{after}"


def without_glosses(text: str) -> str:
    """Return a text without the glosses that an enhancement has put into it."""
    return _put_in().sub("", text)


@cache
def _put_in() -> re.Pattern[str]:
    known = "|".join(re.escape(gloss) for gloss in sorted(all_glosses(), key=len, reverse=True))
    return re.compile(rf" \((?:{known})(?:; (?:{known}))*\)")


def _longest(table: dict[str, str], words: list[str], at: int) -> tuple[int, str]:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + length])
        for form in (phrase, phrase.removesuffix("s")):
            if form in table:
                return length, table[form]
    return 1, ""


@cache
def _table(kind: str) -> dict[str, str]:
    return {" ".join(words_of(term)): gloss for name in _FOR[kind] for term, gloss in _all()[name].items()}


@cache
def _all() -> dict[str, dict[str, str]]:
    return dict(load("glosses.json", Path(__file__).parent))


@cache
def all_glosses() -> frozenset[str]:
    """Return every gloss there is."""
    return frozenset(
        gloss for name in {name for names in _FOR.values() for name in names} for gloss in _all()[name].values()
    )


@cache
def _slurs() -> tuple[re.Pattern[str], dict[str, str], dict[str, frozenset[str]]]:
    tables = _all()
    slurs = sorted(tables["slurs"], key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(slur) for slur in slurs)})\b", re.IGNORECASE)
    return pattern, tables["slurs"], {slur: frozenset(before.split()) for slur, before in tables["innocent"].items()}


def without_slurs(text: str) -> str:
    """Return the text with slurs for metatypes replaced by their names; a dog breeder stays one."""
    pattern, names, innocent = _slurs()

    def replaced(match: re.Match[str]) -> str:
        slur = match[0].lower()
        before = words_of(text[: match.start()])[-1:]
        if before and before[0] in innocent.get(slur.removesuffix("s"), ()):
            return match[0]
        return names[slur].capitalize() if match[0][0].isupper() else names[slur]

    mended = pattern.sub(replaced, text)
    return _ARTICLE.sub(lambda match: _right_article(match[1], match[2]), mended) if mended != text else text


def _right_article(article: str, name: str) -> str:
    right = "an" if name[0].lower() in "aeio" else "a"
    return f"{right.capitalize() if article[0].isupper() else right} {name}"
