"""/image generate with a reference: any phone's photo is taken, however long Discord takes to hand it over."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import InteractionResult

from cogs.generate.attachments import READ_SECONDS, read_attachment
from generation.errors import RefusedError
from generation.images.given import MAX_BYTES
from generation.providers.base import Capabilities
from tests.clock import LoopClock, breathe
from tests.cogs.discord_harness import STREET, DiscordHarness, answer, private_answer
from tests.generation.fake_provider import FakeProvider
from tests.generation.phone_photos import large, two_in_one
from tests.generation.test_normalize import ends, shown


@pytest.fixture(autouse=True)
def _painter_takes_references(painter: FakeProvider) -> None:
    painter.capabilities = Capabilities(references=1)


async def generate_after(harness: DiscordHarness, photo: bytes) -> InteractionResult:
    return await harness.player.slash(
        harness.channel, "image generate", description=STREET, reference=("photo.jpg", photo)
    )


async def test_a_photo_with_a_second_picture_inside_reaches_the_painter_upright(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    answer(await generate_after(harness, two_in_one()))
    await harness.wait_until_delivered()
    ((reference,),) = [order.references for order in painter.orders]
    assert ends(shown(reference), (1, 2)) == [False, True]


async def test_an_attachment_that_is_slow_to_load_is_waited_for(
    harness: DiscordHarness, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = discord.Attachment.read

    async def slowly(attachment: discord.Attachment, **options: bool) -> bytes:
        await asyncio.sleep(0.3)
        return await read(attachment, **options)

    monkeypatch.setattr(discord.Attachment, "read", slowly)
    monkeypatch.setattr("cogs.ui.replies.answer.ANSWER_WITHIN", 0.1)
    result = await generate_after(harness, large(600, 400))
    (placeholder,) = result.followups
    await harness.wait_until_delivered()
    assert [each.id for each in harness.image_messages()] == [placeholder.id]
    assert len(painter.orders[0].references) == 1


async def test_one_that_never_comes_is_refused_in_the_end(clock: LoopClock) -> None:
    class Silent:
        http = None

        async def get_from_cdn(self, _url: str) -> bytes:
            await asyncio.Event().wait()
            raise AssertionError

    silent: Any = Silent()
    silent.http = silent
    attachment = discord.Attachment(
        data={
            "id": 1,
            "filename": "a.jpg",
            "size": MAX_BYTES,
            "url": "https://x/a.jpg",
            "proxy_url": "https://x/a.jpg",
        },
        state=silent,
    )
    reading = asyncio.create_task(read_attachment(attachment))
    await breathe()
    await clock.forward(READ_SECONDS - 1)
    assert not reading.done()
    await clock.forward(2)
    with pytest.raises(RefusedError, match="Discord did not hand over the reference picture"):
        await reading


def test_the_largest_file_may_come_over_a_slow_line() -> None:
    assert MAX_BYTES * 8 / READ_SECONDS < 2_000_000


async def test_a_file_that_is_too_large_is_refused_unread(
    harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.images.given.MAX_BYTES", 1000)
    monkeypatch.delattr(discord.Attachment, "read")
    result = await generate_after(harness, large(900, 900))
    assert "larger than" in private_answer(result)
    assert harness.env.errors
