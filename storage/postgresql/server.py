"""What a server has to be for the bot to keep its data there."""

import asyncpg

from storage.errors import StorageError

#: The oldest version whose SQL this is.
OLDEST = 15


async def check_server(connection: asyncpg.Connection) -> None:
    """Refuse a server that is too old, or a database in another encoding.

    Raises:
        StorageError: the server, or the database, is of no use.

    """
    version = connection.get_server_version()
    if version.major < OLDEST:
        raise StorageError(
            "The bot's database cannot be used. The operator finds in the log what to do.",
            "The database server is PostgreSQL {version}; the bot needs {oldest} or newer.",
            version=version.major,
            oldest=OLDEST,
        )
    if await connection.fetchval("SHOW server_encoding") != "UTF8":
        raise StorageError(
            "The bot's database cannot be used. The operator finds in the log what to do.",
            "The database is not encoded in UTF8. Make one that is: createdb -E UTF8 -T template0 NAME.",
        )
