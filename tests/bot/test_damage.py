"""A damaged database: `doctor` says what is wrong with it, and the one-shot console ends with a sentence."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli import main
from tests.clock import PATIENCE
from tests.generation.fake_provider import FakeProvider

ROOT = Path(__file__).parents[2]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwrite_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\xa5" * 100)


def overwrite(table: str, filler: bytes) -> Callable[[Path], None]:
    """Return what fills the first page of a table or an index."""

    def damage(path: Path) -> None:
        with opened(path) as connection:
            (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
            (size,) = connection.execute("PRAGMA page_size").fetchone()
        with path.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(filler * size)

    return damage


def change(*statements: str) -> Callable[[Path], None]:
    """Return what runs statements, without foreign keys."""

    def damage(path: Path) -> None:
        with opened(path) as connection:
            for statement in statements:
                connection.execute(statement)

    return damage


def disarrange_index(path: Path) -> None:
    """Let an index say what its table does not."""
    with opened(path) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'created_at', 'status') WHERE name = 'image_generation_user'"
        )


def write_garbage_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"\xa5" * 40_000)


def lose_a_file(path: Path) -> None:
    next((path.parent / "images").rglob("*-original.png")).unlink()


class Damage(NamedTuple):
    """How a database is damaged, what `doctor` says of it, and whether the console can paint all the same."""

    inflict: Callable[[Path], None]
    said: str
    paints: bool = False


ZEROS, GARBAGE = b"\0", b"\xa5"
DAMAGED = "is damaged ("
KINDS = {
    "truncated file": Damage(truncate, DAMAGED),
    "garbage header": Damage(overwrite_header, DAMAGED),
    "zeroed page of requests": Damage(overwrite("image_generation", ZEROS), DAMAGED),
    "zeroed page of the ledger": Damage(overwrite("attempt", ZEROS), DAMAGED),
    "zeroed page of providers": Damage(overwrite("provider_state", ZEROS), DAMAGED),
    "zeroed page of the gallery's version": Damage(overwrite("gallery_version", ZEROS), DAMAGED),
    "garbage page of the gallery": Damage(overwrite("gallery_bitmap", GARBAGE), DAMAGED),
    "newer version": Damage(
        change("INSERT INTO schema_migration VALUES (9999, 'later', '2099-01-01')"),
        "made by a newer version of the bot",
    ),
    "missing table of messages": Damage(change("DROP TABLE delivery"), "lacks the table delivery"),
    "missing table of providers": Damage(change("DROP TABLE provider_state"), "lacks the table provider_state"),
    "missing column": Damage(
        change("DROP INDEX image_generation_held", "ALTER TABLE image_generation DROP COLUMN held_reason"),
        "lacks the column held_reason of the table image_generation",
    ),
    "settings that are no JSON": Damage(change("UPDATE session SET settings = '{'"), "has no JSON in settings"),
    "index mismatch": Damage(disarrange_index, "image_generation_user", paints=True),
    "lost parent": Damage(
        change("UPDATE generated_image SET request_id = 'gone'"), "points to a row of image_generation", paints=True
    ),
    "missing file of a picture": Damage(lose_a_file, "The files of 1 of 1 pictures are gone", paints=True),
    "garbage log": Damage(write_garbage_log, "The database file is not damaged", paints=True),
}


@pytest.fixture
def database(clean: Path, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch, migrated: Path) -> Path:
    """Return a database with a picture in it; `painter` paints."""
    monkeypatch.setattr("bot.wiring.providers.SketchProvider", lambda _studio: painter)
    (clean / "data").mkdir()
    path = clean / "data" / "scenes.db"
    shutil.copy(migrated, path)
    assert main(["console", "/image generate a street"]) == 0
    return path


@pytest.fixture(params=list(KINDS.values()), ids=list(KINDS))
def damage(request: pytest.FixtureRequest, database: Path, capfd: pytest.CaptureFixture[str]) -> Damage:
    found: Damage = request.param
    found.inflict(database)
    capfd.readouterr()
    return found


def test_doctor_says_what_is_wrong(damage: Damage, database: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = database.read_bytes()
    status = main(["doctor"])
    answer = capfd.readouterr()
    assert damage.said in answer.out
    assert status == int("BAD " in answer.out)
    assert damage.inflict is write_garbage_log or status == 1
    assert "Traceback" not in answer.out + answer.err
    if "lacks" in answer.out or DAMAGED in answer.out:
        assert database.read_bytes() == before


def test_the_one_shot_console_ends_with_a_sentence(damage: Damage) -> None:
    process = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, str(ROOT / "bot.py"), "console", "/image generate a street --size 512x512"],
        env={"PATH": os.environ["PATH"], "DATA_DIR": "data"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    said = process.stdout + process.stderr
    assert process.returncode == (0 if damage.paints else 1), said
    assert damage.paints or "damaged" in said or "newer version" in said or "cannot be read" in said
    assert "Traceback" not in said


def test_doctor_ends_when_its_time_is_over(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert database.exists()
    monkeypatch.setattr("storage.integrity._STEPS", 1)
    monkeypatch.setattr("bot.commands.checks.stored.CHECK_SECONDS", 0.0)
    assert main(["doctor"]) == 0
    assert "within 0 s no damage was found" in capsys.readouterr().out
