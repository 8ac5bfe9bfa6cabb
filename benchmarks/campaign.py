"""What a campaign's merged gallery costs beside one session's: 25 sessions with 100,000 pictures in all.

Both are asked in turns, of the same database; what counts is the ratio. The one session has as many pictures as each
of the campaign's. Other sizes: `python -m benchmarks.campaign 10 20000`.

    uv run python -m benchmarks.campaign
"""

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from benchmarks.gallery import COLUMNS, FILTERS, rows
from generation.clock import now
from storage.campaign_gallery import CampaignGalleryStore, Eyes
from storage.database import Database
from storage.gallery_filters import EVERYTHING, GalleryFilter
from storage.images import ImageStore
from storage.sessions import SessionStore

Step = Callable[[], Awaitable[object]]
SESSIONS, PICTURES, ROUNDS = 25, 100_000, 40
SEARCHES = {"search: common": GalleryFilter(search="street"), "search: nothing": GalleryFilter(search="unobtainium")}


def fill(path: Path, sessions: int, pictures: int) -> None:
    """Put pictures into the sessions in turns, as tables play beside each other."""
    insert = f"INSERT INTO generated_image ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608  # no value is in it
    places = COLUMNS.index("seq")
    with closing(sqlite3.connect(path)) as connection:
        for number, row in enumerate(rows(pictures)):
            placed = (*row[:places], number // sessions + 1, *row[places + 1 :])
            connection.execute(insert, (*placed, f"table {number % sessions}", "sketch", "completed"))
        connection.commit()


def steps(database: Database, sessions: int) -> dict[str, tuple[Step, Step]]:
    """Return what is asked of one session, and of the campaign, by name."""
    images, campaign = ImageStore(database), CampaignGalleryStore(database)
    eyes = tuple(Eyes(f"table {number}", sees_secrets=number % 2 == 0) for number in range(sessions))

    def page(shown: GalleryFilter, most: int) -> tuple[Step, Step]:
        return (
            lambda: images.page("table 0", sees_secrets=True, shown=shown, most=most),
            lambda: campaign.page(eyes, shown, most=most),
        )

    found = {f"newest: {name}": page(shown, 1) for name, shown in (FILTERS | SEARCHES).items()}
    found["24 newest"] = page(EVERYTHING, 24)
    found["choices: tag"] = (
        lambda: images.choices("table 0", "tag", sees_secrets=True),
        lambda: campaign.choices(eyes, "tag"),
    )
    return found


async def measure(sessions: int, pictures: int, path: Path) -> None:
    """Measure and print."""
    async with Database(path) as database:
        for number in range(sessions):
            await SessionStore(database).open(f"table {number}", f"Table {number}", now())
        await asyncio.to_thread(fill, path, sessions, pictures)
        print(
            f"{sessions} sessions, {pictures:,} pictures\n{'p50 in ms':<24}{'session':>10}{'campaign':>10}{'ratio':>8}"
        )
        for name, both in steps(database, sessions).items():
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(ROUNDS):
                for step, taken in zip(both, times, strict=True):
                    began = time.perf_counter()
                    await step()
                    taken.append((time.perf_counter() - began) * 1e3)
            one, all_ = (statistics.median(taken) for taken in times)
            print(f"{name:<24}{one:>10.2f}{all_:>10.2f}{all_ / one:>8.1f}")


def main() -> None:
    """Measure as the command line says."""
    sizes = [int(text) for text in sys.argv[1:]] or [SESSIONS, PICTURES]
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        asyncio.run(measure(sizes[0], sizes[1], Path(folder) / "campaign.db"))


if __name__ == "__main__":
    main()
