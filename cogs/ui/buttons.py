"""Buttons that live in their custom_id: `scene:<verb>:<id>…` and nothing else, so that they answer after a restart."""

import re
from typing import Any, Self

import discord

from cogs.bot import bot_of
from cogs.ui.locales import privately
from cogs.ui.replies import report_error
from generation.errors import NotFoundError
from generation.i18n import _


class SceneButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"scene:(?P<verb>[a-z]+)(?P<ids>(?::[A-Za-z0-9_-]+)*)"
):
    """Any of the bot's buttons."""

    def __init__(self, button: discord.ui.Button[Any], verb: str, ids: list[str]) -> None:
        super().__init__(button)
        self._verb = verb
        self._ids = ids

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed, from its custom_id alone."""
        if not isinstance(item, discord.ui.Button):
            raise TypeError(f"a {type(item).__name__} bears a button's custom_id")
        return cls(item, match["verb"], [part for part in match["ids"].split(":") if part])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the verb says; an error reaches the user as a sentence."""
        with privately(interaction):
            try:
                press = bot_of(interaction).presses.get(self._verb)
                if press is None:
                    raise NotFoundError(
                        _("This button is from another version of the bot. Use /image gallery instead.")
                    )
                await press(interaction, self._ids)
            except Exception as error:  # noqa: BLE001  # whatever it is, the user is told
                await report_error(interaction, error)


def button(
    verb: str,
    *ids: str,
    label: str | None = None,
    emoji: str | None = None,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> SceneButton:
    """Return a button of a verb in `SceneBot.presses`."""
    custom_id = ":".join(("scene", verb, *ids))
    plain: discord.ui.Button[Any] = discord.ui.Button(
        label=label, emoji=emoji, style=style, disabled=disabled, custom_id=custom_id
    )
    return SceneButton(plain, verb, list(ids))


def row(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """Return a view of these buttons and menus that discord.py does not keep: the custom_ids say all."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    # A view that is finished is sent but not stored; stored ones would pile up, one for each message.
    view.stop()
    return view
