"""The link from Discord: it logs in once, leaves no code behind, and an old one says what to do."""

import re

import pytest

from bot.settings import Settings
from bot.web.state import WebOptions
from generation.sessions.permissions import OBSERVER, Actor
from tests.generation.application import ANN, TABLE, THE_GM
from tests.web.api_client import ApiClient, open_api
from tests.web.browser.expecting import expect, expect_prompts
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

pytestmark = IN_THE_BROWSERS_LOOP


async def test_a_link_opens_the_gallery_and_its_code_leaves_the_address(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    await web.generate(prompt="A street in the rain")
    page = await windows.open_gallery(site)
    await expect(page).to_have_url(f"{site.url}/gallery/{TABLE}")
    assert await page.evaluate("history.length") <= 2
    await expect_prompts(page, ["A street in the rain"])
    assert await page.evaluate("document.cookie") == ""


async def test_a_used_link_says_where_a_new_one_comes_from(site: Site, windows: BrowserWindows) -> None:
    link = await site.link()
    first = await windows.open_window()
    await first.goto(link)
    await first.locator("#grid").wait_for(state="attached")
    await first.locator("#live[data-live=true]").wait_for()
    other = await windows.open_window()
    await other.goto(link)
    sentence = other.locator("#welcome-sentence")
    await sentence.wait_for()
    await expect(sentence).to_contain_text("/image link")
    await expect(other).not_to_have_url(re.compile("#"))
    await expect(other.locator("#app")).to_be_hidden()


async def test_who_is_still_logged_in_may_use_an_old_link(site: Site, windows: BrowserWindows) -> None:
    link = await site.link()
    page = await windows.open_window()
    for _ in range(2):
        await page.goto("about:blank")
        await page.goto(link)
        await page.locator("#live[data-live=true]").wait_for()
        await expect(page).not_to_have_url(re.compile("#"))


async def test_a_token_logs_in_as_well(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    page = await windows.open_window()
    await page.goto(f"{site.url}/gallery/{TABLE}")
    await page.locator("#welcome summary").click()
    await page.locator("#welcome-token").fill("not a token")
    await page.locator("#welcome-form button").click()
    await page.locator("#welcome-problem:not(:empty)").wait_for()
    await page.locator("#welcome-token").fill(await web.token())
    await page.locator("#welcome-form button").click()
    await page.locator("#live[data-live=true]").wait_for()
    await expect(page.locator("#who")).to_contain_text("ann")


async def test_the_head_has_names_where_they_are_known(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    await web.room.services.sessions.enter(ANN, "table", called="Ann of Redmond")
    await web.room.services.sessions.rename(TABLE, "The Big Rhino")
    page = await windows.open_gallery(site)
    await expect(page.locator("#session")).to_have_text("The Big Rhino")
    await expect(page.locator("#server")).to_be_hidden()
    await expect(page.locator("#who")).to_have_text("Ann of Redmond · Player")


async def test_the_head_and_the_tab_name_the_server_that_the_channel_is_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, windows: BrowserWindows
) -> None:
    async with open_api(settings, monkeypatch, WebOptions(port=0), guild_id="77") as web:
        await web.room.services.sessions.rename(TABLE, "general")
        await web.room.services.sessions.rename_guild("77", "Emerald City Nights")
        page = await windows.open_gallery(Site(web.room.running.app, web.url))
        await expect(page.locator("#server")).to_have_text("Emerald City Nights")
        await expect(page).to_have_title("general · Emerald City Nights · Scene Visualizer")


async def test_who_logs_out_is_out(site: Site, windows: BrowserWindows) -> None:
    page = await windows.open_gallery(site)
    await page.locator("#logout").click()
    await page.locator("#welcome").wait_for()
    await page.reload()
    await page.locator("#welcome").wait_for()


async def test_the_page_speaks_the_browsers_language(site: Site, windows: BrowserWindows) -> None:
    page = await windows.open_gallery(site, THE_GM, locale="de-DE")
    await expect(page.locator("html")).to_have_attribute("lang", "de")
    await expect(page.locator("#tab-gallery")).to_have_text("Galerie")
    await expect(page.locator("#who")).to_contain_text("Spielleitung")


async def test_observers_look_and_do_not_paint(web: ApiClient, site: Site, windows: BrowserWindows) -> None:
    onlooker = Actor(TABLE, "onlooker", OBSERVER)
    await web.room.services.sessions.enter(onlooker, "table")
    page = await windows.open_gallery(site, onlooker)
    await page.locator("#tab-generate").click()
    await expect(page.locator("#paint")).to_be_disabled()
    await expect(page.locator("#may-not")).to_contain_text("Observers")
