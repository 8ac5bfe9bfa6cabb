"""/image export and /image import: an answer that only its user sees, and that ends with the files."""

import io
from typing import Any

import discord
import pypdf
import pytest
from simcord import MemberActor, ResponseMessage

from cogs.export.progress import in_messages
from cogs.ui.components import button
from generation.export.export_worker import ExportWorker
from tests.cogs.discord_harness import DiscordHarness, answer, custom_ids, private_answer
from tests.export.taken_along import packed, unpacked
from tests.generation.fake_provider import picture_file

SECRET_WORDS = "the traitor's face"


@pytest.fixture
def worker(harness: DiscordHarness) -> ExportWorker:
    """Return what makes exports, when a test lets it."""
    return harness.services.export_worker


async def begin(harness: DiscordHarness, *, by: MemberActor | None = None, **options: Any) -> ResponseMessage:  # noqa: ANN401  # options of the command
    """Use /image export, and return the answer."""
    return answer(await (by or harness.player).slash(harness.channel, "image export", **options))


async def made(harness: DiscordHarness, worker: ExportWorker, message: ResponseMessage) -> discord.Message:
    """Have what was asked for made, and return the answer as it ends."""
    assert await worker.make_one()
    await harness.wait_until(lambda: any("exported" in each for each in custom_ids(harness.refetch(message))))
    return harness.refetch(message)


async def files(message: discord.Message) -> dict[str, bytes]:
    return {each.filename: await each.read() for each in message.attachments}


def text(message: discord.Message | ResponseMessage) -> str:
    return message.embeds[0].description or ""


async def test_the_answer_ends_with_the_file(harness: DiscordHarness, worker: ExportWorker) -> None:
    await harness.generate_image("a dock at night")
    starred = await harness.generate_image("a bar in Redmond")
    await harness.press(starred, "favorite")
    message = await begin(harness, what="favorites", format="pdf")
    assert message.ephemeral
    assert "1 picture waits" in text(message)
    assert [each.split(":")[1] for each in custom_ids(message)] == ["cancelexport"]
    ended = await made(harness, worker, message)
    (album,) = (await files(ended)).values()
    assert "a bar in Redmond" in "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(album)).pages)
    assert text(ended).startswith("1 picture, PDF")
    assert [each.split(":")[1] for each in custom_ids(ended)] == ["exported"]


async def test_no_player_gets_a_secret_picture_and_the_gms_export_says_that_it_has_one(
    harness: DiscordHarness, worker: ExportWorker
) -> None:
    await harness.generate_image("a dock at night")
    await harness.generate_secret(SECRET_WORDS)
    message = await begin(harness)
    ended = await made(harness, worker, message)
    (archive,) = (await files(ended)).values()
    assert [entry["prompt"] for entry in unpacked(archive)[0]["images"]] == ["a dock at night"]
    assert "secret" not in text(ended)
    message = await begin(harness, by=harness.gm)
    ended = await made(harness, worker, message)
    (archive,) = (await files(ended)).values()
    assert [entry["prompt"] for entry in unpacked(archive)[0]["images"]] == ["a dock at night", SECRET_WORDS]
    assert "For the GM alone: 1 picture in here is secret." in text(ended)


async def test_nobody_has_anothers_export_sent(harness: DiscordHarness, worker: ExportWorker) -> None:
    await harness.generate_image()
    message = await begin(harness)
    ended = await made(harness, worker, message)
    again = await harness.press(ended, "exported")
    assert answer(again).attachments
    stray = await harness.post_button(
        button("exported", custom_ids(ended)[0].rpartition(":")[2], label="Send it again")
    )
    refused = await harness.press(stray, "exported", by=harness.other)
    assert private_answer(refused) == "There is no such export any more. Make it anew."


async def test_an_export_can_be_cancelled(harness: DiscordHarness, worker: ExportWorker) -> None:
    await harness.generate_image()
    message = await begin(harness)
    await harness.press(message, "cancelexport")
    assert text(harness.refetch(message)) == "Cancelled; nothing was exported."
    assert not await worker.make_one()


async def test_after_a_restart_the_file_comes_as_a_direct_message(
    harness: DiscordHarness, worker: ExportWorker
) -> None:
    await harness.generate_image()
    await begin(harness)
    await harness.restart()
    assert await worker.make_one()
    await harness.wait_until(lambda: bool(harness.player.user.dm_channel.history()))
    messages = harness.player.user.dm_channel.history()
    assert list(await files(messages[0])) == ["seattle-2080.zip"]


def test_files_share_a_message_as_far_as_it_has_room() -> None:
    assert in_messages([4, 4, 4, 9, 1], 10) == [[0, 1], [2], [3, 4]]
    assert in_messages([1] * 12, 100) == [list(range(10)), [10, 11]]
    assert in_messages([], 10) == []


async def test_nothing_to_export_is_a_sentence(harness: DiscordHarness) -> None:
    message = private_answer(await harness.player.slash(harness.channel, "image export", what="favorites"))
    assert message == "There is no picture to export here. Choose others, or leave out a filter."
    assert harness.env.errors


async def test_the_gm_brings_an_archive_and_hears_what_came_of_it(harness: DiscordHarness) -> None:
    entry = '{"id": "one", "file": "1.png", "prompt": "a dock at night", "tags": ["run 12"]}'
    bad = '{"id": "two", "file": "2.png", "prompt": "a bar"}'
    archive = packed({"manifest.json": f'{{"images": [{entry}, {bad}]}}'.encode(), "1.png": picture_file()})
    told = answer(await harness.gm.slash(harness.channel, "image import", archive=("a.zip", archive)))
    assert text(told).splitlines() == [
        "1 picture was added.",
        "1 picture was left out:",
        "2. Its file is no picture that I can read.",
    ]
    page = await harness.services.gallery.page(harness.as_gm())
    assert [image.prompt for image in page.images] == ["a dock at night"]


async def test_a_player_brings_nothing(harness: DiscordHarness) -> None:
    archive = ("a.zip", b"no matter")
    refusal = private_answer(await harness.player.slash(harness.channel, "image import", archive=archive))
    assert refusal == "Only the GM brings pictures into a session."
    assert harness.env.errors
