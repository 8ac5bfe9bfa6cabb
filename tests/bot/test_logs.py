"""Logs: no secret in them, whatever carries it there, in either format."""

import errno
import json
import logging
import sqlite3

import pytest

from bot.logs import ONE_MINUTE, OncePerMinuteFilter, set_up_logging
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


def out_of_files(kind: str) -> Exception:
    refusal = OSError(errno.EMFILE, "Too many open files")
    if kind == "refused":
        return refusal
    error = RuntimeError("cannot connect")
    error.__cause__ = refusal
    return error


@pytest.mark.parametrize("kind", ["refused", "caused"])
def test_that_no_file_can_be_opened_is_a_line_a_minute(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(settings("text"))
    seconds = 0.0
    (handler,) = logging.getLogger().handlers
    handler.filters[:] = [OncePerMinuteFilter(lambda: seconds)]
    log = logging.getLogger("asyncio")
    for _ in range(1000):
        log.error("socket.accept() out of system resource", exc_info=out_of_files(kind))
        log.warning("Discord cannot be reached (%s)", out_of_files(kind))
    log.error("another error", exc_info=ValueError("x"))
    seconds = ONE_MINUTE
    log.error("socket.accept() out of system resource", exc_info=out_of_files(kind))
    lines = [line for line in capsys.readouterr().err.splitlines() if "asyncio" in line]
    assert ["Too many files are open" in line for line in lines] == [True, False, True]
    assert "1999 times more" in lines[2]


def test_what_a_stranger_can_repeat_is_a_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(settings("text"))
    seconds = 0.0
    (handler,) = logging.getLogger().handlers
    handler.filters[:] = [OncePerMinuteFilter(lambda: seconds)]
    log = logging.getLogger("uvicorn.error")
    for _ in range(100):
        log.warning("Invalid HTTP request received.")
        log.warning("Unsupported upgrade request.")
    log.error("Exception in ASGI application\n", exc_info=ValueError("x"))
    log.error("Exception in ASGI application\n", exc_info=ValueError("x"))
    seconds = ONE_MINUTE
    log.warning("Invalid HTTP request received.")
    lines = [line for line in capsys.readouterr().err.splitlines() if "uvicorn.error" in line]
    assert ["Invalid" in line for line in lines] == [True, False, False, False, True]
    assert ["Exception" in line for line in lines] == [False, False, True, True, False]
    assert "99 times more" in lines[-1]


def test_a_line_that_is_counted_may_hold_a_percent_sign(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(settings("text"))
    seconds = 0.0
    (handler,) = logging.getLogger().handlers
    handler.filters[:] = [OncePerMinuteFilter(lambda: seconds)]
    for _ in range(2):
        logging.getLogger("bot.web.readiness").error("not ready: %s", "the disk of /data/100%d is full")
    seconds = ONE_MINUTE
    logging.getLogger("bot.web.readiness").error("not ready: %s", "the disk of /data/100%d is full")
    assert capsys.readouterr().err.count("the disk of /data/100%d is full") == 2


def test_that_sqlite_cannot_open_a_file_is_told_of_its_own_where_files_can_be_opened(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging(settings("text"))
    for _ in range(2):
        logging.getLogger("test").error("refused", exc_info=sqlite3.OperationalError("unable to open database file"))
    assert capsys.readouterr().err.count("refused") == 2


@pytest.mark.parametrize(("level", "told"), [("INFO", False), ("DEBUG", True)])
def test_calls_over_http_which_a_job_makes_by_the_hundred_are_for_debugging(
    level: str, capsys: pytest.CaptureFixture[str], *, told: bool
) -> None:
    set_up_logging(settings("text"), level=level)
    for name in ("httpx", "httpx2"):
        logging.getLogger(name).info('HTTP Request: GET https://aihorde.net/ "200 OK"')
    assert ("HTTP Request" in capsys.readouterr().err) is told


def test_what_a_picture_store_that_is_away_refuses_is_a_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(settings("text"))
    seconds = 0.0
    (handler,) = logging.getLogger().handlers
    handler.filters[:] = [OncePerMinuteFilter(lambda: seconds)]
    log = logging.getLogger("storage.blobs")
    for number in range(100):
        log.error("the picture store did not take %s: %s", f"{number}.png", f"no answer in {number} ms")
        log.error("the picture store did not give %s: %s", f"{number}.png", f"no answer in {number} ms")
    seconds = ONE_MINUTE
    log.error("the picture store did not take %s: %s", "last.png", "no answer")
    lines = [line.partition("did not ")[2] for line in capsys.readouterr().err.splitlines()]
    assert [line[:10] for line in lines] == ["take 0.png", "give 0.png", "take last."]
    assert "99 times more" in lines[2]


def test_a_lost_connection_to_discord_is_a_line_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(settings("text"))
    try:
        raise ConnectionResetError(104, "Connection reset by peer")
    except ConnectionResetError as error:
        lost = error
    logging.getLogger("discord.shard").error("Attempting a reconnect for shard ID %s in %.2fs", 0, 0.951, exc_info=lost)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(
        "WARNING discord.shard: Attempting a reconnect for shard ID 0 in 0.95s: "
        "ConnectionResetError: [Errno 104] Connection reset by peer"
    )
