"""Wording: what stands in a prompt for the names of a description. Names themselves are sent to nobody.

A painter does not know Ari, and paints Raven a bird and Hunter a rifle. The first time that somebody is named there
stands what they are with their looks behind it, "an elf woman (short red hair, a black coat)", and from then on "the
elf woman"; where several are alike, "another elf woman" and "the other elf woman".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generation.cast.mentions import Mention, mentions_in
from generation.cast.names import folded
from storage.params import CastFigure

_WOMAN = frozenset({"she", "her", "sie", "ihr", "weiblich", "female", "woman", "frau", "f", "w"})
_MAN = frozenset({"he", "him", "er", "ihn", "ihm", "männlich", "male", "man", "mann", "m"})
_HUMAN = frozenset({"", "human", "mensch", "norm"})
#: What metatypes are called in prompts, which are English around what a player has typed.
_ENGLISH = {
    "elf": "elf", "elfe": "elf", "elfin": "elf", "zwerg": "dwarf", "zwergin": "dwarf", "dwarf": "dwarf", "ork": "ork",
    "orkin": "ork", "orc": "ork", "troll": "troll", "trollin": "troll", "gnom": "gnome",
}  # fmt: skip
_VOWELS = frozenset("aeiou")
_NUMBERS = ("", "other", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True)
class Called:
    """How a prompt calls somebody the first time, and from then on."""

    first: str
    later: str


def noun_of(metatype: str, pronouns: str) -> str:
    """Return what somebody is, as "elf woman", "man" or "person"."""
    words = set(folded_words(pronouns))
    gender = "woman" if words & _WOMAN and not words & _MAN else "man" if words & _MAN and not words & _WOMAN else ""
    kind = metatype.strip()
    kind = "" if kind.casefold() in _HUMAN else _ENGLISH.get(kind.casefold(), kind)
    return " ".join(filter(None, (kind, gender))) or "person"


def folded_words(text: str) -> list[str]:
    """Return the words of pronouns such as "she/her"."""
    return text.casefold().replace("/", " ").replace(",", " ").split()


def called(figures: Sequence[CastFigure]) -> tuple[Called, ...]:
    """Return how a prompt calls each, so that those who are alike are told apart."""
    return tuple(_called(figures))


def _called(figures: Sequence[CastFigure]) -> Iterator[Called]:
    nouns = [figure.noun for figure in figures]
    for number, noun in enumerate(nouns):
        before = nouns[:number].count(noun)
        article = "an" if noun[:1].casefold() in _VOWELS else "a"
        if before == 0:
            yield Called(f"{article} {noun}", f"the {'first ' if nouns.count(noun) > 1 else ''}{noun}")
        else:
            which = _NUMBERS[min(before, len(_NUMBERS) - 1)]
            yield Called(f"{'another' if before == 1 else f'a {which}'} {noun}", f"the {which} {noun}")


def described(text: str, figures: Sequence[CastFigure], *, looks: bool = True) -> str:
    """Return a description as it is enhanced, with what people are, and their `looks`, where their names stood."""
    if not figures:
        return text
    known: dict[str, dict[str, tuple[str, str]]] = {}
    names = dict(zip(map(key_of, figures), called(figures), strict=True))
    for figure in figures:
        for name, version in keys_of(figure):
            known.setdefault(name, {}).setdefault(version, key_of(figure))
    by_key = {key_of(figure): figure for figure in figures}
    out, at, told = list[str](), 0, set[tuple[str, str]]()
    for mention in mentions_in(text, known):
        key = _meant(mention, known)
        if key is None:
            continue
        how = names[key]
        stands = how.later if key in told else how.first
        stands += "'s" if mention.possessive else ""
        if key not in told and looks and by_key[key].looks:
            stands += f" ({by_key[key].looks})"
        told.add(key)
        out += [text[at : mention.start], _capital(stands, text[: mention.start])]
        at = mention.end
    return "".join((*out, text[at:]))


def key_of(figure: CastFigure) -> tuple[str, str]:
    """Return what tells one of a picture's figures from the others."""
    return folded(figure.name), figure.version


def keys_of(figure: CastFigure) -> tuple[tuple[str, str], ...]:
    """Return every key by which a description may name a figure: the version that counts has two."""
    key = key_of(figure)
    return (key, (key[0], figure.current)) if figure.current else (key,)


def _meant(mention: Mention, known: dict[str, dict[str, tuple[str, str]]]) -> tuple[str, str] | None:
    """Return which figure a mention means: the one of that version, or the first of the name that the picture has."""
    versions = known.get(folded(mention.name))
    return versions.get(mention.version, next(iter(versions.values()))) if versions else None


def _capital(stands: str, before: str) -> str:
    begins = not before.strip() or before.rstrip()[-1:] in ".!?"
    return stands[:1].upper() + stands[1:] if begins else stands


def undisclosed(text: str, figures: Sequence[CastFigure]) -> str:
    """Return a description as it may be kept where others read it once a picture is revealed: without secret looks."""
    return described(text, [figure for figure in figures if not figure.secret])
