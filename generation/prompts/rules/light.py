"""One phrase on how light falls: "warm dome light spilling over the worn seats"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from generation.prompts.rules.kit_selection import KitSelection
from generation.prompts.rules.kits import Source, falls, kits, known_sources, through_window, tones
from generation.prompts.rules.phrase_picker import stems_of
from generation.prompts.rules.seeding import turned
from generation.reading.vocabulary import THINGS, senses
from generation.reading.words import key, words_of

T = TypeVar("T")

#: The hours in the order in which one outranks the other; by the last two it is dark.
_HOURS = ("noon", "dawn", "dusk", "morning", "sunny", "heat", "day", "moon", "stars", "night")
_DARK = frozenset({"night", "moon", "stars"})
_PLAIN_DAY = frozenset({"noon", "day", "heat", ""})
_SKIES = ("snow", "storm", "fog", "rain", "ash", "overcast")
#: Moods, and the adjectives that suit them.
_MOODS = (
    ("monochrome", ("monochrome",)),
    ("tender", ("tender", "cosy", "cheerful", "celebration", "calm")),
    ("solemn", ("grief", "gloomy", "eerie")),
    ("tense", ("interrogation", "gunfight", "tense", "battle")),
)
#: Topics of light that say how it is without a source that could be told again.
_LIGHT_TOLD = frozenset({"studio", "softlight", "harsh", "bright", "glow", "warmlight", "coldlight"})
_COLOURED = re.compile(
    r"\b(red|green|blue|purple|violet|pink|orange|yellow|golden|magenta|cyan|turquoise)\s+(?:light|lights|glow|haze)\b",
    re.IGNORECASE,
)
_HIDDEN_FACE = frozenset({"helmet", "mask", "hood", "visor"})
_OUTDOORS = frozenset({"outdoors", "wilderness"})


class Light:
    """How light may fall in one picture, the phrase that the seed chooses first."""

    def __init__(self, chosen: KitSelection, seed: int) -> None:
        self._chosen, self._seed = chosen, seed

    def phrases(self) -> Iterator[str]:
        """Return phrases on how light falls, none where the form has none or the player has told it."""
        if not self._chosen.has_light:
            return
        sources, surfaces = self._sources(), self._surfaces()
        if not surfaces:
            return
        for source in self._turned(sources, "source"):
            own = set(words_of(source.text))
            fitting = [tone for tone in tones(self._tone(source)) if tone not in own]
            for surface in self._turned(surfaces, "surface"):
                if not stems_of(surface) & stems_of(source.text):
                    tone, fall = self._turned(fitting, "tone")[0], self._turned(falls(), "fall")[0]
                    yield f"{tone} {source.text} {fall} {surface}"

    def _tone(self, source: Source) -> str:
        return next((mood for mood, named in _MOODS if not self._chosen.topics.isdisjoint(named)), source.tone)

    def _sources(self) -> list[Source]:
        if named := self._named_lights():
            return named
        if self._chosen.topics & _LIGHT_TOLD:
            return []
        if self._chosen.deed.sources and (
            self._chosen.deed.anywhere or self._chosen.place is kits("places").get("indoors")
        ):
            return list(self._chosen.deed.sources)
        hour = next((hour for hour in _HOURS if hour in self._chosen.topics), "")
        if self._chosen.place.window and (seen := through_window(hour)):
            return [seen]
        if self._is_under_the_sky():
            return self._under_the_sky(hour)
        own = self._chosen.place.sources or self._chosen.own.sources or self._chosen.subject.sources
        return self._kindly(own)

    def _is_under_the_sky(self) -> bool:
        unroofed = self._chosen.reading.context in _OUTDOORS and "underwater" not in self._chosen.topics
        told = {*_HOURS, *_SKIES} & self._chosen.topics
        return unroofed or (not self._chosen.reading.context and bool(told))

    def _under_the_sky(self, hour: str) -> list[Source]:
        sky = next((sky for sky in _SKIES if sky in self._chosen.topics), "")
        lamps = [source for source in self._chosen.place.sources if source.tone in {"warm", "cold", "plain"}]
        if hour in _DARK:
            return lamps or list(kits("hours")["night"].sources)
        if sky and hour in _PLAIN_DAY:
            grey = list(kits("hours")[sky].sources)
            return grey if hour else [*lamps, *grey]
        if hour:
            return list(kits("hours")[hour].sources)
        return self._kindly(self._chosen.place.sources)

    def _kindly(self, sources: Iterable[Source]) -> list[Source]:
        """Return the sources, in a tender picture only those that are not cold."""
        kind = [source for source in sources if source.tone != "cold"]
        return kind if kind and self._chosen.topics & {"tender", "cosy", "cheerful", "celebration"} else list(sources)

    def _named_lights(self) -> list[Source]:
        """Return the lights that the description names."""
        reading = self._chosen.reading
        if coloured := _COLOURED.search(reading.text):
            return [Source(f"{coloured[1].lower()} light", "plain")]
        lights = kits("lights")
        found = [
            name
            for name, kit in lights.items()
            if (reading.words & set(kit.words) if kit.words else name in self._chosen.topics)
            and not (name == "screen" and self._chosen.is_old)
        ]
        return [source for name in found[:1] for source in lights[name].sources]

    def _surfaces(self) -> list[str]:
        own = self._own_words()
        deed = list(self._chosen.deed.surfaces)
        people = [text for text in self._chosen.subject.surfaces if not ("face" in text and self._hides_faces())]
        subject = list(self._chosen.own.surfaces) or people
        if self._chosen.kind in {"item", "character"}:
            return (
                [*subject, *own] if self._chosen.kind == "item" else [*subject, *own, *self._chosen.place.surfaces[:2]]
            )
        return [
            *own,
            *deed,
            *self._chosen.place.surfaces,
            *(people[:1] if self._chosen.scene.people else subject),
        ]

    def _hides_faces(self) -> bool:
        return any(_HIDDEN_FACE.intersection(person.features) for person in self._chosen.scene.people)

    def _own_words(self) -> list[str]:
        """Return the things that the description names, in English: "the crate"."""
        if self._chosen.scene.terms.german:
            return []
        named = [thing.words for thing in self._chosen.scene.things if thing.table in {"vehicles", "items", "drones"}]
        named += [words for words in self._chosen.scene.furnishings if words.islower()]
        known = senses()
        named += [
            thing.words
            for thing in self._chosen.scene.things
            if not thing.table and known.get(key(thing.words).removesuffix("s"), frozenset()) & THINGS
        ]
        return [f"the {words}" for words in dict.fromkeys(named) if words.islower() and len(words.split()) <= 2][:3]

    def _turned(self, pool: Sequence[T], slot: str) -> tuple[T, ...]:
        return turned(pool, self._seed, slot)


def is_light(phrase: str) -> bool:
    """Tell whether a phrase is one that this file makes."""
    plain = key(phrase)
    for fall in falls():
        source, fallen, _ = plain.partition(f" {fall} ")
        if fallen and (source.partition(" ")[2] in known_sources() or _COLOURED.fullmatch(source.partition(" ")[2])):
            return True
    return False
