"""Gallery pages: one picture at a time, turned by buttons.

A page that `/image gallery` opens hangs in the channel for all to see, and whoever opened it turns it: two players at
one page would tear it out of each other's hands. Somebody else's press is no dead end: it opens that person's own page,
which only they see, at the place they pressed for. Since all see a shared page, it shows no secret picture, even to a
GM.
"""

import io
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs.base import SceneBot
from cogs.buttons import SceneButton, button, row
from cogs.embeds import STAR, empty_gallery_embed, page_embed
from cogs.people import enter_session
from cogs.stars import Stars
from generation.access import PLAYER, Requester
from generation.sessions import OpenedPage
from storage.gallery import Page
from storage.records import Image

#: Beyond every place in a gallery.
_NEWEST = 2**62


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page ready to be sent: files are made when it is."""

    embed: discord.Embed
    view: discord.ui.View
    picture: bytes | None
    alt_text: str

    def files(self) -> list[discord.File]:
        if self.picture is None:
            return []
        return [discord.File(io.BytesIO(self.picture), "scene.jpg", description=self.alt_text[:1024])]


class GalleryPages:
    """Open and turn gallery pages."""

    def __init__(self, bot: SceneBot, stars: Stars) -> None:
        self._services = bot.services
        self._stars = stars
        bot.presses |= {"page": self._turn, "star": self._star, "filter": self._filter}

    async def open(
        self,
        interaction: discord.Interaction[Any],
        *,
        shared: bool,
        favorites: bool,
        at_image: str | None = None,
    ) -> None:
        """Answer an interaction with a page: the newest picture, or the one that is named."""
        by = await enter_session(interaction)
        await self._stars.reconcile_channel(by.session_id)
        page = await self._services.sessions.open_page(by, shared=shared, favorites=favorites)
        before = None
        if at_image:
            image = await self._services.gallery.image(at_image, by)
            before = (image.seq or 0) + 1
        found = await self._services.gallery.page(_viewer(by, page), favorites=favorites, before=before)
        shown = await self._show(page, found)
        await interaction.response.send_message(
            embed=shown.embed, view=shown.view, files=shown.files(), ephemeral=not shared
        )

    async def _turn(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Turn to the newer, older, newest or oldest picture; `ids` are page, direction and place."""
        page_id, direction, place = ids
        by = await enter_session(interaction)
        page = await self._services.sessions.opened_page(page_id)
        found = await self._find(_viewer(by, page), page, direction, int(place))
        await self._answer(interaction, page, found, by)

    async def _find(self, viewer: Requester, page: OpenedPage, direction: str, place: int) -> Page:
        bounds: dict[str, int] = {
            "newer": {"after": place},
            "older": {"before": place},
            "newest": {"before": _NEWEST},
            "oldest": {"after": 0},
        }[direction]
        found = await self._services.gallery.page(viewer, favorites=page.favorites, **bounds)
        if found.images:
            return found
        # What stood there was deleted or lost its star meanwhile: the last picture at that end.
        end = {"after": 0} if direction == "older" else {"before": _NEWEST}
        return await self._services.gallery.page(viewer, favorites=page.favorites, **end)

    async def _star(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Turn one's star over; the page's owner sees the page change, anybody else is told."""
        page_id, image_id = ids
        by = await enter_session(interaction)
        page = await self._services.sessions.opened_page(page_id)
        await self._stars.reconcile_channel(by.session_id)
        image = await self._services.gallery.image(image_id, by)
        await self._services.gallery.toggle_favorite(image_id, by)
        found = await self._services.gallery.page(
            _viewer(by, page), favorites=page.favorites, before=(image.seq or 0) + 1
        )
        if not found.images:
            found = await self._services.gallery.page(_viewer(by, page), favorites=page.favorites)
        shown = await self._show(page, found)
        # The count belongs to the picture, not to the page's owner: it changes for whoever pressed.
        await interaction.response.edit_message(embed=shown.embed, view=shown.view, attachments=shown.files())

    async def _filter(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show favorites only, or everything again."""
        by = await enter_session(interaction)
        page = await self._services.sessions.opened_page(ids[0])
        favorites = not page.favorites
        if by.user_id == page.viewer:
            page = await self._services.sessions.show_favorites(page, favorites=favorites)
        else:
            page = replace(page, favorites=favorites)
        found = await self._services.gallery.page(_viewer(by, page), favorites=favorites)
        await self._answer(interaction, page, found, by)

    async def _answer(
        self, interaction: discord.Interaction[Any], page: OpenedPage, found: Page, by: Requester
    ) -> None:
        """Turn the page for its owner; give anybody else a page of their own at the same place."""
        if by.user_id == page.viewer:
            shown = await self._show(page, found)
            await interaction.response.edit_message(embed=shown.embed, view=shown.view, attachments=shown.files())
            return
        own = await self._services.sessions.open_page(by, shared=False, favorites=page.favorites)
        shown = await self._show(own, found)
        await interaction.response.send_message(embed=shown.embed, view=shown.view, files=shown.files(), ephemeral=True)

    async def _show(self, page: OpenedPage, found: Page) -> _Shown:
        if not found.images:
            everything = button("filter", page.id, label="Show all pictures")
            embed = empty_gallery_embed(favorites=page.favorites)
            return _Shown(embed, row(everything) if page.favorites else row(), None, "")
        image = found.images[0]
        stars = await self._services.gallery.stars(image.id)
        embed = page_embed(found, len(stars), favorites=page.favorites)
        picture = await self._services.gallery.display_copy(image)
        view = row(*_buttons(page, image, found))
        return _Shown(embed, view, picture, image.alt_text or image.prompt)


def _viewer(by: Requester, page: OpenedPage) -> Requester:
    """Return who looks: at a shared page everybody does, so that it shows what a player may see."""
    return Requester(by.session_id, by.user_id, PLAYER) if page.shared else by


def _buttons(page: OpenedPage, image: Image, found: Page) -> tuple[SceneButton, ...]:
    place = str(image.seq)
    at_first, at_last = found.before == 0, found.before + 1 >= found.total and not found.capped
    return (
        button(
            "page",
            page.id,
            "newest",
            "0",
            label="First",
            emoji="\N{BLACK LEFT-POINTING DOUBLE TRIANGLE}",
            disabled=at_first,
        ),
        button(
            "page",
            page.id,
            "newer",
            place,
            label="Previous",
            emoji="\N{BLACK LEFT-POINTING TRIANGLE}",
            disabled=at_first,
        ),
        button(
            "page", page.id, "older", place, label="Next", emoji="\N{BLACK RIGHT-POINTING TRIANGLE}", disabled=at_last
        ),
        button("star", page.id, image.id, label="Favorite", emoji=STAR),
        button("filter", page.id, label="All pictures" if page.favorites else "Favorites only"),
    )
