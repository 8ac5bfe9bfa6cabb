"""What became of all requests of an installation: at the provider, in the database, on Discord and in the logs."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.records import TERMINAL
from tests.faults.paint_server import PaintServer
from tests.resilience.channel import verbs
from tests.resilience.faults import numbered
from tests.servers.discord import FakeDiscord, Message


@dataclass(frozen=True, slots=True)
class Account:
    """How requests ended, by status; how many were called or posted more than once; what is left open."""

    requests: dict[str, int]
    calls: int
    painted_twice: int
    posts: int
    posted_twice: int
    attempts: dict[str, int]
    owed: int
    stars: int
    tracebacks: int

    def __str__(self) -> str:
        requests = ", ".join(f"{count} {status}" for status, count in sorted(self.requests.items()))
        attempts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(self.attempts.items()))
        return (
            f"requests {requests or 'none'}; {self.calls} calls, {self.painted_twice} painted twice; "
            f"{self.posts} posts, {self.posted_twice} posted twice; attempts {attempts or 'none'}; {self.stars} stars; "
            f"{self.tracebacks} tracebacks"
        )

    @property
    def ended(self) -> int:
        """Count the requests that have come to an end."""
        return sum(self.requests.get(status, 0) for status in TERMINAL)

    @property
    def unsettled(self) -> list[str]:
        """What should not be, whatever was done to the bot."""
        wrong = {
            "requests without an end": sum(self.requests.values()) - self.ended,
            # A call that a crash has cut may have been answered for all that; the ledger says so.
            "painted twice": max(0, self.painted_twice - self.attempts.get("lost", 0)),
            "posted twice": self.posted_twice,
            "open attempts": self.attempts.get("open", 0),
            "tracebacks": self.tracebacks,
        }
        return [f"{what}: {count}" for what, count in wrong.items() if count]


def account(database: Path, painter: PaintServer, discord: FakeDiscord, logs: Sequence[str]) -> Account:
    """Count everything."""
    posts = Counter(numbered(str(message.embeds[0])) for message in discord.messages() if _is_picture(message))
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        return Account(
            requests=dict(connection.execute("SELECT status, count(*) FROM image_generation GROUP BY status")),
            calls=painter.calls.total(),
            painted_twice=sum(count > 1 for count in painter.painted.values()),
            posts=posts.total(),
            posted_twice=sum(count > 1 for count in posts.values()),
            attempts=dict(connection.execute("SELECT outcome, count(*) FROM attempt GROUP BY outcome")),
            owed=_count(connection, "delivery WHERE state IN ('waiting', 'ready')"),
            stars=_count(connection, "favorite WHERE starred"),
            tracebacks=sum(log.count("Traceback") for log in logs),
        )


def _count(connection: sqlite3.Connection, rows: str) -> int:
    count: int = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]  # noqa: S608  # names of our own
    return count


def _is_picture(message: Message) -> bool:
    return not message.deleted and bool(message.embeds) and "favorite" in verbs(message)
