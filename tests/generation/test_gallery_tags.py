"""Tags: how they are written, who may change them, and who hears of it."""

import asyncio

import pytest

from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.events import Broadcaster, Event, GalleryChanged
from generation.gallery.gallery import Gallery
from generation.gallery.tags import TAGS_MOST, normal_tag, parse_tags
from generation.i18n import speaking
from generation.sessions.permissions import GM, Access, Actor
from storage.gallery_filters import Choice, GalleryFilter
from storage.params import PUBLIC, SECRET
from tests.storage.gallery_images import Kind, add_image
from tests.storage.stores import Stores

ANN, BOB, THE_GM = Actor("table", "ann"), Actor("table", "bob"), Actor("table", "gm", GM)


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def gallery(stores: Stores, heard: list[Event]) -> Gallery:
    events = Broadcaster()
    events.listen(heard.append)
    return Gallery(stores.images, stores.blobs, Access(), events)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("Rain", "rain"),
        ("  Neon \t Rain ", "neon rain"),
        ("#street", "street"),
        ("GRÖSSE", "größe".replace("ß", "ss")),
        ("o\u0308l", "öl"),
        ("🔥", "🔥"),
        ("\U0001f469\u200d\U0001f680", "\U0001f469\u200d\U0001f680"),
        ("Feuer\u00adwehr\ufeff", "feuerwehr"),
        ("a\x00b\ud800", "a b"),
        ("x" * 32, "x" * 32),
        ('50% "off"', '50% "off"'),
    ],
)
def test_a_tag_is_stored_in_lower_case_with_single_spaces(written: str, stored: str) -> None:
    assert normal_tag(written) == stored


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "1 to 32 characters, and this one is empty"),
        (" # ", "this one is empty"),
        ("x" * 33, "at most 32 characters; “x{32}…” has 33"),
        ("a,b", "commas separate tags"),
    ],
)
def test_what_cannot_be_a_tag_is_refused_with_the_reason(written: str, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        normal_tag(written)


def test_a_line_of_tags_is_divided_by_commas_and_line_ends_and_names_each_once() -> None:
    assert parse_tags("Rain, neon street,,rain\n alley ,") == ("rain", "neon street", "alley")
    assert parse_tags(" , ") == ()
    with pytest.raises(RefusedError, match=f"at most {TAGS_MOST} tags, and these would be 21"):
        parse_tags(",".join(str(number) for number in range(21)))


async def test_an_author_sets_and_adds_tags(gallery: Gallery, stores: Stores) -> None:
    image_id = await add_image(stores, Kind(user="ann"))
    assert await gallery.set_tags(image_id, ANN, ["Rain", "neon"]) == ("rain", "neon")
    assert await gallery.add_tags(image_id, ANN, ["RAIN", "alley"]) == ("rain", "neon", "alley")
    assert (await gallery.image(image_id, ANN)).tag_names == ("rain", "neon", "alley")
    assert await gallery.set_tags(image_id, ANN, []) == ()
    assert await gallery.tags(ANN) == ()


async def test_tags_that_are_added_at_once_are_all_kept(gallery: Gallery, stores: Stores) -> None:
    image_id = await add_image(stores, Kind())
    await asyncio.gather(*(gallery.add_tags(image_id, ANN, [f"tag {number}"]) for number in range(TAGS_MOST)))
    assert len((await gallery.image(image_id, ANN)).tag_names) == TAGS_MOST
    with pytest.raises(RefusedError, match="would be 21"):
        await gallery.add_tags(image_id, ANN, ["one more"])
    assert len((await gallery.image(image_id, ANN)).tag_names) == TAGS_MOST


async def test_the_gm_tags_every_picture_and_a_player_only_the_own(gallery: Gallery, stores: Stores) -> None:
    image_id = await add_image(stores, Kind(user="ann"))
    with pytest.raises(NotAllowedError):
        await gallery.add_tags(image_id, BOB, ["mine"])
    assert await gallery.add_tags(image_id, THE_GM, ["plot"]) == ("plot",)


async def test_a_picture_that_the_viewer_may_not_know_of_is_not_there_to_be_tagged(
    gallery: Gallery, stores: Stores
) -> None:
    secret = await add_image(stores, Kind(user="ann", visibility=SECRET))
    for image_id in (secret, "no such picture"):
        with pytest.raises(NotFoundError):
            await gallery.set_tags(image_id, ANN, ["x"])


@pytest.mark.parametrize("visibility", [PUBLIC, SECRET])
async def test_a_change_of_tags_is_told_as_visible_as_the_picture(
    visibility: str, gallery: Gallery, stores: Stores, heard: list[Event]
) -> None:
    image_id = await add_image(stores, Kind(visibility=visibility))
    await gallery.set_tags(image_id, THE_GM, ["rain"])
    assert heard == [GalleryChanged("table", visibility, image_id, "tagged")]


async def test_a_picture_is_found_by_its_tags_as_long_as_it_has_them(gallery: Gallery, stores: Stores) -> None:
    image_id = await add_image(stores, Kind())
    await gallery.set_tags(image_id, ANN, ["Größe"])
    assert (await gallery.page(ANN, GalleryFilter(tag="größe"))).total == 1
    assert (await gallery.page(ANN, GalleryFilter(search="größe"))).total == 1
    assert await gallery.tags(ANN, " GRÖ") == (Choice("größe", 1),)
    assert await gallery.tags(ANN, "gro\u0308") == (Choice("größe", 1),), "however its letters are composed"
    await gallery.delete(image_id, ANN)
    assert await gallery.tags(ANN) == ()


async def test_a_refusal_within_the_transaction_is_in_the_language_of_whoever_asks(
    gallery: Gallery, stores: Stores
) -> None:
    image_id = await stores.add_image()
    await gallery.set_tags(image_id, ANN, [f"tag {number}" for number in range(TAGS_MOST)])
    with speaking("de"), pytest.raises(RefusedError, match="Ein Bild hat höchstens 20"):
        await gallery.add_tags(image_id, ANN, ["one more"])
