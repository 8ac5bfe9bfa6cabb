"""`ulimit -n 64` and more connections than that: a line in the log, and answers again when they are gone."""

import asyncio
import contextlib
import os
import resource
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.bot.ports import free_port
from tests.clock import PATIENCE

ROOT = Path(__file__).parents[2]
FILES = 64


async def until_told(log: Path, text: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while text not in await asyncio.to_thread(log.read_text):  # noqa: ASYNC110  # a log tells of no event
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def running(data: Path, log: Path, port: int) -> AsyncIterator[None]:
    with log.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "bot.py"),
            env={"PATH": os.environ["PATH"], "DATA_DIR": str(data), "API_PORT": str(port), "API_SECRET": "x" * 40},
            stderr=file,
            stdin=asyncio.subprocess.DEVNULL,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES)),
        )
    try:
        await until_told(log, "the API and the gallery page")
        yield
    finally:
        process.terminate()
        await process.wait()


async def status(port: int) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    async with asyncio.timeout(PATIENCE):
        answer = await reader.readline()
    writer.close()
    return answer


async def test_more_connections_than_files_are_a_line_in_the_log(tmp_path: Path) -> None:
    log, port = tmp_path / "log", free_port()
    async with running(tmp_path / "data", log, port):
        opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2 * FILES)]
        await until_told(log, "Too many files are open")
        # asyncio tries again after a second.
        await asyncio.sleep(1.2)
        for _, writer in opened:
            writer.close()
        assert await status(port) == b"HTTP/1.1 200 OK\r\n"
    text = await asyncio.to_thread(log.read_text)
    assert text.count("Too many files are open") == 1
    assert "Traceback" not in text
