"""The page below a path of somebody's site, behind a real nginx and a real Caddy (Debian: nginx-light, caddy)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.settings import Settings
from bot.web.proxies import TrustedProxies
from bot.web.state import WebOptions
from tests.servers.reverse_proxy import INSTALLED, NGINX, free_port, serve_below_path
from tests.web.api_client import SESSION, TABLE, ApiClient, open_api
from tests.web.browser.expecting import expect, expect_prompts
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

pytestmark = [
    IN_THE_BROWSERS_LOOP,
    pytest.mark.skipif(not INSTALLED, reason="no nginx and no Caddy (Debian: apt-get install nginx-light caddy)"),
]
UNSTRIPPED = "nginx, which passes the path on"
PROXIES = [*INSTALLED, *([UNSTRIPPED] if NGINX in INSTALLED else [])]


@dataclass(frozen=True, slots=True)
class Proxied:
    """The server, and its address behind the proxy."""

    web: ApiClient
    url: str

    @property
    def site(self) -> Site:
        return Site(self.web.room.running.app, self.url)


@pytest_asyncio.fixture(loop_scope="session", params=PROXIES)
async def proxied(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Proxied]:
    """Serve below /scenes of a site."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/scenes"
    options = WebOptions(port=0, public_base_url=url, trusted_proxies=TrustedProxies.parse(["127.0.0.1"]))
    name, strips = (NGINX, False) if request.param == UNSTRIPPED else (request.param, True)
    async with (
        open_api(settings, monkeypatch, options) as web,
        serve_below_path(name, tmp_path, port, web.server.port, strips=strips),
    ):
        yield Proxied(web, url)


async def test_page_api_cookie_and_links_are_below_the_path(proxied: Proxied, windows: BrowserWindows) -> None:
    await proxied.web.generate(prompt="A street in the rain")
    page = await windows.open_window()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(await proxied.site.link())
    # Also the events come through.
    await page.locator("#live[data-live=true]").wait_for()
    await page.locator(".tile.loaded").wait_for()
    await expect(page).to_have_url(f"{proxied.url}/gallery/{TABLE}")
    (cookie,) = await page.context.cookies(f"{proxied.url}{SESSION}/me")
    assert cookie["path"] == f"/scenes{SESSION}"

    await page.locator("#tab-generate").click()
    await page.locator(".look img").first.wait_for(state="attached")
    await page.locator("#prompt").fill("Another street")
    await page.locator("#paint").click()
    await page.locator(".work[data-status=completed]").wait_for()
    await page.locator("#tab-gallery").click()
    await page.locator(".tile.loaded").nth(1).wait_for()
    await expect_prompts(page, ["Another street", "A street in the rain"])
    await page.locator(".tile .open").first.click()
    await page.locator("#picture.ready").wait_for()
    await page.locator("#downloads summary").click()
    async with page.expect_download() as download:
        await page.locator("#get-original").click()
    assert (await (await download.value).path()).read_bytes().startswith(b"\x89PNG")
    await page.keyboard.press("Escape")
    await page.wait_for_url(f"{proxied.url}/gallery/{TABLE}")

    # Nothing is asked of the site's root, where somebody else lives.
    assert [url for url in asked if not url.startswith((f"{proxied.url}/", "data:", "blob:"))] == []
    await page.reload()
    await page.locator(".tile.loaded").nth(1).wait_for()
    await page.locator("#logout").click()
    await page.locator("#welcome").wait_for()


async def test_a_token_logs_in_from_the_site_s_path(proxied: Proxied, windows: BrowserWindows) -> None:
    page = await windows.open_window()
    await page.goto(f"{proxied.url}/")
    await page.locator("#welcome summary").click()
    await page.locator("#welcome-session").fill(TABLE)
    await page.locator("#welcome-token").fill(await proxied.web.token())
    await page.locator("#welcome-form button").click()
    await page.locator("#live[data-live=true]").wait_for()
    await expect(page).to_have_url(f"{proxied.url}/gallery/{TABLE}")


async def test_the_documents_are_found_below_the_path(proxied: Proxied, windows: BrowserWindows) -> None:
    page = await windows.open_window()
    await page.goto(f"{proxied.url}/api/docs")
    await expect(page.locator("body")).to_have_css("max-width", "960px")
    await page.get_by_role("link", name="OpenAPI document").click()
    await expect(page).to_have_url(f"{proxied.url}/api/openapi.json")
    document = (await proxied.web.get("/api/openapi.json", by=None)).json
    assert document["servers"] == [{"url": "/scenes"}]
