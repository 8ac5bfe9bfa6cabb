"""Opened gallery pages as messages: sent, edited by whoever presses, and refreshed in between."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs.actors import channel_language, user_language
from cogs.bot import SceneBot
from cogs.gallery.page_renderer import GRID_SIZE, PageMessage, PageRenderer
from cogs.ui.replies.replies import edit_answer, edit_message, reply
from generation.errors import NotAllowedError
from generation.gallery.opened_pages import OpenedPage
from generation.gallery.page_contents import viewer_of
from generation.gallery.turning import Turning
from generation.i18n import speaking
from generation.sessions.permissions import PLAYER, Actor
from storage.errors import StorageError
from storage.images import Page
from storage.records import Image

log = logging.getLogger(__name__)

#: How many pages are remembered as they were sent; older ones are sent whole again.
MAX_REMEMBERED = 2000
#: How often a page that is being turned while it is refreshed is looked at again.
_MAX_TRIES = 3

#: Makes the menu that asks further for the page that is to have it.
MakeMenu = Callable[[OpenedPage], discord.ui.Item[Any]]


@dataclass(slots=True)
class _SentPage:
    """What a page shows, as far as this process has sent it."""

    fingerprint: str = ""
    image_fingerprint: str | None = None
    #: By which a page can be edited that only its viewer sees.
    interaction: discord.Interaction[Any] | None = None
    #: Counts whatever was sent by a press, so that an edit which came late is noticed.
    edits: int = 0

    def note(self, message: PageMessage) -> None:
        """Remember what was sent."""
        self.fingerprint, self.image_fingerprint = message.fingerprint, message.image_fingerprint


class GalleryMessages:
    """Send pages and edit them."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._renderer = PageRenderer(bot.services)
        self._sent: dict[str, _SentPage] = {}

    async def images_of(self, page: OpenedPage, actor: Actor) -> Page:
        """Return the images of a page where it was left; what is gone is followed by what comes next."""
        return await (await self.turning(page, actor)).standing()

    async def turning(self, page: OpenedPage, actor: Actor) -> Turning:
        """Return what turns a page, as whoever it is for may see it."""
        scope = await self._services.campaigns.scope(viewer_of(page, actor), page.scope)
        return Turning(scope, page, GRID_SIZE if page.grid else 1)

    async def send(
        self,
        interaction: discord.Interaction[Any],
        page: OpenedPage,
        images: Page,
        actor: Actor,
        *,
        menu: MakeMenu | None = None,
    ) -> None:
        """Answer an interaction with a page of its own."""
        with channel_language(interaction) if page.shared else user_language(interaction):
            message = await self._renderer.render(page, images, actor)
            view = message.view(menu(page) if menu else None)
        sent = await reply(
            interaction, embed=message.embed, view=view, files=message.files(), ephemeral=not page.shared
        )
        self._remember(page, message, interaction)
        if page.shared and sent is not None:
            try:
                await self._services.views.attach(page.id, str(sent.id))
            except StorageError as error:
                # The page is there, and answers; whoever opened it must not be told that it is not.
                log.warning("page %s answers, but does not follow what happens: %s", page.id, error)

    async def turn(
        self,
        interaction: discord.Interaction[Any],
        page: OpenedPage,
        images: Page,
        actor: Actor,
        *,
        menu: MakeMenu | None = None,
    ) -> None:
        """Turn a page for its owner; give anybody else a page of their own at the same position."""
        if actor.user_id == page.viewer:
            await self._services.views.turn(page)
            await self._edit(interaction, page, images, actor, menu=menu)
            return
        own = await self._services.views.open_own(page, actor)
        await self.send(interaction, own, await self.images_of(own, actor), actor, menu=menu)

    async def show_changed(
        self, interaction: discord.Interaction[Any], page: OpenedPage, image: Image, actor: Actor
    ) -> None:
        """Show a page anew where somebody has just changed an image of it, whoever that was."""
        scope = (await self.turning(page, actor)).scope
        changed = replace(page, place=scope.place_of(image))
        await self._edit(interaction, page, await self.images_of(changed, actor), actor)

    async def _edit(
        self,
        interaction: discord.Interaction[Any],
        page: OpenedPage,
        images: Page,
        actor: Actor,
        *,
        menu: MakeMenu | None = None,
    ) -> None:
        """Change the message that has what was pressed; an image that is there already is not sent again."""
        with channel_language(interaction) if page.shared else user_language(interaction):
            message = await self._renderer.render(page, images, actor)
            view = message.view(menu(page) if menu else None)
        if page.id in self._sent:
            self._sent[page.id].edits += 1
        await edit_message(interaction, embed=message.embed, view=view, **self._attachments(page, message))
        self._remember(page, message, interaction)

    async def refresh(self, page_id: str) -> bool:
        """Bring a page up to date; False where nothing has changed on it or it cannot be reached any more.

        Raises:
            SceneError: what it shows cannot be read.
            discord.HTTPException: Discord does not take the edit.

        """
        edited = False
        for _ in range(_MAX_TRIES):
            page = await self._services.views.unchecked(page_id)
            sent = self._sent.setdefault(page_id, _SentPage())
            edits, actor = sent.edits, await self._reader(page, sent)
            if actor is None:
                break
            with speaking(await self._locale(page, sent)):
                message = await self._renderer.render(page, await self.images_of(page, actor), actor)
            if sent.edits != edits:
                continue
            if sent.fingerprint == message.fingerprint:
                break
            await self._edit_unasked(page, sent, message)
            edited = True
            if sent.edits == edits:
                sent.note(message)
                break
            # It was turned meanwhile, and what landed last is unknown: it is sent whole again.
            sent.fingerprint, sent.image_fingerprint = "", None
        return edited

    async def _reader(self, page: OpenedPage, sent: _SentPage) -> Actor | None:
        """Return for whose eyes a page is; None where it cannot be edited."""
        if page.shared:
            return Actor(page.session_id, page.viewer, PLAYER) if page.message_id else None
        if sent.interaction is None or sent.interaction.is_expired():
            return None
        try:
            # The interaction shows its user as they were when they pressed, a quarter of an hour ago at most.
            return await self._services.membership.admit(page.session_id, page.viewer)
        except NotAllowedError:
            return None

    async def _locale(self, page: OpenedPage, sent: _SentPage) -> object:
        """Return the locale of whoever reads a page."""
        if sent.interaction is not None:
            return sent.interaction.locale
        return await self._services.sessions.locale(page.session_id)

    async def _edit_unasked(self, page: OpenedPage, sent: _SentPage, message: PageMessage) -> None:
        """Edit a page that nobody has pressed."""
        attachments = self._attachments(page, message)
        try:
            if page.shared:
                channel = self._bot.get_partial_messageable(int(page.session_id))
                shared = channel.get_partial_message(int(page.message_id or 0))
                await shared.edit(embed=message.embed, view=message.view(), **attachments)
            elif sent.interaction is not None:
                await edit_answer(sent.interaction, embed=message.embed, view=message.view(), **attachments)
        except (discord.NotFound, discord.Forbidden):
            sent.interaction = None
            await self._services.views.attach(page.id, None)
            raise

    def _attachments(self, page: OpenedPage, message: PageMessage) -> Mapping[str, Any]:
        sent = self._sent.get(page.id)
        if sent is not None and sent.image_fingerprint == message.image_fingerprint:
            return {}
        return {"attachments": message.files()}

    def _remember(self, page: OpenedPage, message: PageMessage, interaction: discord.Interaction[Any]) -> None:
        # Put last: the first ones are forgotten.
        sent = self._sent.pop(page.id, _SentPage())
        sent.note(message)
        sent.interaction = None if page.shared else interaction
        self._sent[page.id] = sent
        while len(self._sent) > MAX_REMEMBERED:
            del self._sent[next(iter(self._sent))]
