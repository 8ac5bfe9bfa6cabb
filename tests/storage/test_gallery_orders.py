"""Other orders than newest first: oldest first, most stars first, and the place of a moment."""

from datetime import timedelta

import pytest

from storage.gallery_filters import EVERYTHING, GalleryFilter
from storage.gallery_orders import LAST_RANK
from storage.params import PUBLIC, SECRET
from tests.storage.behind import execute
from tests.storage.gallery_images import fill, fits
from tests.storage.stores import MOMENT, Stores, finished, new_request
from tests.storage.test_gallery_filters import COMBINED, SINGLE, lively, ways

__all__ = ["ways"]
PEOPLE = ("ann", "bob", "cem", "dee")


async def walk_oldest(stores: Stores, shown: GalleryFilter, *, sees_secrets: bool, most: int) -> list[str]:
    ids: list[str] = []
    after = 0
    while (
        page := await stores.images.oldest("table", shown, sees_secrets=sees_secrets, after=after, most=most)
    ).images:
        ids += [image.id for image in page.images]
        after = page.images[-1].seq or 0
    return ids


async def walk_starred(stores: Stores, shown: GalleryFilter, *, sees_secrets: bool, most: int) -> list[str]:
    ids: list[str] = []
    last = None
    while True:
        found = await stores.images.most_starred("table", shown, sees_secrets=sees_secrets, after=last, most=most)
        ids += [image.id for image in found.page.images]
        if (last := found.last) is None:
            return ids


async def walk_starred_back(stores: Stores, shown: GalleryFilter, *, sees_secrets: bool, most: int) -> list[str]:
    """Turn the pages from the last to the first; each tells how many stand before it."""
    ids: list[str] = []
    first = LAST_RANK
    while True:
        found = await stores.images.most_starred("table", shown, sees_secrets=sees_secrets, before=first, most=most)
        if not found.ranks:
            return ids
        ids = [*(image.id for image in found.page.images), *ids]
        assert found.page.before + len(ids) == found.page.total
        first = found.ranks[0]


@pytest.mark.usefixtures("ways")
async def test_every_order_has_what_a_filter_shows_once(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.gallery_orders.BATCH", 4)
    everything = await lively(stores)
    stars = {image.id: 0 for image in everything}
    for number, image in enumerate(everything):
        for person in PEOPLE[: number % 5]:
            await stores.images.star(image.id, person, MOMENT, starred=True)
        stars[image.id] = len(await stores.images.unchecked_stars(image.id))
    read = [await stores.images.get(image.id, sees_secrets=True) for image in everything]
    everything = [image for image in read if image]
    assert len(set(stars.values())) > 3
    for name, shown in (SINGLE | COMBINED).items():
        for sees_secrets in (True, False):
            visible = [image for image in everything if sees_secrets or image.visibility == PUBLIC]
            expected = [image.id for image in visible if fits(image, shown)]
            for most in (3, 100):
                oldest = await walk_oldest(stores, shown, sees_secrets=sees_secrets, most=most)
                assert oldest == expected[::-1], name
                starred = await walk_starred(stores, shown, sees_secrets=sees_secrets, most=most)
                assert starred == sorted(expected, key=lambda image_id: -stars[image_id]), name
                back = await walk_starred_back(stores, shown, sees_secrets=sees_secrets, most=most)
                assert back == starred, name


async def test_a_star_that_comes_or_goes_moves_a_picture(stores: Stores) -> None:
    old, middle, new = [await stores.add_image() for _ in range(3)]

    async def order() -> list[str]:
        return await walk_starred(stores, EVERYTHING, sees_secrets=False, most=2)

    assert await order() == [new, middle, old]
    for person in ("ann", "bob"):
        await stores.images.star(old, person, MOMENT, starred=True)
    await stores.images.star(middle, "ann", MOMENT, starred=True)
    assert await order() == [old, middle, new]
    await stores.images.clear_stars(old, MOMENT)
    assert await order() == [middle, new, old]
    await stores.images.delete(middle)
    assert await order() == [new, old]


async def test_a_favorite_whose_stars_nobody_knows_counts_as_one(stores: Stores) -> None:
    await fill(stores, 9)
    assert await walk_starred(stores, EVERYTHING, sees_secrets=False, most=4) == [
        f"picture {number}" for number in (9, 6, 3, 8, 7, 5, 4, 2, 1)
    ]


async def test_a_player_s_order_of_stars_says_nothing_of_secrets(stores: Stores) -> None:
    secret = await stores.add_image(SECRET)
    shown = await stores.add_image()
    for person in PEOPLE:
        await stores.images.star(secret, person, MOMENT, starred=True)
    found = await stores.images.most_starred("table", sees_secrets=False, most=1)
    assert ([image.id for image in found.page.images], found.page.total, found.last) == ([shown], 1, None)


async def test_a_moment_parts_what_was_painted_before_it_from_what_came_later(stores: Stores) -> None:
    painted = []
    for day in range(7):
        request = await stores.enqueue(new_request(visibility=SECRET if day == 3 else PUBLIC))
        claim = await stores.queue.claim(MOMENT, only=request.id)
        assert claim is not None
        await stores.queue.complete(claim, [finished(claim)], MOMENT + timedelta(days=day))
        painted.append(claim.image_id)
    await stores.images.delete(painted[1])
    for sees_secrets in (True, False):
        for day in range(-1, 9):
            moment = MOMENT + timedelta(days=day)
            place = await stores.images.place_at("table", moment, sees_secrets=sees_secrets)
            before = await stores.images.page("table", sees_secrets=sees_secrets, before=place + 1, most=9)
            after = await stores.images.oldest("table", sees_secrets=sees_secrets, after=place, most=9)
            visible = [(n, each) for n, each in enumerate(painted) if n != 1 and (sees_secrets or n != 3)]
            assert [image.id for image in before.images] == [each for n, each in visible if n < day][::-1]
            assert [image.id for image in after.images] == [each for n, each in visible if n >= day]
    assert await stores.images.place_at("nowhere", MOMENT, sees_secrets=True) == 0
    await execute(stores.database, "UPDATE generated_image SET completed_at = NULL")
    assert await stores.images.place_at("table", MOMENT - timedelta(days=9999), sees_secrets=True) == 0
