"""Takes screenshots of every kind of message for `docs/screens.md`.

`uv run --group dev python -m benchmarks.screens [folder]` puts them there.
The unmodified bot sends them to the fake Discord; Chromium shows them in Discord's look. Needs Chromium, playwright,
and a font with emoji (Debian: fonts-noto-color-emoji).
"""

import asyncio
import io
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web
from PIL import Image
from playwright.async_api import async_playwright

from benchmarks.discord_html import page_of
from benchmarks.message_scenes import MessageScenes
from tests.servers.discord import BotProcess, FakeDiscord
from tests.servers.stability import FakeStability

FOLDER = Path("docs/screens")
QUALITIES = (80, 65, 50, 35, 25)
#: So that all of them together have 300 KB.
MOST_BYTES = 15_000


async def main(folder: Path) -> None:
    """Have every kind of message sent, and put a screenshot of each into the folder."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    pages = await record()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 592, "height": 900})
        for name, shown in pages:
            await page.set_content(shown)
            taken = await page.locator(".message").screenshot(type="png")
            size = await asyncio.to_thread(_keep, taken, folder / f"{name}.webp")
            print(f"{name:20}{size:>8} bytes")
        await browser.close()


async def record() -> Sequence[tuple[str, str]]:
    """Return a page of HTML for each message, by name."""
    refusal = {"id": "1", "name": "content_moderation", "errors": ["Your request was flagged by our content filter."]}
    with tempfile.TemporaryDirectory(prefix="screens-") as folder:
        async with FakeDiscord() as discord, FakeStability() as stability:
            stability.then(web.json_response(refusal, status=403))
            keys = {"STABILITY_API_KEY": "a-key", "STABILITY_BASE_URL": stability.url, "DEFAULT_PROVIDER": "sketch"}
            keys |= {"USER_HOURLY_LIMIT": "40", "SESSION_DAILY_BUDGET": "5"}
            async with BotProcess(discord, Path(folder), environment=keys) as bot:
                await bot.ready()
                scenes = MessageScenes(discord)
                await scenes.play()
            return [(name, page_of(message)) for name, message in scenes.messages]


def _keep(png: bytes, file: Path) -> int:
    """Write a picture as WebP, in the best quality that is small enough, and return its size in bytes."""
    with Image.open(io.BytesIO(png)) as picture:
        tried = (_webp(picture.convert("RGB"), quality) for quality in QUALITIES)
        data = next((each for each in tried if len(each) <= MOST_BYTES), None) or _webp(picture, QUALITIES[-1])
    return file.write_bytes(data)


def _webp(picture: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=quality, method=6)
    return file.getvalue()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
