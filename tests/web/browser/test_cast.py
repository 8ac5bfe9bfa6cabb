"""The cast on the page: cards, a form, a picture made a character, and names completed by keyboard."""

from typing import TYPE_CHECKING

from tests.cast.test_cast import picture
from tests.generation.application import ANN, BOB
from tests.web.api_client import SESSION, THE_GM, ApiClient
from tests.web.browser.expecting import expect
from tests.web.browser.test_accessibility import serious
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = IN_THE_BROWSERS_LOOP
CAST = f"{SESSION}/cast"


async def open_cast(site: Site, windows: BrowserWindows) -> "Page":
    page = await windows.open_gallery(site)
    await page.locator("#tab-cast").click()
    return page


async def test_a_character_is_added_changed_and_removed(
    web: ApiClient, site: Site, windows: BrowserWindows, axe: str
) -> None:
    page = await open_cast(site, windows)
    await page.locator("#cast").get_by_text("Nobody yet").wait_for()
    await page.locator("#add-character").click()
    form = page.locator("#confirm")
    await form.get_by_label("Name").fill("a@b")
    await form.get_by_label("Looks").fill("short red hair, a black leather coat")
    await form.get_by_role("button", name="Save").click()
    await form.locator(".problem", has_text="A character's name has").wait_for()
    await form.get_by_label("Name").fill("Ari")
    await form.get_by_label("Metatype").fill("elf")
    await form.get_by_label("Reference pictures").set_input_files(
        {"name": "ari.png", "mimeType": "image/png", "buffer": picture(side=200)}
    )
    await form.get_by_role("button", name="Save").click()
    card = page.locator("#characters li")
    await card.locator("h3", has_text="Ari").wait_for()
    await card.locator("img").wait_for()
    assert await serious(page, axe) == []
    await card.get_by_role("button", name="Change Ari").click()
    await form.get_by_label("Version").fill("after the chrome upgrade")
    await form.get_by_label("Looks").fill("a cyberarm")
    await form.get_by_role("button", name="Save").click()
    await card.locator("p", has_text="a cyberarm").wait_for()
    (ari,) = (await web.get(CAST)).json["characters"]
    assert (ari["current"], len(ari["versions"])) == ("after the chrome upgrade", 2)
    await card.get_by_role("button", name="Remove Ari").click()
    await form.get_by_role("button", name="Remove").click()
    await page.locator("#cast").get_by_text("Nobody yet").wait_for()
    assert (await web.get(CAST)).json["characters"] == []


async def test_names_are_completed_by_keyboard(web: ApiClient, site: Site, windows: BrowserWindows, axe: str) -> None:
    for name in ("Ari", "Old Tom", "Äbtissin"):
        await web.post(CAST, {"name": name, "looks": "red hair"})
    await web.post(CAST, {"name": "Nyx", "secret": True}, by=THE_GM)
    page = await open_cast(site, windows)
    await page.locator("#tab-generate").click()
    prompt = page.locator("#prompt")
    await prompt.focus()
    await page.keyboard.type("@")
    options = page.locator("#mentions [role=option]")
    await options.first.wait_for()
    await expect(options).to_have_text(["Äbtissin", "Ari", "Old Tom"])
    assert await serious(page, axe) == []
    await page.keyboard.press("ArrowDown")
    await expect(prompt).to_have_attribute("aria-activedescendant", "mention-1")
    await page.keyboard.press("Enter")
    await expect(prompt).to_have_value("@Ari ")
    await page.keyboard.type("meets @to")
    await options.first.wait_for()
    await page.keyboard.press("Tab")
    await expect(prompt).to_have_value('@Ari meets @"Old Tom" ')
    await page.keyboard.type("and @ab")
    await options.first.wait_for()
    await page.keyboard.press("Escape")
    await expect(page.locator("#mentions")).to_be_hidden()
    await page.keyboard.type("x and @n")
    await expect(page.locator("#mentions")).to_be_hidden()


async def test_a_picture_becomes_a_character(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.generate(prompt="An elf with red hair")
    page = await windows.open_gallery(site)
    await page.locator("#selection").wait_for(state="attached")
    await page.locator(".tile .open").first.click()
    await page.locator("#more-deeds summary").click()
    await page.locator("#more-deeds button", has_text="Make a character of this").click()
    form = page.locator("#confirm")
    await expect(form.get_by_label("Looks")).to_have_value("An elf with red hair")
    await form.get_by_label("Name").fill("Ari")
    await form.get_by_role("button", name="Save").click()
    await page.locator(".toasts", has_text="Saved: Ari").first.wait_for(state="attached")
    (ari,) = (await web.get(CAST, by=BOB)).json["characters"]
    assert (ari["versions"][0]["portraits"], ari["user_id"]) == (1, ANN.user_id)


async def test_a_name_is_put_into_the_description(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.post(CAST, {"name": "Old Tom", "looks": "bald"})
    page = await open_cast(site, windows)
    await page.get_by_role("button", name="Use Old Tom").click()
    await expect(page.locator("#prompt")).to_have_value('@"Old Tom" ')
