"""Several sessions' galleries as one: order, paging either way, filters, words, jumps, and what is secret where."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.campaign_gallery import Eyes
from storage.gallery_filters import EVERYTHING, GalleryFilter
from storage.gallery_orders import LAST_RANK, Rank
from storage.params import SECRET
from storage.records import Image
from tests.storage.gallery_images import Kind, add_image, fits, reveal
from tests.storage.stores import MOMENT, Stores

SESSIONS = ("table", "other", "third")
EVERYWHERE = tuple(Eyes(each, sees_secrets=True) for each in SESSIONS)
PLAYERS = tuple(Eyes(each, sees_secrets=False) for each in SESSIONS)
FILTERS = (
    EVERYTHING,
    GalleryFilter(favorites=True),
    GalleryFilter(tag="bar", type="scene"),
    GalleryFilter(search="rain"),
    GalleryFilter(search="to", member="ann"),
)


@pytest.fixture
async def painted(stores: Stores) -> list[Image]:
    """Return what hangs in three sessions, painted in turns, newest first."""
    for session in SESSIONS[1:]:
        await stores.sessions.open(session, session, MOMENT)
    chance, ids = random.Random(7), []  # noqa: S311  # the same pictures each time
    for number in range(24):
        kind = Kind(
            chance.choice(("a rain-soaked street", "the tower in the fog", "rain on chrome")),
            user=chance.choice(("ann", "bob")),
            tags=chance.choice(((), ("bar",), ("bar", "night"))),
            starred=chance.random() < 0.4,
            visibility=SECRET if chance.random() < 0.3 else "public",
        )
        ids.append(await add_image(stores, kind, SESSIONS[number % 5 % 3]))
    found = [await stores.images.get(each, sees_secrets=True) for each in reversed(ids)]
    return [each for each in found if each is not None]


async def walk(stores: Stores, eyes: Sequence[Eyes], shown: GalleryFilter, most: int) -> list[str]:
    """Turn the pages from the newest to the oldest and return what was on them; the numbers must be right."""
    ids: list[str] = []
    before = None
    while (page := await stores.campaign_gallery.page(eyes, shown, before=before, most=most)).images:
        assert page.before == len(ids)
        ids += [image.id for image in page.images]
        before = page.images[-1].timeline
    assert page.total == len(ids)
    return ids


async def walk_back(stores: Stores, eyes: Sequence[Eyes], shown: GalleryFilter, most: int) -> list[str]:
    """Turn the pages from the oldest to the newest and return what was on them, newest first."""
    ids: list[str] = []
    after = 0
    while (page := await stores.campaign_gallery.page(eyes, shown, after=after, most=most)).images:
        ids = [image.id for image in page.images] + ids
        assert page.before + len(ids) == page.total
        after = page.images[0].timeline or 0
    return ids


@pytest.mark.parametrize("shown", FILTERS)
@pytest.mark.parametrize("most", [1, 4, 100])
async def test_pages_show_what_each_session_shows_in_the_order_of_completion(
    shown: GalleryFilter, most: int, painted: list[Image], stores: Stores
) -> None:
    for eyes in (EVERYWHERE, PLAYERS, (EVERYWHERE[0], PLAYERS[1]), ()):
        sees = {each.session_id: each.sees_secrets for each in eyes}
        expected = [
            image.id
            for image in painted
            if image.session_id in sees
            and (image.visibility != SECRET or sees[image.session_id])
            and fits(image, shown)
        ]
        assert await walk(stores, eyes, shown, most) == expected
        assert await walk_back(stores, eyes, shown, most) == expected


async def walk_oldest(stores: Stores, eyes: Sequence[Eyes], shown: GalleryFilter, most: int) -> list[str]:
    """Turn the pages from the oldest on and return what was on them."""
    ids: list[str] = []
    after = 0
    while (page := await stores.campaign_gallery.oldest(eyes, shown, after=after, most=most)).images:
        ids += [image.id for image in page.images]
        after = page.images[-1].timeline or 0
    return ids


async def walk_starred(stores: Stores, eyes: Sequence[Eyes], shown: GalleryFilter, most: int) -> list[str]:
    """Turn the pages from the most starred picture on and return what was on them."""
    ids: list[str] = []
    last: Rank | None = None
    while True:
        found = await stores.campaign_gallery.most_starred(eyes, shown, after=last, most=most)
        ids += [image.id for image in found.page.images]
        assert found.page.total >= len(ids)
        if (last := found.last) is None:
            return ids


async def walk_starred_back(stores: Stores, eyes: Sequence[Eyes], shown: GalleryFilter, most: int) -> list[str]:
    """Turn the pages from the last to the first; each tells how many stand before it."""
    ids: list[str] = []
    first = LAST_RANK
    while True:
        found = await stores.campaign_gallery.most_starred(eyes, shown, before=first, most=most)
        if not found.ranks:
            return ids
        ids = [*(image.id for image in found.page.images), *ids]
        assert found.page.before + len(ids) == found.page.total
        first = found.ranks[0]


@pytest.mark.parametrize("shown", FILTERS)
@pytest.mark.parametrize("most", [2, 100])
async def test_every_order_has_what_the_viewer_sees_once(
    shown: GalleryFilter, most: int, painted: list[Image], stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.gallery_orders.BATCH", 4)
    for number, image in enumerate(painted):
        for person in ("cem", "dee")[: number % 3]:
            await stores.images.star(image.id, person, MOMENT, starred=True)
    stars = {image.id: len(await stores.images.unchecked_stars(image.id)) for image in painted}
    read = [await stores.images.get(image.id, sees_secrets=True) for image in painted]
    assert len(set(stars.values())) > 2
    for eyes in (EVERYWHERE, PLAYERS, (EVERYWHERE[0], PLAYERS[1]), ()):
        sees = {each.session_id: each.sees_secrets for each in eyes}
        expected = [
            image.id
            for image in read
            if image is not None
            and image.session_id in sees
            and (image.visibility != SECRET or sees[image.session_id])
            and fits(image, shown)
        ]
        assert await walk_oldest(stores, eyes, shown, most) == expected[::-1]
        by_stars = sorted(expected, key=lambda each: -stars[each])
        assert await walk_starred(stores, eyes, shown, most) == by_stars
        assert await walk_starred_back(stores, eyes, shown, most) == by_stars


async def test_a_day_parts_what_was_painted_before_it_from_what_came_later(stores: Stores) -> None:
    for session in SESSIONS[1:]:
        await stores.sessions.open(session, session, MOMENT)
    ids = []
    for day in range(4):
        for session in SESSIONS:
            visibility = SECRET if day == 1 else "public"
            ids.append(await add_image(stores, Kind(visibility=visibility), session, MOMENT + timedelta(days=day)))
    for eyes in (PLAYERS, EVERYWHERE):
        for day in range(5):
            place = await stores.campaign_gallery.place_at(eyes, MOMENT + timedelta(days=day, hours=-1))
            older = await stores.campaign_gallery.page(eyes, before=place + 1, most=100)
            newer = await stores.campaign_gallery.oldest(eyes, after=place, most=100)
            seen = [each for number, each in enumerate(ids) if number // 3 != 1 or eyes is EVERYWHERE]
            assert [image.id for image in older.images] == [each for each in ids[: day * 3] if each in seen][::-1]
            assert [image.id for image in newer.images] == [each for each in ids[day * 3 :] if each in seen]


@pytest.mark.parametrize("shown", FILTERS)
async def test_a_jump_goes_to_the_numberth_newest(shown: GalleryFilter, painted: list[Image], stores: Stores) -> None:
    expected = [image.id for image in painted if image.visibility != SECRET and fits(image, shown)]
    for number in range(len(expected) + 2):
        page = await stores.campaign_gallery.page_at(PLAYERS, number, shown, most=2)
        wanted = expected[number - 1 : number + 1] if number else []
        assert [image.id for image in page.images] == wanted
        assert page.total == len(expected)
        assert not wanted or page.before == number - 1


async def test_choices_count_what_may_be_seen_in_every_session(painted: list[Image], stores: Stores) -> None:
    for eyes in (EVERYWHERE, PLAYERS, (EVERYWHERE[2], PLAYERS[0]), ()):
        sees = {each.session_id: each.sees_secrets for each in eyes}
        seen = [
            image
            for image in painted
            if image.session_id in sees and (image.visibility != SECRET or sees[image.session_id])
        ]
        tags = {tag: sum(tag in image.tag_names for image in seen) for tag in ("bar", "night")}
        found = await stores.campaign_gallery.choices(eyes, "tag")
        assert {each.value: each.images for each in found} == {tag: images for tag, images in tags.items() if images}


async def test_members_are_called_what_a_session_calls_them(stores: Stores) -> None:
    await stores.sessions.open("other", "Other", MOMENT)
    await add_image(stores, Kind(), "other")
    await stores.sessions.join("other", "ann", "player", MOMENT, name="Ann of Other")
    (ann,) = await stores.campaign_gallery.choices(PLAYERS, "user")
    assert (ann.value, ann.images, ann.name) == ("ann", 1, "Ann of Other")


async def test_what_is_revealed_or_deleted_keeps_everything_else_where_it_is(
    painted: list[Image], stores: Stores
) -> None:
    secret = next(image for image in painted if image.visibility == SECRET)
    await reveal(stores, secret.id)
    gone = painted[5]
    await stores.images.delete(gone.id)
    left = [image.id for image in painted if image.id != gone.id]
    assert await walk(stores, EVERYWHERE, EVERYTHING, 3) == left
    shown = [image.id for image in painted if image.id != gone.id and (image.visibility != SECRET or image is secret)]
    assert await walk(stores, PLAYERS, EVERYTHING, 3) == shown


async def test_more_matches_than_are_counted_say_so(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.gallery_pages.COUNT_CAP", 3)
    monkeypatch.setattr("storage.merged_pages.COUNT_CAP", 3)
    await stores.sessions.open("other", "Other", MOMENT)
    ids = [await add_image(stores, Kind(), session) for session in ("table", "other") * 4]
    shown = replace(EVERYTHING, search="street")
    page = await stores.campaign_gallery.page(PLAYERS[:2], shown, most=3)
    assert page.capped
    assert [image.id for image in page.images] == ids[:-4:-1]
    assert [image.id for image in (await stores.campaign_gallery.page_at(PLAYERS[:2], 3, shown)).images] == [ids[-3]]
    assert (await stores.campaign_gallery.page_at(PLAYERS[:2], 4, shown)).images == ()
