"""/image styles: every style's preview on one sheet, and a menu that opens the form with the chosen one."""

import io
from typing import Any

import pytest
from PIL import Image
from simcord import InteractionResult, ResponseMessage

from generation.sessions.styles import MOST_STYLES
from generation.styles.catalogue import all_styles
from generation.styles.preview_sheet import PREVIEWS, SIDE, style_sheet
from tests.cogs.discord_harness import DiscordHarness, answer, buttons, private_answer
from tests.generation.fake_provider import FakeProvider

SHIPPED = list(all_styles())


async def opened(harness: DiscordHarness) -> ResponseMessage:
    result = await harness.player.slash(harness.channel, "image styles")
    message = result.followups[0] if result.followups else answer(result)
    assert message.ephemeral
    return message


async def add(harness: DiscordHarness, name: str, **more: str) -> None:
    await harness.services.sessions.enter(harness.as_gm(), "table")
    await harness.services.styles.add(harness.as_gm(), name, "verdigris", **more)


def menu_style(form: InteractionResult) -> list[str]:
    """Return what is chosen in a form's menu of styles."""
    assert form.modal is not None
    parts: list[dict[str, Any]] = [each["component"] for each in form.modal["components"]]
    (menu,) = (part for part in parts if part["custom_id"] == "style")
    return [option["value"] for option in menu["options"] if option.get("default")]


async def test_the_sheet_is_for_the_askers_eyes_and_can_be_read_without_seeing_it(harness: DiscordHarness) -> None:
    message = await opened(harness)
    (sheet,) = message.attachments
    assert (sheet.description or "").startswith("1 Neon Noir, 2 ")
    (menu,) = buttons(message)
    assert [option["value"] for option in menu["options"]] == list(all_styles())
    assert [option["label"] for option in menu["options"]][:2] == ["1 Neon Noir", "2 Corporate Cold"]
    assert all(option["description"] for option in menu["options"])
    assert harness.channel.history(viewer=harness.other) == []


async def test_a_choice_opens_the_form_with_that_style(harness: DiscordHarness, painter: FakeProvider) -> None:
    form = await harness.player.select(await opened(harness), ["toxic"], custom_id="scene:select-style:every")
    assert menu_style(form) == ["toxic"]
    await harness.player.submit_modal(form, {"description": "a pier", "style": ["toxic"]})
    await harness.wait_until_delivered()
    assert painter.orders[0].style == "toxic"


async def test_it_answers_after_a_restart(harness: DiscordHarness) -> None:
    message = await opened(harness)
    await harness.restart()
    form = await harness.player.select(message, ["toxic"], custom_id="scene:select-style:every")
    assert menu_style(form) == ["toxic"]


async def test_the_tables_own_styles_have_a_menu_of_their_own_and_come_first(harness: DiscordHarness) -> None:
    await add(harness, "Rust Tide", base="barrens_grit")
    message = await opened(harness)
    own, every = buttons(message)
    assert [option["label"] for option in own["options"]] == ["1 Rust Tide"]
    assert every["options"][0]["label"] == "2 Neon Noir"
    form = await harness.player.select(message, ["rust_tide"], custom_id="scene:select-style:own")
    assert menu_style(form) == ["rust_tide"]


async def test_a_full_table_fits(harness: DiscordHarness) -> None:
    for number in range(MOST_STYLES):
        await add(harness, f"A rather long name of a look, number {number}")
    message = await opened(harness)
    own, every = buttons(message)
    assert (len(own["options"]), len(every["options"])) == (MOST_STYLES, len(all_styles()))
    assert len(message.attachments[0].description or "") <= 1024
    form = await harness.player.select(message, ["tactical_map"], custom_id="scene:select-style:every")
    assert menu_style(form) == ["tactical_map"]


async def test_a_style_that_was_removed_since_is_a_sentence(harness: DiscordHarness) -> None:
    await add(harness, "Rust Tide")
    message = await opened(harness)
    await harness.services.styles.remove(harness.as_gm(), "Rust Tide")
    result = await harness.player.select(message, ["rust_tide"], custom_id="scene:select-style:own")
    assert "I do not know the style" in private_answer(result)


async def test_a_locked_style_is_said(harness: DiscordHarness) -> None:
    await harness.services.sessions.enter(harness.as_gm(), "table")
    await harness.services.admin.change(harness.as_gm(), style_lock="toxic")
    assert "This table paints everything as **" in (((await opened(harness)).embeds[0].description) or "")


async def test_in_a_private_chat_it_says_where_to_go(harness: DiscordHarness) -> None:
    result = await harness.player.user.slash("image styles")
    message = result.followups[0] if result.followups else answer(result)
    assert "Go to your table's channel" in message.content
    assert harness.env.errors


@pytest.mark.parametrize("style", all_styles())
def test_every_shipped_style_has_a_small_preview(style: str) -> None:
    data = (PREVIEWS / f"{style}.webp").read_bytes()
    assert len(data) <= 12_000
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (SIDE, SIDE))


def test_no_preview_is_left_of_a_style_that_is_gone() -> None:
    assert {path.stem for path in PREVIEWS.glob("*.webp")} == set(all_styles())


async def test_a_tables_own_style_shows_its_bases_preview(harness: DiscordHarness) -> None:
    await add(harness, "Rust Tide", base="barrens_grit")
    (sheet,) = (await opened(harness)).attachments
    assert await sheet.read() == await style_sheet(["barrens_grit", *SHIPPED])


async def test_a_sheet_grows_by_rows() -> None:
    for styles, rows in ((SHIPPED[:1], 1), (SHIPPED[:4], 1), (SHIPPED[:5], 2), (SHIPPED * 2, 8)):
        with Image.open(io.BytesIO(await style_sheet(styles))) as sheet:
            assert sheet.height == rows * (SIDE + 6) + 6
