"""How the gallery's queries are carried out: along an index, without sorting, through the one predicate."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import migrations
from storage.transactions import load_queries

pytestmark = pytest.mark.sqlite

#: The walk of every single filter, and of none: the key that it goes along.
WALKS = {
    "older_chunks": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=? AND chunk>? AND chunk<?)",
    "newer_chunks": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=? AND chunk>? AND chunk<?)",
    "older_matches": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=? AND chunk=?)",
    "newer_matches": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=? AND chunk=?)",
    "facet_total": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=?)",
    "chunks_at": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=? AND chunk=?)",
    "newer_in_block": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=? AND chunk>? AND chunk<?)",
    "blocks_older": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=? AND block<?)",
    "images_at": "image USING INDEX generated_image_gallery (session_id=? AND seq=?)",
    "words_at": "image USING INDEX generated_image_gallery (session_id=? AND seq=?)",
    "newest_moments": "image USING COVERING INDEX generated_image_moment (session_id=? AND timeline<?)",
    "oldest_moments": "image USING COVERING INDEX generated_image_moment (session_id=? AND timeline>?)",
}
#: These sort blocks or a facet's values, of which there are few, never pictures.
SUMS = {
    "block_of_number": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=?)",
    "facet_totals_of_sessions": "image USING PRIMARY KEY (session_id=? AND facet=? AND value=?)",
    "fewer_stars_of_sessions": "image USING PRIMARY KEY (session_id=? AND facet=? AND value<?)",
    "images_at_moments": "image USING INDEX generated_image_timeline (timeline=?)",
    "facet_values": "image USING PRIMARY KEY (session_id=? AND facet=? AND value>? AND value<?)",
}
#: What is read of several sessions, each with the eyes that the viewer has there.
OF_SESSIONS = {"facet_totals_of_sessions", "fewer_stars_of_sessions", "images_at_moments"}
READ_BY_VIEWERS = (WALKS.keys() | SUMS.keys()) - {"words_at", "newest_moments", "oldest_moments"} - OF_SESSIONS


@pytest.fixture(scope="module")
def schema() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    migrations.apply(connection)
    yield connection
    connection.close()


def plan(connection: sqlite3.Connection, query: str) -> list[str]:
    values: defaultdict[str, None] = defaultdict(lambda: None)
    sql = load_queries()[query].sql
    return [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()]


@pytest.mark.parametrize("query", WALKS | SUMS)
def test_a_query_searches_its_key_and_scans_no_table(query: str, schema: sqlite3.Connection) -> None:
    steps = plan(schema, query)
    assert f"SEARCH {(WALKS | SUMS)[query]}" in steps
    scanned = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]
    assert all(step in {"SCAN CONSTANT ROW", "SCAN block", "SCAN counted"} or "subquery" in step for step in scanned)


@pytest.mark.parametrize("query", WALKS)
def test_a_walk_sorts_nothing(query: str, schema: sqlite3.Connection) -> None:
    assert not [step for step in plan(schema, query) if "TEMP B-TREE" in step]


@pytest.mark.parametrize("query", ["older_matches", "newer_matches"])
def test_the_index_of_words_is_asked_for_a_range_of_numbers(query: str, schema: sqlite3.Connection) -> None:
    # FTS5 says with the two signs that both bounds of the rowid reached it, and with M that the match did.
    hit = next(step for step in plan(schema, query) if step.startswith("SCAN hit"))
    assert hit.endswith("M1<>")


def test_what_a_viewer_reads_goes_through_the_one_predicate() -> None:
    predicate = (Path(migrations.__file__).parents[1] / "sql" / "visible.sql").read_text().strip()
    for query in READ_BY_VIEWERS:
        assert predicate in load_queries()[query].sql, query
    of_sessions = (Path(migrations.__file__).parents[1] / "sql" / "shared_with_viewer.sql").read_text().strip()
    for query in OF_SESSIONS:
        assert of_sessions in load_queries()[query].sql, query
