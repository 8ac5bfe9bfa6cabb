"""The enhancer that needs no language model: rules and phrases alone, the same for the same words and seed."""

from collections.abc import Iterable, Iterator

from generation.prompts.rules.alt_text import alt_text
from generation.prompts.rules.bare_place import bare_place
from generation.prompts.rules.details import details, further_details
from generation.prompts.rules.fitting import Room, cut
from generation.prompts.rules.glosses import glosses, with_gloss, without_slurs
from generation.prompts.rules.kit_selection import KitSelection
from generation.prompts.rules.light import Light
from generation.prompts.rules.negative_prompt import negative_prompt
from generation.prompts.rules.opening import is_bare_place, may_follow_article, with_opening, without_preamble
from generation.prompts.rules.phrase_picker import PhrasePicker, stems_of
from generation.prompts.rules.players_words import is_enhanced, parts_of, phrases_of, players_words, styles_of
from generation.prompts.values import FALLBACK, EnhancedPrompt, EnhancementInput
from generation.reading.description import Reading, read_description
from generation.reading.image_type import detect_type
from generation.reading.kept_terms import kept_terms
from generation.reading.negation import refusals, without_refusals
from generation.reading.scene import read_scene
from generation.reading.vocabulary import PLACES, topics
from generation.reading.words import key, words_of
from generation.styles.catalogue import Style

#: Words of a description that may lie anywhere; of more words than a long one has, one phrase stands beside them, of
#: more than a longer one none.
_SHORT, _LONG, _LONGER = 8, 25, 45
#: Slots of topics of the sky.
_SKY = frozenset({"weather", "time"})
#: Topics of pictures that show no place, though one may be named.
_OF_NO_PLACE = frozenset({"icon", "plan", "paper", "placard"})
_WEATHER = frozenset({"rain", "snow", "fog", "storm", "sunny"})
#: Topics of what does not play where the campaign does, or shows no place at all.
_OF_NO_CITY = frozenset(
    {"satellite", "historical", "oldworld", "notech", "space", "icon", "plan", "rural", "sea", "wildlife"}
)


def enhance(given: EnhancementInput) -> EnhancedPrompt:
    """Return what a provider is sent, by rules alone; it never fails."""
    typed = without_slurs(given.text)
    words = without_preamble(typed)
    refused = refusals(words)
    text, moved = without_refusals(words, refused) if given.limits.negative else (words, [])
    text = cut(text, given.limits)
    whole = read_description(words)
    players = players_words(words, given)
    reading = whole if players == words else read_description(players)
    kind = given.type or detect_type(players_words(typed, given))
    composition = _Composition(given, kind, text, reading, whole.topics)
    prompt, added = composition.prompt()
    unwanted = [*moved, *(word for no in refused if not (moved and no.removable) for word in no.each)]
    return EnhancedPrompt(
        type=kind,
        prompt=prompt,
        negative=negative_prompt(given, kind, prompt, reading, unwanted),
        kept_terms=kept_terms(text),
        added=tuple(added),
        alt_text=alt_text(kind, _seen_where(kind, reading), without_refusals(words, refused)[0]),
        source=FALLBACK,
        context=reading.context or "outdoors",
    )


def _seen_where(kind: str, reading: Reading) -> str:
    """Return where a picture plays as far as it is seen: a map of the sewers is not indoors, nor a card from a town."""
    if reading.topics & _OF_NO_PLACE:
        return ""
    named = reading.of(PLACES) or reading.topics & _WEATHER
    return reading.context if named or kind in {"scene", "location"} else ""


class _Composition:
    """One enhancement: what is chosen first is not the order in which it stands in the text."""

    def __init__(self, given: EnhancementInput, kind: str, text: str, reading: Reading, spoken: frozenset[str]) -> None:
        self._given, self._kind, self._text, self._reading = given, kind, text, reading
        self._length = len(words_of(players_words(text, given)))
        room = Room(given.limits)
        room.take(text)
        shunned = [phrase for style in styles_of(given) for phrase in phrases_of(style.negative)]
        self._picker = PhrasePicker(text, reading, spoken | reading.topics, room, shunned)
        self._room = room
        self._there = {key(part) for part in parts_of(text)}
        # What was refused may be out of the text by now, so that what is missing is not put in a second time.
        self._enhanced = is_enhanced(text)

    def prompt(self) -> tuple[str, list[str]]:
        """Return the text, and what was added to the player's words."""
        picker, given = self._picker, self._given
        looks = [picker.offer_together(self._look(style)) for style in styles_of(given)]
        behind_all = [phrase for look in reversed(looks) for phrase in look]
        if self._enhanced:
            return _joined(self._text, behind_all), behind_all
        premise = picker.offer_all(phrases_of(given.premise))
        if self._is_bare():
            opening, told = self._as_specified()
            seen = list[str]()
        else:
            opening, seen, told = [], self._gloss(), self._told()
        behind = [*told, *premise, *behind_all]
        return _joined(self._text, behind), [*opening, *seen, *behind]

    def _gloss(self) -> list[str]:
        """Put what the description's terms look like behind them."""
        told = list[str]()
        for gloss in glosses(self._kind, self._reading):
            text = with_gloss(self._text, gloss)
            if text != self._text and self._picker.offer(gloss.text, " ()"):
                self._text = text
                told.append(gloss.text)
        return told

    def _look(self, style: Style) -> list[str]:
        """Return a style's phrases, none where an enhancement has looked through them before."""
        look = phrases_of(style.positive)
        return [] if self._enhanced and any(key(phrase) in self._there for phrase in look) else look

    # A description that tells of something

    def _told(self) -> list[str]:
        """Return two phrases at most: on the light, on a detail; of a long description one, of a longer one none."""
        most = 2 if self._length <= _LONG else 1 if self._length <= _LONGER else 0
        chosen, seed = KitSelection(self._reading, read_scene(self._reading.text), self._kind), self._given.seed
        ways = [
            self._where(),
            Light(chosen, seed).phrases(),
            details(chosen, seed),
            further_details(chosen, seed),
        ]
        taken = list[str]()
        for phrases in ways:
            if len(taken) < most and (phrase := next(filter(self._picker.offer, phrases), "")):
                taken.append(phrase)
        return taken

    def _where(self) -> list[str]:
        """Return where a place that has no name lies: "set in rain-soaked Seattle"."""
        reading = self._reading
        bare = self._kind == "location" and reading.context == "outdoors" and self._length <= _SHORT
        if not bare or any(topics()[name].slot in _SKY for name in reading.topics):
            return []
        city = self._city()
        weather = next((adjective for adjective, _ in self._weathers()), "")
        return [f"set in {' '.join(filter(None, (weather, city)))}"] if city else []

    def _city(self) -> str:
        """Return the campaign's city where the description names no place of its own."""
        reading, city = self._reading, self._given.setting.strip()
        named = reading.of({"city"}) or _unknown_name(reading) or reading.topics & _OF_NO_CITY
        return "" if named or not city or stems_of(city) & (reading.refused_stems | stems_of(self._text)) else city

    def _weathers(self) -> Iterator[tuple[str, str]]:
        """Return weathers as an adjective and as a phrase, none where weather is told."""
        if "weather" in self._picker.filled():
            return
        for pair in bare_place(self._given.seed)["weather"]:
            adjective, _, phrase = pair.partition("|")
            if self._picker.suits(adjective) and self._picker.suits(phrase):
                yield adjective, phrase

    # A bare place

    def _is_bare(self) -> bool:
        reading = self._reading
        plain = not reading.topics & _OF_NO_CITY and reading.context == "outdoors"
        return plain and reading.text == self._text and is_bare_place(reading)

    def _as_specified(self) -> tuple[list[str], list[str]]:
        """Return what is put before and behind a place of which nothing is said, as the specification has it."""
        filled = self._picker.filled()
        weather, phrase = next(self._weathers(), ("", ""))
        before = " ".join(filter(None, (weather, self._city())))
        opening = self._open_bare(before, lit="light" in filled)
        first = [] if opening or not before else [f"set in {before}"] if self._city() else [phrase]
        told = self._picker.offer_all(first)
        filled |= {"light"} if opening else set()
        for slot, pool in bare_place(self._given.seed).items():
            if slot != "weather" and slot not in filled:
                told += self._first_taken(pool)
        return opening, told

    def _first_taken(self, pool: Iterable[str]) -> list[str]:
        for phrase in pool:
            if not phrase:
                return []
            if parts := self._picker.offer_all(phrases_of(phrase)):
                return parts
        return []

    def _open_bare(self, before: str, *, lit: bool) -> list[str]:
        pool = () if lit else bare_place(self._given.seed)["light"]
        light = next(filter(self._picker.suits, pool), "")
        if not before or not may_follow_article(before, self._reading):
            return []
        text = with_opening(self._text, self._reading, before, light)
        if not self._room.take(f"{before} with {light} " if light else f"{before} "):
            return []
        self._text = text
        added = [phrase for phrase in (before, light) if phrase]
        for phrase in added:
            self._picker.note(phrase)
        return added


def _unknown_name(reading: Reading) -> bool:
    """Tell whether a capitalised word that nobody knows stands inside: it may name a place."""
    known = {
        at
        for phrase in reading.found
        if reading.word(phrase.at).startswith(phrase.phrase.split()[0])  # Kleinkleckersdorf is more than a "Dorf"
        for at in range(phrase.at, phrase.at + phrase.length)
    }
    return any(
        at not in known and reading.text[token.start].isupper() and reading.word(at - 1) not in {"", ".", "!", "?"}
        for at, token in enumerate(reading.tokens)
        if token.is_word
    )


def _joined(text: str, phrases: list[str]) -> str:
    """Return the text with phrases behind it; after a sentence's end they begin one of their own."""
    if not phrases:
        return text
    if text[-1:] in {".", "!", "?"}:
        return f"{text} {phrases[0][0].upper()}{', '.join(phrases)[1:]}"
    return ", ".join(filter(None, [text, *phrases]))
