"""The campaign and albums on the page: another scope; an album that is filled, ordered and captioned by keyboard."""

import re

from generation.sessions.permissions import GM, Actor
from tests.generation.application import ANN
from tests.web.api_client import SESSION, THE_GM, ApiClient
from tests.web.browser.expecting import expect, expect_prompts
from tests.web.browser.test_accessibility import serious
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

pytestmark = IN_THE_BROWSERS_LOOP
DEN_GM, DEN_ANN = Actor("den", "eve", GM), Actor("den", "ann")


async def test_the_scope_shows_the_campaigns_pictures(
    web: ApiClient, site: Site, windows: BrowserWindows, axe: str
) -> None:
    services = web.room.services
    await services.sessions.enter(DEN_GM, "The Den", gm_user_id="eve")
    await services.sessions.enter(DEN_ANN, "The Den")
    await services.sessions.enter(THE_GM, "Table")
    campaign = await services.campaigns.create(THE_GM, "Emerald City Nights")
    await services.campaigns.join(DEN_GM, campaign.join_code)
    await web.generate(ANN, "a dock")
    there = await web.generate(DEN_ANN, "a bar")
    await web.generate(DEN_GM, "the traitor", secret=True)
    page = await windows.open_gallery(site)
    await expect(page.locator("#grid li")).to_have_count(1)
    await page.get_by_label("Whose pictures").select_option("campaign")
    await page.locator("#count", has_text="2").wait_for()
    await expect(page.locator("#grid li")).to_have_count(2)
    await expect(page).to_have_url(re.compile("scope=campaign"))
    assert await serious(page, axe) == []
    await page.locator("#grid li .opener, #grid li button").first.click()
    await page.locator("#viewer-title", has_text="a bar").wait_for()
    await expect(page.locator("#deed-star")).to_be_hidden()
    await page.keyboard.press("Escape")
    await page.locator("#sort").select_option("oldest")
    await expect_prompts(page, ["a dock", "a bar"])
    await page.locator("#day").fill("2001-02-03")
    await expect_prompts(page, ["a dock", "a bar"])
    await page.locator("#sort").select_option("")
    await expect(page.locator("#grid li")).to_have_count(0)
    await page.locator("#day").fill("")
    await expect_prompts(page, ["a bar", "a dock"])
    # What happens in another session of the campaign shows here, too.
    await services.gallery.delete(there.id, DEN_GM)
    await page.locator("#count", has_text="1").wait_for()
    await page.get_by_label("Whose pictures").select_option("")
    await page.locator("#count", has_text="1").wait_for()


async def test_an_album_is_filled_and_ordered_by_keyboard(
    web: ApiClient, site: Site, windows: BrowserWindows, axe: str
) -> None:
    for scene in ("a dock", "a bar"):
        await web.generate(ANN, scene)
    page = await windows.open_gallery(site)
    await page.locator("#grid li").nth(1).wait_for()
    await page.locator("#selection").wait_for(state="attached")
    await page.locator("#grid li button").first.focus()
    await page.keyboard.press("Control+a")
    await page.locator("#selection [data-action=album]").click()
    form = page.locator("#confirm")
    await form.get_by_label("Name").fill("Act one")
    await page.keyboard.press("Enter")
    await page.get_by_text("2 pictures are in the album.").wait_for()
    await page.locator("#tab-albums").click()
    await page.get_by_role("button", name="Act one").click()
    pictures = page.locator("#album-pictures li")
    await pictures.nth(1).wait_for()
    await expect(pictures.locator(".opener")).to_have_text(["a bar", "a dock"])
    assert await serious(page, axe) == []
    await page.get_by_role("button", name="Move forward: a dock").focus()
    await page.keyboard.press("Enter")
    await page.get_by_text("It stands at place 1 now.").wait_for()
    await expect(pictures.locator(".opener")).to_have_text(["a dock", "a bar"])
    await page.get_by_role("button", name="Caption: a dock").click()
    await form.get_by_label("Caption").fill("It began in the rain.")
    await page.keyboard.press("Enter")
    await pictures.first.get_by_text("It began in the rain.").wait_for()
    await pictures.nth(1).drag_to(pictures.first)
    await pictures.first.get_by_text("a bar").wait_for()
    (album,) = (await web.get(f"{SESSION}/albums")).json["albums"]
    shown = (await web.get(f"{SESSION}/albums/{album['album_id']}")).json["pictures"]
    assert [each["caption"] for each in shown] == ["", "It began in the rain."]
    await page.get_by_role("button", name="Take out: a bar").click()
    await pictures.nth(1).wait_for(state="detached")
    await page.get_by_role("button", name="Delete album").click()
    await form.get_by_role("button", name="Delete album").click()
    await page.get_by_text("There is no album here yet.").wait_for()


async def test_an_album_is_exported_in_its_order(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    images = [await web.generate(ANN, scene) for scene in ("a dock", "a bar")]
    album = (await web.post(f"{SESSION}/albums", {"name": "Act one"})).json["album_id"]
    for image in reversed(images):
        added = {"image_id": image.id, "caption": f"Here is {image.prompt}."}
        await web.post(f"{SESSION}/albums/{album}/pictures", added)
    page = await windows.open_gallery(site)
    await page.locator("#tab-albums").click()
    await page.get_by_role("button", name="Act one").click()
    await page.locator("#albums").get_by_role("button", name="Export").click()
    await page.locator("#confirm").get_by_role("button", name="Export").click()
    await page.locator("#albums [role=status] button", has_text="Cancel").wait_for()
    while await web.room.services.export_worker.make_one():
        pass
    await page.locator("#albums a[download]").wait_for()
    (export,) = (await web.get(f"{SESSION}/exports")).json["exports"]
    assert (export["title"], export["pictures"]) == ("Act one", 2)
