"""What is changed of a picture: told to all who may see it, once it is done, and in its own session alone."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from generation.errors import NotAllowedError, NotFoundError
from generation.events import Event, GalleryChanged
from generation.gallery.gallery import Gallery
from generation.sessions.context import SessionContext
from generation.sessions.permissions import GM, Actor
from storage.images import ImageStore
from storage.params import PUBLIC, SECRET
from storage.records import Image
from tests.generation.wired_services import ANN, THE_GM, WiredServices
from tests.storage.stores import MOMENT

Change = Callable[[Gallery, str, SessionContext], Awaitable[object]]

#: All that can be done to a picture, and what is told of it.
CHANGES: dict[str, tuple[Change, str]] = {
    "star": (lambda gallery, image, by: gallery.favorite(image, by, starred=True), "starred"),
    "toggle": (lambda gallery, image, by: gallery.toggle_favorite(image, by), "starred"),
    "clear": (lambda gallery, image, by: gallery.clear_favorites(image, by.actor), "starred"),
    "set tags": (lambda gallery, image, by: gallery.set_tags(image, by.actor, ["rain"]), "tagged"),
    "add tags": (lambda gallery, image, by: gallery.add_tags(image, by.actor, ["rain"]), "tagged"),
    "delete": (lambda gallery, image, by: gallery.delete(image, by.actor), "deleted"),
}


@pytest.fixture
def heard(table: WiredServices) -> list[Event]:
    heard = list[Event]()
    table.events.listen(heard.append, GalleryChanged)
    return heard


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("visibility", [PUBLIC, SECRET])
async def test_a_change_is_told_as_visible_as_the_picture(
    name: str, visibility: str, table: WiredServices, heard: list[Event]
) -> None:
    image_id = await table.stores.add_image(visibility)
    change, told = CHANGES[name]
    await change(table.gallery, image_id, await table.sessions.context(THE_GM))
    assert heard == [GalleryChanged("table", visibility, image_id, told)]


@pytest.mark.parametrize("name", CHANGES)
async def test_nobody_changes_what_hangs_in_another_session(
    name: str, table: WiredServices, heard: list[Event]
) -> None:
    await table.stores.sessions.open("elsewhere", "Elsewhere", MOMENT)
    image_id = await table.stores.add_image(session="elsewhere")
    change, _ = CHANGES[name]
    with pytest.raises(NotFoundError):
        await change(table.gallery, image_id, await table.sessions.context(THE_GM))
    assert heard == []
    image = await table.stores.images.get(image_id, sees_secrets=True)
    assert image is not None
    assert (image.is_favorite, image.tag_names) == (False, ())


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        (Actor("table", "bob"), {"star", "toggle"}),
        (ANN, {"star", "toggle", "set tags", "add tags", "delete"}),
        (Actor("table", "gm", GM), set(CHANGES)),
        (Actor("table", "ann", ended=True), set()),
        (Actor("table", "gm", GM, ended=True), {"delete"}),
    ],
    ids=["another player", "its author", "the GM", "its author after the end", "the GM after the end"],
)
async def test_each_change_is_for_whom_the_rules_name(
    name: str, by: Actor, allowed: set[str], table: WiredServices, heard: list[Event]
) -> None:
    image_id = await table.stores.add_image(user="ann")
    change, _ = CHANGES[name]
    making = change(table.gallery, image_id, replace(await table.sessions.context(THE_GM), actor=by))
    if name in allowed:
        await making
        return
    with pytest.raises(NotAllowedError):
        await making
    assert heard == []


@pytest.mark.parametrize("name", ["set tags", "add tags", "delete"])
async def test_what_is_deleted_once_it_was_found_is_gone_and_nothing_is_told_of_it(
    name: str, table: WiredServices, heard: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    image_id = await table.stores.add_image()
    change, _ = CHANGES[name]
    find = ImageStore.get

    async def find_and_lose(images: ImageStore, image_id: str, *, sees_secrets: bool) -> Image | None:
        found = await find(images, image_id, sees_secrets=sees_secrets)
        await images.delete(image_id)
        return found

    monkeypatch.setattr(ImageStore, "get", find_and_lose)
    with pytest.raises(NotFoundError, match="not in the gallery any more"):
        await change(table.gallery, image_id, await table.sessions.context(THE_GM))
    assert heard == []
