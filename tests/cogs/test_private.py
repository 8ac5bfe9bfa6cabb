"""Private pictures: painted for the GM alone, and revealed to the table when the GM says so."""

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ResponseMessage

from bot.commands.run import scheduled
from cogs.ui.components import button
from generation.events import Event
from generation.providers.base import ModeratedError
from generation.sessions.permissions import Actor
from storage.params import SECRET
from storage.records import Image
from tests.cogs.table import STAR, Table, answer, buttons, custom_ids, fields, whispered
from tests.cogs.wire import Wire
from tests.generation.painter import FakePainter, fail, hang, paint_in_steps, paint_when

TRAITOR = "the traitor's face"


async def asked_in_private(table: Table, description: str = TRAITOR) -> ResponseMessage:
    return answer(await table.gm.slash(table.channel, "image generate", description=description, private=True))


async def kept(table: Table) -> Image:
    """Have a private picture painted and brought to the GM, and return it."""
    await asked_in_private(table)
    await table.quiet()
    page = await table.services.gallery.page(table.as_gm())
    return page.images[0]


def as_player(table: Table) -> Actor:
    return Actor(table.session_id, str(table.player.id))


def direct_messages(table: Table) -> list[discord.Message]:
    return table.gm.user.dm_channel.history()


def seen_by(table: Table) -> list[discord.Message]:
    """Return what hangs in the channel for a player to see."""
    return table.channel.history(viewer=table.player)


async def test_only_the_gm_has_pictures_painted_in_private(table: Table) -> None:
    assert "Only the GM has pictures painted in private" in await table.refused(TRAITOR, private=True)
    assert await table.services.requests.counts() == {}


async def test_a_player_is_refused_before_the_form_is_opened(table: Table) -> None:
    sentence = whispered(await table.player.slash(table.channel, "image generate", private=True))
    assert "Only the GM has pictures painted in private" in sentence
    assert table.env.errors


async def test_a_private_picture_takes_its_private_placeholders_place(table: Table, painter: FakePainter) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    placeholder = await asked_in_private(table)
    assert placeholder.ephemeral
    assert placeholder.embeds[0].title == "Painting a character"
    free.set()
    await table.quiet()
    shown = table.look(placeholder)
    assert shown.embeds[0].author.name == "Secret: only you see this until you reveal it"
    assert len(shown.attachments) == 1
    labels = [button["label"] for button in buttons(shown)]
    assert labels[-3:] == ["Reveal now", "Reveal as spoiler", "Reveal later"]
    assert seen_by(table) == []
    assert direct_messages(table) == []


async def test_the_form_keeps_a_private_picture_private(table: Table) -> None:
    form = await table.gm.slash(table.channel, "image generate", private=True)
    placeholder = answer(await table.gm.submit_modal(form, {"description": TRAITOR}))
    assert placeholder.ephemeral
    await table.quiet()
    assert (await table.services.gallery.page(as_player(table))).total == 0
    assert seen_by(table) == []


async def test_progress_is_shown_where_only_the_gm_sees_it(table: Table, painter: FakePainter) -> None:
    free = asyncio.Event()

    async def half(order: Any, report: Any) -> Any:  # noqa: ANN401  # a deed of the painter
        await paint_in_steps(order, report)
        await free.wait()
        return await paint_in_steps(order, report)

    painter.then(half)
    placeholder = await asked_in_private(table)
    await table.until(lambda: "Street" in fields(table.look(placeholder)))
    assert seen_by(table) == []
    free.set()
    await table.quiet()


async def test_a_dismissed_placeholder_is_followed_by_the_picture(table: Table, painter: FakePainter) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    placeholder = await asked_in_private(table)
    table.env.backend.delete_message(table.channel.id, placeholder.id)
    free.set()
    await table.quiet()
    assert (await table.services.deliveries.counts()).get("undeliverable", 0) == 0
    assert seen_by(table) == []


async def test_after_a_restart_the_picture_comes_by_direct_message(table: Table, painter: FakePainter) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    await asked_in_private(table)
    await table.restart()
    free.set()
    await table.quiet()
    (message,) = direct_messages(table)
    assert message.embeds[0].description == TRAITOR
    assert len(message.attachments) == 1
    assert [button["label"] for button in buttons(message)] == [
        "Reveal now",
        "Reveal as spoiler",
        "Reveal later",
        "Open the channel",
    ]
    assert seen_by(table) == []


async def test_a_direct_message_whose_answer_was_lost_is_found_again(
    table: Table, painter: FakePainter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.outbox.NONCE_LIVES", timedelta(0))
    free = asyncio.Event()
    painter.then(paint_when(free))
    await asked_in_private(table)
    await table.restart()
    with table.env.time_context():
        await (await table.client.fetch_user(table.gm.id)).create_dm()
    Wire(table.client).lose("POST")
    free.set()
    await table.quiet()
    assert len(direct_messages(table)) == 1
    assert seen_by(table) == []


async def test_who_is_the_gm_no_longer_is_brought_nothing(table: Table, painter: FakePainter) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    await table.player.slash(table.channel, "session start")
    placeholder = answer(await table.player.slash(table.channel, "image generate", description=TRAITOR, private=True))
    await table.player.slash(table.channel, "session gm", user=table.other)
    free.set()
    await table.quiet()
    assert table.look(placeholder).attachments == []
    assert table.player.user.dm_channel.history() == []
    assert (await table.services.gallery.page(table.as_gm())).total == 1


async def test_where_direct_messages_are_closed_the_gallery_has_the_picture(table: Table, painter: FakePainter) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    await asked_in_private(table)
    await table.restart()
    table.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    free.set()
    await table.quiet()
    assert direct_messages(table) == seen_by(table) == []
    assert (await table.services.deliveries.counts())["undeliverable"] == 1
    assert (await table.services.gallery.page(table.as_gm())).total == 1


async def test_a_failure_is_told_in_private(table: Table, painter: FakePainter) -> None:
    painter.then(fail(ModeratedError("Not this.")))
    placeholder = await asked_in_private(table)
    await table.quiet()
    assert table.look(placeholder).embeds[0].title == "No picture this time"
    assert direct_messages(table) == seen_by(table) == []


async def test_a_cancelled_private_picture_leaves_nothing_behind(table: Table, painter: FakePainter) -> None:
    painter.then(hang)
    placeholder = await asked_in_private(table)
    await table.press(placeholder, "cancel", by=table.gm)
    await table.quiet()
    assert table.look(placeholder).embeds[0].title == "Cancelled"
    assert direct_messages(table) == seen_by(table) == []


@pytest.mark.parametrize("verb", ["reroll", "vary"])
async def test_what_is_made_of_a_secret_picture_is_secret(table: Table, verb: str) -> None:
    placeholder = await asked_in_private(table)
    await table.quiet()
    child = answer(await table.press(table.look(placeholder), verb, by=table.gm))
    assert child.ephemeral
    await table.quiet()
    assert (await table.services.gallery.page(table.as_gm())).total == 2
    assert (await table.services.gallery.page(as_player(table))).total == 0
    assert seen_by(table) == []


async def test_an_edited_secret_picture_is_secret(table: Table) -> None:
    placeholder = await asked_in_private(table)
    await table.quiet()
    form = await table.press(table.look(placeholder), "edit", by=table.gm)
    child = answer(await table.gm.submit_modal(form, {"description": "the traitor's face, smiling"}))
    assert child.ephemeral
    await table.quiet()
    assert (await table.services.gallery.page(as_player(table))).total == 0
    assert seen_by(table) == []


async def test_no_command_tells_a_player_of_a_secret_picture(table: Table) -> None:
    secret = await kept(table)
    await table.services.gallery.set_tags(secret.id, table.as_gm(), ["betrayal"])
    await table.services.gallery.toggle_favorite(secret.id, await table.services.sessions.context(table.as_gm()))
    by = as_player(table)
    gallery = table.services.gallery
    assert (await table.gallery()).embeds[0].description != TRAITOR
    assert (await table.gallery(favorites=True)).attachments == []
    assert await table.player.autocomplete(table.channel, "image reveal", "picture", "") == []
    for found in (gallery.tags, gallery.members, gallery.types, gallery.styles):
        assert await found(by) == ()
    info = answer(await table.player.slash(table.channel, "session info"))
    assert (fields(info)["Pictures"], fields(info)["Favorites"]) == ("0", "0")
    assert "Secret pictures" not in fields(info)
    usage = answer(await table.player.slash(table.channel, "image usage"))
    assert fields(usage)["This session today"] == "Nothing was painted."


@pytest.mark.parametrize(
    "options",
    [{"search": "traitor"}, {"tag": "betrayal"}, {"type": "character"}, {"style": "neon_noir"}, {"favorites": True}],
)
async def test_no_filter_finds_a_secret_picture_for_a_player(table: Table, options: dict[str, Any]) -> None:
    secret = answer(
        await table.gm.slash(
            table.channel, "image generate", description=TRAITOR, type="character", style="neon_noir", private=True
        )
    )
    await table.quiet()
    (image,) = (await table.services.gallery.page(table.as_gm())).images
    await table.services.gallery.set_tags(image.id, table.as_gm(), ["betrayal"])
    await table.services.gallery.toggle_favorite(image.id, await table.services.sessions.context(table.as_gm()))
    page = answer(await table.player.slash(table.channel, "image gallery", **options))
    assert page.attachments == []
    assert TRAITOR not in str(page.embeds[0].to_dict())
    assert not any(image.id in each for each in custom_ids(page))
    assert secret.ephemeral


@pytest.mark.parametrize(
    ("command", "option"), [("image tag", "picture"), ("image tag", "tags"), ("image gallery", "tag")]
)
async def test_nothing_is_completed_from_a_secret_picture(table: Table, command: str, option: str) -> None:
    secret = await kept(table)
    await table.services.gallery.set_tags(secret.id, table.as_gm(), ["betrayal"])
    assert await table.player.autocomplete(table.channel, command, option, "") == []
    assert await table.player.autocomplete(table.channel, command, option, "tra") == []


async def test_everything_that_is_told_of_a_secret_picture_is_marked_secret(table: Table, painter: FakePainter) -> None:
    heard: list[Event] = []
    painter.then(paint_in_steps)
    table.services.events.listen(heard.append)
    secret = await kept(table)
    await table.services.gallery.toggle_favorite(secret.id, await table.services.sessions.context(table.as_gm()))
    table.services.events.unlisten(heard.append)
    assert {event.visibility for event in heard} == {SECRET}
    assert {type(event).__name__ for event in heard} == {"RequestChanged", "Progress", "GalleryChanged"}


async def test_a_private_batch_is_revealed_picture_by_picture(table: Table) -> None:
    placeholder = answer(
        await table.gm.slash(table.channel, "image generate", description=TRAITOR, count=2, private=True)
    )
    assert placeholder.ephemeral
    await table.quiet()
    shown = table.look(placeholder)
    (first,) = (each["custom_id"] for each in buttons(shown) if each["label"] == "Reveal 1")
    assert "Reveal 2" in [each["label"] for each in buttons(shown)]
    assert seen_by(table) == []
    await table.gm.click(shown, custom_id=first)
    await table.quiet()
    (message,) = table.pictures()
    assert len(message.attachments) == 1
    page = await table.services.gallery.page(as_player(table))
    assert (page.total, page.images[0].id) == (1, first.rpartition(":")[2])


@pytest.mark.parametrize("verb", ["favorite", "reroll", "gallery", "delete", "download", "edit"])
async def test_no_button_gives_a_player_a_secret_picture(table: Table, verb: str) -> None:
    secret = await kept(table)
    message = await table.bears(button(verb, secret.id, label="A guess"))
    assert "not in the gallery" in whispered(await table.press(message, verb))


async def test_the_gm_sees_secret_pictures_in_a_page_of_their_own_alone(table: Table) -> None:
    secret = await kept(table)
    shared = await table.gallery(by=table.gm)
    assert shared.attachments == []
    info = answer(await table.gm.slash(table.channel, "session info"))
    assert fields(info)["Secret pictures"] == "1"
    offered = await table.gm.autocomplete(table.channel, "image reveal", "picture", "trait")
    assert [choice["value"] for choice in offered] == [secret.id]


async def test_reveal_now_hangs_the_picture_in_the_channel_once(table: Table) -> None:
    placeholder = await asked_in_private(table)
    await table.quiet()
    shown = table.look(placeholder)
    assert "Revealed." in whispered(await table.press(shown, "reveal", by=table.gm))
    await table.quiet()
    (message,) = table.pictures()
    assert message.embeds[0].description == TRAITOR
    assert (await table.services.gallery.page(as_player(table))).total == 1
    session = await table.services.sessions.get(table.session_id)
    assert session is not None
    assert (session.public_images, session.secret_images) == (1, 0)
    assert "sees this picture already" in whispered(await table.press(shown, "reveal", by=table.gm))
    await table.quiet()
    assert len(table.pictures()) == 1


async def test_a_revealed_picture_is_a_picture_like_others(table: Table) -> None:
    secret = await kept(table)
    await table.gm.slash(table.channel, "image reveal", picture=secret.id)
    await table.quiet()
    (message,) = table.pictures()
    await table.player.react(message, STAR)
    assert await table.services.gallery.unchecked_stars(secret.id) == (str(table.player.id),)
    child = answer(await table.press(message, "reroll"))
    assert not child.ephemeral
    await table.quiet()


async def test_a_reveal_as_spoiler_covers_picture_and_description(table: Table) -> None:
    placeholder = await asked_in_private(table)
    await table.quiet()
    await table.press(table.look(placeholder), "cover", by=table.gm)
    await table.quiet()
    (message,) = table.pictures()
    assert message.attachments[0].is_spoiler()
    assert message.embeds[0].description == f"||{TRAITOR}||"
    await table.press(message, "favorite")
    assert table.look(message).embeds[0].description == f"||{TRAITOR}||"


async def test_a_reveal_from_a_direct_message_works_after_a_restart(table: Table, painter: FakePainter) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    await asked_in_private(table)
    await table.restart()
    free.set()
    await table.quiet()
    (message,) = direct_messages(table)
    custom_id = next(each["custom_id"] for each in buttons(message) if each["label"] == "Reveal now")
    await table.gm.user.click(message, custom_id=custom_id)
    await table.quiet()
    assert len(table.pictures()) == 1


@pytest.mark.parametrize("label", ["Reveal now", "Reveal as spoiler"])
async def test_what_the_gm_was_shown_before_a_restart_is_revealed_after_it(table: Table, label: str) -> None:
    placeholder = await asked_in_private(table)
    await table.quiet()
    shown = table.look(placeholder)
    await table.restart()
    custom_id = next(each["custom_id"] for each in buttons(shown) if each["label"] == label)
    await table.gm.click(shown, custom_id=custom_id)
    await table.quiet()
    assert len(table.pictures()) == 1


async def test_only_the_gm_reveals(table: Table) -> None:
    secret = await kept(table)
    sentence = whispered(await table.player.slash(table.channel, "image reveal", picture=secret.id))
    assert sentence == "Only the GM may reveal pictures."
    assert table.env.errors


async def test_a_reveal_names_the_permission_that_is_missing(table: Table) -> None:
    me = table.guild.me
    assert me is not None
    secret = await kept(table)
    deny = discord.PermissionOverwrite(attach_files=False)
    for overwrite in table.guild.create_text_channel("x", overwrites={me: deny})._channel.overwrites:
        table.env.backend.set_overwrite(table.channel.id, overwrite)
    sentence = whispered(await table.gm.slash(table.channel, "image reveal", picture=secret.id))
    assert "I lack Attach Files." in sentence
    assert table.env.errors
    assert (await table.services.gallery.page(as_player(table))).total == 0


async def test_a_reveal_that_the_channel_refuses_when_it_is_due_tells_the_gm_why(table: Table) -> None:
    secret = await kept(table)
    path = f"/channels/{table.channel.id}/messages*"
    table.env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions", times=None)
    await table.services.reveals.now(secret.id, table.as_gm())
    await table.quiet()
    (message,) = direct_messages(table)
    assert f"I may not post in {table.channel.mention} (Missing Permissions)" in message.content
    assert "The picture is in the gallery: /image gallery." in message.content


async def test_a_reveal_may_be_planned_and_taken_back(table: Table) -> None:
    placeholder = await asked_in_private(table)
    await table.quiet()
    form = await table.press(table.look(placeholder), "revealwhen", by=table.gm)
    planned = answer(await table.gm.submit_modal(form, {"when": "2h", "how": ["spoiler"]}))
    assert "It will be revealed in" in planned.content
    await table.press(planned, "unreveal", by=table.gm)
    assert table.look(planned).content == "It stays secret."
    assert table.pictures() == []


@pytest.mark.parametrize("when", ["soon", "25:00", "0m", "99999d", "-5m"])
async def test_a_moment_that_is_none_is_refused_with_what_can_be_said(table: Table, when: str) -> None:
    secret = await kept(table)
    sentence = whispered(await table.gm.slash(table.channel, "image reveal", picture=secret.id, when=when))
    assert "Say when: 90m, 2h or 1d from now, or a time of day in UTC" in sentence
    assert table.env.errors


async def test_a_planned_reveal_is_done_by_the_clock_after_a_restart(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = await kept(table)
    await table.gm.slash(table.channel, "image reveal", picture=secret.id, when="1m")
    await table.restart()
    monkeypatch.setattr("bot.commands.run.REVEAL_SECONDS", 0.05)
    await table.services.reveals.run_due()
    assert table.pictures() == []
    later = discord.utils.utcnow() + discord.utils.utcnow().resolution * 120_000_000
    monkeypatch.setattr("generation.gallery.reveals.now", lambda: later)
    with scheduled(table.app):
        await table.until(lambda: bool(table.pictures()))
        await asyncio.sleep(0.2)
    await table.quiet()
    assert len(table.pictures()) == 1
