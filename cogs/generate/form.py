"""The form of a new image: what `/image generate` opens without a description, and what Edit opens filled in."""

from dataclasses import replace
from typing import Any

import discord

from cogs.actors import enter_session, enter_session_context
from cogs.bot import SceneBot
from cogs.generate.submit import RequestSubmitter
from cogs.ui.components import MAX_OPTIONS, Option
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import type_title
from cogs.ui.forms import ChoiceField, FormInput, TextField, form
from cogs.ui.replies.replies import open_form
from generation.i18n import N_, _
from generation.images.sizes import NAMED, parse_size
from generation.prompts.text import LONGEST, TYPES
from generation.sessions.permissions import Actor
from storage.params import GenerationParams

EMPTY = GenerationParams("")
_SIZES = {
    "square": N_("Square"),
    "landscape": N_("Landscape"),
    "portrait": N_("Portrait"),
    "wide": N_("Wide"),
    "tall": N_("Tall"),
}
_HINT = N_("For example: a rain-soaked Seattle street with neon signs")


class GenerationForm:
    """Open the form, and submit what comes back."""

    def __init__(self, bot: SceneBot, submitter: RequestSubmitter) -> None:
        self._services = bot.services
        self._submitter = submitter

    def handlers(self) -> Handlers:
        """Return what the form of a new image, and that of an earlier request, do when they are sent off."""
        return Handlers(forms={"compose": self._submit_new, "recompose": self._submit_changed})

    async def open(self, interaction: discord.Interaction[Any], params: GenerationParams = EMPTY) -> None:
        """Open the form, filled in with what was asked for before; what it does not show is kept in a draft."""
        actor = await enter_session(interaction)
        ids: tuple[str, ...] = ()
        if _with_size(replace(params, prompt="", type=None, style=None, provider=None), None) != EMPTY:
            ids = ((await self._services.previews.keep(params, actor)).id,)
        fields = await self._fields(actor, params)
        await open_form(interaction, form("compose", *ids, title=_("Paint a scene"), fields=fields))

    async def open_changed(
        self, interaction: discord.Interaction[Any], params: GenerationParams, request_id: str, *image_id: str
    ) -> None:
        """Open the form with what was asked for in a request; with an image's id that becomes the new one's parent."""
        fields = await self._fields(await enter_session(interaction), params)
        await open_form(
            interaction, form("recompose", request_id, *image_id, title=_("Paint it differently"), fields=fields)
        )

    async def _submit_new(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        context = await enter_session_context(interaction)
        base = (await self._services.previews.get(ids[0], context.actor)).params if ids else EMPTY
        await self._submitter.submit(interaction, _with_input(base, filled), context=context)

    async def _submit_changed(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        """Submit what was asked before, as it was changed: what the form does not show stays as it was."""
        request_id, image_id = ids[0], ids[1:]
        context = await enter_session_context(interaction)
        base = await self._services.requests.again(request_id, context.actor)
        if image_id:
            image = await self._services.gallery.image(image_id[0], context.actor)
            base = replace(base, parent_id=image.id, visibility=image.visibility)
        # Another description is not the text that was sent as it stood, nor a change of another image.
        base = replace(base, exact=None, negative="", edit_kind=None, edit_search="", only=False)
        await self._submitter.submit(interaction, _with_input(base, filled), context=context)

    async def _fields(self, actor: Actor, params: GenerationParams) -> tuple[TextField | ChoiceField, ...]:
        all_styles = await self._services.styles.all(actor.session_id)
        types = [Option(name, type_title(name)) for name in TYPES]
        styles = [Option(name, _(each.style.name), _(each.style.description)) for name, each in all_styles.items()]
        typed = (params.style or "").strip().casefold()
        style = next((name for name, each in all_styles.items() if typed in {name, each.style.name.casefold()}), None)
        known = await self._services.guild_providers.of_session(actor.session_id)
        offers = known.offers_for_menu(MAX_OPTIONS, params.provider)
        providers = [Option(each.reference, each.title) for each in offers]
        sizes = [Option(name, f"{_(_SIZES[name])} ({width}x{height})") for name, (width, height) in NAMED.items()]
        size = _size_name(params)
        if size and size not in NAMED:
            sizes.append(Option(size, size))
        return (
            TextField(
                "description",
                _("What to paint"),
                params.prompt,
                _(_HINT),
                required=True,
                multiline=True,
                max_length=LONGEST,
            ),
            ChoiceField("type", _("Type"), _chosen_first(types, params.type), hint=_("As the description says")),
            ChoiceField("style", _("Style"), _chosen_first(styles, style), hint=_("Artist's choice")),
            ChoiceField(
                "provider",
                _("Provider"),
                _chosen_first(providers, params.provider),
                hint=_("The default"),
            ),
            ChoiceField("size", _("Size"), _chosen_first(sizes, size), hint=_("Square (1024x1024)")),
        )


def _with_input(base: GenerationParams, filled: FormInput) -> GenerationParams:
    changed = replace(
        base,
        prompt=filled.text("description"),
        type=filled.choice("type"),
        style=filled.choice("style"),
        provider=filled.choice("provider"),
    )
    return _with_size(changed, filled.choice("size"))


def _with_size(params: GenerationParams, typed: str | None) -> GenerationParams:
    width, height = parse_size(typed)
    return replace(params, width=width, height=height)


def _size_name(params: GenerationParams) -> str | None:
    """Return a size by its name where it has one; None for what the form's hint says already."""
    if params.size == EMPTY.size:
        return None
    return next((name for name, size in NAMED.items() if size == params.size), f"{params.width}x{params.height}")


def _chosen_first(options: list[Option], value: str | None) -> list[Option]:
    """Mark what is chosen, and put it first: a menu that is too long is cut at its end."""
    marked = [replace(option, chosen=option.value == value) for option in options]
    return sorted(marked, key=lambda option: not option.chosen)
