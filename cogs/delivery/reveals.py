"""Reveals: the buttons, the form and the command by which the GM shows secret images to the table."""

import logging
from collections.abc import Mapping
from typing import Any

import discord

from cogs.actors import check_bot_permissions_in, enter_session
from cogs.bot import SceneBot
from cogs.ui.components import Option, button, make_custom_id, make_view
from cogs.ui.dispatcher import Handlers
from cogs.ui.forms import ChoiceField, FormInput, TextField, form
from cogs.ui.replies.answer import DISCORD_ERRORS
from cogs.ui.replies.replies import edit_message, open_form, reply_privately
from generation.errors import NotFoundError
from generation.i18n import N_, _
from generation.sessions.permissions import Actor
from storage.records import Image

log = logging.getLogger(__name__)

#: Reveal buttons are in a message's last row, of a large batch in the last two, so many in each: a link has room, too.
LAST_ROW, MAX_IN_ROW = 4, 4
_OPEN, _SPOILER = "open", "spoiler"
_REVEALING = ("reveal", "cover", "revealwhen")
REVEALED = N_("Revealed: everybody sees this in the channel")


def reveal_buttons(images: Mapping[int, Image]) -> list[discord.ui.Button[Any]]:
    """Return the ways to show secret images to the table; of several, each has its own, under its number."""
    if len(images) == 1:
        (image,) = images.values()
        ids = (image.request_id or "", image.id)
        buttons = [
            button("reveal", *ids, label=_("Reveal now"), style=discord.ButtonStyle.primary),
            button("cover", *ids, label=_("Reveal as spoiler")),
            button("revealwhen", *ids, label=_("Reveal later")),
        ]
    else:
        buttons = [
            button("reveal", image.request_id or "", image.id, label=_("Reveal {number}").format(number=number))
            for number, image in images.items()
        ]
    for at, each in enumerate(reversed(buttons)):
        each.row = LAST_ROW - at // MAX_IN_ROW
    return buttons


class RevealActions:
    """Reveal images now or later, as they are or behind a spoiler."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services

    def handlers(self) -> Handlers:
        """Return what the reveal buttons and their form do."""
        return Handlers(
            buttons={
                "reveal": self._reveal_now,
                "cover": self._reveal_covered,
                "revealwhen": self._open_form,
                "unreveal": self._cancel,
            },
            forms={"revealat": self._reveal_later},
        )

    async def reveal(
        self, interaction: discord.Interaction[Any], image_id: str, actor: Actor, *, when: str = "", spoiler: bool
    ) -> None:
        """Show an image to the table, at once or when it is time.

        Raises:
            RefusedError: it cannot be revealed, or the bot could not post it.

        """
        check_bot_permissions_in(self._bot, actor.session_id)
        if not when:
            await self._services.reveals.now(image_id, actor, spoiler=spoiler)
            await _show_revealed(interaction, image_id)
            await reply_privately(
                interaction, _("Revealed. It will be in <#{channel}> in a moment.").format(channel=actor.session_id)
            )
            return
        due_at = await self._services.reveals.later(image_id, actor, when, spoiler=spoiler)
        image = await self._services.gallery.image(image_id, actor)
        view = make_view(button("unreveal", image.request_id or "", image.id, label=_("Keep it secret")))
        moment = f"{discord.utils.format_dt(due_at, 'f')} ({discord.utils.format_dt(due_at, 'R')})"
        await reply_privately(
            interaction,
            _("It will be revealed in <#{channel}> on {moment}.").format(channel=actor.session_id, moment=moment),
            view=view,
        )

    async def _reveal_now(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self.reveal(interaction, ids[1], await self._enter_as_gm(interaction, ids[0]), spoiler=False)

    async def _reveal_covered(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self.reveal(interaction, ids[1], await self._enter_as_gm(interaction, ids[0]), spoiler=True)

    async def _open_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Ask when to reveal."""
        image = await self._services.gallery.image(ids[1], await self._enter_as_gm(interaction, ids[0]))
        when_hint = _("90m, 2h or 1d from now, or a time in UTC: 21:30")
        options = [Option(_OPEN, _("Open"), chosen=True), Option(_SPOILER, _("Behind a spoiler"))]
        fields: list[TextField | ChoiceField] = [
            TextField("when", _("When"), hint=when_hint, required=True, max_length=40),
            ChoiceField("how", _("How"), options, required=True),
        ]
        await open_form(interaction, form("revealat", ids[0], image.id, title=_("Reveal later"), fields=fields))

    async def _reveal_later(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        actor = await self._enter_as_gm(interaction, ids[0])
        spoiler = filled.choice("how") == _SPOILER
        await self.reveal(interaction, ids[1], actor, when=filled.text("when"), spoiler=spoiler)

    async def _cancel(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self._services.reveals.take_back(ids[1], await self._enter_as_gm(interaction, ids[0]))
        await edit_message(interaction, content=_("It stays secret."), view=None)

    async def _enter_as_gm(self, interaction: discord.Interaction[Any], request_id: str) -> Actor:
        """Return who presses: in the channel as its session knows them, in a direct message as the request's GM.

        Raises:
            RefusedError: it is not the GM.

        """
        if interaction.guild_id is None:
            return await self._services.reviews.reviewer_of(request_id, str(interaction.user.id))
        actor = await enter_session(interaction)
        request = await self._services.requests.unchecked_request(request_id)
        if request is None or request.session_id != actor.session_id:
            raise NotFoundError(_("There is no such picture in this session."))
        return actor


async def _show_revealed(interaction: discord.Interaction[Any], image_id: str) -> None:
    """Take the buttons that reveal an image off the message on which one was pressed, and say that it is revealed."""
    message = interaction.message
    if message is None or interaction.type is not discord.InteractionType.component:
        return
    items = discord.ui.View.from_message(message).children
    kept = [item for item in items if not _reveals(item, image_id)]
    embed = message.embeds[0].copy() if message.embeds else discord.utils.MISSING
    if embed and not any(_reveals(item) for item in kept):
        embed.set_author(name=_(REVEALED))
    try:
        await edit_message(interaction, embed=embed, view=make_view(*kept))
    except DISCORD_ERRORS as error:
        # It is revealed all the same.
        log.info("a message could not say that its image is revealed: %s", error)


def _reveals(item: discord.ui.Item[Any], image_id: str | None = None) -> bool:
    """Tell whether an item of a message is a button that reveals an image: this one, or any."""
    custom_id = getattr(item, "custom_id", None) or ""
    return any(custom_id.startswith(make_custom_id(verb, "")) for verb in _REVEALING) and (
        image_id is None or custom_id.endswith(f":{image_id}")
    )
