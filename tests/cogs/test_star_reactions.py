"""⭐ as a reaction: a favorite, as long as it is there."""

import contextlib
import sqlite3

import discord
import pytest

from bot.settings import Settings
from tests.cogs.discord_harness import STAR, DiscordHarness, image_id, stars


async def known(harness: DiscordHarness, message: discord.Message) -> tuple[str, ...]:
    """Return who has starred the picture of a message."""
    return await harness.services.gallery.unchecked_stars(image_id(message))


def by_its_bot(harness: DiscordHarness, message: discord.Message) -> discord.PartialMessage:
    return harness.client.get_partial_messageable(harness.channel.id, guild_id=harness.guild.id).get_partial_message(
        message.id
    )


async def test_a_players_reaction_is_a_star_while_it_is_there(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.other.react(message, STAR)
    assert await known(harness, message) == (str(harness.other.id),)
    await harness.other.unreact(message, STAR)
    assert await known(harness, message) == ()


async def test_a_star_that_the_database_does_not_take_is_found_when_the_gallery_opens(
    harness: DiscordHarness, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    message = await harness.generate_image()
    await harness.open_gallery()
    with contextlib.closing(sqlite3.connect(settings.database_path, isolation_level=None)) as other:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("storage.database.BUSY_SECONDS", 0.0)
            other.execute("BEGIN IMMEDIATE")
            await harness.other.react(message, STAR)
        assert "a star is not stored yet" in caplog.text
        assert "Traceback" not in caplog.text
        assert await known(harness, message) == ()
        other.execute("ROLLBACK")
    await harness.open_gallery()
    assert await known(harness, message) == (str(harness.other.id),)


async def test_players_and_the_gm_star_together(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    for member in (harness.gm, harness.player, harness.other):
        await harness.env.settle()
        await member.react(message, STAR)
    assert await known(harness, message) == tuple(str(each.id) for each in (harness.gm, harness.player, harness.other))
    await harness.player.unreact(message, STAR)
    assert await known(harness, message) == tuple(str(each.id) for each in (harness.gm, harness.other))


async def test_another_bots_reaction_is_no_star(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    bot = harness.guild.add_member(harness.env.create_user("starboard", bot=True))
    await bot.react(message, STAR)
    assert await known(harness, message) == ()
    await bot.unreact(message, STAR)
    assert await known(harness, message) == ()


async def test_another_bots_reaction_hides_nobodys_star(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    bot = harness.guild.add_member(harness.env.create_user("starboard", bot=True))
    await bot.react(message, STAR)
    await harness.press(harness.refetch(message), "favorite")
    assert await known(harness, message) == (str(harness.player.id),)


@pytest.mark.parametrize("emoji", ["❤️", "🌟", "🎲"])
async def test_another_emoji_is_no_star(harness: DiscordHarness, emoji: str) -> None:
    message = await harness.generate_image()
    await harness.other.react(message, emoji)
    await harness.other.unreact(message, emoji)
    assert await known(harness, message) == ()


async def test_all_reactions_cleared_take_their_stars(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.other.react(message, STAR)
    await harness.gm.react(message, "🎲")
    await by_its_bot(harness, message).clear_reactions()
    await harness.env.settle()
    assert await known(harness, message) == ()


async def test_cleared_stars_leave_those_of_the_button(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.other.react(message, STAR)
    await harness.press(harness.refetch(message), "favorite")
    await by_its_bot(harness, message).clear_reaction(STAR)
    await harness.env.settle()
    assert await known(harness, message) == (str(harness.player.id),)


async def test_another_emoji_cleared_leaves_the_stars(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.other.react(message, STAR)
    await harness.gm.react(message, "🎲")
    await by_its_bot(harness, message).clear_reaction("🎲")
    await harness.env.settle()
    assert await known(harness, message) == (str(harness.other.id),)


async def test_a_star_given_twice_is_one(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.press(message, "favorite")
    await harness.player.react(message, STAR)
    assert await known(harness, message) == (str(harness.player.id),)
    await harness.player.unreact(message, STAR)
    assert await known(harness, message) == (), "whoever takes the reaction away wants no star"


async def test_reactions_to_other_messages_mean_nothing(harness: DiscordHarness) -> None:
    chatter = await harness.other.send(harness.channel, "nice one")
    await harness.generate_image()
    page = await harness.open_gallery()
    for message in (chatter, page):
        await harness.other.react(message, STAR)
        await harness.other.unreact(message, STAR)
    await by_its_bot(harness, chatter).clear_reactions()
    assert len(await harness.services.postings.recent(harness.session_id)) == 1
    assert stars(await harness.open_gallery()) == 0


async def test_a_deleted_message_is_forgotten_and_its_picture_stays(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    harness.env.backend.delete_message(harness.channel.id, message.id)
    await harness.env.settle()
    assert await harness.services.postings.of_message(str(message.id)) == ()
    assert (await harness.open_gallery()).embeds[0].description == "a dock"


async def test_what_others_delete_does_not_wait_for_the_database(harness: DiscordHarness) -> None:
    chatter = await harness.player.send(harness.channel, "brb")
    with contextlib.closing(
        sqlite3.connect(harness.app.settings.data_dir / "scenes.db", isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        await harness.services.postings.forget_message(str(chatter.id))
        other.execute("ROLLBACK")


async def test_messages_deleted_in_bulk_are_forgotten_too(harness: DiscordHarness) -> None:
    messages = [await harness.generate_image(scene) for scene in ("a dock", "a bar")]
    harness.env.backend.bulk_delete_messages(harness.channel.id, [each.id for each in messages])
    await harness.env.settle()
    assert await harness.services.postings.recent(harness.session_id) == ()
    assert (await harness.open_gallery()).embeds[0].description == "a bar"


async def test_a_picture_from_before_a_restart_is_starred(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.restart()
    await harness.other.react(message, STAR)
    assert await known(harness, message) == (str(harness.other.id),)


class TestWhileTheBotWasAway:
    """Reactions that no event told of are taken up when somebody looks."""

    async def test_stars_given_show_when_the_gallery_opens(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        self.unheard(harness, message, harness.other.id, reacted=True)
        assert await known(harness, message) == ()
        assert stars(await harness.open_gallery(favorites=True)) == 1

    async def test_stars_taken_are_gone_when_the_gallery_opens(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await harness.other.react(message, STAR)
        self.unheard(harness, message, harness.other.id, reacted=False)
        assert "No picture has a star" in ((await harness.open_gallery(favorites=True)).embeds[0].description or "")

    async def test_one_given_and_one_taken_are_both_noticed(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        await harness.other.react(message, STAR)
        self.unheard(harness, message, harness.other.id, reacted=False)
        self.unheard(harness, message, harness.gm.id, reacted=True)
        await harness.open_gallery()
        assert await known(harness, message) == (str(harness.gm.id),)

    async def test_stars_given_count_when_the_picture_is_touched(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        self.unheard(harness, message, harness.other.id, reacted=True)
        await harness.press(harness.refetch(message), "favorite")
        assert stars(harness.refetch(message)) == 2

    async def test_a_channel_is_looked_through_once_a_connection(self, harness: DiscordHarness) -> None:
        await harness.generate_image()
        for _ in range(3):
            await harness.open_gallery()
        read = [each for each in harness.env.http_requests if each.method == "GET" and each.path.endswith("/messages")]
        assert len(read) == 1

    async def test_an_unreadable_history_does_not_close_the_gallery(self, harness: DiscordHarness) -> None:
        await harness.generate_image("a dock")
        harness.env.inject_error("GET", "/channels/*/messages", status=403, code=50013)
        assert (await harness.open_gallery()).embeds[0].description == "a dock"

    @staticmethod
    def unheard(harness: DiscordHarness, message: discord.Message, user_id: int, *, reacted: bool) -> None:
        listeners, harness.env.backend.subscribers = harness.env.backend.subscribers, []
        harness.env.backend.set_reaction(harness.channel.id, message.id, STAR, user_id, reacted)
        harness.env.backend.subscribers = listeners
        harness.client.dispatch("ready")
