"""A session's own words: lines are never painted, veils are only hinted at."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from generation.moderation.builtin_terms import plural
from generation.moderation.normalize import FoldedWord
from generation.moderation.term_index import Form, Hit, Term, TermIndex

LINE, VEIL = "line", "veil"

_VOWELS = frozenset("aeiou")
_SYLLABIC = _VOWELS | {"y"}
#: Shorter ones would be English words: rave and raven, made and Maden.
_SHORTEST_IN_E = 5
_SHORTEST_STEM = 4
#: English words that become others where German has a plural: a scar is no scare.
_NO_STEMS = frozenset((
    "bath", "breath", "cast", "cloth", "corps", "glob", "gold", "grim", "maid", "past", "plan", "scar", "scrap", "slim",
    "spin", "star", "strip", "trip", "ward", "wood",
))  # fmt: skip
#: German nouns that become several in ways of their own, as far as none is an English word.
_GERMAN_FAMILIES = (
    ("kind", "kindes", "kinder", "kindern"),
    ("wurm", "würmer", "würmern"),
    ("mann", "männer", "männern"),
    ("zahn", "zähne", "zähnen"),
    ("hexe", "hexen"),
    ("auge", "augen"),
    ("kopf", "köpfe", "köpfen"),
)


def own_hits(tokens: Sequence[FoldedWord], lines: tuple[str, ...], veils: tuple[str, ...]) -> list[Hit]:
    """Return where a text has a session's words, in any inflection, never inside of other words.

    Languages that write no spaces between words are beyond this: there a word is only found where it stands alone.
    """
    return _index_of(lines, veils).find(tokens) if lines or veils else []


@lru_cache(maxsize=256)
def _index_of(lines: tuple[str, ...], veils: tuple[str, ...]) -> TermIndex:
    terms = [Term(" ".join(entry.split()), group) for group, words in ((LINE, lines), (VEIL, veils)) for entry in words]
    forms = [Form(form, term) for term in terms for form in inflections(term.words.lower())]
    return TermIndex(forms, strict=True)


def inflections(words: str) -> tuple[str, ...]:
    """Return a phrase with its last word in the forms that a text may have it in."""
    beginning, gap, word = words.rpartition(" ")
    forms = {form for base in {word, _singular(word)} if base for form in _forms(base)} | set(_german_forms(word))
    return tuple(sorted(f"{beginning}{gap}{form}" for form in forms))


def _forms(word: str) -> Iterator[str]:
    yield from (word, plural(word))
    if word.endswith("e"):
        yield from (f"{word}d", f"{word[:-1]}ing")
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield from (f"{word[:-1]}ied", f"{word}ing")
    elif _doubles(word):
        yield from (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")
    else:
        yield from (f"{word}ed", f"{word}ing")


def _german_forms(word: str) -> Iterator[str]:
    """Yield a German noun as one and as several: Spinne and Spinnen, Ghul and Ghule, Insekt and Insekten."""
    yield from next((family for family in _GERMAN_FAMILIES if word in family), ())
    if word.endswith("e") and len(word) >= _SHORTEST_IN_E:
        yield f"{word}n"
    elif word.endswith("en") and len(word) > _SHORTEST_IN_E:
        yield word[:-1]
        if word[:-2] not in _NO_STEMS:
            yield word[:-2]
    elif len(word) >= _SHORTEST_STEM and word[-1] not in _SYLLABIC and word not in _NO_STEMS:
        yield from (f"{word}e", f"{word}en")


def _doubles(word: str) -> bool:
    """Tell whether the last letter is doubled before an ending: stab, stabbing; so that star does not find staring."""
    return (
        len(word) > 2
        and sum(sign in _SYLLABIC for sign in word) == 1
        and word[-2] in _VOWELS
        and word[-1] not in _SYLLABIC | set("wx")
    )


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("xes", "zes", "ches", "shes", "sses")) else word[:-1]
