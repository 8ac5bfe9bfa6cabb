"""What axe-core finds: nothing serious, in any view, on a desk and on a phone, by day and by night."""

from typing import TYPE_CHECKING

import pytest

from tests.generation.application import THE_GM
from tests.generation.fake_provider import hang
from tests.web.api_client import ApiClient
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Scheme, Site

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = IN_THE_BROWSERS_LOOP


async def serious(page: "Page", axe: str) -> list[str]:
    """Return the serious violations in what is shown: the rule, and where."""
    await page.evaluate(axe)
    found = await page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
async def test_no_view_has_a_serious_violation(
    web: ApiClient, site: Site, windows: BrowserWindows, axe: str, width: int, scheme: Scheme
) -> None:
    image = await web.generate(prompt="A street in the rain")
    await web.generate(THE_GM, secret=True)
    await web.room.services.gallery.favorite(image.id, await web.room.services.sessions.context(THE_GM), starred=True)
    page = await windows.open_gallery(site, THE_GM, width=width, scheme=scheme)
    brightness = "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)[0]"
    assert (await page.evaluate(brightness) > 200) == (scheme == "light")
    await page.locator(".tile.loaded").nth(1).wait_for()
    await page.locator("#filter-style option").first.wait_for(state="attached")
    assert await serious(page, axe) == []

    await page.locator(".tile .open").last.click()
    await page.locator("#deed-details").click()
    await page.locator("#picture.ready").wait_for()
    assert await serious(page, axe) == []
    await page.locator("#more-deeds summary").click()
    assert await serious(page, axe) == []
    await page.keyboard.press("Escape")
    await page.locator("#viewer-close").click()

    # Several at once, two side by side, one after the other, and the keys.
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("Control+a")
    await page.locator("#selection").wait_for()
    assert await serious(page, axe) == []
    for key, dialog in (("t", "#confirm"), ("c", "#compare"), ("?", "#keys")):
        await page.keyboard.press(key)
        await page.locator(f"{dialog}[open]").wait_for()
        assert await serious(page, axe) == []
        await page.keyboard.press("Escape")
        await page.locator(".tile .open").first.focus()
    await page.keyboard.press("s")
    await page.locator("#viewer.showing").wait_for()
    assert await serious(page, axe) == []
    await page.keyboard.press("Escape")
    await page.locator("#viewer-close").click()

    web.room.painter.then(hang)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A bar")
    await page.locator("#paint").click()
    await page.locator(".work[data-status=processing]").wait_for()
    await page.locator("#preview-ask").click()
    await page.locator("#preview-send").wait_for()
    assert await serious(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_way_in_has_no_serious_violation(
    site: Site, windows: BrowserWindows, axe: str, scheme: Scheme
) -> None:
    page = await windows.open_window(scheme=scheme)
    await page.goto(f"{site.url}/gallery/1001")
    await page.locator("#welcome summary").click()
    assert await serious(page, axe) == []
