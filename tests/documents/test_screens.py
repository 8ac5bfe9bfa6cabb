"""docs/screens.md shows every kind of message that the bot is made to send for it, and no other."""

import re

from benchmarks.screens import FOLDER, record
from tests.documents.blocks import ROOT


async def test_every_message_has_its_picture_and_each_picture_its_line() -> None:
    drawn = {f"{name}.webp" for name, _ in await record()}
    kept = {path.name for path in (ROOT / FOLDER).glob("*.webp")}
    shown = set(re.findall(r"\(screens/([\w-]+\.webp)\)", (ROOT / "docs" / "screens.md").read_text(encoding="utf-8")))
    assert drawn == kept == shown, "Run python -m benchmarks.screens, and say in docs/screens.md what is new."
