"""The second layer: signs of a minor, of nakedness and of age in languages other than English and German.

Words are found as they stand or by their beginning, in scripts without spaces anywhere. This is less than the lists for
English and German can do: no disguises, no company. So what two languages say together is held, not refused.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILES = ("terms_world_latin.json", "terms_world_scripts.json", "terms_world_people.json")

# A word, with the vowel signs of Indian scripts, which are no letters.
_WORD = re.compile(r"(?:[^\W_]|[\u0903-\u0963\u0966-\u0dff])+")
_NUMBER_AND_UNIT = re.compile(r"(\d+)(\D+)$")
_KINDS = ("minor", "own_minor", "bare", "own", "without", "clothes", "age", "numbers", "person")
#: How long a word in Latin letters is at most whose marks count.
_SHORT = 4
#: How many letters a beginning has at least.
_FEWEST = 2
#: How far a word for clothes may stand from one for "without".
_NEAR = 3
#: The scripts in whose languages words are listed, by the first word of their letters' names.
_READ = frozenset(
    {
        *("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "GURMUKHI", "TELUGU", "TAMIL"),
        *("THAI", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "MODIFIER", "FULLWIDTH", "HALFWIDTH"),
        *("MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER", "FEMININE", "MASCULINE", "MICRO", "OHM", "KELVIN"),
    }
)
_ADULT = 18
#: Letters that Arabic, Persian and Urdu write in more ways than one: teh marbuta, alef maksura, yeh, kaf, heh.
_ARABIC = str.maketrans("\u0629\u0649\u06cc\u06a9\u06c1\u06be\u06d2", "\u0647\u064a\u064a\u0643\u0647\u0647\u064a")
#: What Arabic and Hebrew write together with a word, the longest first.
_PREFIXES = ("\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0627\u0644", "\u0644\u0644", "\u05d4", "\u0648", "\u0628")
#: How numbers are written in Chinese, Japanese and Korean, and how those from twenty on begin.
_HAN_NUMBERS = "\u4e00\u4e8c\u4e24\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\ud55c\ub450\uc138\ub124\uc5f4"
_TWENTIES = tuple(f"{tens}\u5341" for tens in "\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d")
#: Letters of a script that nobody reads here, from which on it is taken for text.
_TEXT = 3


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a text says in other languages: whether it names a minor, and something bare, and both in one language.

    `person` tells that it names a public figure, `maybe_bare` that a word for something bare may also be another one.
    """

    minor: bool = False
    bare: bool = False
    both: bool = False
    unread: bool = False
    person: bool = False
    maybe_bare: bool = False

    def __bool__(self) -> bool:
        return self.minor or self.bare or self.unread or self.person


NOTHING = Foreign()


class _Lexicon:
    """The words of one kind: whole ones, beginnings, and parts; each with its languages."""

    def __init__(self) -> None:
        self.whole: dict[str, set[str]] = {}
        self.beginnings: dict[str, set[str]] = {}
        self.parts: dict[str, set[str]] = {}
        self._begun: set[str] = set()

    def add(self, word: str, language: str, *, joined: bool) -> None:
        joined = joined or " " in word
        kind = self.parts if joined else self.beginnings if word.endswith("-") else self.whole
        key = _key(word.removesuffix("-"))
        kind.setdefault(key, set()).add(language)
        if kind is self.beginnings:
            self._begun.add(key[:_FEWEST])

    def languages(self, word: str) -> set[str]:
        """Return the languages in which a word, or what it begins with, is one of these."""
        found = set(self.whole.get(word, ()))
        if word[:_FEWEST] in self._begun:
            for end in range(_FEWEST, len(word) + 1):
                found |= self.beginnings.get(word[:end], set())
        return found

    def within(self, text: str) -> set[str]:
        """Return the languages of which a text without spaces has a part."""
        return {language for part, languages in self.parts.items() if part in text for language in languages}


def foreign(text: str) -> Foreign:
    """Return what a text says in other languages."""
    plain = _plain(text)
    words = _words(text, plain)
    lexicons = _lexicons()
    minor = _said(lexicons["minor"], words, plain) | set(_ages(lexicons["age"], lexicons["numbers"], words, plain))
    bare = _said(lexicons["bare"], words, plain) | set(_without(lexicons["without"], lexicons["clothes"], words))
    minor |= _said(lexicons["own_minor"], words, plain) & bare
    own = _said(lexicons["own"], words, plain)
    bare |= own & minor
    unread = _is_unread(text) and any(number < _ADULT for number in _numbers(text))
    person = bool(_said(lexicons["person"], words, plain))
    return Foreign(bool(minor), bool(bare), bool(minor & bare), unread, person, bool(own | bare))


def names_clothing(text: str) -> bool:
    """Tell whether a text names clothes in another language."""
    clothes = _lexicons()["clothes"]
    plain = _plain(text)
    return bool(_said(clothes, _words(text, plain), plain))


def _said(lexicon: _Lexicon, words: list[str], plain: str) -> set[str]:
    found = set() if plain.isascii() else lexicon.within(plain)
    for word in words:
        found |= lexicon.languages(word)
    return found


def _ages(age: _Lexicon, numbers: _Lexicon, words: list[str], plain: str) -> Iterator[str]:
    """Yield the languages in which a number below eighteen counts years."""
    for place, word in enumerate(words):
        counted = _counted_by(word, numbers)
        if counted is not None:
            beside = (*words[max(0, place - 2) : place], *words[place + 1 : place + 3])
            yield from (each for one in beside for each in age.languages(one) if not counted or each in counted)
        elif (split := _NUMBER_AND_UNIT.match(word)) and _value(split[1]) < _ADULT:
            yield from age.languages(split[2])
    if not plain.isascii():
        yield from _ages_joined(age, plain)


def _counted_by(word: str, numbers: _Lexicon) -> set[str] | None:
    """Return the languages of a number's word below eighteen, none for digits, None where it is no such number."""
    if word.isdecimal():
        return set() if _value(word) < _ADULT else None
    return numbers.languages(word) or None


def _ages_joined(age: _Lexicon, plain: str) -> Iterator[str]:
    """Yield the languages without spaces in which a number below eighteen counts years."""
    for part, languages in age.parts.items():
        for found in re.finditer(rf"([\d{_HAN_NUMBERS}]+)\s*{re.escape(part)}", plain):
            is_young = _value(found[1]) < _ADULT if found[1].isdecimal() else not found[1].startswith(_TWENTIES)
            if is_young:
                yield from languages


def _without(without: _Lexicon, clothes: _Lexicon, words: list[str]) -> Iterator[str]:
    """Yield the languages in which clothes stand close to a word for "without"."""
    for place, word in enumerate(words):
        if languages := clothes.languages(word):
            for beside in words[max(0, place - _NEAR) : place + _NEAR + 1]:
                yield from languages & without.languages(beside)


def _is_unread(text: str) -> bool:
    """Tell whether a text has words in a script of which no language is listed."""
    if text.isascii():
        return False
    letters = [sign for sign in text if sign > "\u024f" and sign.isalpha()]
    return sum(unicodedata.name(sign, "?").split()[0] not in _READ for sign in letters) >= _TEXT


def _numbers(text: str) -> Iterator[int]:
    """Yield the numbers in a text, in the digits of any script."""
    for found in re.finditer(r"\d+", text):
        yield _value(found[0])
    for sign in text:
        if not sign.isdecimal() and sign.isnumeric():
            yield int(unicodedata.numeric(sign))


def _value(digits: str) -> int:
    return int(digits) if len(digits) <= 3 else _ADULT * 1000  # nobody is a thousand years old


def _plain(text: str) -> str:
    """Return a text in small letters without the marks on them, Arabic ones in one of their spellings."""
    text = text.casefold()
    if text.isascii():
        return text
    text = text.translate(_ARABIC)
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) != "Mn")


def _key(word: str) -> str:
    """Return what a listed word is found by: a short one without its marks is often another word ("be", "than")."""
    plain = _plain(word)
    if plain.isascii() and len(plain) <= _SHORT:
        return unicodedata.normalize("NFKC", word.casefold())
    return plain


def _words(text: str, plain: str) -> list[str]:
    """Return a text's words in all the forms by which they are found, those of one word beside each other."""
    marked: dict[str, set[str]] = {}
    if not text.isascii():
        for found in _WORD.finditer(unicodedata.normalize("NFKC", text.casefold())):
            if (word := _plain(found[0])) != found[0] and word.isascii():
                marked.setdefault(word, set()).add(found[0])
    return [word for found in _WORD.finditer(plain) for word in (*_forms(found[0]), *marked.get(found[0], ()))]


def _forms(word: str) -> tuple[str, ...]:
    """Return a word, and without the article and the particles that Arabic and Hebrew write together with it."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word, word[len(prefix) :]
    return (word,)


@cache
def _lexicons() -> dict[str, _Lexicon]:
    lexicons = {kind: _Lexicon() for kind in _KINDS}
    for name in FILES:
        data = json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
        for language, words in data["languages"].items():
            for kind, lexicon in lexicons.items():
                for word in words.get(kind, ()):
                    lexicon.add(word, language, joined=words.get("joined", False))
    return lexicons
