"""/image gallery: pages in the channel, turned by whoever opened them."""

from typing import Any

import discord
import pytest

from cogs.ui.components import button, make_view
from tests.cogs.discord_harness import (
    STAR,
    DiscordHarness,
    answer,
    buttons,
    custom_ids,
    fields,
    footer,
    image_id,
    private_answer,
    stars,
)
from tests.cogs.gallery_actions import SCENES, choose_option, generate_each, labels, menu_labels


async def test_an_empty_gallery_says_how_to_fill_it(harness: DiscordHarness) -> None:
    page = await harness.open_gallery()
    assert not page.ephemeral
    assert "no pictures yet. Paint the first one with `/image generate`" in (page.embeds[0].description or "")
    assert custom_ids(page) == ["scene:paint"]


async def test_without_a_star_favorites_say_so_and_lead_back_to_all(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    page = await harness.open_gallery(favorites=True)
    assert "No picture has a star here yet" in (page.embeds[0].description or "")
    await harness.press(page, "all")
    assert harness.refetch(page).embeds[0].description == "a dock"


async def test_one_picture_cannot_be_turned(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock", type="location")
    page = await harness.open_gallery()
    assert page.embeds[0].title == "Gallery"
    assert footer(page) == "Picture 1 of 1, newest first"
    assert fields(page)["Type"] == "Location"
    assert [label for label, off in labels(page).items() if off] == ["First", "Previous", "Next", "Last", "Jump"]
    assert [label for label, off in labels(page).items() if not off] == [
        *("Grid", "Favorite", "Tag", "Search", "Generate", "Go to its message"),
    ]


async def test_a_page_offers_what_an_images_message_offers(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    page = await harness.open_gallery()
    assert menu_labels(page, "press") == [
        *("Reroll", "Vary", "Edit description", "Edit", "Versions", "Add to album", "For the recap"),
        *("Download original", "Report", "Delete"),
    ]
    (link,) = (each["url"] for each in buttons(page) if "url" in each)
    assert link == message.jump_url
    again = answer(await harness.press(page, "reroll", by=harness.other))
    await harness.wait_until_delivered()
    assert harness.refetch(again).embeds[0].description == "a dock"


@pytest.mark.usefixtures("quick_updates")
async def test_a_page_of_a_session_that_ends_keeps_what_works(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    page = await harness.open_gallery()
    await harness.gm.slash(harness.channel, "session end")
    await harness.wait_until(lambda: "Generate" not in labels(harness.refetch(page)))
    shown = harness.refetch(page)
    assert [label for label, off in labels(shown).items() if not off] == ["Grid", "Search", "Go to its message"]
    assert menu_labels(shown, "press") == ["Download original", "Report"]
    own = answer(await harness.press(shown, "grid", by=harness.gm))
    assert "Generate" not in labels(own)
    await harness.gm.slash(harness.channel, "session start")
    await harness.wait_until(lambda: "Generate" in labels(harness.refetch(page)))


async def test_a_page_carries_the_display_copy_with_its_alt_text(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    (attachment,) = (await harness.open_gallery()).attachments
    assert attachment.filename == "scene.jpg"
    assert "a dock" in (attachment.description or "")
    assert (await attachment.read()).startswith(b"\xff\xd8")


async def test_pages_turn_from_the_newest_to_the_oldest_and_back(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES)
    page = await harness.open_gallery()
    assert (page.embeds[0].description, footer(page)) == ("a lab", "Picture 1 of 3, newest first")
    for verb, scene, place, ends in [
        ("older", "a bar", 2, [False, False, False]),
        ("older", "a dock", 3, [False, False, True]),
        ("newer", "a bar", 2, [False, False, False]),
        ("newest", "a lab", 1, [True, True, False]),
    ]:
        await harness.press(page, verb)
        shown = harness.refetch(page)
        assert (shown.embeds[0].description, footer(shown)) == (scene, f"Picture {place} of 3, newest first")
        assert list(labels(shown).values())[:3] == ends
        assert len(shown.attachments) == 1


async def test_somebody_elses_press_opens_a_page_of_their_own(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES)
    page = await harness.open_gallery()
    own = answer(await harness.press(page, "older", by=harness.other))
    assert own.ephemeral
    assert own.embeds[0].description == "a bar"
    assert harness.refetch(page).embeds[0].description == "a lab"
    await harness.press(own, "older", by=harness.other)
    assert harness.refetch(own).embeds[0].description == "a dock"


@pytest.mark.parametrize("verb", ["older", "star", "grid", "all"])
async def test_a_page_is_not_turned_from_another_channel(harness: DiscordHarness, verb: str) -> None:
    await generate_each(harness, SCENES[:2])
    page = await harness.open_gallery(favorites=verb == "all")
    (custom_id,) = (each for each in custom_ids(page) if f":{verb}:" in f"{each}:")
    elsewhere = harness.guild.create_text_channel("elsewhere")
    forged: discord.ui.Button[Any] = discord.ui.Button(label="Forged", custom_id=custom_id)
    message = await harness.client.get_partial_messageable(elsewhere.id).send("Press", view=make_view(forged))
    before = await harness.services.views.recent(harness.session_id)
    sentence = private_answer(await harness.player.click(message, custom_id=custom_id))
    assert sentence.startswith("This page is too old to turn.")
    assert await harness.services.views.recent(harness.session_id) == before


async def test_a_newer_picture_appears_when_the_page_is_turned(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    page = await harness.open_gallery()
    await harness.generate_image("a bar")
    await harness.press(page, "star")
    assert footer(harness.refetch(page)) == "Picture 2 of 2, newest first"
    await harness.press(page, "newer")
    assert harness.refetch(page).embeds[0].description == "a bar"


async def test_a_deleted_picture_is_passed_over(harness: DiscordHarness) -> None:
    messages = await generate_each(harness, SCENES)
    page = await harness.open_gallery()
    await harness.services.gallery.delete(image_id(messages[1]), harness.as_gm())
    await harness.press(page, "older")
    assert harness.refetch(page).embeds[0].description == "a dock"
    assert footer(harness.refetch(page)) == "Picture 2 of 2, newest first"


@pytest.mark.parametrize("verb", ["older", "newest", "newer"])
async def test_beside_deleted_pictures_the_nearest_is_shown(harness: DiscordHarness, verb: str) -> None:
    messages = await generate_each(harness, SCENES)
    page = await harness.open_gallery()
    await harness.press(page, "older")
    for message in messages[::2]:
        await harness.services.gallery.delete(image_id(message), harness.as_gm())
    await harness.press(page, verb)
    assert harness.refetch(page).embeds[0].description == "a bar"
    assert footer(harness.refetch(page)) == "Picture 1 of 1, newest first"


async def test_a_page_whose_pictures_are_all_gone_is_an_empty_gallery(harness: DiscordHarness) -> None:
    messages = await generate_each(harness, SCENES[:2])
    page = await harness.open_gallery()
    for message in messages:
        await harness.services.gallery.delete(image_id(message), harness.as_gm())
    await harness.press(page, "older")
    shown = harness.refetch(page)
    assert "no pictures yet" in (shown.embeds[0].description or "")
    assert not shown.attachments
    assert custom_ids(shown) == ["scene:paint"]


async def test_a_star_on_a_page_whose_picture_is_gone_is_a_sentence(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    page = await harness.open_gallery()
    await harness.services.gallery.delete(image_id(message), harness.as_gm())
    assert private_answer(await harness.press(page, "star")) == "This picture is not in the gallery any more."


async def test_a_star_on_a_page_shows_at_once_whoever_gives_it(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    page = await harness.open_gallery()
    await harness.press(page, "star")
    await harness.press(page, "star", by=harness.other)
    assert stars(harness.refetch(page)) == 2
    await harness.press(page, "star")
    assert stars(harness.refetch(page)) == 1


async def test_favorites_hold_only_what_has_a_star(harness: DiscordHarness) -> None:
    messages = await generate_each(harness, SCENES)
    for message in messages[::2]:
        await harness.press(message, "favorite", by=harness.other)
    page = await harness.open_gallery(favorites=True)
    assert page.embeds[0].title == "Favorites"
    assert (page.embeds[0].description, footer(page)) == ("a lab", "Picture 1 of 2, newest first")
    await harness.press(page, "older")
    assert harness.refetch(page).embeds[0].description == "a dock"
    assert labels(harness.refetch(page))["Next"]


async def test_taking_the_last_star_on_a_favorites_page_empties_it(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    await harness.press(message, "favorite")
    page = await harness.open_gallery(favorites=True)
    await harness.press(page, "star")
    assert "No picture has a star here yet" in (harness.refetch(page).embeds[0].description or "")


async def test_a_page_that_nobody_remembers_says_what_to_do(harness: DiscordHarness) -> None:
    sentence = "This page is too old to turn. Open the gallery again with /image gallery."
    for old in (button("page", "not-there", "older", "1"), button("all", "not-there"), button("star", "not", "1")):
        assert (
            private_answer(await harness.player.click(await harness.post_button(old), custom_id=old.custom_id))
            == sentence
        )


async def test_the_gallery_opens_at_a_picture(harness: DiscordHarness) -> None:
    messages = await generate_each(harness, SCENES)
    own = answer(await harness.press(messages[1], "gallery", by=harness.other))
    assert own.ephemeral
    assert own.embeds[0].description == "a bar"
    assert footer(own) == "Picture 2 of 3, newest first"
    await harness.press(own, "newer", by=harness.other)
    assert harness.refetch(own).embeds[0].description == "a lab"


async def test_a_gallery_ends_at_its_channel(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    harness.channel = harness.guild.create_text_channel("tokyo-2080")
    assert "no pictures yet" in ((await harness.open_gallery()).embeds[0].description or "")


async def test_a_secret_picture_is_on_the_gms_own_page_alone(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    secret = await harness.generate_secret()
    shared = await harness.open_gallery(by=harness.gm)
    assert footer(shared) == "Picture 1 of 1, newest first", "all see a shared page, even where a GM opened it"
    own = answer(await harness.press(harness.image_messages()[0], "gallery", by=harness.gm))
    await harness.press(own, "newer", by=harness.gm)
    assert harness.refetch(own).embeds[0].description == secret.prompt
    assert footer(harness.refetch(own)) == "Picture 1 of 2, newest first"


async def test_a_secret_picture_says_so_and_is_revealed_from_the_gms_own_page(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    await harness.generate_secret()
    own = answer(await harness.press(harness.image_messages()[0], "gallery", by=harness.gm))
    assert not own.embeds[0].author.name
    await harness.press(own, "newer", by=harness.gm)
    assert harness.refetch(own).embeds[0].author.name == "Secret: only the GM sees this until it is revealed"
    await harness.press(harness.refetch(own), "grid", by=harness.gm)
    assert "(secret)" in (harness.refetch(own).embeds[0].description or "").splitlines()[0]
    await harness.press(harness.refetch(own), "large", by=harness.gm)
    await harness.press(harness.refetch(own), "reveal", by=harness.gm)
    await harness.wait_until_delivered()
    assert footer(await harness.open_gallery()) == "Picture 1 of 2, newest first"


async def test_for_a_player_a_secret_picture_is_not_there(harness: DiscordHarness) -> None:
    secret = await harness.generate_secret()
    assert "no pictures yet" in ((await harness.open_gallery()).embeds[0].description or "")
    for verb in ("favorite", "gallery", "reroll", "delete", "erase"):
        guessed = button(verb, secret.id)
        result = await harness.player.click(await harness.post_button(guessed), custom_id=guessed.custom_id)
        assert private_answer(result) == "This picture is not in the gallery any more.", verb


async def test_a_gms_star_on_a_secret_picture_brings_it_onto_no_shared_page(harness: DiscordHarness) -> None:
    secret = await harness.generate_secret()
    await harness.services.gallery.favorite(
        secret.id, await harness.services.sessions.context(harness.as_gm()), starred=True
    )
    page = await harness.open_gallery(by=harness.gm, favorites=True)
    assert f"Press {STAR} under one you like" in (page.embeds[0].description or "")


async def test_a_page_works_for_a_bot_that_was_started_anew(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES)
    page = await harness.open_gallery()
    await harness.restart()
    await harness.press(page, "older")
    assert harness.refetch(page).embeds[0].description == "a bar"
    await harness.press(page, "star")
    assert stars(harness.refetch(page)) == 1
    await choose_option(harness, page, "filter", "favorites")
    assert footer(harness.refetch(page)) == "Picture 1 of 1, newest first"


async def test_a_picture_whose_file_is_lost_is_passed_over_with_a_note(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES)
    for file in (harness.app.settings.data_dir / "images").rglob("*display.jpg"):
        file.unlink()
    page = await harness.open_gallery()
    assert "is not in the store any more" in (fields(page)["Note"] or "")
    assert not page.attachments
    await harness.press(page, "older")
    assert footer(harness.refetch(page)) == "Picture 2 of 3, newest first"
