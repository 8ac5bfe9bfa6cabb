"""From a command or a button to a queued request with its placeholder."""

import logging
from typing import Any

import discord

from cogs.base import SceneBot
from cogs.board import Board, cancel_row
from cogs.embeds import progress_embed, waiting_stage
from cogs.outbox import Outbox
from cogs.people import check_permissions, enter_session
from cogs.replies import DISCORD_ERRORS
from generation.errors import RefusedError
from generation.requests import ImageRequest
from storage.records import PUBLIC

log = logging.getLogger(__name__)


class Asking:
    """Submit what somebody asks for and answer with its placeholder."""

    def __init__(self, bot: SceneBot, board: Board, outbox: Outbox) -> None:
        self._services = bot.services
        self._board = board
        self._outbox = outbox

    async def ask(self, interaction: discord.Interaction[Any], asked: ImageRequest) -> None:
        """Queue a request and acknowledge the interaction with the message that will become its picture.

        The request is durable before Discord hears of it: should the acknowledgement fail, or its answer be lost, the
        picture still arrives.

        Raises:
            SceneError: it was refused or could not be stored; the interaction is not answered yet.

        """
        if asked.visibility != PUBLIC:
            raise RefusedError("What is made of a secret picture would hang in this channel for all to see.")
        check_permissions(interaction)
        by = await enter_session(interaction)
        submitted = await self._services.requests.submit(
            asked, by, idempotency_key=f"discord:{interaction.id}", channel_id=by.session_id
        )
        request = submitted.request
        self._outbox.remember(request.id, interaction)
        async with self._board.acknowledging(request.id):
            embed = progress_embed(request, waiting_stage(submitted.place), 0.0, notes=submitted.notes)
            try:
                answer = await interaction.response.send_message(embed=embed, view=cancel_row(request.id))
            except DISCORD_ERRORS as error:
                log.warning("the acknowledgement of %s failed (%s); its result will be sent", request.id, error)
                return
            if answer.message_id is None:
                return
            await self._services.deliveries.set_placeholder(request.id, str(answer.message_id))
            channel = interaction.client.get_partial_messageable(int(by.session_id))
            self._board.begin(request, channel.get_partial_message(answer.message_id))
