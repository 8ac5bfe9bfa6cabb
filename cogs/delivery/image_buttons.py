"""The buttons of an image, wherever it is shown: what is made of it, and what becomes of it."""

from typing import Any

import discord

from cogs.ui.components import button
from cogs.ui.embeds import STAR
from generation.i18n import _
from generation.requests.variations import find_upscaler
from generation.services import Services
from storage.records import Image

Button = discord.ui.Button[Any]


def favorite_button(image: Image) -> Button:
    """Return the button that stars an image."""
    return button("favorite", image.id, label=_("Favorite"), emoji=STAR)


async def repeat_buttons(image: Image, services: Services) -> list[Button]:
    """Return the buttons that have another image made of one."""
    buttons = [
        button("reroll", image.id, label=_("Reroll"), emoji="\N{GAME DIE}"),
        button("vary", image.id, label=_("Vary"), emoji="\N{TWISTED RIGHTWARDS ARROWS}"),
        button("edit", image.id, label=_("Edit description"), emoji="\N{MEMO}"),
    ]
    if upscaler := find_upscaler(await services.guild_providers.of_session(image.session_id), image):
        label = (
            _("Upscale \N{MULTIPLICATION SIGN}{factor}").format(factor=f"{upscaler.factor:.2g}")
            if upscaler.factor
            else _("Upscale")
        )
        buttons.append(button("upscale", image.id, label=label, emoji="\N{RIGHT-POINTING MAGNIFYING GLASS}"))
    return buttons


def editing_buttons(image: Image) -> list[Button]:
    """Return the buttons that edit an image, and show what it comes of and what came of it."""
    brush = "\N{LOWER LEFT PAINTBRUSH}\N{VARIATION SELECTOR-16}"
    return [
        button("retouch", image.id, label=_("Edit"), emoji=brush),
        button("history", image.id, label=_("Versions"), emoji="\N{FILM FRAMES}\N{VARIATION SELECTOR-16}"),
    ]


def download_button(image: Image) -> Button:
    """Return the button that sends the original."""
    return button("download", image.id, label=_("Download original"), emoji="\N{FLOPPY DISK}")


def album_button(image: Image) -> Button:
    """Return the button that puts an image into an album."""
    return button("album", image.id, label=_("Add to album"), emoji="\N{OPEN BOOK}")


def recap_button(image: Image) -> Button:
    """Return the button that suggests an image for the next recap."""
    return button("recapadd", image.id, label=_("For the recap"), emoji="\N{SCROLL}")


def report_button(image: Image) -> Button:
    """Return the button that reports an image to the GM."""
    return button("report", image.id, label=_("Report"))


def delete_button(image: Image) -> Button:
    """Return the button that asks whether to delete an image."""
    return button("delete", image.id, label=_("Delete"), style=discord.ButtonStyle.danger)
