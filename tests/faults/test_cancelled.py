"""Cancelling as a way round limits: ask a provider that costs money, wait until it is called, cancel."""

import re

import pytest

from tests.faults.installation import Installation
from tests.resilience.channel import verbs
from tests.servers.discord.guild import OTHER_PLAYER_ID, PLAYER_ID

TRIES = 15


async def ask_and_cancel(installation: Installation) -> int:
    """Ask and cancel again and again, and return how many calls have begun."""
    painter, discord = installation.painter, installation.discord
    for number in range(1, TRIES + 1):
        before = painter.calls.total()
        asked = await discord.slash("image generate", {"description": f"a bar, number {number}", "provider": "dalle"})
        message = await installation.placeholder(asked)
        if "cancel" not in verbs(message):
            continue
        await painter.called(before + 1)
        (button,) = [each for each in message.custom_ids if ":cancel:" in each]
        await discord.click(message.id, button)
        await discord.until(lambda message=message: "cancel" not in verbs(message))  # type: ignore[misc]  # a default binds it
    return painter.calls.total()


@pytest.mark.parametrize(
    ("limits", "most"),
    [({"USER_HOURLY_LIMIT": "3"}, 3), ({"SESSION_DAILY_BUDGET": "0.50"}, 14), ({}, TRIES)],
    ids=["hourly limit", "budget", "neither"],
)
async def test_a_call_that_was_begun_counts(limits: dict[str, str], most: int, installation: Installation) -> None:
    installation.painter.seconds = 30.0
    openai = {"OPENAI_API_KEY": "sk-x", "OPENAI_BASE_URL": installation.painter.url, "OPENAI_TEXT_MODEL": "off"}
    async with installation.process(**openai, **limits) as bot:
        await bot.ready(within=60)
        calls = await ask_and_cancel(installation)
        shown = await installation.discord.slash("image usage", user=PLAYER_ID)
        await installation.discord.slash("image usage", user=OTHER_PLAYER_ID)
        assert shown.response is not None
        spent = re.findall(r"\$[0-9.]+", str(shown.response.embeds))
    found = await installation.account()
    assert calls <= most, spent
    assert found.unsettled == []
