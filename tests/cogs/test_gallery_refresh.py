"""Opened pages follow what happens: one edit a channel at a time, and only where something has changed."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from cogs.gallery import page_refresh
from cogs.gallery.page_refresh import SECONDS_BETWEEN
from generation.clock import now
from generation.events import ChangedElsewhere, GalleryChanged
from generation.gallery.views import RECENT
from generation.sessions.permissions import Actor
from storage.gallery_filters import Shown
from storage.params import PUBLIC
from tests.cogs.pages import SCENES, as_player, choose, hang_up, labels, put_in, tagged
from tests.cogs.table import STAR, Table, answer, fields, footer, image_id, stars
from tests.cogs.wire import Wire

AT_MOST = 10.0


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A round a moment: what is measured here is what is edited, not when."""
    monkeypatch.setattr(page_refresh, "SECONDS_BETWEEN", 0.02)
    monkeypatch.setattr(page_refresh, "SETTLE_SECONDS", 0.01)


async def followed(table: Table) -> None:
    """Wait until every page is as it should be."""
    async with asyncio.timeout(AT_MOST):
        await asyncio.sleep(0.03)
        while any(task.get_name().startswith("pages of ") for task in asyncio.all_tasks()):  # noqa: ASYNC110  # tasks of a test's bot have no event of their own
            await asyncio.sleep(0.01)
    await table.env.settle()


def edits(table: Table) -> int:
    """Count the edits of messages by the bot's own token."""
    return sum(call.method == "PATCH" and "/channels/" in call.path for call in table.env.http_requests)


def test_a_channel_gets_one_edit_in_ten_seconds() -> None:
    assert SECONDS_BETWEEN == 10.0


async def test_a_new_gallery_shows_what_arrives(table: Table) -> None:
    page = await table.gallery()
    await table.painted("a dock")
    await followed(table)
    assert table.look(page).embeds[0].description == "a dock"
    assert table.look(page).attachments[0].filename == "scene.jpg"
    await table.painted("a bar")
    await followed(table)
    assert (table.look(page).embeds[0].description, footer(table.look(page))) == (
        "a bar",
        "Picture 1 of 2, newest first",
    )


async def test_a_page_that_was_turned_stays_at_its_picture(table: Table) -> None:
    await hang_up(table, SCENES[:2])
    page = await table.gallery()
    await table.press(page, "older")
    (attachment,) = table.look(page).attachments
    await table.painted("a lab")
    await followed(table)
    shown = table.look(page)
    assert (shown.embeds[0].description, footer(shown)) == ("a dock", "Picture 3 of 3, newest first")
    assert [each.id for each in shown.attachments] == [attachment.id], "the picture is not sent again"
    await table.press(page, "newest")
    await table.painted("a roof")
    await followed(table)
    assert table.look(page).embeds[0].description == "a roof", "from the first on it follows again"


async def test_a_star_and_its_loss_show_on_open_pages(table: Table) -> None:
    message = await table.painted("a dock")
    page = await table.gallery()
    await table.other.react(message, STAR)
    await followed(table)
    assert stars(table.look(page)) == 1
    await table.other.unreact(message, STAR)
    await followed(table)
    assert stars(table.look(page)) == 0


async def test_tags_show_on_open_pages(table: Table) -> None:
    message = await table.painted("a dock")
    page = await table.gallery()
    await tagged(table, message, "rain")
    await followed(table)
    assert fields(table.look(page))["Tags"] == "rain"


async def test_a_deleted_picture_gives_way_to_the_next_older_one(table: Table) -> None:
    messages = await hang_up(table, SCENES)
    page = await table.gallery()
    await table.press(page, "older")
    await table.services.gallery.delete(image_id(messages[1]), table.as_gm())
    await followed(table)
    assert (table.look(page).embeds[0].description, footer(table.look(page))) == (
        "a dock",
        "Picture 2 of 2, newest first",
    )


async def test_sheets_follow_too(table: Table) -> None:
    await put_in(table, 2)
    page = await table.gallery()
    await table.press(page, "grid")
    await table.painted("a dock")
    await followed(table)
    assert footer(table.look(page)) == "Pictures 1 to 3 of 3, newest first"


async def test_much_at_once_is_one_edit(table: Table) -> None:
    message = await table.painted("a dock")
    page = await table.gallery()
    before = edits(table)
    for member in (table.player, table.other, table.gm):
        context = await table.services.sessions.enter(Actor(table.session_id, str(member.id)), "table")
        await table.services.gallery.favorite(image_id(message), context, starred=True)
    await followed(table)
    assert stars(table.look(page)) == 3
    assert 1 <= edits(table) - before <= 2


async def test_a_page_that_shows_something_else_is_left_alone(table: Table) -> None:
    await table.painted("a dock", type="location")
    page = answer(await table.player.slash(table.channel, "image gallery", type="location"))
    before = edits(table)
    message = await table.painted("a deck", type="item")
    edited_for_the_placeholder = edits(table) - before
    await table.press(message, "favorite")
    await followed(table)
    assert footer(table.look(page)) == "Picture 1 of 1, newest first"
    assert edits(table) - before == edited_for_the_placeholder


async def test_ones_own_star_on_a_page_is_one_update(table: Table) -> None:
    await table.painted("a dock")
    page = await table.gallery()
    before = edits(table)
    await table.press(page, "star")
    await followed(table)
    assert stars(table.look(page)) == 1
    assert edits(table) == before


async def test_a_page_of_one_viewer_follows_by_its_interaction(table: Table) -> None:
    messages = await hang_up(table, SCENES[:2])
    own = answer(await table.press(messages[0], "gallery", by=table.other))
    before = edits(table)
    await table.services.gallery.favorite(
        image_id(messages[0]), await table.services.sessions.context(as_player(table)), starred=True
    )
    await followed(table)
    assert stars(table.look(own)) == 1
    assert edits(table) == before, "the bot's own token cannot reach it"


async def test_a_gms_own_page_shows_a_secret_picture_that_arrives(table: Table) -> None:
    message = await table.painted("a dock")
    shared = await table.gallery()
    own = answer(await table.press(message, "gallery", by=table.gm))
    await table.secret("the traitor")
    await followed(table)
    assert footer(table.look(own)) == "Picture 2 of 2, newest first"
    assert footer(table.look(shared)) == "Picture 1 of 1, newest first"


async def test_a_press_while_a_page_is_brought_up_to_date_wins(table: Table) -> None:
    messages = await hang_up(table, SCENES)
    page = await table.gallery()
    wire = Wire(table.client)
    held = wire.hold("PATCH")
    await table.services.gallery.favorite(
        image_id(messages[2]), await table.services.sessions.context(as_player(table)), starred=True
    )
    await asyncio.sleep(0.1)
    pressed = asyncio.ensure_future(table.press(page, "older"))
    await asyncio.sleep(0.1)
    held.set()
    await pressed
    await followed(table)
    assert table.look(page).embeds[0].description == "a bar"


async def test_pages_follow_after_a_restart(table: Table) -> None:
    await hang_up(table, SCENES[:2])
    page = await table.gallery()
    await table.press(page, "older")
    await table.restart()
    await table.painted("a lab")
    await followed(table)
    assert (table.look(page).embeds[0].description, footer(table.look(page))) == (
        "a dock",
        "Picture 3 of 3, newest first",
    )


async def test_pages_follow_what_another_process_has_done(table: Table) -> None:
    message = await table.painted("a dock")
    page = await table.gallery()
    await table.app.stores.images.star(image_id(message), "somebody", now(), starred=True)
    table.services.events.publish(ChangedElsewhere("", PUBLIC))
    await followed(table)
    assert stars(table.look(page)) == 1


async def test_a_page_that_was_opened_long_ago_is_left_alone(table: Table) -> None:
    message = await table.painted("a dock")
    page = await table.gallery()
    with closing(sqlite3.connect(table.app.settings.database_path)) as database, database:
        long_ago = now() - RECENT - timedelta(seconds=1)
        database.execute("UPDATE gallery_view SET created_at = ?", (long_ago.isoformat(" "),))
    await table.press(message, "favorite")
    await followed(table)
    assert stars(table.look(page)) == 0


async def test_a_page_whose_message_is_gone_is_forgotten(table: Table) -> None:
    message = await table.painted("a dock")
    page = await table.gallery()
    table.env.backend.delete_message(table.channel.id, page.id)
    await table.press(message, "favorite")
    await followed(table)
    (view,) = await table.services.views.recent(table.session_id)
    assert view.message_id is None


async def test_a_refused_edit_disturbs_no_other_page(table: Table) -> None:
    message = await table.painted("a dock")
    first, second = await table.gallery(), await table.gallery(by=table.other)
    table.env.inject_error("PATCH", f"/channels/*/messages/{second.id}", status=500)
    await table.services.gallery.favorite(
        image_id(message), await table.services.sessions.context(as_player(table)), starred=True
    )
    await followed(table)
    assert stars(table.look(first)) == 1


async def test_a_menu_that_somebody_has_open_stays_while_nothing_changes(table: Table) -> None:
    await table.painted("a dock", type="location")
    page = await table.gallery()
    await choose(table, page, "filter", "type")
    table.services.events.publish(GalleryChanged(table.session_id, PUBLIC, "another", "starred"))
    await followed(table)
    await choose(table, table.look(page), "narrow", "location")
    assert labels(table.look(page))["Jump"]
    assert (await table.services.views.recent(table.session_id))[0].shown == Shown(type="location")
