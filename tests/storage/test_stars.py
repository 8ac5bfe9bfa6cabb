"""Stars: by button and by reaction, each person's own, and what a reaction meant while the bot was away."""

import pytest

from tests.storage.stores import MOMENT, SECOND, Stores

NOBODY: frozenset[str] = frozenset()


@pytest.fixture
async def picture(stores: Stores) -> str:
    return await stores.add_image()


async def favorite(stores: Stores, image_id: str) -> bool:
    image = await stores.images.get(image_id, sees_secrets=True)
    assert image is not None
    return image.is_favorite


async def react(stores: Stores, picture: str, added: str = "", removed: str = "") -> bool:
    return await stores.images.reconcile_reactions(
        picture, MOMENT, added=frozenset(added.split()), removed=frozenset(removed.split())
    )


async def test_any_star_makes_a_favorite_and_the_last_one_taken_ends_it(picture: str, stores: Stores) -> None:
    for user, starred, shines in (
        ("ann", True, True),
        ("bob", True, True),
        ("ann", False, True),
        ("bob", False, False),
    ):
        await stores.images.star(picture, user, MOMENT, starred=starred)
        assert await favorite(stores, picture) is shines


async def test_starring_twice_is_one_star(picture: str, stores: Stores) -> None:
    for _ in range(2):
        await stores.images.star(picture, "ann", MOMENT, starred=True)
    assert await stores.images.unchecked_stars(picture) == ("ann",)


async def test_the_button_turns_ones_own_star_over(picture: str, stores: Stores) -> None:
    assert await stores.images.toggle_star(picture, "ann", MOMENT)
    assert await stores.images.toggle_star(picture, "bob", MOMENT)
    assert not await stores.images.toggle_star(picture, "ann", MOMENT)
    assert await stores.images.unchecked_stars(picture) == ("bob",)


async def test_stars_are_told_in_the_order_of_coming(picture: str, stores: Stores) -> None:
    for number, user in enumerate(("cid", "ann", "bob")):
        await stores.images.star(picture, user, MOMENT + number * SECOND, starred=True)
    assert await stores.images.unchecked_stars(picture) == ("cid", "ann", "bob")


async def test_a_reaction_stars_and_taking_it_away_takes_the_star(picture: str, stores: Stores) -> None:
    assert await react(stores, picture, added="ann")
    assert (await stores.images.unchecked_stars(picture), await favorite(stores, picture)) == (("ann",), True)
    assert await react(stores, picture, removed="ann")
    assert (await stores.images.unchecked_stars(picture), await favorite(stores, picture)) == ((), False)


async def test_a_reaction_that_is_known_already_changes_nothing(picture: str, stores: Stores) -> None:
    await react(stores, picture, added="ann")
    await stores.images.star(picture, "ann", MOMENT, starred=False)
    assert not await react(stores, picture, added="ann")
    assert await stores.images.unchecked_stars(picture) == ()


async def test_a_button_after_the_reaction_has_the_last_word(picture: str, stores: Stores) -> None:
    await react(stores, picture, added="ann")
    assert not await stores.images.toggle_star(picture, "ann", MOMENT)
    assert await stores.images.reacted(picture) == {"ann"}


async def test_a_reaction_taken_after_the_button_gave_another_star_takes_it(picture: str, stores: Stores) -> None:
    await react(stores, picture, added="ann")
    await stores.images.star(picture, "ann", MOMENT, starred=False)
    await stores.images.star(picture, "ann", MOMENT, starred=True)
    assert await react(stores, picture, removed="ann")
    assert await stores.images.unchecked_stars(picture) == ()


async def test_the_end_of_a_reaction_that_never_was_leaves_a_buttons_star(picture: str, stores: Stores) -> None:
    await stores.images.star(picture, "ann", MOMENT, starred=True)
    assert not await react(stores, picture, removed="ann")
    assert await stores.images.unchecked_stars(picture) == ("ann",)


async def test_a_reaction_on_top_of_a_buttons_star_is_remembered(picture: str, stores: Stores) -> None:
    await stores.images.star(picture, "ann", MOMENT, starred=True)
    assert await react(stores, picture, added="ann")
    assert await stores.images.reacted(picture) == {"ann"}
    assert await stores.images.unchecked_stars(picture) == ("ann",)


async def test_many_come_and_go_in_one_step(picture: str, stores: Stores) -> None:
    await react(stores, picture, added="ann bob")
    assert await react(stores, picture, added="cid", removed="ann")
    assert await stores.images.reacted(picture) == {"bob", "cid"}
    assert set(await stores.images.unchecked_stars(picture)) == {"bob", "cid"}


async def test_clearing_a_messages_reactions_takes_the_stars_that_were_reactions(picture: str, stores: Stores) -> None:
    await react(stores, picture, added="ann bob")
    await stores.images.star(picture, "cid", MOMENT, starred=True)
    await stores.images.clear_reactions(picture, MOMENT)
    assert await stores.images.unchecked_stars(picture) == ("cid",)
    assert await stores.images.reacted(picture) == NOBODY
    assert await favorite(stores, picture)


async def test_the_filter_shows_favorites_alone_and_counts_them(stores: Stores) -> None:
    hung = [await stores.add_image() for _ in range(4)]
    for image_id in (hung[0], hung[2]):
        await stores.images.star(image_id, "ann", MOMENT, starred=True)
    page = await stores.images.page("table", sees_secrets=False, favorites=True, most=9)
    assert [image.id for image in page.images] == [hung[2], hung[0]]
    assert page.total == 2
