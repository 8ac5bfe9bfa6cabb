"""The enhancer that needs no language model: rules and phrases alone, the same for the same words and seed."""

import re
from collections.abc import Iterable

from generation.prompts.rules.alt_text import alt_text
from generation.prompts.rules.fitting import Room, cut
from generation.prompts.rules.glosses import glosses, with_gloss, without_glosses, without_slurs
from generation.prompts.rules.opening import is_bare_place, may_follow_article, with_opening, without_preamble
from generation.prompts.rules.phrase_picker import PhrasePicker, stems_of
from generation.prompts.rules.phrases import Pools, own_phrases, pools_for, unwanted
from generation.prompts.values import FALLBACK, EnhancedPrompt, EnhancementInput
from generation.reading.description import Reading, read_description, topics_of
from generation.reading.image_type import detect_type
from generation.reading.kept_terms import kept_terms
from generation.reading.negation import refusals, without_refusals
from generation.reading.vocabulary import PLACES
from generation.reading.words import key, words_of
from generation.styles.catalogue import Style

_BETWEEN = re.compile(r"([,.!?;:]+\s+)")
#: Slots that may stay open are filled only in descriptions of so many words; of more words than a long one has,
#: hardly any are.
_SHORT, _LONG = 12, 25
#: Topics of pictures that show no place, though one may be named.
_OF_NO_PLACE = frozenset({"icon", "plan", "paper", "placard"})
_WEATHER = frozenset({"rain", "snow", "fog", "storm", "sunny"})
#: Topics of what does not play where the campaign does, or shows no place at all.
_OF_NO_CITY = frozenset({"historical", "oldworld", "notech", "space", "icon", "plan", "rural", "sea", "wildlife"})


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
    return EnhancedPrompt(
        type=kind,
        prompt=prompt,
        negative=composition.negative(
            [*moved, *(word for no in refused if not (moved and no.removable) for word in no.each)]
        ),
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


def phrases_of(text: str) -> list[str]:
    """Return the phrases between commas."""
    return [phrase for part in text.split(",") if (phrase := part.strip().rstrip("."))]


def _styles(given: EnhancementInput) -> list[Style]:
    """Return the looks, the one that outranks the other first."""
    asked = [given.style] if given.style and given.style != given.locked else []
    return [*([given.locked] if given.locked else []), *asked]


def players_words(text: str, given: EnhancementInput) -> str:
    """Return a text without what an enhancement has put beside the player's words."""
    added = (*(style.positive for style in _styles(given)), given.campaign)
    own = {key(phrase) for phrases in added for phrase in phrases_of(phrases)}
    parts = _BETWEEN.split(without_glosses(text))
    kept = [
        part + mark
        for part, mark in zip(parts[::2], [*parts[1::2], ""], strict=True)
        if (plain := key(part)) not in own and plain not in own_phrases()
    ]
    return "".join(kept).strip(" ,;:") or text


def _parts(text: str) -> list[str]:
    return _BETWEEN.split(text)[::2]


class _Composition:
    """One enhancement: what is chosen first is not the order in which it stands in the text."""

    def __init__(self, given: EnhancementInput, kind: str, text: str, reading: Reading, spoken: frozenset[str]) -> None:
        self._given, self._kind, self._text, self._reading = given, kind, text, reading
        self._short = len(words_of(text)) <= _SHORT
        long = len(words_of(players_words(text, given))) > _LONG
        self._pools: Pools = pools_for(kind, reading, given.seed, long=long)
        room = Room(given.limits)
        room.take(text)
        shunned = [phrase for style in _styles(given) for phrase in phrases_of(style.negative)]
        self._picker = PhrasePicker(text, reading, spoken | reading.topics, room, shunned)
        self._room = room
        self._there = {key(part) for part in _parts(text)}
        self._filled = {slot for part in self._there for slot in own_phrases().get(part, ())}
        # What was refused may be out of the text by now, so that what is missing is not put in a second time.
        self._enhanced = len(self._filled) >= (1 if long else 3)

    def prompt(self) -> tuple[str, list[str]]:
        """Return the text, and what was added to the player's words."""
        picker, given = self._picker, self._given
        looks = [picker.offer_together(self._look(style)) for style in _styles(given)]
        if self._enhanced:
            behind = [phrase for look in reversed(looks) for phrase in look]
            return _joined(self._text, behind), behind
        campaign = picker.offer_all(phrases_of(given.campaign))
        self._filled |= picker.filled()
        seen = self._gloss()
        opening, place = self._open()
        slots = self._fill()
        behind = [*place, *slots, *campaign, *(phrase for look in reversed(looks) for phrase in look)]
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

    def _open(self) -> tuple[list[str], list[str]]:
        """Set city and weather before a bare place, else return them as phrases to stand behind the description."""
        if self._reading.context != "outdoors" or "weather" not in self._pools:
            return [], []
        city = self._city()
        adjective, phrase = self._weather()
        if self._reading.text == self._text and is_bare_place(self._reading):
            return self._open_bare(" ".join(filter(None, (adjective, city)))), []
        if city:
            phrase = f"set in {adjective} {city}" if adjective else f"set in {city}"
        return [], self._picker.offer_all([phrase]) if phrase else []

    def _open_bare(self, before: str) -> list[str]:
        light = "" if "light" in self._filled else self._suitable("light")
        if not before or not may_follow_article(before, self._reading):
            return []
        text = with_opening(self._text, self._reading, before, light)
        if not self._room.take(f"{before} with {light} " if light else f"{before} "):
            return []
        self._text = text
        self._filled.add("light")
        added = [phrase for phrase in (before, light) if phrase]
        for phrase in added:
            self._picker.note(phrase)
        return added

    def _city(self) -> str:
        """Return the campaign's city where the description names no place of its own."""
        reading, city = self._reading, self._given.setting.strip()
        named = reading.of({"city"}) or _unknown_name(reading) or reading.topics & _OF_NO_CITY
        return "" if named or not city or stems_of(city) & (reading.refused_stems | stems_of(self._text)) else city

    def _weather(self) -> tuple[str, str]:
        """Return weather as an adjective and as a phrase, or nothing where it is told."""
        if "weather" in self._filled:
            return "", ""
        for pair in self._pools.get("weather", ()):
            adjective, _, phrase = pair.partition("|")
            if self._picker.suits(adjective) and self._picker.suits(phrase):
                return adjective, phrase
        return "", ""

    def _suitable(self, slot: str) -> str:
        return next((phrase for phrase in self._pools.get(slot, ()) if self._picker.suits(phrase)), "")

    def _fill(self) -> list[str]:
        """Return a phrase, or what it consists of, for every slot that the player has left open."""
        taken = list[str]()
        for slot, pool in self._pools.items():
            if slot == "weather" or slot in self._filled or ("" in pool and not self._short):
                continue
            taken += self._first_taken(pool)
        return taken

    def _first_taken(self, pool: Iterable[str]) -> list[str]:
        for phrase in pool:
            if not phrase:
                return []
            if parts := self._picker.offer_all(phrases_of(phrase)):
                return parts
        return []

    def negative(self, refused: list[str]) -> str:
        """Return the negative prompt, empty where the provider has none; nothing in it was asked for."""
        if not self._given.limits.negative:
            return ""
        asked = stems_of(self._text) - frozenset(stem for words in refused for stem in stems_of(words))
        spoken = self._reading.topics
        built = self._reading.of({"outdoors", "indoors"})
        usual = unwanted(self._kind, "" if built and self._reading.context == "wilderness" else self._reading.context)
        usual += [phrase for style in _styles(self._given) for phrase in phrases_of(style.negative)]
        fair = [phrase for phrase in usual if not stems_of(phrase) <= asked and not topics_of(phrase) & spoken]
        room, chosen = Room(self._given.limits), list[str]()
        for phrase in dict.fromkeys([*refused, *fair]):
            if room.take(f", {phrase}"):
                chosen.append(phrase)
        return ", ".join(chosen)


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
