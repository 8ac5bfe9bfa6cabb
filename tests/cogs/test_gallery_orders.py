"""/image gallery in other orders than newest first, and from a day on; buttons, jumps and sheets keep to the order."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from tests.cogs.discord_harness import AnyMessage, DiscordHarness, answer, footer, image_id, private_answer
from tests.cogs.gallery_actions import SCENES, choose_option, fill_gallery, generate_each, labels, submit_form

FIRST_DAY = datetime(2071, 3, 14, 23, 30, tzinfo=UTC)


async def gallery(harness: DiscordHarness, **options: Any) -> AnyMessage:  # noqa: ANN401  # the command's
    return answer(await harness.player.slash(harness.channel, "image gallery", **options))


def told(page: AnyMessage) -> tuple[str, str]:
    return page.embeds[0].description or "", footer(page) or ""


async def press(harness: DiscordHarness, page: AnyMessage, verb: str) -> tuple[str, str]:
    """Press a button of a page, as it is now, and return what it tells then."""
    await harness.press(harness.refetch(page), verb)
    return told(harness.refetch(page))


def paint_on_days(harness: DiscordHarness, messages: Iterable[discord.Message]) -> None:
    """Have the images of messages painted on one day after the other."""
    with closing(sqlite3.connect(harness.app.settings.database_path)) as database, database:
        for number, message in enumerate(messages):
            moment = (FIRST_DAY + timedelta(days=number)).replace(tzinfo=None).isoformat(" ")
            database.execute("UPDATE generated_image SET completed_at = ? WHERE id = ?", (moment, image_id(message)))


async def test_the_oldest_first_turn_from_the_oldest_to_the_newest_and_back(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES)
    page = await gallery(harness, sort="oldest")
    assert told(page) == ("a dock", "Picture 1 of 3, oldest first")
    assert list(labels(page).values())[:4] == [True, True, False, False]
    assert await press(harness, page, "older") == ("a bar", "Picture 2 of 3, oldest first")
    assert await press(harness, page, "oldest") == ("a lab", "Picture 3 of 3, oldest first")
    assert list(labels(harness.refetch(page)).values())[:4] == [False, False, True, True]
    assert await press(harness, page, "newer") == ("a bar", "Picture 2 of 3, oldest first")
    assert await press(harness, page, "newest") == ("a dock", "Picture 1 of 3, oldest first")


async def test_the_most_starred_come_first_and_among_equals_the_newest(harness: DiscordHarness) -> None:
    dock, bar, _lab, roof = await generate_each(harness, [*SCENES, "a roof"])
    for message, people in ((bar, [harness.player, harness.gm]), (dock, [harness.gm])):
        for person in people:
            await harness.press(message, "favorite", by=person)
    page = await gallery(harness, sort="stars")
    assert told(page) == ("a bar", "Picture 1 of 4, most stars first")
    forth = [await press(harness, page, "older") for _ in range(3)]
    assert forth == [
        (scene, f"Picture {number} of 4, most stars first")
        for number, scene in ((2, "a dock"), (3, "a roof"), (4, "a lab"))
    ]
    assert list(labels(harness.refetch(page)).values())[2:4] == [True, True]
    back = [await press(harness, page, "newer") for _ in range(3)]
    assert [scene for scene, _number in back] == ["a roof", "a dock", "a bar"]
    assert (await press(harness, page, "oldest"))[0] == "a lab"
    assert (await press(harness, page, "newest"))[0] == "a bar"
    await harness.press(roof, "favorite", by=harness.gm)
    assert (await press(harness, page, "older"))[0] == "a roof"


@pytest.mark.usefixtures("quick_updates")
async def test_a_picture_that_is_looked_at_stays_when_a_star_moves_it(harness: DiscordHarness) -> None:
    dock, bar, _lab = await generate_each(harness, SCENES)
    await harness.press(bar, "favorite", by=harness.gm)
    page = await gallery(harness, sort="stars")
    assert await press(harness, page, "older") == ("a lab", "Picture 2 of 3, most stars first")
    assert await press(harness, page, "oldest") == ("a dock", "Picture 3 of 3, most stars first")
    for person in (harness.player, harness.gm):
        await harness.press(dock, "favorite", by=person)
    await harness.wait_until(lambda: told(harness.refetch(page)) == ("a dock", "Picture 1 of 3, most stars first"))
    assert (await press(harness, page, "older"))[0] == "a bar"


@pytest.mark.parametrize(("sort", "first", "second"), [("oldest", 1, 10), ("stars", 3, 2)])
async def test_sheets_jumps_and_filters_keep_to_the_order(
    sort: str, first: int, second: int, harness: DiscordHarness
) -> None:
    await fill_gallery(harness, 11)
    newest = await harness.open_gallery()
    await submit_form(harness, newest, "jump", {"number": "9"})
    await harness.press(harness.refetch(newest), "star")
    page = await gallery(harness, sort=sort)
    assert told(page)[0] == f"scene {first}"
    words, number = await press(harness, page, "grid")
    assert number.startswith("Pictures 1 to 9 of 11, ")
    assert words.startswith(f"**1** scene {first}, ")
    words, number = await press(harness, page, "older")
    assert words.startswith(f"**1** scene {second}, ")
    assert number.startswith("Pictures 10 to 11 of 11, ")
    assert (await press(harness, page, "newer"))[1].startswith("Pictures 1 to 9 of 11, ")
    await submit_form(harness, harness.refetch(page), "jump", {"number": "10"})
    assert told(harness.refetch(page))[0].startswith(f"**1** scene {second}, ")
    assert await press(harness, page, "large") == (f"scene {second}", footer_of(10, sort))
    assert await press(harness, page, "newest") == (f"scene {first}", footer_of(1, sort))
    said = private_answer(await submit_form(harness, harness.refetch(page), "jump", {"number": "12"}))
    assert "from 1 to 11, 1 for the " in said
    await harness.press(harness.refetch(page), "older")
    await choose_option(harness, harness.refetch(page), "filter", "mine")
    assert told(harness.refetch(page)) == (f"scene {first}", footer_of(1, sort))


def footer_of(number: int, sort: str) -> str:
    return f"Picture {number} of 11, {'oldest' if sort == 'oldest' else 'most stars'} first"


async def test_somebody_elses_press_opens_a_page_in_the_same_order(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES)
    page = await gallery(harness, sort="oldest")
    own = answer(await harness.press(page, "older", by=harness.other))
    assert told(own) == ("a bar", "Picture 2 of 3, oldest first")
    await harness.press(own, "older", by=harness.other)
    assert told(harness.refetch(own)) == ("a lab", "Picture 3 of 3, oldest first")


async def test_a_page_keeps_its_order_over_a_restart(harness: DiscordHarness) -> None:
    bar = (await generate_each(harness, SCENES))[1]
    await harness.press(bar, "favorite")
    page = await gallery(harness, sort="stars")
    await harness.press(page, "older")
    await harness.restart()
    assert await press(harness, page, "older") == ("a dock", "Picture 3 of 3, most stars first")


@pytest.mark.parametrize(
    ("options", "scene", "number"),
    [
        ({"day": "2071-03-15"}, "a bar", "Picture 2 of 3, newest first"),
        ({"day": "15.3.2071", "sort": "oldest"}, "a bar", "Picture 2 of 3, oldest first"),
        ({"day": "2071-03-14"}, "a dock", "Picture 3 of 3, newest first"),
        ({"day": "2071-3-16"}, "a lab", "Picture 1 of 3, newest first"),
        ({"day": "2071-03-16", "sort": "oldest"}, "a lab", "Picture 3 of 3, oldest first"),
        ({"day": "2001-01-01"}, "a dock", "Picture 3 of 3, newest first"),
        ({"day": "9998-12-31", "sort": "oldest"}, "a lab", "Picture 3 of 3, oldest first"),
        ({"day": "2071-03-15", "scope": "campaign"}, "a bar", "Picture 2 of 3, newest first"),
        ({"day": "2071-03-15", "sort": "oldest", "scope": "campaign"}, "a bar", "Picture 2 of 3, oldest first"),
        ({"sort": "stars", "scope": "campaign"}, "a lab", "Picture 1 of 3, most stars first"),
    ],
)
async def test_a_gallery_begins_at_a_day(
    options: dict[str, str], scene: str, number: str, harness: DiscordHarness
) -> None:
    paint_on_days(harness, await generate_each(harness, SCENES))
    if "scope" in options:
        await harness.gm.slash(harness.channel, "campaign create", name="Emerald City Nights")
    assert told(await gallery(harness, **options)) == (scene, number)


@pytest.mark.parametrize("typed", ["yesterday", "2071-02-30", "3/14/2071", "14.3.71", "0000-01-01", "9999-12-31"])
async def test_what_is_no_day_is_said_with_how_days_are_typed(typed: str, harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    said = private_answer(await harness.player.slash(harness.channel, "image gallery", day=typed))
    assert f"“{typed}” is not a day. Type it like 2071-03-14 or 14.3.2071." in said
    assert harness.env.errors


async def test_stars_and_a_day_do_not_go_together(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    said = private_answer(await harness.player.slash(harness.channel, "image gallery", day="2071-03-14", sort="stars"))
    assert "In the order of stars no day has a place" in said
    assert harness.env.errors


async def test_a_shared_page_at_a_day_tells_nothing_of_a_secret(harness: DiscordHarness) -> None:
    dock, _bar, lab = await generate_each(harness, SCENES)
    secret = answer(await harness.gm.slash(harness.channel, "image generate", description="a lair", private=True))
    assert secret.ephemeral
    await harness.wait_until_delivered()
    paint_on_days(harness, [dock, lab])
    page = answer(await harness.gm.slash(harness.channel, "image gallery", sort="oldest", day="9998-01-01"))
    assert "lair" not in str(page.embeds[0].to_dict())
    assert "of 3" in told(page)[1]
