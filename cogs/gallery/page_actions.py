"""Gallery pages: opened by a command or a button, turned by buttons, filtered by menus.

A page that `/image gallery` opens is in the channel for all to see, and whoever opened it turns it: two players at
one page would tear it out of each other's hands. Somebody else's press is no dead end: it opens that person's own page,
which only they see, at the position they pressed for. Since all see a shared page, it shows no secret image, even to a
GM.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord.app_commands import Choice

from cogs.actors import (
    check_bot_permissions,
    enter_session,
    enter_session_context,
    identify_actor,
    message_language,
    user_language,
)
from cogs.bot import SceneBot
from cogs.gallery.filters import EVERY, FAVORITES, MINE, filtered_by, filtered_by_facet, second_menu
from cogs.gallery.page_messages import GalleryMessages
from cogs.gallery.star_reactions import StarReconciler
from cogs.generate.form import GenerationForm
from cogs.ui.dispatcher import Handlers
from cogs.ui.forms import FormInput, TextField, form
from cogs.ui.replies.replies import open_form
from generation.errors import RefusedError
from generation.gallery.days import place_of_day
from generation.gallery.filters import SEARCH_MOST, parse_filter
from generation.gallery.opened_pages import OpenedPage
from generation.gallery.turning import Turning, read_rank, write_rank
from generation.i18n import N_, _
from generation.sessions.permissions import PLAYER, Actor
from storage.gallery_filters import EVERYTHING, NEWEST, SESSION, GalleryFilter
from storage.gallery_orders import LAST_RANK, Rank
from storage.gallery_pages import END
from storage.params import GenerationParams

_OTHER_VERSION = N_("This button is from another version of the bot. Use /image gallery instead.")
#: How many digits the number of a picture may have.
LONGEST_NUMBER = 9


class PageActions:
    """Open, turn and filter gallery pages."""

    def __init__(
        self, bot: SceneBot, messages: GalleryMessages, reconciler: StarReconciler, generation_form: GenerationForm
    ) -> None:
        self._services = bot.services
        self._messages = messages
        self._reconciler = reconciler
        self._generation_form = generation_form

    def handlers(self) -> Handlers:
        """Return what the buttons, menus and forms of a page do."""
        return Handlers(
            buttons={
                "page": self._turn,
                "jump": self._open_jump_form,
                "grid": self._show_grid,
                "large": self._show_large,
                "star": self._toggle_favorite,
                "search": self._open_search_form,
                "all": self._show_everything,
                "paint": self._open_generation_form,
            },
            selects={
                "large": self._open_image,
                "filter": self._filter,
                "narrow": self._filter_by_facet,
                "member": self._filter_by_member,
            },
            forms={"jump": self._jump, "search": self._search},
        )

    async def open(
        self,
        interaction: discord.Interaction[Any],
        *,
        shared: bool,
        shown: GalleryFilter = EVERYTHING,
        at_image: str | None = None,
        scope: str = SESSION,
        sort: str = NEWEST,
        day: date | None = None,
    ) -> None:
        """Answer an interaction with a page: the first image in an order, that at a day, or the one that is named.

        What a campaign shows is for whoever opens it alone: others in the channel may not see all of its sessions.
        """
        if shared:
            check_bot_permissions(interaction)
        actor = await enter_session(interaction)
        await self._reconciler.reconcile_channel(actor.session_id)
        position = (await self._services.gallery.image(at_image, actor)).seq if at_image else None
        if day is not None:
            viewer = Actor(actor.session_id, actor.user_id, PLAYER) if shared else actor
            position = await place_of_day(await self._services.campaigns.scope(viewer, scope), sort, day)
        page = await self._services.views.open(
            actor, shared=shared, shown=shown, place=position, scope=scope, sort=sort
        )
        await self._messages.send(interaction, page, await self._messages.images_of(page, actor), actor)

    async def parse_options(
        self,
        interaction: discord.Interaction[Any],
        *,
        favorites: bool,
        type_: str | None,
        member: discord.User | discord.Member | None,
        tag: str | None,
        search: str | None,
        style: str | None,
    ) -> GalleryFilter:
        """Return the filter that a command's options say; a style may be given by its name.

        Raises:
            RefusedError: one of them cannot be.

        """
        actor = await identify_actor(interaction)
        if style and style not in {each.value for each in await self._services.gallery.styles(actor)}:
            known = await self._services.styles.find(actor.session_id, style)
            style = known.style.id if known else None
        return parse_filter(
            favorites=favorites,
            member=str(member.id) if member else None,
            type_=type_,
            style=style,
            tag=tag,
            search=search,
        )

    async def complete_style(
        self, interaction: discord.Interaction[Any], typed: str, scope: str = SESSION
    ) -> list[Choice[str]]:
        """Return the styles that images have in a scope and that contain what was typed, the most used first."""
        actor = await identify_actor(interaction)
        styles = await self._services.styles.all(actor.session_id)
        found = await (await self._services.campaigns.scope(actor, scope)).choices("style")
        names = {each.value: styles[each.value].style.name if each.value in styles else each.value for each in found}
        return [
            Choice(name=name, value=value)
            for value, name in names.items()
            if typed.casefold() in f"{value} {name}".casefold()
        ]

    async def _turn(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Turn to what comes before or after, the first or the last images; `ids` are page, direction and position."""
        actor, page = await self._enter(interaction, ids[0])
        turning, direction = await self._messages.turning(page, actor), ids[1]
        rank = await self._position(turning, ids[2]) if direction in {"newer", "older"} else LAST_RANK
        images = await turning.towards(direction, rank)
        if images is None:
            raise RefusedError(_(_OTHER_VERSION))
        # Whoever goes back to the first follows it again.
        follows = direction == "newest" or not images.images
        page = replace(page, place=None) if follows else await turning.standing_at(images.images[0])
        await self._messages.turn(interaction, page, images, actor)

    async def _open_jump_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        _actor, page = await self._enter(interaction, ids[0])
        field = TextField(
            "number",
            _("Number of the picture, 1 is the newest")
            if page.sort == NEWEST
            else _("Number of the picture, 1 is the first"),
            required=True,
            max_length=LONGEST_NUMBER,
        )
        await open_form(interaction, form("jump", page.id, title=_("Jump to a picture"), fields=[field]))

    async def _jump(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        actor, page = await self._enter(interaction, ids[0])
        typed = filled.text("number").lstrip("#")
        if not typed.isdecimal() or len(typed) > LONGEST_NUMBER:
            raise RefusedError(
                _("Give the picture's number, for example 12; 1 is the newest.")
                if page.sort == NEWEST
                else _("Give the picture's number, for example 12; 1 is the first.")
            )
        turning = await self._messages.turning(page, actor)
        images = await turning.numbered(int(typed))
        await self._messages.turn(interaction, await turning.standing_at(images.images[0]), images, actor)

    async def _show_grid(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show nine at a time, from this position on."""
        await self._show_at(interaction, ids[0], ids[1], grid=True)

    async def _show_large(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show one at a time, from this position on."""
        await self._show_at(interaction, ids[0], ids[1], grid=False)

    async def _open_image(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        """Open one image of a sheet."""
        actor, page = await self._enter(interaction, ids[0])
        turning = await self._messages.turning(page, actor)
        rank = await turning.scope.rank_of(await turning.scope.image(values[0]))
        await self._show_at(interaction, page.id, write_rank(turning.scope, page.sort, rank), grid=False)

    async def _show_at(self, interaction: discord.Interaction[Any], page_id: str, named: str, *, grid: bool) -> None:
        actor, page = await self._enter(interaction, page_id)
        turning = await self._messages.turning(page, actor)
        rank = await self._position(turning, named)
        # From the first on a page goes on following it.
        first = (await turning.following()).images
        follows = page.place is None and bool(first) and turning.scope.place_of(first[0]) == rank.place
        page = replace(page, place=None if follows else rank.place, stars=rank.stars, grid=grid)
        await self._messages.turn(interaction, page, await self._messages.images_of(page, actor), actor)

    async def _toggle_favorite(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Toggle the user's star; on a shared page everybody's press shows at once."""
        page_id, image_id = ids[0], ids[1]
        context = await enter_session_context(interaction)
        actor = context.actor
        page = await self._services.views.get(page_id, actor)
        await self._reconciler.reconcile_channel(actor.session_id)
        image = await self._services.gallery.image(image_id, actor)
        await self._services.gallery.toggle_favorite(image_id, context)
        await self._messages.show_changed(interaction, page, image, actor)

    async def _filter(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        """Show what the menu says, or ask which."""
        actor, page = await self._enter(interaction, ids[0])
        if values[0] in {EVERY, FAVORITES, MINE}:
            await self._show(interaction, page, filtered_by(page.shown, values[0], actor.user_id), actor)
            return
        with message_language(interaction) if actor.user_id == page.viewer else user_language(interaction):
            scope = (await self._messages.turning(page, actor)).scope
            menu = await second_menu(self._services, scope, page, values[0])
        await self._messages.turn(interaction, page, await self._messages.images_of(page, actor), actor, menu=menu)

    async def _filter_by_facet(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        """Show the images that have one thing in common."""
        actor, page = await self._enter(interaction, ids[0])
        await self._show(interaction, page, filtered_by_facet(page.shown, ids[1], values[0]), actor)

    async def _filter_by_member(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        actor, page = await self._enter(interaction, ids[0])
        await self._show(interaction, page, replace(page.shown, member=values[0]), actor)

    async def _open_search_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        _actor, page = await self._enter(interaction, ids[0])
        hint = _("Words of the description or the tags; empty shows everything again")
        field = TextField("words", _("Search for"), page.shown.search or "", hint, max_length=SEARCH_MOST)
        await open_form(interaction, form("search", page.id, title=_("Search the gallery"), fields=[field]))

    async def _search(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        actor, page = await self._enter(interaction, ids[0])
        search = parse_filter(search=filled.text("words")).search
        await self._show(interaction, page, replace(page.shown, search=search), actor)

    async def _show_everything(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor, page = await self._enter(interaction, ids[0])
        await self._show(interaction, page, EVERYTHING, actor)

    async def _show(
        self, interaction: discord.Interaction[Any], page: OpenedPage, shown: GalleryFilter, actor: Actor
    ) -> None:
        """Begin anew with the first of what is to be shown."""
        page = replace(page, shown=shown, place=None)
        await self._messages.turn(interaction, page, await self._messages.images_of(page, actor), actor)

    async def _open_generation_form(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        await self._generation_form.open(interaction, GenerationParams(""))

    async def _enter(self, interaction: discord.Interaction[Any], page_id: str) -> tuple[Actor, OpenedPage]:
        """Return who presses and the page.

        Raises:
            NotFoundError: there is no such page in their session.

        """
        actor = await enter_session(interaction)
        return actor, await self._services.views.get(page_id, actor)

    async def _position(self, turning: Turning, named: str) -> Rank:
        """Read the position that a button names.

        Earlier versions wrote numbers, which tell of secrets between them: such a one stands for where the page is.

        Raises:
            RefusedError: no button of any version names such a one.

        """
        page, scope = turning.page, turning.scope
        rank = read_rank(scope, page.sort, named)
        if rank is not None:
            return rank
        if not named.isdecimal() or int(named) > END:
            raise RefusedError(_(_OTHER_VERSION))
        if page.place is not None:
            return Rank(page.stars, page.place)
        first = (await turning.following()).images
        return await scope.rank_of(first[0]) if first else LAST_RANK
