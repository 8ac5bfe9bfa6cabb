"""A text in the making: the player's words, and the phrases that go beside them."""

from collections.abc import Iterable

from generation.prompts.rules.fitting import Room
from generation.reading.description import Reading, topics_of
from generation.reading.kept_terms import EMPTY
from generation.reading.vocabulary import topics
from generation.reading.words import stem, words_of
from generation.text.cache import text_cache

#: A phrase is left out where more of its words than this share are there already.
_REPEATED = 0.6


@text_cache(maxsize=2048)
def stems_of(text: str) -> frozenset[str]:
    """Return what the words that carry a text have in common with their other forms."""
    return frozenset(stem(word) for word in words_of(text) if word not in EMPTY)


class PhrasePicker:
    """Takes what fits into the room, repeats nothing, and contradicts neither the player nor what was taken before."""

    def __init__(self, text: str, reading: Reading, spoken: frozenset[str], room: Room, shunned: Iterable[str]) -> None:
        self._room = room
        self._refused_topics = reading.refused_topics
        self._refused_stems = reading.refused_stems
        self._shunned = [stems for phrase in shunned if (stems := stems_of(phrase))]
        self._spoken = set(spoken)
        self._stems = set(stems_of(text))

    def filled(self) -> set[str]:
        """Return the slots that the text so far fills."""
        return {topics()[name].slot for name in self._spoken}

    def suits(self, phrase: str) -> bool:
        """Tell whether a phrase adds something and contradicts nothing."""
        stems, named = stems_of(phrase), topics_of(phrase)
        if not stems or len(stems & self._stems) / len(stems) > _REPEATED:
            return False
        if named & self._refused_topics or stems & self._refused_stems:
            return False
        if any(unwanted <= stems for unwanted in self._shunned):
            return False
        return not any(topics()[name].excludes & self._spoken for name in named)

    def note(self, phrase: str) -> None:
        """Remember a phrase that stands in the text already."""
        self._spoken |= topics_of(phrase)
        self._stems |= stems_of(phrase)

    def offer(self, phrase: str, marks: str = ", ") -> bool:
        """Tell whether a phrase was taken, with the marks that join it to the text."""
        if not self.suits(phrase) or not self._room.take(f"{marks}{phrase}"):
            return False
        self.note(phrase)
        return True

    def offer_all(self, phrases: Iterable[str]) -> list[str]:
        """Return those of the phrases that were taken."""
        return [phrase for phrase in phrases if self.offer(phrase)]

    def offer_together(self, phrases: Iterable[str]) -> list[str]:
        """Return those of the phrases that were taken; they may contradict each other, as one hand wrote them."""
        taken = [phrase for phrase in phrases if self.suits(phrase) and self._room.take(f", {phrase}")]
        for phrase in taken:
            self.note(phrase)
        return taken
