"""A real browser before the real server; skipped, with the reason, where there is no Chromium."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.settings import Settings
from bot.web.server import web_server
from bot.web.state import WebOptions
from tests.generation.wired_services import until
from tests.resilience.running_app import ANN, run_app
from tests.web.api_client import ApiClient, open_api
from tests.web.browser.windows import BrowserWindows, Site

if TYPE_CHECKING:
    from playwright.async_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Nothing but the loopback: no updates, no field trials, no safe browsing.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--disable-extensions",
    # One process draws all windows: they show the same page of the same server.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator["Browser"]:
    """Open the browser: it takes seconds, so that all tests share it."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here (Debian: apt-get install chromium)")
    api = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
    async with api.async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def windows(browser: "Browser") -> AsyncIterator[BrowserWindows]:
    """Open windows, each with cookies and a login of its own."""
    opened_windows = BrowserWindows(browser)
    yield opened_windows
    for context in browser.contexts:
        await context.close()
    # Such as a script that failed, or something that the policy forbids.
    assert opened_windows.console_errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def web(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ApiClient]:
    """Serve a session whose provider answers at once, in the browser's loop."""
    async with open_api(settings, monkeypatch) as front:
        yield front


@pytest_asyncio.fixture(loop_scope="session")
async def sketch_site(settings: Settings) -> AsyncIterator[Site]:
    """Serve a session whose provider is sketch."""
    async with run_app(settings, workers=1) as opened:
        await opened.enter(ANN)
        front = web_server(opened.app, WebOptions(port=0))
        serving = asyncio.create_task(front.run())
        try:
            await until(lambda: bool(front.port) or serving.done())
            yield Site(opened.app, f"http://127.0.0.1:{front.port}")
        finally:
            serving.cancel()
            await asyncio.wait({serving})


@pytest.fixture
def site(web: ApiClient) -> Site:
    """Return where the session of `web` is served."""
    return Site(web.room.running.app, web.url)


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the source of axe-core, fetched by npm."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm here to fetch axe-core with")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", str(folder), "axe-core@4"]
    fetched = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  # fixed
    if fetched.returncode:
        pytest.skip(f"npm cannot fetch axe-core: {fetched.stderr.strip()[-200:]}")
    return Path(folder, "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
