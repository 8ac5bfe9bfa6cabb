"""Windows of a real browser on the gallery page, opened by the links that the bot gives."""

import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pytest

from bot.wiring.app import App
from generation.sessions.permissions import Actor
from tests.generation.application import ANN, TABLE
from tests.storage.disk import on_writer
from tests.web.api_client import ApiClient

if TYPE_CHECKING:
    from playwright.async_api import Browser, ConsoleMessage, Page

#: For the tests: they share the loop that the browser lives in.
IN_THE_BROWSERS_LOOP = pytest.mark.asyncio(loop_scope="session")
Scheme = Literal["dark", "light"]
#: How long something may take to show, in milliseconds, on a machine that has other things to do as well.
PATIENCE = 15_000
#: Chromium reports every answer of 400 and more; what the page makes of it is looked at by the tests.
_EXPECTED = "Failed to load resource"


@dataclass(frozen=True, slots=True)
class Site:
    """The application, and the address at which it is served."""

    app: App
    url: str

    async def link(self, by: Actor = ANN) -> str:
        """Return a link as the bot gives it, to the port that is served."""
        given = await self.app.services.tokens.login_link(by)
        return f"{self.url}/gallery/{TABLE}#{given.partition('#')[2]}"


@dataclass(slots=True)
class BrowserWindows:
    """The browser, and the errors and warnings on its windows' consoles."""

    browser: "Browser"
    console_errors: list[str] = field(default_factory=list)

    async def open_window(
        self,
        *,
        width: int = 1024,
        height: int = 700,
        locale: str = "en-GB",
        phone: bool = False,
        scheme: Scheme = "dark",
    ) -> "Page":
        """Open a window with cookies of its own, perhaps on a phone."""
        opened = await self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            has_touch=phone,
            is_mobile=phone,
            color_scheme=scheme,
            # What fades in would be looked at half-way.
            reduced_motion="reduce",
        )
        opened.set_default_timeout(PATIENCE)
        page = await opened.new_page()
        page.on("console", lambda message: self._note(message))  # noqa: PLW0108  # playwright marks a method's owner
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        return page

    async def open_gallery(
        self,
        site: Site,
        by: Actor = ANN,
        *,
        width: int = 1024,
        locale: str = "en-GB",
        phone: bool = False,
        scheme: Scheme = "dark",
    ) -> "Page":
        """Open a session's gallery by a link of a user."""
        page = await self.open_window(width=width, locale=locale, phone=phone, scheme=scheme)
        await page.goto(await site.link(by))
        await page.locator("#live[data-live=true]").wait_for()
        return page

    def _note(self, message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"} and _EXPECTED not in message.text:
            self.console_errors.append(message.text)


async def insert_copies(web: ApiClient, count: int) -> None:
    """Insert many copies of one image into the gallery, wide and tall ones."""
    image = await web.generate()
    insert = """
        WITH RECURSIVE number (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < :count)
        INSERT INTO generated_image (
            id, session_id, user_id, prompt, provider, status, seq, type, image_url, thumbnail_url, created_at,
            width, height
        )
        SELECT 'copy-' || n, session_id, user_id, 'street ' || n, provider, 'completed', n, type, image_url,
            thumbnail_url, created_at, 512 + 512 * (n % 3), 1024
        FROM generated_image, number WHERE id = :image
    """
    counted = "UPDATE session SET last_seq = :count, public_images = :count WHERE id = :session"

    def write(connection: sqlite3.Connection) -> None:
        connection.execute(insert, {"count": count, "image": image.id})
        connection.execute(counted, {"count": count, "session": image.session_id})

    await on_writer(web.room.running.app.stores.database, write)
