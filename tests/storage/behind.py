"""What stands behind the stores: statements of a test's own, on whichever database it runs."""

from collections.abc import Sequence
from typing import Any

from storage.database import Database
from storage.postgresql.database import PostgresqlDatabase
from storage.postgresql.queries import translate
from storage.records import Row
from storage.sql_database import SqlDatabase
from tests.storage.disk import on_writer


async def execute(database: SqlDatabase, statement: str, **values: Any) -> Sequence[Row]:  # noqa: ANN401  # whatever the columns hold
    """Run a statement whose parameters are named as those of the queries are."""
    if isinstance(database, Database):
        return await on_writer(database, lambda connection: connection.execute(statement, values).fetchall())
    assert isinstance(database, PostgresqlDatabase)
    query = translate("of a test", statement)
    rows: Sequence[Row] = await database._pool.fetch(query.sql, *query.arguments(values))
    return rows
