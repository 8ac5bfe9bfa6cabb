"""/image usage: what one has had, what the table has spent, and until when a limit holds."""

from generation.providers.base import Capabilities
from tests.cogs.discord_harness import DiscordHarness, answer, fields
from tests.generation.fake_provider import FakeProvider, hang


async def usage(harness: DiscordHarness) -> dict[str, str | None]:
    message = answer(await harness.player.slash(harness.channel, "image usage"))
    assert message.ephemeral
    return fields(message)


async def test_before_anything_was_painted(harness: DiscordHarness) -> None:
    shown = await usage(harness)
    assert shown["Your pictures in the last hour, everywhere"] == "0, no limit"
    assert shown["You today, here"] == shown["This session today"] == "Nothing was painted."
    assert shown["Budget of the session"] == "No budget is set."


async def test_pictures_and_money_are_told_by_provider(harness: DiscordHarness) -> None:
    await harness.generate_image()
    await harness.generate_image(by=harness.other)
    shown = await usage(harness)
    assert shown["You today, here"] == "**1 picture, $0.25**\n1 picture by sketch, $0.25"
    assert shown["This session today"] == "**2 pictures, $0.50**\n2 pictures by sketch, $0.50"


async def test_a_call_that_was_begun_and_cancelled_is_told_as_the_limits_count_it(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    painter.capabilities = Capabilities(seed=True, cost=0.25)
    painter.then(hang)
    message = await harness.generate()
    await painter.painting.wait()
    await harness.press(message, "cancel")
    await harness.wait_until_delivered()
    shown = await usage(harness)
    assert shown["Your pictures in the last hour, everywhere"] == "1, no limit"
    assert shown["You today, here"] == ("**0 pictures, $0.25**\n1 call of sketch that brought none (yet), up to $0.25")


async def test_limits_are_told_with_the_time_of_their_end(harness: DiscordHarness) -> None:
    await harness.services.sessions.enter(harness.as_gm(), "table")
    await harness.services.admin.change(harness.as_gm(), hourly_limit=1, daily_budget=5.0)
    await harness.generate_image()
    shown = await usage(harness)
    limit = shown["Your pictures in the last hour, everywhere"] or ""
    assert limit.startswith("1 of 1\nYou can paint again <t:")
    assert (shown["Budget of the session"] or "").startswith("$5.00 per day; a new day begins at <t:")


async def test_beyond_the_budget_a_request_is_refused_with_the_time_of_its_end(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    painter.capabilities = Capabilities(seed=True, cost=0.25)
    await harness.services.sessions.enter(harness.as_gm(), "table")
    await harness.services.admin.change(harness.as_gm(), daily_budget=0.3)
    await harness.generate_image()
    sentence = await harness.generate_refused()
    assert sentence == (
        "A picture by Fake painter costs up to $0.25, and of today's $0.30 only $0.05 is left, until 00:00 UTC."
    )
    assert len(painter.orders) == 1


async def test_beyond_the_hourly_limit_the_refusal_says_until_when(harness: DiscordHarness) -> None:
    await harness.services.sessions.enter(harness.as_gm(), "table")
    await harness.services.admin.change(harness.as_gm(), hourly_limit=1)
    await harness.generate_image()
    assert "You can paint again at " in await harness.generate_refused()
