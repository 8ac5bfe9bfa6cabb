"""The export panel: what is shown or selected becomes a file, which a browser opens."""

from pathlib import Path

import pypdf

from tests.generation.application import THE_GM
from tests.web.api_client import ApiClient
from tests.web.browser.expecting import expect_width
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

pytestmark = IN_THE_BROWSERS_LOOP


async def test_what_is_shown_becomes_an_album(
    web: ApiClient, site: Site, windows: BrowserWindows, tmp_path: Path
) -> None:
    for prompt in ("a dock at night", "a bar in Redmond"):
        await web.generate(prompt=prompt)
    page = await windows.open_gallery(site)
    await page.locator("#export-these").click()
    await page.locator("#export-format").select_option("pdf")
    await page.locator("#confirm-answers button", has_text="Export").click()
    await page.locator("#export-state").wait_for()
    assert await web.room.services.export_worker.make_one()
    link = page.locator("#export-state a")
    await link.wait_for()
    async with page.expect_download() as download:
        await link.click()
    path = tmp_path / "album.pdf"
    await (await download.value).save_as(path)
    assert len(pypdf.PdfReader(path).pages) == 4


async def test_a_phone_shows_the_gm_s_links_without_scrolling_sideways(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    for _number in range(12):
        await web.generate()
    page = await windows.open_gallery(site, THE_GM, width=390, locale="de-DE", phone=True)
    await page.locator("#import").wait_for()
    await expect_width(page, 390)
