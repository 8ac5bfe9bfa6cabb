"""Pages of the gallery that are remembered: never an old one, and never somebody else's."""

import asyncio

import pytest

from bot.web.page_cache import MAX_PAGES, PageCache
from generation.errors import RefusedError
from generation.gallery.gallery import Gallery
from generation.sessions.permissions import Actor
from storage.errors import StorageError
from storage.images import Page
from tests.clock import breathe
from tests.generation.application import BOB
from tests.web.api_client import ANN, SESSION, THE_GM, ApiClient


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the users for whom the gallery itself was asked."""
    users: list[str] = []
    page = Gallery.page

    async def noted(self: Gallery, by: object, *rest: object, **named: object) -> Page:
        users.append(by.user_id)  # type: ignore[attr-defined]  # an actor
        return await page(self, by, *rest, **named)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(Gallery, "page", noted)
    return users


async def images(web: ApiClient, query: str = "limit=20", by: Actor = ANN) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = (await web.get(f"{SESSION}/images?{query}", by=by)).json["images"]
    return listed


async def test_the_same_page_is_made_once(web: ApiClient, asked: list[str]) -> None:
    await web.generate()
    first = await images(web)
    assert await images(web) == first
    assert asked == ["ann"]


async def test_others_and_other_pages_are_made_for_themselves(web: ApiClient, asked: list[str]) -> None:
    secret = await web.generate(THE_GM, secret=True)
    assert [each["id"] for each in await images(web, by=THE_GM)] == [secret.id]
    assert await images(web) == []
    assert await images(web, by=BOB) == []
    await images(web, "limit=1")
    assert asked == [THE_GM.user_id, "ann", "bob", "ann"]


async def test_what_was_written_is_seen_at_once(web: ApiClient) -> None:
    image = await web.generate()
    assert [each["is_favorite"] for each in await images(web)] == [False]
    await web.room.services.gallery.favorite(image.id, await web.room.services.sessions.context(ANN), starred=True)
    assert [each["is_favorite"] for each in await images(web)] == [True]
    newer = await web.generate()
    assert [each["id"] for each in await images(web)] == [newer.id, image.id]
    await web.room.services.gallery.delete(newer.id, ANN)
    assert [each["id"] for each in await images(web)] == [image.id]


async def test_two_who_ask_at_once_share_one_look(web: ApiClient, asked: list[str]) -> None:
    await web.generate()
    # A token that is minted in between is something that was written.
    await web.token()
    first, second = await asyncio.gather(images(web), images(web))
    assert first == second
    assert asked == ["ann"]


class Loader:
    """Load pages that say which one they are, each when it is let go."""

    def __init__(self) -> None:
        self.version = 0
        self.loaded: list[int] = []
        self.free = asyncio.Event()
        self.free.set()
        self.cache = PageCache(lambda: self.version)

    async def page(self, number: int) -> bytes:
        async def load() -> bytes:
            self.loaded.append(number)
            await self.free.wait()
            if number < 0:
                raise RefusedError("There is no such page.")
            return b"%d" % number

        return await self.cache.get(number, load)

    def start(self, number: int) -> asyncio.Task[bytes]:
        return asyncio.create_task(self.page(number))


async def test_the_page_that_nobody_has_asked_for_longest_is_forgotten() -> None:
    loader = Loader()
    for number in range(MAX_PAGES):
        await loader.page(number)
    assert await loader.page(0) == b"0"
    await loader.page(MAX_PAGES)
    assert len(loader.loaded) == MAX_PAGES + 1
    await loader.page(0)
    assert len(loader.loaded) == MAX_PAGES + 1
    await loader.page(1)
    assert loader.loaded[-1] == 1


async def test_what_is_written_meanwhile_is_looked_up_anew() -> None:
    loader = Loader()
    loader.free.clear()
    before = loader.start(1)
    await asyncio.sleep(0)
    loader.version += 1
    after = loader.start(1)
    await asyncio.sleep(0)
    loader.free.set()
    assert (await before, await after) == (b"1", b"1")
    assert loader.loaded == [1, 1]


async def test_who_hangs_up_does_not_end_it_for_the_others() -> None:
    loader = Loader()
    loader.free.clear()
    first, second = loader.start(1), loader.start(1)
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.wait({first})
    loader.free.set()
    assert await second == b"1"
    assert loader.loaded == [1]


async def test_an_error_that_nobody_waits_for_any_more_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    loader = Loader()
    loader.free.clear()
    waiting = loader.start(-1)
    await asyncio.sleep(0)
    waiting.cancel()
    loader.free.set()
    await breathe()
    assert caplog.messages == ["a page could not be loaded: RefusedError"]


async def test_an_error_is_told_to_all_who_wait_and_not_kept() -> None:
    loader = Loader()
    for _ in range(2):
        answers = await asyncio.gather(loader.start(-1), loader.start(-1), return_exceptions=True)
        assert [type(answer) for answer in answers] == [RefusedError, RefusedError]
    assert loader.loaded == [-1, -1]


async def test_what_has_changed_since_is_not_kept_in_memory() -> None:
    loader = Loader()
    await loader.page(1)
    loader.version += 1
    loader.cache.forget_stale()
    assert not loader.cache._pages


async def test_a_page_that_cannot_be_loaded_is_told_to_whoever_asks_and_no_bug(
    caplog: pytest.LogCaptureFixture,
) -> None:
    cache = PageCache(lambda: 0)

    async def load() -> bytes:
        raise StorageError("The bot's database is busy.")

    for _ in range(2):
        refused = await asyncio.gather(*(cache.get("page", load) for _ in range(3)), return_exceptions=True)
        assert [type(each) for each in refused] == [StorageError] * 3
    assert not caplog.records
