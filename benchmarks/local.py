"""What a model on this machine takes: seconds a picture, memory, and how late the event loop is while it paints.

    uv run --extra local --group dev python -m benchmarks.local   # models of random weights
    uv run --extra local --group dev python -m benchmarks.local data/models/NAME   # that one

Those are tiny. `python -m benchmarks.lcm_shape FOLDER` writes one of random weights that is as large as a true one.

The baselines stand in the same run: the sketch artist's seconds for a picture of that size, and the loop's lag while
nothing is painted.
"""

import asyncio
import contextlib
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

from generation.providers.base import ProgressStep, ProviderRequest
from generation.providers.local.installed import InstalledModel, class_of
from generation.providers.local.provider import LocalProvider
from generation.sketch.process.pool import RenderPool

ROUNDS, TICK = 5, 0.005
ZIPPED = Path(__file__).parents[1] / "tests" / "local_models" / "models"
STREET = ProviderRequest("b", "a rain-soaked street at night", "location", None, 512, 512, "standard", 7)

Paint = Callable[[], Coroutine[Any, Any, object]]


@contextlib.asynccontextmanager
async def lag() -> AsyncIterator[list[float]]:
    """Collect by how much later than they should timers come, in milliseconds."""
    late = list[float]()

    async def tick() -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + TICK
            await asyncio.sleep(TICK)
            late.append((loop.time() - due) * 1000)

    task = asyncio.create_task(tick())
    try:
        yield late
    finally:
        task.cancel()


def p99(values: list[float]) -> float:
    """Return what one in a hundred values exceeds."""
    return statistics.quantiles(values, n=100)[98]


async def seconds_of(paint: Paint) -> list[float]:
    """Return how long each of some pictures takes."""
    taken = list[float]()
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await paint()
        taken.append(time.perf_counter() - began)
    return taken


def peak_mb(pid: int) -> int:
    """Return the most memory that a process has held; 0 where the system does not say."""
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)
    return 0


async def measure(model: InstalledModel) -> None:
    """Print a model's figures beside the baselines."""
    local, pool = LocalProvider([model], "CPU", 600.0), RenderPool(1)

    def ignore(_step: ProgressStep) -> None:
        pass

    began = time.perf_counter()
    await local.generate(STREET, ignore)
    first = time.perf_counter() - began
    await pool.paint(STREET, ignore)
    sketch = await seconds_of(lambda: pool.paint(STREET, ignore))
    async with lag() as idle:
        await asyncio.sleep(1.0)
    async with lag() as busy:
        warm = await seconds_of(lambda: local.generate(STREET, ignore))
    child = local._processes[model.name]._child  # noqa: SLF001  # its memory is what is measured
    memory = peak_mb(child.process.pid) if child else 0
    ratio = statistics.median(warm) / statistics.median(sketch)
    print(
        f"{model.name}: first {first:.1f} s, then {statistics.median(warm):.2f} s ({ratio:.2f} of the sketch artist's"
        f" {statistics.median(sketch):.2f} s), peak {memory} MB; event loop late by p99 {p99(busy):.1f} ms"
        f" ({p99(idle):.1f} ms while nothing is painted)"
    )
    await local.aclose()
    await pool.close()


async def main(folders: list[str]) -> None:
    """Measure the named models, or those of random weights."""
    with tempfile.TemporaryDirectory() as temporary:
        if not folders:
            for archive in sorted(ZIPPED.glob("*.zip")):
                with zipfile.ZipFile(archive) as zipped:
                    zipped.extractall(Path(temporary) / archive.stem)
                folders.append(str(Path(temporary) / archive.stem))
        for folder in map(Path, folders):
            await measure(InstalledModel(folder.name, folder.absolute(), class_of(folder), memory_mb=500))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
