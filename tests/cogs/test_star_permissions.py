"""Who may give stars: everybody, or the GM alone; nobody once a session has ended. And the GM takes all stars off."""

import discord
import pytest

from cogs.ui.components import button
from generation.sessions.permissions import Actor
from generation.sessions.settings import GM_ONLY
from tests.cogs.discord_harness import STAR, DiscordHarness, answer, image_id, private_answer, stars
from tests.cogs.gallery_actions import labels
from tests.cogs.test_star_reactions import TestWhileTheBotWasAway, known

ALONE = "Only the GM gives stars at this table; you can still look at the favorites."
ENDED = "This session has ended; its gallery stays. The GM can reopen it with /session start."


@pytest.fixture
async def message(harness: DiscordHarness) -> discord.Message:
    """Hang up a picture."""
    return await harness.generate_image("a dock")


async def gm_alone(harness: DiscordHarness) -> None:
    await harness.services.admin.change(harness.as_gm(), favorites=GM_ONLY)


async def end(harness: DiscordHarness) -> None:
    await harness.services.admin.end(harness.as_gm())


async def test_where_the_gm_alone_stars_others_are_told_so(harness: DiscordHarness, message: discord.Message) -> None:
    await gm_alone(harness)
    page = await harness.open_gallery()
    assert private_answer(await harness.press(message, "favorite")) == ALONE
    assert private_answer(await harness.press(page, "star")) == ALONE
    assert private_answer(await harness.player.context_menu(harness.channel, "Favorite", message)) == ALONE
    assert harness.env.errors
    assert await known(harness, message) == ()
    await harness.press(message, "favorite", by=harness.gm)
    assert await known(harness, message) == (str(harness.gm.id),)


async def test_where_the_gm_alone_stars_a_players_reaction_does_not_count(
    harness: DiscordHarness, message: discord.Message
) -> None:
    await gm_alone(harness)
    await harness.other.react(message, STAR)
    assert await known(harness, message) == ()
    await harness.gm.react(message, STAR)
    assert await known(harness, message) == (str(harness.gm.id),)
    await harness.other.unreact(message, STAR)
    await harness.gm.unreact(message, STAR)
    assert await known(harness, message) == ()


async def test_a_star_from_before_is_taken_back_by_its_giver(harness: DiscordHarness, message: discord.Message) -> None:
    await harness.other.react(message, STAR)
    await gm_alone(harness)
    await harness.other.unreact(message, STAR)
    assert await known(harness, message) == ()


async def test_reactions_while_the_bot_was_away_count_for_gms_alone(
    harness: DiscordHarness, message: discord.Message
) -> None:
    await harness.open_gallery(by=harness.gm)
    await gm_alone(harness)
    for member in (harness.other, harness.gm):
        TestWhileTheBotWasAway.unheard(harness, message, member.id, reacted=True)
    await harness.open_gallery()
    assert await known(harness, message) == (str(harness.gm.id),)


async def test_once_a_session_has_ended_no_star_changes(harness: DiscordHarness, message: discord.Message) -> None:
    await harness.press(message, "favorite", by=harness.gm)
    await harness.gm.react(message, STAR)
    page = await harness.open_gallery()
    await end(harness)
    assert private_answer(await harness.press(message, "favorite")) == ENDED
    assert private_answer(await harness.press(page, "star", by=harness.gm)) == ENDED
    await harness.other.react(message, STAR)
    await harness.gm.unreact(message, STAR)
    assert await known(harness, message) == (str(harness.gm.id),)


async def test_an_ended_sessions_gallery_is_still_browsed(harness: DiscordHarness, message: discord.Message) -> None:
    await harness.generate_image("a bar")
    await end(harness)
    page = await harness.open_gallery()
    await harness.press(page, "older")
    assert harness.refetch(page).embeds[0].description == "a dock"


async def test_a_session_that_goes_on_takes_up_what_was_given_meanwhile(
    harness: DiscordHarness, message: discord.Message
) -> None:
    await end(harness)
    await harness.other.react(message, STAR)
    await harness.services.admin.start(harness.as_gm(), takes_over=True)
    harness.client.dispatch("ready")
    await harness.open_gallery()
    assert await known(harness, message) == (str(harness.other.id),)


async def test_the_gm_takes_all_stars_off_after_being_asked_once(
    harness: DiscordHarness, message: discord.Message
) -> None:
    await harness.press(message, "favorite")
    await harness.other.react(message, STAR)
    own = answer(await harness.press(message, "gallery", by=harness.gm))
    assert "Take all stars (GM)" in labels(own)
    asked = answer(await harness.press(own, "unstar", by=harness.gm))
    assert f"everybody's {STAR} off this picture (2)" in asked.content
    assert len(await known(harness, message)) == 2
    await harness.press(asked, "unstarall", by=harness.gm)
    assert await known(harness, message) == ()
    harness.client.dispatch("ready")
    assert stars(await harness.open_gallery()) == 0, "the old reaction is no new star"


async def test_others_take_nobodys_stars(harness: DiscordHarness, message: discord.Message) -> None:
    await harness.press(message, "favorite", by=harness.other)
    own = answer(await harness.press(message, "gallery"))
    assert "Take all stars (GM)" not in labels(own)
    guessed = button("unstarall", image_id(message))
    refused = await harness.player.click(await harness.post_button(guessed), custom_id=guessed.custom_id)
    assert private_answer(refused) == "Only the GM may take everybody's stars off a picture."
    assert await known(harness, message) == (str(harness.other.id),)


@pytest.mark.usefixtures("quick_updates")
async def test_the_menu_of_a_message_stars_and_takes_the_star_back(
    harness: DiscordHarness, message: discord.Message
) -> None:
    assert "You gave it" in private_answer(await harness.other.context_menu(harness.channel, "Favorite", message))
    await harness.wait_until(lambda: stars(harness.refetch(message)) == 1)
    assert await known(harness, message) == (str(harness.other.id),)
    assert "took your" in private_answer(
        await harness.other.context_menu(harness.channel, "Favorite", harness.refetch(message))
    )
    await harness.wait_until(lambda: stars(harness.refetch(message)) == 0)


async def test_the_menu_stars_what_a_gallery_page_shows(harness: DiscordHarness, message: discord.Message) -> None:
    await harness.generate_image("a bar")
    page = await harness.open_gallery()
    await harness.press(page, "older")
    assert "You gave it" in private_answer(
        await harness.other.context_menu(harness.channel, "Favorite", harness.refetch(page))
    )
    assert await known(harness, message) == (str(harness.other.id),)


async def test_the_menu_stars_all_pictures_of_a_batch(harness: DiscordHarness) -> None:
    placeholder = await harness.generate("a dock", count=2)
    await harness.wait_until_delivered()
    batch = harness.refetch(placeholder)
    await harness.other.context_menu(harness.channel, "Favorite", batch)
    images = (await harness.services.gallery.page(harness.as_gm(), most=2)).images
    assert [await harness.services.gallery.unchecked_stars(image.id) for image in images] == [
        (str(harness.other.id),)
    ] * 2
    await harness.services.gallery.favorite(
        images[0].id, await harness.services.sessions.context(_other(harness)), starred=False
    )
    await harness.other.context_menu(harness.channel, "Favorite", harness.refetch(batch))
    assert all([await harness.services.gallery.unchecked_stars(image.id) for image in images]), (
        "those that lacked it get it"
    )


async def test_the_menu_on_anything_else_says_what_to_choose(harness: DiscordHarness) -> None:
    chatter = await harness.other.send(harness.channel, "nice one")
    for name in ("Favorite", "Tag"):
        sentence = private_answer(await harness.player.context_menu(harness.channel, name, chatter))
        assert sentence.startswith("There is no picture of mine on this message."), name
    assert harness.env.errors


async def test_the_menu_on_a_deleted_picture_is_a_sentence(harness: DiscordHarness, message: discord.Message) -> None:
    page = await harness.open_gallery()
    await harness.services.gallery.delete(image_id(message), harness.as_gm())
    refused = await harness.player.context_menu(harness.channel, "Favorite", page)
    assert private_answer(refused) == "This picture is not in the gallery any more."
    assert harness.env.errors


async def test_the_menu_works_for_a_bot_that_was_started_anew(
    harness: DiscordHarness, message: discord.Message
) -> None:
    await harness.restart()
    await harness.player.context_menu(harness.channel, "Favorite", message)
    assert await known(harness, message) == (str(harness.player.id),)


def _other(harness: DiscordHarness) -> Actor:
    return Actor(harness.session_id, str(harness.other.id))
