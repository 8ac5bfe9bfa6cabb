"""The specification's test script: the unmodified bot, from `/image generate` to the picture in the channel.

The real `bot.py` runs in a process of its own against a fake Discord (`tests/servers/discord`) over HTTP and WebSocket.
Its HTTP API is called as the specification's own test script calls it (`tests/specified_client.py`).
`uv run --group dev pytest` runs this with everything else; `python3 tests/test_image_generation.py` runs it alone.
"""

import asyncio
import contextlib
import io
import os
import re
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

if __name__ == "__main__":
    # A plain python3 has none of the packages: let uv bring them.
    os.chdir(Path(__file__).parents[1])
    os.environ["PATH"] += os.pathsep + str(Path(".uv", "bin").resolve())
    command = ["uv", "run", "--group", "dev", "pytest", "tests/test_image_generation.py", *sys.argv[1:]]
    os.execvp("uv", command)  # noqa: S606, S607  # the README's own command

import pytest
import pytest_asyncio
from PIL import Image

from tests.clock import PATIENCE
from tests.servers.discord import BotProcess, FakeDiscord, Interaction, Message, Permission
from tests.specified_client import specified_client

STAR = "⭐"
STREET = "a rain-soaked Seattle street"
SMALL = {"size": "512x512"}
PAINTED = 30.0

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as server:
        yield server


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bot(discord: FakeDiscord, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    async with BotProcess(discord, tmp_path_factory.mktemp("bot")) as process:
        await process.ready()
        yield process
        assert_clean(process)


@pytest_asyncio.fixture(loop_scope="module")
async def own_discord() -> AsyncIterator[FakeDiscord]:
    """A fake Discord for a test that kills its bot."""
    async with FakeDiscord() as server:
        yield server


def assert_clean(process: BotProcess) -> None:
    """No traceback, no error: whatever Discord did, it was foreseen."""
    assert "Traceback" not in process.log, process.tail
    assert not re.search(r" (ERROR|CRITICAL) ", process.log), process.tail


def pictures(discord: FakeDiscord, description: str | None = None) -> list[Message]:
    """The messages that hold a finished picture, perhaps only those of one description."""
    return [
        message
        for message in discord.messages()
        if not message.deleted
        and any(custom_id.startswith("scene:favorite:") for custom_id in message.custom_ids)
        and (description is None or description in message.embeds[0]["description"])
    ]


def picture_id(message: Message) -> str:
    return next(each for each in message.custom_ids if each.startswith("scene:favorite:")).rpartition(":")[2]


def press(message: Message, verb: str) -> str:
    """The custom_id of the button with this verb on a message."""
    return next(each for each in message.custom_ids if f":{verb}:" in f"{each}:")


async def generate(discord: FakeDiscord, description: str, **options: str | int) -> Interaction:
    return await discord.slash("image generate", {"description": description, **SMALL, **options})


async def painted(discord: FakeDiscord, description: str) -> Message:
    return await discord.until(lambda: next(iter(pictures(discord, description)), None), within=PAINTED)


async def picture_of(discord: FakeDiscord, description: str) -> Message:
    """Have a picture painted and return its message."""
    await generate(discord, description)
    return await painted(discord, description)


def fields(message: Message) -> dict[str, str]:
    return {field["name"]: field["value"] for field in message.embeds[0]["fields"]}


async def test_a_description_becomes_a_picture_in_its_own_placeholder(discord: FakeDiscord, bot: BotProcess) -> None:
    asked = await generate(discord, f"{STREET} @everyone", type="location", style="neon_noir", seed=7)
    placeholder = asked.response
    assert placeholder is not None
    assert placeholder.embeds[0]["title"] == "Painting a location"

    message = await painted(discord, STREET)

    assert message is placeholder, "the picture takes its placeholder's place"
    (attachment,) = message.visible_attachments
    picture = Image.open(io.BytesIO(attachment.data))
    assert picture.size == (512, 512)
    assert STREET in (attachment.description or "")
    assert {"Type": "Location", "Style": "Neon Noir", "Painted by": "Sketch artist", "Seed": "7"}.items() <= fields(
        message
    ).items()
    assert fields(message)["Requested by"] == f"<@{discord.player_id}>"
    assert message.embeds[0]["timestamp"]
    shown = [each.split(":")[1] for each in message.custom_ids]
    assert shown[:5] == ["favorite", "reroll", "vary", "edit", "upscale"]
    assert {"retouch", "album", "download", "gallery", "report", "delete"} <= set(shown)
    assert not any(each.pinged_everyone for each in discord.messages())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"description": "   "}, "Describe what to paint"),
        ({"description": "\u200b\u202e\x07"}, "Describe what to paint"),
        ({"description": "x" * 6000}, "6,000 characters; 4,000 is the most"),
        ({"description": "a bar", "size": "banana"}, "I do not know the size “banana”"),
        ({"description": "a bar", "size": "64x64"}, "64x64 is out of bounds"),
        ({"description": "a bar", "style": "neon_nor"}, "Did you mean neon_noir?"),
        ({"description": "a bar", "provider": "crayon"}, "I do not know the provider “crayon”"),
    ],
)
async def test_what_cannot_be_painted_is_refused_with_a_private_sentence(
    discord: FakeDiscord, bot: BotProcess, options: dict[str, str], sentence: str
) -> None:
    asked = await discord.slash("image generate", options)
    assert asked.response is not None
    assert asked.response.ephemeral
    assert sentence in asked.response.content


async def test_control_characters_are_left_out(discord: FakeDiscord, bot: BotProcess) -> None:
    await generate(discord, "a quiet\x00\x1b clinic\u202e")
    message = await painted(discord, "a quiet clinic")
    assert "\x1b" not in message.embeds[0]["description"]


async def test_in_a_private_chat_the_answer_says_where_to_go(discord: FakeDiscord, bot: BotProcess) -> None:
    chat = discord.open_dm(discord.player_id)
    asked = await discord.slash("image generate", {"description": STREET}, channel=chat)
    assert asked.response is not None
    assert "Go to your table's channel" in asked.response.content


async def test_a_lost_answer_and_server_errors_still_make_one_picture(discord: FakeDiscord, bot: BotProcess) -> None:
    discord.fail("PATCH", "*/messages/*", status=500)
    discord.fail("PATCH", "*/messages/*", status=502)
    discord.fail("PATCH", "*/messages/*", status=429, headers={"Retry-After": "1"}, body={"retry_after": 0.3})
    await generate(discord, "a bar with a lost answer")
    discord.lose_answer("PATCH", "*/messages/*")
    message = await painted(discord, "a bar with a lost answer")
    await picture_of(discord, "a bar after that")
    assert pictures(discord, "a bar with a lost answer") == [message]


async def test_a_deleted_placeholder_does_not_lose_the_picture(discord: FakeDiscord, bot: BotProcess) -> None:
    asked = await generate(discord, "a warehouse nobody waits for")
    assert asked.response is not None
    await discord.delete_message(asked.response.id)
    message = await painted(discord, "a warehouse nobody waits for")
    assert message is not asked.response


async def test_a_send_whose_answer_is_lost_is_not_sent_twice(discord: FakeDiscord, bot: BotProcess) -> None:
    asked = await generate(discord, "a dock in the fog")
    assert asked.response is not None
    await discord.delete_message(asked.response.id)
    discord.lose_answer("POST", "/channels/*/messages")
    await painted(discord, "a dock in the fog")
    await bot.until(lambda: bot.log.count(" delivered, channel ") >= len(pictures(discord)), within=PAINTED)
    assert len(pictures(discord, "a dock in the fog")) == 1


async def test_an_acknowledgement_that_fails_does_not_lose_the_picture(discord: FakeDiscord, bot: BotProcess) -> None:
    discord.lose_answer("POST", "/interactions/*/*/callback")
    await generate(discord, "a lab behind a lost callback")
    await painted(discord, "a lab behind a lost callback")
    await bot.until(lambda: bot.log.count(" delivered, channel ") >= len(pictures(discord)), within=PAINTED)
    assert len([each for each in discord.messages() if not each.deleted and "lost callback" in str(each.embeds)]) == 1


async def test_while_another_program_has_the_database_all_are_answered_in_time_and_then_with_the_truth(
    own_discord: FakeDiscord, tmp_path: Path
) -> None:
    discord = own_discord
    async with BotProcess(discord, tmp_path) as bot:
        await bot.ready()
        message = await picture_of(discord, STREET)
        with contextlib.closing(sqlite3.connect(tmp_path / "data" / "scenes.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            pressed, listed, asked = await asyncio.gather(
                discord.click(message.id, press(message, "favorite")),
                discord.slash("image gallery"),
                generate(discord, "a bar that waits"),
            )
            assert [each.callback and each.callback["type"] for each in (pressed, listed, asked)] == [6, 5, 5]
            other.execute("ROLLBACK")
        await discord.until(lambda: fields(message)["Stars"].startswith(f"{STAR} 1"), within=PATIENCE)
        await painted(discord, "a bar that waits")
        await discord.until(lambda: all(map(_is_settled, (pressed, listed, asked))), within=PATIENCE)
        assert not any(each.ephemeral for each in discord.messages() if not each.deleted)
        assert_clean(bot)


def _is_settled(interaction: Interaction) -> bool:
    """Whether nobody is left waiting: neither by a bot that thinks, nor by a note."""
    own = [*interaction.followups, *([interaction.response] if interaction.response is not interaction.source else [])]
    return not any(message and message.ephemeral and not message.deleted for message in own)


async def test_stars_come_and_go_by_button_and_by_reaction(discord: FakeDiscord, bot: BotProcess) -> None:
    message = await picture_of(discord, "a starred bridge")
    await discord.click(message.id, press(message, "favorite"), user=discord.gm_id)
    assert fields(message)["Stars"] == f"{STAR} 1"
    await discord.react(message.id, STAR, user=discord.player_id)
    await discord.react(message.id, STAR, user=discord.bot_id)

    async def starred() -> int:
        page = await discord.slash("image gallery", {"favorites": True})
        assert page.response is not None
        shown = "a starred bridge" in (page.response.embeds[0]["description"] or "")
        return int(fields(page.response)["Stars"].split()[1]) if shown else 0

    async def stars_become(count: int) -> None:
        """Look until they do: a reaction is an event, which the bot does not answer."""
        async with asyncio.timeout(PAINTED):
            while await starred() != count:
                pass

    await stars_become(2)
    await discord.react(message.id, STAR, user=discord.player_id, remove=True)
    await stars_become(1)
    await discord.click(message.id, press(message, "favorite"), user=discord.gm_id)
    assert await starred() == 0


async def test_the_gallery_is_walked_newest_first(discord: FakeDiscord, bot: BotProcess) -> None:
    await picture_of(discord, "an older tower")
    await picture_of(discord, "a newer tower")
    total = len(pictures(discord))
    opened = await discord.slash("image gallery", {})
    page = opened.response
    assert page is not None
    seen = [page.embeds[0]["description"]]
    assert page.embeds[0]["footer"]["text"] == f"Picture 1 of {total}, newest first"
    for number in range(2, total + 1):
        await discord.click(page.id, press(page, "older"))
        seen.append(page.embeds[0]["description"])
        assert page.embeds[0]["footer"]["text"] == f"Picture {number} of {total}, newest first"
        assert len(page.attachments) == 1
    newest_first = sorted(pictures(discord), key=lambda each: each.embeds[0]["timestamp"], reverse=True)
    assert seen == [each.embeds[0]["description"] for each in newest_first]
    await discord.click(page.id, press(page, "newer"))
    assert page.embeds[0]["footer"]["text"] == f"Picture {total - 1} of {total}, newest first"
    await discord.click(page.id, press(page, "newest"))
    assert page.embeds[0]["description"] == seen[0]

    other = await discord.click(page.id, press(page, "older"), user=discord.gm_id)
    assert other.response is not None
    assert other.response.ephemeral, "somebody else's press opens a page of their own"
    assert page.embeds[0]["description"] == seen[0]


async def test_a_picture_is_rerolled_and_deleted_by_its_author_alone(discord: FakeDiscord, bot: BotProcess) -> None:
    original = await picture_of(discord, "a dice hall")
    await discord.click(original.id, press(original, "reroll"))
    copy = await discord.until(
        lambda: next((each for each in pictures(discord, "a dice hall") if each is not original), None), within=PAINTED
    )
    assert fields(copy)["Seed"] != fields(original)["Seed"]
    assert copy.attachments[0].data != original.attachments[0].data

    refused = await discord.click(copy.id, press(copy, "delete"), user=discord.other_player_id)
    assert refused.response is not None
    assert "Only whoever asked" in refused.response.content
    asked = await discord.click(copy.id, press(copy, "delete"))
    assert asked.response is not None
    await discord.click(asked.response.id, press(asked.response, "erase"))
    await discord.until(lambda: copy.deleted)
    assert original in pictures(discord, "a dice hall")


async def test_a_waiting_picture_is_cancelled(discord: FakeDiscord, bot: BotProcess) -> None:
    asked = await discord.slash("image generate", {"description": "a scene called off", "size": "2048x2048"})
    placeholder = asked.response
    assert placeholder is not None
    await discord.click(placeholder.id, press(placeholder, "cancel"))
    await discord.until(lambda: placeholder.embeds[0]["title"] == "Cancelled", within=PAINTED)


async def test_a_dropped_gateway_is_taken_up_again(discord: FakeDiscord, bot: BotProcess) -> None:
    await discord.drop_gateway()
    await discord.until(lambda: discord.connected, within=PAINTED)
    await picture_of(discord, "a skyline after the storm")


async def test_a_missing_permission_is_named_before_anything_is_painted(discord: FakeDiscord, bot: BotProcess) -> None:
    await discord.deny(discord.second_channel_id, Permission.ATTACH_FILES)
    asked = await discord.slash("image generate", {"description": STREET}, channel=discord.second_channel_id)
    assert asked.response is not None
    assert "I lack Attach Files" in asked.response.content


async def test_six_requests_outlive_a_kill_and_are_delivered_once(own_discord: FakeDiscord, tmp_path: Path) -> None:
    scenes = [f"alley number {number}" for number in range(6)]
    async with BotProcess(own_discord, tmp_path) as bot:
        await bot.ready()
        asked = [await generate(own_discord, scene) for scene in scenes]
        await own_discord.until(lambda: own_discord.calls_to("PATCH", "*/messages/*"), within=PAINTED)
        await bot.kill()
    for interaction in asked:
        own_discord.age(interaction, 901)

    async with BotProcess(own_discord, tmp_path) as bot:
        await bot.ready()
        for scene in scenes:
            await painted(own_discord, scene)
        assert [len(pictures(own_discord, scene)) for scene in scenes] == [1] * 6
        assert len([each for each in own_discord.messages() if not each.deleted]) == 6
        old = pictures(own_discord, scenes[0])[0]
        await own_discord.click(old.id, press(old, "favorite"))
        assert fields(old)["Stars"] == f"{STAR} 1"
        assert_clean(bot)


async def test_a_batch_outlives_a_kill_in_its_middle_and_is_one_message(
    own_discord: FakeDiscord, tmp_path: Path
) -> None:
    async with BotProcess(own_discord, tmp_path) as bot:
        await bot.ready()
        asked = await generate(own_discord, STREET, count=4, seed=7)
        placeholder = asked.response
        assert placeholder is not None
        await own_discord.until(lambda: "0 of 4" not in fields(placeholder), within=PAINTED)
        await bot.kill()
    own_discord.age(asked, 901)

    async with BotProcess(own_discord, tmp_path) as bot:
        await bot.ready()
        assert await painted(own_discord, STREET) is placeholder
        assert placeholder.embeds[0]["title"] == "4 pictures"
        assert re.findall(r"seed (\d+)", fields(placeholder)["Pictures"]) == ["7", "8", "9", "10"]
        assert len(placeholder.attachments) == 1
        assert [each for each in own_discord.messages() if not each.deleted] == [placeholder]
        opened = await own_discord.click(placeholder.id, press(placeholder, "open"))
        assert opened.response is not None
        assert opened.response.attachments
        assert_clean(bot)


async def test_stars_given_while_the_bot_was_away_are_found(own_discord: FakeDiscord, tmp_path: Path) -> None:
    async with BotProcess(own_discord, tmp_path) as bot:
        await bot.ready()
        message = await picture_of(own_discord, STREET)
        await bot.printed(" delivered, channel ", within=PAINTED)
        assert await bot.terminate() == 0
        assert_clean(bot)
    await own_discord.react(message.id, STAR, user=own_discord.gm_id)

    async with BotProcess(own_discord, tmp_path) as bot:
        await bot.ready()
        page = await own_discord.slash("image gallery", {"favorites": True})
        assert page.response is not None
        assert fields(page.response)["Stars"] == f"{STAR} 1"
        assert len([call for call in own_discord.calls if call.method == "PUT" and "commands" in call.path]) == 1
        assert_clean(bot)


async def test_a_stop_gives_back_what_it_cannot_finish(own_discord: FakeDiscord, tmp_path: Path) -> None:
    impatient = {"DRAIN_SECONDS": "0"}
    async with BotProcess(own_discord, tmp_path, environment=impatient) as bot:
        await bot.ready()
        await generate(own_discord, "a mall at closing time", size="1024x1024")
        assert await bot.terminate() == 0
        assert_clean(bot)
    assert not pictures(own_discord)

    async with BotProcess(own_discord, tmp_path) as bot:
        await bot.ready()
        await painted(own_discord, "a mall at closing time")
        assert_clean(bot)


@pytest.mark.parametrize("auth", ["trusted", "token"])
async def test_the_specified_client_works_over_http(own_discord: FakeDiscord, tmp_path: Path, auth: str) -> None:
    port = free_port()
    bot = BotProcess(own_discord, tmp_path, environment={"API_PORT": str(port), "API_AUTH": auth})
    async with bot:
        await bot.printed("the API and the gallery page are at")
        headers = {"Authorization": f"Bearer {await service_token(tmp_path / 'data')}"} if auth == "token" else {}
        async with specified_client(f"http://127.0.0.1:{port}", headers) as client:
            await client.use_every_route()
        assert await bot.terminate() == 0
        assert_clean(bot)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def service_token(data: Path) -> str:
    """Have a token printed that speaks for all members of a session, and of those that it opens."""
    printing = await asyncio.create_subprocess_exec(
        sys.executable,
        *("bot.py", "token", "--role", "service", "--user", "backend", "--session", "backend"),
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data)},
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await printing.communicate()
    assert printing.returncode == 0
    return printed.decode().split()[-1]
