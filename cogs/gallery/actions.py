"""Gallery pages: opened by a command or a button, turned by buttons, narrowed by menus.

A page that `/image gallery` opens hangs in the channel for all to see, and whoever opened it turns it: two players at
one page would tear it out of each other's hands. Somebody else's press is no dead end: it opens that person's own page,
which only they see, at the place they pressed for. Since all see a shared page, it shows no secret picture, even to a
GM.
"""

from dataclasses import replace
from typing import Any

import discord
from discord.app_commands import Choice as Suggestion

from cogs.actors import check_permissions, enter_session, recognize
from cogs.bot import SceneBot
from cogs.gallery.filters import EVERY, FAVORITES, MINE, chosen, narrowed, second_menu
from cogs.gallery.messages import GalleryMessages, viewer_of
from cogs.gallery.render import GRID_MOST
from cogs.gallery.stars import Stars
from cogs.generate.form import Composing
from cogs.ui.forms import Field, Filled, form
from cogs.ui.locales import as_shown, privately
from generation.errors import RefusedError
from generation.gallery.filters import SEARCH_MOST, parse_shown
from generation.i18n import _
from generation.sessions.permissions import Actor
from generation.sessions.sessions import OpenedPage
from storage.gallery_filters import EVERYTHING, Shown
from storage.gallery_pages import END
from storage.images import Page
from storage.params import GenerationParams


class GalleryPages:
    """Open and turn gallery pages."""

    def __init__(self, bot: SceneBot, messages: GalleryMessages, stars: Stars, composing: Composing) -> None:
        self._services = bot.services
        self._messages = messages
        self._stars = stars
        self._composing = composing
        bot.presses |= {
            "page": self._turn,
            "jump": self._ask_number,
            "grid": self._show_grid,
            "large": self._show_large,
            "star": self._star,
            "search": self._ask_words,
            "all": self._show_all,
            "paint": self._paint,
        }
        bot.picks |= {
            "large": self._open_one,
            "filter": self._filter,
            "narrow": self._narrow,
            "member": self._narrow_to_member,
        }
        bot.forms |= {"jump": self._jump, "search": self._search}

    async def open(
        self,
        interaction: discord.Interaction[Any],
        *,
        shared: bool,
        shown: Shown = EVERYTHING,
        at_image: str | None = None,
    ) -> None:
        """Answer an interaction with a page: the newest picture, or the one that is named."""
        if shared:
            check_permissions(interaction)
        actor = await enter_session(interaction)
        await self._stars.reconcile_channel(actor.session_id)
        place = (await self._services.gallery.image(at_image, actor)).seq if at_image else None
        page = await self._services.sessions.open_page(actor, shared=shared, shown=shown, place=place)
        await self._messages.send(interaction, page, await self._messages.find(page, actor), actor)

    async def wanted(  # each option of the command is a parameter
        self,
        interaction: discord.Interaction[Any],
        *,
        favorites: bool,
        type_: str | None,
        member: discord.User | None,
        tag: str | None,
        search: str | None,
        style: str | None,
    ) -> Shown:
        """Return what a command's options say; a style may be given by its name.

        Raises:
            RefusedError: one of them cannot be.

        """
        actor = await recognize(interaction)
        if style and style not in {each.value for each in await self._services.gallery.styles(actor)}:
            found = await self._services.styles.find(actor.session_id, style)
            style = found.style.id if found else None
        return parse_shown(
            favorites=favorites,
            member=str(member.id) if member else None,
            type_=type_,
            style=style,
            tag=tag,
            search=search,
        )

    async def suggest_styles(self, interaction: discord.Interaction[Any], typed: str) -> list[Suggestion[str]]:
        """Return the styles that pictures have here and that hold what was typed, the most used first."""
        actor = await recognize(interaction)
        known = await self._services.styles.all(actor.session_id)
        named = {
            each.value: known[each.value].style.name if each.value in known else each.value
            for each in await self._services.gallery.styles(actor)
        }
        return [
            Suggestion(name=name, value=value)
            for value, name in named.items()
            if typed.casefold() in f"{value} {name}".casefold()
        ]

    async def _turn(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Turn to newer, older, the newest or the oldest pictures; `ids` are page, direction and place."""
        page_id, direction, place = ids
        actor, page = await self._enter(interaction, page_id)
        found = await self._find(viewer_of(page, actor), page, direction, _place(place))
        # Whoever goes back to the newest follows it again.
        place_left = None if direction == "newest" or not found.images else found.images[0].seq
        await self._messages.answer(interaction, replace(page, place=place_left), found, actor)

    async def _find(self, viewer: Actor, page: OpenedPage, direction: str, place: int) -> Page:
        before, after = {
            "newer": (None, place),
            "older": (place, None),
            "newest": (None, None),
            "oldest": (None, 0),
        }[direction]
        most = GRID_MOST if page.grid else 1
        found = await self._services.gallery.page(viewer, page.shown, before=before, after=after, most=most)
        if direction == "newer" and len(found.images) < most:
            # At the newer end a sheet is filled up with what follows.
            found = await self._services.gallery.page(viewer, page.shown, most=most)
        if found.images or direction != "older":
            return found
        # What stood there was deleted or lost its star meanwhile: the last picture at that end.
        return await self._services.gallery.page(viewer, page.shown, after=0, most=most)

    async def _ask_number(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        _by, page = await self._enter(interaction, ids[0])
        part = Field("number", _("Number of the picture, 1 is the newest"), required=True, longest=9)
        await interaction.response.send_modal(form("jump", page.id, title=_("Jump to a picture"), parts=[part]))

    async def _jump(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        actor, page = await self._enter(interaction, ids[0])
        typed = sent.text("number").lstrip("#")
        if not typed.isdecimal():
            raise RefusedError(_("Give the picture's number, for example 12; 1 is the newest."))
        found = await self._services.gallery.jump(
            viewer_of(page, actor), int(typed), page.shown, most=GRID_MOST if page.grid else 1
        )
        await self._messages.answer(interaction, replace(page, place=found.images[0].seq), found, actor)

    async def _show_grid(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show nine at a time, from this place on."""
        await self._show_at(interaction, ids[0], _place(ids[1]), grid=True)

    async def _show_large(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show one at a time, from this place on."""
        await self._show_at(interaction, ids[0], _place(ids[1]), grid=False)

    async def _open_one(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        """Open one of a sheet."""
        actor, page = await self._enter(interaction, ids[0])
        image = await self._services.gallery.image(values[0], viewer_of(page, actor))
        await self._show_at(interaction, page.id, image.seq or 0, grid=False)

    async def _show_at(self, interaction: discord.Interaction[Any], page_id: str, place: int, *, grid: bool) -> None:
        actor, page = await self._enter(interaction, page_id)
        # From the newest on a page goes on following it.
        newest = await self._services.gallery.page(viewer_of(page, actor), page.shown)
        follows = page.place is None and bool(newest.images) and newest.images[0].seq == place
        page = replace(page, place=None if follows else place, grid=grid)
        await self._messages.answer(interaction, page, await self._messages.find(page, actor), actor)

    async def _star(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Turn one's star over; on a shared page everybody's press shows at once."""
        page_id, image_id = ids
        actor, page = await self._enter(interaction, page_id)
        await self._stars.reconcile_channel(actor.session_id)
        image = await self._services.gallery.image(image_id, actor)
        await self._services.gallery.toggle_favorite(image_id, actor)
        await self._messages.show_again(interaction, page, image, actor)

    async def _filter(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        """Show what the menu says, or ask which."""
        actor, page = await self._enter(interaction, ids[0])
        if values[0] in {EVERY, FAVORITES, MINE}:
            await self._show(interaction, page, chosen(page.shown, values[0], actor.user_id), actor)
            return
        with as_shown(interaction) if actor.user_id == page.viewer else privately(interaction):
            menu = await second_menu(self._services, viewer_of(page, actor), page.shown, values[0])
        await self._messages.answer(interaction, page, await self._messages.find(page, actor), actor, menu=menu)

    async def _narrow(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        """Show the pictures that have one thing in common."""
        actor, page = await self._enter(interaction, ids[0])
        await self._show(interaction, page, narrowed(page.shown, ids[1], values[0]), actor)

    async def _narrow_to_member(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        actor, page = await self._enter(interaction, ids[0])
        await self._show(interaction, page, replace(page.shown, member=values[0]), actor)

    async def _ask_words(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        _by, page = await self._enter(interaction, ids[0])
        hint = _("Words of the description or the tags; empty shows everything again")
        part = Field("words", _("Search for"), page.shown.search or "", hint, longest=SEARCH_MOST)
        await interaction.response.send_modal(form("search", page.id, title=_("Search the gallery"), parts=[part]))

    async def _search(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        actor, page = await self._enter(interaction, ids[0])
        await self._show(
            interaction, page, replace(page.shown, search=parse_shown(search=sent.text("words")).search), actor
        )

    async def _show_all(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor, page = await self._enter(interaction, ids[0])
        await self._show(interaction, page, EVERYTHING, actor)

    async def _show(self, interaction: discord.Interaction[Any], page: OpenedPage, shown: Shown, actor: Actor) -> None:
        """Begin anew with the newest of what is to be shown."""
        page = replace(page, shown=shown, place=None)
        await self._messages.answer(interaction, page, await self._messages.find(page, actor), actor)

    async def _paint(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        """Open the form of a new picture."""
        await self._composing.open(interaction, GenerationParams(""))

    async def _enter(self, interaction: discord.Interaction[Any], page_id: str) -> tuple[Actor, OpenedPage]:
        """Return who presses and the page.

        Raises:
            NotFoundError: there is no such page.

        """
        actor = await enter_session(interaction)
        return actor, await self._services.sessions.opened_page(page_id)


def _place(text: str) -> int:
    """Read the place that a button names.

    Raises:
        RefusedError: no button of this version names such a one.

    """
    if not text.isdecimal() or int(text) > END:
        raise RefusedError(_("This button is from another version of the bot. Use /image gallery instead."))
    return int(text)
