"""What an opened gallery page holds: the image or the contact sheet, its details, and the buttons to turn it."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import discord

from cogs.delivery.image_buttons import (
    album_button,
    delete_button,
    download_button,
    editing_buttons,
    recap_button,
    repeat_buttons,
    report_button,
)
from cogs.delivery.message_links import message_link
from cogs.gallery.embeds import empty_gallery_embed, grid_embed, one_line_prompt, page_embed
from cogs.gallery.filters import filter_menu
from cogs.ui.components import Option, button, button_menu, in_rows, make_view, select
from cogs.ui.embeds import NOTE, STAR, sentence_text, session_title, type_title
from cogs.ui.spoilers import covered_embed, covered_filename
from generation.gallery.opened_pages import OpenedPage
from generation.gallery.page_contents import PageContents, page_contents, viewer_of
from generation.gallery.scopes import Scope
from generation.gallery.turning import write_rank
from generation.i18n import _
from generation.images.alt_text import spoken_alt_text
from generation.services import Services
from generation.sessions.permissions import Actor
from storage.errors import StorageError
from storage.gallery_filters import CAMPAIGN, EVERYTHING, OLDEST, STARS
from storage.images import Page
from storage.params import PUBLIC
from storage.records import Image

#: How many images a contact sheet shows.
GRID_SIZE = 9
#: The row of what else there is, or of a menu that asks further.
_LAST_ROW = 4
Button = discord.ui.Button[Any]
Items = list[discord.ui.Item[Any]]
#: Positions of images as buttons name them, by the images' ids.
Positions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PageMessage:
    """A page ready to be sent."""

    embed: discord.Embed
    items: Items
    image: bytes | None = field(default=None, repr=False)
    filename: str = "scene.jpg"
    alt_text: str = ""
    #: What is on the attached file; a page that shows it already need not get it again.
    image_fingerprint: str = ""

    @property
    def fingerprint(self) -> str:
        """Return what tells this page's content from another's."""
        content = (self.embed.to_dict(), [item.to_component_dict() for item in self.items], self.image_fingerprint)
        return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()

    def view(self, menu: discord.ui.Item[Any] | None = None) -> discord.ui.View:
        """Return the buttons and menus for one try, with a menu that asks further in the last row's place."""
        if menu is None:
            return make_view(*self.items)
        menu.row = _LAST_ROW
        return make_view(*(item for item in self.items if item.row != _LAST_ROW), menu)

    def files(self) -> list[discord.File]:
        """Return the attachments for one try: a file that was sent once uploads nothing."""
        if self.image is None:
            return []
        return [discord.File(io.BytesIO(self.image), self.filename, description=self.alt_text[:1024])]

    def covered(self) -> "PageMessage":
        """Return the same behind spoilers."""
        return replace(
            self,
            embed=covered_embed(self.embed),
            filename=covered_filename(self.filename),
            image_fingerprint=f"covered {self.image_fingerprint}",
        )


class PageRenderer:
    """Render pages."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def render(self, page: OpenedPage, images: Page, actor: Actor) -> PageMessage:
        """Return what a page shows to whoever turns it."""
        styles = await self._services.styles.all(page.session_id) if page.shown.style else {}
        style_names = {name: _(each.style.name) for name, each in styles.items()}
        scope = await self._services.campaigns.scope(viewer_of(page, actor), page.scope)
        campaign = await self._services.campaigns.of_session(page.session_id) if page.scope == CAMPAIGN else None
        of_one = images.images[0].session_id if images.images and not page.grid else page.session_id
        session = await self._services.sessions.get(of_one)
        contents = await page_contents(self._services.gallery, self._services.reveals, page, images, actor, session)
        if not images.images:
            embed = empty_gallery_embed(page.shown, style_names, campaign)
            return PageMessage(embed, _empty_items(page, contents))
        positions = await _positions(scope, page, images.images)
        if page.grid:
            embed = grid_embed(images, page, style_names, campaign)
            items = _grid_items(page, contents, positions)
            message = await self._attach_sheet(embed, items, images.images)
        else:
            embed = page_embed(images, contents.stars, page, style_names, campaign)
            if campaign and session:
                embed.add_field(name=_("Session"), value=session_title(session), inline=True)
            items = await _page_items(page, contents, positions, self._services)
            if link := await message_link(self._services, session, images.images[0].id):
                items.append(discord.ui.Button(label=_("Go to its message"), url=link, row=_LAST_ROW))
            if contents.url:
                message = PageMessage(embed.set_image(url=contents.url), items)
            else:
                message = await self._attach_image(embed, items, images.images[0])
        return message.covered() if contents.is_covered else message

    async def _attach_image(self, embed: discord.Embed, items: Items, image: Image) -> PageMessage:
        try:
            copy = await self._services.gallery.display_copy(image)
        except StorageError as error:
            return PageMessage(embed.add_field(name=_(NOTE), value=sentence_text(error.sentence), inline=False), items)
        return PageMessage(embed, items, copy, "scene.jpg", spoken_alt_text(image), image.id)

    async def _attach_sheet(self, embed: discord.Embed, items: Items, images: Sequence[Image]) -> PageMessage:
        sheet = await self._services.gallery.contact_sheet(images)
        alt_text = " ".join(f"{number}: {one_line_prompt(image, 100)}." for number, image in enumerate(images, start=1))
        fingerprint = " ".join(["sheet", *(image.id for image in images)])
        return PageMessage(embed, items, sheet, "sheet.jpg", alt_text, fingerprint)


def _empty_items(page: OpenedPage, contents: PageContents) -> Items:
    generate: Items = [] if contents.ended else [_generate_button()]
    if page.shown == EVERYTHING:
        return generate
    everything = button("all", page.id, label=_("Show all pictures"), style=discord.ButtonStyle.primary)
    return in_rows([[everything, _search_button(page), *generate], [filter_menu(page)]])


async def _page_items(page: OpenedPage, contents: PageContents, positions: Positions, services: Services) -> Items:
    """Return buttons and menus of a page of one image; of an ended session only those that work there."""
    image, ended = contents.images.images[0], contents.ended
    grid = button("grid", page.id, positions[image.id], label=_("Grid"), emoji="\N{INPUT SYMBOL FOR NUMBERS}")
    star = button("star", page.id, image.id, label=_("Favorite"), emoji=STAR)
    tag = button("tag", image.id, page.id, label=_("Tag"), emoji="\N{LABEL}")
    search = _search_button(page)
    acting = [grid, search] if ended else [grid, star, tag, search, _generate_button()]
    making = [*await repeat_buttons(image, services), *editing_buttons(image), album_button(image), recap_button(image)]
    more = [*([] if ended else making), download_button(image), report_button(image)]
    if contents.is_elsewhere:
        # It is starred, tagged and repeated where it was painted, by the rules that hold there.
        acting, more = [grid, search], [download_button(image), *([] if ended else [album_button(image)])]
    if contents.may_delete:
        more.append(delete_button(image))
    last: list[Button] = []
    if image.visibility != PUBLIC and image.request_id is not None and not contents.is_elsewhere:
        last.append(button("reveal", image.request_id, image.id, label=_("Reveal now")))
    if contents.may_clear_stars:
        last.append(button("unstar", image.id, label=_("Take all stars (GM)")))
    more_menu = button_menu(more, hint=_("More for this picture"))
    turning = _turn_buttons(page, contents.images, positions)
    return in_rows([turning, acting, [filter_menu(page)], [more_menu], last])


def _grid_items(page: OpenedPage, contents: PageContents, positions: Positions) -> Items:
    images = contents.images.images
    options = [
        Option(
            image.id,
            _("Picture {number}").format(number=number)
            if contents.is_covered
            else f"{number}: {one_line_prompt(image, 80)}",
            type_title(image.type),
        )
        for number, image in enumerate(images, start=1)
    ]
    open_menu = select("large", page.id, options=options, hint=_("Open one of these"))
    acting = [
        button("large", page.id, positions[images[0].id], label=_("One at a time"), emoji="\N{FRAME WITH PICTURE}"),
        _search_button(page),
        *([] if contents.ended else [_generate_button()]),
    ]
    return in_rows([_turn_buttons(page, contents.images, positions), [open_menu], acting, [filter_menu(page)]])


async def _positions(scope: Scope, page: OpenedPage, images: Sequence[Image]) -> Positions:
    """Return the positions of the images between which a page is turned, the first and the last on it."""
    ends = {image.id: image for image in (images[0], images[-1])}
    if page.sort == STARS:
        return {name: write_rank(scope, STARS, await scope.rank_of(image)) for name, image in ends.items()}
    return {name: scope.write_place(scope.place_of(image)) for name, image in ends.items()}


def _turn_buttons(page: OpenedPage, images: Page, positions: Positions) -> list[Button]:
    first, last = positions[images.images[0].id], positions[images.images[-1].id]
    uncounted = images.capped and page.sort == OLDEST
    at_first = images.before == 0 and not uncounted
    at_last = not images.capped and images.before + len(images.images) >= images.total

    def turn(direction: str, position: str, label: str, emoji: str, *, disabled: bool) -> Button:
        return button("page", page.id, direction, position, label=label, emoji=emoji, disabled=disabled)

    return [
        turn("newest", "0", _("First"), "\N{BLACK LEFT-POINTING DOUBLE TRIANGLE WITH VERTICAL BAR}", disabled=at_first),
        turn("newer", first, _("Previous"), "\N{BLACK LEFT-POINTING TRIANGLE}", disabled=at_first),
        turn("older", last, _("Next"), "\N{BLACK RIGHT-POINTING TRIANGLE}", disabled=at_last),
        turn("oldest", "0", _("Last"), "\N{BLACK RIGHT-POINTING DOUBLE TRIANGLE WITH VERTICAL BAR}", disabled=at_last),
        button("jump", page.id, label=_("Jump"), disabled=at_first and at_last),
    ]


def _search_button(page: OpenedPage) -> Button:
    return button("search", page.id, label=_("Search"), emoji="\N{LEFT-POINTING MAGNIFYING GLASS}")


def _generate_button() -> Button:
    return button("paint", label=_("Generate"), emoji="\N{ARTIST PALETTE}", style=discord.ButtonStyle.primary)
