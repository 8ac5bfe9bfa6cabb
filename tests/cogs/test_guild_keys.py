"""`/admin key`: who manages a server types a key into a form, and is told how it does; nobody is shown any of it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest
from pydantic import SecretStr
from simcord import InteractionResult, MemberActor

from bot.settings import Settings
from cogs.guild_keys.commands import LeftGuildsCog
from generation.guild_keys.sealing import new_secret
from tests.cogs.discord_harness import DiscordHarness, answer, private_answer
from tests.servers.openai_images import OpenAIServer, fails, models

KEY = "sk-of-this-server-0123456789"


@pytest.fixture
async def openai() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer() as server:
        yield server


@pytest.fixture
def settings(settings: Settings, openai: OpenAIServer) -> Settings:
    """Set a secret, and OpenAI's address, but no key of the operator's."""
    return Settings(
        **settings.model_dump(exclude={"openai_base_url", "guild_keys_secret"}),
        openai_base_url=openai.url,
        guild_keys_secret=SecretStr(new_secret()),
    )


@pytest.fixture
def manager(harness: DiscordHarness) -> MemberActor:
    """Return somebody who may manage the server, and does not own the bot."""
    role = harness.guild.create_role("Host", permissions=discord.Permissions(manage_guild=True))
    return harness.guild.add_member(harness.env.create_user("host"), roles=[role])


async def set_key(harness: DiscordHarness, by: MemberActor, key: str = KEY) -> InteractionResult:
    opened = await by.slash(harness.channel, "admin key set", provider="dalle")
    return await by.submit_modal(opened, {"key": key})


def left_guilds(harness: DiscordHarness) -> LeftGuildsCog:
    cog = harness.client.get_cog("LeftGuildsCog")
    assert isinstance(cog, LeftGuildsCog)
    return cog


async def listed(harness: DiscordHarness, by: MemberActor) -> str:
    return str(answer(await by.slash(harness.channel, "admin key list")).embeds[0].to_dict())


async def test_a_key_is_typed_into_a_form_tried_and_never_shown(harness: DiscordHarness, manager: MemberActor) -> None:
    opened = await manager.slash(harness.channel, "admin key set", provider="dalle")
    assert opened.modal is not None
    said = private_answer(await manager.submit_modal(opened, {"key": KEY}))
    assert said.startswith("DALL-E takes this key: it works. It is kept encrypted")
    shown = await listed(harness, manager)
    assert "\N{LARGE GREEN CIRCLE} works" in shown
    assert f"set by <@{manager.id}>" in shown
    assert "$0.00; no limit is set." in shown
    assert KEY[-4:] not in shown


async def test_who_types_may_choose_its_provider_from_then_on(harness: DiscordHarness, manager: MemberActor) -> None:
    async def offered() -> list[str]:
        choices = await harness.player.autocomplete(harness.channel, "image generate", "provider", "")
        return [str(choice["value"]) for choice in choices]

    assert await offered() == ["sketch"]
    await set_key(harness, manager)
    assert await offered() == ["dalle", "sketch"]
    embed = answer(await harness.player.slash(harness.channel, "image providers")).embeds[0]
    assert "this server's own key" in str(embed.fields[0].value)


async def test_a_key_that_is_refused_is_said_and_not_kept(
    harness: DiscordHarness, manager: MemberActor, openai: OpenAIServer
) -> None:
    openai.list_models(fails(401, f"Incorrect API key provided: {KEY}", code="invalid_api_key"))
    assert private_answer(await set_key(harness, manager)).startswith("DALL-E refuses this key. It is not kept;")
    assert "There are none." in await listed(harness, manager)


async def test_a_provider_that_is_down_leaves_it_untried(
    harness: DiscordHarness, manager: MemberActor, openai: OpenAIServer
) -> None:
    openai.list_models(fails(500, f"broken by {KEY}"))
    said = private_answer(await set_key(harness, manager))
    assert said.startswith("The key for DALL-E cannot be tried now.")
    assert KEY not in said
    assert "could not be tried yet" in await listed(harness, manager)
    openai.list_models(models("gpt-image-2.6-flare"))


async def test_a_key_that_was_revoked_meanwhile_is_listed_as_such_and_so_is_one_that_is_taken_after_all(
    harness: DiscordHarness, manager: MemberActor, openai: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.providers.health.BELIEVED_FOR", timedelta(0))
    await set_key(harness, manager)
    openai.list_models(fails(401, f"Incorrect API key provided: {KEY}", code="invalid_api_key"))
    shown = await listed(harness, manager)
    assert "\N{LARGE RED CIRCLE} refused" in shown
    assert KEY not in shown
    openai.list_models(fails(500, "down"))
    assert "\N{LARGE RED CIRCLE} refused" in await listed(harness, manager)
    openai.list_models(models("gpt-image-2.6-flare"))
    assert "\N{LARGE GREEN CIRCLE} works" in await listed(harness, manager)


async def test_where_no_keys_can_be_kept_the_list_says_so_and_asks_nobody_to_set_one(
    harness: DiscordHarness, manager: MemberActor
) -> None:
    await set_key(harness, manager)
    harness.services.guild_keys._sealing.use(())
    for shown in (await listed(harness, manager), await listed_after_removal(harness, manager)):
        assert "This bot keeps no keys of servers. Its operator has to set GUILD_KEYS_SECRET" in shown
        assert "`/admin key set` sets one" not in shown


async def listed_after_removal(harness: DiscordHarness, by: MemberActor) -> str:
    await by.slash(harness.channel, "admin key remove", provider="dalle")
    return await listed(harness, by)


async def test_a_key_is_deleted_by_a_word(harness: DiscordHarness, manager: MemberActor) -> None:
    await set_key(harness, manager)
    said = private_answer(await manager.slash(harness.channel, "admin key remove", provider="dalle"))
    assert said.startswith("This server's key for DALL-E is deleted.")
    said = private_answer(await manager.slash(harness.channel, "admin key remove", provider="dalle"))
    assert said == "This server has no key for “dalle”."
    assert harness.env.errors


async def test_what_the_keys_may_cost_is_the_servers_to_say(harness: DiscordHarness, manager: MemberActor) -> None:
    said = private_answer(await manager.slash(harness.channel, "admin key budget", dollars=12.5))
    assert said == "This month, by these keys: $0.00 of $12.50"
    said = private_answer(await manager.slash(harness.channel, "admin key budget"))
    assert said == "This month, by these keys: $0.00; no limit is set."


@pytest.mark.parametrize(
    ("command", "options"),
    [("set", {"provider": "dalle"}), ("list", {}), ("remove", {"provider": "dalle"}), ("budget", {})],
)
async def test_who_does_not_manage_the_server_is_told_no(
    harness: DiscordHarness, command: str, options: dict[str, str]
) -> None:
    (admin,) = [each for each in await harness.client.tree.fetch_commands() if each.name == "admin"]
    # Who manages a server may show a command to anybody.
    harness.guild.set_command_permissions(admin, {harness.gm: True})
    harness.client.owner_id = harness.gm.id
    said = private_answer(await harness.gm.slash(harness.channel, f"admin key {command}", **options))
    assert said == "Only those who may manage this server decide on its keys."
    assert harness.env.errors


async def test_a_form_that_is_sent_off_by_who_manages_the_server_no_more_sets_nothing(
    harness: DiscordHarness, manager: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = await manager.slash(harness.channel, "admin key set", provider="dalle")
    monkeypatch.setattr(discord.Interaction, "permissions", discord.Permissions.none())
    said = private_answer(await manager.submit_modal(opened, {"key": KEY}))
    assert said == "Only those who may manage this server decide on its keys."
    assert not await harness.services.guild_keys.guilds()


async def test_a_server_that_the_bot_leaves_takes_its_keys_along(harness: DiscordHarness, manager: MemberActor) -> None:
    await set_key(harness, manager)
    guild = harness.client.get_guild(harness.guild.id)
    assert guild is not None
    await left_guilds(harness).on_guild_remove(guild)
    assert not await harness.services.guild_keys.guilds()


async def test_keys_of_a_server_that_was_left_meanwhile_go_at_the_start(
    harness: DiscordHarness, manager: MemberActor
) -> None:
    await set_key(harness, manager)
    await harness.services.guild_keys.set("4242", "dalle", KEY, "1")
    await left_guilds(harness).on_ready()
    assert await harness.services.guild_keys.guilds() == (str(harness.guild.id),)


async def test_keys_of_servers_that_another_bot_is_not_on_stay_at_its_start(
    harness: DiscordHarness, manager: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await set_key(harness, manager)
    await left_guilds(harness).on_ready()
    await harness.services.guild_keys.set("4242", "dalle", KEY, "1")
    assert harness.client.user is not None
    monkeypatch.setattr(harness.client.user, "id", 7)
    await left_guilds(harness).on_ready()
    assert set(await harness.services.guild_keys.guilds()) == {"4242", str(harness.guild.id)}
