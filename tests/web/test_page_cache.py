"""Pages of the gallery that are remembered: never an old one, and never somebody else's."""

import pytest

from bot.web.page_cache import REMEMBERED, Pages
from generation.gallery.gallery import Gallery
from generation.sessions.permissions import Actor
from storage.images import Page
from tests.generation.room import BOB
from tests.web.api_client import ANN, SESSION, THE_GM, Front


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the users for whom the gallery itself was asked."""
    users: list[str] = []
    page = Gallery.page

    async def noted(self: Gallery, by: object, *rest: object, **named: object) -> Page:
        users.append(by.user_id)  # type: ignore[attr-defined]  # a requester
        return await page(self, by, *rest, **named)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(Gallery, "page", noted)
    return users


async def images(web: Front, query: str = "limit=20", by: Actor = ANN) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = (await web.get(f"{SESSION}/images?{query}", by=by)).json["images"]
    return listed


async def test_the_same_page_is_made_once(web: Front, asked: list[str]) -> None:
    await web.picture()
    first = await images(web)
    assert await images(web) == first
    assert asked == ["ann"]


async def test_others_and_other_pages_are_made_for_themselves(web: Front, asked: list[str]) -> None:
    secret = await web.picture(THE_GM, secret=True)
    assert [each["id"] for each in await images(web, by=THE_GM)] == [secret.id]
    assert await images(web) == []
    assert await images(web, by=BOB) == []
    await images(web, "limit=1")
    assert asked == [THE_GM.user_id, "ann", "bob", "ann"]


async def test_what_was_written_is_seen_at_once(web: Front) -> None:
    image = await web.picture()
    assert [each["is_favorite"] for each in await images(web)] == [False]
    await web.room.services.gallery.favorite(image.id, ANN, starred=True)
    assert [each["is_favorite"] for each in await images(web)] == [True]
    newer = await web.picture()
    assert [each["id"] for each in await images(web)] == [newer.id, image.id]
    await web.room.services.gallery.delete(newer.id, ANN)
    assert [each["id"] for each in await images(web)] == [image.id]


async def test_the_longest_unseen_page_is_forgotten() -> None:
    made: list[int] = []
    pages = Pages(lambda: 0)

    async def page(number: int) -> bytes:
        async def make() -> bytes:
            made.append(number)
            return b"%d" % number

        return await pages.get(number, make)

    for number in range(REMEMBERED + 1):
        await page(number)
    assert await page(REMEMBERED) == b"%d" % REMEMBERED
    assert len(made) == REMEMBERED + 1
    await page(0)
    assert made[-1] == 0
