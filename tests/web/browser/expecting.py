"""What a page is expected to show: each waits until it is drawn, since a page draws when its browser likes."""

import re
from typing import TYPE_CHECKING, overload

from tests.web.browser.windows import PATIENCE

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page
    from playwright.async_api._generated import LocatorAssertions, PageAssertions  # what `expect` returns has no other


@overload
def expect(shown: "Locator") -> "LocatorAssertions": ...
@overload
def expect(shown: "Page") -> "PageAssertions": ...
def expect(shown: "Locator | Page") -> "LocatorAssertions | PageAssertions":
    """Return Playwright's assertions, with the patience that everything here has."""
    from playwright.async_api import expect as expect_of_playwright  # noqa: PLC0415  # who has none skips these tests

    expect_of_playwright.set_options(timeout=PATIENCE)
    return expect_of_playwright(shown)


async def expect_prompts(page: "Page", wanted: list[str]) -> None:
    """Wait until the grid has the pictures of these descriptions, in this order."""
    await expect(page.locator("#grid .caption")).to_have_text(wanted)


async def expect_selected(page: "Page", wanted: list[str]) -> None:
    """Wait until the selected ones of the pictures that are shown have these descriptions."""
    await expect(page.locator("#grid .tile.selected .caption")).to_have_text(wanted)


async def expect_focus(page: "Page", label: str) -> None:
    """Wait until the focus is where a screen reader reads something that begins so."""
    await expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile(f"^{re.escape(label)}"))


async def expect_width(page: "Page", width: int) -> None:
    """Wait until nothing sticks out of a page that is so wide."""
    await page.wait_for_function("(width) => document.documentElement.scrollWidth === width", arg=width)
