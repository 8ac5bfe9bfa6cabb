"""The gallery as an element: `<image-gallery>` on a page of another origin, which the operator has named or not."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiohttp import web as http

from bot.settings import Settings
from bot.web.state import WebOptions
from generation.sessions.permissions import GM, Actor
from tests.generation.application import ANN, BOB
from tests.servers.reverse_proxy import free_port
from tests.web.api_client import ApiClient, open_api
from tests.web.browser.expecting import expect, expect_width
from tests.web.browser.test_accessibility import serious
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

if TYPE_CHECKING:
    from playwright.async_api import Page, Route

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
#: Two on one page: of two sessions, or of one twice.
TWO = """<!doctype html><html lang="en"><title>Our tables</title><link rel="icon" href="data:,">
<script type="module">
  import "{api}/image-gallery.js";
  for (const gallery of document.querySelectorAll("image-gallery")) {{
    gallery.token = await (await fetch(`/token-of/${{gallery.sessionId}}`)).text();
  }}
</script>
<image-gallery id="here" session-id="1001" visible></image-gallery>
<image-gallery id="there" session-id="den" visible></image-gallery>"""
POLICY = "default-src 'none'; script-src 'self' {api}; connect-src {api}; img-src {api} data: blob:; style-src 'none'"


class Front:
    """Somebody's site, which embeds the gallery of the server at `api`."""

    def __init__(self) -> None:
        self.api = self.token = ""
        self.tokens = dict[str, str]()
        self.url = f"http://127.0.0.1:{free_port()}"

    async def page(self, _request: http.Request) -> http.Response:
        policy = POLICY.format(api=self.api)
        return http.Response(text=PAGE, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def script(self, _request: http.Request) -> http.Response:
        return http.Response(text=SCRIPT.format(api=self.api), content_type="text/javascript")

    async def five_lines(self, _request: http.Request) -> http.Response:
        return http.Response(text=FIVE_LINES.format(api=self.api), content_type="text/html")

    async def two(self, _request: http.Request) -> http.Response:
        return http.Response(text=TWO.format(api=self.api), content_type="text/html")

    async def token_of(self, request: http.Request) -> http.Response:
        return http.Response(text=self.tokens[request.match_info["session"]])

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
    pages.router.add_get("/two", site.two)
    pages.router.add_get("/token-of/{session}", site.token_of)
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


async def test_two_on_one_page_keep_to_themselves(api: ApiClient, front: Front, windows: BrowserWindows) -> None:
    den_gm = Actor("den", "eve", GM)
    await api.room.services.sessions.enter(den_gm, "The Den", gm_user_id="eve")
    await api.generate(prompt="A street")
    await api.generate(den_gm, prompt="A den")
    front.tokens = {"1001": await api.token(), "den": await api.token(den_gm)}
    page = await windows.open_window(height=1600)
    await page.goto(f"{front.url}/two")
    here, there = page.locator("#here"), page.locator("#there")
    for gallery, prompts in ((here, ["A street"]), (there, ["A den"])):
        await gallery.locator("#live[data-live=true]").wait_for()
        await gallery.locator("#selection").wait_for(state="attached")
        await expect(gallery.locator("#grid .caption")).to_have_text(prompts)
    await expect(here.locator("#session")).to_have_text("table")
    await expect(there.locator("#session")).to_have_text("The Den")
    # What happens in one, and what is done in one, shows there alone.
    await api.generate(den_gm, prompt="Another den")
    await expect(there.locator("#grid .caption")).to_have_text(["Another den", "A den"])
    await there.locator("#search").fill("Another")
    await expect(there.locator("#count")).to_have_text("1 picture")
    await expect(here.locator("#search")).to_have_value("")
    await expect(here.locator("#grid .caption")).to_have_text(["A street"])
    await there.locator(".tile .open").first.focus()
    await page.keyboard.press("f")
    await there.locator(".star[aria-pressed=true]").wait_for()
    await expect(here.locator(".star[aria-pressed=true]")).to_have_count(0)
    await there.locator(".tile .open").first.click()
    await there.locator("#viewer[open] #picture.ready").wait_for()
    await expect(here.locator("#viewer")).to_be_hidden()
    await page.keyboard.press("Escape")
    await there.locator("#leave").click()
    await there.locator("#app").wait_for(state="detached")
    await api.generate(prompt="Another street")
    await expect(here.locator("#grid .caption")).to_have_text(["Another street", "A street"])


async def test_what_is_under_way_when_it_is_closed_ends_without_an_error(
    api: ApiClient, front: Front, windows: BrowserWindows
) -> None:
    """The pictures that were asked for come after the gallery has gone."""
    await api.generate(prompt="A street")
    front.tokens = dict.fromkeys(("1001", "den"), await api.token())
    page = await windows.open_window()
    held = asyncio.Event()

    async def answer_late(route: "Route") -> None:
        await held.wait()
        await route.continue_()

    await page.goto(f"{front.url}/two")
    here = page.locator("#here")
    await here.locator("#live[data-live=true]").wait_for()
    await here.locator("#selection").wait_for(state="attached")
    await page.route("**/images?*", answer_late)
    async with page.expect_request("**/images?*"):
        await here.locator("#search").fill("street")
    async with page.expect_response("**/images?*"):
        await here.locator("#leave").click()
        await here.locator("#app").wait_for(state="detached")
        held.set()
    await page.evaluate("() => new Promise((done) => setTimeout(done))")


async def test_who_has_no_token_logs_in_within_it(api: ApiClient, front: Front, windows: BrowserWindows) -> None:
    await api.generate(prompt="A street")
    page = await windows.open_window()
    await page.goto(f"{front.url}/")
    await page.locator("#welcome-sentence").wait_for()
    await page.locator("#welcome summary").click()
    for typed in ("not a token", await api.token()):
        await page.locator("#welcome-token").fill(typed)
        await page.locator("#welcome-form button").click()
        if typed == "not a token":
            await page.locator("#welcome-sentence", has_text="This token does not open this session.").wait_for()
            await page.locator("#welcome summary").click()
    await page.locator("#live[data-live=true]").wait_for()
    await expect(page.locator("#grid .caption")).to_have_text(["A street"])
    # The token is in no place where the page around could keep or read it.
    assert await page.evaluate("document.cookie") == ""
    assert await page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


async def test_a_link_from_the_bot_is_no_way_in_there_and_stays_good_on_our_own_page(
    api: ApiClient, front: Front, windows: BrowserWindows
) -> None:
    await api.generate(prompt="A street")
    link = await Site(api.room.running.app, api.url).link()
    page = await windows.open_window()
    await page.goto(f"{front.url}/")
    sentence = page.locator("#welcome-sentence")
    await expect(sentence).to_contain_text("An access token opens the gallery on this page.")
    await page.locator("#welcome summary").click()
    await page.locator("#welcome-token").fill(link)
    await page.locator("#welcome-form button").click()
    await expect(page.locator("#welcome-problem")).to_contain_text("Open this link in your browser")
    answer = await page.evaluate(
        """async ([url, code]) => {
          const headers = { "Content-Type": "application/json" };
          const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ code }) });
          return [answer.status, await answer.text()];
        }""",
        [f"{api.url}/api/session/1001/login", link.partition("#code=")[2]],
    )
    assert answer[0] == 403
    assert "Open the link in a browser, on the gallery's own page" in answer[1]
    # It was not used up.
    await page.goto(link)
    await expect(page.locator("#grid .caption")).to_have_text(["A street"])


async def test_on_a_page_of_our_origin_the_pages_login_counts(api: ApiClient, windows: BrowserWindows) -> None:
    await api.generate(prompt="A street")
    page = await windows.open_gallery(Site(api.room.running.app, api.url))
    own = FIVE_LINES.format(api=api.url).replace("document.querySelector", "if (0) document.querySelector")

    async def answer(route: "Route") -> None:
        await route.fulfill(body=own, content_type="text/html")

    await page.route("**/ours.html", answer)
    await page.goto(f"{api.url}/ours.html")
    await page.locator("image-gallery #live[data-live=true]").wait_for()
    await expect(page.locator("#grid .caption")).to_have_text(["A street"])
    await page.locator("#logout").click()
    await page.locator("#welcome-sentence").wait_for()


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
