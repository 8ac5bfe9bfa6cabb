"""What people type from habit: no command and no option of an earlier version goes, or is called something else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from discord import app_commands

from tests.cogs.discord_harness import DiscordHarness

#: One line a command, with its options; what is new is added here.
TYPED = Path(__file__).with_name("typed_options.txt")


def offered(harness: DiscordHarness) -> Iterator[tuple[str, set[str]]]:
    for command in harness.client.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            found: app_commands.Command[Any, Any, Any] = command
            yield found.qualified_name, {option.display_name for option in found.parameters}


async def test_commands_and_options_are_called_what_they_were(harness: DiscordHarness) -> None:
    now = dict(offered(harness))
    before = {
        name: set(options.split())
        for name, _, options in (line.partition(":") for line in TYPED.read_text(encoding="utf-8").splitlines())
    }
    missing = {name: sorted(options - now.get(name, set())) for name, options in before.items() if name in now}
    assert {name: options for name, options in missing.items() if options} == {}
    assert set(before) - set(now) == set()
    new = {name: options - before.get(name, set()) for name, options in now.items()}
    assert {name: options for name, options in new.items() if options or name not in before} == {}, "add them"
