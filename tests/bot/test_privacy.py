"""`bot.py privacy`: what is kept of a person is shown, handed over and deleted, by hand and on the real bot's files."""

import zipfile
from pathlib import Path

import pytest

from bot.cli import main

#: Words that stand nowhere else.
WORDS = "Quorzimaxx"

pytestmark = pytest.mark.usefixtures("clean")


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def files_with(text: str) -> list[str]:
    return [str(path) for path in Path("data").rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def test_a_persons_data_are_shown_handed_over_and_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    said(["console", "--user", "ann", f"/image generate a bar, {WORDS}, size:512x512"], capsys)
    Path("data/console_history").write_text(f"+/image generate {WORDS}\n", encoding="utf-8")
    assert "pictures: 1" in said(["privacy", "show", "--user", "ann"], capsys)
    told = said(["privacy", "export", "--user", "ann", "--to", "taken"], capsys)
    with zipfile.ZipFile(told.strip()) as archive:
        assert {"my-data.json", "manifest.json"} < set(archive.namelist())
        assert WORDS in archive.read("my-data.json").decode()
    assert files_with(WORDS)
    assert "Deleted; 1 picture." in said(["privacy", "delete", "--user", "ann"], capsys)
    assert not files_with(WORDS)
    assert not list(Path("data/images").rglob("*.*"))
    assert "pictures: 0" in said(["privacy", "show", "--user", "ann"], capsys)
