"""The language that somebody reads: sentences are English in the sources, the others stand in `locales/`.

What is said at once to whoever asks goes through `_`. What is kept in a row, or made where nobody knows yet who will
read it (a provider's error, a note, a stage of progress), stays English and is `N_`; whoever shows it asks `said`
for it. Values are put in afterwards: `_("… {name} …").format(name=…)`.
"""

import gettext
import re
import string
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path

from generation.text.cache import text_cache

ENGLISH = "en"
#: The languages besides English that there are catalogues of.
OTHERS = ("de",)
DOMAIN = "scenes"
LOCALES = Path(__file__).parent / "locales"
#: The names of values that are words of ours themselves; all others are somebody's, and stay as they are.
_SENTENCES = frozenset({"detail", "lead", "place", "reason", "seen", "style", "what", "why"})
#: A text with fewer letters of its own than this could be taken for any other.
_OWN_LETTERS = 5

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


@lru_cache(maxsize=64)
def language_of(locale: object) -> str:
    """Return the language that is spoken to a locale such as de, de-AT or en-US: English to those that are not known.

    A locale may also be None, or an enumeration whose text it is.
    """
    language = str(locale or "").replace("_", "-").partition("-")[0].lower()
    return language if language in OTHERS else ENGLISH


def speak(locale: object) -> None:
    """Speak to this locale for the rest of the task."""
    _language.set(language_of(locale))


def spoken() -> str:
    """Return the language of whoever is spoken to."""
    return _language.get()


@contextmanager
def speaking(locale: object) -> Iterator[None]:
    """Speak to this locale within the block."""
    before = _language.set(language_of(locale))
    try:
        yield
    finally:
        _language.reset(before)


def in_language(text: str, locale: object) -> str:
    """Return a text of the sources in the language of a locale."""
    # The empty text is the catalogue's own header.
    return _catalogue(language_of(locale)).gettext(text) if text else text


def everywhere(text: str) -> frozenset[str]:
    """Return a text of the sources in every language there is."""
    return frozenset({text, *(in_language(text, other) for other in OTHERS)})


def _(text: str) -> str:
    """Return a text of the sources in the language of whoever is spoken to."""
    return in_language(text, _language.get())


def ngettext(one: str, several: str, count: int) -> str:
    """Return one of two texts, for so many, in the language of whoever is spoken to."""
    return _catalogue(_language.get()).ngettext(one, several, count)


def N_(text: str) -> str:  # noqa: N802  # the name that gettext gives it
    """Mark a text for the catalogues that stays English until somebody shows it."""
    return text


def said(sentence: str) -> str:
    """Return an English sentence that was made of a marked text in the language of whoever is spoken to.

    It is known by the words that stand around its values. One that is not known, a plugin's perhaps, stays as it is.
    """
    return _said(sentence, _language.get())


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, [language], fallback=language == ENGLISH)


@text_cache(maxsize=1000)
def _said(sentence: str, language: str) -> str:
    if language == ENGLISH or not sentence:
        return sentence
    whole = _catalogue(language).gettext(sentence)
    if whole != sentence:
        return whole
    for words, pattern, text in _patterns(language):
        # A long sentence is not gone through for each pattern: most have words that are not in it.
        if all(each in sentence for each in words) and (found := pattern.fullmatch(sentence)):
            values = found.groupdict()
            inner = {name: _said_within(values[name], language) for name in values.keys() & _SENTENCES}
            return text.format(**(values | inner))
    return sentence


def _said_within(value: str, language: str) -> str:
    """Return a sentence within another one, where it may stand without its full stop."""
    inner = _said(value, language)
    return inner if inner != value else _said(f"{value}.", language).removesuffix(".")


@cache
def _patterns(language: str) -> list[tuple[tuple[str, ...], re.Pattern[str], str]]:
    """Return of each text with values its words, how its sentences look, and the text to say instead.

    The wordiest come first.
    """
    catalogue = _catalogue(language)
    texts = getattr(catalogue, "_catalog", {})
    own = {text: len(re.findall(r"[^\W\d_]", re.sub(r"{.*?}", "", text))) for text in texts if isinstance(text, str)}
    known = sorted(
        (text for text in own if "{" in text and own[text] >= _OWN_LETTERS), key=own.__getitem__, reverse=True
    )
    return [
        (_words(text), _pattern(text), re.sub(r"{(\w+):[^}]*}", r"{\1}", catalogue.gettext(text))) for text in known
    ]


def _words(text: str) -> tuple[str, ...]:
    """Return what stands around a text's values."""
    return tuple(words for words, *_ in string.Formatter().parse(text) if words)


def _pattern(text: str) -> re.Pattern[str]:
    pattern, seen = "", set[str]()
    for words, name, _spec, _conversion in string.Formatter().parse(text):
        pattern += re.escape(words)
        if name is not None:
            pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            seen.add(name)
    return re.compile(pattern, re.DOTALL)
