"""Stars by reaction: those that come and go while the bot listens, and those it has missed."""

import asyncio
import logging
from typing import Any

import discord
from discord.ext import commands

from cogs.actors import enter_session, seen_as
from cogs.bot import SceneBot
from cogs.ui.buttons import button, row
from cogs.ui.embeds import STAR
from cogs.ui.replies import DISCORD_ERRORS, reply_privately
from generation.i18n import _
from storage.records import Posting

log = logging.getLogger(__name__)

#: How many of a channel's newest pictures are looked at when its gallery opens for the first time after a gap.
LOOK_BACK = 100
#: An interaction must be answered within three seconds; what takes longer goes on behind it.
LOOK_SECONDS = 1.5


class Stars:
    """Hold the reactions that messages bear against the stars that are known."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._looked_at: set[str] = set()
        self._looking: dict[str, asyncio.Task[None]] = {}

    def forget(self) -> None:
        """Look again: events may have been missed."""
        self._looked_at.clear()

    async def reconcile_channel(self, channel_id: str) -> None:
        """Take up the stars of a channel's newest pictures that were given or taken while nobody listened."""
        if channel_id in self._looked_at:
            return
        if channel_id not in self._looking:
            task = asyncio.create_task(self._look_through(channel_id), name=f"reconcile {channel_id}")
            self._looking[channel_id] = task
            task.add_done_callback(lambda _task: self._looking.pop(channel_id, None))
        await asyncio.wait({self._looking[channel_id]}, timeout=LOOK_SECONDS)

    async def _look_through(self, channel_id: str) -> None:
        postings = await self._services.deliveries.recent_postings(channel_id, LOOK_BACK)
        if postings:
            oldest = min(int(posting.message_id) for posting in postings)
            channel = self._bot.get_partial_messageable(int(channel_id))
            wanted = {posting.message_id for posting in postings}
            try:
                after = discord.Object(oldest - 1)
                async for message in channel.history(limit=500, after=after, oldest_first=False):
                    if str(message.id) in wanted:
                        await self.reconcile_message(message)
            except DISCORD_ERRORS as error:
                log.info("the stars of channel %s could not be looked through: %s", channel_id, error)
                return
        self._looked_at.add(channel_id)

    async def reconcile_message(self, message: discord.Message) -> None:
        """Take up the stars of one message; who gave them is asked only where there are any."""
        postings = await self._services.deliveries.postings_of_message(str(message.id))
        reaction = next((each for each in message.reactions if str(each.emoji) == STAR), None)
        if not postings:
            return
        try:
            people = [user async for user in reaction.users()] if reaction else []
        except DISCORD_ERRORS as error:
            log.info("the stars of message %s could not be read: %s", message.id, error)
            return
        reacting = frozenset(str(user.id) for user in people if not user.bot)
        await self._services.reactions.reconcile(postings, reacting)


class Clearing:
    """Take everybody's stars off a picture, for the GM."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services
        bot.presses |= {"unstar": self._ask, "unstarall": self._clear}

    async def _ask(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask once."""
        by = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], by)
        stars = len(await self._services.gallery.stars(image.id))
        sure = button("unstarall", image.id, label=_("Take them"), style=discord.ButtonStyle.danger)
        text = _("Take everybody's {star} off this picture ({stars})? To leave them, dismiss this message.").format(
            star=STAR, stars=stars
        )
        await reply_privately(interaction, text, view=row(sure))

    async def _clear(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        by = await enter_session(interaction)
        await self._services.gallery.clear_favorites(ids[0], by)
        await interaction.response.edit_message(content=_("No {star} is left on it.").format(star=STAR), view=None)


class StarsCog(commands.Cog):
    """Listen for reactions."""

    def __init__(self, bot: SceneBot, stars: Stars) -> None:
        self._bot = bot
        self._services = bot.services
        self._stars = stars

    def _leads(self, event: discord.RawReactionActionEvent) -> bool:
        """Tell whether a GM has reacted, as Discord knows it: by the role, or by managing the channel."""
        member, channel = event.member, self._bot.get_channel(event.channel_id)
        if member is None:
            # Pictures are brought by direct message to nobody but a GM.
            return event.guild_id is None
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            granted = channel.permissions_for(member)
        else:
            granted = member.guild_permissions
        return seen_as(member.roles, granted, channel, self._bot.options.gm_role).leads

    async def _postings(self, message_id: int) -> tuple[Posting, ...]:
        return await self._services.deliveries.postings_of_message(str(message_id))

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Star every picture of the message; bots are ignored."""
        if event.emoji.name != STAR or (event.member and event.member.bot):
            return
        if postings := await self._postings(event.message_id):
            await self._services.reactions.came(postings, str(event.user_id), leads=self._leads(event))

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        """Take that person's star off every picture of the message."""
        if event.emoji.name != STAR:
            return
        if postings := await self._postings(event.message_id):
            await self._services.reactions.went(postings, str(event.user_id))

    @commands.Cog.listener()
    async def on_raw_reaction_clear(self, event: discord.RawReactionClearEvent) -> None:
        """Take the stars that reactions had given: all reactions were removed."""
        await self._services.reactions.cleared(await self._postings(event.message_id))

    @commands.Cog.listener()
    async def on_raw_reaction_clear_emoji(self, event: discord.RawReactionClearEmojiEvent) -> None:
        """Take the stars that reactions had given: all stars were removed."""
        if event.emoji.name == STAR:
            await self._services.reactions.cleared(await self._postings(event.message_id))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Forget what hung on a message that is gone; the pictures stay in the gallery."""
        await self._services.deliveries.forget_message(str(event.message_id))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget what hung on messages that were swept away together."""
        for message_id in event.message_ids:
            await self._services.deliveries.forget_message(str(message_id))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Look through the channels again: a new gateway session may have missed events (a resumed one has not)."""
        self._stars.forget()
