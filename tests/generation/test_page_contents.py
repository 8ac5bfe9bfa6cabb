"""What a gallery page shows: nothing secret where everybody looks, no address of what is behind a spoiler."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from generation.gallery.opened_pages import OpenedPage
from generation.gallery.page_contents import PageContents, page_contents, viewer_of
from generation.sessions.permissions import PLAYER, Actor
from storage.gallery_filters import EVERYTHING
from tests.generation.application import ANN, THE_GM, Application, open_application

URL = "https://images.example/a.jpg"


async def contents(room: Application, actor: Actor, *, shared: bool = False, grid: bool = False) -> PageContents:
    """Return what a page of the newest images shows to somebody."""
    page = OpenedPage("page", actor.session_id, actor.user_id, shared, EVERYTHING, grid=grid)
    gallery = room.services.gallery
    images = await gallery.page(viewer_of(page, actor), most=9 if grid else 1)
    session = await room.services.sessions.get(actor.session_id)
    return await page_contents(gallery, room.services.reveals, page, images, actor, session)


@pytest.fixture
async def room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Application]:
    async with open_application(settings, monkeypatch) as room:
        yield room


@pytest.fixture
async def starred(room: Application) -> Application:
    """Return a room with a starred image that everybody can load from an address."""
    image = await room.picture()
    await room.services.gallery.favorite(image.id, await room.services.sessions.context(ANN), starred=True)
    room.services.gallery.image_url_of = lambda _image: URL
    return room


def test_a_shared_page_is_for_players_whoever_turns_it() -> None:
    page = OpenedPage("page", THE_GM.session_id, THE_GM.user_id, shared=True, shown=EVERYTHING)
    assert viewer_of(page, THE_GM) == Actor(THE_GM.session_id, THE_GM.user_id, PLAYER)


async def test_an_empty_gallery_shows_nothing(room: Application) -> None:
    assert (await contents(room, ANN)).stars == 0


async def test_an_image_is_shown_with_its_stars_by_its_address(starred: Application) -> None:
    shown = await contents(starred, ANN)
    assert (shown.stars, shown.url, shown.is_covered, shown.may_clear_stars) == (1, URL, False, False)


async def test_the_gm_clears_stars_on_a_page_of_their_own(starred: Application) -> None:
    assert (await contents(starred, THE_GM)).may_clear_stars
    assert not (await contents(starred, THE_GM, shared=True)).may_clear_stars


async def test_what_is_behind_a_spoiler_has_no_address(starred: Application) -> None:
    await starred.change(spoilers=True)
    shown = await contents(starred, ANN)
    assert (shown.is_covered, shown.url) == (True, None)
    assert (await contents(starred, ANN, grid=True)).is_covered


async def test_what_has_ended_can_be_deleted_by_the_gm_alone(starred: Application) -> None:
    assert (await contents(starred, ANN)).may_delete
    await starred.services.admin.end(THE_GM)
    shown = await contents(starred, THE_GM)
    assert (shown.ended, shown.may_delete, shown.may_clear_stars) == (True, True, False)
    assert not (await contents(starred, ANN)).may_delete
    assert not (await contents(starred, THE_GM, shared=True)).may_delete
