"""What goes into an enhancement, and what comes out of it."""

from dataclasses import dataclass

from generation.styles.catalogue import Style

#: How an enhanced text came about.
MODEL, FALLBACK, EXACT = "model", "fallback", "exact"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a provider takes: its name, the longest text, and whether it has a negative prompt.

    `clip_tokens` is the text encoder's own bound where it has one (77 a chunk for SDXL-class models), the begin and end
    marks included; what lies behind it is not looked at.
    """

    provider: str
    longest: int = 4000
    clip_tokens: int | None = None
    negative: bool = False


@dataclass(frozen=True, slots=True)
class EnhancementInput:
    """A player's words and all else that shapes what becomes of them.

    `type` is None where it is to be found out. `style` is the look that is asked for, `locked` the session's own, which
    comes last and outranks it. `setting` is the city where the campaign plays, `premise` the GM's line on it.
    """

    text: str
    limits: Limits
    type: str | None = None
    style: Style | None = None
    locked: Style | None = None
    seed: int = 0
    setting: str = "Seattle"
    premise: str = ""
    #: As it was typed, where `text` has the looks of the cast in place of names.
    typed: str = ""


@dataclass(frozen=True, slots=True)
class EnhancedPrompt:
    """A text as it is sent.

    `kept_terms` are the player's words that had to survive, `added` the phrases that were put beside them, `source` is
    who did it, and `note` why it was not the language model where one is set up.
    """

    type: str
    prompt: str
    negative: str
    kept_terms: tuple[str, ...]
    added: tuple[str, ...]
    alt_text: str
    source: str
    context: str = "outdoors"
    note: str = ""
