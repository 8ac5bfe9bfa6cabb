"""Kits: how light falls on what a description may show, and what else is to be seen there.

`light_and_detail.toml` holds them by table: places, deeds, things, creatures, people and so on.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from generation.reading.words import key

#: What a source of light is like, by which its adjectives are chosen.
_TONES = ("warm", "cold", "natural", "plain", "bright", "grey")
#: The light of an hour through a window.
_THROUGH_WINDOWS = MappingProxyType(
    {
        "noon": "daylight", "day": "daylight", "sunny": "sunlight", "morning": "morning light", "dawn": "first light",
        "dusk": "evening light",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A light without its adjective, "light of a desk lamp", and the tone that chooses one."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Kit:
    """What one thing that a description shows gives: all may be empty.

    `also` are details that stand beside the first ones where no light is told. `window` tells that the hour is seen,
    `timeless` that it was there before technology, `anywhere` that it brings its own light wherever it happens; `names`
    are what else in the lexicon means this kit, `words` what in a text does.
    """

    sources: tuple[Source, ...] = ()
    surfaces: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    window: bool = False
    timeless: bool = False
    anywhere: bool = False
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


NOTHING = Kit()


Entry = Mapping[str, str]


@cache
def _data() -> Mapping[str, Mapping[str, Entry]]:
    path = Path(__file__).parent / "light_and_detail.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _words() -> Mapping[str, Entry]:
    """Return the adjectives of tones, and what a light does, which are no kits."""
    path = Path(__file__).parent / "light_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())


@cache
def kits(table: str) -> Mapping[str, Kit]:
    """Return a table's kits by name."""
    return MappingProxyType({name: _kit(entry) for name, entry in _data()[table].items()})


def _kit(entry: Entry) -> Kit:
    return Kit(
        tuple(Source(text, tone) for tone in _TONES for text in _listed(entry.get(tone, ""))),
        _listed(entry.get("surfaces", "")),
        _listed(entry.get("details", "")),
        _listed(entry.get("also", "")),
        "window" in entry,
        "timeless" in entry,
        "anywhere" in entry,
        _listed(entry.get("of", "")),
        tuple(key(word) for word in _listed(entry.get("words", ""))),
    )


@cache
def names(table: str) -> Mapping[str, str]:
    """Return which kit of a table a name means: a "raven" has feathers."""
    found = {name: name for name in kits(table)}
    return MappingProxyType(found | {other: name for name, kit in kits(table).items() for other in kit.names})


@cache
def tones(name: str) -> tuple[str, ...]:
    """Return the adjectives of a tone."""
    return _listed(_words()["tones"][name])


@cache
def falls() -> tuple[str, ...]:
    """Return what a light does to what it falls on."""
    return _listed(_words()["falls"]["all"])


def through_window(hour: str) -> Source | None:
    """Return the light of an hour from a window, None at night."""
    light = _THROUGH_WINDOWS.get(hour)
    return Source(f"{light} from the window", "natural") if light else None


def _tables() -> Iterator[Kit]:
    for table in _data():
        yield from kits(table).values()


@cache
def known_sources() -> frozenset[str]:
    """Return every source of light, as tables know it."""
    windows = {f"{light} from the window" for light in _THROUGH_WINDOWS.values()}
    return frozenset(key(text) for text in (*windows, *(source.text for kit in _tables() for source in kit.sources)))


@cache
def known_details() -> frozenset[str]:
    """Return every detail, as tables know it."""
    return frozenset(key(phrase) for kit in _tables() for phrase in (*kit.details, *kit.also))
