"""One phrase on how light falls, and one on what else is to be seen, from what a description shows.

"A dwarf rigger asleep in a van" gets "warm dome light spilling over worn seats" and "grease on the floor". Where
nothing is known of what is shown, there is nothing to be told.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from generation.prompts.rules.kits import (
    NOTHING,
    Kit,
    Source,
    falls,
    kits,
    known_details,
    known_sources,
    names,
    through_window,
    tones,
)
from generation.prompts.rules.phrase_picker import stems_of
from generation.prompts.rules.seeding import turned
from generation.reading.data import grammar
from generation.reading.description import Reading
from generation.reading.scene import Scene
from generation.reading.vocabulary import THINGS, senses
from generation.reading.words import key, words_of

T = TypeVar("T")

#: Behind these a description says more of a thing than what it is.
_AFTER_NAME = frozenset(grammar("types", "behind_name"))
#: Deeds as the lexicon calls them that are kits under another name.
_DEEDS = {
    "interrogate": "interrogation", "celebrate": "celebration", "hack": "hacking", "play_cards": "pastime",
    "fight": "brawl", "sneak": "stealth", "deal": "", "talk": "", "meet": "",
}  # fmt: skip
_OLD = frozenset({"oldworld", "notech", "historical"})
#: Topics of a place that outrank the place's own kit.
_APART = ("underwater", "space")
_GENERAL_PLACES = {
    "outdoors": "outdoors",
    "indoors": "indoors",
    "wilderness": "land",
    "matrix": "matrix",
    "astral": "astral",
}
#: Vehicles that are a place to whoever is in them or on them.
_RIDDEN = dict.fromkeys(("van", "car", "truck", "bus", "taxi", "ambulance"), "by_vehicle") | {
    "bike": "by_bike", "boat": "by_boat",
}  # fmt: skip
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
#: Forms that have no light of their own.
_FORMS = ("icon", "plan", "satellite", "placard", "pixel", "drawing")
_MEDIA = ("watercolour", "painting", "comic", "anime", "artwork", "render", "filmstock", "monochrome")
#: Topics of light that say how it is without a source that could be told again.
_LIGHT_TOLD = frozenset({"studio", "softlight", "harsh", "bright", "glow", "warmlight", "coldlight"})
_COLOURED = re.compile(
    r"\b(red|green|blue|purple|violet|pink|orange|yellow|golden|magenta|cyan|turquoise)\s+(?:light|lights|glow|haze)\b",
    re.IGNORECASE,
)
_HIDDEN_FACE = frozenset({"helmet", "mask", "hood", "visor"})
_OUTDOORS = frozenset({"outdoors", "wilderness"})


class LightAndDetail:
    """What may be told of one description, the phrase that the seed chooses first."""

    def __init__(self, reading: Reading, scene: Scene, kind: str, seed: int) -> None:
        self._reading, self._scene, self._kind, self._seed = reading, scene, kind, seed
        self._topics = reading.topics
        self._place = self._place_kit()
        self._deed = self._deed_kit()
        self._own = self._own_kit()
        self._subject = self._subject_kit()

    # What is shown

    def _by_words(self, table: str) -> Iterator[str]:
        """Return the kits of a table that a word of the text means."""
        plain = f" {key(self._reading.text)} "
        for name, kit in kits(table).items():
            if any(f" {word} " in plain and not stems_of(word) & self._reading.refused_stems for word in kit.words):
                yield name

    def _deed_kit(self) -> Kit:
        if self._kind == "item":
            return NOTHING
        told = [*self._by_words("deeds"), *(name for name in kits("deeds") if name in self._topics)]
        alone = self._reading.of({"creature"}) and not self._scene.people
        told += [] if alone else [_DEEDS.get(name, name) for name in self._scene.doing]
        return next((kits("deeds")[name] for name in told if name in kits("deeds")), NOTHING)

    def _place_kit(self) -> Kit:
        context = self._reading.context
        if apart := next((name for name in _APART if name in self._topics), ""):
            return kits("places")[apart]
        if context in {"matrix", "astral"}:
            return kits("places")[context]
        kit = self._named_place()
        if self._topics & _OLD and kit is not NOTHING and not kit.timeless:
            return kits("places")["oldworld"]
        return kit

    def _named_place(self) -> Kit:
        """Return the kit of the nearest place that is named and plays where the description does, or a general one."""
        context, places = self._reading.context, kits("places")
        within = {"in", "at"} if self._kind == "item" else {"in", "at", "of", ""}
        near = sorted(self._scene.places, key=lambda place: (place.district, place.relation == "of"))
        named = [
            place.effect
            for place in near
            if (context in {"", place.context} or place.district) and place.relation in within
        ]
        for name in (*self._by_words("places"), *named):
            if name in places:
                return places[name]
        for thing in self._scene.things:
            if thing.kind in _RIDDEN and thing.relation in {"at", "in"} and self._scene.people:
                return places[_RIDDEN[thing.kind]]
        if self._kind == "item" and not self._reading.topics & {"roofed"}:
            return NOTHING
        general = [name for name in ("sacred", "rural") if name in self._topics]
        return places.get(next(iter(general), _GENERAL_PLACES.get(context, "")), NOTHING)

    def _own_kit(self) -> Kit:
        """Return what is told of the subject itself: of what a thing is made, what covers a creature, what one does."""
        scene, head = self._scene, self._scene.head
        if self._kind == "item":
            first = [thing.kind for thing in scene.things[:1] if thing.at == getattr(head, "at", None)]
            kinds = [*self._by_words("things"), *first, *self._topics_of_name()]
            return next((kits("things")[names("things")[kind]] for kind in kinds if kind in names("things")), NOTHING)
        if self._kind == "location":
            return NOTHING
        for thing in scene.things:
            if thing is head and thing.table == "creatures":
                return kits("creatures").get(names("creatures").get(thing.kind, ""), NOTHING)
            if thing is head and thing.kind in names("things"):
                return kits("things")[names("things")[thing.kind]]
        alone = scene.people[:1] if len(scene.people) == 1 and scene.people[0].count == 1 else ()
        return next((kits("people").get(person.role, NOTHING) for person in alone), NOTHING)

    def _topics_of_name(self) -> list[str]:
        """Return the topics of what stands before the first preposition or mark, the last word's first."""
        tokens = self._reading.tokens
        end = next(
            (at for at, token in enumerate(tokens) if token.text in _AFTER_NAME or not token.is_word), len(tokens)
        )
        before = [phrase for phrase in self._reading.found if phrase.at < end and not phrase.refused]
        return [sense for phrase in reversed(before) for sense in sorted(phrase.senses)]

    def _subject_kit(self) -> Kit:
        """Return what is told of somebody or something of whom nothing more is known."""
        return kits("subjects").get(self._subject_name(), NOTHING)

    def _subject_name(self) -> str:
        reading, people = self._reading, self._scene.people
        if self._kind in {"item", "location"}:
            return "" if self._kind == "location" else "vehicle" if reading.of({"vehicle"}) else "thing"
        if reading.of({"creature"}) and not people:
            return "creature"
        if sum(person.count for person in people) > 1 or reading.of({"group"}):
            return "people"
        if people or self._kind == "character":
            return "person"
        vehicle = any(thing.table == "vehicles" for thing in self._scene.things)
        return "vehicle" if vehicle else "event" if reading.of({"event"}) else ""

    # Light

    def lights(self) -> Iterator[str]:
        """Return phrases on how light falls, none where the form has none or the player has told it."""
        if any(form in self._topics for form in _FORMS):
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
        return next((mood for mood, named in _MOODS if not self._topics.isdisjoint(named)), source.tone)

    def _sources(self) -> list[Source]:
        if named := self._named_lights():
            return named
        if self._topics & _LIGHT_TOLD:
            return []
        if self._deed.sources and (self._deed.anywhere or self._place is kits("places").get("indoors")):
            return list(self._deed.sources)
        hour = next((hour for hour in _HOURS if hour in self._topics), "")
        if self._place.window and (seen := through_window(hour)):
            return [seen]
        if self._is_under_the_sky():
            return self._under_the_sky(hour)
        own = self._place.sources or self._own.sources or self._subject.sources
        return self._kindly(own)

    def _is_under_the_sky(self) -> bool:
        unroofed = self._reading.context in _OUTDOORS and "underwater" not in self._topics
        told = {*_HOURS, *_SKIES} & self._topics
        return unroofed or (not self._reading.context and bool(told))

    def _under_the_sky(self, hour: str) -> list[Source]:
        sky = next((sky for sky in _SKIES if sky in self._topics), "")
        lamps = [source for source in self._place.sources if source.tone in {"warm", "cold", "plain"}]
        if hour in _DARK:
            return lamps or list(kits("hours")["night"].sources)
        if sky and hour in _PLAIN_DAY:
            grey = list(kits("hours")[sky].sources)
            return grey if hour else [*lamps, *grey]
        if hour:
            return list(kits("hours")[hour].sources)
        return self._kindly(self._place.sources)

    def _kindly(self, sources: Iterable[Source]) -> list[Source]:
        """Return the sources, in a tender picture only those that are not cold."""
        kind = [source for source in sources if source.tone != "cold"]
        return kind if kind and self._topics & {"tender", "cosy", "cheerful", "celebration"} else list(sources)

    def _named_lights(self) -> list[Source]:
        """Return the lights that the description names."""
        reading = self._reading
        if coloured := _COLOURED.search(reading.text):
            return [Source(f"{coloured[1].lower()} light", "plain")]
        lights = kits("lights")
        found = [
            name
            for name, kit in lights.items()
            if (reading.words & set(kit.words) if kit.words else name in self._topics)
            and not (name == "screen" and self._topics & _OLD)
        ]
        return [source for name in found[:1] for source in lights[name].sources]

    def _surfaces(self) -> list[str]:
        own = self._own_words()
        deed = list(self._deed.surfaces)
        people = [text for text in self._subject.surfaces if not ("face" in text and self._hides_faces())]
        subject = list(self._own.surfaces) or people
        if self._kind in {"item", "character"}:
            return [*subject, *own] if self._kind == "item" else [*subject, *own, *self._place.surfaces[:2]]
        return [*own, *deed, *self._place.surfaces, *(people[:1] if self._scene.people else subject)]

    def _hides_faces(self) -> bool:
        return any(_HIDDEN_FACE.intersection(person.features) for person in self._scene.people)

    def _own_words(self) -> list[str]:
        """Return the things that the description names, in English: "the crate"."""
        if self._scene.terms.german:
            return []
        named = [thing.words for thing in self._scene.things if thing.table in {"vehicles", "items", "drones"}]
        named += [words for words in self._scene.furnishings if words.islower()]
        known = senses()
        named += [
            thing.words
            for thing in self._scene.things
            if not thing.table and known.get(key(thing.words).removesuffix("s"), frozenset()) & THINGS
        ]
        return [f"the {words}" for words in dict.fromkeys(named) if words.islower() and len(words.split()) <= 2][:3]

    # Details

    def details(self) -> Iterator[str]:
        """Return phrases on what else is to be seen."""
        if form := self._form():
            yield from self._turned(form.details, "detail")
            return
        yield from self._turned(self._detail_pool(), "detail")

    def further_details(self) -> Iterator[str]:
        """Return phrases that a form has in place of a light."""
        form = self._form()
        yield from self._turned(form.also if form else (), "further")

    def _form(self) -> Kit | None:
        return next((kits("media")[name] for name in (*_FORMS, *_MEDIA) if name in self._topics), None)

    def _detail_pool(self) -> list[str]:
        sky = next((kits("weather")[name] for name in kits("weather") if name in self._topics), NOTHING)
        outside = self._reading.context in {"", *_OUTDOORS}
        groups = (
            self._deed.details,
            sky.details if outside else (),
            self._own.details,
            self._place.details if self._kind != "item" else (),
            self._subject.details,
        )
        told = [group for group in groups if group]
        most = 1 if self._deed.details else 2
        return [phrase for group in told[:most] for phrase in group]

    def _turned(self, pool: Sequence[T], slot: str) -> tuple[T, ...]:
        return turned(pool, self._seed, slot)


def is_light_or_detail(phrase: str) -> bool:
    """Tell whether a phrase is one that this file makes."""
    plain = key(phrase)
    if plain in known_details():
        return True
    for fall in falls():
        source, fallen, _ = plain.partition(f" {fall} ")
        if fallen and (source.partition(" ")[2] in known_sources() or _COLOURED.fullmatch(source.partition(" ")[2])):
            return True
    return False
