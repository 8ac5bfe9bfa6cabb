"""The negative prompt: what the player says no to, and what usually spoils a picture of its kind."""

from pathlib import Path

from generation.prompts.rules.fitting import Room
from generation.prompts.rules.phrase_picker import stems_of
from generation.prompts.rules.players_words import phrases_of, styles_of
from generation.prompts.values import EnhancementInput
from generation.reading.data import load
from generation.reading.description import Reading, topics_of


def negative_prompt(given: EnhancementInput, kind: str, text: str, reading: Reading, refused: list[str]) -> str:
    """Return what is to be avoided, empty where the provider has no such prompt; nothing in it was asked for.

    `text` is what is sent, `refused` what the player says no to.
    """
    if not given.limits.negative:
        return ""
    asked = stems_of(text) - frozenset(stem for words in refused for stem in stems_of(words))
    built = reading.of({"outdoors", "indoors"})
    usual = _usual(kind, "" if built and reading.context == "wilderness" else reading.context)
    usual += [phrase for style in styles_of(given) for phrase in phrases_of(style.negative)]
    fair = [phrase for phrase in usual if not stems_of(phrase) <= asked and not topics_of(phrase) & reading.topics]
    room, chosen = Room(given.limits), list[str]()
    for phrase in dict.fromkeys([*refused, *fair]):
        if room.take(f", {phrase}"):
            chosen.append(phrase)
    return ", ".join(chosen)


def _usual(kind: str, context: str) -> list[str]:
    """Return what usually spoils a picture of this kind that plays there."""
    table: dict[str, str] = load("unwanted.json", Path(__file__).parent)
    return [phrase.strip() for name in ("all", kind, context) if name in table for phrase in table[name].split(",")]
