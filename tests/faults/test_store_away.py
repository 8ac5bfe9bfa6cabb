"""A picture store that refuses, is full or is slow while pictures are painted: they wait, and are painted once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from tests.faults.installation import Installation
from tests.servers.s3 import BUCKET, FakeS3

pytestmark = pytest.mark.postgresql
BROKEN_SECONDS = 30.0
SLOW_SECONDS = 8.0


@pytest.fixture
async def store() -> AsyncIterator[FakeS3]:
    async with FakeS3() as store:
        yield store


@pytest.mark.parametrize("status", [500, 503, 507], ids=["fails", "asks to slow down", "is full"])
async def test_what_it_refuses_is_stored_later(status: int, store: FakeS3, installation: Installation) -> None:
    installation.painter.seconds = 2.0
    installation.environment |= store.variables | {"IMAGE_STORE_URL": f"s3://{BUCKET}/scenes"}
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ask(range(1, 9))
        await installation.painter.called(4)
        store.broken = lambda: web.Response(status=status)
        await asyncio.sleep(BROKEN_SECONDS)
        store.broken = None
        await installation.ended(8, within=180)
    found = await installation.account()
    assert (found.requests, found.calls, found.posts, found.unsettled) == ({"completed": 8}, 8, 8, [])
    # Three files of each, and nothing of the tries that were refused.
    assert len(store.objects) == 24


async def test_while_it_is_slow_pictures_come_late(store: FakeS3, installation: Installation) -> None:
    installation.environment |= store.variables | {"IMAGE_STORE_URL": f"s3://{BUCKET}/scenes"}
    async with installation.process() as bot:
        await bot.ready(within=60)
        store.seconds = SLOW_SECONDS
        await installation.ask(range(1, 9))
        await installation.ended(8, within=180)
    found = await installation.account()
    assert (found.requests, found.calls, found.posts, found.unsettled) == ({"completed": 8}, 8, 8, [])
