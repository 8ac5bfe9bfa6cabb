"""Discord's ids and dates."""

import itertools
import time
from datetime import UTC, datetime
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

_DISCORD_EPOCH_MS = 1_420_070_400_000
_counter = itertools.count()


def snowflake() -> int:
    """Milliseconds since 2015, then a counter: a later id is a larger one."""
    milliseconds = int(time.time() * 1000) - _DISCORD_EPOCH_MS
    return milliseconds << 22 | next(_counter) & 0x3FFFFF


def timestamp() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
