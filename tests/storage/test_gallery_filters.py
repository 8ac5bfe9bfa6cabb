"""Filters: every one alone and several at once, for players and for the GM, page by page and by number."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter
from storage.gallery_pages import Page
from storage.params import PUBLIC, SECRET
from storage.records import Image
from tests.storage.behind import execute
from tests.storage.gallery_images import Kind, add_image, fill, fits, reveal, walk, walk_back
from tests.storage.stores import MOMENT, Stores

SINGLE = {
    "everything": EVERYTHING,
    "favorites": GalleryFilter(favorites=True),
    "member": GalleryFilter(member="bob"),
    "type": GalleryFilter(type="portrait"),
    "style": GalleryFilter(style="noir"),
    "tag": GalleryFilter(tag="rain"),
    "search": GalleryFilter(search="street"),
    "two letters": GalleryFilter(search="ar"),
}
COMBINED = {
    "member and type": GalleryFilter(member="ann", type="scene"),
    "favorites and tag": GalleryFilter(favorites=True, tag="rain"),
    "member, style and words": GalleryFilter(member="bob", style="noir", search="neon"),
    "long and short words": GalleryFilter(search="st neon"),
    "all at once": GalleryFilter(favorites=True, member="ann", type="scene", style="noir", tag="rain", search="street"),
    "nobody": GalleryFilter(member="nobody"),
}
STEPS = 120


@pytest.fixture(params=["few", "many"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have words looked for in the rows and in the index, and batches that end in the middle."""
    monkeypatch.setattr("storage.gallery_pages.BATCH", 4)
    monkeypatch.setattr("storage.gallery_pages.FEW", 1000 if request.param == "few" else 0)


def some_kind(chance: random.Random) -> Kind:
    words = chance.choices(["neon", "street", "bar", "katana", "dark alley", "Straße"], k=3)
    return Kind(
        prompt=" ".join(words),
        user=chance.choice(["ann", "bob"]),
        type=chance.choice(["scene", "portrait"]),
        style=chance.choice([None, "noir"]),
        tags=tuple(chance.sample(["rain", "neon", "gang"], k=chance.randrange(3))),
        starred=chance.random() < 0.5,
        visibility=chance.choice([PUBLIC, PUBLIC, SECRET]),
    )


async def lively(stores: Stores) -> list[Image]:
    """Hang, star, tag, reveal and delete at random, the same each time; return what is left, newest first."""
    chance = random.Random(7)  # noqa: S311  # a test's own choices
    left: list[str] = []
    for _ in range(STEPS):
        deed = chance.choice(["hang", "hang", "star", "tag", "reveal", "delete"]) if len(left) > 3 else "hang"
        image_id = chance.choice(left) if left else ""
        if deed == "hang":
            left.append(await add_image(stores, some_kind(chance)))
        elif deed == "star":
            await stores.images.toggle_star(image_id, "ann", MOMENT)
        elif deed == "tag":
            tag = chance.choice(["rain", "loot"])
            await stores.images.change_tags(image_id, lambda had, tag=tag: had if tag in had else (*had, tag))  # type: ignore[misc]  # binds the loop's value
        elif deed == "reveal":
            await reveal(stores, image_id)
        else:
            left.remove(image_id)
            await stores.images.delete(image_id)
    read = [await stores.images.get(image_id, sees_secrets=True) for image_id in left]
    return sorted((image for image in read if image), key=lambda image: -(image.seq or 0))


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("sees_secrets", [False, True], ids=["player", "gm"])
async def test_every_filter_shows_what_fits_it_either_way_and_by_number(stores: Stores, sees_secrets: bool) -> None:  # noqa: FBT001  # a parameter of the test
    images = await lively(stores)
    seen = [image for image in images if sees_secrets or image.visibility == PUBLIC]
    assert len({len([image for image in seen if fits(image, shown)]) for shown in SINGLE.values()}) > 4
    for name, shown in (SINGLE | COMBINED).items():
        expected = [image.id for image in seen if fits(image, shown)]
        assert await walk(stores, shown, sees_secrets=sees_secrets, most=3) == expected, name
        assert await walk_back(stores, shown, sees_secrets=sees_secrets, most=3) == expected, name
        for number in {1, 2, max(1, len(expected))}:
            page = await stores.images.page_at("table", number, sees_secrets=sees_secrets, shown=shown)
            assert page.total == len(expected), name
            assert [image.id for image in page.images] == expected[number - 1 : number], name


async def rows(stores: Stores, sql: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in await execute(stores.database, sql)}


async def test_what_follows_from_the_pictures_is_what_it_would_be_if_made_anew(stores: Stores) -> None:
    await lively(stores)
    placed = await rows(stores, "SELECT session_id, facet, value, chunk, visibility, bits FROM gallery_bitmap")
    bits = """
        SELECT session_id, facet, value, seq >> 6, visibility, sum(bit)
        FROM (
            SELECT DISTINCT session_id, facet, value, seq, visibility,
                CAST(1 AS BIGINT) << CAST(seq & 63 AS INTEGER) AS bit
            FROM image_facet
        ) AS each
        GROUP BY 1, 2, 3, 4, 5
    """
    assert placed == await rows(stores, bits) != set()
    counted = await rows(stores, "SELECT * FROM gallery_block WHERE images <> 0")
    anew = """
        SELECT session_id, facet, value, seq >> 10, visibility, count(*) FROM image_facet GROUP BY 1, 2, 3, 4, 5
    """
    assert counted == await rows(stores, anew) != set()


async def test_a_secret_picture_is_neither_shown_nor_counted_nor_offered_to_players(stores: Stores) -> None:
    kind = Kind("a hidden vault", "gm", "location", "noir", ("plot",), starred=True, visibility=SECRET)
    secret = await add_image(stores, kind)
    filters = [
        GalleryFilter(favorites=True),
        GalleryFilter(member="gm"),
        GalleryFilter(type="location"),
        GalleryFilter(style="noir"),
        GalleryFilter(tag="plot"),
        GalleryFilter(search="vault"),
        GalleryFilter(search="va"),
        GalleryFilter(search="plot"),
        GalleryFilter(member="gm", tag="plot"),
        EVERYTHING,
    ]
    for shown in filters:
        assert await stores.images.page("table", sees_secrets=False, shown=shown) == Page((), 0, 0), shown
        assert await stores.images.page("table", sees_secrets=False, shown=shown, after=0) == Page((), 0, 0), shown
        assert await stores.images.page_at("table", 1, sees_secrets=False, shown=shown) == Page((), 0, 0), shown
        assert await walk(stores, shown, sees_secrets=True) == [secret], shown
    for facet in ("user", "type", "style", "tag"):
        assert await stores.images.choices("table", facet, sees_secrets=False) == ()
        assert len(await stores.images.choices("table", facet, sees_secrets=True)) == 1
    await reveal(stores, secret)
    for shown in filters:
        assert await walk(stores, shown) == [secret], shown


async def test_a_filter_knows_its_own_session_only(stores: Stores) -> None:
    await stores.sessions.open("other", "Another table", MOMENT)
    await add_image(stores, Kind(tags=("rain",), starred=True), session="other")
    for shown in (
        EVERYTHING,
        GalleryFilter(favorites=True),
        GalleryFilter(tag="rain"),
        GalleryFilter(search="street"),
        GalleryFilter(search="st"),
    ):
        assert await walk(stores, shown) == []
    assert await stores.images.choices("table", "tag", sees_secrets=True) == ()


@pytest.mark.parametrize("shown", [EVERYTHING, GalleryFilter(favorites=True), GalleryFilter(member="bob")])
async def test_totals_and_numbers_of_one_filter_are_exact_in_a_large_gallery(
    stores: Stores, shown: GalleryFilter
) -> None:
    await fill(stores, 2500)
    for gone in (3, 1023, 1024, 1025, 2499):
        await stores.images.delete(f"picture {gone}")
    left = [
        n for n in range(2500, 0, -1) if n not in {3, 1023, 1024, 1025, 2499} and (shown == EVERYTHING or n % 3 == 0)
    ]
    for number in (1, 2, len(left) // 2, len(left) - 1, len(left)):
        jumped = await stores.images.page_at("table", number, sees_secrets=False, shown=shown, most=2)
        assert [image.seq for image in jumped.images] == left[number - 1 : number + 1]
        assert (jumped.before, jumped.total, jumped.capped) == (number - 1, len(left), False)
        turned = await stores.images.page("table", sees_secrets=False, shown=shown, before=left[number - 1])
        assert [image.seq for image in turned.images] == left[number : number + 1]
    assert (await stores.images.page_at("table", len(left) + 1, sees_secrets=False, shown=shown)).images == ()


async def test_several_filters_are_counted_no_further_than_the_cap_and_can_be_turned_beyond_it(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.gallery_pages.COUNT_CAP", 10)
    await fill(stores, 60)
    shown = GalleryFilter(favorites=True, member="bob")
    first = await stores.images.page("table", sees_secrets=False, shown=shown)
    assert (first.before, first.total, first.capped) == (0, 10, True)
    assert [image.seq for image in first.images] == [60]
    tenth = await stores.images.page_at("table", 10, sees_secrets=False, shown=shown)
    assert ([image.seq for image in tenth.images], tenth.before) == ([33], 9)
    beyond = await stores.images.page("table", sees_secrets=False, shown=shown, before=33)
    assert ([image.seq for image in beyond.images], beyond.before, beyond.capped) == ([30], 10, True)
    assert (await stores.images.page_at("table", 11, sees_secrets=False, shown=shown)).images == ()
    oldest = await stores.images.page("table", sees_secrets=False, shown=shown, after=0)
    assert [image.seq for image in oldest.images] == [3]


async def test_pages_beyond_the_cap_turn_either_way_over_what_does_not_fit(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.gallery_pages.COUNT_CAP", 3)
    monkeypatch.setattr("storage.gallery_pages.BATCH", 2)
    await fill(stores, 60)
    shown = GalleryFilter(favorites=True, search="5")
    fitting = [57, 54, 51, 45, 15]
    for before, after in pairwise(fitting):
        older = await stores.images.page("table", sees_secrets=False, shown=shown, before=before)
        newer = await stores.images.page("table", sees_secrets=False, shown=shown, after=after)
        assert ([image.seq for image in older.images], [image.seq for image in newer.images]) == ([after], [before])
    oldest = await stores.images.page("table", sees_secrets=False, shown=shown, after=0, most=2)
    assert [image.seq for image in oldest.images] == [45, 15]


async def test_choices_are_what_pictures_have_the_most_used_first(stores: Stores) -> None:
    for kind in (Kind(user="bob", style="noir"), Kind(user="bob"), Kind(user="ann", style="oil", type="item")):
        await add_image(stores, kind)
    await stores.images.delete(await add_image(stores, Kind(user="cid", style="ink")))
    chosen = {facet: await stores.images.choices("table", facet, sees_secrets=False) for facet in ("user", "style")}
    assert chosen == {"user": (Choice("bob", 2), Choice("ann", 1)), "style": (Choice("noir", 1), Choice("oil", 1))}
    assert await stores.images.choices("table", "user", sees_secrets=False, most=1) == (Choice("bob", 2),)


async def test_tags_are_offered_by_their_beginning_in_the_order_of_use(stores: Stores) -> None:
    for tags in (("rain", "rabbit"), ("rain",), ("ra%", "neon"), ("Österreich",)):
        await add_image(stores, Kind(tags=tags))
    offered = await stores.images.choices("table", "tag", sees_secrets=False, beginning="ra")
    assert [choice.value for choice in offered] == ["rain", "ra%", "rabbit"]
    assert await stores.images.choices("table", "tag", sees_secrets=False, beginning="%") == ()
    assert len(await stores.images.choices("table", "tag", sees_secrets=False)) == 5


async def test_a_star_that_is_taken_leaves_the_favorites(stores: Stores) -> None:
    image_id = await add_image(stores, Kind(starred=True))
    assert await walk(stores, GalleryFilter(favorites=True)) == [image_id]
    await stores.images.star(image_id, "ann", MOMENT, starred=False)
    assert await walk(stores, GalleryFilter(favorites=True)) == []


async def test_tags_stand_in_the_specifications_column(stores: Stores) -> None:
    image_id = await add_image(stores, Kind(tags=("rain", "größe")))
    image = await stores.images.get(image_id, sees_secrets=False)
    assert image is not None
    assert (image.tags, image.tag_names) == ('["rain", "größe"]', ("rain", "größe"))


async def test_a_change_of_tags_that_fails_changes_nothing(stores: Stores) -> None:
    image_id = await add_image(stores, Kind(tags=("rain",)))

    def refuse(_had: tuple[str, ...]) -> tuple[str, ...]:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        await stores.images.change_tags(image_id, refuse)
    assert await walk(stores, GalleryFilter(tag="rain")) == [image_id]
    assert await stores.images.change_tags("no such picture", lambda had: had) is None


@pytest.mark.parametrize("written", ["not JSON", "{", '["rain", "rain", 7, null]', '"rain"', "7"])
async def test_tags_that_a_hand_wrote_into_the_column_stop_nothing(stores: Stores, written: str) -> None:
    image_id = await add_image(stores, Kind())
    change = "UPDATE generated_image SET tags = :tags WHERE id = :id"
    await execute(stores.database, change, tags=written, id=image_id)
    assert await walk(stores, GalleryFilter(tag="rain")) == ([image_id] if "rain" in written else [])
    assert await stores.images.delete(image_id) is not None
    assert await walk(stores, EVERYTHING) == []


async def test_a_request_of_an_unopened_session_is_completed_without_a_place(stores: Stores) -> None:
    image_id = await add_image(stores, Kind(), session="nobody opened this")
    page = await stores.images.page("nobody opened this", sees_secrets=True)
    assert page.images == ()
    assert await stores.images.delete(image_id) is not None


def test_what_is_shown_is_read_from_its_json_and_from_that_of_an_older_version() -> None:
    shown = GalleryFilter(favorites=True, member="1", type="scene", style="noir", tag="größe", search='"neon" street')
    assert GalleryFilter.from_json(shown.to_json()) == shown
    assert EVERYTHING.to_json() == "{}"
    assert GalleryFilter.from_json('{"favorites": true}') == GalleryFilter(favorites=True)
    assert GalleryFilter.from_json('{"favorites": false, "of tomorrow": 1}') == EVERYTHING
    assert replace(shown, favorites=False).facets == (
        ("user", "1"), ("type", "scene"), ("style", "noir"), ("tag", "größe"),
    )  # fmt: skip
