"""What an opened gallery holds: the picture or the contact sheet, its details, and the buttons to turn it."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import discord

from cogs.gallery.embeds import empty_gallery_embed, grid_embed, image_words, page_embed
from cogs.gallery.filters import filter_menu
from cogs.ui.buttons import SceneButton, button, row
from cogs.ui.embeds import NOTE, STAR, type_title
from cogs.ui.forms import Option
from cogs.ui.selects import SceneSelect, select
from cogs.ui.spoilers import covered, covered_name
from generation.i18n import _, said
from generation.services import Services
from generation.sessions.permissions import Actor
from generation.sessions.sessions import OpenedPage
from storage.errors import StorageError
from storage.gallery_filters import EVERYTHING
from storage.images import Page
from storage.params import PUBLIC
from storage.records import Image

GRID_MOST = 9
#: What is asked in a second step, below all others.
_LAST_ROW = 4
Items = Sequence[SceneButton | SceneSelect]


@dataclass(frozen=True, slots=True)
class Look:
    """A page ready to be sent. Files are made anew for each try."""

    embed: discord.Embed
    items: Items
    picture: bytes | None = field(default=None, repr=False)
    name: str = "scene.jpg"
    alt_text: str = ""
    #: What is on the attached file; a page that holds it already need not get it again.
    picture_mark: str = ""

    @property
    def mark(self) -> str:
        """Return what tells this look from another."""
        whole = (self.embed.to_dict(), [item.to_component_dict() for item in self.items], self.picture_mark)
        return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()

    @property
    def view(self) -> discord.ui.View:
        """Return the buttons and menus for one try."""
        return self.view_with(None)

    def view_with(self, menu: SceneSelect | None) -> discord.ui.View:
        """Return the same with a menu for a second step."""
        if menu is None:
            return row(*self.items)
        menu.row = _LAST_ROW
        return row(*self.items, menu)

    def covered(self) -> "Look":
        """Return the same behind spoilers."""
        return replace(
            self, embed=covered(self.embed), name=covered_name(self.name), picture_mark=f"covered {self.picture_mark}"
        )

    def files(self) -> list[discord.File]:
        """Return the attachments for one try."""
        if self.picture is None:
            return []
        return [discord.File(io.BytesIO(self.picture), self.name, description=self.alt_text[:1024])]


class PageRenderer:
    """Compose pages."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def compose(self, page: OpenedPage, found: Page, actor: Actor) -> Look:
        """Return what a page shows to whoever turns it."""
        known = await self._services.styles.all(page.session_id) if page.shown.style else {}
        styles = {name: _(each.style.name) for name, each in known.items()}
        if not found.images:
            return Look(empty_gallery_embed(page.shown, styles), _empty_rows(page))
        is_covered = any([await self._is_covered(image) for image in found.images])
        if page.grid:
            embed = grid_embed(found, page.shown, styles)
            look = await self._sheet(embed, _grid_rows(page, found, is_covered=is_covered), found.images)
        else:
            image = found.images[0]
            stars = await self._services.gallery.stars(image.id)
            may_clear = bool(stars) and not page.shared and actor.sees_secrets
            embed = page_embed(found, len(stars), page.shown, styles)
            items = _page_rows(page, found, may_clear=may_clear)
            # An address cannot be covered.
            url = None if is_covered else self._services.gallery.picture_url(image)
            look = Look(embed.set_image(url=url), items) if url else await self._picture(embed, items, image)
        return look.covered() if is_covered else look

    async def _picture(self, embed: discord.Embed, items: Items, image: Image) -> Look:
        try:
            copy = await self._services.gallery.display_copy(image)
        except StorageError as error:
            return Look(embed.add_field(name=_(NOTE), value=said(error.sentence)[:1000], inline=False), items)
        return Look(embed, items, copy, "scene.jpg", said(image.alt_text or image.prompt), image.id)

    async def _sheet(self, embed: discord.Embed, items: Items, images: Sequence[Image]) -> Look:
        sheet = await self._services.gallery.contact_sheet(images)
        alt_text = " ".join(f"{number}: {image_words(image, 100)}." for number, image in enumerate(images, start=1))
        return Look(embed, items, sheet, "sheet.jpg", alt_text, " ".join(["sheet", *(image.id for image in images)]))

    async def _is_covered(self, image: Image) -> bool:
        request = await self._services.requests.owed(image.request_id or "")
        return request is not None and await self._services.reveals.is_covered(request)


def _empty_rows(page: OpenedPage) -> Items:
    if page.shown == EVERYTHING:
        return [_generate()]
    everything = button("all", page.id, label=_("Show all pictures"), style=discord.ButtonStyle.primary)
    return [*_in_row(0, [everything, _search(page), _generate()]), *_menu_in(1, page)]


def _page_rows(page: OpenedPage, found: Page, *, may_clear: bool) -> Items:
    image = found.images[0]
    acting = [
        button("grid", page.id, str(image.seq), label=_("Grid"), emoji="\N{INPUT SYMBOL FOR NUMBERS}"),
        button("star", page.id, image.id, label=_("Favorite"), emoji=STAR),
        button("tag", image.id, page.id, label=_("Tag"), emoji="\N{LABEL}"),
        _search(page),
        _generate(),
    ]
    clearing = [button("unstar", image.id, label=_("Take all stars (GM)"))] if may_clear else []
    revealing = [button("reveal", image.request_id or "", image.id, label=_("Reveal now"))] if _is_secret(image) else []
    return [
        *_in_row(0, _turning(page, found)),
        *_in_row(1, acting),
        *_menu_in(2, page),
        *_in_row(3, [*revealing, *clearing]),
    ]


def _is_secret(image: Image) -> bool:
    return image.visibility != PUBLIC and image.request_id is not None


def _grid_rows(page: OpenedPage, found: Page, *, is_covered: bool) -> Items:
    options = [
        Option(
            image.id,
            _("Picture {number}").format(number=number) if is_covered else f"{number}: {image_words(image, 80)}",
            type_title(image.type),
        )
        for number, image in enumerate(found.images, start=1)
    ]
    opening = select("large", page.id, options=options, hint=_("Open one of these"), row=1)
    first = str(found.images[0].seq)
    acting = [
        button("large", page.id, first, label=_("One at a time"), emoji="\N{FRAME WITH PICTURE}"),
        _search(page),
        _generate(),
    ]
    return [*_in_row(0, _turning(page, found)), opening, *_in_row(2, acting), *_menu_in(3, page)]


def _turning(page: OpenedPage, found: Page) -> list[SceneButton]:
    newest, oldest = str(found.images[0].seq), str(found.images[-1].seq)
    at_first = found.before == 0
    at_last = not found.capped and found.before + len(found.images) >= found.total

    def turn(direction: str, place: str, label: str, emoji: str, *, disabled: bool) -> SceneButton:
        return button("page", page.id, direction, place, label=label, emoji=emoji, disabled=disabled)

    return [
        turn("newest", "0", _("First"), "\N{BLACK LEFT-POINTING DOUBLE TRIANGLE WITH VERTICAL BAR}", disabled=at_first),
        turn("newer", newest, _("Previous"), "\N{BLACK LEFT-POINTING TRIANGLE}", disabled=at_first),
        turn("older", oldest, _("Next"), "\N{BLACK RIGHT-POINTING TRIANGLE}", disabled=at_last),
        turn("oldest", "0", _("Last"), "\N{BLACK RIGHT-POINTING DOUBLE TRIANGLE WITH VERTICAL BAR}", disabled=at_last),
        button("jump", page.id, label=_("Jump"), disabled=at_first and at_last),
    ]


def _search(page: OpenedPage) -> SceneButton:
    return button("search", page.id, label=_("Search"), emoji="\N{LEFT-POINTING MAGNIFYING GLASS}")


def _generate() -> SceneButton:
    return button("paint", label=_("Generate"), emoji="\N{ARTIST PALETTE}", style=discord.ButtonStyle.primary)


def _menu_in(number: int, page: OpenedPage) -> list[SceneSelect]:
    menu = filter_menu(page)
    menu.row = number
    return [menu]


def _in_row(number: int, buttons: list[SceneButton]) -> list[SceneButton]:
    for each in buttons:
        each.row = number
    return buttons
