"""Rendering children: killed when nobody wants their picture, gone when their parent is, and nobody's downfall."""

import asyncio
import contextlib
import io
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from generation.child_process.child import _bare_environment
from generation.child_process.frames import HEADER, read_frame, write_frame
from generation.providers.base import InvalidError, ProgressStep, ProviderRequest, ProviderResult, UnavailableError
from generation.sketch.process.pool import BASE_MB, MEGAPIXEL_MB, RenderPool
from tests.clock import PATIENCE
from tests.generation.wired_services import until

ROOT = Path(__file__).parents[2]
ORDER = ProviderRequest("r", "a rain-soaked street", "scene", None, 512, 512, "standard", 7)
TOO_SMALL = ProviderRequest("r", "a street", "scene", None, 16, 16, "standard", 7)

PARENT = """
import asyncio
from generation.providers.base import ProviderRequest
from generation.sketch.process.pool import RenderPool

async def main():
    pool = RenderPool(1)
    await pool.warm_up()
    child = pool._idle[0].process.pid
    order = ProviderRequest("r", "a street", "scene", None, 2048, 2048, "standard", 7)
    await pool.paint(order, lambda step: print(child, flush=True))

asyncio.run(main())
"""


@pytest.fixture
async def pool() -> AsyncIterator[RenderPool]:
    pool = RenderPool(seats=1)
    yield pool
    await pool.close()


def ignore(_step: ProgressStep) -> None:
    """Hear nothing."""


async def gone(pid: int) -> bool:
    """Wait until a process is gone, or a corpse that nobody has buried yet."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await until(lambda: not is_running(pid))
    return not is_running(pid)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def environment_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


async def begin(pool: RenderPool) -> tuple[asyncio.Task[ProviderResult], int]:
    """Begin a painting and return it and its child's process id when the first layer is done."""
    await pool.warm_up()
    pid = pool._idle[0].process.pid
    first_layer = asyncio.Event()
    painting = asyncio.create_task(pool.paint(ORDER, lambda _step: first_layer.set()))
    await asyncio.wait_for(first_layer.wait(), PATIENCE)
    return painting, pid


async def test_a_cancelled_or_killed_child_is_replaced_and_the_next_order_is_painted(pool: RenderPool) -> None:
    painting, pid = await begin(pool)
    painting.cancel()
    await asyncio.wait({painting})
    assert painting.cancelled()
    assert await gone(pid)

    painting, pid = await begin(pool)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(UnavailableError, match="crashed on this picture"):
        await painting

    steps: list[ProgressStep] = []
    finished = await pool.paint(ORDER, steps.append)
    assert Image.open(io.BytesIO(finished.data)).size == (512, 512)
    assert (finished.seed, finished.model) == (7, "sketch-1")
    assert finished.alt_text
    assert [step.fraction for step in steps] == sorted(step.fraction for step in steps)
    assert steps[-1].fraction == 1.0
    previews = [step.preview for step in steps if step.preview]
    assert previews
    assert {Image.open(io.BytesIO(preview)).format for preview in previews} == {"JPEG"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_child_paints_on_where_every_process_of_a_service_is_told_to_stop(
    pool: RenderPool, number: signal.Signals
) -> None:
    painting, pid = await begin(pool)
    os.kill(pid, number)
    assert (await asyncio.wait_for(painting, PATIENCE)).data


async def test_an_order_that_cannot_be_painted_is_invalid_and_hurts_nobody(
    pool: RenderPool, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(InvalidError, match="Press Retry, or use other words"):
        await pool.paint(TOO_SMALL, ignore)
    assert "ValueError" in caplog.text
    assert pool._used_seats == pool._used_mb == 0


async def test_children_end_when_their_parent_is_killed_in_the_middle_of_a_painting() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(await asyncio.wait_for(parent.stdout.readline(), PATIENCE))
    assert is_running(child)
    parent.kill()
    await parent.communicate()
    assert await gone(child)


async def test_a_child_knows_no_secret_and_leads_its_own_process_group(
    pool: RenderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISCORD_TOKEN", "OPENAI_API_KEY", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "hunter2")
    await pool.warm_up()
    pid = pool._idle[0].process.pid
    assert b"hunter2" not in environment_of(pid)
    assert os.getpgid(pid) == pid
    assert set(_bare_environment()) <= {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH"} | {
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
    }


async def test_a_closed_pool_has_no_children_and_takes_no_orders() -> None:
    pool = RenderPool(seats=1)
    await pool.warm_up()
    pid = pool._idle[0].process.pid
    await pool.close()
    assert await gone(pid)
    with pytest.raises(UnavailableError, match="shutting down"):
        await pool.paint(ORDER, ignore)


async def sit(
    pool: RenderPool, need_mb: int, report: Callable[[ProgressStep], None] = ignore
) -> contextlib.AsyncExitStack:
    """Take a seat for so much memory."""
    stack = contextlib.AsyncExitStack()
    await stack.enter_async_context(pool._admitted(need_mb, report))
    return stack


async def test_no_more_are_admitted_than_there_are_seats_and_memory() -> None:
    need = BASE_MB + MEGAPIXEL_MB
    for pool in (RenderPool(seats=2, memory_mb=10 * need), RenderPool(seats=10, memory_mb=2 * need)):
        first, second = await sit(pool, need), await sit(pool, need)
        steps: list[ProgressStep] = []
        third = asyncio.create_task(sit(pool, need, steps.append))
        await asyncio.sleep(0.01)
        assert not third.done()
        assert [step.stage for step in steps] == ["waiting for a free slot"]
        await first.aclose()
        await (await asyncio.wait_for(third, PATIENCE)).aclose()
        await second.aclose()


async def test_one_picture_is_always_admitted_however_large() -> None:
    pool = RenderPool(seats=1, memory_mb=1)
    await (await asyncio.wait_for(sit(pool, 10_000), PATIENCE)).aclose()


async def test_who_gives_up_waiting_takes_no_seat() -> None:
    pool = RenderPool(seats=1, memory_mb=1000)
    first = await sit(pool, 10)
    waiting = asyncio.create_task(sit(pool, 10))
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.wait({waiting})
    await first.aclose()
    await (await asyncio.wait_for(sit(pool, 10), PATIENCE)).aclose()
    assert pool._used_seats == pool._used_mb == 0


def test_a_frame_comes_back_as_it_was_written_and_half_a_frame_is_the_end() -> None:
    stream = io.BytesIO()
    write_frame(stream, b"S", b"payload")
    whole = stream.getvalue()
    assert read_frame(io.BytesIO(whole)) == (b"S", b"payload")
    for cut in (0, 3, HEADER.size, len(whole) - 1):
        assert read_frame(io.BytesIO(whole[:cut])) is None


async def test_what_cannot_be_painted_is_told_beside_the_picture(pool: RenderPool) -> None:
    asked = "two cats and a saxophone"
    order = replace(ORDER, prompt=f"{asked}, rain-slicked ground", description=asked)
    result = await pool.paint(order, ignore)
    assert result.notes == ("The sketch artist cannot paint: saxophone.",)
    assert result.alt_text is not None
    assert result.alt_text.endswith("The sketch artist cannot paint: saxophone.")
    assert '"caption": "saxophone"' in (result.recipe or "")


async def test_the_words_are_left_out_of_the_picture_where_captions_are_off() -> None:
    pool = RenderPool(seats=1, captions=False)
    result = await pool.paint(replace(ORDER, description="two cats and a saxophone"), ignore)
    await pool.close()
    assert '"caption": ""' in (result.recipe or "")
    assert result.notes
