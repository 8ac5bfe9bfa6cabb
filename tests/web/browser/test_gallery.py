"""The gallery in a browser: looking, filtering, starring, tagging, deleting, by mouse, keyboard and finger."""

import asyncio
import re
import zipfile
from typing import TYPE_CHECKING

from tests.clock import PATIENCE
from tests.generation.application import ANN, BOB, THE_GM
from tests.web.api_client import ApiClient
from tests.web.browser.expecting import expect, expect_focus, expect_prompts, expect_width
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site, insert_copies

if TYPE_CHECKING:
    from playwright.async_api import Page, Route

pytestmark = IN_THE_BROWSERS_LOOP

#: A street in the rain.
HEBREW = "\u05e8\u05d7\u05d5\u05d1 \u05d1\u05d2\u05e9\u05dd"
HOSTILE = """<img src=x onerror="document.title='owned'"> </script><script>alert(1)</script> {{7*7}} " ' & neon"""


#: Scroll on until the last of so many pictures is there, and return how many elements there were at most.
SCROLL_TO_THE_END = """async (pictures) => {
  let most = 0;
  while (!document.querySelector(`[aria-posinset="${pictures}"]`)) {
    scrollBy({ top: innerHeight * 2, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    most = Math.max(most, document.querySelectorAll("*").length);
  }
  return most;
}"""


async def test_another_persons_star_shines_without_a_reload(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    await web.generate()
    ann, bob = await windows.open_gallery(site), await windows.open_gallery(site, BOB)
    await ann.locator(".tile").hover()
    await ann.locator(".star").click()
    await bob.locator(".star[aria-pressed=true]").wait_for()
    await expect_focus(ann, "Favorite")
    # It is Ann's star: Bob may add his, and hers stays when he takes it back.
    await bob.locator(".tile .open").click()
    await bob.locator("#deed-star").click()
    await bob.locator("#deed-star[aria-pressed=true]").wait_for()
    await bob.keyboard.press("f")
    await bob.locator("#deed-star[aria-pressed=false]").wait_for()
    await expect(bob.locator(".star[aria-pressed=true]")).to_have_count(1)


async def test_a_picture_that_is_painted_meanwhile_comes_by_itself(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    await web.generate(prompt="The first")
    page = await windows.open_gallery(site)
    await web.generate(prompt="The second")
    await page.locator(".tile").nth(1).wait_for()
    await expect_prompts(page, ["The second", "The first"])
    await expect(page.locator("#count")).to_have_text("2 pictures")


async def test_search_and_filters_narrow_and_clear(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    hers = await web.generate(prompt="A neon street")
    his = await web.generate(BOB, prompt="A quiet harbour")
    await web.room.services.gallery.favorite(his.id, await web.room.services.sessions.context(BOB), starred=True)
    page = await windows.open_gallery(site)
    await page.locator("#search").fill("neon")
    await page.locator("#count", has_text="1 picture").wait_for()
    await expect_prompts(page, ["A neon street"])
    await page.locator("#search").fill("zeppelin")
    await page.locator("#empty").wait_for()
    await page.locator("#clear").click()
    await page.locator("#count", has_text="2 pictures").wait_for()
    await page.locator("#favorites").click()
    await page.locator("#count", has_text="1 picture").wait_for()
    await expect_prompts(page, ["A quiet harbour"])
    # A picture that the filter leaves out does not come in live either.
    await web.generate(prompt="Another harbour")
    await web.room.services.gallery.favorite(hers.id, await web.room.services.sessions.context(BOB), starred=True)
    await page.locator("#count", has_text="2 pictures").wait_for()
    await expect_prompts(page, ["A quiet harbour", "A neon street"])
    await page.locator("#favorites").click()
    await page.locator("#filter-by").select_option("bob")
    await page.locator("#count", has_text="1 picture").wait_for()
    await expect_prompts(page, ["A quiet harbour"])


async def test_everything_can_be_done_by_keyboard(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    for prompt in ("The oldest", "The middle", "The newest"):
        await web.generate(prompt=prompt)
    page = await windows.open_gallery(site)
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("ArrowRight")
    await expect_focus(page, "The middle")
    await page.keyboard.press("End")
    await expect_focus(page, "The oldest")
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("f")
    await page.locator('.tile:has(.star[aria-pressed="true"])').wait_for()
    await page.keyboard.press("Enter")
    await page.locator("#viewer[open] #picture.ready").wait_for()
    await page.locator("#deed-star[aria-pressed=true]").wait_for()
    await expect(page.locator("#viewer-title")).to_have_text("The middle")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("#viewer-title")).to_have_text("The oldest")
    await page.keyboard.press("i")
    await expect(page.locator("#facts")).to_be_visible()
    # The focus stays within the dialog, however far one goes.
    for _ in range(30):
        await page.keyboard.press("Tab")
        assert await page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('#viewer')"
        )
    await page.keyboard.press("Escape")
    await page.locator('.open[aria-label^="The oldest"]:focus').wait_for()


async def test_back_leads_out_of_a_picture_and_its_address_into_it(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    image = await web.generate()
    page = await windows.open_gallery(site)
    await page.locator(".tile .open").click()
    await page.locator("#viewer[open]").wait_for()
    address = page.url
    assert address.endswith(f"#p/{image.id}")
    await page.go_back()
    await page.locator("#viewer").wait_for(state="hidden")
    await page.goto("about:blank")
    await page.goto(address)
    await page.locator("#viewer[open] #picture.ready").wait_for()


async def test_the_details_tell_how_a_picture_was_made(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    image = await web.generate(prompt="An ork sells noodles")
    page = await windows.open_gallery(site)
    await page.locator(".tile .open").click()
    await page.locator("#deed-details").click()
    told_of = ("An ork sells noodles", str(image.seed), "Sketch artist", str(image.enhanced_prompt), "512 \u00d7 512")
    for told in told_of:
        await expect(page.locator("#facts")).to_contain_text(told)


async def test_a_picture_can_be_fetched_in_every_format(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.generate()
    page = await windows.open_gallery(site)
    await page.locator(".tile .open").click()
    for id_, kind in (("original", "png"), ("png", "png"), ("jpeg", "jpeg"), ("webp", "webp")):
        await page.locator("#downloads summary").click()
        async with page.expect_download() as download:
            await page.locator(f"#get-{id_}").click()
        file = await (await download.value).path()
        assert {b"\x89PNG": "png", b"RIFF": "webp"}.get(file.read_bytes()[:4], "jpeg") == kind


async def test_tags_are_added_and_removed_by_who_may(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.generate()
    page = await windows.open_gallery(site)
    await page.locator(".tile .open").click()
    await page.locator("#deed-details").click()
    await page.locator("#new-tag").fill("<b>run 12</b>")
    await page.keyboard.press("Enter")
    await page.locator(".tag", has_text="run 12").wait_for()
    await page.locator(".tag button").click()
    await page.locator(".tag").wait_for(state="detached")
    bob = await windows.open_gallery(site, BOB)
    await bob.locator(".tile .open").click()
    await bob.locator("#deed-details").click()
    await expect(bob.locator("#add-tag")).to_be_hidden()
    await expect(bob.locator("#deed-delete")).to_be_hidden()


async def test_a_deleted_picture_is_gone_for_everybody(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.generate(prompt="The one that stays")
    await web.generate(prompt="The one that goes")
    gm, bob = await windows.open_gallery(site, THE_GM), await windows.open_gallery(site, BOB)
    for page in (gm, bob):
        await page.locator(".tile .open").first.click()
        await page.locator("#viewer[open]").wait_for()
    await gm.locator("#deed-delete").click()
    await gm.keyboard.press("Escape")
    await expect(gm.locator("#viewer-title")).to_have_text("The one that goes")
    await gm.locator("#deed-delete").click()
    await gm.locator("#confirm .danger").click()
    for page in (gm, bob):
        await page.locator("#viewer-title", has_text="The one that stays").wait_for()


async def test_hostile_words_are_only_words(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    image = await web.generate(prompt=HOSTILE)
    page = await windows.open_gallery(site)
    await expect_prompts(page, [image.prompt])
    await page.locator(".tile .open").click()
    await page.locator("#deed-details").click()
    await expect(page.locator("#viewer-title")).to_have_text(image.prompt)
    await expect(page.locator("img[src=x]")).to_have_count(0)
    await expect(page.locator("script")).to_have_count(1)
    assert "owned" not in await page.title()


async def test_words_from_right_to_left_are_shown_so_wherever_they_are(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    image = await web.generate(prompt=HEBREW)
    await web.room.services.gallery.set_tags(image.id, ANN, ["\u05d2\u05e9\u05dd"])
    page = await windows.open_gallery(site)

    async def wait_for_right_to_left(*places: str) -> None:
        for each in places:
            await page.locator(f"{each}:dir(rtl)").first.wait_for(state="attached")

    await page.locator("#search").fill(HEBREW)
    await page.locator("#count", has_text="1 picture").wait_for()
    await wait_for_right_to_left(".caption", "#search")
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill(HEBREW)
    await wait_for_right_to_left("#prompt")
    await page.locator("#tab-gallery").click()
    await page.locator(".tile .open").click()
    await page.locator("#deed-details").click()
    await page.locator("#new-tag").fill("\u05dc\u05d9\u05dc\u05d4")
    await wait_for_right_to_left("#viewer-title", "#facts dd", "#tags span", "#new-tag")
    # What stands in Latin letters beside them stays as it was.
    await page.locator("#facts dd:dir(ltr)", has_text=str(image.seed)).wait_for(state="attached")


async def test_a_thousand_pictures_keep_the_page_small(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await insert_copies(web, 1000)
    page = await windows.open_gallery(site)
    most = await page.evaluate(SCROLL_TO_THE_END, 1000)
    assert await page.locator(".tile").count() < 80
    assert most < 1500
    # Who reads them one after the other hears where among all of them.
    last = page.locator(".tile").last
    await expect(last).to_have_attribute("aria-posinset", "1000")
    await expect(last).to_have_attribute("aria-setsize", "1000")


async def test_the_first_view_weighs_less_than_40_kb_without_pictures(site: Site, windows: BrowserWindows) -> None:
    page = await windows.open_window()
    await page.goto(await site.link())
    await page.locator("#live[data-live=true]").wait_for()
    # As they came over the line; its tools come when the first view is there.
    sizes = await page.evaluate(
        """() => Object.fromEntries(
          [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
            .filter(({ name }) => name === location.href || (name.includes("/static/") && !name.includes("_tools")))
            .map(({ name, encodedBodySize }) => [name, encodedBodySize]))"""
    )
    assert len(sizes) >= 3
    assert sum(sizes.values()) < 40_000


async def test_on_a_phone_nothing_sticks_out_and_fingers_turn_the_pages(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    for prompt in ("The oldest", "The newest"):
        await web.generate(prompt=prompt)
    page = await windows.open_gallery(site, width=390, phone=True)
    await expect_width(page, 390)
    await page.locator("#more-filters").tap()
    await expect(page.locator("#filter-style")).to_be_visible()
    await page.locator(".tile .open").first.tap()
    await page.locator("#viewer[open] #picture.ready").wait_for()
    await swipe(page, (320, 400), (60, 410))
    await expect(page.locator("#viewer-title")).to_have_text("The oldest")
    await swipe(page, (60, 400), (320, 390))
    await expect(page.locator("#viewer-title")).to_have_text("The newest")
    await swipe(page, (200, 200), (210, 500))
    await page.locator("#viewer").wait_for(state="hidden")
    await page.locator("#tab-generate").tap()
    await expect_width(page, 390)
    await page.locator("#paint").wait_for()


async def swipe(page: "Page", start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw a finger over the screen."""
    devtools = await page.context.new_cdp_session(page)
    steps = 6
    path = [
        {"x": start[0] + (end[0] - start[0]) * step / steps, "y": start[1] + (end[1] - start[1]) * step / steps}
        for step in range(steps + 1)
    ]
    await devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": path[:1]})
    # The finger rests at the end: a flick would make of the next touch one that stops the flick.
    for point in (*path[1:], *[path[-1]] * 8):
        await devtools.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        await page.wait_for_timeout(20)
    await devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await devtools.detach()


async def test_the_count_stays_true_for_pictures_that_are_not_loaded(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    await insert_copies(web, 200)
    page = await windows.open_gallery(site)
    await page.locator("#count", has_text="200 pictures").wait_for()
    gallery, gm = web.room.services.gallery, await web.room.services.sessions.context(THE_GM)
    # Far below what the page has loaded: none of this makes a picture more, and the last of it makes one less.
    await gallery.favorite("copy-3", gm, starred=True)
    await gallery.set_tags("copy-4", gm.actor, ["docks"])
    await gallery.delete("copy-5", gm.actor)
    await page.locator("#count", has_text="199 pictures").wait_for()
    await web.generate(prompt="The newest")
    await page.locator("#count", has_text="200 pictures").wait_for()
    await expect(page.locator("#grid .caption").first).to_have_text("The newest")
    # The same where a filter shows some of them.
    await page.locator("#favorites").click()
    await page.locator("#count", has_text="1 picture").wait_for()
    await gallery.favorite("copy-3", await web.room.services.sessions.context(BOB), starred=True)
    await gallery.favorite("copy-7", gm, starred=True)
    await page.locator("#count", has_text="2 pictures").wait_for()
    await expect_prompts(page, ["street 7", "street 3"])


async def test_filters_and_search_stand_in_the_address(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.generate(prompt="A neon street")
    his = await web.generate(BOB, prompt="A quiet harbour")
    await web.room.services.gallery.favorite(his.id, await web.room.services.sessions.context(BOB), starred=True)
    page = await windows.open_gallery(site)
    plain = page.url
    await page.locator("#search").press_sequentially("street")
    await page.locator("#count", has_text="1 picture").wait_for()
    await expect(page).to_have_url(f"{plain}?q=street")
    await page.locator("#clear").click()
    await page.locator("#filter-by").select_option("bob")
    await page.locator("#favorites").click()
    await page.wait_for_url(f"{plain}?favorites=1&by=bob")
    await page.locator("#count", has_text="1 picture").wait_for()

    # A picture that is opened and left changes nothing of it.
    await page.locator(".tile .open").click()
    await page.locator("#viewer[open]").wait_for()
    await page.keyboard.press("Escape")
    await page.wait_for_url(f"{plain}?favorites=1&by=bob")
    # All that was typed is one step back, as is each choice.
    for address, shown in (
        (f"{plain}?by=bob", ["A quiet harbour"]),
        (plain, ["A quiet harbour", "A neon street"]),
        (f"{plain}?q=street", ["A neon street"]),
        (plain, ["A quiet harbour", "A neon street"]),
    ):
        await page.go_back()
        await page.wait_for_url(address)
        await page.locator("#count", has_text=f"{len(shown)} picture").wait_for()
        await expect_prompts(page, shown)
    await page.go_forward()
    await page.wait_for_url(f"{plain}?q=street")
    await expect(page.locator("#search")).to_have_value("street")
    await page.locator("#count", has_text="1 picture").wait_for()

    # Who is given the address sees the same, and a reload does.
    await page.reload()
    await page.locator("#count", has_text="1 picture").wait_for()
    await expect(page.locator("#search")).to_have_value("street")
    await page.goto(f"{plain}?favorites=1&type={his.type}#p/{his.id}")
    await page.locator("#viewer[open] #picture.ready").wait_for()
    await expect(page.locator("#favorites")).to_have_attribute("aria-pressed", "true")
    await expect(page).to_have_url(f"{plain}?favorites=1&type={his.type}#p/{his.id}")


async def test_an_address_that_cannot_be_is_told_and_can_be_cleared(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    await web.generate(prompt="A street")
    page = await windows.open_gallery(site)
    await page.goto(f"{page.url}?q={'x' * 200}")
    await page.locator(".toast.problem", has_text="The search has 100 characters at most.").wait_for()
    await page.locator("#clear").click()
    await page.locator("#count", has_text="1 picture").wait_for()


async def test_what_happens_while_pages_are_fetched_is_not_lost(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    await web.generate(prompt="The first")
    page = await windows.open_gallery(site)
    free = asyncio.Event()
    held: list[str] = []

    async def answer_late(route: "Route") -> None:
        answer = await route.fetch(max_retries=3)  # a connection kept alive may be closing
        held.append(route.request.url)
        if len(held) == 1:
            await free.wait()
        await route.fulfill(response=answer)

    await page.route("**/images?*", answer_late)
    await page.locator("#search").fill("The")
    async with asyncio.timeout(PATIENCE):
        while not held:  # noqa: ASYNC110  # the browser's doing
            await asyncio.sleep(0.01)
    await web.generate(prompt="The second")
    await page.locator("#count", has_text="2 pictures").wait_for()
    free.set()
    async with asyncio.timeout(PATIENCE):
        while len(held) < 2:  # noqa: ASYNC110  # as above
            await asyncio.sleep(0.01)
    await page.locator("#count", has_text="2 pictures").wait_for()
    await expect_prompts(page, ["The second", "The first"])


async def test_forward_leads_into_a_picture_again(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.generate(prompt="A street")
    page = await windows.open_gallery(site)
    await page.locator(".tile .open").click()
    await page.locator("#viewer[open]").wait_for()
    await page.go_back()
    await page.locator("#viewer").wait_for(state="hidden")
    await page.go_forward()
    await page.locator("#viewer[open] #picture.ready").wait_for()
    await page.go_back()
    await page.locator("#viewer").wait_for(state="hidden")
    await expect(page).not_to_have_url(re.compile("#"))


async def test_all_pictures_are_downloaded_not_some(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await insert_copies(web, 600)
    page = await windows.open_gallery(site)
    await page.locator("#count", has_text="600 pictures").wait_for()
    async with page.expect_download() as download:
        await page.locator("#export").click()
    with zipfile.ZipFile(await (await download.value).path()) as archive:
        assert len(archive.namelist()) == 601


async def test_the_first_picture_has_a_slow_line_to_itself(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await insert_copies(web, 100)
    page = await windows.open_window(width=390, phone=True)
    asked: list[str] = []
    came = asyncio.Event()

    async def hold(route: "Route") -> None:
        asked.append(route.request.url)
        await came.wait()
        await route.continue_()

    await page.route("**/thumbnail?*", hold)
    await page.goto(await site.link())
    # The rest of the page is there, with what stands in for the pictures.
    await page.locator("#live[data-live=true]").wait_for()
    await page.locator(".tile").nth(5).wait_for()
    assert len(asked) == 1
    came.set()
    await page.locator(".tile.loaded").nth(5).wait_for()


async def test_a_page_of_the_gallery_comes_compressed(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await insert_copies(web, 100)
    page = await windows.open_window()
    async with page.expect_response("**/images?*") as answered:
        await page.goto(await site.link())
    answer = await answered.value
    assert await answer.header_value("content-encoding") == "gzip"
    assert int(str(await answer.header_value("content-length"))) < len(await answer.body()) / 4
