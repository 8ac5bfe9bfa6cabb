"""Answering whoever pressed or typed: in time, whatever is waited for, and in whatever state the interaction is.

Discord takes one answer, within three seconds, and after it messages and edits. Every handler answers by what stands
here: it need not know whether its user was asked to wait meanwhile.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord

from cogs.ui.components import make_view
from cogs.ui.embeds import MAX_CONTENT, sentence_text
from generation.errors import RefusedError, logged
from generation.i18n import _, speaking
from generation.observability.metrics import ACKNOWLEDGED_SECONDS
from storage.errors import SceneError
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: What a call to Discord may raise: its own "no", or no answer.
DISCORD_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError, asyncio.TimeoutError)

#: Discord shows an interaction as failed after three seconds without an answer.
ANSWER_WITHIN = 2.0
#: How long a stop waits for Discord to take what is said last.
LEAVE_SECONDS = 3.0
#: A message as an interaction can edit it.
AnswerMessage = discord.InteractionMessage | discord.WebhookMessage
_KEY = "answer"
#: The interactions whose handlers are at work.
_under_way: set[discord.Interaction[Any]] = set()


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


def _answer_to(interaction: discord.Interaction[Any]) -> Answer:
    answer: Answer = interaction.extras.setdefault(_KEY, Answer(interaction))
    return answer


def _please_wait() -> str:
    return _("One moment, please: this takes longer than usual.")


@contextlib.asynccontextmanager
async def answering_in_time(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Ask the user to wait where the block takes longer than Discord does; nobody is left waiting behind it."""
    answer = _answer_to(interaction)
    answer.start_timer()
    _under_way.add(interaction)
    try:
        yield
    finally:
        _under_way.discard(interaction)
        await answer.stop_timer()
    if answer.is_owed:
        await report_error(interaction, RuntimeError(f"the user of interaction {interaction.id} was left waiting"))


@contextlib.asynccontextmanager
async def completing_in_time(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Suggest nothing where what is typed cannot be completed in time, or at all."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(ANSWER_WITHIN):
            yield
    if not interaction.response.is_done():
        with contextlib.suppress(*DISCORD_ERRORS):
            await interaction.response.autocomplete([])


async def take_leave(client: discord.Client) -> None:
    """Tell everybody who still waits for a client's answer that it stops, as far as Discord takes that in time."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LEAVE_SECONDS):
            await asyncio.gather(*(_say_that_it_stops(each) for each in _under_way if each.client is client))


async def _say_that_it_stops(interaction: discord.Interaction[Any]) -> None:
    if was_asked_to_wait(interaction) or not interaction.response.is_done():
        with speaking(interaction.locale):
            text = _("The bot is restarting. Check in a moment whether it worked.")
        await reply_privately(interaction, text)


def was_asked_to_wait(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether an interaction's user waits for an answer that was promised."""
    return _answer_to(interaction).is_owed


async def show_thinking(interaction: discord.Interaction[Any]) -> None:
    """Show at once that an answer for the user alone takes a while.

    Raises:
        discord.HTTPException: Discord does not take it.

    """
    await _answer_to(interaction).think()


async def reply(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    ephemeral: bool = False,
    **more: Any,  # noqa: ANN401  # discord.py's own keywords
) -> AnswerMessage | None:
    """Answer with a message, for all to see or for the user alone, and return it where Discord does.

    Raises:
        discord.HTTPException: Discord does not take it.

    """
    return await _answer_to(interaction).send(content, ephemeral=ephemeral, **more)


async def edit_message(interaction: discord.Interaction[Any], **changes: Any) -> None:  # noqa: ANN401  # discord.py's own keywords
    """Answer by changing the message that has what was pressed, or that the form was opened from.

    Raises:
        discord.HTTPException: Discord does not take it.

    """
    await _answer_to(interaction).edit(**changes)


async def open_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Answer with a form; Discord takes none of who was asked to wait, who is told to try again.

    Raises:
        discord.HTTPException: Discord does not take it.

    """
    if await _answer_to(interaction).stop_timer():
        await reply_privately(interaction, _("That took too long for a form to open. Please try again."))
    else:
        await interaction.response.send_modal(form)
        _answer_to(interaction).note_answered()


async def edit_answer(interaction: discord.Interaction[Any], **changes: Any) -> AnswerMessage | None:  # noqa: ANN401  # discord.py's own keywords
    """Edit, later on, what an interaction was answered with; None where that is no message.

    Raises:
        discord.HTTPException: it is gone, or Discord does not take the edit.

    """
    message = _answer_to(interaction).message
    if message is not None:
        return await message.edit(**changes)
    if interaction.response.type is discord.InteractionResponseType.deferred_message_update:
        # It would be the message that has what was pressed.
        return None
    return await interaction.edit_original_response(**changes)


async def follow_up(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    **more: Any,  # noqa: ANN401  # discord.py's own keywords
) -> discord.WebhookMessage:
    """Tell the user alone something, later on: behind the answer, or where none arrived.

    Raises:
        discord.HTTPException: Discord does not take it.

    """
    text = discord.utils.MISSING if content is None else content
    return await interaction.followup.send(text, ephemeral=True, wait=True, **more)


async def reply_privately(interaction: discord.Interaction[Any], text: str, **more: Any) -> None:  # noqa: ANN401  # discord.py's own keywords
    """Say something that only this user reads; a dead interaction is logged, never raised."""
    if interaction.client.is_closed():
        # Its user was told when it stopped.
        return
    try:
        await reply(interaction, text, ephemeral=True, **more)
    except DISCORD_ERRORS as error:
        # Without the text, which may repeat a description that was refused.
        log.warning("user %s could not be told %d characters: %s", interaction.user.id, len(text), error)


async def report_error(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the user what went wrong: the error's own sentence, or where the operator finds the details."""
    if isinstance(error, SceneError):
        level = logging.INFO if isinstance(error, RefusedError) else logging.WARNING
        log.log(level, "refused user %s (%s): %s", interaction.user.id, error.code, logged(error))
        await reply_privately(interaction, sentence_text(error.sentence, MAX_CONTENT))
        return
    log.error("interaction %s failed", interaction.id, exc_info=error)
    text = _("Something went wrong here. The operator finds it in the log as {id}.").format(id=interaction.id)
    await reply_privately(interaction, text)


async def reset_menu(interaction: discord.Interaction[Any]) -> None:
    """Have the menu that was chosen from show its hint again, so that the same can be chosen again.

    Discord keeps what was chosen, and sends nothing where that is chosen again, until the message is edited: where it
    was changed as the answer there is nothing to do.
    """
    pressed = interaction.message
    if pressed is None or not interaction.response.is_done() or _answer_to(interaction).has_edited:
        return
    try:
        if pressed.flags.ephemeral:
            # The bot's own token does not reach it; it is its viewer's alone, who has just been at it.
            await interaction.followup.edit_message(pressed.id, view=_same_view(pressed))
            return
        # As it is now: others may have changed it since.
        message = await pressed.fetch()
        await message.edit(view=_same_view(message))
    except DISCORD_ERRORS as error:
        log.debug("a menu of message %s keeps what was chosen: %s", pressed.id, error)


def _same_view(message: discord.Message) -> discord.ui.View:
    return make_view(*discord.ui.View.from_message(message).children)
