"""What is typed in the console is in no log, not even where the bot itself has failed."""

import logging

import pytest

from bot.console import loop
from tests.console.conftest import Console

SAID = "zyzzyva"


@pytest.mark.parametrize(
    "line",
    [
        f"/image generate a naked child called {SAID}",
        f"/image generate a street --style {SAID}",
        f"/image show {SAID}",
        f"/{SAID}",
        f"/image generate a street --seed {SAID}",
    ],
)
async def test_what_is_refused(line: str, console: Console, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await console(line)
    assert SAID not in caplog.text


async def test_what_the_bot_failed_at(
    console: Console, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(loop, "run_command", fail)
    await console(f"/image generate a {SAID}")
    assert "an error of the bot's own" in caplog.text
    assert SAID not in caplog.text
