"""The fake Discord does what it says: to a raw client, and to a real discord.py bot in its own process."""

from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import aiohttp
import pytest

from tests.servers.discord import BotProcess, FakeDiscord, Permission, Upload

TINY_BOT = """
import asyncio, base64, io, os, re, sys
import discord
from discord import app_commands

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
client = discord.Client(intents=discord.Intents(guilds=True, guild_reactions=True, guild_messages=True))
tree = app_commands.CommandTree(client)
picture = app_commands.Group(name="picture", description="Pictures")
go = asyncio.Event()


class Vote(discord.ui.DynamicItem[discord.ui.Button], template="vote:(?P<scene>[0-9]+)"):
    def __init__(self, scene):
        super().__init__(discord.ui.Button(label="Vote", custom_id=f"vote:{scene}"))
        self.scene = scene

    @classmethod
    async def from_custom_id(cls, interaction, item, match):
        return cls(match["scene"])

    async def callback(self, interaction):
        await interaction.response.edit_message(content=f"vote for {self.scene} by {interaction.user.id}")


class Ask(discord.ui.Modal, title="Ask"):
    answer = discord.ui.Label(text="Answer", component=discord.ui.TextInput(custom_id="answer"))

    async def on_submit(self, interaction):
        await interaction.response.send_message(self.answer.component.value, ephemeral=True)


@picture.command(description="Show a picture")
async def show(interaction, title: str, model: discord.Attachment | None = None):
    view = discord.ui.View(timeout=None).add_item(Vote(7))
    embed = discord.Embed(title=title, description=f"{model and len(await model.read())}")
    embed.set_image(url="attachment://scene.png")
    await interaction.response.send_message(embed=embed, file=discord.File(io.BytesIO(PNG), "scene.png"), view=view)


@show.autocomplete("title")
async def titles(interaction, typed):
    return [app_commands.Choice(name=typed + " by night", value=typed)]


@tree.command(description="Lay out a picture")
async def layout(interaction):
    await interaction.response.defer()
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://scene.png")))
    file = discord.File(io.BytesIO(PNG), "scene.png")
    message = await interaction.edit_original_response(view=view, attachments=[file])
    print("layout:", message.flags.components_v2, interaction.locale, interaction.permissions.manage_channels)


@tree.context_menu(name="Quote")
async def quote(interaction, message: discord.Message):
    await interaction.response.send_message(message.content)


@tree.command(description="Ask with a modal")
async def ask(interaction):
    await interaction.response.send_modal(Ask())


@tree.command(description="Answer after go")
async def wait(interaction):
    await go.wait()
    try:
        await interaction.response.defer()
    except discord.NotFound as error:
        await interaction.channel.send(f"too late: {error.code}")


@tree.command(description="Post, and post again if the answer is lost")
async def post(interaction):
    await interaction.response.defer(ephemeral=True)
    for attempt in (1, 2):
        try:
            message = await interaction.channel.send("once", nonce="post-1")
        except aiohttp.ClientError as error:
            print("lost:", error)
    await interaction.edit_original_response(content=f"posted {message.id}")


@client.event
async def on_message(message):
    print("message:", repr(message.content))
    if client.user in message.mentions:
        go.set()


@client.event
async def on_raw_reaction_add(event):
    print("reaction:", event.emoji.name, [role.name for role in event.member.roles])


@client.event
async def on_raw_reaction_remove(event):
    print("reaction gone:", event.emoji.name, event.member)


@client.event
async def on_raw_message_delete(event):
    print("deleted:", event.message_id)


@client.event
async def setup_hook():
    client.add_dynamic_items(Vote)
    await tree.sync()


import aiohttp
tree.add_command(picture)
assert sys.argv[1:] == ["--flag"], sys.argv
client.run(os.environ["DISCORD_TOKEN"])
"""

Request: TypeAlias = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as server:
        yield server


@pytest.fixture
async def request_api(discord: FakeDiscord) -> AsyncIterator[Request]:
    """A raw REST client with the bot's token."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {discord.token}"}) as session:

        async def request(method: str, path: str, **options: Any) -> tuple[int, Any]:  # noqa: ANN401 - aiohttp's own
            async with session.request(method, f"{discord.url}/api/v10{path}", **options) as response:
                return response.status, await response.json() if response.status != 204 else None

        yield request


def tiny_bot(discord: FakeDiscord, home: Path, source: str = TINY_BOT) -> BotProcess:
    script = home / "tiny_bot.py"
    script.write_text(source)
    return BotProcess(discord, home, script=script, arguments=["--flag"])


async def test_a_bot_shows_a_picture_and_hears_buttons_modals_and_reactions(
    discord: FakeDiscord, tmp_path: Path
) -> None:
    async with tiny_bot(discord, tmp_path) as bot:
        await bot.ready()
        model = Upload("model.png", b"1234")
        shown = await discord.slash("picture show", {"title": "Alley", "model": model}, user=discord.gm_id)
        assert shown.ack_seconds is not None
        assert shown.ack_seconds < 3
        message = shown.response
        assert message is not None
        assert message.embeds[0]["description"] == "4"
        assert discord.file(message.embeds[0]["image"]["url"]).startswith(b"\x89PNG")
        assert [attachment.name for attachment in message.attachments] == ["scene.png"]
        assert message.visible_attachments == []

        with pytest.raises(AssertionError, match=r"only \['vote:7'\]"):
            await discord.click(message.id, "vote:8")
        await discord.click(message.id, "vote:7")
        assert message.content == f"vote for 7 by {discord.player_id}"
        assert message.attachments

        asked = await discord.slash("ask")
        answered = await discord.submit_modal(asked, {"answer": "a troll"})
        assert answered.response is not None
        assert answered.response.content == "a troll"
        assert answered.response.ephemeral

        await discord.react(message.id, "⭐", user=discord.gm_id)
        await discord.react(message.id, "⭐", user=discord.gm_id, remove=True)
        await bot.printed("reaction gone: ⭐ None")
        assert "reaction: ⭐ ['@everyone', 'GM']" in bot.log
        assert message.reactions == {}

        await discord.say("secret")
        late = await discord.slash("wait", wait=False)
        discord.age(late, 3)
        await discord.say("<@1000> status")
        await discord.until(lambda: discord.messages()[-1].content == "too late: 10062")
        assert "secret" not in bot.log
        assert "message: '<@1000> status'" in bot.log
        assert await bot.terminate() != 0


async def test_a_bot_lays_out_completes_quotes_and_hears_deletions(discord: FakeDiscord, tmp_path: Path) -> None:
    async with tiny_bot(discord, tmp_path) as bot:
        await bot.ready()
        choices = await discord.autocomplete("picture show", {"title": "Alley"}, "title")
        assert choices == [{"name": "Alley by night", "value": "Alley"}]

        laid_out = await discord.slash("layout", user=discord.gm_id, locale="de")
        await bot.printed("layout: True de True")
        message = laid_out.response
        assert message is not None
        assert [attachment.name for attachment in message.visible_attachments] == ["scene.png"]

        said = await discord.say("a secret")
        quoted = await discord.message_command("Quote", said.id)
        assert quoted.response is not None
        assert quoted.response.content == "a secret"
        await discord.delete_message(said.id)
        await bot.printed(f"deleted: {said.id}")


async def test_a_bot_survives_a_lost_answer_and_a_dropped_gateway(discord: FakeDiscord, tmp_path: Path) -> None:
    async with tiny_bot(discord, tmp_path) as bot:
        await bot.ready()
        discord.lose_answer("POST", "/channels/*/messages")
        posted = await discord.slash("post")
        reply = posted.response
        assert reply is not None
        await discord.until(lambda: reply.content.startswith("posted"))
        assert [message.content for message in discord.messages() if not message.ephemeral] == ["once"]
        assert [call.status for call in discord.calls_to("POST", "/channels/*/messages")] == [None, 200]

        once = discord.messages()[1]
        for number, (code, emoji) in enumerate([(4000, "🎲"), (1000, "🎯"), (None, "🌃")], start=1):
            await discord.drop_gateway(code)
            await discord.react(once.id, emoji)
            await bot.printed(f"reaction: {emoji}")
            assert len(discord.resumes) == number
        assert len(discord.identifies) == 1
        await discord.drop_gateway(resumable=False)
        await bot.printed("session has been invalidated")


async def test_a_bot_can_be_killed_between_the_deed_and_its_answer(discord: FakeDiscord, tmp_path: Path) -> None:
    async with tiny_bot(discord, tmp_path) as bot:
        await bot.ready()
        discord.hold_answer("POST", "/channels/*/messages")
        await discord.slash("post")
        await discord.until(lambda: discord.messages()[1])
        await bot.kill()
        assert bot.returncode == -9
        await discord.until(lambda: not discord.connected)
    assert discord.calls[-1].status is None
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        async with tiny_bot(discord, tmp_path, "1 / 0") as bot:
            await bot.ready()


def channel_path(discord: FakeDiscord, rest: str = "") -> str:
    return f"/channels/{discord.channel_id}/messages{rest}"


def button(custom_id: str, label: str = "Go") -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id}


@pytest.mark.parametrize(
    "payload",
    [
        {"embeds": [{"title": "x" * 257}]},
        {"embeds": [{"description": "x" * 4097}]},
        {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
        {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]},
        {"embeds": [{"title": "x", "image": {"url": "attachment://absent.png"}}]},
        {"content": "x" * 2001},
        {"content": "x", "nonce": "n" * 26},
        {"content": "x", "attachments": [{"id": "1"}]},
        {"content": "x", "flags": 1 << 15},
        {"content": "x", "components": [{"type": 1, "components": [button("c" * 101)]}]},
        {"content": "x", "components": [{"type": 1, "components": [button("c", "l" * 81)]}]},
        {"content": "x", "components": [{"type": 1, "components": [button("c"), button("c")]}]},
        {"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 41},
    ],
)
async def test_it_refuses_what_discord_refuses(
    discord: FakeDiscord, request_api: Request, payload: dict[str, Any]
) -> None:
    status, answer = await request_api("POST", channel_path(discord), json=payload)
    assert (status, answer["code"]) == (400, 50035)
    assert discord.messages() == []


async def test_files_are_limited_kept_and_signed(discord: FakeDiscord, request_api: Request) -> None:
    def form(size: int) -> aiohttp.FormData:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("files[0]", BytesIO(b"x" * size), filename="scene.png", content_type="application/octet-stream")
        return form

    status, answer = await request_api("POST", channel_path(discord), data=form(10 * 2**20 + 1))
    assert (status, answer["code"]) == (413, 40005)
    status, answer = await request_api("POST", channel_path(discord), data=form(3))
    message = discord.messages()[0]
    url = answer["attachments"][0]["url"]
    assert discord.file(url) == b"xxx"
    path = channel_path(discord, f"/{message.id}")
    await request_api("PATCH", path, json={"embeds": [{"image": {"url": "attachment://scene.png"}}]})
    assert (len(message.attachments), message.visible_attachments) == (1, [])
    status, answer = await request_api("PATCH", path, json={"content": "bare", "attachments": []})
    assert (message.attachments, answer["embeds"][0]["image"].get("url")) == ([], None)
    discord.expire_urls()
    with pytest.raises(LookupError):
        discord.file(url)


async def test_a_nonce_makes_one_message(discord: FakeDiscord, request_api: Request) -> None:
    once = {"content": "@everyone hello", "nonce": "1", "enforce_nonce": True, "allowed_mentions": {"parse": []}}
    first, second = [await request_api("POST", channel_path(discord), json=once) for _ in range(2)]
    assert first == second
    assert not discord.messages()[0].pinged_everyone
    discord.forget_nonces()
    await request_api("POST", channel_path(discord), json=once | {"allowed_mentions": None})
    assert [message.pinged_everyone for message in discord.messages()] == [False, True]
    _, newest = await request_api("GET", channel_path(discord), params={"limit": "1"})
    _, oldest = await request_api("GET", channel_path(discord), params={"limit": "1", "after": "0"})
    assert [newest[0]["id"], oldest[0]["id"]] == [str(discord.messages()[-1].id), str(discord.messages()[0].id)]


async def test_permissions_and_faults_are_answered_in_discords_words(
    discord: FakeDiscord, request_api: Request
) -> None:
    message = {"content": "x"}
    await discord.deny(discord.channel_id, Permission.SEND_MESSAGES)
    assert (await request_api("POST", channel_path(discord), json=message))[1]["code"] == 50013
    await discord.deny(discord.channel_id, Permission.VIEW_CHANNEL)
    assert (await request_api("POST", channel_path(discord), json=message))[1]["code"] == 50001
    await discord.allow(discord.channel_id)
    discord.fail("POST", "*/messages", status=429, headers={"Retry-After": "1"})
    assert (await request_api("POST", channel_path(discord), json=message))[0] == 429
    assert (await request_api("POST", channel_path(discord), json=message))[0] == 200
    _, dm = await request_api("POST", "/users/@me/channels", json={"recipient_id": str(discord.player_id)})
    assert (await request_api("POST", f"/channels/{dm['id']}/messages", json=message))[0] == 200
    assert int(dm["id"]) == discord.open_dm()
    assert (await request_api("GET", "/stage-instances/1"))[0] == 501


async def test_a_token_lives_fifteen_minutes_and_acknowledges_once(discord: FakeDiscord, request_api: Request) -> None:
    command = {"name": "status", "description": "Status"}
    await request_api("PUT", f"/applications/{discord.bot_id}/commands", json=[command])
    ticket = await discord.slash("status", wait=False)
    callback, webhook = f"/interactions/{ticket.id}/{ticket.token}/callback", f"/webhooks/1000/{ticket.token}"
    assert (await request_api("POST", webhook, json={"content": "early"}))[1]["code"] == 10015
    assert (await request_api("POST", callback, json={"type": 5}))[0] == 204
    assert (await request_api("POST", callback, json={"type": 5}))[1]["code"] == 40060
    assert (await request_api("PATCH", f"{webhook}/messages/@original", json={"content": "done"}))[0] == 200
    assert ticket.response is not None
    assert (ticket.response.content, ticket.response.flags) == ("done", 0)
    discord.age(ticket, 15 * 60)
    late = await request_api("PATCH", f"{webhook}/messages/@original", json={"content": "late"})
    assert (late[0], late[1]["code"]) == (401, 50027)


async def test_a_wait_that_fails_shows_what_is_there(discord: FakeDiscord) -> None:
    await discord.say("hello")
    with pytest.raises(AssertionError, match=r"by player: 'hello'"):
        await discord.until(lambda: False, within=0.01)
