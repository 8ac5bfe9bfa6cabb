"""While a picture is waited for: its place in the queue, and when it may be there."""

import asyncio
import re
from datetime import UTC, datetime

import pytest

from tests.cogs.discord_harness import AnyMessage, DiscordHarness, answer, fields
from tests.generation.fake_provider import FakeProvider, hang, paint, paint_when


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let news follow each other quickly."""
    monkeypatch.setattr("cogs.delivery.progress.SECONDS_BETWEEN_POSITIONS", 0.02)
    monkeypatch.setattr("cogs.delivery.progress.SECONDS_BETWEEN_EDITS", 0.01)


def stage(message: AnyMessage) -> str:
    return next(iter(fields(message)))


def ready_at(message: AnyMessage) -> datetime | None:
    """Return when a placeholder says that its picture may be there."""
    found = re.search(r"Done <t:(\d+):R>", next(iter(fields(message).values())) or "")
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


async def took(harness: DiscordHarness, seconds: float, size: str = "512x512") -> None:
    """Have a picture painted whose row says that it took so long."""
    assert (await harness.generate_image(size=size)).attachments

    async def rewrite(tx: object) -> None:
        connection = tx._connection  # type: ignore[attr-defined]  # no query of the project's writes history
        connection.execute("UPDATE generated_image SET generation_time = ? WHERE generation_time < 1", (seconds,))

    await harness.app.stores.database.write(rewrite)


async def busy(harness: DiscordHarness, painter: FakeProvider) -> asyncio.Event:
    """Give both painters something to do until the event is set."""
    free = asyncio.Event()
    painter.then(paint_when(free), paint_when(free))
    for _ in range(2):
        await harness.generate("a long work", size="512x512")
    await harness.wait_until(lambda: len(painter.orders) >= 2)
    return free


async def test_who_waits_is_told_how_many_are_before(harness: DiscordHarness, painter: FakeProvider) -> None:
    free = await busy(harness, painter)
    third, fourth = await harness.generate("a dock"), await harness.generate("a bar")
    assert stage(third) == "Next in line"
    assert stage(fourth) == "Waiting, 1 before you"
    free.set()
    await harness.wait_until_delivered()


async def test_the_place_follows_the_queue(harness: DiscordHarness, painter: FakeProvider) -> None:
    await busy(harness, painter)
    waiting = [await harness.generate(f"alley {number}", by=harness.other) for number in range(3)]
    assert [stage(each) for each in waiting] == ["Next in line", "Waiting, 1 before you", "Waiting, 2 before you"]
    await harness.press(waiting[0], "cancel", by=harness.other)
    await harness.wait_until(lambda: stage(harness.refetch(waiting[2])) == "Waiting, 1 before you")
    assert stage(harness.refetch(waiting[1])) == "Next in line"


async def test_a_newcomer_who_is_served_first_pushes_others_back(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    await busy(harness, painter)
    mine = [await harness.generate(f"alley {number}") for number in range(2)]
    await harness.generate("a dock", by=harness.other)
    await harness.wait_until(lambda: stage(harness.refetch(mine[1])) == "Waiting, 2 before you")


async def test_the_place_is_followed_after_a_restart_too(harness: DiscordHarness, painter: FakeProvider) -> None:
    await busy(harness, painter)
    waiting = [await harness.generate(f"alley {number}") for number in range(2)]
    await harness.restart()
    await harness.press(waiting[0], "cancel")
    await harness.wait_until(lambda: stage(harness.refetch(waiting[1])) == "Next in line")


async def test_without_a_past_nothing_is_promised(harness: DiscordHarness, painter: FakeProvider) -> None:
    painter.then(hang)
    assert ready_at(await harness.generate()) is None


async def test_the_past_tells_when_it_may_be_done(harness: DiscordHarness, painter: FakeProvider) -> None:
    await took(harness, 40.0)
    painter.then(hang)
    promised = ready_at(await harness.generate(size="512x512"))
    assert promised is not None
    assert 30 <= (promised - datetime.now(UTC)).total_seconds() <= 45


async def test_who_waits_longer_is_promised_later(harness: DiscordHarness, painter: FakeProvider) -> None:
    await took(harness, 40.0)
    free = await busy(harness, painter)
    soon, late = (
        ready_at(await harness.generate("a dock", size="512x512")),
        ready_at(
            [await harness.generate(f"bar {number}", size="512x512", by=harness.other) for number in range(3)][-1]
        ),
    )
    assert soon is not None
    assert late is not None
    assert 20 <= (late - soon).total_seconds() <= 60
    free.set()
    await harness.wait_until_delivered()


async def test_the_promise_is_made_anew_when_the_painting_begins(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    await took(harness, 40.0)
    free = await busy(harness, painter)
    waiting = await harness.generate("a dock", size="512x512")
    painter.always = hang
    before = ready_at(waiting)
    free.set()
    await harness.wait_until(lambda: stage(harness.refetch(waiting)) != "Next in line")
    after = ready_at(harness.refetch(waiting))
    assert before is not None
    assert after is not None
    assert after < before, "half a picture's wait is over"


async def test_a_batch_is_promised_when_its_last_one_may_be_done(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    await took(harness, 40.0)
    painter.always = hang
    one, four = (
        ready_at(await harness.generate(size="512x512")),
        ready_at(await harness.generate(size="512x512", count=4)),
    )
    assert one is not None
    assert four is not None
    assert (four - one).total_seconds() > 30


async def test_each_article_stands_before_its_noun(harness: DiscordHarness, painter: FakeProvider) -> None:
    painter.always = hang
    titles = [
        (await harness.generate(type=kind)).embeds[0].title for kind in ("scene", "character", "location", "item")
    ]
    assert titles == ["Painting a scene", "Painting a character", "Painting a location", "Painting an item"]


async def test_the_result_comes_whatever_the_queue_does(harness: DiscordHarness, painter: FakeProvider) -> None:
    free = await busy(harness, painter)
    painter.then(paint)
    last = answer(await harness.player.slash(harness.channel, "image generate", description="a dock"))
    free.set()
    await harness.wait_until_delivered()
    assert harness.refetch(last).attachments
