"""/image usage: what one has had, what the table has spent, and until when a limit holds."""

from generation.providers.base import Capabilities
from tests.cogs.table import Table, answer, fields
from tests.generation.painter import FakePainter


async def usage(table: Table) -> dict[str, str | None]:
    message = answer(await table.player.slash(table.channel, "image usage"))
    assert message.ephemeral
    return fields(message)


async def test_before_anything_was_painted(table: Table) -> None:
    shown = await usage(table)
    assert shown["Your pictures in the last hour, everywhere"] == "0, no limit"
    assert shown["You today, here"] == shown["This session today"] == "Nothing was painted."
    assert shown["Budget of the session"] == "No budget is set."


async def test_pictures_and_money_are_told_by_provider(table: Table) -> None:
    await table.painted()
    await table.painted(by=table.other)
    shown = await usage(table)
    assert shown["You today, here"] == "**1 picture, $0.25**\n1 picture by sketch, $0.25"
    assert shown["This session today"] == "**2 pictures, $0.50**\n2 pictures by sketch, $0.50"


async def test_limits_are_told_with_the_time_of_their_end(table: Table) -> None:
    await table.services.sessions.enter(table.as_gm(), "table")
    await table.services.admin.change(table.as_gm(), hourly_limit=1, daily_budget=5.0)
    await table.painted()
    shown = await usage(table)
    limit = shown["Your pictures in the last hour, everywhere"] or ""
    assert limit.startswith("1 of 1\nThe next one is free <t:")
    assert (shown["Budget of the session"] or "").startswith("$5.00 a day; a new day begins at <t:")


async def test_beyond_the_budget_a_request_is_refused_with_the_time_of_its_end(
    table: Table, painter: FakePainter
) -> None:
    painter.capabilities = Capabilities(seed=True, cost=0.25)
    await table.services.sessions.enter(table.as_gm(), "table")
    await table.services.admin.change(table.as_gm(), daily_budget=0.3)
    await table.painted()
    sentence = await table.refused()
    assert sentence == (
        "A picture by Fake painter costs up to $0.25, and of today's $0.30 only $0.05 is left, until 00:00 UTC."
    )
    assert len(painter.orders) == 1


async def test_beyond_the_hourly_limit_the_refusal_says_until_when(table: Table) -> None:
    await table.services.sessions.enter(table.as_gm(), "table")
    await table.services.admin.change(table.as_gm(), hourly_limit=1)
    await table.painted()
    assert "The next one is free at " in await table.refused()
