"""`/image compare` on Discord: one message that fills in, with a label and buttons for each picture."""

import asyncio
import io

import pytest
from PIL import Image

from cogs.ui.components import custom_ids_of
from generation.providers.base import ModeratedError, ProviderRequest, ProviderResult, ReportProgress
from tests.cogs.discord_harness import STREET, DiscordHarness, answer, fields, private_answer
from tests.generation.fake_provider import FakeProvider, fail, hang, paint, paint_when

pytestmark = pytest.mark.usefixtures("edits_at_once")


def verbs(ids: list[str]) -> list[str]:
    return [each.split(":")[1] for each in ids]


async def test_the_message_fills_in_and_ends_with_buttons_for_each_picture(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()

    async def wait(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        await free.wait()
        return await paint(order, report)

    painter.then(paint)
    painter.always = wait
    asked = answer(
        await harness.player.slash(
            harness.channel, "image compare", description=STREET, styles="Neon Noir, dossier, graphic_novel"
        )
    )
    assert asked.embeds[0].title == "Painting 3 pictures"
    await harness.wait_until(lambda: bool(harness.refetch(asked).attachments))
    lines = (fields(harness.refetch(asked))["Pictures"] or "").splitlines()
    assert [each.split(":")[0] for each in lines] == [
        "1. **Neon Noir**",
        "2. **Runner Dossier**",
        "3. **Graphic Novel**",
    ]
    assert [each.split(": ")[1] for each in lines].count("done") == 1
    free.set()
    await harness.wait_until_delivered()
    done = harness.refetch(asked)
    assert done.embeds[0].title == "3 pictures"
    assert "Style" not in fields(done)
    assert (fields(done)["Pictures"] or "").startswith("1. **Neon Noir**: Sketch artist, seed")
    assert verbs(custom_ids_of(done))[:6] == ["favorite"] * 3 + ["open"] * 3
    with Image.open(io.BytesIO(await done.attachments[0].read())) as sheet:
        assert sheet.width > sheet.height
    assert "Neon Noir" in (done.attachments[0].description or "")
    assert len(harness.channel.history()) == 1


async def test_one_that_fails_says_why_in_its_line_and_can_be_tried_again(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    painter.then(fail(ModeratedError("That is not for me.")))
    asked = answer(
        await harness.player.slash(harness.channel, "image compare", description=STREET, styles="neon_noir,dossier")
    )
    await harness.wait_until_delivered()
    done = harness.refetch(asked)
    assert done.embeds[0].title == "1 of 2 pictures"
    assert ": That is not for me." in (fields(done)["Pictures"] or "")
    await harness.press(done, "rebatch")
    await harness.wait_until_delivered()
    again = max(harness.channel.history(), key=lambda each: each.id)
    assert len([each for each in verbs(custom_ids_of(again)) if each == "favorite"]) == 2
    assert "**Runner Dossier**" in (fields(again)["Pictures"] or "")


async def test_cancel_ends_all_of_it(harness: DiscordHarness, painter: FakeProvider) -> None:
    painter.always = hang
    asked = answer(
        await harness.player.slash(harness.channel, "image compare", description=STREET, styles="neon_noir,dossier")
    )
    await painter.painting.wait()
    assert private_answer(await harness.press(asked, "stop")) == "Cancelled."
    await harness.wait_until_delivered()
    assert harness.refetch(asked).embeds[0].title == "Cancelled"


async def test_without_anything_to_compare_it_says_what_to_name(harness: DiscordHarness) -> None:
    said = private_answer(await harness.player.slash(harness.channel, "image compare", description=STREET))
    assert said == "Name two styles or more, or two providers or more, to compare them."
    assert harness.env.errors
    assert await harness.services.requests.counts() == {}


async def test_eight_pictures_have_all_their_buttons(harness: DiscordHarness) -> None:
    done = await harness.generate_image(count=8)
    ids = verbs(custom_ids_of(done))
    assert (ids.count("favorite"), ids.count("open")) == (8, 8)
    assert len(done.components) == 5


async def test_a_secret_one_is_seen_by_the_gm_alone_and_each_can_be_revealed(harness: DiscordHarness) -> None:
    await harness.enter_gm()
    asked = answer(
        await harness.gm.slash(
            harness.channel,
            "image compare",
            description="the traitor's face",
            styles="neon_noir,dossier,graphic_novel,astral_dream,toxic,vhs_90s",
            private=True,
        )
    )
    assert asked.flags.ephemeral
    await harness.wait_until_delivered()
    assert harness.image_messages() == []
    done = harness.refetch(asked)
    ids = verbs(custom_ids_of(done))
    assert (ids.count("favorite"), ids.count("reveal")) == (6, 6)


async def test_a_restart_goes_on_where_it_was(harness: DiscordHarness, painter: FakeProvider) -> None:
    free = asyncio.Event()
    painter.then(paint)
    painter.always = paint_when(free)
    asked = answer(
        await harness.player.slash(
            harness.channel, "image compare", description=STREET, styles="neon_noir,dossier,graphic_novel"
        )
    )
    await harness.wait_until(lambda: bool(harness.refetch(asked).attachments))
    await harness.restart()
    free.set()
    await harness.wait_until_delivered()
    done = harness.refetch(asked)
    assert done.embeds[0].title == "3 pictures"
    assert [line.split("**")[1] for line in (fields(done)["Pictures"] or "").splitlines()] == [
        *("Neon Noir", "Runner Dossier", "Graphic Novel")
    ]
    assert len(painter.orders) <= 5
    assert len(harness.channel.history()) == 1


@pytest.mark.parametrize("typed", ["SQ", "16", ""])
async def test_sizes_are_offered_as_for_one_picture(harness: DiscordHarness, typed: str) -> None:
    offered = await harness.player.autocomplete(harness.channel, "image compare", "size", typed)
    assert offered == await harness.player.autocomplete(harness.channel, "image generate", "size", typed) != []
