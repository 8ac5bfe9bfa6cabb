"""A process that may open no more files, beset by connections."""

import asyncio
import resource
import socket

from tests.faults.installation import Installation

FILES, BESET_SECONDS = 64, 65.0


async def test_it_is_a_line_a_minute_and_pictures_are_painted_after(installation: Installation) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with installation.process(API_PORT=str(port), API_AUTH="trusted") as bot:
        await bot.ready(within=60)
        await bot.printed("the API and the gallery page are at")
        resource.prlimit(bot.pid, resource.RLIMIT_NOFILE, (FILES, FILES))
        opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(200)]
        await asyncio.sleep(BESET_SECONDS)
        for _, writer in opened:
            writer.close()
        await installation.ask(range(1, 5))
        await installation.ended(4, within=60)
        lines = bot.log.count("Too many files are open")
    found = await installation.account()
    assert 1 <= lines <= 2, lines
    assert (found.requests, found.posts, found.unsettled) == ({"completed": 4}, 4, [])
