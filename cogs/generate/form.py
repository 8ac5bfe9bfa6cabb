"""The form of a new picture: what `/image generate` opens without a description, and what Edit opens filled in."""

from dataclasses import replace
from typing import Any

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.generate.submit import Asking
from cogs.ui.embeds import type_title
from cogs.ui.forms import Choice, Field, Filled, Option, form
from generation.i18n import N_, _
from generation.images.sizes import NAMED, parse_size
from generation.prompts.text import LONGEST, TYPES
from generation.sessions.permissions import Actor
from storage.params import GenerationParams

BLANK = GenerationParams("")
_SIZES = {
    "square": N_("Square"),
    "landscape": N_("Landscape"),
    "portrait": N_("Portrait"),
    "wide": N_("Wide"),
    "tall": N_("Tall"),
}
_HINT = N_("For example: a rain-soaked Seattle street with neon signs")


class Composing:
    """Open the form, and ask for what comes back."""

    def __init__(self, bot: SceneBot, asking: Asking) -> None:
        self._services = bot.services
        self._asking = asking
        bot.forms |= {"compose": self._composed, "recompose": self._recomposed}

    async def open(self, interaction: discord.Interaction[Any], params: GenerationParams = BLANK) -> None:
        """Open the form, filled in with what was asked for before; what it does not show is kept in a draft."""
        actor = await enter_session(interaction)
        ids: tuple[str, ...] = ()
        if _with_size(replace(params, prompt="", type=None, style=None, provider=None), None) != BLANK:
            ids = ((await self._services.previews.keep(params, actor)).id,)
        parts = await self._parts(actor, params)
        await interaction.response.send_modal(form("compose", *ids, title=_("Paint a scene"), parts=parts))

    async def reopen(
        self, interaction: discord.Interaction[Any], params: GenerationParams, request_id: str, *image_id: str
    ) -> None:
        """Open the form with what was asked for in a request; of a picture if it is to be the parent of the new one."""
        parts = await self._parts(await enter_session(interaction), params)
        await interaction.response.send_modal(
            form("recompose", request_id, *image_id, title=_("Paint it otherwise"), parts=parts)
        )

    async def _composed(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        base = BLANK
        if ids:
            base = (await self._services.previews.get(ids[0], await enter_session(interaction))).params
        await self._asking.ask(interaction, _filled_in(base, sent))

    async def _recomposed(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        """Ask for what was asked before, as it was changed: what the form does not show stays as it was."""
        request_id, *image_id = ids
        actor = await enter_session(interaction)
        base = await self._services.requests.again(request_id, actor)
        if image_id:
            image = await self._services.gallery.image(image_id[0], actor)
            base = replace(base, parent_id=image.id, visibility=image.visibility)
        # Another description is not the text that was sent as it stood, nor a change of another picture.
        base = replace(base, exact=None, negative="", edit_kind=None, edit_search="", only=False)
        await self._asking.ask(interaction, _filled_in(base, sent))

    async def _parts(self, actor: Actor, before: GenerationParams) -> tuple[Field | Choice, ...]:
        known = await self._services.styles.all(actor.session_id)
        types = [Option(kind, type_title(kind)) for kind in TYPES]
        styles = [Option(name, _(each.style.name), _(each.style.description)) for name, each in known.items()]
        typed = (before.style or "").strip().casefold()
        style = next((name for name, each in known.items() if typed in {name, each.style.name.casefold()}), None)
        painters = [Option(each.name, each.title) for each in self._services.providers]
        sizes = [Option(name, f"{_(_SIZES[name])} ({width}x{height})") for name, (width, height) in NAMED.items()]
        size = _size_name(before)
        if size and size not in NAMED:
            sizes.append(Option(size, size))
        return (
            Field(
                "description", _("What to paint"), before.prompt, _(_HINT), required=True, long=True, longest=LONGEST
            ),
            Choice("type", _("Type"), _chosen(types, before.type), hint=_("What the description says")),
            Choice("style", _("Style"), _chosen(styles, style), hint=_("The artist's choice")),
            Choice("provider", _("Painted by"), _chosen(painters, before.provider), hint=_("The first that is able")),
            Choice("size", _("Size"), _chosen(sizes, size), hint=_("Square (1024x1024)")),
        )


def _filled_in(base: GenerationParams, sent: Filled) -> GenerationParams:
    changed = replace(
        base,
        prompt=sent.text("description"),
        type=sent.choice("type"),
        style=sent.choice("style"),
        provider=sent.choice("provider"),
    )
    return _with_size(changed, sent.choice("size"))


def _with_size(params: GenerationParams, typed: str | None) -> GenerationParams:
    width, height = parse_size(typed)
    return replace(params, width=width, height=height)


def _size_name(params: GenerationParams) -> str | None:
    """Return a size by its name where it has one; None for what the form's hint says already."""
    if params.size == BLANK.size:
        return None
    return next((name for name, size in NAMED.items() if size == params.size), f"{params.width}x{params.height}")


def _chosen(options: list[Option], value: str | None) -> list[Option]:
    """Mark what is chosen, and put it first: a menu that is too long is cut at its end."""
    known = [replace(option, chosen=option.value == value) for option in options]
    return sorted(known, key=lambda option: not option.chosen)
