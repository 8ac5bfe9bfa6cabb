"""Asking for pictures in a browser."""

import asyncio

from tests.generation.fake_provider import hang, paint_in_steps, paint_when
from tests.web.api_client import ApiClient
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site, prompts

pytestmark = IN_THE_BROWSERS_LOOP


async def test_the_sketch_artist_paints_what_was_asked_for_and_it_hangs_in_the_gallery(
    sketch_site: Site, windows: BrowserWindows
) -> None:
    page = await windows.open_gallery(sketch_site)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A rain-soaked Seattle street with neon signs")
    await page.locator("label.choice", has_text="Neon Noir").click()
    await page.locator("label.choice", has_text="Landscape").click()
    await page.locator("#paint").click()
    card = page.locator(".work")
    # What is painted so far is shown while it is painted.
    await card.locator('img[src^="data:image/"]').wait_for()
    await page.locator(".work[data-status=completed]").wait_for(timeout=20_000)
    await card.get_by_role("button", name="Open").click()
    await page.locator("#viewer[open] #picture.ready").wait_for()
    await page.locator("#deed-details").click()
    facts = await page.locator("#facts").inner_text()
    assert "Neon Noir" in facts
    assert "1536 \u00d7 1024" in facts
    await page.keyboard.press("Escape")
    await page.locator("#tab-gallery").click()
    assert await prompts(page) == ["A rain-soaked Seattle street with neon signs"]


async def test_progress_is_told_and_the_wish_can_be_called_off(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    web.room.painter.then(hang)
    page = await windows.open_gallery(site)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A street")
    await page.keyboard.press("Control+Enter")
    await page.locator(".work[data-status=processing]").wait_for()
    assert await page.locator("#open-works").inner_text() == "1"
    await page.locator(".work").get_by_role("button", name="Cancel").click()
    await page.locator(".work[data-status=cancelled]").wait_for()
    assert await page.locator("#open-works").inner_text() == ""
    # The card offers the same words again.
    await page.locator("#prompt").fill("")
    await page.locator(".work").get_by_role("button", name="Use this description").click()
    assert await page.locator("#prompt").input_value() == "A street"


async def test_others_see_what_is_being_painted(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    free = asyncio.Event()
    web.room.painter.then(paint_when(free))
    page = await windows.open_gallery(site)
    asked = await web.room.ask("A street that Ann wants")
    await page.locator("#tab-generate").click()
    await page.locator(".work", has_text="A street that Ann wants").wait_for()
    free.set()
    await web.room.ended(asked)
    await page.locator(".work[data-status=completed]").wait_for()


async def test_a_refusal_stands_beside_the_form_and_takes_nothing_away(site: Site, windows: BrowserWindows) -> None:
    page = await windows.open_gallery(site)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("?!")
    await page.locator("#paint").click()
    problem = page.locator("#ask-problem:not(:empty)")
    await problem.wait_for()
    assert "Describe what to paint" in await problem.inner_text()
    assert await page.locator("#prompt").input_value() == "?!"
    assert await page.locator(".work").count() == 0


async def test_the_prompt_is_previewed_without_painting(site: Site, windows: BrowserWindows) -> None:
    page = await windows.open_gallery(site)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A bar")
    await page.locator("#preview-ask").click()
    await page.locator("#preview").wait_for()
    assert "bar" in (await page.locator("#preview").inner_text()).lower()
    assert await page.locator(".work").count() == 0


async def test_a_picture_is_rerolled_and_varied(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    web.room.painter.always = paint_in_steps
    await web.generate(prompt="A street")
    page = await windows.open_gallery(site)
    await page.locator(".tile .open").click()
    for number, deed in enumerate(("#deed-reroll", "#deed-vary"), start=2):
        await page.locator(deed).click()
        await page.locator(".tile").nth(number - 1).wait_for(state="attached")
    await page.locator("#viewer-close").click()
    assert await page.locator("#count").inner_text() == "3 pictures"
