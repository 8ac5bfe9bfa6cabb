"""Albums of 200 pictures: how long each format takes, how much memory, and how much the loop is held up meanwhile.

`python -m benchmarks.export [pictures]`. The loop's lag is measured by a timer of 5 ms, beside that of an idle loop.
"""

import asyncio
import io
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.clock import now
from generation.export.choosing import chosen_by_filter
from generation.export.exports import ExportOrder
from generation.export.imports import _new_row
from generation.export.reading import Entry
from generation.gallery.scopes import SessionScope
from generation.sessions.permissions import GM, Actor
from storage.gallery_filters import EVERYTHING
from storage.params import GenerationParams

TICK = 0.005
ACTOR = Actor("table", "gm", GM)
CAPTIONS = ("rain over the docks", "Ärger im Büro 🔥", "東京の雨 ネオン街の夜", "서울의 밤", "Ночь в Сиэтле ★")


def _picture(seed: int) -> bytes:
    """Return a PNG file of 1024x1024 with grain, as painted ones have: 1.5 MB."""
    random = np.random.default_rng(seed)
    coarse = Image.fromarray(random.integers(0, 255, (24, 24, 3), dtype=np.uint8)).resize(
        (1024, 1024), Image.Resampling.BICUBIC
    )
    grain = random.normal(0, 5, (1024, 1024, 1))
    file = io.BytesIO()
    Image.fromarray(np.clip(np.asarray(coarse) + grain, 0, 255).astype(np.uint8)).save(file, "PNG", compress_level=1)
    return file.getvalue()


async def _fill(app: App, count: int) -> None:
    await app.services.sessions.enter(ACTOR, "The table", gm_user_id=ACTOR.user_id)
    context = await app.services.sessions.context(ACTOR)
    for number in range(count):
        words = CAPTIONS[number % len(CAPTIONS)]
        entry = Entry(id=f"picture-{number}", file=None, prompt=f"{words} {number}", caption=words, created_at=now())
        new = _new_row(entry, GenerationParams(entry.prompt, "scene"), context)
        data = await asyncio.to_thread(_picture, number)
        await app.services.imports._store_image(new, data, context)  # noqa: SLF001  # as an import stores it


async def _lag(stop: asyncio.Event, late: list[float]) -> None:
    while not stop.is_set():
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append(time.perf_counter() - before - TICK)


async def _memory(stop: asyncio.Event, most: list[int]) -> None:
    """Note how much memory, in MB, this process and its children have more than at first."""
    before = await asyncio.to_thread(_resident)
    while not stop.is_set():
        most[0] = max(most[0], await asyncio.to_thread(_resident) - before)
        await asyncio.sleep(0.05)


def _resident() -> int:
    own, pages = os.getpid(), 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(folder.name) == own or int(stat[1]) == own:
                pages += int((folder / "statm").read_text().split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


async def _measured(app: App, format_: str | None) -> str:
    stop, late, most = asyncio.Event(), list[float](), [0]
    watches = [asyncio.create_task(_lag(stop, late)), asyncio.create_task(_memory(stop, most))]
    begun, size = time.perf_counter(), 0
    if format_ is None:
        await asyncio.sleep(3)
    else:
        chosen = await chosen_by_filter(SessionScope(app.services.gallery, ACTOR), EVERYTHING)
        export = await app.services.exports.begin(ExportOrder(format_, chosen), ACTOR, session_name="The table")
        await app.services.export_worker.make_one(export.id)
        done = await app.services.exports.get(export.id, ACTOR)
        assert done.state == "done", done.error_message  # noqa: S101  # nothing was measured else
        size = sum(file.bytes for file in done.files)
    seconds = time.perf_counter() - begun
    stop.set()
    await asyncio.gather(*watches)
    lag = f"{_percentile(late, 0.5):6.1f} {_percentile(late, 0.99):6.1f} {max(late) * 1000:6.1f}"
    told = f"{format_ or 'nothing':>8} {seconds:7.1f} s {size / 2**20:7.1f} MB"
    return f"{told} {most[0]:6} MB more in memory; lag ms p50 p99 max {lag}"


async def main(count: int) -> None:
    """Print a line a format."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_app(Settings(data_dir=Path(folder))) as app:
            await _fill(app, count)
            print(f"{count} pictures of 1024x1024")  # the benchmark's answer
            for format_ in (None, "zip", "pdf", "html", "sheet", "jpeg", "avif"):
                print(await _measured(app, format_), flush=True)  # as above


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
