"""What a gallery is asked to show: read from what people type, refused in a sentence, remembered with the page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.wiring.app import open_app
from generation.clock import now
from generation.errors import NotFoundError, RefusedError
from generation.events import Broadcaster
from generation.gallery.filters import SEARCH_MOST, parse_filter
from generation.gallery.gallery import Gallery
from generation.gallery.opened_pages import KEPT_FOR, RECENT, OpenedPages
from generation.sessions.permissions import GM, Access, Actor
from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter, GalleryView
from storage.params import SECRET
from tests.storage.gallery_images import Kind, add_image, fill
from tests.storage.stores import MOMENT, Stores

ANN, THE_GM = Actor("table", "ann"), Actor("table", "gm", GM)


@pytest.fixture
def gallery(stores: Stores) -> Gallery:
    return Gallery(stores.images, stores.blobs, Access(), Broadcaster())


@pytest.fixture
def views(stores: Stores) -> OpenedPages:
    return OpenedPages(stores.sessions)


def test_options_that_are_empty_are_as_good_as_none() -> None:
    assert parse_filter() == EVERYTHING
    assert parse_filter(member=" ", type_="", style="", tag="  ", search=" \n ") == EVERYTHING


def test_a_tag_is_looked_for_as_it_is_stored() -> None:
    assert parse_filter(tag=" #Neon   Rain ") == GalleryFilter(tag="neon rain")
    with pytest.raises(RefusedError, match="at most 32 characters"):
        parse_filter(tag="x" * 33)


def test_a_search_keeps_what_can_be_printed() -> None:
    assert parse_filter(search="neon\x00street\ud800 \u200bbar\t'") == GalleryFilter(search="neon street bar '")
    with pytest.raises(RefusedError, match=f"Search for {SEARCH_MOST} characters at most"):
        parse_filter(search="x" * (SEARCH_MOST + 1))


async def test_a_search_of_nothing_that_can_be_printed_shows_everything(gallery: Gallery, stores: Stores) -> None:
    await add_image(stores, Kind())
    assert (await gallery.page(ANN, parse_filter(search="\x00\x01"))).total == 1


async def test_a_jump_goes_to_the_picture_of_that_number(gallery: Gallery, stores: Stores) -> None:
    await fill(stores, 9)
    page = await gallery.jump(ANN, 2, GalleryFilter(favorites=True))
    assert ([image.seq for image in page.images], page.before, page.total) == ([6], 1, 3)


@pytest.mark.parametrize("number", [-1, 0, 4, 10**30])
async def test_a_jump_beyond_either_end_is_refused_with_the_numbers_there_are(
    number: int, gallery: Gallery, stores: Stores
) -> None:
    await fill(stores, 9)
    with pytest.raises(RefusedError, match=r"^Give a number from 1 to 3, 1 for the newest picture\.$"):
        await gallery.jump(ANN, number, GalleryFilter(favorites=True))


async def test_a_jump_beyond_what_is_counted_says_what_to_do(
    gallery: Gallery, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.gallery_pages.COUNT_CAP", 5)
    await fill(stores, 30)
    with pytest.raises(RefusedError, match=r"from 1 to 5, .*There are more: narrow the filter"):
        await gallery.jump(ANN, 6, GalleryFilter(search="street", favorites=True))


async def test_a_jump_in_an_empty_gallery_is_refused(gallery: Gallery) -> None:
    with pytest.raises(RefusedError, match="no picture to go to"):
        await gallery.jump(ANN, 1)


async def test_the_filters_choices_are_what_the_viewer_may_see(gallery: Gallery, stores: Stores) -> None:
    await add_image(stores, Kind(user="bob", type="item", style="noir", tags=("rain", "razor")))
    await add_image(stores, Kind(user="gm", type="location", style="oil", tags=("rabbit",), visibility=SECRET))
    for by, seen in ((ANN, 1), (THE_GM, 2)):
        assert len(await gallery.members(by)) == seen
        assert len(await gallery.types(by)) == seen
        assert len(await gallery.styles(by)) == seen
        assert len(await gallery.tags(by, "RA")) == seen + 1
    assert await gallery.types(ANN) == (Choice("item", 1),)


async def test_an_opened_page_remembers_what_it_shows(views: OpenedPages) -> None:
    shown = GalleryFilter(member="ann", tag="rain", search='"quoted" street')
    page = await views.open(ANN, shared=True, shown=shown)
    assert await views.get(page.id, ANN) == page
    assert page.shown == shown
    turned = replace(page, shown=replace(shown, favorites=True), place=7, grid=True)
    await views.turn(turned)
    assert await views.get(page.id, ANN) == turned
    await views.attach(page.id, "12")
    assert (await views.get(page.id, ANN)).message_id == "12"


async def test_a_page_is_none_of_another_session_s(views: OpenedPages) -> None:
    page = await views.open(ANN, shared=True, shown=GalleryFilter(search="the traitor"))
    with pytest.raises(NotFoundError):
        await views.get(page.id, Actor("another", "ann", GM))


async def test_pages_of_a_session_are_fresh_for_a_while(views: OpenedPages, stores: Stores) -> None:
    older = await views.open(ANN, shared=True)
    newer = await views.open(THE_GM, shared=False)
    await views.open(Actor("another", "ann"), shared=True)
    stale = GalleryView("stale", "table", "ann", "{}", shared=True, created_at=now() - RECENT)
    await stores.sessions.open_view(stale)
    assert [page.id for page in await views.recent("table")] == [newer.id, older.id]
    assert set(await views.sessions_with_recent()) == {"table", "another"}


async def test_a_page_of_an_older_version_still_reads(views: OpenedPages, stores: Stores) -> None:
    view = GalleryView("old", "table", "ann", '{"favorites": true}', shared=True, created_at=MOMENT)
    await stores.sessions.open_view(view)
    assert (await views.get("old", ANN)).shown == GalleryFilter(favorites=True)


async def test_the_sweep_forgets_galleries_that_nobody_turns(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(settings) as app:
        await app.services.sessions.enter(ANN, "table")
        page = await app.services.views.open(ANN, shared=True)
        await app.sweep()
        assert await app.services.views.get(page.id, ANN) == page
        later = now() + KEPT_FOR + timedelta(minutes=1)
        monkeypatch.setattr("generation.gallery.opened_pages.now", lambda: later)
        await app.sweep()
        with pytest.raises(NotFoundError, match="too old to turn"):
            await app.services.views.get(page.id, ANN)
