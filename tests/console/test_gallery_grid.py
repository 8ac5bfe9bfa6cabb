"""The gallery in a terminal that shows pictures: thumbnails side by side."""

import io

import pytest

from bot.console.commands import run_command
from bot.console.context import CommandContext
from bot.console.follow import shared_workers
from bot.console.interrupts import Interrupts
from bot.console.parse import parse
from bot.console.render_text import TextOutput
from bot.settings import Settings
from bot.wiring.app import open_app
from generation.sessions.permissions import GM, Actor
from tests.console.conftest import Console

HALF_BLOCK = "\N{UPPER HALF BLOCK}"


async def shown(settings: Settings, line: str, width: int) -> str:
    """Return what a terminal with pictures shows for a command."""
    output, file = TextOutput(), io.StringIO()
    output.shows_images = True
    output.console.file, output.console.width = file, width
    async with open_app(settings) as app:
        actor = Actor("console", "local", GM)
        context = CommandContext(app.services, actor, shared_workers, Interrupts(), output)
        output.show(await run_command(context, parse(line)))
    return file.getvalue()


@pytest.mark.parametrize(("width", "rows"), [(120, 1), (60, 2), (24, 3)])
async def test_thumbnails_stand_side_by_side_as_far_as_there_is_room(
    console: Console, settings: Settings, width: int, rows: int
) -> None:
    for name in ("street", "bar", "dock"):
        await console(f"/image generate a {name}")
    lines = (await shown(settings, "/image gallery", width)).splitlines()
    captions = [line for line in lines if "a street" in line or "a bar" in line or "a dock" in line]
    assert len(captions) == rows
    assert any(HALF_BLOCK in line for line in lines)
    assert max(map(len, lines[:-1])) <= max(width, 30)
    assert captions[0].startswith("3 a dock")


async def test_one_is_opened_by_its_number(console: Console, settings: Settings) -> None:
    await console("/image generate a street")
    assert "/image show NUMBER" in await shown(settings, "/image gallery", 80)
    opened = await shown(settings, "/image show 1", 80)
    assert "a street" in opened
    assert "1 · " in opened


async def test_older_ones_are_a_command_away(console: Console, settings: Settings) -> None:
    for name in ("street", "bar", "dock"):
        await console(f"/image generate a {name}")
    newest = await shown(settings, "/image gallery --limit 2", 80)
    assert "a street" not in newest
    assert "/image gallery --before 2" in newest
    assert "a street" in await shown(settings, "/image gallery --before 2", 80)
    assert "no older pictures" in await shown(settings, "/image gallery --before 1", 80)
