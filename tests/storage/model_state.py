"""What queue, outbox and gallery should hold after what was done to them, as a reader of their rules would keep it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from storage.outbox import RESULT
from storage.params import PUBLIC
from storage.records import CANCELLED, COMPLETED, DELAYED, FAILED, PROCESSING, QUEUED, TERMINAL, Claim

#: A round of the queue, and what a step of priority is worth.
ROUND, STEP = 64, 128
OPEN = frozenset({QUEUED, DELAYED, PROCESSING})
#: Outcomes of calls of which nobody knows that they cost nothing.
PERHAPS_PAID = frozenset({"open", "lost", "abandoned"})


@dataclass(slots=True)
class Message:
    """The message that is owed for a request, or for the first one of a batch; `sent` counts the ends of its sends."""

    created_at: datetime
    state: str = "waiting"
    token: str | None = None
    not_before: datetime | None = None
    sent: int = 0

    def is_due(self, now: datetime) -> bool:
        return self.state == "ready" and self.token is None and (self.not_before is None or self.not_before <= now)


@dataclass(slots=True)
class Asked:
    """A request; while its user has no other, `passed` counts how many of each other user were painted before it."""

    id: str
    user: str
    session: str
    priority: int
    visibility: str
    created_at: datetime
    rank: int
    batch: str
    status: str = QUEUED
    token: str | None = None
    cancel: bool = False
    retries: int = 0
    calls: dict[str, str] = field(default_factory=dict)
    #: By whose lease it was completed, and with which picture.
    completed_by: str | None = None
    picture: str | None = None
    was_claimed: bool = False
    passed: Counter[str] | None = None

    @property
    def place(self) -> tuple[int, datetime, str]:
        return self.rank - STEP * (self.priority - 1), self.created_at, self.id

    @property
    def counts(self) -> bool:
        """Whether it counts against its user's limit."""
        if self.status not in {FAILED, CANCELLED}:
            return True
        paid = PERHAPS_PAID | ({COMPLETED} if self.status == CANCELLED else set())
        return any(outcome in paid for outcome in self.calls.values())


@dataclass(slots=True)
class Hung:
    """A picture in a gallery."""

    request: str
    session: str
    seq: int
    visibility: str
    stars: set[str] = field(default_factory=set)
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Expected:
    """Every request, every message by its request and kind, every picture, and the queue's clock."""

    requests: dict[str, Asked] = field(default_factory=dict)
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    pictures: dict[str, Hung] = field(default_factory=dict)
    last_seq: Counter[str] = field(default_factory=Counter)
    ticks: int = 0

    def rank_of_next(self, user: str) -> int:
        """Return the fair rank of what a user asks for now: at the clock, or a round behind oneself."""
        return max([self.ticks, *(each.rank + ROUND for each in self.open_of(user))])

    def spent(self, user: str) -> int:
        return sum(each.counts for each in self.requests.values() if each.user == user)

    def open_of(self, user: str) -> list[Asked]:
        return [each for each in self.requests.values() if each.user == user and each.status in OPEN]

    def batch(self, first: str) -> list[Asked]:
        return [each for each in self.requests.values() if each.batch == first]

    def oldest_due(self, now: datetime) -> datetime | None:
        """Return when the oldest message was asked for that may be sent."""
        return min((each.created_at for each in self.messages.values() if each.is_due(now)), default=None)

    def next(self) -> Asked | None:
        """Return who is next."""
        waiting = (each for each in self.requests.values() if each.status == QUEUED)
        return min(waiting, key=lambda each: each.place, default=None)

    def claim(self, asked: Asked, token: str) -> None:
        """Give a request to a worker, and count for whom newcomers were passed over."""
        self.ticks = max(self.ticks + 1, asked.rank)
        asked.status, asked.token = PROCESSING, token
        if not asked.was_claimed:
            for other in self.requests.values():
                if other.passed is not None and other.status == QUEUED and asked.priority <= other.priority:
                    other.passed[asked.user] += 1
        asked.was_claimed, asked.passed = True, None

    def holds(self, claim: Claim) -> bool:
        """Tell whether a lease is live."""
        return self.requests[claim.request.id].token == claim.token

    def let_go(self, asked: Asked, status: str) -> None:
        """Take a request from its worker; where that ends it, its calls are over, and its message may be due."""
        asked.status, asked.token = status, None
        if status not in TERMINAL:
            return
        asked.calls = {call: "lost" if outcome == "open" else outcome for call, outcome in asked.calls.items()}
        message = self.messages.get((asked.batch, RESULT))
        if message and message.state == "waiting" and all(each.status in TERMINAL for each in self.batch(asked.batch)):
            message.state = "ready"

    def hang(self, image_id: str, asked: Asked) -> None:
        """Put a picture into its gallery."""
        self.last_seq[asked.session] += 1
        self.pictures[image_id] = Hung(asked.id, asked.session, self.last_seq[asked.session], asked.visibility)

    def reveal(self, hung: Hung, now: datetime) -> None:
        """Show a secret picture to all: in a message of its own, and in the one that is owed still no more."""
        hung.visibility = PUBLIC
        result = self.messages[hung.request, RESULT]
        if result.state in {"waiting", "ready"}:
            result.state, result.token = "withdrawn", None
        self.messages[hung.request, "reveal"] = Message(now, "ready")

    def shown(self, session: str, *, sees_secrets: bool, starred: bool) -> list[str]:
        """Return what a person sees in a gallery, newest first."""
        seen = [
            (-hung.seq, image_id)
            for image_id, hung in self.pictures.items()
            if hung.session == session and (sees_secrets or hung.visibility == PUBLIC) and (hung.stars or not starred)
        ]
        return [image_id for _, image_id in sorted(seen)]
