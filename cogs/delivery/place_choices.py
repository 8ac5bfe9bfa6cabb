"""While a request waits for a place at its provider: when there is one, and the choice to have another one paint it."""

from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.ui.components import button
from cogs.ui.dispatcher import Handlers
from cogs.ui.replies.replies import reply_privately
from generation.i18n import _
from generation.provider_catalogue.titles import provider_title
from storage.records import ANOTHER, ASKED, UNANSWERED, WAIT, Request

#: Discord's bound.
MAX_LABEL = 80


def waiting_text(request: Request) -> str:
    """Say when the provider has a place, and what follows where its player does not choose; Discord counts down."""
    assert request.free_at is not None  # noqa: S101  # only of one that waits
    text = _("{provider} is free again {when}.").format(
        provider=provider_title(request.waits_for or ""), when=discord.utils.format_dt(request.free_at, "R")
    )
    if request.place_choice != ASKED or request.not_before is None:
        return text
    otherwise = _("If you do not choose, another provider paints it {when}.").format(
        when=discord.utils.format_dt(request.not_before, "R")
    )
    return f"{text}\n{otherwise}"


def choice_buttons(request: Request) -> list[discord.ui.Button[Any]]:
    """Return the buttons of a request that waits: none where nobody is asked, one where it waits in any case."""
    if not request.waits_for_a_place or request.place_choice not in {ASKED, UNANSWERED, WAIT}:
        return []
    another = button("another", request.id, label=_("Paint with another now"))
    if request.place_choice != ASKED:
        return [another]
    label = _("Wait for {provider}").format(provider=provider_title(request.waits_for or ""))
    return [button("await", request.id, label=label[:MAX_LABEL], style=discord.ButtonStyle.primary), another]


class PlaceChoiceActions:
    """Take the choices of players whose requests wait for a place."""

    def __init__(self, bot: SceneBot) -> None:
        self._services = bot.services

    def handlers(self) -> Handlers:
        """Return what the buttons do."""
        return Handlers(buttons={"await": self._wait, "another": self._go_on})

    async def _wait(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Wait for the provider; the placeholder says until when."""
        actor = await enter_session(interaction)
        request = await self._services.place_choices.choose(ids[0], actor, WAIT)
        provider = provider_title(request.waits_for or "")
        await reply_privately(interaction, _("It waits for {provider}.").format(provider=provider))

    async def _go_on(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        await self._services.place_choices.choose(ids[0], actor, ANOTHER)
        await reply_privately(interaction, _("Another provider paints it now."))
