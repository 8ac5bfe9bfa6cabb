"""The console as its users start it: a process of its own, with the real artist."""

import asyncio
import json
import os
import sys
from pathlib import Path

from PIL import Image

from tests.clock import PATIENCE

ROOT = Path(__file__).parents[2]


async def start(data: Path, *arguments: str) -> asyncio.subprocess.Process:
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("bot.py", "console", *arguments),
        cwd=ROOT,
        env=environment | {"DATA_DIR": str(data)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_the_real_artist_paints(tmp_path: Path) -> None:
    words = ("/image", "generate", "a rain-soaked Seattle street --size 512x512 --seed 7")
    process = await start(tmp_path, "--json", *words)
    out, err = await process.communicate()
    assert (process.returncode, err) == (0, b"")
    *steps, last = map(json.loads, out.splitlines())
    assert len(steps) > 3
    assert (last["status"], last["seed"], last["provider"]) == ("completed", 7, "sketch")
    with Image.open(last["path"]) as image:
        assert image.size == (512, 512)


async def test_a_reader_who_leaves_ends_it_quietly(tmp_path: Path) -> None:
    process = await start(tmp_path, "--json")
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(b"/image styles\n")
    await process.stdout.readline()
    process._transport.get_pipe_transport(1).close()  # type: ignore[attr-defined]  # what `| head -1` does
    process.stdin.write(b"/image styles\n/image styles\n")
    err = await asyncio.wait_for(process.stderr.read(), PATIENCE)
    process.stdin.close()
    assert (await process.wait(), err) == (1, b"")


async def test_sigterm_ends_the_wait_for_a_line(tmp_path: Path) -> None:
    process = await start(tmp_path, "--json")
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"/image queue\n")
    await process.stdout.readline()
    process.terminate()
    assert await asyncio.wait_for(process.wait(), PATIENCE) == 143
    process.stdin.close()
