"""The gallery's version: what a page shows moves it, and nothing else does."""

from collections.abc import Awaitable, Callable

import pytest

from storage.images import ImageStore
from storage.params import SECRET
from storage.sql_database import SqlDatabase
from tests.storage.gallery_images import Kind, add_image
from tests.storage.stores import MOMENT, Stores, finished, new_request

Change = Callable[[Stores, str], Awaitable[object]]

SHOWN: dict[str, Change] = {
    "a star": lambda stores, image: stores.images.star(image, "ann", MOMENT, starred=True),
    "tags": lambda stores, image: stores.images.change_tags(image, lambda _tags: ("rain",)),
    "a deletion": lambda stores, image: stores.images.delete(image),
    "another image": lambda stores, _image: add_image(stores, Kind()),
    "a name": lambda stores, _image: stores.sessions.join("table", "ann", "player", MOMENT, name="Ann"),
}


@pytest.mark.parametrize("change", SHOWN.values(), ids=SHOWN)
async def test_what_a_page_shows_moves_it(change: Change, stores: Stores) -> None:
    image_id = await add_image(stores, Kind())
    before = stores.database.gallery_version
    await change(stores, image_id)
    assert stores.database.gallery_version > before


async def test_a_reveal_moves_it(stores: Stores) -> None:
    image_id = await add_image(stores, Kind(visibility=SECRET))
    image = await stores.images.get(image_id, sees_secrets=True)
    assert image is not None
    assert image.request_id is not None
    await stores.reveals.plan(image.request_id, MOMENT, "gm", spoiler=False)
    before = stores.database.gallery_version
    assert await stores.reveals.carry_out(image.request_id, MOMENT)
    assert stores.database.gallery_version > before


async def test_the_queue_at_work_does_not_move_it(stores: Stores) -> None:
    await stores.sessions.join("table", "ann", "player", MOMENT, name="Ann")
    before = stores.database.gallery_version
    await stores.enqueue(new_request(), channel_id="channel")
    claim = await stores.claim()
    await stores.queue.heartbeat(claim, MOMENT)
    await stores.attempts.open(claim.request.id, "fake", MOMENT)
    await stores.deliveries.set_placeholder(claim.request.id, "m1")
    await stores.sessions.join("table", "ann", "gm", MOMENT, name="Ann")
    assert stores.database.gallery_version == before
    await stores.queue.complete(claim, [finished(claim)], MOMENT)
    assert stores.database.gallery_version > before


async def test_what_another_process_changes_is_found(stores: Stores, open_database: Callable[[], SqlDatabase]) -> None:
    image_id = await add_image(stores, Kind())
    before = stores.database.gallery_version
    async with open_database() as other:
        assert other.gallery_version == before
        await other.run("set_fact", name="a", value="b")
        await stores.database.wait_to_look(0)
        assert await stores.database.changed_elsewhere()
        assert stores.database.gallery_version == before
        await ImageStore(other).star(image_id, "bob", MOMENT, starred=True)
        await stores.database.wait_to_look(0)
        assert await stores.database.changed_elsewhere()
        assert stores.database.gallery_version == other.gallery_version > before
