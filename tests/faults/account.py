"""What became of all requests of an installation: at the provider, in the database, on Discord and in the logs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from storage.records import TERMINAL
from tests.faults.paint_server import PaintServer
from tests.faults.setups import Setup
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


async def account(setup: Setup, painter: PaintServer, discord: FakeDiscord, logs: Sequence[str]) -> Account:
    """Count everything."""
    shown = (message for channel in discord.channels for message in discord.messages(channel))
    posts = Counter(numbered(str(message.embeds[0])) for message in shown if _is_picture(message))
    return Account(
        requests=await _counts(setup, "status", "image_generation"),
        calls=painter.calls.total(),
        painted_twice=sum(count > 1 for count in painter.painted.values()),
        posts=posts.total(),
        posted_twice=sum(count > 1 for count in posts.values()),
        attempts=await _counts(setup, "outcome", "attempt"),
        owed=sum((await _counts(setup, "state", "delivery WHERE state IN ('waiting', 'ready')")).values()),
        stars=sum((await _counts(setup, "starred", "favorite WHERE starred")).values()),
        tracebacks=sum(log.count("Traceback") for log in logs),
    )


async def _counts(setup: Setup, column: str, rows: str) -> dict[str, int]:
    return dict(await setup.rows(f"SELECT {column}, count(*) FROM {rows} GROUP BY {column}"))  # noqa: S608  # names of our own


def _is_picture(message: Message) -> bool:
    return not message.deleted and bool(message.embeds) and "favorite" in verbs(message)
