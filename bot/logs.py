"""Logging: text or JSON lines on stderr, with every secret hidden whatever carries it there."""

import errno
import json
import logging
import math
import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from bot.environment import environment_with_files
from bot.settings import Settings

ONE_MINUTE = 60.0
_NO_FILES_LEFT = frozenset({errno.EMFILE, errno.ENFILE})
#: What strangers' requests bring about: ones that are no HTTP, and questions to `readyz`.
_REPEATABLE = frozenset({("uvicorn.error", logging.WARNING), ("bot.web.readiness", logging.ERROR)})
_STORE = "storage.blobs"
_RECONNECTS = "Attempting a reconnect"
_SECRET_NAME = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD)$")


class _SecretHidingFormatter(logging.Formatter):
    """Hide secrets in the finished line, traceback included."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secrets = tuple(secrets)

    def hide_too(self, secrets: Iterable[str]) -> None:
        """Hide these as well; what was a secret once stays hidden."""
        self._secrets = tuple(sorted({*self._secrets, *secrets}, key=len, reverse=True))

    def format(self, record: logging.LogRecord) -> str:
        return self._hide(super().format(record))

    def _hide(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


class _JsonFormatter(_SecretHidingFormatter):
    """Write one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        # What a line says of a request is there as fields, too (`generation.observability.request_log`).
        facts: dict[str, object] = getattr(record, "facts", {})
        # Before the JSON is made: there a quote or a backslash of a secret would stand in another shape.
        hidden = {
            name: self._hide(value) if isinstance(value, str) else value for name, value in (facts | entry).items()
        }
        return json.dumps(hidden, ensure_ascii=False)


class OncePerMinuteFilter(logging.Filter):
    """Write one line a minute of what anybody can bring about as often as they like, with a count of the others.

    The record that is let through is changed, as this filter is that of the only handler there is.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        #: When each line was last written, and how often it was not since.
        self._told: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is written."""
        line = _repeatable_line(record)
        if line is None:
            return True
        # A store that is away refuses each file in words of its own.
        kind = record.msg if record.name == _STORE else line
        told_at, untold = self._told.get(kind, (-math.inf, 0))
        if self._clock() < told_at + ONE_MINUTE:
            self._told[kind] = told_at, untold + 1
            return False
        more = f" ({untold} times more since it was last written)" if untold else ""
        record.msg, record.args = "%s%s", (line, more)
        record.exc_info = record.exc_text = None
        self._told[kind] = self._clock(), 0
        return True


def say_reconnect_in_a_line(record: logging.LogRecord) -> bool:
    """Take the traceback out of what discord.py says when a connection is lost, which is no bug; let all through."""
    if record.exc_info and record.exc_info[1] and str(record.msg).startswith(_RECONNECTS):
        error = record.exc_info[1]
        record.msg, record.args = "%s: %s: %s", (record.getMessage(), type(error).__name__, error)
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


def _repeatable_line(record: logging.LogRecord) -> str | None:
    """Return what is written of a record in place of its like; None where each is worth a line."""
    if any(map(_lacks_files, _errors_in(record))):
        # Whoever accepts or connects fails all the time.
        return "Too many files are open. Raise the limit (ulimit -n)."
    repeats = record.name == _STORE or (record.name, record.levelno) in _REPEATABLE
    return record.getMessage() if repeats else None


def _errors_in(record: logging.LogRecord) -> Iterator[BaseException]:
    """Yield the errors that a record has as its traceback or its values, and what they were raised from."""
    values = record.args if isinstance(record.args, tuple) else ()
    traced = record.exc_info[1] if record.exc_info else None
    for error in (traced, *values):
        seen: list[BaseException] = []
        while isinstance(error, BaseException) and error not in seen:
            seen.append(error)
            error = error.__cause__ or error.__context__  # noqa: PLW2901  # the next one of the chain
        yield from seen


def _lacks_files(error: BaseException) -> bool:
    if isinstance(error, sqlite3.OperationalError) and "unable to open" in str(error):
        # SQLite does not say why.
        try:
            os.close(os.open(os.devnull, os.O_RDONLY))
        except OSError as refusal:
            return refusal.errno in _NO_FILES_LEFT
    return isinstance(error, OSError) and error.errno in _NO_FILES_LEFT


def _secrets_in_environment() -> list[str]:
    """Return what looks like a secret by its variable's name: plugins have keys that the settings do not know."""
    found = environment_with_files().items()
    return [value for name, value in found if len(value) >= 8 and _SECRET_NAME.search(name)]


def hide_too(secrets: Iterable[str]) -> None:
    """Hide further secrets in all lines from now on."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, _SecretHidingFormatter):
            handler.formatter.hide_too(secrets)


def set_up_logging(settings: Settings, *, level: str | None = None) -> None:
    """Send every logger's lines to stderr; `level` overrides the configured one."""
    handler = logging.StreamHandler(sys.stderr)
    secrets = {*settings.secrets, *_secrets_in_environment()}
    handler.setFormatter(
        (_JsonFormatter if settings.log_format == "json" else _SecretHidingFormatter)(
            sorted(secrets, key=len, reverse=True)
        )
    )
    handler.addFilter(say_reconnect_in_a_line)
    handler.addFilter(OncePerMinuteFilter())
    logging.basicConfig(level=level or settings.log_level, handlers=[handler], force=True)
    # These tell of every statement and every job, users' prompts included.
    for name in ("aiosqlite", "apscheduler", "asyncpg"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # A line for each call, of which a job that is polled makes hundreds.
    debugging = logging.getLogger().level <= logging.DEBUG
    for name in ("httpx", "httpx2"):
        logging.getLogger(name).setLevel(logging.NOTSET if debugging else logging.WARNING)
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLogger().level))
