"""Named queries, read from the files of a folder; those of another folder stand in for some of them."""

import re
from collections.abc import Mapping
from pathlib import Path

import aiosql

#: What SQLite runs, and what PostgreSQL runs as well where its own folder has nothing of the same name.
SQL = Path(__file__).parent / "sql"


def read_queries(folder: Path, *, instead: Path | None = None) -> dict[str, str]:
    """Return every named query of a folder; what has the same name in the folder `instead` takes its place.

    A file without a name is a piece of SQL, put wherever a query or another piece says `@` and its stem; KeyError where
    there is none.
    """
    folders = [folder] if instead is None else [folder, instead]
    texts = [{path.stem: path.read_text() for path in sorted(each.glob("*.sql"))} for each in folders]
    pieces = {stem: text.strip() for files in texts for stem, text in files.items() if "-- name:" not in text}
    statements: dict[str, str] = {}
    for files in texts:
        text = _pasted("\n".join(text for text in files.values() if "-- name:" in text), pieces)
        loaded = aiosql.from_str(text, "sqlite3", mandatory_parameters=False)
        names = (name for name in loaded.available_queries if not name.endswith("_cursor"))
        statements |= {name: getattr(loaded, name).sql for name in names}
    return statements


def _pasted(text: str, pieces: Mapping[str, str]) -> str:
    return re.sub(r"@(\w+)", lambda mark: _pasted(pieces[mark[1]], pieces), text)
