"""The real bot on real storage at an in-process Discord; only the provider is not the real one."""

from collections.abc import AsyncIterator

import pytest
from simcord import Env

from bot.settings import Settings
from bot.supervisor import Supervisor
from bot.wiring.app import App, open_app
from cogs.bot import DiscordOptions
from cogs.delivery import posted_messages
from cogs.gallery import page_refresh
from cogs.lookups.members import look_up_member
from cogs.ui import edit_pace
from generation.sessions.members import Seen
from tests.clock import PATIENCE
from tests.cogs.discord_harness import DiscordHarness, HarnessClient, WallClock
from tests.generation.fake_provider import FakeProvider


@pytest.fixture
async def app(settings: Settings, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[App]:
    """Wire the application as `bot.py run` does, with the fake painter in the sketch artist's place."""
    monkeypatch.setattr("bot.wiring.providers.SketchProvider", lambda _studio: painter)
    async with open_app(settings) as app:
        yield app


@pytest.fixture
def quick_updates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Update messages and pages in a moment: what is measured is what is edited, not when."""
    monkeypatch.setattr(page_refresh, "SECONDS_BETWEEN", 0.02)
    monkeypatch.setattr(edit_pace, "SECONDS_BETWEEN", 0.02)
    monkeypatch.setattr(page_refresh, "SETTLE_SECONDS", 0.01)
    monkeypatch.setattr(posted_messages, "SETTLE_SECONDS", 0.01)
    monkeypatch.setattr(posted_messages, "FIRST_PAUSE", 0.01)


@pytest.fixture
def simcord_bot(app: App) -> HarnessClient:
    """Return the bot that simcord logs in."""
    return HarnessClient(app.services, DiscordOptions())


@pytest.fixture
async def harness(simcord_env: Env, simcord_bot: HarnessClient, app: App) -> AsyncIterator[DiscordHarness]:
    """Sit a player, another one and a GM down at a table where two workers paint."""
    simcord_env.backend.clock = WallClock()
    simcord_env.settle_timeout = PATIENCE
    guild = simcord_env.create_guild()
    harness = DiscordHarness(
        env=simcord_env,
        app=app,
        client=simcord_bot,
        work=Supervisor(),
        guild=guild,
        channel=guild.create_text_channel("seattle-2080"),
        player=guild.add_member(simcord_env.create_user("ash")),
        other=guild.add_member(simcord_env.create_user("dodger")),
        gm=guild.add_member(simcord_env.create_user("fixer"), roles=[guild.create_role("GM")]),
    )

    async def look_up(channel_id: str, user_id: str) -> Seen | None:
        # The client of this moment: tests put others in its place.
        return await look_up_member(harness.client, channel_id, user_id)

    app.services.membership.look_up = look_up
    for name in ("worker 1", "worker 2"):
        harness.work.start(name, app.workers.run)
    harness.work.start("delays", app.workers.watch_delays)
    harness.start_jobs()
    yield harness
    await harness.work.end()
    await harness.client.background.end()


@pytest.fixture
def edits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a placeholder's edits follow each other without a pause."""
    monkeypatch.setattr("cogs.delivery.progress.SECONDS_BETWEEN_EDITS", 0.0)
