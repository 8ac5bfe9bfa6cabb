"""Answering whoever pressed or typed: in time, whatever is waited for, and in whatever state the interaction is.

Discord takes one answer, within three seconds, and after it messages and edits. Every handler answers by what stands
here: it need not know whether its user was asked to wait meanwhile.
"""

import logging
from typing import Any

import discord

from cogs.ui.embeds import MAX_CONTENT, sentence_text
from cogs.ui.replies.answer import DISCORD_ERRORS, AnswerMessage, answer_to
from generation.errors import RefusedError, logged
from generation.i18n import _
from generation.log_codes import person_code
from storage.errors import SceneError

log = logging.getLogger(__name__)


def was_asked_to_wait(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether an interaction's user waits for an answer that was promised."""
    return answer_to(interaction).is_owed


async def show_thinking(interaction: discord.Interaction[Any]) -> None:
    """Show at once that an answer for the user alone takes a while.

    Raises:
        discord.HTTPException: Discord does not take it.

    """
    await answer_to(interaction).think()


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
    return await answer_to(interaction).send(content, ephemeral=ephemeral, **more)


async def edit_message(interaction: discord.Interaction[Any], **changes: Any) -> None:  # noqa: ANN401  # discord.py's own keywords
    """Answer by changing the message that has what was pressed, or that the form was opened from.

    Raises:
        discord.HTTPException: Discord does not take it.

    """
    await answer_to(interaction).edit(**changes)


async def open_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Answer with a form; Discord takes none of who was asked to wait, who is told to try again.

    Raises:
        discord.HTTPException: Discord does not take it.

    """
    if await answer_to(interaction).stop_timer():
        await reply_privately(interaction, _("That took too long for a form to open. Please try again."))
    else:
        await interaction.response.send_modal(form)
        answer_to(interaction).note_answered()


async def edit_answer(interaction: discord.Interaction[Any], **changes: Any) -> AnswerMessage | None:  # noqa: ANN401  # discord.py's own keywords
    """Edit, later on, what an interaction was answered with; None where that is no message.

    Raises:
        discord.HTTPException: it is gone, or Discord does not take the edit.

    """
    message = answer_to(interaction).message
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
        log.warning("user %s could not be told %d characters: %s", person_code(interaction.user.id), len(text), error)


async def report_error(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the user what went wrong: the error's own sentence, or where the operator finds the details."""
    if isinstance(error, SceneError):
        level = logging.INFO if isinstance(error, RefusedError) else logging.WARNING
        log.log(level, "refused user %s (%s): %s", person_code(interaction.user.id), error.code, logged(error))
        await reply_privately(interaction, sentence_text(error.sentence, MAX_CONTENT))
        return
    log.error("interaction %s failed", interaction.id, exc_info=error)
    text = _("Something went wrong here. The operator finds it in the log as {id}.").format(id=interaction.id)
    await reply_privately(interaction, text)
