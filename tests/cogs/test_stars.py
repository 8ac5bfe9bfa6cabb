"""⭐ as a reaction: a favorite, as long as it is there."""

import discord
import pytest

from tests.cogs.table import STAR, Table, image_id, stars


async def known(table: Table, message: discord.Message) -> tuple[str, ...]:
    """Return who has starred the picture of a message."""
    return await table.services.gallery.unchecked_stars(image_id(message))


def by_its_bot(table: Table, message: discord.Message) -> discord.PartialMessage:
    return table.client.get_partial_messageable(table.channel.id, guild_id=table.guild.id).get_partial_message(
        message.id
    )


async def test_a_players_reaction_is_a_star_while_it_is_there(table: Table) -> None:
    message = await table.painted()
    await table.other.react(message, STAR)
    assert await known(table, message) == (str(table.other.id),)
    await table.other.unreact(message, STAR)
    assert await known(table, message) == ()


async def test_players_and_the_gm_star_together(table: Table) -> None:
    message = await table.painted()
    for member in (table.gm, table.player, table.other):
        await table.env.settle()
        await member.react(message, STAR)
    assert await known(table, message) == tuple(str(each.id) for each in (table.gm, table.player, table.other))
    await table.player.unreact(message, STAR)
    assert await known(table, message) == tuple(str(each.id) for each in (table.gm, table.other))


async def test_another_bots_reaction_is_no_star(table: Table) -> None:
    message = await table.painted()
    bot = table.guild.add_member(table.env.create_user("starboard", bot=True))
    await bot.react(message, STAR)
    assert await known(table, message) == ()
    await bot.unreact(message, STAR)
    assert await known(table, message) == ()


async def test_another_bots_reaction_hides_nobodys_star(table: Table) -> None:
    message = await table.painted()
    bot = table.guild.add_member(table.env.create_user("starboard", bot=True))
    await bot.react(message, STAR)
    await table.press(table.look(message), "favorite")
    assert await known(table, message) == (str(table.player.id),)


@pytest.mark.parametrize("emoji", ["❤️", "🌟", "🎲"])
async def test_another_emoji_is_no_star(table: Table, emoji: str) -> None:
    message = await table.painted()
    await table.other.react(message, emoji)
    await table.other.unreact(message, emoji)
    assert await known(table, message) == ()


async def test_all_reactions_cleared_take_their_stars(table: Table) -> None:
    message = await table.painted()
    await table.other.react(message, STAR)
    await table.gm.react(message, "🎲")
    await by_its_bot(table, message).clear_reactions()
    await table.env.settle()
    assert await known(table, message) == ()


async def test_cleared_stars_leave_those_of_the_button(table: Table) -> None:
    message = await table.painted()
    await table.other.react(message, STAR)
    await table.press(table.look(message), "favorite")
    await by_its_bot(table, message).clear_reaction(STAR)
    await table.env.settle()
    assert await known(table, message) == (str(table.player.id),)


async def test_another_emoji_cleared_leaves_the_stars(table: Table) -> None:
    message = await table.painted()
    await table.other.react(message, STAR)
    await table.gm.react(message, "🎲")
    await by_its_bot(table, message).clear_reaction("🎲")
    await table.env.settle()
    assert await known(table, message) == (str(table.other.id),)


async def test_a_star_given_twice_is_one(table: Table) -> None:
    message = await table.painted()
    await table.press(message, "favorite")
    await table.player.react(message, STAR)
    assert await known(table, message) == (str(table.player.id),)
    await table.player.unreact(message, STAR)
    assert await known(table, message) == (), "whoever takes the reaction away wants no star"


async def test_reactions_to_other_messages_mean_nothing(table: Table) -> None:
    chatter = await table.other.send(table.channel, "nice one")
    await table.painted()
    page = await table.gallery()
    for message in (chatter, page):
        await table.other.react(message, STAR)
        await table.other.unreact(message, STAR)
    await by_its_bot(table, chatter).clear_reactions()
    assert len(await table.services.deliveries.recent_postings(table.session_id)) == 1
    assert stars(await table.gallery()) == 0


async def test_a_deleted_message_is_forgotten_and_its_picture_stays(table: Table) -> None:
    message = await table.painted("a dock")
    table.env.backend.delete_message(table.channel.id, message.id)
    await table.env.settle()
    assert await table.services.deliveries.postings_of_message(str(message.id)) == ()
    assert (await table.gallery()).embeds[0].description == "a dock"


async def test_messages_deleted_in_bulk_are_forgotten_too(table: Table) -> None:
    messages = [await table.painted(scene) for scene in ("a dock", "a bar")]
    table.env.backend.bulk_delete_messages(table.channel.id, [each.id for each in messages])
    await table.env.settle()
    assert await table.services.deliveries.recent_postings(table.session_id) == ()
    assert (await table.gallery()).embeds[0].description == "a bar"


async def test_a_picture_from_before_a_restart_is_starred(table: Table) -> None:
    message = await table.painted()
    await table.restart()
    await table.other.react(message, STAR)
    assert await known(table, message) == (str(table.other.id),)


class TestWhileTheBotWasAway:
    """Reactions that no event told of are taken up when somebody looks."""

    async def test_stars_given_show_when_the_gallery_opens(self, table: Table) -> None:
        message = await table.painted()
        self.unheard(table, message, table.other.id, reacted=True)
        assert await known(table, message) == ()
        assert stars(await table.gallery(favorites=True)) == 1

    async def test_stars_taken_are_gone_when_the_gallery_opens(self, table: Table) -> None:
        message = await table.painted()
        await table.other.react(message, STAR)
        self.unheard(table, message, table.other.id, reacted=False)
        assert "No picture has a star" in ((await table.gallery(favorites=True)).embeds[0].description or "")

    async def test_one_given_and_one_taken_are_both_noticed(self, table: Table) -> None:
        message = await table.painted()
        await table.other.react(message, STAR)
        self.unheard(table, message, table.other.id, reacted=False)
        self.unheard(table, message, table.gm.id, reacted=True)
        await table.gallery()
        assert await known(table, message) == (str(table.gm.id),)

    async def test_stars_given_count_when_the_picture_is_touched(self, table: Table) -> None:
        message = await table.painted()
        self.unheard(table, message, table.other.id, reacted=True)
        await table.press(table.look(message), "favorite")
        assert stars(table.look(message)) == 2

    async def test_a_channel_is_looked_through_once_a_connection(self, table: Table) -> None:
        await table.painted()
        for _ in range(3):
            await table.gallery()
        read = [each for each in table.env.http_requests if each.method == "GET" and each.path.endswith("/messages")]
        assert len(read) == 1

    async def test_an_unreadable_history_does_not_close_the_gallery(self, table: Table) -> None:
        await table.painted("a dock")
        table.env.inject_error("GET", "/channels/*/messages", status=403, code=50013)
        assert (await table.gallery()).embeds[0].description == "a dock"

    @staticmethod
    def unheard(table: Table, message: discord.Message, user_id: int, *, reacted: bool) -> None:
        listeners, table.env.backend.subscribers = table.env.backend.subscribers, []
        table.env.backend.set_reaction(table.channel.id, message.id, STAR, user_id, reacted)
        table.env.backend.subscribers = listeners
        table.client.dispatch("ready")
