"""Opened pages follow what happens: one edit a channel at a time, and only where something has changed."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from cogs.ui.edit_pace import SECONDS_BETWEEN
from generation.clock import now
from generation.events import ChangedElsewhere, GalleryChanged
from generation.gallery.opened_pages import RECENT
from generation.sessions.permissions import Actor
from storage.gallery_filters import GalleryFilter
from storage.params import PUBLIC
from tests.cogs.discord_harness import STAR, AnyMessage, DiscordHarness, answer, fields, footer, image_id, stars
from tests.cogs.gallery_actions import SCENES, as_player, choose_option, fill_gallery, generate_each, labels, tag_image
from tests.cogs.network_faults import NetworkFaults

AT_MOST = 10.0

pytestmark = pytest.mark.usefixtures("quick_updates")


async def followed(harness: DiscordHarness) -> None:
    """Wait until every page is as it should be."""
    async with asyncio.timeout(AT_MOST):
        await asyncio.sleep(0.03)
        while any(task.get_name().startswith("pages of ") for task in asyncio.all_tasks()):  # noqa: ASYNC110  # tasks of a test's bot have no event of their own
            await asyncio.sleep(0.01)
    await harness.env.settle()


def edits(harness: DiscordHarness, message: AnyMessage | None = None) -> int:
    """Count the edits of messages, or of one, by the bot's own token."""
    path = f"/channels/{harness.channel.id}/messages/{message.id if message else ''}"
    return sum(call.method == "PATCH" and call.path.startswith(path) for call in harness.env.http_requests)


def test_a_channel_gets_one_edit_in_ten_seconds() -> None:
    assert SECONDS_BETWEEN == 10.0


async def test_a_new_gallery_shows_what_arrives(harness: DiscordHarness) -> None:
    page = await harness.open_gallery()
    await harness.generate_image("a dock")
    await followed(harness)
    assert harness.refetch(page).embeds[0].description == "a dock"
    assert harness.refetch(page).attachments[0].filename == "scene.jpg"
    await harness.generate_image("a bar")
    await followed(harness)
    assert (harness.refetch(page).embeds[0].description, footer(harness.refetch(page))) == (
        "a bar",
        "Picture 1 of 2, newest first",
    )


async def test_a_page_that_was_turned_stays_at_its_picture(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES[:2])
    page = await harness.open_gallery()
    await harness.press(page, "older")
    (attachment,) = harness.refetch(page).attachments
    await harness.generate_image("a lab")
    await followed(harness)
    shown = harness.refetch(page)
    assert (shown.embeds[0].description, footer(shown)) == ("a dock", "Picture 3 of 3, newest first")
    assert [each.id for each in shown.attachments] == [attachment.id], "the picture is not sent again"
    await harness.press(page, "newest")
    await harness.generate_image("a roof")
    await followed(harness)
    assert harness.refetch(page).embeds[0].description == "a roof", "from the first on it follows again"


async def test_a_star_and_its_loss_show_on_open_pages(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    page = await harness.open_gallery()
    await harness.other.react(message, STAR)
    await followed(harness)
    assert stars(harness.refetch(page)) == 1
    await harness.other.unreact(message, STAR)
    await followed(harness)
    assert stars(harness.refetch(page)) == 0


async def test_tags_show_on_open_pages(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    page = await harness.open_gallery()
    await tag_image(harness, message, "rain")
    await followed(harness)
    assert fields(harness.refetch(page))["Tags"] == "rain"


async def test_a_deleted_picture_gives_way_to_the_next_older_one(harness: DiscordHarness) -> None:
    messages = await generate_each(harness, SCENES)
    page = await harness.open_gallery()
    await harness.press(page, "older")
    await harness.services.gallery.delete(image_id(messages[1]), harness.as_gm())
    await followed(harness)
    assert (harness.refetch(page).embeds[0].description, footer(harness.refetch(page))) == (
        "a dock",
        "Picture 2 of 2, newest first",
    )


async def test_sheets_follow_too(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 2)
    page = await harness.open_gallery()
    await harness.press(page, "grid")
    await harness.generate_image("a dock")
    await followed(harness)
    assert footer(harness.refetch(page)) == "Pictures 1 to 3 of 3, newest first"


async def test_much_at_once_is_one_edit(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    page = await harness.open_gallery()
    before = edits(harness)
    for member in (harness.player, harness.other, harness.gm):
        context = await harness.services.sessions.enter(Actor(harness.session_id, str(member.id)), "table")
        await harness.services.gallery.favorite(image_id(message), context, starred=True)
    await followed(harness)
    assert stars(harness.refetch(page)) == 3
    assert 1 <= edits(harness) - before <= 2


async def test_a_page_that_shows_something_else_is_left_alone(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock", type="location")
    page = answer(await harness.player.slash(harness.channel, "image gallery", type="location"))
    before = edits(harness)
    message = await harness.generate_image("a deck", type="item")
    edited_for_the_placeholder = edits(harness) - before
    await harness.press(message, "favorite")
    await followed(harness)
    assert footer(harness.refetch(page)) == "Picture 1 of 1, newest first"
    assert edits(harness) - before == edited_for_the_placeholder


async def test_ones_own_star_on_a_page_is_one_update(harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    # As long as the press may take on a loaded machine until its own edit is made.
    monkeypatch.setattr("cogs.gallery.page_refresh.SETTLE_SECONDS", 1.0)
    await harness.generate_image("a dock")
    page = await harness.open_gallery()
    before = edits(harness, page)
    await harness.press(page, "star")
    await followed(harness)
    assert stars(harness.refetch(page)) == 1
    assert edits(harness, page) == before


async def test_a_page_of_one_viewer_follows_by_its_interaction(harness: DiscordHarness) -> None:
    messages = await generate_each(harness, SCENES[:2])
    own = answer(await harness.press(messages[0], "gallery", by=harness.other))
    before = edits(harness, own)
    await harness.services.gallery.favorite(
        image_id(messages[0]), await harness.services.sessions.context(as_player(harness)), starred=True
    )
    await followed(harness)
    assert stars(harness.refetch(own)) == 1
    assert edits(harness, own) == before, "the bot's own token cannot reach it"


async def test_a_gms_own_page_shows_a_secret_picture_that_arrives(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    shared = await harness.open_gallery()
    own = answer(await harness.press(message, "gallery", by=harness.gm))
    await harness.generate_secret("the traitor")
    await followed(harness)
    assert footer(harness.refetch(own)) == "Picture 2 of 2, newest first"
    assert footer(harness.refetch(shared)) == "Picture 1 of 1, newest first"


async def test_a_press_while_a_page_is_brought_up_to_date_wins(harness: DiscordHarness) -> None:
    messages = await generate_each(harness, SCENES)
    page = await harness.open_gallery()
    network = NetworkFaults(harness.client)
    held = network.hold("PATCH")
    await harness.services.gallery.favorite(
        image_id(messages[2]), await harness.services.sessions.context(as_player(harness)), starred=True
    )
    await asyncio.sleep(0.1)
    pressed = asyncio.ensure_future(harness.press(page, "older"))
    await asyncio.sleep(0.1)
    held.set()
    await pressed
    await followed(harness)
    assert harness.refetch(page).embeds[0].description == "a bar"


async def test_pages_follow_after_a_restart(harness: DiscordHarness) -> None:
    await generate_each(harness, SCENES[:2])
    page = await harness.open_gallery()
    await harness.press(page, "older")
    await harness.restart()
    await harness.generate_image("a lab")
    await followed(harness)
    assert (harness.refetch(page).embeds[0].description, footer(harness.refetch(page))) == (
        "a dock",
        "Picture 3 of 3, newest first",
    )


async def test_pages_follow_what_another_process_has_done(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    page = await harness.open_gallery()
    await harness.app.stores.images.star(image_id(message), "somebody", now(), starred=True)
    harness.services.events.publish(ChangedElsewhere("", PUBLIC))
    await harness.wait_until(lambda: stars(harness.refetch(page)) == 1)


async def test_a_page_that_was_opened_long_ago_is_left_alone(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    page = await harness.open_gallery()
    # What follows the new image has looked for pages by then.
    await followed(harness)
    with closing(sqlite3.connect(harness.app.settings.database_path)) as database, database:
        long_ago = now() - RECENT - timedelta(seconds=1)
        database.execute("UPDATE gallery_view SET created_at = ?", (long_ago.isoformat(" "),))
    await harness.press(message, "favorite")
    await followed(harness)
    assert stars(harness.refetch(page)) == 0


async def test_a_page_whose_message_is_gone_is_forgotten(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    page = await harness.open_gallery()
    harness.env.backend.delete_message(harness.channel.id, page.id)
    await harness.press(message, "favorite")
    await followed(harness)
    (view,) = await harness.services.views.recent(harness.session_id)
    assert view.message_id is None


async def test_a_refused_edit_disturbs_no_other_page(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    first, second = await harness.open_gallery(), await harness.open_gallery(by=harness.other)
    harness.env.inject_error("PATCH", f"/channels/*/messages/{second.id}", status=500)
    await harness.services.gallery.favorite(
        image_id(message), await harness.services.sessions.context(as_player(harness)), starred=True
    )
    await followed(harness)
    assert stars(harness.refetch(first)) == 1


async def test_a_menu_that_somebody_has_open_stays_while_nothing_changes(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock", type="location")
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "type")
    harness.services.events.publish(GalleryChanged(harness.session_id, PUBLIC, "another", "starred"))
    await followed(harness)
    await choose_option(harness, harness.refetch(page), "narrow", "location")
    assert labels(harness.refetch(page))["Jump"]
    assert (await harness.services.views.recent(harness.session_id))[0].shown == GalleryFilter(type="location")
