"""The session's locked style: the room that a model's text leaves for it, and its phrases at the end of that text."""

import re
from dataclasses import replace

from generation.prompts.rules.clip_tokens import most_tokens
from generation.prompts.rules.fitting import Room
from generation.prompts.rules.phrase_picker import PhrasePicker
from generation.prompts.rules.players_words import phrases_of
from generation.prompts.values import EnhancedPrompt, EnhancementInput, Limits
from generation.reading.description import read_description


def limits_before_style(given: EnhancementInput) -> Limits:
    """Return the limits of a text before the locked style is added; never less than half of what the provider takes."""
    limits = given.limits
    if given.locked is None:
        return limits
    behind = f", {given.locked.positive}"
    tokens = limits.clip_tokens
    return replace(
        limits,
        longest=max(limits.longest - len(behind), limits.longest // 2),
        clip_tokens=None if tokens is None else max(tokens - most_tokens(behind), tokens // 2),
    )


def shortened(text: str, room: Limits) -> str:
    """Return the text up to the last phrase that fits."""
    space, kept = Room(room), ""
    for phrase in re.split(r"(?<=[,.;])(?=\s)", text):
        if not space.take(phrase):
            return kept.rstrip(",; ")
        kept += phrase
    return kept


def with_locked_style(enhanced: EnhancedPrompt, given: EnhancementInput) -> EnhancedPrompt:
    """Append the locked style to a text, without what is there already and what the player does not want."""
    if given.locked is None:
        return enhanced
    prompt, reading, space = enhanced.prompt.rstrip(" .,;"), read_description(given.text), Room(given.limits)
    space.take(prompt)
    look = PhrasePicker(prompt, reading, reading.topics, space, ()).offer_all(phrases_of(given.locked.positive))
    return replace(enhanced, prompt=", ".join([prompt, *look]), added=(*enhanced.added, *look))
