"""Two processes that both are to be connected to Discord on one folder."""

from tests.faults.installation import Installation


async def test_the_second_waits_and_takes_over(installation: Installation) -> None:
    discord = installation.discord
    async with installation.process() as first:
        await first.ready(within=60)
        async with installation.process() as second:
            await second.printed("this one waits for its end")
            asked = await installation.ask(range(1, 11))
            await installation.ended(10, within=60)
            for each in asked[:5]:
                await discord.react((await installation.placeholder(each)).id, "⭐")
            await installation.until(lambda found: found.stars == 5)
            await first.terminate(within=60)
            await second.ready(within=60)
            for each in asked[5:]:
                await discord.react((await installation.placeholder(each)).id, "⭐")
            await installation.until(lambda found: found.stars == 10)
    found = await installation.account()
    assert (found.requests, found.posts, found.stars, found.unsettled) == ({"completed": 10}, 10, 10, [])
