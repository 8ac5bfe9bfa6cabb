"""Private pictures: brought to the GM by the interaction or a direct message, never to the channel, until revealed."""

import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord

from cogs.actors import check_channel, enter_session
from cogs.bot import SceneBot
from cogs.delivery.messages import Outgoing, ResultRenderer
from cogs.ui.buttons import SceneButton, button, row
from cogs.ui.forms import Choice, Field, Filled, Option, form
from cogs.ui.replies import DISCORD_ERRORS, reply_privately
from generation.errors import NotAllowedError, NotFoundError
from generation.i18n import N_, _
from generation.sessions.permissions import Actor
from storage.outbox import RESULT, Posted
from storage.params import PUBLIC
from storage.records import CANCELLED, COMPLETED, Delivery, Image, Request

log = logging.getLogger(__name__)

#: An interaction's token lives for 15 minutes; what is edited in its last seconds may come too late.
TOKEN_LEFT = timedelta(seconds=20)
#: The ways to reveal stand in a message's last row, where a batch has a button already.
LAST_ROW, MOST_REVEALS = 4, 4
_ONLY_YOU = N_("Secret: only you see this until you reveal it")
_OPEN, _SPOILER = "open", "spoiler"

BringOut = Callable[[Delivery, Outgoing], Awaitable[None]]


class Private:
    """Bring the GM what only the GM may see, and reveal it; `bring_out` is the outbox's way with a message."""

    def __init__(self, bot: SceneBot, composer: ResultRenderer, bring_out: BringOut) -> None:
        self._bot = bot
        self._services = bot.services
        self._composer = composer
        self._bring_out = bring_out
        bot.presses |= {
            "reveal": self._reveal,
            "cover": self._cover,
            "revealwhen": self._ask_when,
            "unreveal": self._take_back,
        }
        bot.forms |= {"revealat": self._plan}

    async def bring_private(
        self, delivery: Delivery, request: Request, interaction: discord.Interaction[Any] | None
    ) -> None:
        """Bring a secret result to the GM who asked for it; where that cannot be done, the GM's gallery has it."""
        try:
            await self._services.reviews.reviewer_of(request.id, request.user_id)
        except NotAllowedError:
            await self._services.deliveries.undeliverable(delivery, "whoever asked is not the GM any more")
            return
        outgoing = await self._composer.compose(request, RESULT)
        if outgoing is None:
            await self._services.deliveries.undeliverable(delivery, "there is nothing to say any more")
            return
        outgoing = replace(outgoing, embed=_marked(outgoing.embed))
        if interaction is not None and not _expires(interaction):
            reveals = await self._reveal_buttons(request)
            own = [*(outgoing.view.children if outgoing.view else ()), *reveals]
            message_id = await _answer(interaction, replace(outgoing, view=row(*own) if own else None))
            if message_id is not None:
                # No picture is noted to hang there: the bot's own token cannot reach such a message.
                await self._services.deliveries.delivered(delivery, Posted(message_id, delivery.channel_id))
                return
        if request.status == CANCELLED:
            await self._services.deliveries.withdrawn(delivery, "cancelled")
            return
        await self._bring_directly(delivery, request, outgoing)

    async def _bring_directly(self, delivery: Delivery, request: Request, outgoing: Outgoing) -> None:
        """Send a direct message; its buttons are those that answer outside of a server."""
        session = await self._services.sessions.get(request.session_id)
        where = f"https://discord.com/channels/{session.guild_id if session else '@me'}/{request.session_id}"
        link: discord.ui.Button[Any] = discord.ui.Button(label=_("Open the channel"), url=where, row=LAST_ROW)
        view = row(*await self._reveal_buttons(request), link)
        try:
            user = await self._bot.fetch_user(int(request.user_id))
            direct = user.dm_channel or await user.create_dm()
            await self._bring_out(replace(delivery, channel_id=str(direct.id)), replace(outgoing, view=view))
        except discord.Forbidden as error:
            log.info("user %s takes no direct messages; %s stays in the gallery", request.user_id, request.id)
            await self._services.deliveries.undeliverable(delivery, f"no direct messages: {error.text}")

    async def _reveal_buttons(self, request: Request) -> list[SceneButton]:
        """Return the ways to show the pictures to the table; of several, each has its own."""
        together = await self._services.requests.together(request)
        secret = [each for each in together if each.status == COMPLETED and each.visibility != PUBLIC]
        images = [image for each in secret for image in await self._services.gallery.of_request(each.id)]
        if len(images) == 1:
            ids = (images[0].request_id or request.id, images[0].id)
            buttons = [
                button("reveal", *ids, label=_("Reveal now"), style=discord.ButtonStyle.primary),
                button("cover", *ids, label=_("Reveal as spoiler")),
                button("revealwhen", *ids, label=_("Reveal later")),
            ]
        else:
            buttons = [
                button(
                    "reveal", image.request_id or request.id, image.id, label=_("Reveal {number}").format(number=number)
                )
                for number, image in enumerate(images[:MOST_REVEALS], start=1)
            ]
        for each in buttons:
            each.row = LAST_ROW
        return buttons

    async def reveal(
        self, interaction: discord.Interaction[Any], image_id: str, actor: Actor, *, when: str = "", spoiler: bool
    ) -> None:
        """Show a picture to the table, at once or when it is time.

        Raises:
            RefusedError: it cannot be revealed, or the bot could not post it.

        """
        check_channel(self._bot, actor.session_id)
        if not when:
            await self._services.reveals.now(image_id, actor, spoiler=spoiler)
            await reply_privately(
                interaction, _("Revealed. It hangs in <#{channel}> in a moment.").format(channel=actor.session_id)
            )
            return
        due_at = await self._services.reveals.later(image_id, actor, when, spoiler=spoiler)
        image = await self._services.gallery.image(image_id, actor)
        view = row(button("unreveal", image.request_id or "", image.id, label=_("Keep it secret")))
        moment = f"{discord.utils.format_dt(due_at, 'f')} ({discord.utils.format_dt(due_at, 'R')})"
        await reply_privately(
            interaction,
            _("It will be revealed in <#{channel}> on {moment}.").format(channel=actor.session_id, moment=moment),
            view=view,
        )

    async def secrets(self, actor: Actor, typed: str) -> list[Image]:
        """Return what could be revealed; for a player there is nothing."""
        return list(await self._services.reveals.secrets(actor, typed))

    async def _reveal(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self.reveal(interaction, ids[1], await self._gm(interaction, ids[0]), spoiler=False)

    async def _cover(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self.reveal(interaction, ids[1], await self._gm(interaction, ids[0]), spoiler=True)

    async def _ask_when(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self._gm(interaction, ids[0])
        parts: list[Field | Choice] = [
            Field(
                "when", _("When"), hint=_("90m, 2h or 1d from now, or a time in UTC: 21:30"), required=True, longest=40
            ),
            Choice(
                "how",
                _("How"),
                [Option(_OPEN, _("As it is"), chosen=True), Option(_SPOILER, _("Behind a spoiler"))],
                required=True,
            ),
        ]
        await interaction.response.send_modal(form("revealat", *ids, title=_("Reveal later"), parts=parts))

    async def _plan(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        actor = await self._gm(interaction, ids[0])
        spoiler = sent.choice("how") == _SPOILER
        await self.reveal(interaction, ids[1], actor, when=sent.text("when"), spoiler=spoiler)

    async def _take_back(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self._services.reveals.take_back(ids[1], await self._gm(interaction, ids[0]))
        await interaction.response.edit_message(content=_("It stays secret."), view=None)

    async def _gm(self, interaction: discord.Interaction[Any], request_id: str) -> Actor:
        """Return who presses: in the channel as its session knows them, in a direct message as the request's GM.

        Raises:
            RefusedError: it is not the GM.

        """
        if interaction.guild_id is None:
            return await self._services.reviews.reviewer_of(request_id, str(interaction.user.id))
        actor = await enter_session(interaction)
        request = await self._services.requests.owed(request_id)
        if request is None or request.session_id != actor.session_id:
            raise NotFoundError(_("There is no such picture in this session."))
        return actor


def _marked(embed: discord.Embed) -> discord.Embed:
    return embed.copy().set_author(name=_(_ONLY_YOU))


def _expires(interaction: discord.Interaction[Any]) -> bool:
    return discord.utils.utcnow() + TOKEN_LEFT >= interaction.expires_at


async def _answer(interaction: discord.Interaction[Any], outgoing: Outgoing) -> str | None:
    """Put a result in its placeholder's place, or beside where that was dismissed; None where neither can be done."""
    with contextlib.suppress(*DISCORD_ERRORS):
        try:
            edited = await interaction.edit_original_response(
                embed=outgoing.embed, attachments=outgoing.files(), view=outgoing.view
            )
        except discord.NotFound:
            view = outgoing.view or discord.utils.MISSING
            sent = await interaction.followup.send(
                embed=outgoing.embed, files=outgoing.files(), view=view, ephemeral=True, wait=True
            )
            return str(sent.id)
        return str(edited.id)
    return None
