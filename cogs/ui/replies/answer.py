"""What an interaction was answered with so far: one answer in time, and after it messages and edits."""

import asyncio
import contextlib
import logging
from typing import Any

import aiohttp
import discord

from generation.i18n import _
from generation.observability.metrics import ACKNOWLEDGED_SECONDS
from storage.tasks import spawn

#: What a call to Discord may raise: its own "no", or no answer.
DISCORD_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError, asyncio.TimeoutError)
#: Discord shows an interaction as failed after three seconds without an answer.
ANSWER_WITHIN = 2.0
#: A message as an interaction can edit it.
AnswerMessage = discord.InteractionMessage | discord.WebhookMessage

log = logging.getLogger(__name__)

_KEY = "answer"


class Answer:
    """What an interaction was answered with so far.

    Where its handler takes too long, the user is asked to wait: of a command Discord shows that the bot is thinking;
    what was pressed on a message leaves that as it is, and a note stands below it that only they see. Either gives way
    to what the handler then says.
    """

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction
        self._timer: asyncio.Task[None] | None = None
        self._note: AnswerMessage | None = None
        #: The user was asked to wait, and nothing was said since.
        self.is_owed = False
        #: The message that has what was pressed was changed.
        self.has_edited = False
        #: What was said last, or the message that was changed.
        self.message: AnswerMessage | None = None
        self._came_at = asyncio.get_running_loop().time()
        self._is_noted = False

    def start_timer(self) -> None:
        """Ask the user to wait as soon as the handler takes too long."""
        self._timer = spawn(self._ask_to_wait_in_time(), f"answer {self._interaction.id} in time")

    async def _ask_to_wait_in_time(self) -> None:
        await asyncio.sleep(ANSWER_WITHIN)
        if self._interaction.response.is_done():
            return
        # Before the call: it may be on its way when the handler answers.
        self.is_owed = True
        try:
            await self._ask_to_wait()
        except DISCORD_ERRORS as error:
            self.is_owed = self._interaction.response.is_done()
            log.info("the user of interaction %s could not be asked to wait: %s", self._interaction.id, error)

    async def _ask_to_wait(self) -> None:
        if self._interaction.message is None:
            await self._interaction.response.defer(ephemeral=True, thinking=True)
            self.note_answered()
            return
        await self._interaction.response.defer()
        self.note_answered()
        self._note = await self._interaction.followup.send(_please_wait(), ephemeral=True, wait=True)

    async def stop_timer(self) -> bool:
        """Ask nobody to wait any more; tell whether the one answer that Discord takes is given."""
        if self._timer is not None:
            if self.is_owed:
                await asyncio.wait({self._timer})
            self._timer.cancel()
            self._timer = None
        return self._interaction.response.is_done()

    def note_answered(self) -> None:
        """Measure how long the user waited for the first answer."""
        if not self._is_noted:
            self._is_noted = True
            ACKNOWLEDGED_SECONDS.observe(asyncio.get_running_loop().time() - self._came_at)

    async def think(self) -> None:
        """Show at once that a message for the user alone will come."""
        if not await self.stop_timer():
            await self._interaction.response.defer(ephemeral=True, thinking=True)
            self.note_answered()
            self.is_owed = True

    async def send(self, content: str | None, *, ephemeral: bool, **more: Any) -> AnswerMessage | None:  # noqa: ANN401  # discord.py's own keywords
        """Say something."""
        interaction = self._interaction
        if not await self.stop_timer():
            sent = (await interaction.response.send_message(content, ephemeral=ephemeral, **more)).resource
            self.note_answered()
            self.message = sent if isinstance(sent, discord.InteractionMessage) else None
            return self.message
        if self.is_owed and self._note is None and not ephemeral:
            # The first message would take the place of "thinking", and be seen by its user alone.
            self._note = await interaction.edit_original_response(content=_please_wait())
        self.message = await interaction.followup.send(
            discord.utils.MISSING if content is None else content, ephemeral=ephemeral, wait=True, **more
        )
        await self._settle()
        return self.message

    async def edit(self, **changes: Any) -> None:  # noqa: ANN401  # discord.py's own keywords
        """Change the message that has what was pressed."""
        self.has_edited = True
        if not await self.stop_timer():
            response = await self._interaction.response.edit_message(**changes)
            self.note_answered()
            edited = response.resource if response else None
            self.message = edited if isinstance(edited, discord.InteractionMessage) else None
            return
        self.message = await self._interaction.edit_original_response(**changes)
        await self._settle()

    async def _settle(self) -> None:
        self.is_owed = False
        if self._note is not None:
            note, self._note = self._note, None
            with contextlib.suppress(*DISCORD_ERRORS):
                await note.delete()


def answer_to(interaction: discord.Interaction[Any]) -> Answer:
    """Return what an interaction was answered with so far."""
    answer: Answer = interaction.extras.setdefault(_KEY, Answer(interaction))
    return answer


def _please_wait() -> str:
    return _("One moment, please: this takes longer than usual.")
