"""Batches on Discord: one message from the placeholder to the grid, whatever happens to each of its pictures."""

import asyncio
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from bot.supervisor import Supervisor
from cogs.ui.components import button
from generation.clock import now
from generation.providers.base import (
    ModeratedError,
    ProgressStep,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
    UnavailableError,
)
from storage.queue import QueueStore
from tests.cogs.discord_harness import (
    STREET,
    AnyMessage,
    DiscordHarness,
    answer,
    buttons,
    custom_ids,
    fields,
    private_answer,
)
from tests.cogs.network_faults import NetworkFaults
from tests.generation.fake_provider import FakeProvider, fail, hang, paint, paint_when

GONE = "This picture is not in the gallery any more."


pytestmark = pytest.mark.usefixtures("edits_at_once")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next try of a delivery follow at once."""
    monkeypatch.setattr("generation.outbox.FIRST_WAIT", timedelta(milliseconds=1))


def rows(message: AnyMessage) -> list[list[str]]:
    """Return the labels of a message's buttons, and those of a menu's options, row by row."""
    return [
        [option["label"] for each in row["components"] for option in each.get("options", [each])]
        for row in _rows(message)
    ]


def _rows(message: AnyMessage) -> list[dict[str, Any]]:
    return [each if isinstance(each, dict) else each.to_dict() for each in message.components]  # type: ignore[misc]  # as `table.buttons` does


def labelled(message: AnyMessage, label: str) -> str:
    """Return the custom_id of the button with this label."""
    (found,) = (each["custom_id"] for each in buttons(message) if each.get("label") == label)
    return str(found)


def ids(message: AnyMessage, verb: str) -> list[str]:
    """Return the first id in each of a message's buttons of a verb."""
    return [each.split(":")[2] for each in custom_ids(message) if each.split(":")[1] == verb]


class TestUnderWay:
    async def test_one_placeholder_says_how_far_all_of_them_are(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.always = hang
        placeholder = await harness.generate(count=4)
        assert placeholder.embeds[0].title == "Painting 4 pictures"
        assert placeholder.embeds[0].description == STREET
        assert fields(placeholder)["0 of 4"] == "▱▱▱▱▱▱▱▱▱▱▱▱ 0%"
        assert len((fields(placeholder)["Pictures"] or "").splitlines()) == 4
        assert [each.rpartition(":")[0] for each in custom_ids(placeholder)] == ["scene:stop"]
        assert len(harness.channel.history()) == 1

    async def test_each_that_is_done_counts(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        free = asyncio.Event()

        async def step(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
            report(ProgressStep("sky", 0.5, b"preview"))
            await free.wait()
            return await paint(order, report)

        painter.then(paint, paint, step, step)
        placeholder = await harness.generate(count=4)
        await harness.wait_until(lambda: "2 of 4" in fields(harness.refetch(placeholder)))
        await harness.wait_until(lambda: "sky, 50%" in (fields(harness.refetch(placeholder))["Pictures"] or ""))
        assert (fields(harness.refetch(placeholder))["Pictures"] or "").splitlines()[:2] == ["1. done", "2. done"]
        with Image.open(io.BytesIO(await harness.refetch(placeholder).attachments[0].read())) as sheet:
            assert sheet.width == sheet.height > 1500  # the message has filled in with what is there
        free.set()
        await harness.wait_until_delivered()

    async def test_cancel_ends_all_of_it(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        painter.always = hang
        placeholder = await harness.generate(count=4)
        (stop,) = custom_ids(placeholder)
        await painter.painting.wait()
        assert private_answer(await harness.press(placeholder, "stop", by=harness.other)).startswith(
            "Only whoever asked"
        )
        assert private_answer(await harness.press(placeholder, "stop")) == "Cancelled."
        await harness.wait_until_delivered()
        assert harness.refetch(placeholder).embeds[0].title == "Cancelled"
        assert not custom_ids(harness.refetch(placeholder))
        assert await harness.services.requests.counts() == {}
        late = await harness.post_button(button("stop", stop.rpartition(":")[2]))
        assert private_answer(await harness.press(late, "stop")) == "Too late: it is done already."

    async def test_a_fresh_bot_goes_on_with_its_placeholder(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        free = asyncio.Event()
        painter.always = paint_when(free)
        placeholder = await harness.generate(count=3)
        await painter.painting.wait()
        await harness.restart()
        free.set()
        await harness.wait_until_delivered()
        assert len(harness.refetch(placeholder).attachments) == 1
        assert len(harness.channel.history()) == 1

    async def test_more_than_the_limit_is_refused_whole(
        self, harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(harness.services.budget, "_hourly_limit", 3)
        assert await harness.generate_refused(count=4) == "4 pictures are more than the 3 you have left this hour."
        assert await harness.services.requests.counts() == {}
        assert not harness.channel.history()


class TestWhatCame:
    async def test_it_is_one_message_with_a_grid_and_a_row_for_each(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(count=4, seed=7)
        (attachment,) = message.attachments
        with Image.open(io.BytesIO(await attachment.read())) as grid:
            assert abs(grid.width - grid.height) < 20, "two by two"
        assert "1: A gradient." in (attachment.description or "")
        assert message.embeds[0].title == "4 pictures"
        seeds = [f"{n}. Sketch artist, seed {6 + n}" for n in (1, 2, 3, 4)]
        assert (fields(message)["Pictures"] or "").splitlines() == seeds
        assert rows(message) == [
            ["Favorite 1", "Favorite 2", "Favorite 3", "Favorite 4"],
            ["Open 1", "Open 2", "Open 3", "Open 4"],
            ["Reroll all", *(label for n in (1, 2, 3, 4) for label in (f"Vary {n}", f"Edit description {n}"))],
        ]
        assert len(harness.channel.history()) == 1
        assert "of 4, newest first" in str((await harness.open_gallery()).embeds[0].footer.text)

    async def test_a_seed_that_nobody_knows_is_not_told(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        async def paint_by_chance(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
            return replace(await paint(order, report), seed=None)

        painter.capabilities = replace(painter.capabilities, seed=False)
        painter.always = paint_by_chance
        message = await harness.generate_image(count=2)
        assert (fields(message)["Pictures"] or "").splitlines() == ["1. Sketch artist", "2. Sketch artist"]

    async def test_two_lie_side_by_side(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(count=2)
        with Image.open(io.BytesIO(await message.attachments[0].read())) as grid:
            assert grid.width > grid.height
        assert [len(row) for row in rows(message)] == [2, 2, 5]

    async def test_partial_success_shows_what_came_and_why_the_rest_did_not(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.then(paint, fail(ModeratedError("The provider refuses blood.")), paint, paint)
        message = await harness.generate_image(count=4)
        assert message.embeds[0].title == "3 of 4 pictures"
        lines = (fields(message)["Pictures"] or "").splitlines()
        (refused,) = (line for line in lines if "refuses blood" in line)
        number = refused.partition(".")[0]
        assert f"Edit description {number}" in rows(message)[0], "in the place of its star"
        assert len(ids(message, "favorite")) == 3
        assert len(message.attachments) == 1

    async def test_nothing_at_all_is_a_failure_with_ways_on(
        self, harness: DiscordHarness, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("generation.execution.retry_policy.MAX_RETRIES", 0)
        painter.always = fail(UnavailableError("The painter sleeps."))
        message = await harness.generate_image(count=2)
        assert message.embeds[0].title == "No picture this time"
        assert fields(message)["Pictures"] == "1. The painter sleeps.\n2. The painter sleeps."
        assert "Press Retry" in (fields(message)["What now"] or "")
        assert rows(message) == [["Retry 1", "Retry 2"], ["Reroll all"]]
        assert not message.attachments
        painter.always = None
        again = answer(await harness.player.click(message, custom_id=labelled(message, "Retry 2")))
        await harness.wait_until_delivered()
        assert harness.refetch(again).attachments

    async def test_the_longest_description_fits_into_its_embeds(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.then(*[fail(ModeratedError("No. " * 200))] * 3)
        painter.always = hang
        placeholder = await harness.generate("*_" * 1998 + "ab", count=4, provider="dalle")
        await harness.wait_until(lambda: "3 of 4" in fields(harness.refetch(placeholder)))
        assert len(harness.refetch(placeholder).embeds[0]) <= 6000
        await harness.press(placeholder, "stop")
        await harness.wait_until_delivered()
        assert len(harness.refetch(placeholder).embeds[0]) <= 6000

    async def test_the_grid_says_what_each_picture_shows(self, harness: DiscordHarness) -> None:
        (attachment,) = (await harness.generate_image("x" * 1500, count=4)).attachments
        assert len(attachment.description or "") <= 1024
        assert all(f"{number}: A gradient." in (attachment.description or "") for number in (1, 2, 3, 4))

    async def test_what_was_cancelled_in_the_middle_leaves_what_came(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.then(paint)
        painter.always = hang
        placeholder = await harness.generate(count=4)
        await harness.wait_until(lambda: "1 of 4" in fields(harness.refetch(placeholder)))
        await harness.press(placeholder, "stop")
        await harness.wait_until_delivered()
        message = harness.refetch(placeholder)
        assert message.embeds[0].title == "1 of 4 pictures"
        assert len(ids(message, "favorite")) == 1
        assert len(ids(message, "retry")) == 3
        painter.always = None
        answer(await harness.player.click(message, custom_id=next(e for e in custom_ids(message) if ":retry:" in e)))
        await harness.wait_until_delivered()
        assert len(harness.image_messages()) == 2


class TestItsButtons:
    async def test_a_star_is_for_one_picture_and_is_shown(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(count=3)
        before = [each.id for each in message.attachments]
        await harness.player.click(message, custom_id=labelled(message, "Favorite 2"))
        await harness.other.click(message, custom_id=labelled(message, "Favorite 2"))
        seen = harness.refetch(message)
        lines = (fields(seen)["Pictures"] or "").splitlines()
        assert ["⭐ 2" in line for line in lines] == [False, True, False]
        assert [each.id for each in seen.attachments] == before
        assert rows(seen) == rows(message)

    async def test_a_reaction_stars_all_of_them(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(count=3)
        await harness.other.react(message, "⭐")
        stars = [await harness.services.gallery.unchecked_stars(image_id) for image_id in ids(message, "favorite")]
        assert stars == [(str(harness.other.id),)] * 3

    async def test_open_shows_one_with_all_its_buttons_to_whoever_asks(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(count=3, seed=7)
        shown = answer(await harness.other.click(message, custom_id=labelled(message, "Open 2")))
        assert shown.ephemeral
        assert fields(shown)["Seed"] == "8"
        assert len(shown.attachments) == 1
        assert {"favorite", "reroll", "download", "delete"} <= {each.split(":")[1] for each in custom_ids(shown)}

    async def test_vary_takes_one_of_them(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        message = await harness.generate_image(count=2)
        placeholder = answer(await harness.press(message, f"vary:{ids(message, 'favorite')[1]}"))
        await harness.wait_until_delivered()
        assert len(painter.orders) == 3
        assert fields(harness.refetch(placeholder))["Made from"]

    async def test_reroll_all_asks_for_as_many_again(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        message = await harness.generate_image(count=3, seed=7)
        again = answer(await harness.press(message, "rebatch", by=harness.other))
        await harness.wait_until_delivered()
        assert harness.refetch(again).embeds[0].title == "3 pictures"
        assert len({order.seed for order in painter.orders}) == 6

    async def test_a_deleted_picture_leaves_the_others(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(count=3)
        shown = answer(await harness.player.click(message, custom_id=labelled(message, "Open 1")))
        await harness.press(answer(await harness.press(shown, "delete")), "erase")
        seen = harness.refetch(message)
        assert seen.embeds[0].title == "2 of 3 pictures"
        assert (fields(seen)["Pictures"] or "").splitlines()[0] == "1. deleted"
        assert len(ids(seen, "favorite")) == 2
        assert len(seen.attachments) == 1

    async def test_the_last_one_takes_the_message_along(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(count=2)
        for image_id in ids(message, "favorite"):
            shown = answer(
                await harness.player.click(
                    harness.refetch(message),
                    custom_id=next(e for e in custom_ids(harness.refetch(message)) if e == f"scene:open:{image_id}"),
                )
            )
            await harness.press(answer(await harness.press(shown, "delete")), "erase")
        assert harness.is_deleted(message)

    async def test_a_star_on_a_deleted_one_is_a_sentence(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(count=2)
        await harness.services.gallery.delete(ids(message, "favorite")[0], harness.as_gm())
        assert private_answer(await harness.player.click(message, custom_id=labelled(message, "Favorite 1"))) == GONE

    async def test_all_of_them_answer_after_a_restart(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image(count=2)
        await harness.restart()
        await harness.player.click(message, custom_id=labelled(message, "Favorite 1"))
        assert "⭐ 1" in (fields(harness.refetch(message))["Pictures"] or "")
        assert answer(await harness.player.click(message, custom_id=labelled(message, "Open 2"))).attachments
        answer(await harness.press(message, f"vary:{ids(message, 'favorite')[0]}"))
        answer(await harness.press(message, "rebatch"))
        await harness.wait_until_delivered()
        assert len(harness.image_messages()) == 3


class TestTrouble:
    async def test_a_crash_in_the_middle_ends_in_one_message(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.then(paint)
        painter.always = hang
        placeholder = await harness.generate(count=4)
        await harness.wait_until(lambda: "1 of 4" in fields(harness.refetch(placeholder)))
        # Both workers hang: a worker that is stopped while it claims would keep what it has claimed.
        await harness.wait_until(lambda: len(painter.orders) == 3)
        await harness.work.end()
        # What a process that was killed leaves behind: requests under a lease whose owner holds no lock.
        crashed = QueueStore(harness.app.stores.database, "owner-that-holds-no-lock")
        (waiting, *_) = await harness.services.requests.unchecked_order(10)
        assert await crashed.claim(now(), only=waiting)
        await harness.restart()
        painter.always = None
        await harness.app.recover()
        harness.work = Supervisor()
        harness.work.start("worker 3", harness.app.workers.run)
        await harness.wait_until_delivered()
        assert [each.id for each in harness.channel.history()] == [placeholder.id]
        assert harness.refetch(placeholder).embeds[0].title == "4 pictures"
        assert len(ids(harness.refetch(placeholder), "favorite")) == 4

    async def test_a_lost_answer_to_the_result_is_repeated_on_the_same_message(self, harness: DiscordHarness) -> None:
        NetworkFaults(harness.client).lose("PATCH", 3)
        message = await harness.generate_image(count=2)
        assert [each.id for each in harness.channel.history()] == [message.id]
        assert len(message.attachments) == 1

    async def test_a_lost_acknowledgement_is_found_again(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        free = asyncio.Event()
        painter.always = paint_when(free)
        NetworkFaults(harness.client).lose("POST")
        await harness.player.slash(harness.channel, "image generate", description=STREET, count=2)
        free.set()
        await harness.wait_until_delivered()
        assert len(harness.channel.history()) == 1
        assert len(harness.image_messages()) == 1

    async def test_a_deleted_placeholder_is_followed_by_one_message(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        free = asyncio.Event()
        painter.always = paint_when(free)
        placeholder = await harness.generate(count=2)
        harness.env.backend.delete_message(harness.channel.id, placeholder.id)
        free.set()
        await harness.wait_until_delivered()
        assert len(harness.image_messages()) == 1
