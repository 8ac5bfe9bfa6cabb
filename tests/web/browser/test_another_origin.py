"""Somebody's own page at another origin, such as the specification's React gallery, uses the API from a browser."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from bot.settings import Settings
from bot.web.state import WebOptions
from tests.servers.reverse_proxy import free_port
from tests.web.api_client import SESSION, ApiClient, open_api
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows

pytestmark = IN_THE_BROWSERS_LOOP

SHOW = """url => new Promise((done, fail) => {
  const image = new Image();
  image.onload = () => done(image.naturalWidth);
  image.onerror = fail;
  image.src = url;
})"""
#: Read a picture's bytes, as a page does that offers it for download.
READ = "async url => (await (await fetch(url)).arrayBuffer()).byteLength"
CALL = """async ({ url, token, body }) => {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const answer = await fetch(url, body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers });
  return answer.json();
}"""


async def serve_front(_request: web.Request) -> web.Response:
    return web.Response(text="<!doctype html><link rel=icon href=data:,><p>A gallery", content_type="text/html")


@pytest_asyncio.fixture(loop_scope="session")
async def front() -> AsyncIterator[str]:
    """Serve somebody's page, and return its origin."""
    page = web.Application()
    page.router.add_get("/", serve_front)
    runner = web.AppRunner(page)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="session")
async def api(settings: Settings, monkeypatch: pytest.MonkeyPatch, front: str) -> AsyncIterator[ApiClient]:
    """Serve to that page as well."""
    async with open_api(settings, monkeypatch, WebOptions(port=0, cors_origins=(front,))) as client:
        yield client


async def test_a_picture_that_was_shown_can_be_read_by_the_same_page(
    api: ApiClient, front: str, windows: BrowserWindows
) -> None:
    page = await windows.open_window()
    await page.goto(front)
    token = await api.token()
    asked = {"prompt": "A street", "provider": "sketch", "style_preferences": {"size": "512x512"}}
    instant = f"{api.url}{SESSION}/generate-image-instant"
    painted = await page.evaluate(CALL, {"url": instant, "token": token, "body": asked})
    listed = await page.evaluate(CALL, {"url": f"{api.url}{SESSION}/images", "token": token})
    assert [each["id"] for each in listed["images"]] == [painted["image_id"]]
    url = painted["image_url"]
    # The browser keeps what the <img> has loaded, which named no origin.
    assert await page.evaluate(SHOW, url) == 512
    assert await page.evaluate(READ, url) > 1000
