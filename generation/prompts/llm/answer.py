"""A language model's answer: what it must look like, and whether it may stand for the player's words."""

import re
import textwrap
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, StringConstraints, ValidationError

from generation.errors import RefusedError
from generation.prompts.llm.instructions import repeats_rules
from generation.prompts.rules.alt_text import LONGEST
from generation.prompts.rules.fitting import Room
from generation.prompts.rules.phrase_picker import stems_of
from generation.prompts.rules.players_words import phrases_of
from generation.prompts.rules.style_suffix import shortened
from generation.prompts.text import TYPES, clean_prompt
from generation.prompts.values import MODEL, EnhancedPrompt, EnhancementInput, Limits
from generation.reading.kept_terms import survives
from generation.reading.negation import refusals

MOST_ADDED = 24

_TEXT: dict[str, Any] = {"type": "string"}
_LIST: dict[str, Any] = {"type": "array", "items": _TEXT}
_PROPERTIES: dict[str, Any] = {
    "type": {"type": "string", "enum": list(TYPES)},
    "prompt": _TEXT,
    "negative": _TEXT,
    "kept_terms": _LIST,
    "added": _LIST,
    "alt_text": _TEXT,
    "refused_reason": _TEXT,
}
#: What the answer is to look like; strict schemas want every property required, and no others.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": _PROPERTIES,
    "required": list(_PROPERTIES),
    "additionalProperties": False,
}
#: Addresses, mentions, and markup that Discord or a reader would make something of.
_MARKUP = re.compile(
    r"https?:|www\.|</?[a-z@#!]|@everyone|@here|`|\*\*|__|\]\(|(?:^|\n)\s*(?:#+|[-*]|\d+\.)\s", re.IGNORECASE
)

#: What models that reason may put before their answer.
_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)


class Flaw(StrEnum):
    """Why there is no text of a model's."""

    LATE = "late"
    UNREACHABLE = "unreachable"
    RESTING = "resting"
    WORDLESS = "wordless"
    UNREADABLE = "unreadable"
    REFUSED = "refused"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    DROPPED = "dropped"
    NEGATED = "negated"
    MARKUP = "markup"
    LEAK = "leak"
    NOT_ALLOWED = "not_allowed"


class UnusableError(Exception):
    """Say why an answer cannot be used."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


#: Nothing, where a model says null instead of an empty text.
_Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


class _Answer(BaseModel):
    """The answer as it came; a server without schemas leaves some of it out, or adds to it.

    `kept_terms` is for the model's own discipline: what has to be kept is known without it.
    """

    type: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True)]
    prompt: _Text
    negative: _Text = ""
    added: list[str] = []
    alt_text: _Text = ""
    refused_reason: _Text = ""


def read_answer(text: str, given: EnhancementInput, room: Limits, by_rules: EnhancedPrompt) -> EnhancedPrompt:
    """Return the text in a model's answer, if it may stand for the player's words.

    `room` is what the text may take up, and what goes beyond it is left out by whole phrases. `by_rules` is what the
    rules made of the same input: it knows which words are the player's, and fills what the model left out.

    Raises:
        UnusableError: it may not; the flaw says why.

    """
    answer = _parse(text)
    whole, alt_text = _plain(answer.prompt), _plain(answer.alt_text) or by_rules.alt_text
    prompt = shortened(whole, room)
    avoided = phrases_of(_plain(answer.negative)) if room.negative else []
    written = "\n".join((whole, alt_text, *avoided))
    flaws = {
        Flaw.REFUSED: bool(answer.refused_reason.strip()),
        Flaw.EMPTY: not whole,
        Flaw.UNREADABLE: answer.type not in TYPES,
        Flaw.MARKUP: bool(_MARKUP.search(answer.prompt) or _MARKUP.search(written)),
        Flaw.LEAK: repeats_rules(written),
        Flaw.TOO_LONG: not prompt,
        Flaw.DROPPED: not all(survives(term, prompt) for term in by_rules.kept_terms),
        Flaw.NEGATED: _brings_back(prompt, given.text),
    }
    for flaw, found in flaws.items():
        if found:
            raise UnusableError(flaw)
    added = [_plain(phrase) for phrase in answer.added[:MOST_ADDED]]
    return replace(
        by_rules,
        type=given.type or answer.type,
        prompt=prompt,
        negative=_negative([*phrases_of(by_rules.negative), *avoided], prompt, given),
        added=tuple(phrase for phrase in added if phrase and phrase in prompt),
        alt_text=textwrap.shorten(alt_text, LONGEST, placeholder="…"),
        source=MODEL,
    )


def _parse(text: str) -> _Answer:
    """Find the object in an answer: some models think aloud before it, or put a fence around it."""
    spoken = _THOUGHTS.sub("", text)
    try:
        return _Answer.model_validate_json(spoken[spoken.find("{") : spoken.rfind("}") + 1])
    except ValidationError:
        raise UnusableError(Flaw.UNREADABLE) from None


def _plain(text: str) -> str:
    """Return a text on one line without what cannot be seen, or nothing where there is nothing to see in it."""
    try:
        return clean_prompt(text)
    except RefusedError:
        return ""


def _brings_back(prompt: str, asked: str) -> bool:
    """Tell whether a prompt shows what the player said no to; to say no to it again is well."""
    wanted, shown = _affirmed(asked), _affirmed(prompt)
    return any(survives(no.words, shown) and not survives(no.words, wanted) for no in refusals(asked))


def _affirmed(text: str) -> str:
    """Return a text without what it says no to."""
    for no in reversed(refusals(text)):
        text = f"{text[: no.start]} {text[no.end :]}"
    return text


def _negative(phrases: Iterable[str], prompt: str, given: EnhancementInput) -> str:
    """Join what is to be avoided, each once, as far as it fits; what the prompt shows is not to be avoided."""
    room, shown, chosen = Room(given.limits), stems_of(_affirmed(prompt)), dict[str, str]()
    for phrase in phrases:
        if phrase.casefold() not in chosen and not stems_of(phrase) <= shown and room.take(f", {phrase}"):
            chosen[phrase.casefold()] = phrase
    return ", ".join(chosen.values())
