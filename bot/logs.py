"""Logging: text or JSON lines on stderr, with every secret hidden whatever carries it there."""

import json
import logging
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.settings import Settings, environment_with_files

_SECRET_NAME = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD)$")


class _SecretHidingFormatter(logging.Formatter):
    """Hide secrets in the finished line, traceback included."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secrets = secrets

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
        # Before the JSON is made: there a quote or a backslash of a secret would stand in another shape.
        return json.dumps({name: self._hide(value) for name, value in entry.items()}, ensure_ascii=False)


def _secrets_in_environment() -> list[str]:
    """Return what looks like a secret by its variable's name: plugins have keys that the settings do not know."""
    found = environment_with_files().items()
    return [value for name, value in found if len(value) >= 8 and _SECRET_NAME.search(name)]


def set_up_logging(settings: Settings, *, level: str | None = None) -> None:
    """Send every logger's lines to stderr; `level` overrides the configured one."""
    handler = logging.StreamHandler(sys.stderr)
    secrets = {*settings.secrets, *_secrets_in_environment()}
    handler.setFormatter(
        (_JsonFormatter if settings.log_format == "json" else _SecretHidingFormatter)(
            sorted(secrets, key=len, reverse=True)
        )
    )
    logging.basicConfig(level=level or settings.log_level, handlers=[handler], force=True)
    # These tell of every statement and every job, users' prompts included.
    for name in ("aiosqlite", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLogger().level))
