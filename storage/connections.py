"""How a connection to the database is set up; called in its own thread."""

import math
import sqlite3
import time

from storage.search_words import fold

#: FULL waits for the disk at each commit, so that a power failure loses nothing that was said to be done.
SYNCHRONOUS = "FULL"


#: How often a lock is looked at that another process holds. SQLite itself sleeps longer from look to look, up to a
#: tenth of a second, while whoever has just written takes the lock again: of two processes one hardly came to write.
LOOK_MS = 1


def begin_writing(connection: sqlite3.Connection, seconds: float) -> None:
    """Begin a transaction that writes as soon as no other process does; SQLite's error where one does for so long.

    The connection waits `LOOK_MS` for a lock. Looks are counted, as SQLite does, whatever becomes of a clock.
    """
    looks = math.ceil(max(0.0, seconds) * 1000 / LOOK_MS)
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            # The last eight bits of what may be an extended code.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or looks <= 0:
                raise
            looks -= 1
        else:
            return


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
