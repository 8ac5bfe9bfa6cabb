"""The document, the page for people, health and numbers, and errors wherever one goes wrong."""

import asyncio
import contextlib
import errno
import re
import sqlite3
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.web.server import web_server
from bot.web.state import WebOptions
from storage.database import Database
from storage.errors import StorageError
from tests.clock import PATIENCE
from tests.generation.fake_provider import hang
from tests.generation.wired_services import until
from tests.web.api_client import SESSION, THE_GM, ApiClient


async def test_the_document_is_openapi_3_1_with_every_route(web: ApiClient) -> None:
    document = (await web.get("/api/openapi.json", by=None)).json
    assert document["openapi"].startswith("3.1.")
    paths = document["paths"]
    session = "/api/session/{session_id}"
    for path in (
        "/api/ping",
        "/api/session",
        f"{session}/join",
        f"{session}/generate-image",
        f"{session}/generate-image-instant",
        f"{session}/images",
        f"{session}/image/{{image_id}}",
        f"{session}/image/{{image_id}}/favorite",
        f"{session}/image-providers",
        f"{session}/request/{{request_id}}/cancel",
        f"{session}/events",
        f"{session}/export",
        "/api/healthz",
        "/api/readyz",
        "/api/metrics",
    ):
        assert path in paths
    error = document["components"]["schemas"]["ErrorResponse"]
    assert {"status", "error", "code"} <= error["properties"].keys()


async def test_the_docs_page_names_every_route_and_loads_nothing_from_elsewhere(web: ApiClient) -> None:
    page = (await web.get("/api/docs", by=None)).body.decode()
    document = (await web.get("/api/openapi.json", by=None)).json
    for path in document["paths"]:
        assert f"<code>{path}</code>" in page
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!#)([^"]*)"', page) == ["docs.css", "openapi.json"]
    style = await web.get("/api/docs.css", by=None)
    assert (style.status, style.headers["Content-Type"].partition(";")[0]) == (200, "text/css")


@pytest.mark.parametrize("prefix", ["", "/api"])
async def test_health_is_told_to_everybody(prefix: str, web: ApiClient) -> None:
    for path in ("/healthz", "/readyz"):
        assert (await web.get(prefix + path, by=None)).json["status"] == "success"


async def test_a_database_that_does_not_answer_is_not_ready_and_tells_no_folder(
    web: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise StorageError("The database /srv/secret/scenes.db is damaged")

    monkeypatch.setattr("generation.requests.requests.Requests.counts", broken)
    monkeypatch.setattr("generation.gallery.gallery.Gallery.page", broken)
    for path in ("/readyz", f"{SESSION}/images"):
        answer = await web.get(path)
        assert (answer.status, answer.json["status"]) == (503, "error")
        assert b"secret" not in answer.body


async def test_who_cannot_write_is_not_ready_until_it_can(
    web: ApiClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.readiness.FRESH_SECONDS", 0.0)
    monkeypatch.setattr("bot.web.readiness.WAIT_SECONDS", 0.2)
    with contextlib.closing(sqlite3.connect(settings.database_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert (await web.get("/readyz", by=None)).status == 503
        other.execute("ROLLBACK")
    async with asyncio.timeout(PATIENCE):
        while (await web.get("/readyz", by=None)).status != 200:
            pass


async def test_a_full_disk_is_not_ready(web: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.readiness.FRESH_SECONDS", 0.0)
    assert (await web.get("/readyz", by=None)).status == 200

    def full(_folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("storage.database._write_scratch_file", full)
    answer = await web.get("/readyz", by=None)
    assert (answer.status, answer.json["code"]) == (503, "storage_full")


async def test_many_probes_are_one_check_that_changes_nothing(web: ApiClient) -> None:
    database = web.room.running.app.stores.database
    assert isinstance(database, Database)
    with contextlib.closing(sqlite3.connect(database._path)) as other:
        before = other.execute("PRAGMA data_version").fetchone()
        answers = await asyncio.gather(*(web.get("/readyz", by=None) for _ in range(20)))
        assert {answer.status for answer in answers} == {200}
        # Other processes would look for what has changed, and tell every page to.
        assert other.execute("PRAGMA data_version").fetchone() == before


async def test_numbers_say_when_nothing_can_be_stored(web: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("storage.database._write_scratch_file", full)
    assert "\nscenes_healthy 0.0\n" in (await web.get("/metrics", by=None)).body.decode()


async def test_who_is_stopping_is_not_ready(web: ApiClient) -> None:
    web.server._state.stopping.set()
    assert (await web.get("/readyz", by=None)).status == 503


async def test_numbers_name_nobody(web: ApiClient) -> None:
    web.room.painter.then(hang)
    request_id = await web.room.ask()
    text = (await web.get("/metrics", by=None)).body.decode()
    assert 'scenes_http_responses_total{class="2xx"}' in text
    assert re.search(r'^scenes_requests\{status="(queued|processing)"\} 1.0$', text, re.MULTILINE)
    assert "\nscenes_healthy 1.0\n" in text
    labels = re.sub(r" \S+$", "", text, flags=re.MULTILINE)  # the numbers are moments, too, with whatever digits
    for name in (request_id, "ann", "1001"):
        assert name not in labels
    await web.room.services.requests.cancel(request_id, THE_GM)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/api/nowhere", 404),
        ("GET", "/static/nowhere.js", 404),
        ("PATCH", f"{SESSION}/images", 405),
        ("DELETE", "/api/ping", 405),
        ("TRACE", "/api/ping", 405),
        ("GET", f"{SESSION}/generate-image", 405),
        ("GET", f"{SESSION}/image/none", 404),
        ("GET", f"{SESSION}/request/none", 404),
    ],
)
async def test_every_error_has_the_same_shape(method: str, path: str, status: int, web: ApiClient) -> None:
    answer = await web.call(method, path)
    assert answer.status == status
    assert answer.json["status"] == "error"
    assert answer.json["error"]
    if status == 405:
        assert answer.headers["Allow"]


async def test_a_ping_is_answered(web: ApiClient) -> None:
    answer = await web.get("/api/ping", by=None)
    assert (answer.status, answer.json) == (200, {"status": "success", "message": "pong"})


async def test_without_discord_it_is_not_ready_until_that_is_back(
    web: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.readiness.FRESH_SECONDS", 0.0)
    connected = False
    server = web_server(web.room.running.app, WebOptions(port=0), is_connected=lambda: connected)
    serving = asyncio.create_task(server.run())
    await until(server.serving.is_set)
    ready = f"http://127.0.0.1:{server.port}/readyz"
    answer = await web.get(ready, by=None)
    assert (answer.status, answer.json["code"]) == (503, "not_connected")
    assert answer.json["error"] == "There is no connection to Discord at the moment."
    connected = True
    assert (await web.get(ready, by=None)).status == 200
    serving.cancel()
    await asyncio.wait({serving})
