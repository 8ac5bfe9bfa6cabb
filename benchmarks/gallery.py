"""What looking at a gallery costs as it grows: pages, filters, search, totals at 1,000 and at 100,000 pictures.

Both galleries are asked in turns, so that a busy machine slows both; what counts is the ratio. The baseline is one bare
keyset query of sqlite3 on the same file. Other sizes can be given: `python -m benchmarks.gallery 1000 1000000`.

    uv run python -m benchmarks.gallery
"""

import asyncio
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import replace
from pathlib import Path

from generation.clock import now
from storage.database import Database
from storage.gallery_filters import EVERYTHING, GalleryFilter
from storage.images import ImageStore
from storage.sessions import SessionStore

SIZES = (1_000, 100_000)
ROUNDS = 60
RARE = GalleryFilter(tag="blackmail")
FILTERS = {
    "everything": EVERYTHING,
    "favorites": GalleryFilter(favorites=True),
    "member": GalleryFilter(member="user 2"),
    "type": GalleryFilter(type="portrait"),
    "style": GalleryFilter(style="noir"),
    "tag": RARE,
}
COMBINED = {
    "member, type, style": GalleryFilter(member="user 2", type="portrait", style="noir"),
    "favorites, tag": replace(RARE, favorites=True),
    "search: common": GalleryFilter(search="street"),
    "search: two words": GalleryFilter(search="neon street"),
    "search: rare": GalleryFilter(search="zeppelin"),
    "search: nothing": GalleryFilter(search="unobtainium"),
    "search in a tag": replace(RARE, search="street"),
    "search: 2 letters": GalleryFilter(search="zq"),
}
WORDS = """
    street neon rain alley tower market bridge club bar garage rooftop harbour tunnel plaza lobby lab vault warehouse
    decker mage shaman rigger samurai face elf ork troll dwarf human drone van bike katana pistol rifle staff cyberdeck
    commlink umbrella hood visor mask glow smoke fog snow ash dawn dusk night hologram graffiti noodle steam wire chrome
    leather coat spirit dragon raven wolf fire lightning ward circle matrix host ice data grid
""".split()  # noqa: SIM905  # a list literal would take a line a word


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Yield pictures of usual size; common words stand in every tenth, rare ones in every five hundredth."""
    chance = random.Random(count)  # noqa: S311  # test data
    moment = now()
    for seq in range(1, count + 1):
        words = chance.choices(WORDS, weights=[1 / (rank + 3) for rank in range(len(WORDS))], k=14)
        words += ["zeppelin"] * (seq % 500 == 0)
        tags = json.dumps(["blackmail"]) if seq % 200 == 0 else None
        yield (
            f"{count}-{seq}", f"user {seq % 6}", " ".join(words), tags, chance.random() < 0.03, moment, seq,
            chance.choice(["scene", "portrait", "location", "item"]), chance.choice([None, "noir", "anime", "oil"]),
            "secret" if chance.random() < 0.02 else "public",
        )  # fmt: skip


def fill(path: Path, count: int) -> float:
    """Put pictures into the session `table`; return the time in µs a picture, all in one transaction."""
    insert = """
        INSERT INTO generated_image (
            id, session_id, user_id, prompt, provider, status, tags, is_favorite, created_at, seq, type, style,
            visibility
        ) VALUES (?, 'table', ?, ?, 'sketch', 'completed', ?, ?, ?, ?, ?, ?, ?)
    """
    began = time.perf_counter()
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(insert, rows(count))
        connection.commit()
    return (time.perf_counter() - began) / count * 1e6


def bare(path: Path, count: int) -> Callable[[], Awaitable[object]]:
    """Return a step that reads one picture by the bare driver."""
    connection = sqlite3.connect(path)
    query = """
        SELECT * FROM generated_image WHERE session_id = 'table' AND status = 'completed' AND seq < ?
        ORDER BY seq DESC LIMIT 1
    """

    async def step() -> object:
        return connection.execute(query, (count // 2,)).fetchall()

    return step


def steps(store: ImageStore, path: Path, count: int) -> dict[str, Callable[[], Awaitable[object]]]:
    """Return what is measured on one gallery, by name."""

    def page(shown: GalleryFilter, before: int | None = None, most: int = 1) -> Callable[[], Awaitable[object]]:
        return lambda: store.page("table", sees_secrets=False, shown=shown, before=before, most=most)

    found: dict[str, Callable[[], Awaitable[object]]] = {"bare sqlite3": bare(path, count)}
    for name, shown in FILTERS.items():
        found[f"newest: {name}"] = page(shown)
        found[f"middle: {name}"] = page(shown, before=count // 2)
    found["nine from the middle"] = page(EVERYTHING, before=count // 2, most=9)
    found["oldest"] = lambda: store.page("table", sees_secrets=False, after=0)
    found["jump to the middle"] = lambda: store.page_at("table", count // 2, sees_secrets=False)
    for name, shown in COMBINED.items():
        found[name] = page(shown)
    for facet in ("user", "style", "tag"):
        found[f"choices: {facet}"] = lambda facet=facet: store.choices("table", facet, sees_secrets=False)  # type: ignore[misc]  # binds the loop's value
    return found


async def main() -> None:
    """Measure and print."""
    sizes = tuple(int(text) for text in sys.argv[1:]) or SIZES
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        galleries = []
        for count in sizes:
            path = folder / f"{count}.db"
            database = await stack.enter_async_context(Database(path))
            await SessionStore(database).open("table", "The table", now())
            took = await asyncio.to_thread(fill, path, count)
            print(f"{count:>9,} pictures put in at {took:.0f} µs each")
            galleries.append(steps(ImageStore(database), path, count))
        print(f"\n{'p50 in µs':<24}{''.join(f'{count:>12,}' for count in sizes)}{'ratio':>8}{'of bare':>9}")
        baseline = 0.0
        for name in galleries[0]:
            times: list[list[float]] = [[] for _ in sizes]
            for _ in range(ROUNDS):
                for gallery, taken in zip(galleries, times, strict=True):
                    began = time.perf_counter()
                    await gallery[name]()
                    taken.append((time.perf_counter() - began) * 1e6)
            medians = [statistics.median(taken) for taken in times]
            baseline = baseline or medians[-1]
            print(
                f"{name:<24}{''.join(f'{median:>12.0f}' for median in medians)}"
                f"{medians[-1] / medians[0]:>8.2f}{medians[-1] / baseline:>9.1f}"
            )


if __name__ == "__main__":
    asyncio.run(main())
