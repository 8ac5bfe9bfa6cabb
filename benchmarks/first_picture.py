"""How long the gallery page takes on a slow line until its first picture is seen, beside what the line alone takes.

Chromium emulates a slow 3G: 400 ms for each request, 400 kbit/s. The baseline is what nobody can do without: five round
trips one after the other (the page, its script, the login, the list, the picture) and the bytes that come until then.
Needs Chromium and playwright.

    uv run --group dev python -m benchmarks.first_picture
"""

import asyncio
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from bot.settings import Settings
from bot.web.server import web_server
from bot.web.state import WebOptions
from bot.wiring.app import App, open_app
from generation.requests.params import parse_params
from generation.sessions.permissions import Actor
from storage.records import TERMINAL

PICTURES, ROUNDS = 24, 5
LATENCY, BYTES_A_SECOND = 0.4, 50_000
ROUND_TRIPS = 5
ANN = Actor("table", "ann")


async def paint(app: App) -> None:
    """Have the gallery's pictures painted."""
    context = await app.services.sessions.enter(ANN, "table")
    for number in range(PICTURES):
        params = parse_params(f"Street {number} in the rain", size=("512x768", "768x512")[number % 2], seed=number)
        submitted = await app.services.requests.submit(params, context)
        await until_ended(app, submitted.request.id)


async def until_ended(app: App, request_id: str) -> None:
    """Wait for a request to end."""
    with app.services.events.subscribe(lambda _event: True) as events:
        while (request := await app.services.requests.unchecked_request(request_id)) and request.status not in TERMINAL:
            await anext(events)


async def visit(browser: Browser, link: str) -> tuple[float, int]:
    """Open the page by a link on the slow line; return the seconds to its first picture, and the bytes until then."""
    window = await browser.new_context(viewport={"width": 390, "height": 800})
    page = await window.new_page()
    devtools = await window.new_cdp_session(page)
    came: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: came.append(int(event["encodedDataLength"])))
    await devtools.send("Network.enable")
    line = {"latency": LATENCY * 1000, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    await devtools.send("Network.emulateNetworkConditions", {"offline": False, **line})
    begun = time.monotonic()
    await page.goto(link, wait_until="commit")
    await page.locator(".tile.loaded").first.wait_for()
    seconds, received = time.monotonic() - begun, sum(came)
    await window.close()
    return seconds, received


async def main() -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_app(Settings(data_dir=Path(folder))) as app, async_playwright() as playwright:
            working = asyncio.create_task(app.workers.run())
            await paint(app)
            server = web_server(app, WebOptions(port=0))
            serving = asyncio.create_task(server.run())
            await server.serving.wait()
            browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            visits = []
            for _round in range(ROUNDS):
                link = await app.services.tokens.login_link(ANN)
                visits.append(
                    await visit(browser, f"http://127.0.0.1:{server.port}/gallery/table#{link.partition('#')[2]}")
                )
            await browser.close()
            for task in (serving, working):
                task.cancel()
            await asyncio.wait({serving, working})
    seconds, received = (statistics.median(each) for each in zip(*visits, strict=True))
    alone = ROUND_TRIPS * LATENCY + received / BYTES_A_SECOND
    print(f"first picture after {seconds:.1f} s and {received / 1000:.0f} KB; the line alone {alone:.1f} s")
    print(f"ratio {seconds / alone:.2f}")


if __name__ == "__main__":
    asyncio.run(main())
