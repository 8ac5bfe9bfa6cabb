"""The queries of PostgreSQL: those that stand in for shared ones keep up with them, and so does its schema."""

import hashlib
import re
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from storage import migrations
from storage.named_queries import SQL, read_queries
from storage.postgresql.queries import load_queries
from storage.search_words import FOLDED, fold
from tests.storage.postgresql_server import Server

ROOT = SQL.parent
#: What each query of `storage/sql/` said when its stand-in in `storage/sql/postgresql/` was last compared with it.
COMPARED = {
    "admit_call": "60724948",
    "advance_clock": "c3d9242d",
    "albums_seen": "84620663",
    "begin_image": "d715d03e",
    "block_of_number": "f7fb2016",
    "blocks_older": "d95f4248",
    "choose_to_wait": "e567453f",
    "chunks_at": "0f000d6c",
    "claim": "9797ce7d",
    "claim_delivery": "846f0dbe",
    "claim_export": "9592f061",
    "close_attempt": "9e41dbb6",
    "close_lost": "41d81f0c",
    "complete_image": "e3240064",
    "enqueue_delivery": "8bb3ceea",
    "enqueue_request": "06c94890",
    "erased_image": "f3a53ec1",
    "extend_lease": "4a056de5",
    "facet_totals_of_sessions": "9439bdf1",
    "facet_values": "36a80653",
    "facet_values_of_sessions": "cb4c16e8",
    "fewer_stars_of_sessions": "82f0de3e",
    "finish_request": "8c9f2e07",
    "forget_exports_of_image": "ba78506d",
    "forget_tag_views": "90af4b1e",
    "has_words": "1ddda5f6",
    "images_at": "89e7a733",
    "images_at_moments": "ae3648b2",
    "merge_search": "3e227dc0",
    "moments_at": "6e7e2371",
    "more_stars_of_sessions": "3c664c2d",
    "newer_chunks": "40b0a9b6",
    "newer_in_block": "e284ff2f",
    "newer_matches": "76d24617",
    "newest_moments": "3e47fff4",
    "next_seq": "4a872968",
    "older_chunks": "4a03ee6d",
    "older_matches": "db1db8c1",
    "oldest_moments": "4f369625",
    "open_attempt_within": "e8868a34",
    "open_counts": "f77b7637",
    "position_in_queue": "e258cf58",
    "progress_of": "79766d2e",
    "ready_delivery": "e9fb2af7",
    "restart_exports_of_image": "8512e628",
    "search_origin": "33bc6821",
    "secret_images": "3b0308e2",
    "spent_and_expected": "afe84e47",
    "spent_and_expected_by_own_keys": "d11cde6b",
    "spent_by_own_keys": "69ade36d",
    "total_changes": "962e04fb",
    "usage_by_provider": "dfd0554c",
    "wake_delayed": "bdcfb5ee",
    "words_at": "34bcd339",
}
#: What is several queries elsewhere and one here, and the shared queries that say what each has to do.
IN_ONE = {
    "claim_and_begin": ("claim", "advance_clock", "begin_image"),
    "complete_with_one": (
        "finish_request",
        "close_attempt",
        "close_lost",
        "ready_delivery",
        "next_seq",
        "complete_image",
    ),
    "enqueue_with_message": ("enqueue_request", "enqueue_delivery", "position_in_queue", "open_counts"),
    "is_cancel_wanted": (),
    "older_common": ("older_chunks",),
    "newer_common": ("newer_chunks",),
    "last_chunk": (),
}


def digest(sql: str) -> str:
    """Return a short fingerprint of a query that does not look at how it is broken into lines."""
    return hashlib.sha256(" ".join(sql.split()).encode()).hexdigest()[:8]


def test_a_query_that_changes_has_its_stand_in_looked_at() -> None:
    shared, own = read_queries(SQL), read_queries(SQL, instead=SQL / "postgresql")
    written = {name for name, sql in own.items() if name in shared and sql != shared[name]}
    written |= {part for parts in IN_ONE.values() for part in parts}
    now = {name: digest(shared[name]) for name in sorted(written)}
    changed = {name for name, now_is in now.items() if COMPARED.get(name) != now_is}
    assert not changed, f"compare them with their stand-ins in storage/sql/postgresql/, then note here: {now}"


def test_every_stand_in_stands_in_for_something() -> None:
    assert read_queries(SQL, instead=SQL / "postgresql").keys() == read_queries(SQL).keys() | IN_ONE.keys()


def test_every_later_step_of_the_schema_has_its_twin() -> None:
    own = sorted(path.stem for path in (ROOT / "postgresql" / "migrations").glob("0*.sql"))
    first = int(own[0][:4])
    assert own[1:] == [path.stem for number, path in migrations.steps() if number > first]


@pytest.fixture
async def connection(postgresql_server: Server) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(postgresql_server.url("migrated"))
    yield connection
    await connection.close()


async def test_every_query_fits_the_schema(connection: asyncpg.Connection) -> None:
    for query in load_queries().values():
        await connection.prepare(query.sql)


async def test_pictures_are_found_by_their_places_though_nothing_is_known_of_the_table(
    connection: asyncpg.Connection,
) -> None:
    query = load_queries()["images_at"]
    values = {"session_id": "table", "places": "[7, 9]", "sees_secrets": False}
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute(
        "INSERT INTO generated_image (id, session_id, user_id, prompt, provider, status, seq)"
        " SELECT 'n' || n, 'table', 'ann', 'a street', 'p', 'completed', n FROM generate_series(1, 500) AS n"
    )
    plan = [row[0] for row in await connection.fetch(f"EXPLAIN {query.sql}", *query.arguments(values))]
    await transaction.rollback()
    assert any("Index Cond" in line and "seq = place.seq" in line for line in plan), "\n".join(plan)


async def test_both_schemas_have_the_same_tables_and_columns(connection: asyncpg.Connection) -> None:
    rows = await connection.fetch(
        "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
        " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    own = {(row["table_name"], row["column_name"]) for row in rows if row["table_name"] not in DIFFERENT}
    assert own == {each for each in _sqlite_columns() if each[0] not in DIFFERENT} - {("session", "number")}


#: Made otherwise: the index of words, and the count of changes in parts.
DIFFERENT = {"image_search", "gallery_version"}


def _sqlite_columns() -> Iterator[tuple[str, str]]:
    import sqlite3  # noqa: PLC0415  # of this one function

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.apply(connection)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        if not re.match(r"sqlite_|image_search", table):
            for column in connection.execute(f'PRAGMA table_info("{table}")'):
                yield table, column[1]
    connection.close()


@pytest.mark.parametrize(
    "typed", ["\u00c4ther \u201eX\u201c \u2018a\u2019 \u2013 B\u00b4c", "Cafe\u0301", "".join(FOLDED.values())]
)
async def test_words_are_folded_as_python_folds_them(connection: asyncpg.Connection, typed: str) -> None:
    assert await connection.fetchval("SELECT fold($1)", typed) == fold(typed)
