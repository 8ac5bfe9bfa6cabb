"""What tests of the gallery share: images to fill it with, and ways to use menus and forms."""

from typing import Any

import discord
from simcord import InteractionResult, MemberActor

from generation.sessions.permissions import Actor
from tests.cogs.discord_harness import AnyMessage, DiscordHarness, buttons, custom_ids, image_id

BUTTON = 2
SCENES = ["a dock", "a bar", "a lab"]


async def generate_each(harness: DiscordHarness, scenes: list[str]) -> list[discord.Message]:
    """Generate these, one after the other, and return their messages."""
    return [await harness.generate_image(scene) for scene in scenes]


async def fill_gallery(harness: DiscordHarness, count: int) -> None:
    """Generate so many images: scene 1, scene 2…"""
    for number in range(1, count + 1):
        await harness.generate_image(f"scene {number}", size="512x512")


async def tag_image(harness: DiscordHarness, message: discord.Message, *tags: str) -> str:
    """Give the image of a message tags, and return its id."""
    await harness.services.gallery.set_tags(image_id(message), harness.as_gm(), tags)
    return image_id(message)


def labels(message: AnyMessage) -> dict[str, bool]:
    """Tell of each button whether it is disabled."""
    return {each["label"]: each.get("disabled", False) for each in buttons(message) if each["type"] == BUTTON}


def menu(message: AnyMessage, verb: str) -> dict[str, Any]:
    """Return a menu of a message as Discord keeps it."""
    return next(each for each in buttons(message) if f"-{verb}:" in f"{each.get('custom_id', '')}:")


def menu_labels(message: AnyMessage, verb: str) -> list[str]:
    """Return the labels of a menu's options."""
    return [option["label"] for option in menu(message, verb)["options"]]


async def choose_option(
    harness: DiscordHarness,
    message: AnyMessage,
    verb: str,
    value: Any,  # noqa: ANN401  # a value, or somebody
    *,
    by: MemberActor | None = None,
) -> InteractionResult:
    """Choose something from a menu."""
    custom_id = next(each for each in custom_ids(message) if f"-{verb}:" in each)
    return await (by or harness.player).select(message, [value], custom_id=custom_id)


async def submit_form(
    harness: DiscordHarness,
    message: AnyMessage,
    verb: str,
    values: dict[str, Any],
    *,
    by: MemberActor | None = None,
) -> InteractionResult:
    """Press a button that opens a form, fill it in, and send it off."""
    who = by or harness.player
    return await who.submit_modal(await harness.press(message, verb, by=who), values)


def as_player(harness: DiscordHarness) -> Actor:
    """Return the player as the services know them."""
    return Actor(harness.session_id, str(harness.player.id))
