"""The filter of a gallery page: the menus that set it, and what their values mean."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import discord

from cogs.ui.components import Option, member_select, select
from cogs.ui.embeds import type_title
from generation.errors import RefusedError
from generation.gallery.opened_pages import OpenedPage
from generation.gallery.scopes import Scope
from generation.i18n import N_, _, ngettext
from generation.services import Services
from storage.gallery_filters import EVERYTHING, Choice, GalleryFilter

Menu = discord.ui.Item[Any]

EVERY, FAVORITES, MINE, MEMBER = "all", "favorites", "mine", "member"
TYPE, STYLE, TAG = "type", "style", "tag"
#: No picture has a tag, a style or a type that is called so.
_ANY = ",any"
_HINTS = {
    TYPE: N_("Which type?"),
    STYLE: N_("Which style?"),
    TAG: N_("Which tag? These are the most common"),
}
_NO_VALUES = {
    TYPE: N_("There is no picture here yet."),
    STYLE: N_("No picture here has a chosen style yet."),
    TAG: N_("No picture here has a tag yet. Press Tag under one."),
}
_OTHER_VERSION = N_("This menu is from another version of the bot. Open the gallery again.")
_ANYTHING = {TYPE: N_("Any type"), STYLE: N_("Any style"), TAG: N_("Any tag or none")}


def filter_menu(page: OpenedPage) -> Menu:
    """Return the menu of what a page can show; it says what it shows now."""
    starred = _("Not only favorites") if page.shown.favorites else _("Favorites")
    options = [
        Option(EVERY, _("All pictures")),
        Option(FAVORITES, starred, _("Pictures with a star")),
        Option(MINE, _("Mine"), _("What you asked for")),
        Option(TYPE, _("By type"), _("Scenes, characters, locations or items")),
        Option(STYLE, _("By style")),
        Option(TAG, _("By tag")),
        Option(MEMBER, _("By member"), _("What one member asked for")),
    ]
    hint = _("Filter: off") if page.shown == EVERYTHING else _("Filter: on")
    return select("filter", page.id, options=options, hint=hint)


def member_menu(page: OpenedPage) -> Menu:
    """Return the menu of people."""
    return member_select(MEMBER, page.id, hint=_("Whose pictures?"))


async def second_menu(services: Services, scope: Scope, page: OpenedPage, facet: str) -> Callable[[OpenedPage], Menu]:
    """Return what makes, for a page, the menu of the values that its images have of one facet.

    Raises:
        RefusedError: there is nothing to choose from, or no such facet.

    """
    if facet == MEMBER:
        return member_menu
    if facet not in _HINTS:
        raise RefusedError(_(_OTHER_VERSION))
    values, names = await _facet_values(services, scope, page.session_id, facet)
    if not values:
        raise RefusedError(_NO_VALUES[facet])
    options = [Option(_ANY, _(_ANYTHING[facet]))] if getattr(page.shown, facet) else []
    options += [Option(each.value, names.get(each.value, each.value), _image_count(each.images)) for each in values]
    return lambda page: select("narrow", page.id, facet, options=options, hint=_(_HINTS[facet]))


def filtered_by(shown: GalleryFilter, value: str, user_id: str) -> GalleryFilter:
    """Return the filter once the first menu's `value` was chosen by somebody."""
    match value:
        case "favorites":
            return replace(shown, favorites=not shown.favorites)
        case "mine":
            return replace(shown, member=user_id)
        case _:
            return EVERYTHING


def filtered_by_facet(shown: GalleryFilter, facet: str, value: str) -> GalleryFilter:
    """Return the filter once a value was chosen for a facet.

    Raises:
        RefusedError: there is no such facet.

    """
    chosen = None if value == _ANY else value
    match facet:
        case "type":
            return replace(shown, type=chosen)
        case "style":
            return replace(shown, style=chosen)
        case "tag":
            return replace(shown, tag=chosen)
        case "member":
            return replace(shown, member=chosen)
        case _:
            raise RefusedError(_(_OTHER_VERSION))


async def _facet_values(
    services: Services, scope: Scope, session_id: str, facet: str
) -> tuple[Sequence[Choice], dict[str, str]]:
    """Return the values there are, one less than a menu holds, and the names of those that have names."""
    values = (await scope.choices(facet))[:24]
    if facet == STYLE:
        styles = await services.styles.all(session_id)
        return values, {name: _(each.style.name) for name, each in styles.items()}
    if facet == TYPE:
        return values, {each.value: type_title(each.value) for each in values}
    return values, {}


def _image_count(images: int) -> str:
    return ngettext("{count} picture", "{count} pictures", images).format(count=images)
