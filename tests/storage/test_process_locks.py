"""Owners: a process that was killed is seen to be dead at once, one that lives is not."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.process_locks import OwnerState, ProcessLocks, lock_process

ROOT = Path(__file__).parents[2]
HOLD = """
import pathlib, sys, time
from storage.process_locks import lock_process
with lock_process(pathlib.Path(sys.argv[1])) as owners:
    print(owners.name, flush=True)
    sys.stdin.read()
"""


def test_a_process_knows_itself_to_be_alive(tmp_path: Path) -> None:
    with lock_process(tmp_path) as owners:
        assert owners.owner_state(f"{owners.name}:token") is OwnerState.ALIVE


def test_another_live_process_is_not_dead_and_a_killed_one_is(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    holder = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # this very file's program
    with holder, lock_process(tmp_path) as owners:
        assert holder.stdout is not None
        name = holder.stdout.readline().strip()
        assert owners.owner_state(f"{name}:token") is OwnerState.ALIVE
        holder.kill()
        holder.wait()
        assert owners.owner_state(f"{name}:token") is OwnerState.DEAD
        assert owners.owner_state(f"{name}:token") is OwnerState.DEAD


def test_a_process_that_is_suspended_is_alive(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    holder = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # this very file's program
    with holder, lock_process(tmp_path) as owners:
        assert holder.stdout is not None
        name = holder.stdout.readline().strip()
        holder.send_signal(signal.SIGSTOP)
        assert owners.owner_state(f"{name}:token") is OwnerState.ALIVE
        holder.send_signal(signal.SIGCONT)
        holder.kill()


def test_a_process_that_ended_well_is_gone_and_leaves_no_lock(tmp_path: Path) -> None:
    with lock_process(tmp_path) as first:
        pass
    assert list(tmp_path.iterdir()) == []
    with lock_process(tmp_path) as second:
        assert second.owner_state(f"{first.name}:token") is OwnerState.DEAD


def test_every_process_has_a_name_of_its_own(tmp_path: Path) -> None:
    with lock_process(tmp_path) as one, lock_process(tmp_path) as other:
        assert one.name != other.name
        assert one.owner_state(f"{other.name}:token") is OwnerState.ALIVE


def test_of_a_lock_that_cannot_be_looked_at_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "odd.lock").mkdir()
    assert ProcessLocks(tmp_path, "me").owner_state("odd:token") is OwnerState.UNKNOWN


async def test_a_role_is_held_by_one_process_and_the_next_says_that_it_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.process_locks.ROLE_SECONDS", 0.005)
    said, begun = list[str](), asyncio.Event()

    over = asyncio.Event()

    async def begin() -> None:
        begun.set()

    async def act() -> None:
        await over.wait()

    async def first(role: str) -> None:
        await ProcessLocks(tmp_path, "first").run_as(role, act, waiting=never)

    def never() -> None:
        said.append("never")

    firsts = [asyncio.create_task(first(role)) for role in ("gateway", "another")]
    await asyncio.sleep(0)
    waiting = asyncio.create_task(
        ProcessLocks(tmp_path, "second").run_as("gateway", begin, waiting=lambda: said.append("waits"))
    )
    await asyncio.sleep(0.05)
    assert (said, begun.is_set()) == (["waits"], False)
    over.set()
    await asyncio.wait(firsts)
    await waiting
    assert begun.is_set()
