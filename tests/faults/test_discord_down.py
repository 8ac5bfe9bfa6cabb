"""A Discord that answers nothing but errors, and cuts the gateway, for longer than discord.py tries."""

import asyncio

from tests.faults.installation import Installation

DOWN_SECONDS = 90.0


async def test_what_is_painted_meanwhile_is_posted_once_after(installation: Installation) -> None:
    installation.painter.seconds = 3.0
    discord = installation.discord
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ask(range(1, 13))
        await installation.painter.called(4)
        discord.go_down()
        await discord.drop_gateway(None)
        await asyncio.sleep(DOWN_SECONDS)
        assert (await installation.account()).requests == {"completed": 12}
        discord.come_back()
        # The longest pause between two tries.
        await installation.ended(12, within=330)
        await discord.until(lambda: discord.connected, within=120)
    found = await installation.account()
    assert (found.requests, found.calls, found.posts, found.unsettled) == ({"completed": 12}, 12, 12, [])
