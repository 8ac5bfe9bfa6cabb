"""Reading an error that LiteLLM hands on: it drops the provider's code and headers, and keeps its words."""

import re
from datetime import UTC, datetime

from generation.clock import now

#: LiteLLM's own words before and behind those of the provider.
_BEFORE = re.compile(r"litellm\.\w+: (?:\w+: )*(?:\w+Exception - )?")
_WRAPPED = re.compile(r"\d{3}: \{'error': (['\"])(?:/[\w/]+: )?(.*)\1\}", re.DOTALL)
_BEHIND = re.compile(r"\s*LiteLLM: model group .*", re.DOTALL)
#: Words, and OpenAI's code for what they say. Of a quota only OpenAI's: Google calls a mere rate limit so too.
_CODES = (
    (
        re.compile("safety system|safety_violations|ContentPolicyViolation|content_policy_violation", re.IGNORECASE),
        "moderation_blocked",
    ),
    (
        re.compile(
            "OpenAIException - You exceeded your current quota|billing hard limit|crossed budget", re.IGNORECASE
        ),
        "insufficient_quota",
    ),
)
_PART = r"(\d{1,6}(?:\.\d{1,6})?) ?(ms|milli|h|m|s)[a-z]*"
_WAIT = re.compile(rf"try again in ((?:{_PART} ?)+)", re.IGNORECASE)
_RESET = re.compile(r"resets at: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "milli": 0.001}


def provider_message(message: str) -> str:
    """Return what a provider has said, without what a gateway has said around it."""
    return _WRAPPED.sub(r"\2", _BEHIND.sub("", _BEFORE.sub("", message)))


def code_in_message(message: str) -> str | None:
    """Return OpenAI's code for what a message says, where its words are sure ones."""
    return next((code for words, code in _CODES if words.search(message)), None)


def wait_in_message(message: str) -> float | None:
    """Return how many seconds a message asks to wait, where it says so."""
    if found := _WAIT.search(message):
        return sum(
            float(number) * _SECONDS[unit.lower()] for number, unit in re.findall(_PART, found[1], re.IGNORECASE)
        )
    if found := _RESET.search(message):
        try:
            reset = datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
        except ValueError:
            return None
        return max(0.0, (reset - now()).total_seconds())
    return None
