"""The gallery as an element: `<image-gallery>` on a page of another origin, which the operator has named or not."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiohttp import web as http

from bot.settings import Settings
from bot.web.state import WebOptions
from tests.generation.application import ANN, BOB
from tests.servers.reverse_proxy import free_port
from tests.web.api_client import ApiClient, open_api
from tests.web.browser.expecting import expect, expect_width
from tests.web.browser.test_accessibility import serious
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = IN_THE_BROWSERS_LOOP

#: What README shows, on a page that allows nothing but what the element needs.
PAGE = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Our table</title><link rel="icon" href="data:,">
<h1>Our table</h1><image-gallery session-id="1001"></image-gallery><script type="module" src="/own.js"></script>"""
SCRIPT = """import "{api}/image-gallery.js";
const gallery = document.querySelector("image-gallery");
gallery.token = new URLSearchParams(location.search).get("token");
gallery.visible = true;
globalThis.timesClosed = 0;
gallery.onClose = () => (globalThis.timesClosed += 1);
"""
#: The five lines of docs/api.md, where the token comes after the element has been shown.
FIVE_LINES = """<!doctype html><html lang="en"><title>Our table</title><link rel="icon" href="data:,">
<script type="module">
  import "{api}/image-gallery.js";
  document.querySelector("image-gallery").token = await (await fetch("/my-token")).text();
</script>
<image-gallery session-id="1001" visible></image-gallery>"""
POLICY = "default-src 'none'; script-src 'self' {api}; connect-src {api}; img-src {api} data: blob:; style-src 'none'"


class Front:
    """Somebody's site, which embeds the gallery of the server at `api`."""

    def __init__(self) -> None:
        self.api = self.token = ""
        self.url = f"http://127.0.0.1:{free_port()}"

    async def page(self, _request: http.Request) -> http.Response:
        policy = POLICY.format(api=self.api)
        return http.Response(text=PAGE, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def script(self, _request: http.Request) -> http.Response:
        return http.Response(text=SCRIPT.format(api=self.api), content_type="text/javascript")

    async def five_lines(self, _request: http.Request) -> http.Response:
        return http.Response(text=FIVE_LINES.format(api=self.api), content_type="text/html")

    async def my_token(self, _request: http.Request) -> http.Response:
        return http.Response(text=self.token)


@pytest_asyncio.fixture(loop_scope="session")
async def front() -> AsyncIterator[Front]:
    """Serve somebody's page."""
    site, pages = Front(), http.Application()
    pages.router.add_get("/", site.page)
    pages.router.add_get("/own.js", site.script)
    pages.router.add_get("/five", site.five_lines)
    pages.router.add_get("/my-token", site.my_token)
    runner = http.AppRunner(pages)
    await runner.setup()
    await http.TCPSite(runner, "127.0.0.1", int(site.url.rpartition(":")[2])).start()
    yield site
    await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="session", params=[True])
async def api(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch, front: Front
) -> AsyncIterator[ApiClient]:
    """Serve to that page, where it is named."""
    origins = (front.url,) if request.param else ("https://example.org",)
    async with open_api(settings, monkeypatch, WebOptions(port=0, cors_origins=origins)) as client:
        front.api = client.url
        yield client


async def open_embedded(
    api: ApiClient, front: Front, windows: BrowserWindows, *, width: int = 1024, phone: bool = False
) -> "Page":
    page = await windows.open_window(width=width, phone=phone)
    await page.goto(f"{front.url}/?token={await api.token()}")
    await page.locator("image-gallery #live[data-live=true]").wait_for()
    return page


async def test_another_site_s_page_shows_the_gallery_live(
    api: ApiClient, front: Front, windows: BrowserWindows
) -> None:
    await api.generate(prompt="The first")
    page = await open_embedded(api, front, windows)
    await page.locator(".tile.loaded").wait_for()
    await api.generate(BOB, prompt="The second")
    await page.locator(".tile.loaded").nth(1).wait_for()
    # Full size, and a star.
    await page.locator(".tile .open").first.click()
    await page.locator("#viewer[open] #picture.ready").wait_for()
    await expect(page.locator("#viewer-title")).to_have_text("The second")
    await page.keyboard.press("f")
    await page.locator("#deed-star[aria-pressed=true]").wait_for()
    async with page.expect_download() as download:
        await page.locator("#downloads summary").click()
        await page.locator("#get-png").click()
    assert (await (await download.value).path()).read_bytes()[:4] == b"\x89PNG"
    await page.keyboard.press("Escape")
    await page.locator("#viewer").wait_for(state="hidden")
    # The other tab, with the providers, and what comes of it.
    await page.locator("#tab-generate").click()
    await page.locator("#provider option").nth(1).wait_for(state="attached")
    await page.locator("#prompt").fill("The third")
    await page.locator("#paint").click()
    await page.locator(".work[data-status=completed]", has_text="The third").wait_for()
    # Of the page around it nothing was touched.
    assert page.url.startswith(f"{front.url}/?token=")
    await expect(page).to_have_title("Our table")
    assert await page.evaluate("document.cookie") == ""


async def test_five_lines_show_everything_once(api: ApiClient, front: Front, windows: BrowserWindows) -> None:
    await api.generate()
    front.token = await api.token()
    page = await windows.open_window()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if "CORS" in message.text else None)
    await page.goto(f"{front.url}/five")
    await page.locator("#live[data-live=true]").wait_for()
    await page.locator("#export-these").first.wait_for()
    await expect(page.locator("#export-these")).to_have_count(1)
    tabs = await page.locator("#tabs button").all_inner_texts()
    assert sorted(tabs) == sorted(set(tabs))
    assert errors == []


async def test_it_is_closed_opened_and_shown_for_another_session(
    api: ApiClient, front: Front, windows: BrowserWindows
) -> None:
    await api.generate()
    page = await open_embedded(api, front, windows)
    gallery = page.locator("image-gallery")
    await page.locator("#leave").click()
    await page.locator("#app").wait_for(state="detached")
    await page.wait_for_function("timesClosed === 1")
    assert await gallery.evaluate("(each) => [each.isVisible, each.sessionId]") == [False, "1001"]
    await gallery.evaluate("(each) => { each.isVisible = true; }")
    await page.locator("#live[data-live=true]").wait_for()
    await gallery.evaluate("(each) => { each.sessionId = 'another'; }")
    await page.locator("#welcome-sentence", has_text="This token is for another session.").wait_for()


async def test_selecting_searching_and_keys_work_within_it(
    api: ApiClient, front: Front, windows: BrowserWindows
) -> None:
    for prompt in ("A bar", "A street"):
        await api.generate(prompt=prompt)
    page = await open_embedded(api, front, windows)
    await page.locator("#selection").wait_for(state="attached")
    await page.locator("#search").fill("bar")
    await page.locator("#count", has_text="1 picture").wait_for()
    await page.locator("#clear").click()
    await page.locator("#count", has_text="2 pictures").wait_for()
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Space")
    await page.keyboard.press("Control+a")
    await page.locator("[data-action=star]").click()
    await page.locator(".toast", has_text="2 pictures have your star.").wait_for()
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("?")
    await page.locator("#keys[open]").wait_for()


@pytest.mark.parametrize("width", [390, 1024])
async def test_it_has_no_serious_violation_and_fits(
    api: ApiClient, front: Front, windows: BrowserWindows, axe: str, width: int
) -> None:
    await api.generate()
    page = await open_embedded(api, front, windows, width=width, phone=width < 500)
    await page.locator(".tile.loaded").wait_for()
    await expect_width(page, width)
    assert await serious(page, axe) == []


@pytest.mark.parametrize("api", [False], indirect=True)
async def test_an_origin_that_is_not_named_gets_nothing(api: ApiClient, front: Front, windows: BrowserWindows) -> None:
    await api.generate()
    page = await windows.open_window()
    refused: list[str] = []
    page.on("requestfailed", lambda request: refused.append(request.url))
    await page.goto(f"{front.url}/")
    await page.wait_for_function("customElements.get('image-gallery') === undefined")
    for path in ("/image-gallery.js", "/api/session/1001/images", "/api/session/1001/events"):
        read = "([url, token]) => fetch(url, { headers: { Authorization: `Bearer ${token}` } }).then(() => 1, () => 0)"
        assert await page.evaluate(read, [api.url + path, await api.token(ANN)]) == 0
    assert any(url.endswith("/image-gallery.js") for url in refused)
    # Of the browser's, which says why.
    windows.console_errors[:] = [each for each in windows.console_errors if "CORS policy" not in each]
