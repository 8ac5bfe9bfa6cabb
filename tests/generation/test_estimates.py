"""When a picture may be there: the median of the last ones, the place, and how many are painted at once."""

from dataclasses import replace

import pytest

from generation.requests.estimates import likely_provider, seconds_for, seconds_until
from storage.records import PROCESSING, QUEUED
from storage.requests import LAST, Pace
from storage.transactions import SqliteTransaction, Transaction, load_queries
from tests.generation.fake_provider import FakeProvider, hang
from tests.generation.wired_services import ANN, STREET, WiredServices


def pace(*seconds: float, at_once: int = 0, size: tuple[int, int] = (512, 512)) -> Pace:
    return Pace(tuple((each, *size) for each in seconds), at_once)


def test_without_a_past_there_is_no_estimate() -> None:
    assert seconds_for(pace(), 512, 512) is None
    assert seconds_until(pace(at_once=2), 3, 512, 512, waiting=True) is None


def test_what_a_picture_was_found_to_take_counts_until_there_is_a_past() -> None:
    assert seconds_until(pace(at_once=1), 1, 512, 512, waiting=False, usual=8.0) == 16.0
    assert seconds_until(pace(10.0), 0, 512, 512, waiting=False, usual=8.0) == 10.0


def test_the_median_leaves_out_what_was_unusual() -> None:
    assert seconds_for(pace(10.0, 11.0, 9.0, 600.0, 10.0), 512, 512) == 10.0


def test_pictures_of_the_same_size_count_where_there_are_enough() -> None:
    small, large = pace(1.0, 1.0, 1.0), pace(9.0, 9.0, 9.0, size=(2048, 2048))
    both = Pace(small.last + large.last, 0)
    assert seconds_for(both, 512, 512) == 1.0
    assert seconds_for(both, 2048, 2048) == 9.0
    assert seconds_for(both, 1024, 1024) == 5.0, "of a size that was never painted all of them tell"


@pytest.mark.parametrize(
    ("place", "at_once", "waiting", "seconds"),
    [
        (0, 0, True, 10.0),  # nobody is at work: it begins at once
        (0, 2, False, 10.0),  # it is being painted itself
        (0, 2, True, 15.0),  # one of the two is done in five seconds on average
        (1, 2, True, 15.0),
        (2, 2, True, 25.0),
        (5, 1, True, 65.0),
    ],
)
def test_the_place_counts_in_rounds(place: int, at_once: int, waiting: bool, seconds: float) -> None:  # noqa: FBT001  # a parameter of the test
    assert seconds_until(pace(10.0, at_once=at_once), place, 512, 512, waiting=waiting) == seconds


async def test_it_is_measured_from_rows(table: WiredServices) -> None:
    async with table.working():
        done = [await table.ended(await table.ask()) for _ in range(3)]
    measured = await table.stores.requests.pace("sketch", done[0].id)
    assert len(measured.last) == 3
    assert measured.at_once == 0
    assert {(width, height) for _, width, height in measured.last} == {(512, 512)}
    other = FakeProvider()
    other.name = "somebody-else"
    assert await table.requests.seconds_until(done[0], 0, table.painter) is not None
    assert await table.requests.seconds_until(done[0], 0, other) is None
    assert await table.requests.seconds_until(done[0], 0, None) is None
    other.capabilities = replace(other.capabilities, usual_seconds=24.0)
    assert await table.requests.seconds_until(done[0], 1, other) == 48.0


async def test_what_was_begun_since_it_was_read_waits_for_nobody(table: WiredServices) -> None:
    async with table.working():
        await table.ended(await table.ask())
        table.painter.always = hang
        request_id = await table.ask()
        asked = await table.stores.requests.unchecked_get(request_id)
        await table.painter.painting.wait()
        assert asked is not None
        as_it_was = replace(asked, status=QUEUED)
        promised = await table.requests.seconds_until(as_it_was, 0, table.painter)
        assert promised == (await table.requests.seconds_until(replace(asked, status=PROCESSING), 0, table.painter))
        await table.requests.cancel(request_id, ANN)


@pytest.mark.sqlite
async def test_only_the_last_ones_are_read_along_their_index(table: WiredServices) -> None:
    async def plan(tx: Transaction) -> str:
        sql = "EXPLAIN QUERY PLAN " + load_queries()["last_times"].sql
        assert isinstance(tx, SqliteTransaction)
        rows = tx._connection.execute(sql, {"provider": "sketch", "most": LAST}).fetchall()
        return "\n".join(row["detail"] for row in rows)

    assert await table.stores.database.read(plan) == (
        "SEARCH generated_image USING INDEX generated_image_pace (provider=?)"
    )


async def test_whoever_will_paint_is_asked_for_the_past(table: WiredServices) -> None:
    request = (await table.requests.submit(STREET, await table.sessions.context(ANN))).request
    assert likely_provider(table.providers, request) is table.painter
