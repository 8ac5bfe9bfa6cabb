"""The campaign's locked look: the room that a model's text leaves for it, and its phrases behind that text."""

import re
from dataclasses import replace

from generation.prompts.reading.description import read
from generation.prompts.rules.clip_tokens import most_tokens
from generation.prompts.rules.enhance import phrases_of
from generation.prompts.rules.fitting import Room
from generation.prompts.rules.phrase_picker import Draft
from generation.prompts.values import EnhancedPrompt, EnhancementInput, Limits


def room_for(wish: EnhancementInput) -> Limits:
    """Return what a text may take up before the locked look; never less than half of what the provider takes."""
    limits = wish.limits
    if wish.locked is None:
        return limits
    behind = f", {wish.locked.positive}"
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


def with_look(crafted: EnhancedPrompt, wish: EnhancementInput) -> EnhancedPrompt:
    """Put the locked look behind a text, without what is there already and what the player does not want."""
    if wish.locked is None:
        return crafted
    prompt, reading, space = crafted.prompt.rstrip(" .,;"), read(wish.text), Room(wish.limits)
    space.take(prompt)
    look = Draft(prompt, reading, reading.topics, space, ()).offer_all(phrases_of(wish.locked.positive))
    return replace(crafted, prompt=", ".join([prompt, *look]), added=(*crafted.added, *look))
