"""A model's process: killed when nobody wants its picture, replaced when it dies, ended when it idles, never online."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import sys
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from generation.child_process.child import ROOT
from generation.providers.base import ProgressStep, UnavailableError
from generation.providers.local.installed import installed_models
from generation.providers.local.process import ModelProcess, NotLoadedError
from generation.providers.local.provider import LocalProvider
from tests.clock import PATIENCE
from tests.local_models.conftest import LCM, NEVER, model_in
from tests.local_models.lora_file import write_lora
from tests.local_models.test_painting import STREET, painted


def process_of(local: LocalProvider) -> ModelProcess:
    return local._processes[LCM]


def process_id(local: LocalProvider) -> int:
    child = process_of(local)._child
    assert child is not None
    return child.process.pid


def lives(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


async def started(local: LocalProvider) -> asyncio.Task[bytes]:
    """Begin a picture of many steps, and return it when the first step is done."""
    begun = asyncio.Event()

    def tell(step: ProgressStep) -> None:
        if step.stage.startswith("step"):
            begun.set()

    async def paint() -> bytes:
        slow = replace(STREET, model=replace(STREET.model, steps=150))
        return (await local.generate(slow, tell)).data

    task = asyncio.create_task(paint())
    async with asyncio.timeout(PATIENCE):
        await begun.wait()
    return task


async def test_a_cancelled_picture_kills_its_process_and_the_next_one_is_painted(local: LocalProvider) -> None:
    task = await started(local)
    pid = process_id(local)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not lives(pid)
    assert await painted(local)


async def test_a_process_that_is_killed_costs_one_try(local: LocalProvider) -> None:
    task = await started(local)
    os.kill(process_id(local), signal.SIGKILL)
    with pytest.raises(UnavailableError, match="crashed on this picture"):
        await task
    assert await painted(local)


async def test_one_process_paints_one_picture_after_the_other(local: LocalProvider) -> None:
    first = await painted(local)
    pid = process_id(local)
    stages = list[str]()
    both = await asyncio.gather(painted(local), local.generate(STREET, lambda step: stages.append(step.stage)))
    assert both[0] == both[1].data == first
    assert process_id(local) == pid
    assert "waiting for its turn" in stages


async def test_one_that_idles_is_ended_and_started_again(exported: Path, opened: AsyncExitStack) -> None:
    local = LocalProvider([model_in(exported, LCM)], "CPU", 0.05)
    opened.push_async_callback(local.aclose)
    await painted(local)
    process = process_of(local)
    async with asyncio.timeout(PATIENCE):
        while process._child is not None:  # noqa: ASYNC110  # an ended process tells nobody
            await asyncio.sleep(0.01)
    assert await painted(local)


async def test_too_little_memory_is_said_and_nothing_is_started(exported: Path, opened: AsyncExitStack) -> None:
    local = LocalProvider([model_in(exported, LCM, memory_mb=10**9)], "CPU", NEVER)
    opened.push_async_callback(local.aclose)
    with pytest.raises(UnavailableError, match=r"needs 1000000000 MB of memory, and \d+ MB are free"):
        await painted(local)
    assert process_of(local)._child is None


async def test_damaged_weights_are_said(
    exported: Path,
    tmp_path: Path,
    opened: AsyncExitStack,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(exported / LCM, tmp_path / LCM)
    weights = tmp_path / LCM / "unet" / "openvino_model.bin"
    weights.write_bytes(weights.read_bytes()[:100])
    local = LocalProvider([model_in(tmp_path, LCM)], "CPU", NEVER)
    opened.push_async_callback(local.aclose)
    with pytest.raises(NotLoadedError, match="cannot be loaded") as refusal:
        await painted(local)
    assert refusal.value.why in caplog.text
    assert "\n" not in refusal.value.why
    assert "Traceback" not in capfd.readouterr().err


async def test_a_model_that_was_removed_meanwhile_is_said_to_be_gone_and_comes_not_back_as_a_folder(
    exported: Path, tmp_path: Path, opened: AsyncExitStack
) -> None:
    shutil.copytree(exported / LCM, tmp_path / LCM)
    local = LocalProvider([model_in(tmp_path, LCM)], "CPU", NEVER)
    opened.push_async_callback(local.aclose)
    shutil.rmtree(tmp_path / LCM)
    with pytest.raises(UnavailableError, match="is not on this machine any more"):
        await painted(local)
    assert not (tmp_path / LCM).exists()


async def test_a_stop_ends_the_processes(local: LocalProvider) -> None:
    await painted(local)
    pid = process_id(local)
    await local.aclose()
    assert not lives(pid)
    with pytest.raises(UnavailableError, match="shutting down"):
        await painted(local)


def test_a_folder_without_our_file_is_not_whole_yet(exported: Path, tmp_path: Path) -> None:
    shutil.copytree(exported / LCM, tmp_path / LCM)
    assert installed_models(tmp_path) == ()
    model_in(tmp_path, LCM).save()
    assert [model.name for model in installed_models(tmp_path)] == [LCM]


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace (Debian: apt-get install strace)")
async def test_it_asks_nobody_and_leaves_the_home_folder_alone(exported: Path, tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "calls"
    home.mkdir()
    loras = json.dumps([(str(write_lora(tmp_path / "neon.safetensors")), 0.5)])
    arguments = (str(exported / LCM), "CPU", str(tmp_path / "cache"), "2", "1", loras)
    process = await asyncio.create_subprocess_exec(
        *("strace", "-f", "-qq", "-e", "trace=connect,sendto,bind", "-o", str(log)),
        *(sys.executable, "-m", "generation.providers.local.renderer", *arguments),
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    order = b'{"prompt": "a", "negative": "", "width": 256, "height": 256, "steps": 2, "guidance": 8.0, "seed": 1}'
    assert process.stdin is not None
    process.stdin.write(b"O" + len(order).to_bytes(4, "little") + order)
    await process.stdin.drain()
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        # Loaded, two steps with their previews, and the picture.
        kinds = list[bytes]()
        while not kinds or kinds[-1] not in {b"R", b"E"}:
            header = await process.stdout.readexactly(5)
            kinds.append(header[:1])
            await process.stdout.readexactly(int.from_bytes(header[1:], "little"))
    process.stdin.close()
    await process.wait()
    assert kinds[-1] == b"R"
    assert not re.findall(r"AF_INET6?\b.*", log.read_text(encoding="utf-8"))
    assert not list(home.iterdir())
