"""The recap on the page: suggested from a picture, decided by the GM, and heard of without asking."""

import pytest

from bot.settings import Settings
from tests.generation.application import ANN
from tests.web.api_client import SESSION, THE_GM, ApiClient, open_api
from tests.web.browser.expecting import expect
from tests.web.browser.test_accessibility import serious
from tests.web.browser.windows import IN_THE_BROWSERS_LOOP, BrowserWindows, Site

pytestmark = IN_THE_BROWSERS_LOOP


async def test_a_player_suggests_and_the_gm_decides_while_both_look(
    web: ApiClient, site: Site, windows: BrowserWindows, axe: str
) -> None:
    await web.generate(ANN, "a dock")
    page = await windows.open_gallery(site)
    leading = await windows.open_gallery(site, THE_GM)
    await leading.locator("#tab-recap").click()
    await leading.get_by_text("There is nothing to look back on yet").wait_for()
    await page.locator("#tab-recap").wait_for()
    await page.locator("#grid li button").first.focus()
    await page.keyboard.press("Control+a")
    await page.locator("#selection [data-action=recap]").click()
    await page.locator("#confirm").get_by_label("What happened").fill("It began in the rain.")
    await page.keyboard.press("Enter")
    await page.get_by_text("Suggested. The GM approves").wait_for()
    # What a GM looks at fills by itself.
    await leading.get_by_role("button", name="Edit the line: It began in the rain.").click()
    await leading.locator("#confirm").get_by_label("What happened").fill("It began in the acid rain.")
    await leading.keyboard.press("Enter")
    await leading.locator("#recap ol", has_text="It began in the acid rain.").wait_for()
    await expect(leading.get_by_role("button", name="Post it on Discord")).to_have_count(0)
    assert await serious(leading, axe) == []
    await page.locator("#tab-recap").click()
    await page.locator("#recap ol", has_text="It began in the acid rain.").wait_for()


async def test_the_cast_that_one_looks_at_changes_by_itself(
    web: ApiClient, site: Site, windows: BrowserWindows
) -> None:
    page = await windows.open_gallery(site)
    await page.locator("#tab-cast").click()
    await page.locator("#cast", has_text="Nobody yet").wait_for()
    await web.post(f"{SESSION}/cast", {"name": "Nyx", "secret": True}, by=THE_GM)
    await web.post(f"{SESSION}/cast", {"name": "Ari", "looks": "short red hair"}, by=THE_GM)
    await page.locator("#characters h3", has_text="Ari").wait_for()
    await expect(page.locator("#characters li")).to_have_count(1)


async def test_the_gm_plans_the_recap_in_the_page(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, windows: BrowserWindows, axe: str
) -> None:
    async with open_api(settings, monkeypatch, guild_id="77") as web:
        page = await windows.open_gallery(Site(web.room.running.app, web.url), THE_GM)
        await page.locator("#tab-recap").click()
        plan = page.locator("#recap-plan")
        await plan.get_by_label("It is posted by itself").select_option("weekly")
        await plan.get_by_label("Day").select_option("Saturday")
        await page.locator(".toast", has_text="every Saturday at 19:00 UTC").wait_for()
        await plan.get_by_label("Hour (UTC)").select_option("20:00")
        await page.locator(".toast", has_text="every Saturday at 20:00 UTC").wait_for()
        assert await serious(page, axe) == []
        kept = await web.room.services.recaps.plan(THE_GM.session_id)
        assert (kept.weekday, kept.hour) == (5, 20)
        player = await windows.open_gallery(Site(web.room.running.app, web.url), ANN)
        await player.locator("#tab-recap").click()
        await player.locator("#recap", has_text="every Saturday at 20:00 UTC").wait_for()
        await expect(player.locator("#recap-plan")).to_have_count(0)
