"""Buttons and select menus that live in their custom_id, so that they answer after a restart.

A custom_id is `scene:<verb>:<id>…`, that of a select menu `scene:select-<verb>:<id>…`; `cogs.ui.dispatcher` finds the
handler of a verb.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

#: Discord's bound.
MAX_OPTIONS = 25
#: The verb of a menu of buttons.
PRESS = "press"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that can be chosen."""

    value: str
    label: str
    description: str = ""
    chosen: bool = False

    def to_discord(self) -> discord.SelectOption:
        """Return it as Discord's option."""
        return discord.SelectOption(
            label=self.label[:100],
            value=self.value,
            description=self.description[:100] or None,
            default=self.chosen,
        )


def make_custom_id(verb: str, *ids: str) -> str:
    """Return the custom_id of a button or a form."""
    return ":".join(("scene", verb, *ids))


def select_custom_id(verb: str, *ids: str) -> str:
    """Return the custom_id of a select menu."""
    return make_custom_id(f"select-{verb}", *ids)


def button(
    verb: str,
    *ids: str,
    label: str | None = None,
    emoji: str | None = None,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> discord.ui.Button[Any]:
    """Return a button."""
    return discord.ui.Button(
        label=label, emoji=emoji, style=style, disabled=disabled, custom_id=make_custom_id(verb, *ids)
    )


def select(
    verb: str, *ids: str, options: Sequence[Option], hint: str = "", row: int | None = None
) -> discord.ui.Select[Any]:
    """Return a menu in which one of the options is chosen."""
    return discord.ui.Select(
        custom_id=select_custom_id(verb, *ids),
        placeholder=hint[:150] or None,
        options=[option.to_discord() for option in options[:MAX_OPTIONS]],
        row=row,
    )


def button_menu(
    buttons: Sequence[discord.ui.Button[Any]], *, hint: str, row: int | None = None
) -> discord.ui.Select[Any]:
    """Return a menu whose options do what these buttons would do, for where there is no room for so many buttons."""
    options = [
        discord.SelectOption(label=(each.label or "")[:100], value=each.custom_id or "", emoji=each.emoji)
        for each in buttons[:MAX_OPTIONS]
    ]
    return discord.ui.Select(custom_id=select_custom_id(PRESS), placeholder=hint[:150], options=options, row=row)


def role_select(verb: str, *ids: str, hint: str) -> discord.ui.RoleSelect[Any]:
    """Return a menu of the server's roles."""
    return discord.ui.RoleSelect(custom_id=select_custom_id(verb, *ids), placeholder=hint[:150])


def channel_select(verb: str, *ids: str, hint: str) -> discord.ui.ChannelSelect[Any]:
    """Return a menu of the server's text channels and threads; choosing none is a choice, too."""
    types = [discord.ChannelType.text, discord.ChannelType.private_thread, discord.ChannelType.public_thread]
    return discord.ui.ChannelSelect(
        custom_id=select_custom_id(verb, *ids), placeholder=hint[:150], channel_types=types, min_values=0
    )


def member_select(verb: str, *ids: str, hint: str) -> discord.ui.UserSelect[Any]:
    """Return a menu of people, whom Discord itself finds by name."""
    return discord.ui.UserSelect(custom_id=select_custom_id(verb, *ids), placeholder=hint[:150])


def make_view(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """Return a view of these buttons and menus that discord.py does not keep: the custom_ids say all."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    # A view that is finished is sent but not stored; stored ones would pile up, one for each message.
    view.stop()
    return view


def in_rows(rows: Sequence[Sequence[discord.ui.Item[Any]]]) -> list[discord.ui.Item[Any]]:
    """Return the items of these rows, each put into its row; empty rows are left out."""
    for number, items in enumerate(each for each in rows if each):
        for item in items:
            item.row = number
    return [item for items in rows for item in items]


def custom_ids_of(message: discord.Message) -> list[str]:
    """Return the custom_ids of a message's buttons and menus."""
    return [
        custom_id
        for component in message.components
        for child in getattr(component, "children", ())
        if (custom_id := getattr(child, "custom_id", None))
    ]
