"""The editor in a browser: a live preview that is what is saved, a part of a picture, its versions, by keyboard."""

import asyncio
import base64
import io
import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageStat

from generation.editing.apply import apply_edits
from generation.editing.pixel_edits import PixelEdits
from tests.clock import PATIENCE
from tests.generation.application import PLAIN
from tests.web.api_client import ANN, ApiClient
from tests.web.browser.expecting import expect
from tests.web.browser.test_accessibility import serious
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = IN_THE_BROWSERS_LOOP

EDITS = PixelEdits(
    rotate=90, flip=True, crop="4:3", crop_x=20, brightness=-30, contrast=40, saturation=35, temperature=60,
    grade="neon", caption="Previously, in the Barrens: nobody paid the ferryman", frame="commlink",
)  # fmt: skip


async def open_editor(page: "Page") -> None:
    await page.locator(".tile .open").first.click()
    await page.locator("#picture.ready").wait_for()
    await page.locator("#more-deeds summary").click()
    await page.locator("#more-deeds [data-action=edit]").click()
    await page.locator("#editor[open]").wait_for()


def apart(shown: Image.Image, expected: Image.Image) -> float:
    """Return how far two pictures are apart on average, at most of red, green and blue, 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(shown, expected.resize(shown.size))).mean)


async def canvas_like(page: "Page", expected: Image.Image) -> Image.Image:
    """Wait until the preview shows what is expected, and return it."""
    async with asyncio.timeout(PATIENCE):
        while True:
            shown = await canvas(page)
            sizes = abs(shown.width - expected.width), abs(shown.height - expected.height)
            if max(sizes) <= 1 and apart(shown, expected) < 1.5:
                return shown
            # What has changed is drawn in the next frame.
            await page.evaluate("new Promise((done) => requestAnimationFrame(done))")


async def canvas(page: "Page") -> Image.Image:
    """Return what the preview shows."""
    url = await page.evaluate("document.querySelector('#editor canvas[role=img]').toDataURL('image/png')")
    return Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB")


async def test_the_preview_is_what_is_saved(sketch_site: Site, windows: BrowserWindows) -> None:
    services = sketch_site.app.services
    context = await services.sessions.context(ANN)
    asked = await services.requests.submit(replace(PLAIN, width=640, height=512, seed=7), context)
    page = await windows.open_gallery(sketch_site, ANN, width=1280)
    await page.locator(".tile.loaded").wait_for()
    (street,) = await services.gallery.unchecked_of_request(asked.request.id)
    await open_editor(page)
    await page.evaluate("document.fonts.load('20px \"Scene caption\"')")
    for name in ("crop", "grade", "frame"):
        await page.locator(f"#editor select[name={name}]").select_option(getattr(EDITS, name))
    for name in ("crop_x", "brightness", "contrast", "saturation", "temperature"):
        await page.locator(f"#editor input[name={name}]").fill(str(getattr(EDITS, name)))
    await page.get_by_role("button", name="Turn right").click()
    await page.get_by_role("button", name="Mirror").click()
    await page.locator("#editor input[name=caption]").fill(EDITS.caption)
    display = Image.open(io.BytesIO(await services.gallery.display_copy(street))).convert("RGB")
    shown = await canvas_like(page, apply_edits(display, EDITS))
    if folder := os.environ.get("SHOTS"):
        await page.screenshot(path=f"{folder}/editor.png")
    async with page.expect_response("**/edit") as answered:
        await page.locator("#editor-save").click()
    request_id = json.loads(await (await answered.value).text())["request_id"]
    await page.locator(".toast").first.wait_for()
    await page.locator("#grid .tile").nth(1).wait_for(state="attached")
    (saved,) = await services.gallery.unchecked_of_request(request_id)
    request = await services.requests.get(request_id, ANN)
    assert json.loads(request.params.edit_pixels) == json.loads(EDITS.to_text())
    whole = Image.open(io.BytesIO(await services.gallery.original(saved))).convert("RGB")
    # What is previewed is the display copy, a JPEG, whose faults contrast makes larger.
    assert apart(shown, whole) < 8


async def test_a_part_is_brushed_or_chosen_by_keyboard(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    web.room.painter.capabilities = replace(web.room.painter.capabilities, edits=frozenset({"inpaint"}))
    await web.generate()
    page = await windows.open_gallery(site, ANN, width=1280)
    await page.locator(".tile.loaded").wait_for()
    await open_editor(page)
    await page.locator("#change-kind").select_option("inpaint")
    mask = page.locator("#editor .mask")
    box = await mask.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + 10, box["y"] + 10)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3, steps=4)
    await page.mouse.up()
    await page.locator("#editor textarea[name=words]").fill("a neon sign")
    async with page.expect_response("**/change") as answered:
        await page.locator("#change-ask").click()
    await web.room.ended(json.loads(await (await answered.value).text())["request_id"])
    edit = web.room.painter.orders[-1].edit
    assert edit is not None
    sent = Image.open(io.BytesIO(edit.mask or b"")).convert("L")
    assert (sent.getpixel((3, 3)), sent.getpixel((sent.width - 2, sent.height - 2))) == (255, 0)

    await page.keyboard.press("e")
    await page.locator("#editor[open]").wait_for()
    await page.locator("#change-kind").select_option("erase")
    if folder := os.environ.get("SHOTS"):
        await page.screenshot(path=f"{folder}/region.png")
    await page.get_by_label("Field 9").focus()
    await page.keyboard.press("Space")
    async with page.expect_response("**/change") as answered:
        await page.locator("#change-ask").press("Enter")
    await web.room.ended(json.loads(await (await answered.value).text())["request_id"])
    sent = Image.open(io.BytesIO((web.room.painter.orders[-1].edit or edit).mask or b"")).convert("L")
    assert (sent.getpixel((3, 3)), sent.getpixel((sent.width - 2, sent.height - 2))) == (0, 255)


async def test_versions_are_walked_compared_and_gone_back_to(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    image = await web.generate()
    context = await web.room.services.sessions.context(ANN)
    for edits in (PixelEdits(flip=True), PixelEdits(grade="noir")):
        params = await web.room.services.editing.pixel_params(image.id, edits, context)
        await web.room.ended((await web.room.services.requests.submit(params, context)).request.id)
    page = await windows.open_gallery(site, ANN, width=1280)
    await page.locator(".tile.loaded").first.wait_for()
    await page.locator(".tile .open").first.click()
    await page.locator("#picture.ready").wait_for()
    await page.keyboard.press("v")
    await page.locator("#versions[open]").wait_for()
    says = page.locator("#versions [role=status]").first
    await expect(says).to_contain_text("Edited: filter: noir.")
    await page.get_by_role("button", name="Compare with before").click()
    await page.locator("#versions input[type=range]").fill("30")
    clip = "getComputedStyle(document.querySelector('.versions-stage img:last-child')).clipPath"
    await page.wait_for_function(f"{clip} === 'inset(0px 0px 0px 30%)'")
    if folder := os.environ.get("SHOTS"):
        await page.screenshot(path=f"{folder}/versions.png")
    await page.locator(".strip button").first.focus()
    await page.keyboard.press("ArrowLeft")
    await expect(says).to_contain_text("mirrored")
    await page.locator(".strip button").first.click()
    await page.get_by_role("button", name="Open", exact=True).click()
    await page.wait_for_function(f"document.querySelector('#sharp').src.includes('{image.id}')")


async def test_editor_and_versions_have_no_serious_violation(
    web: ApiClient, site: Site, windows: BrowserWindows, axe: str
) -> None:
    await web.generate()
    for width in (390, 1280):
        page = await windows.open_gallery(site, ANN, width=width)
        await page.locator(".tile.loaded").wait_for()
        await open_editor(page)
        assert await serious(page, axe) == []
        await page.locator("#change-kind").select_option("inpaint")
        assert await serious(page, axe) == []
        await page.locator("#editor header button").click()
        await page.keyboard.press("v")
        await page.locator("#versions[open]").wait_for()
        assert await serious(page, axe) == []
