"""Queue, outbox and gallery under any sequence of what two processes may do, against a model of their rules.

`MODEL_EXAMPLES=500 uv run --group dev pytest tests/storage/test_model.py` tries so many sequences, new ones each time.
"""

import asyncio
import os
import shutil
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from storage.attempts import CompletedCall
from storage.database import Database
from storage.gallery_filters import GalleryFilter
from storage.outbox import DELIVERED, RESULT, ClaimedDelivery
from storage.params import PUBLIC, SECRET
from storage.postgresql.database import PostgresqlDatabase
from storage.postings import Posted
from storage.queue_steps import CancelledFirstError
from storage.records import CANCELLED, COMPLETED, DELAYED, FAILED, QUEUED, Claim, NewRequest
from storage.request_end import LeaseLostError
from storage.sql_database import SqlDatabase
from tests.storage.behind import execute
from tests.storage.model_state import Asked, Expected, Message
from tests.storage.postgresql_server import Server
from tests.storage.stores import MOMENT, Stores, finished, new_request, stores_on

T = TypeVar("T")
#: Opens a database, as often as there are processes.
Open = Callable[[], SqlDatabase]
Id = str

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "0"))
USERS, SESSIONS, PRIORITIES = ("ann", "bob", "cleo"), ("table", "den"), (1, 2, 3)
HOG, LIMIT = "hog", 4
#: So many requests of any one user are at most painted before that of a newcomer of the same priority or a higher one:
#: one, and two more for each step of priority, since whoever is urgent moves the clock.
MOST_PASSED = 1 + 2 * (max(PRIORITIES) - min(PRIORITIES))

users, sessions, priorities = st.sampled_from(USERS), st.sampled_from(SESSIONS), st.sampled_from(PRIORITIES)
visibilities, processes, sizes = st.sampled_from((PUBLIC, SECRET)), st.sampled_from((0, 1)), st.integers(2, 6)


class Model(RuleBasedStateMachine):
    """Two processes on one database, and what it should hold."""

    asked: Bundle[Id] = Bundle("asked")
    claims: Bundle[Claim] = Bundle("claims")
    sends: Bundle[ClaimedDelivery] = Bundle("sends")
    pictures: Bundle[Id] = Bundle("pictures")

    def __init__(self, open_database: Open, folder: Path) -> None:
        super().__init__()
        self.expected = Expected()
        self.now = MOMENT
        self.processes: list[Stores] = []
        self._messages = count(1)
        self._open, self._folder = open_database, folder
        self._runner, self._stack = asyncio.Runner(), AsyncExitStack()

    @initialize()
    def start(self) -> None:
        async def start() -> None:
            for owner in ("a", "b"):
                database = await self._stack.enter_async_context(self._open())
                self.processes.append(await stores_on(database, self._folder / "images", owner=owner))
            await self.processes[0].sessions.open("den", "The den", MOMENT)

        self._runner.run(start())

    def teardown(self) -> None:
        with self._runner:
            self._runner.run(self._stack.aclose())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something, a second later than what was done before."""
        self.now += timedelta(seconds=1)
        return self._runner.run(work)

    # Asking.

    @rule(target=asked, by=processes, user=users, session=sessions, priority=priorities, visibility=visibilities)
    def ask(self, by: int, user: str, session: str, priority: int, visibility: str) -> Id:
        named = {"session": session, "visibility": visibility, "key": f"at {self.now}"}
        new = new_request(user, priority=priority, at=self.now, **named)
        self._enqueue(by, new)
        again, fresh, _ = self.run(self.processes[1 - by].submit(replace(new, id="another"), channel_id="channel"))
        assert again is not None
        assert (again.id, fresh) == (new.id, False)
        return new.id

    @rule(
        target=asked, by=processes, size=st.integers(2, 6), user=st.sampled_from((HOG, *USERS)), together=st.booleans()
    )
    def ask_for_many(self, by: int, size: int, user: str, *, together: bool) -> MultipleResults[Id]:
        news = [new_request(user, at=self.now) for _ in range(size)]
        if together:
            self._enqueue(by, *(replace(new, batch_id=news[0].id) for new in news))
        else:
            for new in news:
                self._enqueue(by, new)
        return multiple(*(new.id for new in news))

    def _enqueue(self, by: int, *news: NewRequest) -> None:
        enqueued = self.run(self.processes[by].requests.enqueue(news, channel_id="channel", user_limit=0))
        assert (enqueued.fresh, [each.id for each in enqueued.requests]) == (True, [new.id for new in news])
        self._note(*news)

    def _note(self, *news: NewRequest) -> None:
        self.expected.messages[news[0].id, RESULT] = Message(news[0].created_at)
        for new in news:
            passed = None if self.expected.open_of(new.user_id) else Counter[str]()
            self.expected.requests[new.id] = Asked(
                new.id,
                new.user_id,
                new.session_id,
                new.params.priority,
                new.params.visibility,
                new.created_at,
                rank=self.expected.rank_of_next(new.user_id),
                batch=news[0].id,
                passed=passed,
            )

    @rule(target=asked, by=processes, user=users)
    def ask_within_a_limit(self, by: int, user: str) -> Id | MultipleResults[Id]:
        new = new_request(user, at=self.now)
        spent = self.expected.spent(user)
        assert self.run(self.processes[by].requests.spent(user, self.now)) == spent
        request, fresh, _ = self.run(self.processes[by].submit(new, channel_id="channel", user_limit=LIMIT))
        if spent >= LIMIT:
            assert (request, fresh) == (None, False)
            return multiple()
        assert fresh
        self._note(new)
        return new.id

    # Painting.

    @rule(target=claims, by=processes)
    def claim(self, by: int) -> Claim | MultipleResults[Claim]:
        return self._claim(by) or multiple()

    @rule(target=pictures, by=processes, most=st.integers(1, 4))
    def paint(self, by: int, most: int) -> MultipleResults[Id]:
        claims = [claim for _ in range(most) if (claim := self._claim(by))]
        return multiple(*(picture for claim in claims if (picture := self._complete(by, claim))))

    def _claim(self, by: int) -> Claim | None:
        claim = self.run(self.processes[by].queue.claim(self.now))
        first = self.expected.next()
        assert (claim and claim.request.id) == (first and first.id)
        if claim and first:
            self.expected.claim(first, claim.token)
        return claim

    @rule(claim=claims)
    def renew(self, claim: Claim) -> None:
        renewed: list[bool] = []

        async def renew() -> None:
            renewed.append(await self.processes[0].queue.heartbeat(claim, self.now))

        assert not self._held(claim, renew()) or renewed == [self._of(claim).cancel]

    @rule(claim=claims)
    def call_a_provider(self, claim: Claim) -> None:
        if self.expected.holds(claim):
            call = self.run(self.processes[0].attempts.open(claim.request.id, "fake", self.now))
            self._of(claim).calls[call] = "open"

    @rule(target=pictures, by=processes, claim=claims)
    def complete(self, by: int, claim: Claim) -> Id | MultipleResults[Id]:
        return self._complete(by, claim) or multiple()

    def _complete(self, by: int, claim: Claim) -> Id | None:
        asked = self._of(claim)
        call = next((call for call, outcome in asked.calls.items() if outcome == "open"), None)
        paid = CompletedCall(call, 1.0, 0.0) if call else None
        work = self.processes[by].queue.complete(claim, [finished(claim)], self.now, call=paid)
        if asked.completed_by == claim.token and asked.picture in self.expected.pictures:
            # Its answer may have been lost on the way.
            assert self.run(work).status == COMPLETED
            return None
        if self.expected.holds(claim) and asked.cancel:
            with pytest.raises(CancelledFirstError):
                self.run(work)
            return None
        if not self._held(claim, work):
            return None
        if call:
            asked.calls[call] = COMPLETED
        asked.completed_by, asked.picture = claim.token, claim.image_id
        self.expected.let_go(asked, COMPLETED)
        self.expected.hang(claim.image_id, asked)
        return claim.image_id

    @rule(by=processes, claim=claims, status=st.sampled_from((FAILED, CANCELLED)))
    def end_without_a_picture(self, by: int, claim: Claim, status: str) -> None:
        queue = self.processes[by].queue
        if status == FAILED:
            held = self._held(claim, queue.fail(claim, "bad", "Bad.", self.now))
        else:
            held = self._held(claim, queue.end_cancelled(claim, "No more.", self.now))
        if held:
            self.expected.let_go(self._of(claim), status)

    @rule(by=processes, claim=claims, later=st.booleans())
    def put_aside(self, by: int, claim: Claim, *, later: bool) -> None:
        queue = self.processes[by].queue
        if self._held(claim, queue.delay(claim, self.now, "busy", "Busy.") if later else queue.give_back(claim)):
            self._of(claim).retries += later
            self.expected.let_go(self._of(claim), DELAYED if later else QUEUED)

    @rule(by=processes, claim=claims)
    def take_up_what_a_dead_worker_held(self, by: int, claim: Claim) -> None:
        taken = self.run(self.processes[by].queue.requeue_lost(claim.request))
        assert taken == self.expected.holds(claim)
        if taken:
            self._of(claim).retries += 1
            self.expected.let_go(self._of(claim), QUEUED)

    @rule(by=processes, request=asked)
    def wake(self, by: int, request: Id) -> None:
        woken = self.run(self.processes[by].queue.wake_delayed([request]))
        asked = self.expected.requests[request]
        assert woken == (asked.status == DELAYED)
        asked.status = QUEUED if woken else asked.status

    @rule(by=processes, request=asked)
    def cancel(self, by: int, request: Id) -> None:
        asked = self.expected.requests[request]
        waits, runs = asked.status in {QUEUED, DELAYED}, asked.token is not None
        row, held = self.run(self.processes[by].queue.cancel(request, "No more.", self.now))
        assert (row is not None, held) == (waits, runs)
        asked.cancel = asked.cancel or waits or runs
        if waits:
            self.expected.let_go(asked, CANCELLED)

    def _of(self, claim: Claim) -> Asked:
        return self.expected.requests[claim.request.id]

    def _held(self, claim: Claim, work: Coroutine[Any, Any, object]) -> bool:
        """Do what only a lease's holder may; whoever is late must be told so, and False is returned."""
        if self.expected.holds(claim):
            self.run(work)
            return True
        with pytest.raises(LeaseLostError):
            self.run(work)
        return False

    # Posting.

    @rule(target=sends, by=processes)
    def take_a_message(self, by: int) -> ClaimedDelivery | MultipleResults[ClaimedDelivery]:
        claimed = self.run(self.processes[by].deliveries.claim(self.now))
        oldest = self.expected.oldest_due(self.now)
        if claimed is None:
            assert oldest is None
            return multiple()
        message = self.expected.messages[claimed.request.id, claimed.delivery.kind]
        assert (message.is_due(self.now), message.created_at) == (True, oldest)
        message.token = claimed.delivery.lease_token
        return claimed

    @rule(by=processes, send=sends, fails=st.booleans())
    def send(self, by: int, send: ClaimedDelivery, *, fails: bool) -> None:
        deliveries, delivery = self.processes[by].deliveries, send.delivery
        self.run(deliveries.attempt(delivery, self.now))
        until = self.now + timedelta(seconds=3)
        if fails:
            self.run(deliveries.postpone(delivery, until, "Discord said 500"))
        else:
            shown = [each.picture for each in self.expected.batch(send.request.id) if each.picture]
            posted = Posted(f"message {next(self._messages)}", "channel", shown)
            self.run(deliveries.end(delivery, DELIVERED, posted=posted))
        message = self.expected.messages[send.request.id, send.delivery.kind]
        if message.token == delivery.lease_token:
            message.token = None
            message.not_before = until if fails else None
            message.state = "ready" if fails else "delivered"
            message.sent += not fails

    @rule(by=processes, send=sends)
    def free_what_a_dead_sender_held(self, by: int, send: ClaimedDelivery) -> None:
        token = send.delivery.lease_token or ""
        self.run(self.processes[by].deliveries.free(send.delivery.id, token))
        message = self.expected.messages[send.request.id, send.delivery.kind]
        message.token = None if message.token == token else message.token

    # The gallery.

    @rule(by=processes, picture=pictures, user=users)
    def star(self, by: int, picture: Id, user: str) -> None:
        if hung := self.expected.pictures.get(picture):
            starred = self.run(self.processes[by].images.toggle_star(picture, user, self.now))
            hung.stars ^= {user}
            assert starred == (user in hung.stars)

    @rule(by=processes, picture=pictures, tags=st.lists(st.sampled_from(("rain", "neon")), unique=True))
    def tag(self, by: int, picture: Id, tags: list[str]) -> None:
        changed = self.run(self.processes[by].images.change_tags(picture, lambda _had: tuple(tags)))
        hung = self.expected.pictures.get(picture)
        assert (changed is None) == (hung is None)
        if hung:
            hung.tags = tuple(tags)

    @rule(by=processes, picture=pictures)
    def reveal(self, by: int, picture: Id) -> None:
        hung = self.expected.pictures.get(picture)
        if hung is None:
            return
        reveals, secret = self.processes[by].reveals, hung.visibility == SECRET
        assert self.run(reveals.plan(hung.request, self.now, "gm", spoiler=False)) == secret
        for _ in range(2):
            revealed = self.run(reveals.carry_out(hung.request, self.now))
            assert (revealed is not None) == secret
            if secret:
                self.expected.reveal(hung, self.now - timedelta(seconds=1))
            secret = False

    @rule(by=processes, picture=pictures)
    def delete(self, by: int, picture: Id) -> None:
        deleted = self.run(self.processes[by].images.delete(picture))
        assert (deleted is None) == (picture not in self.expected.pictures)
        self.expected.pictures.pop(picture, None)

    # What always holds.

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._runner.run(execute(self.processes[0].database, query))]

    @invariant()
    def requests_are_as_expected(self) -> None:
        if not self.processes:
            return
        rows = self._rows(
            "SELECT id, status, lease_token, cancel_requested, retry_count, fair_rank FROM image_generation"
        )
        assert {row[0]: (row[1], row[2], bool(row[3]), row[4], row[5]) for row in rows} == {
            each.id: (each.status, each.token, each.cancel, each.retries, each.rank)
            for each in self.expected.requests.values()
        }
        calls = {call: outcome for each in self.expected.requests.values() for call, outcome in each.calls.items()}
        assert dict(self._rows("SELECT id, outcome FROM attempt")) == calls

    @invariant()
    def messages_are_sent_at_most_once(self) -> None:
        if not self.processes:
            return
        rows = self._rows("SELECT request_id, kind, state, lease_token FROM delivery")
        messages = self.expected.messages
        assert {row[:2]: row[2:] for row in rows} == {key: (each.state, each.token) for key, each in messages.items()}
        assert all(each.sent == (each.state == "delivered") for each in messages.values())

    @invariant()
    def newcomers_wait_not_long(self) -> None:
        for each in self.expected.requests.values():
            assert not each.passed or max(each.passed.values()) <= MOST_PASSED, each

    @invariant()
    def galleries_are_counted_right(self) -> None:
        if not self.processes:
            return
        rows = self._rows(
            "SELECT id, session_id, seq, visibility, is_favorite FROM generated_image WHERE status = 'completed'"
        )
        hung = self.expected.pictures
        assert {row[0]: (*row[1:4], bool(row[4])) for row in rows} == {
            key: (each.session, each.seq, each.visibility, bool(each.stars)) for key, each in hung.items()
        }
        for session, last, public, secret in self._rows(
            "SELECT id, last_seq, public_images, secret_images FROM session"
        ):
            of = [each.visibility for each in hung.values() if each.session == session]
            assert (last, public, secret) == (self.expected.last_seq[session], of.count(PUBLIC), of.count(SECRET))

    @invariant()
    def places_and_blocks_are_what_they_would_be_if_made_anew(self) -> None:
        if not self.processes:
            return
        places = self._rows("SELECT session_id, facet, value, seq, visibility FROM image_facet")
        bits, blocks = Counter[tuple[Any, ...]](), Counter[tuple[Any, ...]]()
        for session, facet, value, seq, visibility in set(places):
            bits[session, facet, value, seq >> 6, visibility] += 1 << (seq & 63)
            blocks[session, facet, value, seq >> 10, visibility] += 1
        kept = self._rows("SELECT session_id, facet, value, chunk, visibility, bits FROM gallery_bitmap")
        assert {row[:5]: row[5] for row in kept} == bits
        counted = self._rows("SELECT session_id, facet, value, block, visibility, images FROM gallery_block")
        assert {row[:5]: row[5] for row in counted if row[5]} == blocks
        assert {(seq, value) for _, facet, value, seq, _ in places if facet == "tag"} == {
            (each.seq, tag) for each in self.expected.pictures.values() for tag in each.tags
        }

    @rule(by=processes, session=sessions, sees_secrets=st.booleans(), starred=st.booleans())
    def look(self, by: int, session: str, *, sees_secrets: bool, starred: bool) -> None:
        shown = GalleryFilter(favorites=starred)
        page = self.run(self.processes[by].images.page(session, sees_secrets=sees_secrets, shown=shown, most=100))
        seen = self.expected.shown(session, sees_secrets=sees_secrets, starred=starred)
        assert (page.total, [image.id for image in page.images]) == (len(seen), seen)


@pytest.fixture
def fresh(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], Open]]:
    """Return what makes a database without anything in it, and how it is opened."""
    if database_kind == "sqlite":
        migrated, number = request.getfixturevalue("migrated"), count()

        def copied() -> Open:
            path = tmp_path / f"{next(number)}" / "scenes.db"
            path.parent.mkdir()
            shutil.copy(migrated, path)
            return lambda: Database(path)

        yield copied
        return
    server: Server = request.getfixturevalue("postgresql_server")

    def emptied() -> Open:
        asyncio.run(server.empty("migrated"))
        return lambda: PostgresqlDatabase(server.url("migrated"), connections=2)

    yield emptied
    asyncio.run(server.empty("migrated"))


def test_whatever_two_processes_do_the_rules_hold(
    database_kind: str, fresh: Callable[[], Open], tmp_path: Path
) -> None:
    few = 20 if database_kind == "sqlite" else 8

    class Fresh(Model):
        def __init__(self) -> None:
            super().__init__(fresh(), tmp_path)

    run_state_machine_as_test(
        Fresh,
        settings=settings(
            max_examples=EXAMPLES or few,
            stateful_step_count=100,
            deadline=None,
            derandomize=not EXAMPLES,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
