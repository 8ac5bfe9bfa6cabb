"""What looking at a gallery costs as it grows: pages, filters, search, totals at 1,000 and at 100,000 pictures.

Both galleries are asked in turns, so that a busy machine slows both; what counts is the ratio, and the least that the
larger one ever took, which is what it takes where nobody else wants the processor. The baseline is one bare
keyset query of the database's driver on the same table. Other sizes can be given, and the database:
`python -m benchmarks.gallery postgresql 1000 1000000`.

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
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

from generation.clock import now
from storage.database import Database
from storage.gallery_filters import EVERYTHING, GalleryFilter
from storage.gallery_orders import Rank
from storage.images import ImageStore
from storage.sessions import SessionStore
from storage.sql_database import SqlDatabase
from tests.storage.postgresql_server import Server, running_server

Step = Callable[[], Awaitable[object]]
SETTINGS = ("shared_buffers=512MB", "fsync=off")
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


COLUMNS = (
    *("id", "user_id", "prompt", "tags", "is_favorite", "created_at", "seq", "type", "style", "visibility"),
    *("session_id", "provider", "status"),
)
REST = ("table", "sketch", "completed")
BARE = """
    SELECT * FROM generated_image WHERE session_id = 'table' AND status = 'completed' AND seq < {place}
    ORDER BY seq DESC LIMIT 1
"""


@asynccontextmanager
async def sqlite_gallery(folder: Path, count: int) -> AsyncIterator[tuple[SqlDatabase, Step]]:
    """Open a gallery of so many pictures, and return what reads one of them by the bare driver."""
    path = folder / f"{count}.db"
    async with Database(path) as database:
        await SessionStore(database).open("table", "The table", now())
        await asyncio.to_thread(fill, path, count)
        connection = sqlite3.connect(path)

        async def bare() -> object:
            return connection.execute(BARE.format(place="?"), (count // 2,)).fetchall()

        yield database, bare


def fill(path: Path, count: int) -> None:
    """Put pictures into an SQLite file, all in one transaction."""
    insert = f"INSERT INTO generated_image ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608  # no value is in it
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(insert, (row + REST for row in rows(count)))
        connection.commit()


#: What the trigger does for each picture, for all: a million would take it the better part of an hour.
ALL_AT_ONCE = """
    INSERT INTO gallery_bitmap (session_id, facet, value, chunk, visibility, bits)
    SELECT place.session_id, place.facet, place.value, place.chunk, place.visibility, bit_or(place.bits)
    FROM generated_image AS image CROSS JOIN LATERAL bits_of(image) AS place GROUP BY 1, 2, 3, 4, 5;
    INSERT INTO gallery_block (session_id, facet, value, block, visibility, images)
    SELECT place.session_id, place.facet, place.value, place.chunk >> 4, place.visibility, count(*)
    FROM generated_image AS image CROSS JOIN LATERAL bits_of(image) AS place GROUP BY 1, 2, 3, 4, 5;
    DROP INDEX image_search_words;
    INSERT INTO image_search (image_id, session_id, seq, words)
    SELECT id, session_id, seq, fold(concat_ws(chr(10), prompt, array_to_string(tags_of(tags), chr(10))))
    FROM generated_image;
    SET maintenance_work_mem = '512MB';
    CREATE INDEX image_search_words ON image_search USING gin (session_id, words gin_trgm_ops);
    ALTER TABLE generated_image ENABLE TRIGGER image_added;
"""


@asynccontextmanager
async def postgresql_gallery(server: Server, count: int) -> AsyncIterator[tuple[SqlDatabase, Step]]:
    """Do the same on PostgreSQL."""
    import asyncpg  # noqa: PLC0415  # who measures SQLite needs none

    from storage.postgresql.database import PostgresqlDatabase  # noqa: PLC0415  # as above

    await server.execute(f"CREATE DATABASE of_{count} TEMPLATE migrated")
    url = server.url(f"of_{count}")
    async with PostgresqlDatabase(url) as database:
        await SessionStore(database).open("table", "The table", now())
        connection = await asyncpg.connect(url)
        await connection.execute("ALTER TABLE generated_image DISABLE TRIGGER image_added")
        await connection.copy_records_to_table(
            "generated_image", records=(row + REST for row in rows(count)), columns=COLUMNS
        )
        await connection.execute(ALL_AT_ONCE)
        # What autovacuum does a while later.
        await connection.execute("VACUUM ANALYZE")

        async def bare() -> object:
            return await connection.fetch(BARE.format(place="$1"), count // 2)

        yield database, bare
        await connection.close()


def steps(store: ImageStore, bare: Step, count: int) -> dict[str, Step]:
    """Return what is measured on one gallery, by name."""

    def page(shown: GalleryFilter, before: int | None = None, most: int = 1) -> Step:
        return lambda: store.page("table", sees_secrets=False, shown=shown, before=before, most=most)

    found: dict[str, Step] = {"bare driver": bare}
    for name, shown in FILTERS.items():
        found[f"newest: {name}"] = page(shown)
        found[f"middle: {name}"] = page(shown, before=count // 2)
    found["nine from the middle"] = page(EVERYTHING, before=count // 2, most=9)
    found["oldest"] = lambda: store.page("table", sees_secrets=False, after=0)
    found["jump to the middle"] = lambda: store.page_at("table", count // 2, sees_secrets=False)
    for name, shown in FILTERS.items():
        found[f"by stars: {name}"] = lambda shown=shown: store.most_starred("table", shown, sees_secrets=False, most=20)  # type: ignore[misc]  # as below
    found["20 by stars, far on"] = lambda: store.most_starred(
        "table", sees_secrets=False, after=Rank(0, count // 2), most=20
    )
    found["a moment"] = lambda: store.place_at("table", now(), sees_secrets=False)
    for name, shown in COMBINED.items():
        found[name] = page(shown)
    for facet in ("user", "style", "tag"):
        found[f"choices: {facet}"] = lambda facet=facet: store.choices("table", facet, sees_secrets=False)  # type: ignore[misc]  # binds the loop's value
    return found


async def measure(sizes: Sequence[int], folder: Path, server: Server | None) -> None:
    """Measure and print, on PostgreSQL where there is a server of it."""
    async with AsyncExitStack() as stack:
        galleries = []
        for count in sizes:
            began = time.perf_counter()
            opening = postgresql_gallery(server, count) if server else sqlite_gallery(folder, count)
            database, bare = await stack.enter_async_context(opening)
            print(f"{count:>9,} pictures put in at {(time.perf_counter() - began) / count * 1e6:.0f} µs each")
            galleries.append(steps(ImageStore(database), bare, count))
        print(f"\n{'p50 in µs':<24}{''.join(f'{count:>12,}' for count in sizes)}{'ratio':>8}{'of bare':>9}{'least':>9}")
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
                f"{medians[-1] / medians[0]:>8.2f}{medians[-1] / baseline:>9.1f}{min(times[-1]):>9.0f}"
            )


def main() -> None:
    """Measure as the command line says."""
    sizes = tuple(int(text) for text in sys.argv[1:] if text.isdigit()) or SIZES
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        server = stack.enter_context(running_server(SETTINGS)) if "postgresql" in sys.argv else None
        asyncio.run(measure(sizes, folder, server))


if __name__ == "__main__":
    main()
