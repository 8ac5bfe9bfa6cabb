"""docs/table.md leaves out no command that Discord shows."""

import re

from tests.documents.blocks import ROOT


def test_every_slash_command_stands_on_the_page_for_players() -> None:
    commands = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").partition("## In the console")[0]
    page = (ROOT / "docs" / "table.md").read_text(encoding="utf-8")
    missing = []
    for name in re.findall(r"^#### (/[\w -]+)$", commands, re.MULTILINE):
        group, _, word = name.rpartition(" ")
        if not re.search(rf"`{group} .*\b{word}\b", page):
            missing.append(name)
    assert missing == []
