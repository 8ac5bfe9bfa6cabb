"""A provider that takes calls and never answers, while another has nothing to do."""

from tests.faults.installation import Installation


async def test_others_are_painted_for_and_the_provider_is_called_slow(installation: Installation) -> None:
    async with installation.process() as bot:
        await bot.ready(within=60)
        await installation.ask(range(1, 7))
        await installation.ended(6, within=60)
        await bot.terminate(within=60)
    # What it knows of a provider's times is read once a minute; a process that starts reads it at its first call.
    async with installation.process() as bot:
        await bot.ready(within=60)
        installation.painter.seconds = 3600.0
        await installation.ask(range(11, 17))
        await installation.painter.called(9)
        await installation.ask(range(21, 24), provider="sketch")
        await installation.until(lambda found: found.requests["completed"] >= 9, within=30)
        await installation.until(lambda found: found.attempts.get("timed_out", 0) >= 1, within=60)
        shown = await installation.discord.slash("image providers")
        await installation.discord.until(
            lambda: shown.response is not None and "slow right now" in str(shown.response.embeds)
        )
        installation.painter.seconds = 0.1
        await installation.ended(15, within=240)
    found = await installation.account()
    assert (found.requests, found.unsettled) == ({"completed": 15}, [])
