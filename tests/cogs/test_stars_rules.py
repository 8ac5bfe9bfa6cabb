"""Who may star: everybody, or the GM alone; nobody once a session has ended. And the GM who takes all stars off."""

import discord
import pytest

from cogs.ui.components import button
from generation.sessions.permissions import Actor
from generation.sessions.settings import GM_ONLY
from tests.cogs.pages import labels
from tests.cogs.table import STAR, Table, answer, image_id, stars, whispered
from tests.cogs.test_stars import TestWhileTheBotWasAway, known

ALONE = "Only the GM gives stars at this table; you can look at the favorites all the same."
ENDED = "This session has ended; its gallery stays as it is. The GM opens it again with /session start."


@pytest.fixture
async def message(table: Table) -> discord.Message:
    """Hang up a picture."""
    return await table.painted("a dock")


async def gm_alone(table: Table) -> None:
    await table.services.admin.change(table.as_gm(), favorites=GM_ONLY)


async def end(table: Table) -> None:
    await table.services.admin.end(table.as_gm())


async def test_where_the_gm_alone_stars_others_are_told_so(table: Table, message: discord.Message) -> None:
    await gm_alone(table)
    page = await table.gallery()
    assert whispered(await table.press(message, "favorite")) == ALONE
    assert whispered(await table.press(page, "star")) == ALONE
    assert whispered(await table.player.context_menu(table.channel, "Favorite", message)) == ALONE
    assert table.env.errors
    assert await known(table, message) == ()
    await table.press(message, "favorite", by=table.gm)
    assert await known(table, message) == (str(table.gm.id),)


async def test_where_the_gm_alone_stars_a_players_reaction_does_not_count(
    table: Table, message: discord.Message
) -> None:
    await gm_alone(table)
    await table.other.react(message, STAR)
    assert await known(table, message) == ()
    await table.gm.react(message, STAR)
    assert await known(table, message) == (str(table.gm.id),)
    await table.other.unreact(message, STAR)
    await table.gm.unreact(message, STAR)
    assert await known(table, message) == ()


async def test_a_star_from_before_is_taken_back_by_its_giver(table: Table, message: discord.Message) -> None:
    await table.other.react(message, STAR)
    await gm_alone(table)
    await table.other.unreact(message, STAR)
    assert await known(table, message) == ()


async def test_reactions_while_the_bot_was_away_count_for_gms_alone(table: Table, message: discord.Message) -> None:
    await table.gallery(by=table.gm)
    await gm_alone(table)
    for member in (table.other, table.gm):
        TestWhileTheBotWasAway.unheard(table, message, member.id, reacted=True)
    await table.gallery()
    assert await known(table, message) == (str(table.gm.id),)


async def test_once_a_session_has_ended_no_star_changes(table: Table, message: discord.Message) -> None:
    await table.press(message, "favorite", by=table.gm)
    await table.gm.react(message, STAR)
    page = await table.gallery()
    await end(table)
    assert whispered(await table.press(message, "favorite")) == ENDED
    assert whispered(await table.press(page, "star", by=table.gm)) == ENDED
    await table.other.react(message, STAR)
    await table.gm.unreact(message, STAR)
    assert await known(table, message) == (str(table.gm.id),)


async def test_an_ended_sessions_gallery_is_still_browsed(table: Table, message: discord.Message) -> None:
    await table.painted("a bar")
    await end(table)
    page = await table.gallery()
    await table.press(page, "older")
    assert table.look(page).embeds[0].description == "a dock"


async def test_a_session_that_goes_on_takes_up_what_was_given_meanwhile(table: Table, message: discord.Message) -> None:
    await end(table)
    await table.other.react(message, STAR)
    await table.services.admin.start(table.as_gm(), takes_over=True)
    table.client.dispatch("ready")
    await table.gallery()
    assert await known(table, message) == (str(table.other.id),)


async def test_the_gm_takes_all_stars_off_after_being_asked_once(table: Table, message: discord.Message) -> None:
    await table.press(message, "favorite")
    await table.other.react(message, STAR)
    own = answer(await table.press(message, "gallery", by=table.gm))
    assert "Take all stars (GM)" in labels(own)
    asked = answer(await table.press(own, "unstar", by=table.gm))
    assert f"everybody's {STAR} off this picture (2)" in asked.content
    assert len(await known(table, message)) == 2
    await table.press(asked, "unstarall", by=table.gm)
    assert await known(table, message) == ()
    table.client.dispatch("ready")
    assert stars(await table.gallery()) == 0, "the old reaction is no new star"


async def test_others_take_nobodys_stars(table: Table, message: discord.Message) -> None:
    await table.press(message, "favorite", by=table.other)
    own = answer(await table.press(message, "gallery"))
    assert "Take all stars (GM)" not in labels(own)
    guessed = button("unstarall", image_id(message))
    refused = await table.player.click(await table.bears(guessed), custom_id=guessed.custom_id)
    assert whispered(refused) == "Only the GM may take everybody's stars off a picture."
    assert await known(table, message) == (str(table.other.id),)


async def test_the_menu_of_a_message_stars_and_takes_the_star_back(table: Table, message: discord.Message) -> None:
    assert "given" in whispered(await table.other.context_menu(table.channel, "Favorite", message))
    assert stars(table.look(message)) == 1
    assert await known(table, message) == (str(table.other.id),)
    assert "taken back" in whispered(await table.other.context_menu(table.channel, "Favorite", table.look(message)))
    assert stars(table.look(message)) == 0


async def test_the_menu_stars_what_a_gallery_page_shows(table: Table, message: discord.Message) -> None:
    await table.painted("a bar")
    page = await table.gallery()
    await table.press(page, "older")
    assert "given" in whispered(await table.other.context_menu(table.channel, "Favorite", table.look(page)))
    assert await known(table, message) == (str(table.other.id),)


async def test_the_menu_stars_all_pictures_of_a_batch(table: Table) -> None:
    placeholder = await table.ask("a dock", count=2)
    await table.quiet()
    batch = table.look(placeholder)
    await table.other.context_menu(table.channel, "Favorite", batch)
    images = (await table.services.gallery.page(table.as_gm(), most=2)).images
    assert [await table.services.gallery.unchecked_stars(image.id) for image in images] == [(str(table.other.id),)] * 2
    await table.services.gallery.favorite(
        images[0].id, await table.services.sessions.context(_other(table)), starred=False
    )
    await table.other.context_menu(table.channel, "Favorite", table.look(batch))
    assert all([await table.services.gallery.unchecked_stars(image.id) for image in images]), (
        "those that lacked it get it"
    )


async def test_the_menu_on_anything_else_says_what_to_choose(table: Table) -> None:
    chatter = await table.other.send(table.channel, "nice one")
    for name in ("Favorite", "Tag"):
        sentence = whispered(await table.player.context_menu(table.channel, name, chatter))
        assert sentence.startswith("There is no picture of mine on this message."), name
    assert table.env.errors


async def test_the_menu_on_a_deleted_picture_is_a_sentence(table: Table, message: discord.Message) -> None:
    page = await table.gallery()
    await table.services.gallery.delete(image_id(message), table.as_gm())
    refused = await table.player.context_menu(table.channel, "Favorite", page)
    assert whispered(refused) == "This picture is not in the gallery any more."
    assert table.env.errors


async def test_the_menu_works_for_a_bot_that_was_started_anew(table: Table, message: discord.Message) -> None:
    await table.restart()
    await table.player.context_menu(table.channel, "Favorite", message)
    assert await known(table, message) == (str(table.player.id),)


def _other(table: Table) -> Actor:
    return Actor(table.session_id, str(table.other.id))
