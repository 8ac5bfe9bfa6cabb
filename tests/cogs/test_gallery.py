"""/image gallery: pages in the channel, turned by whoever opened them."""

import pytest

from cogs.ui.components import button
from tests.cogs.pages import SCENES, choose, hang_up, labels
from tests.cogs.table import STAR, Table, answer, custom_ids, fields, footer, image_id, stars, whispered


async def test_an_empty_gallery_says_how_to_fill_it(table: Table) -> None:
    page = await table.gallery()
    assert not page.ephemeral
    assert "no pictures yet. Paint the first one with `/image generate`" in (page.embeds[0].description or "")
    assert custom_ids(page) == ["scene:paint"]


async def test_without_a_star_favorites_say_so_and_lead_back_to_all(table: Table) -> None:
    await table.painted("a dock")
    page = await table.gallery(favorites=True)
    assert "No picture has a star here yet" in (page.embeds[0].description or "")
    await table.press(page, "all")
    assert table.look(page).embeds[0].description == "a dock"


async def test_one_picture_cannot_be_turned(table: Table) -> None:
    await table.painted("a dock", type="location")
    page = await table.gallery()
    assert page.embeds[0].title == "Gallery"
    assert footer(page) == "Picture 1 of 1, newest first"
    assert fields(page)["Type"] == "Location"
    assert [label for label, off in labels(page).items() if off] == ["First", "Previous", "Next", "Last", "Jump"]
    assert [label for label, off in labels(page).items() if not off] == [
        *("Grid", "Favorite", "Tag", "Search", "Generate"),
    ]


async def test_a_page_carries_the_display_copy_with_its_alt_text(table: Table) -> None:
    await table.painted("a dock")
    (attachment,) = (await table.gallery()).attachments
    assert attachment.filename == "scene.jpg"
    assert "a dock" in (attachment.description or "")
    assert (await attachment.read()).startswith(b"\xff\xd8")


async def test_pages_turn_from_the_newest_to_the_oldest_and_back(table: Table) -> None:
    await hang_up(table, SCENES)
    page = await table.gallery()
    assert (page.embeds[0].description, footer(page)) == ("a lab", "Picture 1 of 3, newest first")
    for verb, scene, place, ends in [
        ("older", "a bar", 2, [False, False, False]),
        ("older", "a dock", 3, [False, False, True]),
        ("newer", "a bar", 2, [False, False, False]),
        ("newest", "a lab", 1, [True, True, False]),
    ]:
        await table.press(page, verb)
        shown = table.look(page)
        assert (shown.embeds[0].description, footer(shown)) == (scene, f"Picture {place} of 3, newest first")
        assert list(labels(shown).values())[:3] == ends
        assert len(shown.attachments) == 1


async def test_somebody_elses_press_opens_a_page_of_their_own(table: Table) -> None:
    await hang_up(table, SCENES)
    page = await table.gallery()
    own = answer(await table.press(page, "older", by=table.other))
    assert own.ephemeral
    assert own.embeds[0].description == "a bar"
    assert table.look(page).embeds[0].description == "a lab"
    await table.press(own, "older", by=table.other)
    assert table.look(own).embeds[0].description == "a dock"


async def test_a_newer_picture_appears_when_the_page_is_turned(table: Table) -> None:
    await table.painted("a dock")
    page = await table.gallery()
    await table.painted("a bar")
    await table.press(page, "star")
    assert footer(table.look(page)) == "Picture 2 of 2, newest first"
    await table.press(page, "newer")
    assert table.look(page).embeds[0].description == "a bar"


async def test_a_deleted_picture_is_passed_over(table: Table) -> None:
    messages = await hang_up(table, SCENES)
    page = await table.gallery()
    await table.services.gallery.delete(image_id(messages[1]), table.as_gm())
    await table.press(page, "older")
    assert table.look(page).embeds[0].description == "a dock"
    assert footer(table.look(page)) == "Picture 2 of 2, newest first"


@pytest.mark.parametrize("verb", ["older", "newest", "newer"])
async def test_beside_deleted_pictures_the_nearest_is_shown(table: Table, verb: str) -> None:
    messages = await hang_up(table, SCENES)
    page = await table.gallery()
    await table.press(page, "older")
    for message in messages[::2]:
        await table.services.gallery.delete(image_id(message), table.as_gm())
    await table.press(page, verb)
    assert table.look(page).embeds[0].description == "a bar"
    assert footer(table.look(page)) == "Picture 1 of 1, newest first"


async def test_a_page_whose_pictures_are_all_gone_is_an_empty_gallery(table: Table) -> None:
    messages = await hang_up(table, SCENES[:2])
    page = await table.gallery()
    for message in messages:
        await table.services.gallery.delete(image_id(message), table.as_gm())
    await table.press(page, "older")
    shown = table.look(page)
    assert "no pictures yet" in (shown.embeds[0].description or "")
    assert not shown.attachments
    assert custom_ids(shown) == ["scene:paint"]


async def test_a_star_on_a_page_whose_picture_is_gone_is_a_sentence(table: Table) -> None:
    message = await table.painted("a dock")
    page = await table.gallery()
    await table.services.gallery.delete(image_id(message), table.as_gm())
    assert whispered(await table.press(page, "star")) == "This picture is not in the gallery any more."


async def test_a_star_on_a_page_shows_at_once_whoever_gives_it(table: Table) -> None:
    await table.painted("a dock")
    page = await table.gallery()
    await table.press(page, "star")
    await table.press(page, "star", by=table.other)
    assert stars(table.look(page)) == 2
    await table.press(page, "star")
    assert stars(table.look(page)) == 1


async def test_favorites_hold_only_what_has_a_star(table: Table) -> None:
    messages = await hang_up(table, SCENES)
    for message in messages[::2]:
        await table.press(message, "favorite", by=table.other)
    page = await table.gallery(favorites=True)
    assert page.embeds[0].title == "Favorites"
    assert (page.embeds[0].description, footer(page)) == ("a lab", "Picture 1 of 2, newest first")
    await table.press(page, "older")
    assert table.look(page).embeds[0].description == "a dock"
    assert labels(table.look(page))["Next"]


async def test_taking_the_last_star_on_a_favorites_page_empties_it(table: Table) -> None:
    message = await table.painted("a dock")
    await table.press(message, "favorite")
    page = await table.gallery(favorites=True)
    await table.press(page, "star")
    assert "No picture has a star here yet" in (table.look(page).embeds[0].description or "")


async def test_a_page_that_nobody_remembers_says_what_to_do(table: Table) -> None:
    sentence = "This page is too old to be turned. Open the gallery anew with /image gallery."
    for old in (button("page", "not-there", "older", "1"), button("all", "not-there"), button("star", "not", "1")):
        assert whispered(await table.player.click(await table.bears(old), custom_id=old.custom_id)) == sentence


async def test_the_gallery_opens_at_a_picture(table: Table) -> None:
    messages = await hang_up(table, SCENES)
    own = answer(await table.press(messages[1], "gallery", by=table.other))
    assert own.ephemeral
    assert own.embeds[0].description == "a bar"
    assert footer(own) == "Picture 2 of 3, newest first"
    await table.press(own, "newer", by=table.other)
    assert table.look(own).embeds[0].description == "a lab"


async def test_a_gallery_ends_at_its_channel(table: Table) -> None:
    await table.painted("a dock")
    table.channel = table.guild.create_text_channel("tokyo-2080")
    assert "no pictures yet" in ((await table.gallery()).embeds[0].description or "")


async def test_a_secret_picture_is_on_the_gms_own_page_alone(table: Table) -> None:
    await table.painted("a dock")
    secret = await table.secret()
    shared = await table.gallery(by=table.gm)
    assert footer(shared) == "Picture 1 of 1, newest first", "all see a shared page, even where a GM opened it"
    own = answer(await table.press(table.pictures()[0], "gallery", by=table.gm))
    await table.press(own, "newer", by=table.gm)
    assert table.look(own).embeds[0].description == secret.prompt
    assert footer(table.look(own)) == "Picture 1 of 2, newest first"


async def test_a_secret_picture_says_so_and_is_revealed_from_the_gms_own_page(table: Table) -> None:
    await table.painted("a dock")
    await table.secret()
    own = answer(await table.press(table.pictures()[0], "gallery", by=table.gm))
    assert not own.embeds[0].author.name
    await table.press(own, "newer", by=table.gm)
    assert table.look(own).embeds[0].author.name == "Secret: only the GM sees this until it is revealed"
    await table.press(table.look(own), "grid", by=table.gm)
    assert "(secret)" in (table.look(own).embeds[0].description or "").splitlines()[0]
    await table.press(table.look(own), "large", by=table.gm)
    await table.press(table.look(own), "reveal", by=table.gm)
    await table.quiet()
    assert footer(await table.gallery()) == "Picture 1 of 2, newest first"


async def test_for_a_player_a_secret_picture_is_not_there(table: Table) -> None:
    secret = await table.secret()
    assert "no pictures yet" in ((await table.gallery()).embeds[0].description or "")
    for verb in ("favorite", "gallery", "reroll", "delete", "erase"):
        guessed = button(verb, secret.id)
        result = await table.player.click(await table.bears(guessed), custom_id=guessed.custom_id)
        assert whispered(result) == "This picture is not in the gallery any more.", verb


async def test_a_gms_star_on_a_secret_picture_brings_it_onto_no_shared_page(table: Table) -> None:
    secret = await table.secret()
    await table.services.gallery.favorite(secret.id, await table.services.sessions.context(table.as_gm()), starred=True)
    page = await table.gallery(by=table.gm, favorites=True)
    assert f"Press {STAR} under one you like" in (page.embeds[0].description or "")


async def test_a_page_works_for_a_bot_that_was_started_anew(table: Table) -> None:
    await hang_up(table, SCENES)
    page = await table.gallery()
    await table.restart()
    await table.press(page, "older")
    assert table.look(page).embeds[0].description == "a bar"
    await table.press(page, "star")
    assert stars(table.look(page)) == 1
    await choose(table, page, "filter", "favorites")
    assert footer(table.look(page)) == "Picture 1 of 1, newest first"


async def test_a_picture_whose_file_is_lost_is_passed_over_with_a_note(table: Table) -> None:
    await hang_up(table, SCENES)
    for file in (table.app.settings.data_dir / "images").rglob("*display.jpg"):
        file.unlink()
    page = await table.gallery()
    assert "is not in the store any more" in (fields(page)["Note"] or "")
    assert not page.attachments
    await table.press(page, "older")
    assert footer(table.look(page)) == "Picture 2 of 3, newest first"
