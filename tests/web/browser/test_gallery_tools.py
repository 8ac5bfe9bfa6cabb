"""What the gallery offers beyond looking: orders, days, comparing, a slideshow, zoom, copies, remix, previews."""

import base64
import json
import re
from typing import TYPE_CHECKING

from bot.version import VERSION
from tests.generation.application import ANN, BOB, THE_GM
from tests.web.api_client import ApiClient
from tests.web.browser.expecting import expect, expect_prompts
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = IN_THE_BROWSERS_LOOP

#: One white pixel.
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4////fwAJ+wP9CNHoHgAAAABJRU5ErkJggg=="
GIVE = """([event, target, picture]) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "face.png", { type: "image/png" }));
  const told = event === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent(event, { dataTransfer: data, bubbles: true, cancelable: true });
  document.querySelector(target).dispatchEvent(told);
}"""


async def open_gallery_with_tools(site: Site, windows: BrowserWindows, *, locale: str = "en-GB") -> "Page":
    page = await windows.open_gallery(site, THE_GM, locale=locale)
    await page.locator("#selection").wait_for(state="attached")
    return page


async def test_the_order_and_the_day_stand_in_the_address(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    made = [await web.generate(prompt=prompt) for prompt in ("A", "B", "C")]
    for person in (ANN, BOB):
        await web.room.services.gallery.favorite(
            made[1].id, await web.room.services.sessions.context(person), starred=True
        )
    page = await open_gallery_with_tools(site, windows)
    plain = page.url
    await page.locator("#sort").select_option("oldest")
    await page.wait_for_url(f"{plain}?sort=oldest")
    await page.locator(".tile .open[aria-label^='A']").wait_for()
    await expect_prompts(page, ["A", "B", "C"])
    await web.generate(prompt="D")
    await page.locator(".tile").nth(3).wait_for()
    await expect_prompts(page, ["A", "B", "C", "D"])
    async with page.expect_response("**/images?*sort=stars*"):
        await page.locator("#sort").select_option("stars")
    await page.wait_for_url(f"{plain}?sort=stars")
    await page.locator(".tile:nth-child(1) .open[aria-label^='B']").wait_for()
    await expect_prompts(page, ["B", "D", "C", "A"])
    await page.locator("#day").fill("2001-02-03")
    await page.wait_for_url(f"{plain}?at=2001-02-03")
    await page.locator(".tile").first.wait_for(state="detached")
    await page.locator("#sort").select_option("oldest")
    await page.locator(".tile").nth(3).wait_for()
    await page.locator("#clear").click()
    await page.wait_for_url(plain)


async def test_two_are_compared_and_looked_at_from_near(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    for prompt in ("A bar", "A street"):
        await web.generate(prompt=prompt)
    page = await open_gallery_with_tools(site, windows)
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("Control+a")
    await page.keyboard.press("c")
    await page.locator("#compare[open]").wait_for()
    await expect(page.locator("#compare td").first).to_have_text("A street")
    await page.keyboard.press("+")
    for half in (0, 1):
        await expect(page.locator("#compare .half img").nth(half)).to_have_css("scale", "1.5")
    await page.keyboard.press("Escape")
    await page.locator("#compare").wait_for(state="detached")


async def test_a_picture_is_zoomed_by_wheel_and_keys_and_moved(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    for prompt in ("A bar", "A street"):
        await web.generate(prompt=prompt)
    page = await open_gallery_with_tools(site, windows)
    await page.locator(".tile .open").first.click()
    await page.locator("#viewer[open] #picture.ready").wait_for()
    box = await page.locator("#stage").bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    await page.mouse.wheel(0, -400)
    await page.locator("#stage.near").wait_for()
    await page.wait_for_function("document.querySelector('#picture').style.scale > 1.5")
    before = await page.locator("#picture").evaluate("(each) => each.style.translate")
    await page.keyboard.press("ArrowRight")
    await page.wait_for_function(
        "(before) => document.querySelector('#picture').style.translate !== before", arg=before
    )
    await expect(page.locator("#viewer-title")).to_have_text("A street")
    await page.keyboard.press("0")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("#viewer-title")).to_have_text("A bar")


async def test_a_slideshow_goes_on_by_itself_and_is_held(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    for prompt in ("A", "B"):
        await web.generate(prompt=prompt)
    page = await windows.open_window()
    await page.clock.install()
    await page.goto(await site.link())
    await page.locator("#selection").wait_for(state="attached")
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("s")
    await page.locator("#viewer.showing").wait_for()
    for title in ("A", "B"):
        await page.clock.run_for(6000)
        await page.locator("#viewer-title", has_text=title).wait_for(state="attached")
    await page.locator("#show-hold").click()
    await page.clock.run_for(20000)
    await expect(page.locator("#viewer-title")).to_have_text("B")
    await page.locator("#show button[aria-label='End the slideshow']").click()
    await page.locator("#viewer:not(.showing)").wait_for()


async def test_prompt_link_and_seed_are_copied(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    image = await web.generate(prompt="A bar")
    page = await open_gallery_with_tools(site, windows)
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.locator(".tile .open").first.focus()
    for key, text in (
        ("p", image.enhanced_prompt or image.prompt),
        ("l", f"{site.url}/gallery/1001#p/{image.id}"),
        ("n", str(image.seed)),
    ):
        await page.keyboard.press(key)
        await page.locator(".toast", has_text="clipboard").last.wait_for()
        await page.wait_for_function("async (text) => (await navigator.clipboard.readText()) === text", arg=text)


async def test_all_settings_are_taken_into_the_form(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    asked = {
        "prompt": "A bar",
        "type": "location",
        "style_preferences": {"size": "landscape", "quality": "hd", "seed": 4711},
    }
    await web.room.ended((await web.post("/api/session/1001/generate-image", asked)).json["request_id"])
    page = await open_gallery_with_tools(site, windows)
    await page.locator(".tile .open").first.focus()
    await page.keyboard.press("m")
    await page.locator("#generate").wait_for()
    await expect(page.locator("#prompt")).to_have_value("A bar")
    await expect(page.locator("input[name=type]:checked")).to_have_value("location")
    await expect(page.locator("input[name=size]:checked")).to_have_value("landscape")
    await expect(page.locator("#seed")).to_have_value("4711")
    await expect(page.locator("input[name=quality]")).to_be_checked()


async def test_a_remix_from_the_viewer_paints_with_the_style_provider_seed_and_secrecy_of_the_picture(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    preferences = {"style": "neon_noir", "size": "portrait", "seed": 4711, "provider": "comfyui"}
    asked = {"prompt": "A lair", "style_preferences": preferences, "private": True}
    queued = await web.post("/api/session/1001/generate-image", asked, by=THE_GM)
    await web.room.ended(queued.json["request_id"])
    page = await open_gallery_with_tools(site, windows)
    await page.locator(".tile .open").first.click()
    await page.locator("#viewer[open] #picture.ready").wait_for()
    await page.keyboard.press("m")
    await page.locator("#viewer:not([open])").wait_for(state="attached")
    await expect(page.locator("#prompt")).to_be_focused()
    await expect(page.locator("#prompt")).to_have_value("A lair")
    await page.locator("#prompt").fill("A lair, burning")
    async with page.expect_request("**/generate-image") as sent:
        await page.locator("#paint").click()
    body = json.loads((await sent.value).post_data or "{}")
    assert body["prompt"] == "A lair, burning"
    assert body["private"] is True
    told = body["style_preferences"]
    assert (told["style"], told["seed"], told["provider"]) == ("neon_noir", 4711, "comfyui")
    assert told["size"] == "portrait"


async def test_references_are_dropped_and_pasted_and_sent(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    page = await open_gallery_with_tools(site, windows)
    await page.evaluate(GIVE, ["drop", "#gallery", PNG])
    await page.locator("#references img").wait_for()
    await page.evaluate(GIVE, ["paste", "#prompt", PNG])
    await page.locator("#references li").nth(1).wait_for()
    await page.locator("#references button").first.click()
    await expect(page.locator("#references li")).to_have_count(1)
    await page.locator("#prompt").fill("Her face")
    async with page.expect_request("**/generate-image") as sent:
        await page.locator("#paint").click()
    body = json.loads((await sent.value).post_data or "")
    assert [base64.b64decode(each) for each in body["references"]] == [base64.b64decode(PNG)]


async def test_a_preview_is_changed_and_sent(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    page = await open_gallery_with_tools(site, windows)
    await page.locator("#tab-generate").click()
    await page.locator("#prompt").fill("A bar")
    await page.locator("#preview-ask").click()
    await page.locator("#preview-text").fill("A bar with a red door")
    await page.locator("#preview-send").click()
    await page.locator(".work[data-status=completed]").wait_for()
    images = (await web.get("/api/session/1001/images")).json["images"]
    assert [image["enhanced_prompt"] for image in images] == ["A bar with a red door"]


async def test_the_gm_reveals_a_secret_from_the_page(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.generate(THE_GM, prompt="The traitor", secret=True)
    page, player = await open_gallery_with_tools(site, windows), await windows.open_gallery(site, ANN)
    await page.locator(".tile .open").click()
    await page.locator("#more-deeds summary").click()
    await page.locator("#more-deeds [data-action=reveal]").click()
    await page.keyboard.press("Enter")
    await player.locator(".tile .open[aria-label^='The traitor']").wait_for()
    await page.locator(".toast", has_text="The table sees 1 picture now.").wait_for()


async def test_a_question_mark_shows_the_keys_and_a_slash_searches(site: Site, windows: BrowserWindows) -> None:
    for locale, word in (("en-GB", "Slideshow"), ("de-DE", "Diashow")):
        page = await open_gallery_with_tools(site, windows, locale=locale)
        await page.locator("#tab-gallery").focus()
        await page.keyboard.press("?")
        await page.locator("#keys dd", has_text=word).wait_for()
        await expect(page.locator("#keys > p")).to_have_text(f"Scene Visualizer {VERSION}")
        await page.keyboard.press("Escape")
        await page.keyboard.press("/")
        await expect(page.locator("#search")).to_be_focused()
        await page.keyboard.type("?")
        await expect(page.locator("#keys")).to_have_count(0)


async def test_every_action_has_words_in_both_languages(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.generate(THE_GM, secret=True)
    for locale in ("en-GB", "de-DE"):
        page = await open_gallery_with_tools(site, windows, locale=locale)
        await page.locator(".tile .open").focus()
        await page.keyboard.press("Space")
        actions = page.locator("#selection [data-action]")
        await actions.first.wait_for()
        labels = await actions.all_inner_texts()
        assert all(re.match(r"[A-ZÄÖÜ]", label) for label in labels), labels
