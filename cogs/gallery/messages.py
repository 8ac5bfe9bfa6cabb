"""Opened galleries as messages: sent, edited by whoever presses, and brought up to date in between."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs.actors import recognize
from cogs.bot import SceneBot
from cogs.gallery.render import GRID_MOST, Look, PageRenderer
from cogs.ui.locales import privately, publicly
from cogs.ui.selects import SceneSelect
from generation.i18n import speaking
from generation.sessions.permissions import PLAYER, Actor
from generation.sessions.sessions import OpenedPage
from storage.images import Page
from storage.records import Image

#: How many pages are remembered as they were shown; older ones are sent whole again.
REMEMBERED = 2000
#: How often a page that is being turned while it is brought up to date is looked at again.
_TRIES = 3

#: Makes the menu of a second step for the page that is to have it.
MakeMenu = Callable[[OpenedPage], SceneSelect]


@dataclass(slots=True)
class _Hung:
    """What a page shows, as far as this process has sent it."""

    mark: str = ""
    picture_mark: str | None = None
    #: By which a page can be edited that only its viewer sees.
    interaction: discord.Interaction[Any] | None = None
    #: Counts whatever was sent by a press, so that an edit which came late is noticed.
    turns: int = 0


def viewer_of(page: OpenedPage, actor: Actor) -> Actor:
    """Return who looks: at a shared page everybody does, so that it shows what a player may see."""
    return Actor(page.session_id, page.viewer, PLAYER) if page.shared else actor


class GalleryMessages:
    """Send pages and edit them."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._renderer = PageRenderer(bot.services)
        self._hung: dict[str, _Hung] = {}

    async def find(self, page: OpenedPage, actor: Actor) -> Page:
        """Return the pictures of a page where it was left; what is gone is followed by the next older one."""
        gallery, viewer = self._services.gallery, viewer_of(page, actor)
        most = GRID_MOST if page.grid else 1
        before = None if page.place is None else page.place + 1
        found = await gallery.page(viewer, page.shown, before=before, most=most)
        if found.images or before is None:
            return found
        return await gallery.page(viewer, page.shown, after=0, most=most)

    async def send(
        self,
        interaction: discord.Interaction[Any],
        page: OpenedPage,
        found: Page,
        actor: Actor,
        *,
        menu: MakeMenu | None = None,
    ) -> None:
        """Answer an interaction with a page of its own."""
        with publicly(interaction) if page.shared else privately(interaction):
            look = await self._renderer.compose(page, found, actor)
            view = look.view_with(menu(page) if menu else None)
        answer = await interaction.response.send_message(
            embed=look.embed, view=view, files=look.files(), ephemeral=not page.shared
        )
        self._remember(page, look, interaction)
        if page.shared and answer.message_id is not None:
            await self._services.sessions.hang_page(page.id, str(answer.message_id))

    async def answer(
        self,
        interaction: discord.Interaction[Any],
        page: OpenedPage,
        found: Page,
        actor: Actor,
        *,
        menu: MakeMenu | None = None,
    ) -> None:
        """Turn a page for its owner; give anybody else a page of their own at the same place."""
        if actor.user_id == page.viewer:
            await self._services.sessions.turn_page(page)
            await self._edit(interaction, page, found, actor, menu=menu)
            return
        own = await self._services.sessions.open_page(
            actor, shared=False, shown=page.shown, place=page.place, grid=page.grid
        )
        await self.send(interaction, own, await self.find(own, actor), actor, menu=menu)

    async def show_again(
        self, interaction: discord.Interaction[Any], page: OpenedPage, image: Image, actor: Actor
    ) -> None:
        """Show a page where somebody has just changed a picture of it, whoever that was."""
        await self._edit(interaction, page, await self.find(replace(page, place=image.seq), actor), actor)

    async def _edit(
        self,
        interaction: discord.Interaction[Any],
        page: OpenedPage,
        found: Page,
        actor: Actor,
        *,
        menu: MakeMenu | None = None,
    ) -> None:
        """Change the message that bears what was pressed; a picture that hangs there already is not sent again."""
        with publicly(interaction) if page.shared else privately(interaction):
            look = await self._renderer.compose(page, found, actor)
            view = look.view_with(menu(page) if menu else None)
        if page.id in self._hung:
            self._hung[page.id].turns += 1
        await interaction.response.edit_message(embed=look.embed, view=view, **self._attachments(page, look))
        self._remember(page, look, interaction)

    async def refresh(self, page_id: str) -> bool:
        """Bring a page up to date; False where nothing has changed on it or it cannot be reached any more.

        Raises:
            SceneError: what it shows cannot be read.
            discord.HTTPException: Discord does not take the edit.

        """
        edited = False
        for _ in range(_TRIES):
            page = await self._services.sessions.opened_page(page_id)
            hung = self._hung.setdefault(page_id, _Hung())
            turns, actor = hung.turns, await self._looks_on(page, hung)
            if actor is None:
                break
            with speaking(await self._locale(page, hung)):
                look = await self._renderer.compose(page, await self.find(page, actor), actor)
            if hung.turns != turns:
                continue
            if hung.mark == look.mark:
                break
            await self._edit_from_afar(page, hung, look)
            edited = True
            if hung.turns == turns:
                hung.mark, hung.picture_mark = look.mark, look.picture_mark
                break
            # It was turned meanwhile, and what landed last is unknown: it is sent whole again.
            hung.mark, hung.picture_mark = "", None
        return edited

    async def _looks_on(self, page: OpenedPage, hung: _Hung) -> Actor | None:
        """Return for whose eyes a page is; None where it cannot be edited."""
        if page.shared:
            return Actor(page.session_id, page.viewer, PLAYER) if page.message_id else None
        if hung.interaction is None or hung.interaction.is_expired():
            return None
        return await recognize(hung.interaction)

    async def _locale(self, page: OpenedPage, hung: _Hung) -> object:
        """Return the locale of whoever reads a page."""
        if hung.interaction is not None:
            return hung.interaction.locale
        return await self._services.sessions.locale(page.session_id)

    async def _edit_from_afar(self, page: OpenedPage, hung: _Hung, look: Look) -> None:
        attachments = self._attachments(page, look)
        try:
            if page.shared:
                channel = self._bot.get_partial_messageable(int(page.session_id))
                message = channel.get_partial_message(int(page.message_id or 0))
                await message.edit(embed=look.embed, view=look.view, **attachments)
            elif hung.interaction is not None:
                await hung.interaction.edit_original_response(embed=look.embed, view=look.view, **attachments)
        except (discord.NotFound, discord.Forbidden):
            hung.interaction = None
            await self._services.sessions.hang_page(page.id, None)
            raise

    def _attachments(self, page: OpenedPage, look: Look) -> Mapping[str, Any]:
        hung = self._hung.get(page.id)
        if hung is not None and hung.picture_mark == look.picture_mark:
            return {}
        return {"attachments": look.files()}

    def _remember(self, page: OpenedPage, look: Look, interaction: discord.Interaction[Any]) -> None:
        # Put last: the first ones are forgotten.
        hung = self._hung.pop(page.id, _Hung())
        hung.mark, hung.picture_mark = look.mark, look.picture_mark
        hung.interaction = None if page.shared else interaction
        self._hung[page.id] = hung
        while len(self._hung) > REMEMBERED:
            del self._hung[next(iter(self._hung))]
