"""How a connection to the database is set up; called in its own thread."""

import sqlite3
import time

from storage.search_words import fold

#: FULL waits for the disk at each commit, so that a power failure loses nothing that was said to be done.
SYNCHRONOUS = "FULL"


def use_log(connection: sqlite3.Connection, until: float) -> None:
    """Have the file written by a write-ahead log, which SQLite refuses at once while another process writes."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            # In the connection's own thread, where nobody else waits. Only a file that is new is not written so yet.
            time.sleep(0.02)
        else:
            return


def set_up(connection: sqlite3.Connection) -> None:
    """Have rows come by name, commits wait for the disk, foreign keys hold, and nothing remain of what is deleted.

    Queries may call `fold`, views and triggers may not: another program's connection has no such function.
    """
    if connection.row_factory is sqlite3.Row:
        return
    connection.row_factory = sqlite3.Row
    # SQLite's own `lower` knows the letters from A to Z alone.
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten with zeros, in the pages in use and in those that are given up.
    connection.execute("PRAGMA secure_delete = ON")
