"""What an answer's headers tell of a provider's limits: how long to wait, and how many calls it allows."""

import email.utils
import re
import time
from collections.abc import Mapping

from generation.providers.base import CallRate

#: When calls are allowed again, by OpenAI's header, the drafted standard one, and what many have; each has a twin that
#: says how many calls remain, without which none do.
_OPENAI_RESET = "x-ratelimit-reset-requests"
_RESETS = (_OPENAI_RESET, "ratelimit-reset", "x-ratelimit-reset")
#: As OpenAI writes it: 1s, 6m0s, 120ms.
_DURATION = re.compile(r"(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6}(?:\.\d+)?)s)?(?:(\d{1,9})ms)?")
#: A number as large as that is no wait, but seconds since the epoch.
_EPOCH = 1e9


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds an answer asks to wait, as seconds or as a date, or until it allows calls again."""
    value = headers.get("retry-after")
    if value is None:
        return _reset(headers)
    try:
        return max(0.0, float(value))
    except ValueError:
        return _until(value)


def call_rate(headers: Mapping[str, str]) -> CallRate | None:
    """Return how many calls an answer's headers allow: by OpenAI's header or the drafted standard one.

    A number that is out of all proportion is none.
    """
    policy = re.search(r"(?:^|[;,\s])q=(\d{1,6})\b[^,]*;\s*w=(\d{1,7})\b", headers.get("ratelimit-policy", ""))
    policy = policy or re.match(r"\s*(\d{1,6})\s*;\s*w=(\d{1,7})\b", headers.get("ratelimit-policy", ""))
    told = re.fullmatch(r"\d{1,6}", headers.get("x-ratelimit-limit-requests", ""))
    calls, seconds = (int(policy[1]), int(policy[2])) if policy else (int(told[0]) if told else 0, 60)
    return CallRate(calls, float(seconds)) if calls and seconds else None


def _until(date: str) -> float | None:
    moment = email.utils.parsedate_tz(date)
    try:
        return max(0.0, email.utils.mktime_tz(moment) - time.time()) if moment else None
    except (ValueError, OverflowError):
        return None


def _reset(headers: Mapping[str, str]) -> float | None:
    for name in _RESETS:
        told = headers.get(name, "").strip()
        if told and headers.get(name.replace("reset", "remaining"), "0").strip() == "0":
            seconds = _seconds(told)
            # OpenAI's tells when all calls are allowed again, of which the first comes sooner.
            rate = call_rate(headers) if name == _OPENAI_RESET else None
            return seconds / rate.calls if seconds is not None and rate else seconds
    return None


def _seconds(told: str) -> float | None:
    if re.fullmatch(r"\d{1,12}(?:\.\d+)?", told):
        seconds = float(told)
        return max(0.0, seconds - time.time()) if seconds >= _EPOCH else seconds
    found = _DURATION.fullmatch(told)
    if found is None:
        return None
    hours, minutes, seconds, thousandths = (float(each or 0) for each in found.groups())
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
