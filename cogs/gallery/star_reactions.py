"""Stars by reaction: those that come and go while the bot listens, and those it has missed."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator

import discord
from discord.ext import commands

from cogs.bot import SceneBot
from cogs.lookups.members import member_seen
from cogs.ui.embeds import STAR
from cogs.ui.replies.answer import DISCORD_ERRORS
from storage.errors import SceneError, StorageError
from storage.records import Posting
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: How many of a channel's newest images are reconciled when its gallery opens for the first time after a gap.
MAX_IMAGES = 100
#: An interaction must be answered within three seconds; what takes longer goes on behind it.
WAIT_SECONDS = 1.5
#: How many messages are remembered that got a star before there was an image on them.
MAX_EARLY = 1000


class StarReconciler:
    """Compare the reactions on messages with the stored stars, and store the difference."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._reconciled: set[str] = set()
        self._running: dict[str, asyncio.Task[None]] = {}
        #: Messages that got a star while no image was on them.
        self._starred_early: OrderedDict[int, None] = OrderedDict()

    def note_early(self, message_id: int) -> None:
        """Remember that a message got a star which may stand for an image that it does not show yet."""
        self._starred_early[message_id] = None
        while len(self._starred_early) > MAX_EARLY:
            self._starred_early.popitem(last=False)

    async def take_up_early(self, message: discord.Message) -> None:
        """Store the stars that a message got before its images were on it."""
        early = message.id in self._starred_early
        self._starred_early.pop(message.id, None)
        try:
            if early:
                # What was sent may be older than the reaction.
                message = await message.fetch()
            if message.reactions:
                await self.reconcile_message(message)
        except (SceneError, *DISCORD_ERRORS) as error:
            log.info("the early stars of message %s could not be taken up: %s", message.id, error)

    def forget(self) -> None:
        """Reconcile every channel anew: events may have been missed."""
        self._reconciled.clear()

    async def reconcile_channel(self, channel_id: str) -> None:
        """Store the stars of a channel's newest images that were given or taken while nobody listened."""
        if channel_id in self._reconciled:
            return
        if channel_id not in self._running:
            task = spawn(self._reconcile_history(channel_id), f"reconcile {channel_id}")
            self._running[channel_id] = task
            task.add_done_callback(lambda _task: self._running.pop(channel_id, None))
        await asyncio.wait({self._running[channel_id]}, timeout=WAIT_SECONDS)

    async def _reconcile_history(self, channel_id: str) -> None:
        postings = await self._services.postings.recent(channel_id, MAX_IMAGES)
        if postings:
            oldest = min(int(posting.message_id) for posting in postings)
            channel = self._bot.get_partial_messageable(int(channel_id))
            message_ids = {posting.message_id for posting in postings}
            try:
                after = discord.Object(oldest - 1)
                async for message in channel.history(limit=500, after=after, oldest_first=False):
                    if str(message.id) in message_ids:
                        await self.reconcile_message(message)
            except (*DISCORD_ERRORS, StorageError) as error:
                log.info("the stars of channel %s could not be looked through: %s", channel_id, error)
                return
        self._reconciled.add(channel_id)

    async def reconcile_message(self, message: discord.Message) -> None:
        """Store the stars of one message; who gave them is asked only where there are any."""
        postings = await self._services.postings.of_message(str(message.id))
        reaction = next((each for each in message.reactions if str(each.emoji) == STAR), None)
        if not postings:
            return
        try:
            users = [user async for user in _reacting(reaction)] if reaction else []
        except DISCORD_ERRORS as error:
            log.info("the stars of message %s could not be read: %s", message.id, error)
            return
        reacting = frozenset(str(user.id) for user in users if not user.bot)
        await self._services.reactions.reconcile(postings, reacting)


async def _reacting(reaction: discord.Reaction) -> AsyncIterator[discord.Member | discord.User]:
    """Yield who has reacted, also by a super reaction, which Discord lists apart."""
    for kind, count in (
        (discord.ReactionType.normal, reaction.normal_count),
        (discord.ReactionType.burst, reaction.burst_count),
    ):
        if count:
            async for user in reaction.users(type=kind):
                yield user


class StarReactionsCog(commands.Cog):
    """Store stars as reactions come and go."""

    def __init__(self, bot: SceneBot, reconciler: StarReconciler) -> None:
        self._bot = bot
        self._services = bot.services
        self._reconciler = reconciler

    def _is_gm(self, event: discord.RawReactionActionEvent) -> bool:
        """Tell whether a GM has reacted, as Discord knows it: by the role, or by managing the channel."""
        member, channel = event.member, self._bot.get_channel(event.channel_id)
        if member is None:
            # In a direct message nobody's roles are seen; the services look them up where they matter.
            return False
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            permissions = channel.permissions_for(member)
        else:
            permissions = member.guild_permissions
        return member_seen(member.roles, permissions, channel, self._bot.options.gm_role).leads

    @contextlib.contextmanager
    def _caught_up_later(self, what: str) -> Iterator[None]:
        """Have the channels reconciled anew where the database does not take what has happened."""
        try:
            yield
        except StorageError as error:
            log.warning("%s is not stored yet: %s", what, error)
            self._reconciler.forget()

    async def _postings(self, message_id: int) -> tuple[Posting, ...]:
        return await self._services.postings.of_message(str(message_id))

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Star every image of the message; bots are ignored."""
        if event.emoji.name != STAR or (event.member and event.member.bot):
            return
        with self._caught_up_later("a star"):
            if postings := await self._postings(event.message_id):
                await self._services.reactions.add(postings, str(event.user_id), leads=self._is_gm(event))
            elif event.message_author_id in {None, self._bot.user.id if self._bot.user else None}:
                self._reconciler.note_early(event.message_id)

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        """Take that person's star off every image of the message."""
        if event.emoji.name != STAR:
            return
        with self._caught_up_later("a star's loss"):
            if postings := await self._postings(event.message_id):
                await self._services.reactions.remove(postings, str(event.user_id))

    @commands.Cog.listener()
    async def on_raw_reaction_clear(self, event: discord.RawReactionClearEvent) -> None:
        """Take the stars that reactions had given: all reactions were removed."""
        with self._caught_up_later("the loss of all stars"):
            await self._services.reactions.cleared(await self._postings(event.message_id))

    @commands.Cog.listener()
    async def on_raw_reaction_clear_emoji(self, event: discord.RawReactionClearEmojiEvent) -> None:
        """Take the stars that reactions had given: all stars were removed."""
        if event.emoji.name == STAR:
            with self._caught_up_later("the loss of all stars"):
                await self._services.reactions.cleared(await self._postings(event.message_id))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Forget a message that is gone; its images stay in the gallery."""
        with self._caught_up_later("a message's deletion"):
            await self._services.postings.forget_message(str(event.message_id))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget messages that were deleted together."""
        with self._caught_up_later("the deletion of messages"):
            for message_id in event.message_ids:
                await self._services.postings.forget_message(str(message_id))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Reconcile the channels again: a new gateway session may have missed events (a resumed one has not)."""
        self._reconciler.forget()
