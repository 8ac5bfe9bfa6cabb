"""Asking for pictures in a browser."""

import asyncio
import re
from typing import TYPE_CHECKING

from generation.requests.params import parse_params
from tests.clock import PATIENCE
from tests.generation.application import ANN
from tests.generation.fake_provider import hang, paint_in_steps, paint_when
from tests.web.api_client import ApiClient
from tests.web.browser.expecting import expect, expect_prompts
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

if TYPE_CHECKING:
    from playwright.async_api import Page, Route

pytestmark = IN_THE_BROWSERS_LOOP

#: Tell whether an element is in sight, and not behind another one.
IN_SIGHT = """place => {
  const element = document.querySelector(place);
  const { x, y } = element.getBoundingClientRect();
  return document.elementFromPoint(x + 9, y + 9) === element;
}"""


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
    for told in ("Neon Noir", "1536 \u00d7 1024"):
        await expect(page.locator("#facts")).to_contain_text(told)
    await page.keyboard.press("Escape")
    await page.locator("#tab-gallery").click()
    await expect_prompts(page, ["A rain-soaked Seattle street with neon signs"])


async def test_progress_is_told_and_the_wish_can_be_called_off(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    web.room.painter.then(hang)
    page = await windows.open_gallery(site)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A street")
    await page.keyboard.press("Control+Enter")
    await page.locator(".work[data-status=processing]").wait_for()
    await expect(page.locator("#open-works")).to_have_text("1")
    await page.locator(".work").get_by_role("button", name="Cancel").click()
    await page.locator(".work[data-status=cancelled]").wait_for()
    await expect(page.locator("#open-works")).to_be_empty()
    # The card offers the same words again.
    await page.locator("#prompt").fill("")
    await page.locator(".work").get_by_role("button", name="Use this description").click()
    await expect(page.locator("#prompt")).to_have_value("A street")


async def test_an_answer_that_comes_late_hides_no_end(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    painted, late, asked = asyncio.Event(), asyncio.Event(), asyncio.Event()
    web.room.painter.then(paint_when(painted))
    page = await windows.open_gallery(site)

    async def hold(route: "Route") -> None:
        answer = await route.fetch(max_retries=3)  # a connection kept alive may be closing
        if not asked.is_set():
            asked.set()
            await late.wait()
        await route.fulfill(response=answer)

    await page.route("**/request/*", hold)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A bar")
    await page.locator("#paint").click()
    async with asyncio.timeout(PATIENCE):
        await asked.wait()
    painted.set()
    # That it is done was told meanwhile.
    await page.locator("#count", has_text="1 picture").wait_for(state="attached")
    late.set()
    await page.locator(".work[data-status=completed]").wait_for()


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
    await expect(problem).to_contain_text("Describe what to paint")
    await expect(page.locator("#prompt")).to_have_value("?!")
    await expect(page.locator(".work")).to_have_count(0)


async def test_the_prompt_is_previewed_without_painting(site: Site, windows: BrowserWindows) -> None:
    page = await windows.open_gallery(site)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A bar")
    await page.locator("#preview-ask").click()
    await page.locator("#preview").wait_for()
    await expect(page.locator("#preview-text")).to_have_value(re.compile("bar", re.IGNORECASE))
    await expect(page.locator(".work")).to_have_count(0)


async def test_a_picture_is_rerolled_and_varied(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    web.room.painter.always = paint_in_steps
    await web.generate(prompt="A street")
    page = await windows.open_gallery(site)
    await page.locator(".tile .open").click()
    for number, deed in enumerate(("#deed-reroll", "#deed-vary"), start=2):
        await page.locator(deed).click()
        await page.locator(".tile").nth(number - 1).wait_for(state="attached")
    await page.locator("#viewer-close").click()
    await expect(page.locator("#count")).to_have_text("3 pictures")


async def test_auto_is_the_first_kind_and_lets_the_description_decide(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    page = await windows.open_gallery(site)
    await page.locator("#tab-generate").click()
    kinds = page.locator("#types .choice")
    await expect(kinds.first).to_have_text("Auto")
    await expect(kinds.first.locator("input")).to_be_checked()
    for prompt, chosen, kind in (
        ("Portrait of an ork decker", None, "character"),
        ("Portrait of an ork decker", "Item", "item"),
    ):
        await page.locator("#prompt").fill(prompt)
        if chosen:
            await kinds.filter(has_text=chosen).click()
        async with page.expect_response("**/generate-image") as answered:
            await page.locator("#paint").click()
        request = await web.room.ended((await (await answered.value).json())["request_id"])
        assert request.type == kind


async def test_a_description_is_used_again_with_shape_style_kind_and_seed(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    wish = parse_params("A bar", type="location", style="vhs_90s", size="wide", seed=0)
    await web.room.picture(wish)
    page = await windows.open_gallery(site)
    await page.locator(".tile .open").click()
    await page.locator("#deed-details").click()
    await page.locator("#reuse").click()
    await expect_form(page, "A bar", type="location", style="vhs_90s", size="wide", seed="0")

    # From the card of one that was called off as well.
    web.room.painter.then(hang)
    await page.locator("#prompt").fill("Another bar")
    await page.locator("#paint").click()
    await page.locator(".work[data-status=processing]").wait_for()
    await page.locator(".work").get_by_role("button", name="Cancel").click()
    await page.locator(".work[data-status=cancelled]").wait_for()
    await page.locator("#tab-generate").click()
    await page.locator("label.choice", has_text="Tall").click()
    await page.locator("#seed").fill("99")
    await page.locator(".work").get_by_role("button", name="Use this description").click()
    await expect_form(page, "Another bar", type="location", style="vhs_90s", size="wide", seed="0")


async def expect_form(page: "Page", prompt: str, **chosen: str) -> None:
    """Check what the form would ask for."""
    await expect(page.locator("#prompt")).to_have_value(prompt)
    await page.wait_for_function(
        """(chosen) => {
          const form = Object.fromEntries(new FormData(document.querySelector("#ask")));
          return Object.entries(chosen).every(([name, value]) => form[name] === value);
        }""",
        arg=chosen,
    )


async def test_a_seed_that_is_none_is_told(site: Site, windows: BrowserWindows) -> None:
    for locale, sentence, phone in (
        ("en-GB", "A seed is a whole number", False),
        ("de-DE", "Ein Seed ist eine ganze Zahl", True),
    ):
        page = await windows.open_gallery(site, locale=locale, width=390 if phone else 1024, phone=phone)
        await page.locator("#tab-generate").click()
        await page.locator("#prompt").fill("A bar")
        for seed in ("abc", "-1", "1.5", "99999999999"):
            await page.locator("#seed").fill(seed)
            await page.locator("#paint").click()
            await page.locator("#ask-problem", has_text=sentence).wait_for()
            await expect(page.locator("#seed[aria-invalid=true]:focus")).to_have_count(1)
            # Neither is behind the bar of buttons.
            for shown in ("#seed", "#ask-problem"):
                await page.wait_for_function(IN_SIGHT, arg=shown)
            await page.locator("#seed").fill("")
        await expect(page.locator(".work")).to_have_count(0)


async def test_what_is_wrong_is_said_in_the_readers_language(site: Site, windows: BrowserWindows) -> None:
    page = await windows.open_gallery(site, locale="de-DE")
    await page.locator("#tab-generate").click()
    await page.locator("#paint").click()
    problem = page.locator("#ask-problem:not(:empty)")
    await problem.wait_for()
    await expect(problem).to_have_text("Die Beschreibung darf nicht leer sein.")
    await expect(page.locator("#styles .choice", has_text="Kamerabild")).to_have_count(1)


async def test_styles_are_compared_in_a_labelled_grid_that_fills_in(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    free = asyncio.Event()
    web.room.painter.always = paint_when(free)
    page = await windows.open_gallery(site)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A bar in Redmond")
    await page.locator("#comparing > summary").click()
    await page.locator("#comparing label", has_text="Neon Noir").click()
    await expect(page.locator("#comparing-says")).to_have_text("Choose one more.")
    await page.locator("#comparing label", has_text="Runner Dossier").click()
    await page.locator("#comparing label", has_text="Graphic Novel").click()
    await expect(page.locator("#comparing-says")).to_have_text("3 pictures")
    await page.locator("#paint").click()
    cells = page.locator(".comparison .cells > .work")
    await cells.nth(2).wait_for()
    await expect(page.locator(".comparison h4")).to_have_text(["Neon Noir", "Runner Dossier", "Graphic Novel"])
    await expect(page.locator(".comparison h3")).to_have_text("Comparison: A bar in Redmond")
    # What waits stands in its grid after a new look as well.
    await page.reload()
    await page.locator("#tab-generate").click()
    await cells.nth(2).wait_for()
    free.set()
    await page.locator(".comparison .work[data-status=completed]").nth(2).wait_for()
    await page.locator(".comparison .work img").nth(2).wait_for()
    await expect(page.get_by_role("button", name="Cancel all")).to_have_count(0)
    rows = await web.room.services.gallery.page(ANN, most=10)
    assert {image.style for image in rows.images} == {"neon_noir", "dossier", "graphic_novel"}


async def test_a_comparison_is_called_off_as_a_whole(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    web.room.painter.always = hang
    page = await windows.open_gallery(site)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A bar in Redmond")
    await page.locator("#comparing > summary").click()
    for style in ("Neon Noir", "Graphic Novel"):
        await page.locator("#comparing label", has_text=style).click()
    await page.locator("#paint").click()
    await page.get_by_role("button", name="Cancel all").click()
    await page.locator(".comparison .work[data-status=cancelled]").nth(1).wait_for()
