"""A button that has an image made again, pressed by several people: one repeat runs, and the others hear of it."""

import asyncio

import pytest

from generation.providers.base import InvalidError
from tests.cogs.discord_harness import DiscordHarness, answer, custom_ids, private_answer
from tests.generation.fake_provider import FakeProvider, fail, paint_when

RUNNING = "This is being painted already. It comes into this channel when it is done."


@pytest.mark.parametrize("verb", ["reroll", "vary", "retry", "rebatch"])
async def test_three_presses_are_one_repeat(harness: DiscordHarness, painter: FakeProvider, verb: str) -> None:
    if verb == "retry":
        painter.then(fail(InvalidError("The painter does not understand.")))
    message = await harness.generate_image(count=2 if verb == "rebatch" else 1)
    free = asyncio.Event()
    painter.always = paint_when(free)
    asked_before = len(painter.orders)
    members = harness.player, harness.other, harness.gm
    first, *others = [await harness.press(message, verb, by=member) for member in members]
    assert custom_ids(answer(first))
    assert [private_answer(each) for each in others] == [RUNNING, RUNNING]
    free.set()
    await harness.wait_until_delivered()
    assert len(painter.orders) - asked_before == (2 if verb == "rebatch" else 1)


async def test_once_it_is_done_it_can_be_repeated_again(harness: DiscordHarness, painter: FakeProvider) -> None:
    message = await harness.generate_image()
    for _ in range(2):
        await harness.press(message, "reroll", by=harness.other)
        await harness.wait_until_delivered()
    assert len(painter.orders) == 3


async def test_different_repeats_of_one_image_run_side_by_side(harness: DiscordHarness, painter: FakeProvider) -> None:
    message = await harness.generate_image()
    free = asyncio.Event()
    painter.always = paint_when(free)
    for verb in ("reroll", "vary"):
        await harness.press(message, verb)
    free.set()
    await harness.wait_until_delivered()
    assert len(painter.orders) == 3
