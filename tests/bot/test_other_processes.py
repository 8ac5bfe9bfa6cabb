"""What a process does when another one has written: it looks again, and forgets texts that were deleted for good."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.text.cache import text_cache
from storage.database import Database
from tests.clock import PATIENCE
from tests.storage.gallery_images import Kind, add_image
from tests.storage.stores import Stores, stores_on


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[App]:
    """Return an application that watches for other processes."""
    async with open_app(settings) as app:
        watch = asyncio.create_task(app.watch_other_processes())
        yield app
        watch.cancel()
        await asyncio.wait({watch})


@pytest.fixture
async def elsewhere(app: App) -> AsyncIterator[Stores]:
    """Return the same stores as another process has them."""
    async with Database(app.settings.database_path) as database:
        yield await stores_on(database, app.settings.data_dir / "images")


def reader() -> tuple[Callable[[str], str], list[str]]:
    """Return a function whose results are cached, and the texts that it was really called with."""
    calls = list[str]()

    @text_cache(maxsize=10)
    def read(text: str) -> str:
        calls.append(text)
        return text

    return read, calls


async def heard(app: App, what: Callable[[], bool]) -> None:
    with app.services.events.subscribe(lambda _event: True) as news:
        async with asyncio.timeout(PATIENCE):
            while not what():
                await anext(news)


async def test_a_text_that_another_process_deletes_for_good_is_forgotten(app: App, elsewhere: Stores) -> None:
    read, calls = reader()
    image_ids = [await add_image(elsewhere, Kind()) for _ in range(2)]
    for image_id in image_ids:
        read("a rain-soaked street")
        known = len(calls)
        await elsewhere.images.delete(image_id)

        def forgotten(known: int = known) -> bool:
            read("a rain-soaked street")
            return len(calls) > known

        await heard(app, forgotten)
    assert calls == ["a rain-soaked street"] * 3


async def test_other_news_leave_what_was_read(app: App, elsewhere: Stores) -> None:
    with app.services.events.subscribe(lambda _event: True) as news:
        async with asyncio.timeout(PATIENCE):
            await elsewhere.images.delete(await add_image(elsewhere, Kind()))
            await anext(news)
            read, calls = reader()
            read("a rain-soaked street")
            for value in ("1", "2"):
                await elsewhere.facts.set("tree", value)
                await anext(news)
    read("a rain-soaked street")
    assert calls == ["a rain-soaked street"]
