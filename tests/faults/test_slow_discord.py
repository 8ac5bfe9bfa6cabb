"""Calls of Discord that never answer, for longer than a lease on a message lasts."""

from tests.faults.installation import Installation

#: discord.py sends one message after the other into a channel, so that each waits for the time of those before it.
HUNG = 3


async def test_a_send_that_hangs_is_found_and_not_repeated(installation: Installation) -> None:
    installation.painter.seconds = 3.0
    discord = installation.discord
    async with installation.process() as bot:
        await bot.ready(within=60)
        asked = await installation.ask(range(1, 13))
        # Without its placeholder a result is sent, and a send that is repeated is a second message.
        for each in asked[:HUNG]:
            await discord.delete_message((await installation.placeholder(each)).id)
        discord.hold_answer("POST", "/channels/*/messages", times=HUNG)
        await bot.printed("had no answer", within=150)
        discord.forget_nonces()
        await installation.ended(12, within=600)
    found = await installation.account()
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 12}, 12, [])
