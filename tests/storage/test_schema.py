"""The schema: the specification's tables as they stand there, and queries that fit it and use its indexes."""

import contextlib
import sqlite3
from collections import defaultdict
from pathlib import Path

import pytest

from storage import migrations
from storage.search_words import fold
from storage.transactions import load_queries

pytestmark = pytest.mark.sqlite

SPECIFICATION = {
    "generated_image": """
        CREATE TABLE generated_image (
            id VARCHAR PRIMARY KEY,
            session_id VARCHAR NOT NULL,
            user_id VARCHAR NOT NULL,
            prompt TEXT NOT NULL,
            enhanced_prompt TEXT,
            image_url VARCHAR,
            thumbnail_url VARCHAR,
            provider VARCHAR NOT NULL,
            status VARCHAR NOT NULL DEFAULT 'pending',
            error_message TEXT,
            generation_time FLOAT,
            tags TEXT,
            is_favorite BOOLEAN NOT NULL DEFAULT FALSE,
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
            completed_at DATETIME
        )""",
    "image_generation": """
        CREATE TABLE image_generation (
            id VARCHAR PRIMARY KEY,
            session_id VARCHAR NOT NULL,
            user_id VARCHAR NOT NULL,
            request_type VARCHAR NOT NULL,
            context TEXT NOT NULL,
            style_preferences TEXT,
            priority INTEGER NOT NULL DEFAULT 1,
            status VARCHAR NOT NULL DEFAULT 'queued',
            result_image_id VARCHAR,
            retry_count INTEGER NOT NULL DEFAULT 0,
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
            started_at DATETIME,
            completed_at DATETIME
        )""",
}
#: What DESIGN.md adds to them, as far as this version has it.
ADDED = {
    "generated_image": {"request_id", "index", "seq", "type", "style", "seed", "model", "width", "height", "bytes"}
    | {"negative_prompt", "sha256", "format", "alt_text", "parent_id", "visibility", "cost"},
    "image_generation": {"batch_id", "lease_token", "lease_expires_at", "not_before", "fair_rank", "claim_key"}
    | {"visibility", "error_code", "error_message", "idempotency_key"},
}
QUERIES = sorted(load_queries())
#: The queries that run for every request, and the index that each must use.
HOT = {
    "claim": "image_generation_queue",
    "images_at": "generated_image_gallery",
    "spent_since": "image_generation_user",
    "delayed_requests": "image_generation_delayed",
    "claim_delivery": "delivery_ready",
    "leased_requests": "image_generation_leased",
    "enqueue_request": "image_generation_open",
}


@pytest.fixture
def schema() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.create_function("fold", 1, fold, deterministic=True)
    migrations.apply(connection)
    return connection


def columns(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    wanted = ("name", "type", "notnull", "dflt_value", "pk")
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [{name: row[name] for name in wanted} for row in rows]


@pytest.mark.parametrize("table", SPECIFICATION)
def test_a_table_of_the_specification_begins_with_exactly_its_columns(table: str, schema: sqlite3.Connection) -> None:
    specified = sqlite3.connect(":memory:")
    specified.row_factory = sqlite3.Row
    specified.execute(SPECIFICATION[table])
    wanted = columns(specified, table)
    specified.close()
    assert columns(schema, table)[: len(wanted)] == wanted
    schema.close()


@pytest.mark.parametrize("table", ADDED)
def test_the_columns_of_the_design_are_added(table: str, schema: sqlite3.Connection) -> None:
    names = {column["name"] for column in columns(schema, table)}
    schema.close()
    assert names >= ADDED[table]


@pytest.mark.parametrize("table", SPECIFICATION)
def test_a_row_as_the_specification_writes_it_can_be_inserted(table: str, schema: sqlite3.Connection) -> None:
    given = {
        "generated_image": "(id, session_id, user_id, prompt, provider) VALUES ('1', 's', 'u', 'p', 'dalle')",
        "image_generation": "(id, session_id, user_id, request_type, context) VALUES ('1', 's', 'u', 'scene', 'p')",
    }
    schema.execute(f"INSERT INTO {table} {given[table]}")
    row = schema.execute(f"SELECT * FROM {table}").fetchone()  # noqa: S608  # one of two names above
    schema.close()
    defaults = {"generated_image": ("pending", 0), "image_generation": ("queued", 1)}
    assert (row["status"], row["is_favorite" if table == "generated_image" else "priority"]) == defaults[table]
    assert row["created_at"] is not None


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_fits_the_schema(query: str, schema: sqlite3.Connection) -> None:
    values: defaultdict[str, None] = defaultdict(lambda: None)
    schema.execute(f"EXPLAIN {load_queries()[query].sql}", values).fetchall()
    schema.close()


@pytest.mark.parametrize("query", HOT)
def test_a_hot_query_uses_its_index_and_sorts_nothing(query: str, schema: sqlite3.Connection) -> None:
    values: defaultdict[str, None] = defaultdict(lambda: None)
    sql = load_queries()[query].sql
    plan = "\n".join(row["detail"] for row in schema.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall())
    schema.close()
    assert f"INDEX {HOT[query]}" in plan
    assert "TEMP B-TREE" not in plan


def test_what_a_viewer_reads_goes_through_the_one_predicate() -> None:
    queries = load_queries()
    predicate = (Path(migrations.__file__).parents[1] / "sql" / "visible.sql").read_text().strip()
    for name in ("image_by_id", "images_at", "open_requests"):
        assert predicate in queries[name].sql, name


#: Every column that says who somebody is; `storage/sql/privacy.sql` deletes or changes each where a person wants that.
OF_PERSONS = {
    "album.created_by",
    "album_picture.added_by",
    "api_token.user_id",
    "campaign.created_by",
    "campaign_session.joined_by",
    "cast_character.user_id",
    "deletion.user_id",
    "draft.user_id",
    "export.user_id",
    "favorite.user_id",
    "gallery_view.viewer",
    "generated_image.user_id",
    "guild_key.set_by",
    "image_generation.approved_by",
    "image_generation.user_id",
    "member_question.user_id",
    "recap_suggestion.decided_by",
    "recap_suggestion.suggested_by",
    "reveal.revealed_by",
    "session.gm_user_id",
    "session_member.user_id",
    "session_style.created_by",
    "report.reported_by",
}


def test_every_column_of_persons_is_known_to_who_deletes_their_data() -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("fold", 1, fold, deterministic=True)
        migrations.apply(connection)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {f"{table}.{row[1]}" for table in tables for row in connection.execute(f"PRAGMA table_info({table})")}
    assert {each for each in columns if each.endswith(("user_id", "_by", ".viewer"))} == OF_PERSONS
