"""Several pictures at once: selected by mouse, keyboard and finger, then starred, tagged, saved and deleted."""

from typing import TYPE_CHECKING

from tests.generation.application import ANN, BOB
from tests.generation.wired_services import until
from tests.web.api_client import ApiClient
from tests.web.browser.expecting import expect_prompts, expect_selected, expect_width
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = IN_THE_BROWSERS_LOOP


async def open_with(web: ApiClient, site: Site, windows: BrowserWindows, *wanted: str) -> "Page":
    for prompt in wanted:
        await web.generate(prompt=prompt)
    page = await windows.open_gallery(site)
    await page.locator("#selection").wait_for(state="attached")
    return page


async def test_a_mouse_selects_one_some_and_a_stretch(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    page = await open_with(web, site, windows, "A", "B", "C", "D", "E")
    tiles = page.locator(".tile .open")
    await page.locator(".tile").first.hover()
    await page.locator(".pick").first.click()
    await expect_selected(page, ["E"])
    # While pictures are being selected a click selects, and opens nothing.
    await tiles.nth(4).click()
    await expect_selected(page, ["E", "A"])
    await tiles.nth(2).click(modifiers=["Shift"])
    await expect_selected(page, ["E", "C", "B", "A"])
    await tiles.nth(3).click(modifiers=["Control"])
    await expect_selected(page, ["E", "C", "A"])
    await page.locator("#selection", has_text="3 selected").wait_for()
    await page.locator("#selection button", has_text="Select all").click()
    await expect_selected(page, ["E", "D", "C", "B", "A"])
    await page.keyboard.press("Escape")
    await page.locator("#selection button[aria-label='Select nothing']").click()
    await page.locator("#selection").wait_for(state="hidden")
    await tiles.first.click()
    await page.locator("#viewer[open]").wait_for()


async def test_the_keyboard_selects_and_a_finger_that_stays(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    page = await open_with(web, site, windows, "A", "B", "C", "D")
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("Space")
    await expect_selected(page, ["D"])
    await page.keyboard.press("Shift+ArrowRight")
    await page.keyboard.press("Shift+ArrowRight")
    await expect_selected(page, ["D", "C", "B"])
    await page.keyboard.press("Space")
    await expect_selected(page, ["D", "C"])
    await page.keyboard.press("Escape")
    await expect_selected(page, [])
    await page.keyboard.press("Control+a")
    await expect_selected(page, ["D", "C", "B", "A"])

    phone = await windows.open_gallery(site, width=390, phone=True)
    await phone.locator("#selection").wait_for(state="attached")
    box = await phone.locator(".tile").nth(1).bounding_box()
    assert box is not None
    devtools = await phone.context.new_cdp_session(phone)
    at = [{"x": box["x"] + 40, "y": box["y"] + 60}]
    await devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at})
    await phone.locator(".tile.selected").wait_for()
    await devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect_selected(phone, ["C"])
    await phone.locator(".tile .open").nth(2).tap()
    await expect_selected(phone, ["C", "B"])
    await expect_width(phone, 390)


async def test_stars_and_tags_are_given_at_once_and_taken_back(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    await web.generate(BOB, prompt="His")
    page = await open_with(web, site, windows, "A", "B")
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("Control+a")
    await page.locator("[data-action=star]").click()
    await page.locator(".toast", has_text="3 pictures have your star.").wait_for()
    await page.locator(".star[aria-pressed=true]").nth(2).wait_for()
    await page.locator(".toast button", has_text="Undo").click()
    await page.locator(".toast", has_text="You took your star back from 3 pictures.").wait_for()
    await page.locator(".star[aria-pressed=false]").nth(2).wait_for(state="attached")

    # What somebody else has asked for is not Ann's to tag.
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("t")
    await page.locator("#confirm input").fill("run 12, docks")
    await page.keyboard.press("Enter")
    await page.locator(".toast", has_text="1 picture is left out").wait_for()
    await page.locator(".toast", has_text="The tags of 2 pictures were changed.").wait_for()
    gallery, listed = web.room.services.gallery, (await web.get("/api/session/1001/images")).json["images"]
    assert [sorted(image["tags"]) for image in listed] == [["docks", "run 12"], ["docks", "run 12"], []]
    await page.locator(".toast button", has_text="Undo").last.click()
    await page.locator(".toast", has_text="The tags of 2 pictures are as they were.").wait_for()
    assert [(await gallery.image(image["id"], ANN)).tag_names for image in listed] == [(), (), ()]


async def test_what_is_deleted_at_once_is_asked_for_and_told(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    await web.generate(BOB, prompt="His")
    page = await open_with(web, site, windows, "A", "B")
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Delete")
    await page.keyboard.press("Escape")
    await expect_prompts(page, ["B", "A", "His"])
    await page.locator("[data-action=delete]").click()
    await page.locator("#confirm .danger").click()
    await page.locator(".toast", has_text="2 pictures were deleted.").wait_for()
    await expect_prompts(page, ["His"])
    await expect_selected(page, ["His"])


async def test_selected_pictures_are_saved_one_by_one(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    page = await open_with(web, site, windows, "A", "B")
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("Control+a")
    saved: list[str] = []
    page.on("download", lambda download: saved.append(download.suggested_filename))
    await page.locator("[data-action=download]").click()
    await page.locator(".toast", has_text="2 files are being saved.").wait_for()
    await until(lambda: len(saved) == 2)
