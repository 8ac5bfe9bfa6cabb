"""Which kits fit a description: those of its place, its deed, its subject and its medium."""

import re

from generation.prompts.rules.kits import NOTHING, Kit, kits, names
from generation.prompts.rules.phrase_picker import stems_of
from generation.reading.data import grammar
from generation.reading.description import Reading
from generation.reading.happening import AFTER_HEAD, DETERMINERS
from generation.reading.scene import Scene
from generation.reading.words import key

#: Behind these a description says more of a thing than what it is.
_AFTER_NAME = frozenset(grammar("types", "behind_name")) | (
    AFTER_HEAD - DETERMINERS - {"a", "an", "ein", "eine", "einen"}
)
#: Deeds as the lexicon calls them that are kits under another name.
_DEEDS = {
    "interrogate": "interrogation", "celebrate": "celebration", "hack": "hacking", "play_cards": "pastime",
    "fight": "brawl", "sneak": "stealth", "deal": "", "talk": "", "meet": "",
}  # fmt: skip
#: Topics of a place that outrank the place's own kit.
_APART = ("underwater", "space")
_GENERAL_PLACES = {
    "outdoors": "outdoors",
    "indoors": "indoors",
    "wilderness": "land",
    "matrix": "matrix",
    "astral": "astral",
}
_FLYING = frozenset(grammar("kits", "flying"))
#: What is over leaves traces, and no flashes: "after the fight".
_AFTERWARDS = re.compile(
    r"\b(?:after|nach)\s+(?:the|a|an|der|dem|einer|einem|our|their)\b|\b(?:is|was) over\b|\bvorbei\b", re.IGNORECASE
)
#: Of these a creature has no fur.
_MATERIALS = frozenset(grammar("kits", "materials"))
#: Vehicles that are a place to whoever is in them or on them.
_RIDDEN = dict.fromkeys(("van", "car", "truck", "bus", "taxi", "ambulance"), "by_vehicle") | {
    "bike": "by_bike", "boat": "by_boat",
}  # fmt: skip
#: Forms that have no light of their own.
_FORMS = ("icon", "plan", "satellite", "placard", "pixel", "drawing")
_MEDIA = ("watercolour", "painting", "comic", "anime", "render", "filmstock", "monochrome")
#: Behind these a medium is one, and no thing: "in watercolour", "as pixel art".
_IN_A_MEDIUM = frozenset({"in", "as", "als"})
#: Topics of what was there before technology.
_OLD = frozenset({"oldworld", "notech", "historical"})


class KitSelection:
    """The kits of one description, `NOTHING` for what it does not tell.

    `own` is what is told of the subject itself, of what it is made or what it does; `subject` what is told of anybody
    or anything of its kind; `forms` are topics of the media that the picture is to have.
    """

    def __init__(self, reading: Reading, scene: Scene, kind: str) -> None:
        self.reading, self.scene, self.kind = reading, scene, kind
        self.topics = reading.topics
        self.forms = self._forms_told()
        self.place = self._place_kit()
        self.deed = self._deed_kit()
        self.own = self._own_kit()
        self.subject = kits("subjects").get(self._subject_name(), NOTHING)
        self.form = self._form_kit()

    @property
    def is_old(self) -> bool:
        """Tell whether it plays before technology, or without it."""
        return not self.topics.isdisjoint(_OLD)

    @property
    def has_light(self) -> bool:
        """Tell whether light falls on anything: a map has none of its own."""
        return self.forms.isdisjoint(_FORMS)

    def _by_words(self, table: str) -> list[str]:
        """Return the kits of a table that words of the text mean, in the text's order."""
        plain = f" {key(self.reading.text)} "
        found = [
            (plain.find(f" {word} "), name)
            for name, kit in kits(table).items()
            for word in kit.words
            if f" {word} " in plain and not stems_of(word) & self.reading.refused_stems
        ]
        return [name for _, name in sorted(found)]

    def _deed_kit(self) -> Kit:
        if self.kind == "item":
            return NOTHING
        told = [*self._by_words("deeds"), *(name for name in kits("deeds") if name in self.topics)]
        alone = self.reading.of({"creature"}) and not self.scene.people
        told += [] if alone else [_DEEDS.get(name, name) for name in self.scene.doing]
        if told and _AFTERWARDS.search(self.reading.text):
            return kits("deeds")["aftermath"]
        return next((kits("deeds")[name] for name in told if name in kits("deeds")), NOTHING)

    def _place_kit(self) -> Kit:
        context = self.reading.context
        if apart := next((name for name in _APART if name in self.topics), ""):
            return kits("places")[apart]
        if context in {"matrix", "astral"}:
            return kits("places")[context]
        kit = self._named_place()
        if self.is_old and kit is not NOTHING and not kit.timeless:
            return kits("places")["oldworld"]
        return kit

    def _named_place(self) -> Kit:
        """Return the kit of the nearest place that is named and plays where the description does, or a general one."""
        context, places = self.reading.context, kits("places")
        within = {"in", "at"} if self.kind == "item" else {"in", "at", "of", "under", ""}
        beneath = not self.reading.words.isdisjoint({"under", "beneath", "below", "unter"})
        near = sorted(self.scene.places, key=lambda place: (place.district, place.relation == "of"))
        named = [
            place.effect
            for place in near
            if (context in {"", place.context} or place.district) and (place.relation in within or beneath)
        ]
        for name in (*self._by_words("places"), *named):
            if name in names("places"):
                return places[names("places")[name]]
        if self._is_in_the_air():
            return places["sky"]
        for thing in self.scene.things:
            if thing.kind in _RIDDEN and thing.relation in {"at", "in"} and self.scene.people:
                return places[_RIDDEN[thing.kind]]
        if self.kind == "item" and not self.reading.topics & {"roofed"}:
            return NOTHING
        general = [name for name in ("sacred", "rural") if name in self.topics]
        return places.get(next(iter(general), _GENERAL_PLACES.get(context, "")), NOTHING)

    def _is_in_the_air(self) -> bool:
        """Tell whether what it is about flies: over a place, or by a word that says so."""
        over = any(place.relation == "above" for place in self.scene.places) and not self.scene.people
        above = over and self.kind != "location"
        return above or not self.reading.words.isdisjoint(_FLYING)

    def _own_kit(self) -> Kit:
        """Return what is told of the subject itself: of what it is made, what covers a creature, what one does."""
        if self.kind == "item":
            return self._of_what_it_is_made()
        if self.kind == "location" or "close" in self.topics:
            return NOTHING
        head = next((thing for thing in self.scene.things if thing is self.scene.head), None)
        if head is not None and head.table == "creatures":
            made = not self.reading.words.isdisjoint(_MATERIALS)
            return kits("subjects")["thing"] if made else _named("creatures", head.kind)
        if head is not None and head.kind in names("things"):
            return _named("things", head.kind)
        people = self.scene.people
        alone = people[0].role if len(people) == 1 and people[0].count == 1 else ""
        return kits("people").get(next(iter(self._by_words("people")), alone), NOTHING)

    def _of_what_it_is_made(self) -> Kit:
        head = getattr(self.scene.head, "at", None)
        first = [thing.kind for thing in self.scene.things[:1] if thing.at == head]
        kinds = [*self._by_words("things"), *first, *self._topics_of_name()]
        return _named("things", next((kind for kind in kinds if kind in names("things")), ""))

    def _topics_of_name(self) -> list[str]:
        """Return the topics of what stands before the first preposition or mark, the last word's first."""
        tokens = self.reading.tokens
        end = next(
            (at for at, token in enumerate(tokens) if token.text in _AFTER_NAME or not token.is_word), len(tokens)
        )
        before = [phrase for phrase in self.reading.found if phrase.at < end and not phrase.refused]
        return [sense for phrase in reversed(before) for sense in sorted(phrase.senses)]

    def _subject_name(self) -> str:
        reading, people = self.reading, self.scene.people
        if self.kind in {"item", "location"}:
            return "" if self.kind == "location" else "vehicle" if reading.of({"vehicle"}) else "thing"
        if "close" in self.topics:
            return "closeup"
        if people or self.kind == "character" or reading.of({"group"}):
            several = sum(person.count for person in people) > 1 or reading.of({"group"})
            return "people" if several else "creature" if reading.of({"creature"}) and not people else "person"
        if reading.of({"creature"}):
            return "creature"
        vehicle = any(thing.table == "vehicles" for thing in self.scene.things)
        return "vehicle" if vehicle else "event" if reading.of({"event"}) else ""

    def _form_kit(self) -> Kit:
        """Return what is told of the form or the medium that the picture is to have."""
        return next((kits("media")[name] for name in (*_FORMS, *_MEDIA) if name in self.forms), NOTHING)

    def _forms_told(self) -> frozenset[str]:
        """Return the forms that the picture is to have: not of a map on a table, nor of a safe behind a painting."""
        reading, found, within = self.reading, set[str](), False
        first = 0
        for at, token in enumerate(reading.tokens):
            if not token.is_word:
                first, within = at + 1, False
            phrase = reading.phrase_at(at)
            if phrase is not None and phrase.at == at and not phrase.refused:
                told = not within or reading.word(at - 1) in _IN_A_MEDIUM
                found |= phrase.senses if told else frozenset()
            within = within or (at > first and token.text in AFTER_HEAD)
        return frozenset(found)


def _named(table: str, name: str) -> Kit:
    return kits(table).get(names(table).get(name, ""), NOTHING)
