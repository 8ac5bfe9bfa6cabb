"""/privacy: what is kept of oneself, all of it as a file, and all of it gone, with the bot's messages."""

import io
import json
import zipfile

import pytest
from simcord import ResponseMessage

from tests.cogs.discord_harness import DiscordHarness, answer, custom_ids, fields

WORDS = "the traitor of the docks"

pytestmark = pytest.mark.usefixtures("quick_updates")


def text(message: ResponseMessage) -> str:
    return message.embeds[0].description or ""


async def test_what_is_kept_is_said_in_plain_words(harness: DiscordHarness) -> None:
    image = await harness.generate_image(WORDS)
    await harness.press(image, "favorite")
    shown = answer(await harness.player.slash(harness.channel, "privacy show"))
    assert shown.ephemeral
    assert text(shown).splitlines() == [
        "• Your Discord id, in 1 session",
        "• What you are called there: ash",
        "• 1 picture",
        "• 1 description",
        "• 1 star",
    ]
    assert "a code stands for you" in (fields(shown)["Where else"] or "")


async def test_all_of_it_comes_as_a_file(harness: DiscordHarness) -> None:
    await harness.generate_image(WORDS)
    await harness.generate_image("a bar", by=harness.other)
    message = answer(await harness.player.slash(harness.channel, "privacy export"))
    assert await harness.services.export_worker.make_one()
    await harness.wait_until(lambda: any("exported" in each for each in custom_ids(harness.refetch(message))))
    (attached,) = harness.refetch(message).attachments
    assert attached.filename == "my-data.zip"
    with zipfile.ZipFile(io.BytesIO(await attached.read())) as archive:
        told = json.loads(archive.read("my-data.json"))
        pictures = [each["prompt"] for each in json.loads(archive.read("manifest.json"))["images"]]
    assert pictures == [WORDS]
    assert [each["description"] for each in told["requests"]] == [WORDS]
    again = answer(await harness.press(harness.refetch(message), "exported"))
    assert again.attachments


async def test_everything_goes_and_so_do_the_messages(harness: DiscordHarness) -> None:
    image = await harness.generate_image(WORDS)
    others = await harness.generate_image("a bar", by=harness.other)
    asked = answer(await harness.player.slash(harness.channel, "privacy delete"))
    assert "This is about 1 picture of yours." in text(asked)
    await harness.press(asked, "forgetall")
    assert harness.refetch(asked).embeds[0].title == "Deleted"
    await harness.wait_until(lambda: harness.is_deleted(image))
    assert not harness.is_deleted(others)
    page = await harness.services.gallery.page(harness.as_gm())
    assert [each.prompt for each in page.images] == ["a bar"]


async def test_pictures_that_stay_name_nobody(harness: DiscordHarness) -> None:
    image = await harness.generate_image(WORDS)
    asked = answer(await harness.player.slash(harness.channel, "privacy delete"))
    await harness.press(asked, "forgetme")
    await harness.wait_until(lambda: fields(harness.refetch(image)).get("Requested by") == "nobody any more")
    assert WORDS in (harness.refetch(image).embeds[0].description or "")
    assert harness.refetch(image).attachments
