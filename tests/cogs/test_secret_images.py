"""Private pictures: painted for the GM alone, and revealed to the table when the GM says so."""

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ResponseMessage

from bot.schedule import run_shared_jobs
from cogs.ui.components import button
from generation.events import Event
from generation.providers.base import ModeratedError
from generation.sessions.permissions import Actor
from storage.params import SECRET
from storage.records import Image
from tests.cogs.discord_harness import STAR, DiscordHarness, answer, buttons, custom_ids, fields, private_answer
from tests.cogs.gallery_actions import labels
from tests.cogs.network_faults import NetworkFaults
from tests.generation.fake_provider import FakeProvider, fail, hang, paint_in_steps, paint_when

TRAITOR = "the traitor's face"
EVERYBODY = "Revealed: everybody sees this in the channel"


async def asked_in_private(harness: DiscordHarness, description: str = TRAITOR) -> ResponseMessage:
    return answer(await harness.gm.slash(harness.channel, "image generate", description=description, private=True))


async def kept(harness: DiscordHarness) -> Image:
    """Have a private picture painted and brought to the GM, and return it."""
    await asked_in_private(harness)
    await harness.wait_until_delivered()
    page = await harness.services.gallery.page(harness.as_gm())
    return page.images[0]


def as_player(harness: DiscordHarness) -> Actor:
    return Actor(harness.session_id, str(harness.player.id))


def direct_messages(harness: DiscordHarness) -> list[discord.Message]:
    return harness.gm.user.dm_channel.history()


def seen_by(harness: DiscordHarness) -> list[discord.Message]:
    """Return what hangs in the channel for a player to see."""
    return harness.channel.history(viewer=harness.player)


async def test_only_the_gm_has_pictures_painted_in_private(harness: DiscordHarness) -> None:
    assert "Only the GM has pictures painted in secret" in await harness.generate_refused(TRAITOR, private=True)
    assert await harness.services.requests.counts() == {}


async def test_a_player_is_refused_before_the_form_is_opened(harness: DiscordHarness) -> None:
    sentence = private_answer(await harness.player.slash(harness.channel, "image generate", private=True))
    assert "Only the GM has pictures painted in secret" in sentence
    assert harness.env.errors


async def test_a_private_picture_takes_its_private_placeholders_place(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    placeholder = await asked_in_private(harness)
    assert placeholder.ephemeral
    assert placeholder.embeds[0].title == "Painting a character"
    free.set()
    await harness.wait_until_delivered()
    shown = harness.refetch(placeholder)
    assert shown.embeds[0].author.name == "Secret: only you see this until you reveal it"
    assert len(shown.attachments) == 1
    labels = [button["label"] for button in buttons(shown)]
    assert labels[-3:] == ["Reveal now", "Reveal as spoiler", "Reveal later"]
    assert seen_by(harness) == []
    assert direct_messages(harness) == []


async def test_the_form_keeps_a_private_picture_private(harness: DiscordHarness) -> None:
    form = await harness.gm.slash(harness.channel, "image generate", private=True)
    placeholder = answer(await harness.gm.submit_modal(form, {"description": TRAITOR}))
    assert placeholder.ephemeral
    await harness.wait_until_delivered()
    assert (await harness.services.gallery.page(as_player(harness))).total == 0
    assert seen_by(harness) == []


@pytest.mark.usefixtures("edits_at_once")
async def test_progress_is_shown_where_only_the_gm_sees_it(harness: DiscordHarness, painter: FakeProvider) -> None:
    free = asyncio.Event()

    async def half(order: Any, report: Any) -> Any:  # noqa: ANN401  # a deed of the painter
        await paint_in_steps(order, report)
        await free.wait()
        return await paint_in_steps(order, report)

    painter.then(half)
    placeholder = await asked_in_private(harness)
    await harness.wait_until(lambda: "Street" in fields(harness.refetch(placeholder)))
    assert seen_by(harness) == []
    free.set()
    await harness.wait_until_delivered()


async def test_a_dismissed_placeholder_is_followed_by_the_picture(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    placeholder = await asked_in_private(harness)
    harness.env.backend.delete_message(harness.channel.id, placeholder.id)
    free.set()
    await harness.wait_until_delivered()
    assert (await harness.services.deliveries.counts()).get("undeliverable", 0) == 0
    assert seen_by(harness) == []


async def test_after_a_restart_the_picture_comes_by_direct_message(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    await asked_in_private(harness)
    await harness.restart()
    free.set()
    await harness.wait_until_delivered()
    (message,) = direct_messages(harness)
    assert message.embeds[0].description == TRAITOR
    assert len(message.attachments) == 1
    assert [button["label"] for button in buttons(message)] == [
        "Reveal now",
        "Reveal as spoiler",
        "Reveal later",
        "Open the channel",
    ]
    assert seen_by(harness) == []


async def test_a_direct_message_whose_answer_was_lost_is_found_again(
    harness: DiscordHarness, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.outbox.NONCE_LIVES", timedelta(0))
    free = asyncio.Event()
    painter.then(paint_when(free))
    await asked_in_private(harness)
    await harness.restart()
    with harness.env.time_context():
        await (await harness.client.fetch_user(harness.gm.id)).create_dm()
    NetworkFaults(harness.client).lose("POST")
    free.set()
    await harness.wait_until_delivered()
    assert len(direct_messages(harness)) == 1
    assert seen_by(harness) == []


async def test_who_is_the_gm_no_longer_is_brought_nothing(harness: DiscordHarness, painter: FakeProvider) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    await harness.gm.slash(harness.channel, "session gm", user=harness.player)
    placeholder = answer(
        await harness.player.slash(harness.channel, "image generate", description=TRAITOR, private=True)
    )
    await harness.player.slash(harness.channel, "session gm", user=harness.other)
    free.set()
    await harness.wait_until_delivered()
    assert harness.refetch(placeholder).attachments == []
    assert harness.player.user.dm_channel.history() == []
    assert (await harness.services.gallery.page(harness.as_gm())).total == 1


async def test_where_direct_messages_are_closed_the_gallery_has_the_picture(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    await asked_in_private(harness)
    await harness.restart()
    harness.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    free.set()
    await harness.wait_until_delivered()
    assert direct_messages(harness) == seen_by(harness) == []
    assert (await harness.services.deliveries.counts())["undeliverable"] == 1
    assert (await harness.services.gallery.page(harness.as_gm())).total == 1


async def test_a_failure_is_told_in_private(harness: DiscordHarness, painter: FakeProvider) -> None:
    painter.then(fail(ModeratedError("Not this.")))
    placeholder = await asked_in_private(harness)
    await harness.wait_until_delivered()
    assert harness.refetch(placeholder).embeds[0].title == "No picture this time"
    assert direct_messages(harness) == seen_by(harness) == []


async def test_a_cancelled_private_picture_leaves_nothing_behind(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    painter.then(hang)
    placeholder = await asked_in_private(harness)
    await harness.press(placeholder, "cancel", by=harness.gm)
    await harness.wait_until_delivered()
    assert harness.refetch(placeholder).embeds[0].title == "Cancelled"
    assert direct_messages(harness) == seen_by(harness) == []


@pytest.mark.parametrize("verb", ["reroll", "vary"])
async def test_what_is_made_of_a_secret_picture_is_secret(harness: DiscordHarness, verb: str) -> None:
    placeholder = await asked_in_private(harness)
    await harness.wait_until_delivered()
    child = answer(await harness.press(harness.refetch(placeholder), verb, by=harness.gm))
    assert child.ephemeral
    await harness.wait_until_delivered()
    assert (await harness.services.gallery.page(harness.as_gm())).total == 2
    assert (await harness.services.gallery.page(as_player(harness))).total == 0
    assert seen_by(harness) == []


async def test_an_edited_secret_picture_is_secret(harness: DiscordHarness) -> None:
    placeholder = await asked_in_private(harness)
    await harness.wait_until_delivered()
    form = await harness.press(harness.refetch(placeholder), "edit", by=harness.gm)
    child = answer(await harness.gm.submit_modal(form, {"description": "the traitor's face, smiling"}))
    assert child.ephemeral
    await harness.wait_until_delivered()
    assert (await harness.services.gallery.page(as_player(harness))).total == 0
    assert seen_by(harness) == []


async def test_no_command_tells_a_player_of_a_secret_picture(harness: DiscordHarness) -> None:
    secret = await kept(harness)
    await harness.services.gallery.set_tags(secret.id, harness.as_gm(), ["betrayal"])
    await harness.services.gallery.toggle_favorite(secret.id, await harness.services.sessions.context(harness.as_gm()))
    by = as_player(harness)
    gallery = harness.services.gallery
    assert (await harness.open_gallery()).embeds[0].description != TRAITOR
    assert (await harness.open_gallery(favorites=True)).attachments == []
    assert await harness.player.autocomplete(harness.channel, "image reveal", "picture", "") == []
    for found in (gallery.tags, gallery.members, gallery.types, gallery.styles):
        assert await found(by) == ()
    info = answer(await harness.player.slash(harness.channel, "session info"))
    assert (fields(info)["Pictures"], fields(info)["Favorites"]) == ("0", "0")
    assert "Secret pictures" not in fields(info)
    usage = answer(await harness.player.slash(harness.channel, "image usage"))
    assert fields(usage)["This session today"] == "Nothing was painted."


@pytest.mark.parametrize(
    "options",
    [{"search": "traitor"}, {"tag": "betrayal"}, {"type": "character"}, {"style": "neon_noir"}, {"favorites": True}],
)
async def test_no_filter_finds_a_secret_picture_for_a_player(harness: DiscordHarness, options: dict[str, Any]) -> None:
    secret = answer(
        await harness.gm.slash(
            harness.channel, "image generate", description=TRAITOR, type="character", style="neon_noir", private=True
        )
    )
    await harness.wait_until_delivered()
    (image,) = (await harness.services.gallery.page(harness.as_gm())).images
    await harness.services.gallery.set_tags(image.id, harness.as_gm(), ["betrayal"])
    await harness.services.gallery.toggle_favorite(image.id, await harness.services.sessions.context(harness.as_gm()))
    page = answer(await harness.player.slash(harness.channel, "image gallery", **options))
    assert page.attachments == []
    assert TRAITOR not in str(page.embeds[0].to_dict())
    assert not any(image.id in each for each in custom_ids(page))
    assert secret.ephemeral


@pytest.mark.parametrize(
    ("command", "option"), [("image tag", "picture"), ("image tag", "tags"), ("image gallery", "tag")]
)
async def test_nothing_is_completed_from_a_secret_picture(harness: DiscordHarness, command: str, option: str) -> None:
    secret = await kept(harness)
    await harness.services.gallery.set_tags(secret.id, harness.as_gm(), ["betrayal"])
    assert await harness.player.autocomplete(harness.channel, command, option, "") == []
    assert await harness.player.autocomplete(harness.channel, command, option, "tra") == []


async def test_everything_that_is_told_of_a_secret_picture_is_marked_secret(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    heard: list[Event] = []
    painter.then(paint_in_steps)
    harness.services.events.listen(heard.append)
    secret = await kept(harness)
    await harness.services.gallery.toggle_favorite(secret.id, await harness.services.sessions.context(harness.as_gm()))
    harness.services.events.unlisten(heard.append)
    assert {event.visibility for event in heard} == {SECRET}
    assert {type(event).__name__ for event in heard} == {"RequestChanged", "Progress", "GalleryChanged"}


async def test_a_private_batch_is_revealed_picture_by_picture(harness: DiscordHarness) -> None:
    placeholder = answer(
        await harness.gm.slash(harness.channel, "image generate", description=TRAITOR, count=2, private=True)
    )
    assert placeholder.ephemeral
    await harness.wait_until_delivered()
    shown = harness.refetch(placeholder)
    (first,) = (each["custom_id"] for each in buttons(shown) if each.get("label") == "Reveal 1")
    assert "Reveal 2" in [each.get("label") for each in buttons(shown)]
    assert seen_by(harness) == []
    await harness.gm.click(shown, custom_id=first)
    await harness.wait_until_delivered()
    message = next(each for each in harness.image_messages() if each.id != shown.id)
    assert len(message.attachments) == 1
    left = harness.refetch(placeholder)
    assert [name for name in labels(left) if name.startswith("Reveal")] == ["Reveal 2"]
    assert left.embeds[0].author.name == "Secret: only you see this until you reveal it", "the other one is still"
    page = await harness.services.gallery.page(as_player(harness))
    assert (page.total, page.images[0].id) == (1, first.rpartition(":")[2])


@pytest.mark.parametrize("verb", ["favorite", "reroll", "gallery", "delete", "download", "edit"])
async def test_no_button_gives_a_player_a_secret_picture(harness: DiscordHarness, verb: str) -> None:
    secret = await kept(harness)
    message = await harness.post_button(button(verb, secret.id, label="A guess"))
    assert "not in the gallery" in private_answer(await harness.press(message, verb))


async def test_the_gm_sees_secret_pictures_in_a_page_of_their_own_alone(harness: DiscordHarness) -> None:
    secret = await kept(harness)
    shared = await harness.open_gallery(by=harness.gm)
    assert shared.attachments == []
    info = answer(await harness.gm.slash(harness.channel, "session info"))
    assert fields(info)["Secret pictures"] == "1"
    offered = await harness.gm.autocomplete(harness.channel, "image reveal", "picture", "trait")
    assert [choice["value"] for choice in offered] == [secret.id]


async def test_reveal_now_hangs_the_picture_in_the_channel_once(harness: DiscordHarness) -> None:
    placeholder = await asked_in_private(harness)
    await harness.wait_until_delivered()
    shown = harness.refetch(placeholder)
    await harness.press(shown, "reveal", by=harness.gm)
    await harness.wait_until_delivered()
    revealed = harness.refetch(placeholder)
    assert revealed.embeds[0].author.name == "Revealed: everybody sees this in the channel"
    assert not [name for name in custom_ids(revealed) if "reveal" in name or "cover" in name]
    assert "scene:favorite:" in "".join(custom_ids(revealed)), "what else can be done with it stays"
    (message,) = harness.image_messages()
    assert message.embeds[0].description == TRAITOR
    assert (await harness.services.gallery.page(as_player(harness))).total == 1
    session = await harness.services.sessions.get(harness.session_id)
    assert session is not None
    assert (session.public_images, session.secret_images) == (1, 0)


async def test_a_reveal_from_an_older_message_is_a_sentence(harness: DiscordHarness) -> None:
    secret = await kept(harness)
    await harness.services.reveals.now(secret.id, harness.as_gm())
    await harness.wait_until_delivered()
    old = await harness.post_button(button("reveal", secret.request_id or "", secret.id, label="Reveal now"))
    assert "sees this picture already" in private_answer(await harness.press(old, "reveal", by=harness.gm))
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 1


async def test_a_revealed_picture_is_a_picture_like_others(harness: DiscordHarness) -> None:
    secret = await kept(harness)
    await harness.gm.slash(harness.channel, "image reveal", picture=secret.id)
    await harness.wait_until_delivered()
    (message,) = harness.image_messages()
    await harness.player.react(message, STAR)
    assert await harness.services.gallery.unchecked_stars(secret.id) == (str(harness.player.id),)
    child = answer(await harness.press(message, "reroll"))
    assert not child.ephemeral
    await harness.wait_until_delivered()


async def test_a_reveal_as_spoiler_covers_picture_and_description(harness: DiscordHarness) -> None:
    placeholder = await asked_in_private(harness)
    await harness.wait_until_delivered()
    await harness.press(harness.refetch(placeholder), "cover", by=harness.gm)
    await harness.wait_until_delivered()
    (message,) = harness.image_messages()
    assert message.attachments[0].is_spoiler()
    assert message.embeds[0].description == f"||{TRAITOR}||"
    await harness.press(message, "favorite")
    assert harness.refetch(message).embeds[0].description == f"||{TRAITOR}||"


async def test_a_reveal_from_a_direct_message_works_after_a_restart(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    await asked_in_private(harness)
    await harness.restart()
    free.set()
    await harness.wait_until_delivered()
    (message,) = direct_messages(harness)
    custom_id = next(each["custom_id"] for each in buttons(message) if each["label"] == "Reveal now")
    await harness.gm.user.click(message, custom_id=custom_id)
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 1


@pytest.mark.parametrize("label", ["Reveal now", "Reveal as spoiler"])
async def test_what_the_gm_was_shown_before_a_restart_is_revealed_after_it(harness: DiscordHarness, label: str) -> None:
    placeholder = await asked_in_private(harness)
    await harness.wait_until_delivered()
    shown = harness.refetch(placeholder)
    await harness.restart()
    custom_id = next(each["custom_id"] for each in buttons(shown) if each["label"] == label)
    await harness.gm.click(shown, custom_id=custom_id)
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 1


async def test_only_the_gm_reveals(harness: DiscordHarness) -> None:
    secret = await kept(harness)
    sentence = private_answer(await harness.player.slash(harness.channel, "image reveal", picture=secret.id))
    assert sentence == "Only the GM may reveal pictures."
    assert harness.env.errors


async def test_a_reveal_names_the_permission_that_is_missing(harness: DiscordHarness) -> None:
    me = harness.guild.me
    assert me is not None
    secret = await kept(harness)
    deny = discord.PermissionOverwrite(attach_files=False)
    for overwrite in harness.guild.create_text_channel("x", overwrites={me: deny})._channel.overwrites:
        harness.env.backend.set_overwrite(harness.channel.id, overwrite)
    sentence = private_answer(await harness.gm.slash(harness.channel, "image reveal", picture=secret.id))
    assert "I lack Attach Files." in sentence
    assert harness.env.errors
    assert (await harness.services.gallery.page(as_player(harness))).total == 0


async def test_a_reveal_that_the_channel_refuses_when_it_is_due_tells_the_gm_why(harness: DiscordHarness) -> None:
    secret = await kept(harness)
    path = f"/channels/{harness.channel.id}/messages*"
    harness.env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions", times=None)
    await harness.services.reveals.now(secret.id, harness.as_gm())
    await harness.wait_until_delivered()
    (message,) = direct_messages(harness)
    assert f"I may not post in {harness.channel.mention} (Missing Permissions)" in message.content
    assert "The picture is in the gallery: /image gallery." in message.content


async def test_a_reveal_may_be_planned_and_taken_back(harness: DiscordHarness) -> None:
    placeholder = await asked_in_private(harness)
    await harness.wait_until_delivered()
    form = await harness.press(harness.refetch(placeholder), "revealwhen", by=harness.gm)
    planned = answer(await harness.gm.submit_modal(form, {"when": "2h", "how": ["spoiler"]}))
    assert "It will be revealed in" in planned.content
    await harness.press(planned, "unreveal", by=harness.gm)
    assert harness.refetch(planned).content == "It stays secret."
    assert harness.image_messages() == []


@pytest.mark.parametrize("when", ["soon", "25:00", "0m", "99999d", "-5m"])
async def test_a_moment_that_is_none_is_refused_with_what_can_be_said(harness: DiscordHarness, when: str) -> None:
    secret = await kept(harness)
    sentence = private_answer(await harness.gm.slash(harness.channel, "image reveal", picture=secret.id, when=when))
    assert "Say when: 90m, 2h or 1d from now, or a time of day in UTC" in sentence
    assert harness.env.errors


async def test_a_planned_reveal_is_done_by_the_clock_after_a_restart(
    harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = await kept(harness)
    await harness.gm.slash(harness.channel, "image reveal", picture=secret.id, when="1m")
    await harness.restart()
    monkeypatch.setattr("bot.schedule.REVEAL", timedelta(seconds=0.05))
    await harness.services.reveals.run_due()
    assert harness.image_messages() == []
    later = discord.utils.utcnow() + discord.utils.utcnow().resolution * 120_000_000
    monkeypatch.setattr("generation.gallery.reveals.now", lambda: later)
    clock = asyncio.create_task(run_shared_jobs(harness.app))
    await harness.wait_until(lambda: bool(harness.image_messages()))
    await asyncio.sleep(0.2)
    clock.cancel()
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 1


def answers_to_the_gm(harness: DiscordHarness) -> list[discord.Message]:
    """Return what only the GM sees in the channel."""
    return [each for each in harness.channel.history(viewer=harness.gm) if each.flags.ephemeral]


def own_answer(harness: DiscordHarness) -> discord.Message:
    (message,) = answers_to_the_gm(harness)
    return message


class TestTheAnswerFollows:
    """What only the GM sees is reached by the interaction alone, as long as that lives."""

    async def test_revealed_elsewhere_it_says_so(self, harness: DiscordHarness) -> None:
        image = await kept(harness)
        await harness.services.reveals.now(image.id, harness.as_gm())
        await harness.wait_until(lambda: own_answer(harness).embeds[0].author.name == EVERYBODY)
        message = own_answer(harness)
        assert not {label for label in labels(message) if label.startswith("Reveal")}
        assert "Download original" in labels(message)
        assert message.attachments

    async def test_deleted_elsewhere_it_vanishes(self, harness: DiscordHarness) -> None:
        image = await kept(harness)
        await harness.services.gallery.delete(image.id, harness.as_gm())
        await harness.wait_until(lambda: not answers_to_the_gm(harness))

    async def test_of_a_batch_the_others_stay(self, harness: DiscordHarness) -> None:
        await harness.gm.slash(harness.channel, "image generate", description=TRAITOR, private=True, count=2)
        await harness.wait_until_delivered()
        first, second = (await harness.services.gallery.page(harness.as_gm(), most=2)).images
        await harness.services.gallery.delete(first.id, harness.as_gm())
        await harness.wait_until(lambda: not any(first.id in each for each in custom_ids(own_answer(harness))))
        assert any(second.id in each for each in custom_ids(own_answer(harness)))
        assert own_answer(harness).attachments

    async def test_what_discord_refuses_is_let_go(self, harness: DiscordHarness) -> None:
        image = await kept(harness)
        harness.env.inject_error("PATCH", "/webhooks/*", status=401, code=50027)
        await harness.services.reveals.now(image.id, harness.as_gm())
        await harness.wait_until(lambda: not harness.client.sender.secret_answers._answers)

    async def test_where_discord_is_away_the_next_change_tries_again(self, harness: DiscordHarness) -> None:
        image = await kept(harness)
        tries = len(harness.env.http_requests)
        harness.env.inject_error("PATCH", "/webhooks/*", status=503)
        await harness.services.reveals.now(image.id, harness.as_gm())
        await harness.wait_until(lambda: "/webhooks/" in str([each.path for each in harness.env.http_requests[tries:]]))
        await harness.wait_until_delivered()
        context = await harness.services.sessions.context(harness.as_gm())
        await harness.services.gallery.favorite(image.id, context, starred=True)
        await harness.wait_until(lambda: own_answer(harness).embeds[0].author.name == EVERYBODY)
