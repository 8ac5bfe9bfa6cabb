"""The `/image` commands, but for those that edit, export, import and look back, which join the group."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.actors import enter_session, identify_actor
from cogs.bot import SceneBot
from cogs.cast.completions import CastCompletions
from cogs.delivery.reveals import RevealActions
from cogs.gallery.page_actions import PageActions
from cogs.gallery.tags import TagActions
from cogs.gallery.web_link import send_web_link
from cogs.generate.command_options import (
    QUALITY_CHOICES,
    SCOPE_CHOICES,
    SORT_CHOICES,
    TYPE_CHOICES,
    Seed,
    complete_size,
)
from cogs.generate.form import GenerationForm
from cogs.generate.preview import PreviewActions
from cogs.generate.provider_list import show_providers
from cogs.generate.style_picker import StylePicker
from cogs.generate.submit import RequestSubmitter
from cogs.generate.usage import show_usage
from cogs.ui.contexts import WHERE_THE_BOT_IS
from generation.errors import RefusedError
from generation.gallery.days import parse_day, require_dated_order
from generation.i18n import N_, _
from generation.requests.batches import MOST
from generation.requests.params import parse_params
from storage.gallery_filters import NEWEST, SESSION
from storage.params import PUBLIC, SECRET


class ImageCog(commands.Cog):
    """Ask for images, look at them, and see who can paint."""

    image = app_commands.Group(
        name="image",
        description=N_("Paint scenes of this session and browse its pictures"),
        allowed_contexts=WHERE_THE_BOT_IS,
    )

    def __init__(  # noqa: PLR0913, PLR0917  # each feature that a command hands over to
        self,
        bot: SceneBot,
        submitter: RequestSubmitter,
        generation_form: GenerationForm,
        previews: PreviewActions,
        style_picker: StylePicker,
        pages: PageActions,
        tags: TagActions,
        reveals: RevealActions,
        cast: CastCompletions,
    ) -> None:
        self._services = bot.services
        self._submitter = submitter
        self._generation_form = generation_form
        self._previews = previews
        self._style_picker = style_picker
        self._pages = pages
        self._tags = tags
        self._reveals = reveals
        self._cast = cast

    @image.command(name="generate", description=N_("Paint a scene and post it in this channel"))
    @app_commands.describe(
        description=N_("What to paint, for example: a rain-soaked Seattle street with neon signs"),
        type=N_("What kind of picture it is"),
        style=N_("A style; without one the artist chooses"),
        provider=N_("The provider that paints; without one the default"),
        size=N_("square, landscape, portrait, wide, tall, a ratio like 16:9, or WIDTHxHEIGHT"),
        quality=N_("hd costs more, and only some providers have it"),
        count=N_("How many pictures at once, each with a seed of its own"),
        seed=N_("The same seed and description paint the same picture again"),
        reference=N_("A picture to go by, for providers that can do that"),
        private=N_("For your eyes only, until you reveal it (GM)"),
    )
    @app_commands.choices(
        type=TYPE_CHOICES,
        quality=QUALITY_CHOICES,
    )
    async def generate(  # noqa: PLR0913, PLR0917  # each option of the command is a parameter
        self,
        interaction: discord.Interaction[Any],
        description: str | None = None,
        type: str | None = None,  # noqa: A002  # the option's name on Discord
        style: str | None = None,
        provider: str | None = None,
        size: str | None = None,
        quality: str | None = None,
        count: app_commands.Range[int, 1, MOST] = 1,
        seed: Seed | None = None,
        reference: discord.Attachment | None = None,
        private: bool = False,  # noqa: FBT001, FBT002  # an option on Discord
    ) -> None:
        """Queue images; without a description, open the form that asks for it."""
        params = parse_params(
            description or "",
            type=type,
            style=style,
            provider=provider,
            size=size,
            quality=quality,
            seed=seed,
            count=count,
            visibility=SECRET if private else PUBLIC,
        )
        if description is None:
            if private:
                self._services.access.require_secrets(await identify_actor(interaction))
            if reference is not None:
                raise RefusedError(
                    _("Type the description together with the reference picture: a form cannot hold a picture.")
                )
            await self._generation_form.open(interaction, params)
            return
        await self._submitter.submit(interaction, params, reference=reference)

    @image.command(name="enhance", description=N_("See what would be sent to the provider, before anything is spent"))
    @app_commands.describe(
        description=N_("What to paint"),
        type=N_("What kind of picture it is"),
        style=N_("A style; without one the artist chooses"),
        provider=N_("The provider that would paint"),
        size=N_("square, landscape, portrait, wide, tall, a ratio like 16:9, or WIDTHxHEIGHT"),
        seed=N_("The same seed and description paint the same picture again"),
    )
    @app_commands.choices(type=TYPE_CHOICES)
    async def enhance(
        self,
        interaction: discord.Interaction[Any],
        description: str,
        type: str | None = None,  # noqa: A002  # the option's name on Discord
        style: str | None = None,
        provider: str | None = None,
        size: str | None = None,
        seed: Seed | None = None,
    ) -> None:
        """Show the enhanced text, with buttons to paint it, change it or drop it."""
        params = parse_params(description, type=type, style=style, provider=provider, size=size, seed=seed)
        await self._previews.show(interaction, params)

    @generate.autocomplete("style")
    @enhance.autocomplete("style")
    async def _complete_style(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        all_styles = await self._services.styles.all(str(interaction.channel_id))
        styles = [
            Choice(name=f"{_(each.style.name)}: {_(each.style.description)}"[:100], value=name)
            for name, each in all_styles.items()
            if typed.casefold()
            in f"{name} {each.style.name} {_(each.style.name)} {_(each.style.description)}".casefold()
        ]
        return styles[:25]

    @generate.autocomplete("provider")
    @enhance.autocomplete("provider")
    async def _complete_provider(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        known = await self._services.guild_providers.of(str(interaction.guild_id) if interaction.guild_id else None)
        return [
            Choice(name=offer.title[:100], value=offer.reference)
            for offer in known.offers
            if typed.casefold() in f"{offer.reference} {offer.title}".casefold()
        ][:25]

    @generate.autocomplete("size")
    @enhance.autocomplete("size")
    async def _complete_size(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return complete_size(typed)

    @generate.autocomplete("description")
    @enhance.autocomplete("description")
    async def _complete_description(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._cast.description(interaction, typed)

    @image.command(
        name="gallery", description=N_("Browse this session's pictures, newest first unless you say otherwise")
    )
    @app_commands.describe(
        favorites=N_("Show only pictures with a star"),
        type=N_("Show only this type"),
        by=N_("Show only what this member asked for"),
        tag=N_("Show only pictures with this tag"),
        search=N_("Show only pictures with these words in their description or tags"),
        style=N_("Show only this style"),
        scope=N_("This session's pictures, or for your eyes those of its campaign that you may see"),
        sort=N_("Which come first; without it, the newest"),
        day=N_("Begin at a day such as 2071-03-14 (UTC): newest first going back from it, oldest first going on"),
    )
    @app_commands.choices(
        type=TYPE_CHOICES,
        scope=SCOPE_CHOICES,
        sort=SORT_CHOICES,
    )
    async def gallery(  # noqa: PLR0913, PLR0917  # each option of the command is a parameter
        self,
        interaction: discord.Interaction[Any],
        favorites: bool = False,  # noqa: FBT001, FBT002  # an option on Discord
        type: str | None = None,  # noqa: A002  # the option's name on Discord
        by: discord.User | None = None,
        tag: str | None = None,
        search: str | None = None,
        style: str | None = None,
        scope: str = SESSION,
        sort: str = NEWEST,
        day: str | None = None,
    ) -> None:
        """Open the gallery for the channel to see; that of a campaign for the user alone."""
        begin = parse_day(day) if day else None
        if begin:
            require_dated_order(sort)
        shown = await self._pages.parse_options(
            interaction, favorites=favorites, type_=type, member=by, tag=tag, search=search, style=style
        )
        await self._pages.open(interaction, shared=scope == SESSION, shown=shown, scope=scope, sort=sort, day=begin)

    @gallery.autocomplete("style")
    async def _complete_used_style(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._pages.complete_style(interaction, typed, interaction.namespace.scope or SESSION)

    @gallery.autocomplete("tag")
    async def _complete_tag(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._tags.complete_tags(interaction, typed, interaction.namespace.scope or SESSION)

    @image.command(name="tag", description=N_("Tag a picture; its Tag button takes tags away again"))
    @app_commands.describe(
        picture=N_("Type some words of its description, then choose it"),
        tags=N_("One or more, with commas between them"),
    )
    async def tag(self, interaction: discord.Interaction[Any], picture: str, tags: str) -> None:
        """Add tags."""
        await self._tags.add(interaction, picture, tags)

    @tag.autocomplete("picture")
    async def _complete_image(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._tags.complete_image(interaction, typed)

    @tag.autocomplete("tags")
    async def _complete_tags(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._tags.complete_tags(interaction, typed)

    @image.command(name="styles", description=N_("How each style looks; choose one to paint a scene in it"))
    async def styles(self, interaction: discord.Interaction[Any]) -> None:
        """Open the style picker."""
        await self._style_picker.open(interaction)

    @image.command(
        name="providers",
        description=N_("Which providers can paint here, what they are for, how long they take and what they cost"),
    )
    async def providers(self, interaction: discord.Interaction[Any]) -> None:
        """List the providers, for the user's eyes."""
        await show_providers(interaction)

    @image.command(
        name="usage", description=N_("What you and this session have painted, and what is left of the limits")
    )
    async def usage(self, interaction: discord.Interaction[Any]) -> None:
        """Tell the user what was used."""
        await show_usage(interaction)

    @image.command(name="link", description=N_("Open this session's gallery in your browser"))
    async def link(self, interaction: discord.Interaction[Any]) -> None:
        """Give a link that logs the user in."""
        await send_web_link(interaction)

    @image.command(name="reveal", description=N_("Show a secret picture to the table, now or later (GM)"))
    @app_commands.describe(
        picture=N_("Which of this session's secret pictures"),
        when=N_("90m, 2h or 1d from now, or a time of day in UTC such as 21:30; without it, now"),
        spoiler=N_("Behind a spoiler"),
    )
    async def reveal(
        self,
        interaction: discord.Interaction[Any],
        picture: str,
        when: str = "",
        spoiler: bool = False,  # noqa: FBT001, FBT002  # an option on Discord
    ) -> None:
        """Reveal an image."""
        actor = await enter_session(interaction)
        await self._reveals.reveal(interaction, picture, actor, when=when, spoiler=spoiler)

    @reveal.autocomplete("picture")
    async def _complete_secret(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        if interaction.guild_id is None:
            return []
        secrets = await self._services.reveals.secrets(await identify_actor(interaction), typed)
        return [Choice(name=image.prompt[:100], value=image.id) for image in secrets]
