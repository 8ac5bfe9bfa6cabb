"""The owner's prefix commands, by mention: `sync` and `status`.

dpytest knows no sharded bot, no member without the members intent and no `tree.sync()`, so the cog hangs on a plain bot
whose tree counts its syncs; that the real bot hears them is shown with simcord.
"""

import warnings
from collections.abc import AsyncIterator
from typing import Any, cast

import discord
import pytest
from discord import app_commands
from discord.ext import commands
from simcord import MemberActor

from bot.wiring.app import App
from cogs.bot import DiscordOptions, OwnerTools, SceneBot
from cogs.commands.owner import OwnerCog
from generation.sessions.permissions import Actor
from storage.params import GenerationParams
from tests.cogs.discord_harness import DiscordHarness, private_answer

with warnings.catch_warnings():
    # dpytest 0.7.0 has escapes in its docstrings that Python warns of when it compiles them.
    warnings.simplefilter("ignore")
    import discord.ext.test as dpytest


class CountingTree(app_commands.CommandTree[Any]):
    """Count the syncs instead of telling Discord."""

    syncs = 0

    async def sync(self, *, guild: discord.abc.Snowflake | None = None) -> list[app_commands.AppCommand]:
        self.syncs += 1
        return []


class PlainBot(commands.Bot):
    """What the cog needs of a bot."""

    def __init__(self, app: App) -> None:
        super().__init__(
            commands.when_mentioned, intents=discord.Intents.all(), tree_cls=CountingTree, help_command=None
        )
        self.services = app.services
        self.options = DiscordOptions()


@pytest.fixture
async def bot(app: App) -> AsyncIterator[PlainBot]:
    bot = PlainBot(app)
    await bot._async_setup_hook()
    dpytest.configure(bot, members=["owner", "stranger"])
    bot.owner_id = dpytest.get_config().members[0].id
    await bot.add_cog(OwnerCog(cast("SceneBot", bot)))
    yield bot
    await dpytest.empty_queue()


async def say(bot: PlainBot, word: str, *, member: int = 0) -> str:
    assert bot.user is not None
    await dpytest.message(f"{bot.user.mention} {word}", member=member)
    return str(dpytest.get_message().content)


async def test_status_says_how_the_bot_is_doing(bot: PlainBot, app: App) -> None:
    by = Actor("1", "2")
    await app.services.sessions.enter(by, "table")
    for scene in ("a dock", "a bar"):
        await app.services.requests.submit(GenerationParams(scene), await app.services.sessions.context(by))
    assert await say(bot, "status") == (
        "Queue: 2 waiting, 0 being painted, 0 to be tried again. Messages: 0 due, 0 undeliverable. "
        "Providers: sketch. Servers: 1."
    )


async def test_sync_tells_discord_the_commands_changed_or_not(bot: PlainBot) -> None:
    for _ in range(2):
        assert await say(bot, "sync") == "The commands are synced."
    assert isinstance(bot.tree, CountingTree)
    assert bot.tree.syncs == 2


@pytest.mark.parametrize("word", ["status", "sync"])
async def test_somebody_else_is_told_no(bot: PlainBot, word: str) -> None:
    with pytest.raises(commands.CheckFailure):
        await say(bot, word, member=1)
    assert dpytest.get_message().content == "Only the bot's owner may do that."
    assert isinstance(bot.tree, CountingTree)
    assert bot.tree.syncs == 0


async def test_the_real_bot_hears_its_owner_without_a_privileged_intent(harness: DiscordHarness) -> None:
    harness.client.owner_id = harness.gm.id
    assert harness.client.user is not None
    await harness.gm.send(harness.channel, f"{harness.client.user.mention} status")
    last = harness.channel.last_message
    assert last is not None
    assert last.content.startswith("Queue: 0 waiting")
    await harness.player.send(harness.channel, f"{harness.client.user.mention} sync")
    assert isinstance(harness.env.errors[0], commands.CheckFailure)
    last = harness.channel.last_message
    assert last is not None
    assert last.content == "Only the bot's owner may do that."


async def test_what_is_no_command_of_the_owners_is_not_answered(harness: DiscordHarness) -> None:
    harness.client.owner_id = harness.gm.id
    assert harness.client.user is not None
    for words in ("status", f"{harness.client.user.mention} dance", f"{harness.client.user.mention}"):
        await harness.gm.send(harness.channel, words)
    assert len(harness.channel.history()) == 3


@pytest.fixture
def boss(harness: DiscordHarness) -> MemberActor:
    """Return somebody who may do everything on the server, and owns the bot where a test says so."""
    role = harness.guild.create_role("Boss", permissions=discord.Permissions(administrator=True))
    return harness.guild.add_member(harness.env.create_user("boss"), roles=[role])


async def test_the_owner_is_told_how_the_process_does(
    harness: DiscordHarness, boss: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness.client.owner_id = boss.id
    tools = OwnerTools("9.9", harness.app.keys.everywhere, harness.app.check_storage, lambda: 0.001)
    monkeypatch.setattr(harness.client, "options", DiscordOptions(owner_tools=tools))
    said = private_answer(await boss.slash(harness.channel, "admin status"))
    assert said.startswith("Version 9.9, up for 0:0")
    assert "Database and picture store: well." in said
    assert "Event loop's lag: 1.0 ms." in said
    said = private_answer(await boss.slash(harness.channel, "admin reload"))
    assert said.startswith("Keys read again; none has changed.")


async def test_an_administrator_who_does_not_own_the_bot_is_told_no(harness: DiscordHarness, boss: MemberActor) -> None:
    harness.client.owner_id = harness.gm.id
    for name in ("admin status", "admin reload"):
        assert private_answer(await boss.slash(harness.channel, name)) == "Only the bot's owner may do that."
    assert harness.env.errors
