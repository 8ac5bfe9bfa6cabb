"""Logs: no secret in them, whatever carries it there, in either format."""

import json
import logging

import pytest

from bot.logs import set_up_logging
from bot.settings import Settings

TOKEN = "made.up.token"
FORMATS = ("text", "json")


def settings(format_: str, token: str = TOKEN) -> Settings:
    return Settings.model_validate({"discord_token": token, "log_format": format_})


def fail_with(secret: str) -> None:
    raise ValueError(f"GET https://x/?key={secret}")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_secret_is_hidden_in_message_arguments_and_traceback(
    format_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(settings(format_))
    log = logging.getLogger("test")
    log.warning("token %s and %r", TOKEN, {"authorization": f"Bot {TOKEN}"})
    try:
        fail_with(TOKEN)
    except ValueError:
        log.exception("it failed with %s", TOKEN)
    written = capsys.readouterr().err
    assert TOKEN not in written
    assert written.count("***") >= 4
    assert "Traceback" in written
    assert "ValueError" in written


@pytest.mark.parametrize("secret", ['with "quotes"', "back\\slash", "ünïcode", "a\ttab"])
@pytest.mark.parametrize("format_", FORMATS)
def test_a_secret_that_json_would_write_otherwise_is_hidden_too(
    format_: str, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(settings(format_, secret))
    logging.getLogger("test").warning("key %s", secret)
    written = capsys.readouterr().err
    assert secret not in written
    assert json.dumps(secret)[1:-1] not in written
    assert "key ***" in written


def test_every_line_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(settings("json"))
    log = logging.getLogger("test")
    log.info("two\nlines “quoted”")
    try:
        fail_with("x")
    except ValueError:
        log.exception("failed")
    entries = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [entry["message"] for entry in entries] == ["two\nlines “quoted”", "failed"]
    assert (entries[0]["level"], entries[0]["logger"]) == ("INFO", "test")
    assert "ValueError" in entries[1]["traceback"]


def test_a_text_line_says_when_how_grave_and_who(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(settings("text"))
    logging.getLogger("generation.execution.worker").warning("request %s failed", 7)
    assert capsys.readouterr().err.endswith("WARNING generation.execution.worker: request 7 failed\n")


def test_the_level_decides_what_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(settings("text"), level="ERROR")
    logging.getLogger("test").warning("hidden")
    logging.getLogger("test").error("shown")
    assert capsys.readouterr().err.count("\n") == 1


def test_statements_and_their_prompts_are_written_at_no_level(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(Settings(log_level="DEBUG"))
    logging.getLogger("aiosqlite").debug("executing INSERT … a user's prompt")
    assert capsys.readouterr().err == ""
