"""The gallery's order and paging, its counters, and what of it a player may know."""

import asyncio

import pytest

from storage.gallery_filters import EVERYTHING, GalleryFilter
from storage.images import Page
from storage.params import PUBLIC, SECRET
from tests.storage.gallery_images import walk, walk_back
from tests.storage.stores import MOMENT, Stores, finished, new_request


async def counters(stores: Stores) -> tuple[int, int, int]:
    session = await stores.sessions.get("table")
    assert session is not None
    return session.last_seq, session.public_images, session.secret_images


async def test_the_newest_picture_is_first(stores: Stores) -> None:
    hung = [await stores.add_image() for _ in range(3)]
    page = await stores.images.page("table", sees_secrets=False)
    assert [image.id for image in page.images] == [hung[-1]]
    assert (page.before, page.total, page.capped) == (0, 3, False)


async def test_places_in_a_session_are_given_in_the_order_of_completion_without_holes(stores: Stores) -> None:
    await stores.sessions.open("other", "Another table", MOMENT)
    claims = []
    for session in ("table", "other", "table", "table", "other"):
        await stores.enqueue(new_request(session=session))
        claims.append(await stores.claim())
    await stores.queue.fail(claims.pop(2), "x", "x", MOMENT)
    await asyncio.gather(*(stores.queue.complete(claim, [finished(claim)], MOMENT) for claim in claims))
    for session, places in (("table", [2, 1]), ("other", [2, 1])):
        page = await stores.images.page(session, sees_secrets=True, most=9)
        assert [image.seq for image in page.images] == places


@pytest.mark.parametrize("most", [1, 2, 3, 100])
async def test_turning_pages_shows_every_picture_once_either_way_over_holes(most: int, stores: Stores) -> None:
    hung = [await stores.add_image() for _ in range(8)]
    for gone in (hung[0], hung[3], hung[4], hung[7]):
        await stores.images.delete(gone)
    left = [hung[6], hung[5], hung[2], hung[1]]
    assert await walk(stores, EVERYTHING, sees_secrets=True, most=most) == left
    assert await walk_back(stores, EVERYTHING, sees_secrets=True, most=most) == left


async def test_a_picture_that_comes_while_somebody_turns_pages_moves_nothing(stores: Stores) -> None:
    hung = [await stores.add_image() for _ in range(4)]
    first = await stores.images.page("table", sees_secrets=True, most=2)
    await stores.add_image()
    second = await stores.images.page("table", sees_secrets=True, before=first.images[-1].seq, most=2)
    assert [image.id for image in first.images + second.images] == hung[::-1]
    assert (second.before, second.total) == (3, 5)


async def test_pages_beyond_either_end_are_empty(stores: Stores) -> None:
    await stores.add_image()
    assert (await stores.images.page("table", sees_secrets=True, before=1)).images == ()
    assert (await stores.images.page("table", sees_secrets=True, after=1)).images == ()
    assert (await stores.images.page("table", sees_secrets=True, after=10**30)).images == ()
    assert (await stores.images.page("table", sees_secrets=True, before=-(10**30))).images == ()
    assert await stores.images.page("nowhere", sees_secrets=True) == Page((), 0, 0)


async def test_a_gallery_shows_one_session(stores: Stores) -> None:
    await stores.sessions.open("other", "Another table", MOMENT)
    await stores.add_image(session="other")
    assert await walk(stores, EVERYTHING, sees_secrets=True) == []


async def test_what_is_pending_or_failed_is_in_no_gallery(stores: Stores) -> None:
    await stores.enqueue(new_request())
    pending = await stores.claim()
    await stores.enqueue(new_request())
    failed = await stores.claim()
    await stores.queue.fail(failed, "x", "x", MOMENT)
    assert await walk(stores, EVERYTHING, sees_secrets=True) == []
    for claim in (pending, failed):
        assert await stores.images.get(claim.image_id, sees_secrets=True) is None
        assert await stores.images.delete(claim.image_id) is None


async def test_the_counters_follow_pictures_and_deletes(stores: Stores) -> None:
    public, secret, _ = await stores.add_image(), await stores.add_image(SECRET), await stores.add_image()
    assert await counters(stores) == (3, 2, 1)
    assert await stores.images.delete(public) is not None
    assert await stores.images.delete(secret) is not None
    assert await stores.images.delete(public) is None
    assert await counters(stores) == (3, 1, 0)
    await stores.add_image()
    assert await counters(stores) == (4, 2, 0)


async def test_a_deleted_picture_takes_its_stars_and_postings_and_the_requests_pointer_with_it(stores: Stores) -> None:
    image_id = await stores.add_image()
    image = await stores.images.get(image_id, sees_secrets=True)
    assert image is not None
    await stores.images.star(image_id, "ann", MOMENT, starred=True)
    await stores.images.delete(image_id)
    assert await stores.images.unchecked_stars(image_id) == ()
    assert (await stores.again(image.request_id or "")).result_image_id is None


async def test_secret_pictures_do_not_exist_for_players(stores: Stores) -> None:
    public = await stores.add_image()
    secret = await stores.add_image(SECRET)
    await stores.images.star(secret, "gm", MOMENT, starred=True)
    assert await walk(stores, EVERYTHING) == [public]
    assert await walk(stores, GalleryFilter(favorites=True)) == []
    page = await stores.images.page("table", sees_secrets=False)
    assert (page.before, page.total) == (0, 1)
    back = await stores.images.page("table", sees_secrets=False, after=0, most=9)
    assert [image.id for image in back.images] == [public]
    assert await stores.images.get(secret, sees_secrets=False) is None


async def test_the_gm_sees_all(stores: Stores) -> None:
    hung = [await stores.add_image(visibility) for visibility in (PUBLIC, SECRET, PUBLIC)]
    assert await walk(stores, EVERYTHING, sees_secrets=True) == hung[::-1]
    assert await stores.images.get(hung[1], sees_secrets=True) is not None


async def test_players_hear_of_no_secret_request(stores: Stores) -> None:
    public = await stores.enqueue(new_request())
    secret = await stores.enqueue(new_request(visibility=SECRET))
    seen = [request.id for request in await stores.requests.open_requests("table", sees_secrets=False)]
    all_ = [request.id for request in await stores.requests.open_requests("table", sees_secrets=True)]
    assert seen == [public.id]
    assert set(all_) == {public.id, secret.id}


async def test_open_requests_begin_with_what_is_being_painted_and_know_other_sessions_not(stores: Stores) -> None:
    await stores.enqueue(new_request("ann", priority=3))
    waiting = await stores.enqueue(new_request("bob"))
    painted = await stores.queue.claim(MOMENT, only=(await stores.enqueue(new_request("cid"))).id)
    await stores.enqueue(new_request(session="other"))
    assert painted is not None
    seen = [request.id for request in await stores.requests.open_requests("table", sees_secrets=False)]
    assert (seen[0], seen[-1], len(seen)) == (painted.request.id, waiting.id, 3)
    assert len(await stores.requests.open_requests("table", sees_secrets=False, most=2)) == 2
