"""From a command, a button or a form to a queued request with its placeholder."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from cogs.actors import channel_language, check_bot_permissions, enter_session_context, user_language
from cogs.bot import SceneBot
from cogs.delivery.progress import ProgressTracker
from cogs.generate.attachments import read_attachment
from cogs.ui.components import button, make_view
from cogs.ui.embeds import MAX_CONTENT, NEON, prompt_text, sentence_text
from cogs.ui.mentions import name_mentions
from cogs.ui.replies.answer import DISCORD_ERRORS
from cogs.ui.replies.replies import reply, reply_privately, was_asked_to_wait
from generation.errors import ContentRefusedError
from generation.i18n import _
from generation.observability.request_log import tell_interaction
from generation.requests.requests import Submitted
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Actor
from storage.errors import StorageError
from storage.params import PUBLIC, GenerationParams

log = logging.getLogger(__name__)


class RequestSubmitter:
    """Queue what somebody asks for and answer with its placeholder."""

    def __init__(self, bot: SceneBot, tracker: ProgressTracker) -> None:
        self._services = bot.services
        self._tracker = tracker

    async def submit(
        self,
        interaction: discord.Interaction[Any],
        params: GenerationParams,
        *,
        reference: discord.Attachment | None = None,
        notes: Sequence[str] = (),
        key: str | None = None,
        repeat_of: str | None = None,
        context: SessionContext | None = None,
    ) -> None:
        """Queue a request and acknowledge the interaction with the message that will become its image.

        The same `key` again queues nothing again; without one each interaction is its own. Of what is repeated
        (`repeat_of`, a verb and an id) only one runs at a time, whoever asks. The session is entered
        where no `context` is given.

        The request is durable before Discord hears of it: should the acknowledgement fail, or its answer be lost, the
        image still arrives.

        Raises:
            SceneError: it was refused or could not be stored; the interaction is not answered yet, or deferred.

        """
        if params.visibility == PUBLIC:
            check_bot_permissions(interaction)
        try:
            # While it is read, and made smaller, Discord is answered if that takes long.
            files = [await read_attachment(reference)] if reference else []
            context = context or await enter_session_context(interaction)
            params = replace(params, prompt=await name_mentions(interaction, params.prompt))
            submitted = await self._services.requests.submit(
                params,
                context,
                files=files,
                notes=notes,
                idempotency_key=key or f"discord:{interaction.id}",
                channel_id=context.session.id,
                repeat_of=repeat_of,
            )
        except ContentRefusedError as refusal:
            if reference or context is None:
                raise
            await self.offer_rephrased(interaction, refusal, params, context.actor)
            return
        if submitted.repeated:
            await reply_privately(interaction, _("This was sent already; it is in this channel."))
            return
        tell_interaction(submitted.request, interaction.id, interaction.created_at, repeat_of)
        self._tracker.remember_interaction(submitted.request.id, interaction)
        async with self._tracker.acknowledging(*(each.id for each in submitted.requests)):
            await self._acknowledge(interaction, submitted, context)

    async def _acknowledge(
        self, interaction: discord.Interaction[Any], submitted: Submitted, context: SessionContext
    ) -> None:
        """Answer with the placeholder of what is queued; without one the result is sent."""
        request = submitted.request
        placeholder = await self._tracker.new_placeholder(
            submitted.requests, submitted.position, is_covered=context.settings.covers(request.visibility)
        )
        # By the row, not by what was asked: what is made of a secret image is secret.
        secret = request.visibility != PUBLIC
        with user_language(interaction) if secret else channel_language(interaction):
            content = placeholder.render()
        try:
            answer = await reply(interaction, embed=content.embed, view=content.view, ephemeral=secret)
        except DISCORD_ERRORS as error:
            log.warning("the acknowledgement of %s failed (%s); its result will be sent", request.id, error)
            if was_asked_to_wait(interaction):
                await reply_privately(interaction, _("Got it. The picture comes into this channel when it is done."))
            return
        if answer is None:
            return
        if secret:
            self._tracker.track(placeholder, answer, locale=interaction.locale)
            return
        channel = interaction.client.get_partial_messageable(int(context.session.id))
        self._tracker.track(placeholder, channel.get_partial_message(answer.id), locale=interaction.guild_locale)
        try:
            await self._services.deliveries.set_placeholder(request.id, str(answer.id))
        except StorageError as error:
            # What was stored and shown must not be called refused: it would be asked for again.
            log.warning("the placeholder of %s is not noted (%s); its result will be sent", request.id, error)

    async def offer_rephrased(
        self,
        interaction: discord.Interaction[Any],
        refusal: ContentRefusedError,
        params: GenerationParams,
        actor: Actor,
    ) -> None:
        """Say why a description is refused, and offer the other words there are for the scene.

        Raises:
            ContentRefusedError: there are none.

        """
        if not refusal.rephrase:
            raise refusal
        rephrased = replace(params, prompt=refusal.rephrase, exact=None, negative="")
        draft = await self._services.previews.keep(rephrased, actor)
        # In an embed, which has room for twice as much as a message.
        embed = discord.Embed(title=_("This would work"), description=prompt_text(refusal.rephrase), color=NEON)
        view = make_view(
            button("send", draft.id, label=_("Paint this instead"), style=discord.ButtonStyle.primary),
            button("reword", draft.id, label=_("Say it yourself")),
        )
        await reply_privately(interaction, sentence_text(refusal.sentence, MAX_CONTENT), embed=embed, view=view)
