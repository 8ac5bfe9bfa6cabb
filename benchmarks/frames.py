"""How smoothly the gallery page scrolls with 3,000 pictures, in a real browser: the time of its frames.

A frame has 16.7 ms at 60 a second. Printed are the gaps between frames while the page is scrolled from its end to its
beginning, and back while all are selected; how long the page's scripts held each frame up; and what the page's thread
worked for each, as time of a processor, which depends neither on how fast this machine draws nor on what else it does.

    uv run --group dev python -m benchmarks.frames [3000]
"""

import asyncio
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.web.server import web_server
from bot.web.state import WebOptions
from storage.params import GenerationParams
from tests.generation.application import ANN
from tests.resilience.running_app import run_app
from tests.storage.behind import execute

if TYPE_CHECKING:
    from playwright.async_api import Page

PICTURES = 3_000
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
COPIES = """
    WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < :count)
    INSERT INTO generated_image (
        id, session_id, user_id, prompt, provider, status, seq, type, image_url, thumbnail_url, created_at,
        width, height
    )
    SELECT 'copy-' || n, session_id, user_id, prompt || ' ' || n, provider, 'completed', n, type, image_url,
        thumbnail_url, created_at, 512 + 512 * (n % 3), 1024
    FROM generated_image, number WHERE id = :image
"""
#: Scroll so many pixels a frame to the end; tell the gaps between frames and the time in scripts, in ms.
SCROLL = """(pixels) => new Promise((done) => {
  const gaps = [], work = [];
  let last = 0, before = -1;
  const asked = requestAnimationFrame;
  window.requestAnimationFrame = (draw) => asked((now) => {
    const began = performance.now();
    draw(now);
    work.push(performance.now() - began);
  });
  const step = (now) => {
    if (last) gaps.push(now - last);
    last = now;
    if (scrollY === before) {
      window.requestAnimationFrame = asked;
      return done({ gaps, work });
    }
    before = scrollY;
    scrollBy({ top: pixels, behavior: "instant" });
    asked(step);
  };
  asked(step);
})"""
LOAD_ALL = """async (pictures) => {
  while (!document.querySelector(`[aria-posinset="${pictures}"]`)) {
    scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
PIXELS = 120
#: What the browser counts of the page's thread, in seconds.
WORK = {
    "TaskDuration": "in all",
    "ScriptDuration": "scripts",
    "RecalcStyleDuration": "style",
    "LayoutDuration": "layout",
}


async def main(pictures: int) -> None:
    """Serve a gallery, and scroll through it."""
    from playwright.async_api import async_playwright  # noqa: PLC0415  # who has no browser needs none

    with tempfile.TemporaryDirectory(prefix="benchmark-") as home:
        async with run_app(Settings(data_dir=Path(home)), workers=1) as opened, async_playwright() as playwright:
            await opened.enter(ANN)
            done = await opened.ended(await opened.ask(GenerationParams("A rain-soaked street", width=512, height=512)))
            await execute(opened.app.stores.database, COPIES, count=pictures, image=done.result_image_id)
            counted = "UPDATE session SET last_seq = :count, public_images = :count WHERE id = :session"
            await execute(opened.app.stores.database, counted, count=pictures, session=ANN.session_id)
            front = web_server(opened.app, WebOptions(port=0))
            serving = asyncio.create_task(front.run())
            await front.serving.wait()
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = await browser.new_page(viewport={"width": 1440, "height": 900})
            link = await opened.app.services.tokens.login_link(ANN)
            await page.goto(f"http://127.0.0.1:{front.port}/gallery/{ANN.session_id}#{link.partition('#')[2]}")
            await page.locator("#selection").wait_for(state="attached")
            await page.evaluate(LOAD_ALL, pictures)
            await _scroll(page, "scrolling", -PIXELS)
            await page.locator(".tile .open").first.focus()
            await page.keyboard.press("Control+a")
            await _scroll(page, "all selected", PIXELS)
            await browser.close()
            serving.cancel()
            await asyncio.wait({serving})


async def _scroll(page: "Page", name: str, pixels: int) -> None:
    told, work = await _counted(page, pixels)
    for what in ("gaps", "work"):
        times = told[what]
        cuts = statistics.quantiles(times, n=100)
        late = sum(1 for time in times if time > 1000 / 60 * 1.5) / len(times)
        label = "between frames" if what == "gaps" else "in scripts, each"
        print(
            f"{name:<14}{label:<18}{len(times):>5} frames  p50 {cuts[49]:6.2f}  p95 {cuts[94]:6.2f}  "
            f"p99 {cuts[98]:6.2f}  worst {max(times):6.2f} ms  {late:6.2%} over 25 ms",
            flush=True,
        )
    each = ", ".join(f"{label} {work[name] / len(told['gaps']) * 1000:.2f}" for name, label in WORK.items())
    print(f"{name:<14}worked for each frame, ms of a processor: {each}", flush=True)


async def _counted(page: "Page", pixels: int) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Scroll, and return what that tells and what the page's thread worked for it."""
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})

    async def counts() -> dict[str, float]:
        metrics = (await session.send("Performance.getMetrics"))["metrics"]
        return {each["name"]: each["value"] for each in metrics if each["name"] in WORK}

    before = await counts()
    told = await page.evaluate(SCROLL, pixels)
    work = {name: value - before[name] for name, value in (await counts()).items()}
    await session.detach()
    return told, work


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else PICTURES))
