"""`migrate`, `doctor`, and what the command line answers to a bad folder: sentences, never tracebacks."""

import sqlite3
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.ports import free_port

COMMANDS = ("migrate", "doctor", "run")


def test_migrate_makes_the_database_and_says_so_each_time(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["migrate"]) == 0
        assert capsys.readouterr().out == "data/scenes.db is up to date.\n"
    connection = sqlite3.connect(clean / "data" / "scenes.db")
    assert connection.execute("SELECT count(*) FROM image_generation").fetchone() == (0,)
    connection.close()


def test_doctor_finds_nothing_wrong_with_a_fresh_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_PORT", str(free_port()))
    assert main(["doctor"]) == 0
    answer = capsys.readouterr().out
    assert "The data folder " in answer
    assert "sketch can paint" in answer
    assert "DISCORD_TOKEN is not set" in answer
    assert "BAD" not in answer


@pytest.mark.parametrize("command", ["doctor", "run", "console"])
@pytest.mark.parametrize("address", ["pictures", "s3://me:hush-hush@bucket"])
def test_a_bad_picture_store_is_one_sentence_without_secrets(
    command: str, address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGE_STORE_URL", address)
    assert main([command]) == 1
    answer = capsys.readouterr()
    assert "IMAGE_STORE_URL: " in answer.out + answer.err
    assert "hush" not in answer.out + answer.err
    assert "Traceback" not in answer.out + answer.err


@pytest.mark.parametrize(("role", "variable"), [("gateway", "DISCORD_TOKEN"), ("web", "API_PORT")])
def test_a_role_without_work_is_one_sentence(
    role: str, variable: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_PORT", "0")
    assert main(["run", "--role", role]) == 1
    assert capsys.readouterr().err.startswith(f"--role {role} needs ")
    with pytest.raises(SystemExit, match="2"):
        main(["run", "--role", "painter"])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_data_folder_below_a_file_is_one_sentence(
    command: str, clean: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (clean / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(clean / "file" / "data"))
    assert main([command]) == 1
    answer = capsys.readouterr()
    assert "The folder" in answer.out + answer.err
    assert "DATA_DIR" in answer.out + answer.err
    assert "Traceback" not in answer.out + answer.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_database_is_one_sentence(command: str, clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clean / "data").mkdir()
    (clean / "data" / "scenes.db").write_bytes(b"garbage " * 1000)
    assert main([command]) == 1
    answer = capsys.readouterr()
    assert "data/scenes.db is damaged" in answer.out + answer.err
    assert "Traceback" not in answer.out + answer.err


@pytest.mark.parametrize("command", ["migrate", "run", "console"])
def test_a_bad_setting_is_one_line(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKERS", "many")
    assert main([command]) == 1
    answer = capsys.readouterr()
    assert answer.out == ""
    assert answer.err.startswith("WORKERS: ")
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["dance"], ["--fast"], ["migrate", "now"]])
def test_bad_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: bot.py" in capsys.readouterr().err


def test_a_backup_is_made_and_restored(
    clean: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["migrate"]) == 0
    assert main(["backup", "kept", "--keep", "1"]) == 0
    assert main(["backup", "kept", "--keep", "1"]) == 0
    answer = capsys.readouterr().out
    assert "Backed up to kept: " in answer
    assert "1 older backup was taken away." in answer
    monkeypatch.setenv("DATA_DIR", "elsewhere")
    assert main(["restore", "kept"]) == 0
    assert capsys.readouterr().out.startswith("Restored ")
    assert (clean / "elsewhere" / "scenes.db").is_file()
    assert main(["restore", "kept"]) == 1
    assert "give --replace" in capsys.readouterr().err


def test_a_backup_without_a_database_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "kept"]) == 1
    answer = capsys.readouterr().err
    assert answer.startswith("There is no database at ")
    assert "Traceback" not in answer
