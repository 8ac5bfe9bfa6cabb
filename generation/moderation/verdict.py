"""What is judged by, and what the judgement is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType


class Action(IntEnum):
    """What becomes of a description, the mildest first."""

    ALLOW = 0
    SOFTEN = 1
    REVIEW = 2
    BLOCK = 3


#: Our own categories, and what becomes of them where a session has not said otherwise.
CATEGORIES: Mapping[str, Action] = MappingProxyType(
    {
        "sexual": Action.BLOCK,
        "gore": Action.SOFTEN,
        "hate": Action.BLOCK,
        "self_harm": Action.REVIEW,
        "real_people": Action.REVIEW,
    }
)


#: Categories of a doubt that the game master resolves whatever a session's mode of approval: a minor, or somebody
#: real, may be meant in something sexual.
MINOR, MAYBE_REAL = "minor", "maybe_real"
ALWAYS_HELD = frozenset({MINOR, MAYBE_REAL})


@dataclass(frozen=True, slots=True)
class Rules:
    """A session's rules: `lines` are words that are never painted, `veils` words that are only hinted at.

    `mature` tells that channel and server are both marked as age-restricted; without it gore is never more than allowed
    to be softened, and nothing explicit passes whatever the session says.
    """

    categories: Mapping[str, Action] = field(default_factory=lambda: CATEGORIES)
    lines: tuple[str, ...] = ()
    veils: tuple[str, ...] = ()
    mature: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on a text or a picture.

    `category` is one of ours, or `sexual_minor` or `sexual_real_person` where it is hard, `minor` or `maybe_real`
    where one may be meant, `line` or `veil` where it is the session's own word. `reason` is a sentence for the user.
    `text` is what may be painted: the description, softened where that was the action; with a block it is empty.
    `rephrase` is another way to say it that keeps the scene, where there is one. `in_doubt` tells that the words alone
    could not say; `hard` that nobody can override it.
    """

    action: Action = Action.ALLOW
    category: str = ""
    reason: str = ""
    text: str = ""
    rephrase: str = ""
    matched: tuple[str, ...] = field(default=())
    in_doubt: bool = False
    hard: bool = False
