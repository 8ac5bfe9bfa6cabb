"""/image generate: from a description to a picture in its placeholder, or to a sentence."""

import asyncio
import errno
from typing import Any

import discord
import pytest

from storage.errors import StorageError, from_os
from storage.requests import RequestStore
from tests.cogs.discord_harness import STREET, DiscordHarness, custom_ids, fields, private_answer
from tests.generation.fake_provider import FakeProvider, hang, paint_when, picture_file, pixels


async def test_the_placeholder_says_what_is_painted_and_can_be_cancelled(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    painter.then(hang)
    placeholder = await harness.generate(type="character")
    assert not placeholder.ephemeral
    assert placeholder.embeds[0].title == "Painting a character"
    assert placeholder.embeds[0].description == STREET
    assert [each.rpartition(":")[0] for each in custom_ids(placeholder)] == ["scene:cancel"]


async def test_the_picture_takes_its_placeholders_place(harness: DiscordHarness, painter: FakeProvider) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    placeholder = await harness.generate(type="location", style="neon_noir", seed=7)
    free.set()
    await harness.wait_until_delivered()

    message = harness.refetch(placeholder)
    (attachment,) = message.attachments
    assert pixels(await attachment.read()) == pixels(picture_file("PNG", 1024, 1024))
    assert STREET in (attachment.description or "")
    assert message.embeds[0].image.url is None, "the picture is a plain attachment: only there its alt text works"
    assert fields(message) == {
        "Type": "Location",
        "Style": "Neon Noir",
        "Painted by": "Sketch artist",
        "Seed": "7",
        "Size": "1024x1024",
        "Requested by": harness.player.mention,
    }
    assert [each.split(":")[1] for each in custom_ids(message)] == [
        *("favorite", "reroll", "vary", "edit", "retouch", "history"),
        *("download", "gallery", "album", "recapadd", "report", "delete"),
    ]
    assert len(harness.image_messages()) == 1


async def test_what_was_asked_for_reaches_the_provider(harness: DiscordHarness, painter: FakeProvider) -> None:
    await harness.generate_image(
        "a  decker \n in a van", type="scene", style="Neon Noir", size="16:9", seed=4294967294, quality="hd"
    )
    (order,) = painter.orders
    assert order.prompt.startswith("a decker in a van, ")
    assert (order.type, order.style) == ("scene", "neon_noir")
    assert (order.width, order.height, order.seed) == (1360, 768, 4294967294)


async def test_who_must_wait_is_told_how_many_are_before(harness: DiscordHarness, painter: FakeProvider) -> None:
    painter.always = hang
    answers = [await harness.generate(f"alley {number}") for number in range(4)]
    assert "Next in line" in fields(answers[2])
    assert "Waiting, 1 before you" in fields(answers[3])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"description": "\u200b \n"}, "Describe what to paint, for example"),
        ({"description": "…!?"}, "Describe what to paint, for example"),
        ({"description": "x" * 6000}, "The description has 6,000 characters; 4,000 is the most."),
        ({"size": "huge"}, "I do not know the size “huge”. Give square,"),
        ({"size": "511x512"}, "511x512 is out of bounds."),
        ({"size": "9:1"}, "9:1 is not a ratio that I can paint."),
        ({"style": "neon nor"}, "Did you mean neon_noir?"),
        ({"provider": "crayon"}, "I do not know the provider “crayon”. Set up here: sketch."),
    ],
)
async def test_a_refusal_is_a_sentence_that_only_its_user_sees(
    harness: DiscordHarness, options: dict[str, Any], sentence: str
) -> None:
    assert sentence in await harness.generate_refused(**options)
    await assert_nothing_stored(harness)


@pytest.mark.parametrize(
    ("name", "kind", "value", "sentence"),
    [
        ("type", 3, "song", "I do not know the type “song”. Give one of scene, character, location, item."),
        ("seed", 4, -1, "A seed is a whole number from 0 to 4294967294."),
        ("seed", 4, 2**32 - 1, "A seed is a whole number from 0 to 4294967294."),
        ("count", 4, 0, "I paint 1 to 8 pictures at once. Ask for the others after these."),
        ("count", 4, 100, "I paint 1 to 8 pictures at once. Ask for the others after these."),
        ("quality", 3, "best", "I do not know the quality “best”. Give standard or hd."),
    ],
)
async def test_what_discords_own_form_would_not_let_through_is_refused_too(
    harness: DiscordHarness, name: str, kind: int, value: str | int, sentence: str
) -> None:
    description = {"name": "description", "type": 3, "value": STREET}
    generate = {"name": "generate", "type": 1, "options": [description, {"name": name, "type": kind, "value": value}]}
    data = {"id": image_command(harness)["id"], "name": "image", "type": 1, "options": [generate]}
    assert private_answer(await harness.player._dispatch_interaction(2, harness.channel, data)) == sentence
    assert harness.env.errors
    await assert_nothing_stored(harness)


def image_command(harness: DiscordHarness) -> Any:  # noqa: ANN401  # simcord's own
    """Return the command `/image` as Discord keeps it."""
    commands = harness.env.backend.visible_commands(user_id=harness.player.id, channel_id=harness.channel.id)
    return next(command for command in commands if command["name"] == "image")


async def test_a_wish_that_cannot_be_met_is_said_while_painting_and_after(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    placeholder = await harness.generate(provider="dalle")
    note = "dalle is not set up here; Fake painter paints instead."
    assert fields(placeholder)["Note"] == note
    free.set()
    await harness.wait_until_delivered()
    assert fields(harness.refetch(placeholder))["Note"] == note


async def test_a_description_full_of_markdown_fits_into_its_embed(harness: DiscordHarness) -> None:
    message = await harness.generate_image("*_" * 1998 + "ab")
    assert message.attachments
    assert len(message.embeds[0]) <= 6000


async def test_nobody_is_ever_pinged(harness: DiscordHarness) -> None:
    description = f"@everyone meets {harness.gm.mention} and <@&{harness.guild.default_role.id}>"
    message = await harness.generate_image(description)
    await harness.press(message, "favorite")
    await harness.press(message, "gallery")
    await harness.open_gallery()
    await harness.generate_refused(size=f"{harness.gm.mention} @everyone")
    bodies = [(each.method, each.json) for each in harness.env.http_requests if isinstance(each.json, dict)]
    calls = [(method, body.get("data", body)) for method, body in bodies]
    # An embed pings nobody, and an edit without content has nothing else: discord.py leaves the field out there.
    speaking = [body for method, body in calls if body.get("content") or (method == "POST" and body.get("embeds"))]
    assert len(speaking) >= 4
    assert all(body["allowed_mentions"] == {"parse": []} for body in speaking)


async def test_a_command_of_another_version_is_a_sentence(harness: DiscordHarness) -> None:
    # `description` is an option that has to be given, and `draw` a command that is gone.
    for name in ("enhance", "draw"):
        image: list[dict[str, Any]] = [{"name": name, "type": 1, "options": []}]
        data = {"id": image_command(harness)["id"], "name": "image", "type": 1, "options": image}
        assert "This command has just changed." in private_answer(
            await harness.player._dispatch_interaction(2, harness.channel, data)
        )
    assert harness.env.errors


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
async def test_what_the_disk_refuses_is_a_sentence_and_its_path_stands_in_the_log_alone(
    number: int, harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    error = from_os(OSError(number, "why"), "/srv/operator/data")

    async def refuse(*_args: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr(RequestStore, "enqueue", refuse)
    assert await harness.generate_refused() == error.sentence
    assert "operator/" not in error.sentence
    assert "/srv/operator/data" in caplog.text


@pytest.mark.parametrize("is_refused", [False, True])
async def test_what_takes_longer_than_discord_waits_is_answered_in_time_and_then_with_the_truth(
    is_refused: bool,  # noqa: FBT001  # a parameter of the test
    harness: DiscordHarness,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The database is locked: the writers stand in line for up to ten seconds."""
    enqueue, busy = RequestStore.enqueue, "The database is busy with another program. Try again in a moment."

    async def locked(store: RequestStore, *arguments: Any, **named: Any) -> object:  # noqa: ANN401  # handed on
        await asyncio.sleep(0.3)
        if is_refused:
            raise StorageError(busy)
        return await enqueue(store, *arguments, **named)

    monkeypatch.setattr("cogs.ui.replies.answer.ANSWER_WITHIN", 0.1)
    monkeypatch.setattr(RequestStore, "enqueue", locked)
    if is_refused:
        assert await harness.generate_refused() == busy
        await assert_nothing_stored(harness)
    else:
        result = await harness.player.slash(harness.channel, "image generate", description=STREET)
        assert result.response is None, "nobody is left thinking"
        (placeholder,) = result.followups
        assert not placeholder.ephemeral
        await harness.wait_until_delivered()
        assert [each.id for each in harness.image_messages()] == [placeholder.id]
    answers = [told for _, name, told in harness.env.backend.transcript if "callback" in name]
    assert [answer["type"] for answer in answers] == [5], "it was deferred"


async def test_a_refusal_that_cannot_be_said_is_in_the_log(
    harness: DiscordHarness, caplog: pytest.LogCaptureFixture
) -> None:
    harness.env.inject_error(
        "POST", "/interactions/*/*/callback", status=404, code=10062, message="Unknown interaction"
    )
    result = await harness.player.slash(harness.channel, "image generate", description="…")
    assert not result.acknowledged
    assert "could not be told" in caplog.text
    assert len(harness.env.errors) == 1


async def test_a_thread_is_a_session_of_its_own(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    await open_thread(harness)
    await harness.generate_image("a bar")
    page = await harness.open_gallery()
    assert page.embeds[0].description == "a bar"
    assert (page.embeds[0].footer.text or "").startswith("Picture 1 of 1")


async def test_a_thread_needs_its_own_permission(harness: DiscordHarness) -> None:
    me = harness.guild.me
    assert me is not None
    deny = discord.PermissionOverwrite(send_messages=False, send_messages_in_threads=False)
    room = harness.guild.create_text_channel("quiet-room")
    harness.channel = room
    await open_thread(harness)
    room._channel.overwrites.extend(harness.guild.create_text_channel("x", overwrites={me: deny})._channel.overwrites)
    assert "I lack Send Messages in Threads." in await harness.generate_refused()


async def open_thread(harness: DiscordHarness) -> None:
    """Move the table into a new thread of its channel."""
    channel = harness.client.get_channel(harness.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="the run", type=discord.ChannelType.public_thread)
    await harness.env.settle()
    (harness.channel,) = harness.channel.threads


@pytest.mark.parametrize("command", ["image generate", "image gallery"])
async def test_in_a_private_chat_the_answer_says_where_to_go(harness: DiscordHarness, command: str) -> None:
    options = {"description": STREET} if command == "image generate" else {}
    sentence = private_answer(await harness.player.user.slash(command, **options))
    assert "Go to your table's channel and use /image there" in sentence
    assert harness.env.errors
    await assert_nothing_stored(harness)


async def test_an_interaction_that_comes_twice_is_one_request(harness: DiscordHarness) -> None:
    await harness.generate_image()
    again = [payload for _, name, payload in harness.env.backend.transcript if name == "INTERACTION_CREATE"]
    harness.env.backend.emit("INTERACTION_CREATE", again[0])
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 1
    assert len(harness.channel.history()) == 1


@pytest.mark.parametrize(
    ("option", "typed", "offered"),
    [
        ("style", "NEON n", ["neon_noir"]),
        ("provider", "fake", ["sketch"]),
        ("provider", "dalle", []),
        ("size", "wid", ["wide"]),
        ("size", "16", ["16:9", "9:16"]),
    ],
)
async def test_options_complete_themselves(
    harness: DiscordHarness, option: str, typed: str, offered: list[str]
) -> None:
    choices = await harness.player.autocomplete(harness.channel, "image generate", option, typed)
    assert [choice["value"] for choice in choices] == offered


async def test_every_style_is_offered_with_what_it_looks_like(harness: DiscordHarness) -> None:
    choices = await harness.player.autocomplete(harness.channel, "image generate", "style", "")
    assert {"neon_noir"} <= {choice["value"] for choice in choices}
    assert all(": " in choice["name"] and len(choice["name"]) <= 100 for choice in choices)
    assert len(choices) <= 25


async def assert_nothing_stored(harness: DiscordHarness) -> None:
    assert await harness.services.requests.counts() == {}
    assert await harness.services.deliveries.counts() == {}
