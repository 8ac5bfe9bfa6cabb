"""The outbox against a Discord that says no, says nothing, or says it late."""

import asyncio
import io
import sqlite3
from contextlib import closing
from datetime import timedelta

import discord
import pytest
from PIL import Image

from generation.outbox import Way, way_of
from generation.providers.base import ModeratedError
from storage.errors import StorageError
from storage.outbox import DeliveryStore
from storage.records import Delivery
from tests.clock import PATIENCE
from tests.cogs.discord_harness import STREET, AnyMessage, DiscordHarness, answer, custom_ids, fields, image_id
from tests.cogs.network_faults import NetworkFaults
from tests.generation.fake_provider import FakeProvider, fail, hang, paint_when, picture_file, pixels

MESSAGE = "/channels/*/messages/*"
MESSAGES = "/channels/*/messages"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next try follow at once."""
    monkeypatch.setattr("generation.outbox.FIRST_WAIT", timedelta(milliseconds=1))


@pytest.fixture
def free(painter: FakeProvider) -> asyncio.Event:
    """Let the next picture be painted when this is set."""
    free = asyncio.Event()
    painter.then(paint_when(free))
    return free


async def states(harness: DiscordHarness) -> dict[str, int]:
    return await harness.services.deliveries.counts()


async def delivery_of(harness: DiscordHarness, placeholder: AnyMessage) -> Delivery:
    """Return the delivery that a placeholder waits for."""
    (custom_id,) = custom_ids(placeholder)
    delivery = await harness.services.deliveries.of_request(custom_id.rpartition(":")[2])
    assert delivery is not None
    return delivery


async def let_it_be_painted(harness: DiscordHarness, free: asyncio.Event) -> None:
    """Return when the picture is stored, out or not."""
    await harness.wait_until(lambda: len(harness.app.workers._running) == 1)
    free.set()
    await harness.wait_until(lambda: not harness.app.workers._running)


class TestDiscordSaysNo:
    async def test_a_note_outlives_a_try(self, harness: DiscordHarness, free: asyncio.Event) -> None:
        placeholder = await harness.generate(provider="dalle")
        await harness.wait_until(lambda: "Starting" in fields(harness.refetch(placeholder)))
        harness.env.inject_error("PATCH", MESSAGE, status=500)
        free.set()
        await harness.wait_until_delivered()
        assert fields(harness.refetch(placeholder))["Note"] == "dalle is not set up here; Fake painter paints instead."

    @pytest.mark.parametrize("status", [500, 502, 503, 429, 401])
    async def test_what_passes_is_tried_again_with_the_whole_file(
        self, harness: DiscordHarness, free: asyncio.Event, status: int
    ) -> None:
        placeholder = await harness.generate()
        harness.env.inject_error("PATCH", MESSAGE, status=status, times=3)
        free.set()
        await harness.wait_until_delivered()
        (attachment,) = harness.refetch(placeholder).attachments
        assert pixels(await attachment.read()) == pixels(picture_file("PNG", 1024, 1024))
        assert len(harness.channel.history()) == 1

    async def test_a_file_that_is_too_large_after_all_is_a_smaller_copy(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        placeholder = await harness.generate()
        await harness.wait_until(lambda: "Starting" in fields(harness.refetch(placeholder)))
        harness.env.inject_error("PATCH", MESSAGE, status=413, code=40005, message="Request entity too large")
        free.set()
        await harness.wait_until_delivered()
        message = harness.refetch(placeholder)
        assert [each.filename for each in message.attachments] == ["scene.jpg"]
        assert "smaller copy" in (fields(message)["Note"] or "")

    async def test_an_original_beyond_the_limit_is_not_even_tried(
        self, harness: DiscordHarness, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cogs.delivery.result_renderer.MAX_UPLOAD_BYTES", len(picture_file()) - 1)
        placeholder = await harness.generate(provider="dalle")
        harness.client.tracker._interactions.clear()
        free.set()
        await harness.wait_until_delivered()
        message = harness.refetch(placeholder)
        assert [each.filename for each in message.attachments] == ["scene.jpg"], "nothing larger has room"
        notes = [field.value or "" for field in message.embeds[0].fields if field.name == "Note"]
        assert ["dalle" in notes[0], "smaller copy" in notes[1]] == [True, True]

    async def test_the_best_copy_that_a_channel_takes_is_shown_with_the_original_one_press_away(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        placeholder = await harness.generate()
        (interaction,) = harness.client.tracker._interactions.values()
        interaction.filesize_limit = len(picture_file("PNG", 1024, 1024))
        free.set()
        await harness.wait_until_delivered()
        message = harness.refetch(placeholder)
        (attachment,) = message.attachments
        assert attachment.filename == "scene.webp"
        assert attachment.size <= 0.9 * interaction.filesize_limit
        with Image.open(io.BytesIO(await attachment.read())) as copy:
            assert copy.size == (1024, 1024)
        assert STREET in (attachment.description or ""), "the alt text is the picture's own"
        assert "smaller copy" in (fields(message)["Note"] or "")
        original = await harness.press(message, "download")
        (sent,) = original.followups or [answer(original)]
        assert pixels(await sent.attachments[0].read()) == pixels(picture_file("PNG", 1024, 1024))

    async def test_a_channel_that_takes_more_is_sent_more(
        self, harness: DiscordHarness, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cogs.delivery.result_renderer.MAX_UPLOAD_BYTES", 10)
        placeholder = await harness.generate()
        free.set()
        await harness.wait_until_delivered()
        assert [each.filename for each in harness.refetch(placeholder).attachments] == ["scene.png"]

    async def test_a_message_too_old_to_be_edited_makes_room_for_a_new_one(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        placeholder = await harness.generate()
        await harness.wait_until(lambda: "Starting" in fields(harness.refetch(placeholder)))
        harness.env.inject_error("PATCH", MESSAGE, status=400, code=30046, message="Maximum number of edits reached")
        free.set()
        await harness.wait_until_delivered()
        assert harness.is_deleted(placeholder)
        (message,) = harness.image_messages()
        assert message.attachments
        await harness.other.react(message, "⭐")
        assert len(await harness.services.gallery.unchecked_stars(image_id(message))) == 1

    async def test_a_deleted_placeholder_is_followed_by_a_new_message(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        placeholder = await harness.generate()
        harness.env.backend.delete_message(harness.channel.id, placeholder.id)
        free.set()
        await harness.wait_until_delivered()
        assert len(harness.image_messages()) == 1

    async def test_a_channel_that_is_gone_ends_it(self, harness: DiscordHarness, free: asyncio.Event) -> None:
        placeholder = await harness.generate()
        delivery = await delivery_of(harness, placeholder)
        harness.env.inject_error(
            "*", f"/channels/{harness.channel.id}/*", status=404, code=10003, message="Unknown Channel", times=None
        )
        free.set()
        await harness.wait_until_delivered()
        assert await states(harness) == {"undeliverable": 1}
        ended = await harness.services.deliveries.of_request(delivery.request_id)
        assert ended is not None
        assert ended.error_message == "Discord refused it: Unknown Channel"
        (told,) = [each for each in harness.channel.history(viewer=harness.player) if each.flags.ephemeral]
        assert told.content.startswith("The channel that you asked in is gone.")

    async def test_what_can_never_pass_ends_and_the_picture_is_in_the_gallery(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        await harness.generate()
        for method, path in (("PATCH", MESSAGE), ("POST", MESSAGES)):
            harness.env.inject_error(method, path, status=400, code=50035, message="Invalid Form Body", times=None)
        free.set()
        await harness.wait_until_delivered()
        assert await states(harness) == {"undeliverable": 1}
        (told,) = [each for each in harness.channel.history(viewer=harness.player) if each.flags.ephemeral]
        assert "does not let me post it in" in told.content
        assert told.attachments
        assert (await harness.open_gallery()).embeds[0].description == STREET

    @pytest.mark.parametrize(("status", "code"), [(400, 50083), (400, 30046), (403, 50005), (400, 50035)])
    async def test_a_refused_edit_is_followed_by_a_send(
        self, harness: DiscordHarness, free: asyncio.Event, status: int, code: int
    ) -> None:
        placeholder = await harness.generate()
        await harness.wait_until(lambda: "Starting" in fields(harness.refetch(placeholder)))
        harness.env.inject_error("PATCH", MESSAGE, status=status, code=code)
        free.set()
        await harness.wait_until_delivered()
        (message,) = harness.image_messages()
        assert message.id != placeholder.id
        await harness.wait_until(lambda: harness.is_deleted(placeholder))
        assert await states(harness) == {}

    async def test_a_refused_edit_that_had_landed_before_is_not_sent_again(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        placeholder = await harness.generate()
        await harness.wait_until(lambda: "Starting" in fields(harness.refetch(placeholder)))
        NetworkFaults(harness.client).lose("PATCH")
        free.set()
        await harness.wait_until(lambda: bool(harness.image_messages()))
        harness.env.inject_error("PATCH", MESSAGE, status=400, code=50083)
        await harness.wait_until_delivered()
        assert [each.id for each in harness.image_messages()] == [placeholder.id]
        assert await states(harness) == {}

    @pytest.mark.parametrize(
        ("status", "code", "reason"),
        [
            (400, 50083, "The thread <#{channel}> is locked: I cannot post there any more."),
            (403, 160005, "The thread <#{channel}> is locked: I cannot post there any more."),
            (400, 200000, "This server's AutoMod does not let me post it in <#{channel}>."),
            (400, 20009, "Discord considers it explicit and does not let me post it in <#{channel}>."),
            (400, 240000, "Discord considers a link in it harmful and does not let me post it in <#{channel}>."),
            (404, 10004, "I am no longer in the server that you asked in."),
            (403, 50001, "I may not post in <#{channel}> (Missing Access)."),
            (400, 99999, "Discord does not let me post it in <#{channel}> (Missing Access)."),
        ],
    )
    async def test_what_is_refused_for_good_tells_its_author_why(
        self, harness: DiscordHarness, free: asyncio.Event, status: int, code: int, reason: str
    ) -> None:
        await harness.generate()
        for method, path in (("PATCH", MESSAGE), ("POST", MESSAGES)):
            harness.env.inject_error(method, path, status=status, code=code, message="Missing Access", times=None)
        free.set()
        await harness.wait_until_delivered()
        (told,) = [each for each in harness.channel.history(viewer=harness.player) if each.flags.ephemeral]
        assert told.content.startswith(reason.format(channel=harness.channel.id))
        assert told.content.endswith("The picture is in the gallery: /image gallery.") == (code not in {10003, 10004})
        assert told.attachments
        assert await states(harness) == {"undeliverable": 1}

    @pytest.mark.parametrize(("status", "code"), [(400, 20016), (503, 130000), (429, 0), (401, 0), (500, 0)])
    async def test_what_passes_is_tried_again(
        self, harness: DiscordHarness, free: asyncio.Event, status: int, code: int
    ) -> None:
        placeholder = await harness.generate()
        harness.env.inject_error("PATCH", MESSAGE, status=status, code=code, times=2)
        free.set()
        await harness.wait_until_delivered()
        assert [each.id for each in harness.image_messages()] == [placeholder.id]


class TestMissingPermissions:
    async def test_the_author_gets_the_picture_by_the_interaction(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        await harness.generate()
        self.forbid(harness)
        free.set()
        await harness.wait_until_delivered()
        (message,) = [each for each in harness.channel.history(viewer=harness.player) if each.flags.ephemeral]
        assert "Ask a server admin to grant my role View Channel, Send Messages, Attach Files and Embed Links" in (
            message.content
        )
        assert pixels(await message.attachments[0].read()) == pixels(picture_file("PNG", 1024, 1024))
        assert await states(harness) == {"undeliverable": 1}

    async def test_after_the_interaction_is_dead_a_private_message_says_why(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        await harness.generate()
        self.forbid(harness)
        await harness.env.advance_time(901)
        free.set()
        await harness.wait_until_delivered()
        (message,) = harness.player.user.dm_channel.history()
        assert f"I may not post in {harness.channel.mention}" in message.content
        assert "The picture is in the gallery: /image gallery." in message.content
        assert pixels(await message.attachments[0].read()) == pixels(picture_file("PNG", 1024, 1024))
        assert await states(harness) == {"undeliverable": 1}

    @pytest.mark.parametrize(("status", "code"), [(401, 50027), (404, 10015), (404, 10003)])
    async def test_an_interaction_that_is_refused_is_followed_by_a_private_message(
        self, harness: DiscordHarness, free: asyncio.Event, status: int, code: int
    ) -> None:
        await harness.generate()
        self.forbid(harness)
        harness.env.inject_error("POST", "/webhooks/*/*", status=status, code=code, times=None)
        free.set()
        await harness.wait_until_delivered()
        (message,) = harness.player.user.dm_channel.history()
        assert f"I may not post in {harness.channel.mention}" in message.content

    async def test_where_it_is_the_picture_that_is_refused_the_reason_comes_alone(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        await harness.generate()
        self.forbid(harness)
        harness.env.inject_error("POST", "/webhooks/*/*", status=400, code=20009)
        free.set()
        await harness.wait_until_delivered()
        (message,) = [each for each in harness.channel.history(viewer=harness.player) if each.flags.ephemeral]
        assert f"I may not post in {harness.channel.mention}" in message.content
        assert not message.attachments

    async def test_a_failure_does_not_promise_a_picture(
        self, harness: DiscordHarness, painter: FakeProvider, free: asyncio.Event
    ) -> None:
        free.set()
        await harness.generate_image()
        painter.then(fail(ModeratedError("The provider refuses blood.")))
        self.forbid(harness)
        await harness.generate()
        await harness.wait_until_delivered()
        told = [each for each in harness.channel.history(viewer=harness.player) if each.flags.ephemeral]
        assert fields(told[0])["Why"] == "The provider refuses blood."
        assert "is in the gallery" not in told[0].content

    async def test_an_author_who_takes_no_messages_is_left_in_peace(
        self, harness: DiscordHarness, free: asyncio.Event, caplog: pytest.LogCaptureFixture
    ) -> None:
        await harness.generate()
        self.forbid(harness)
        harness.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
        await harness.env.advance_time(901)
        free.set()
        await harness.wait_until_delivered()
        assert await states(harness) == {"undeliverable": 1}
        assert "could not be told either" in caplog.text

    @staticmethod
    def forbid(harness: DiscordHarness) -> None:
        path = f"/channels/{harness.channel.id}/messages*"
        for method in ("PATCH", "POST"):
            harness.env.inject_error(method, path, status=403, code=50013, message="Missing Permissions", times=None)


class TestDiscordSaysNothing:
    async def test_an_edit_whose_answer_was_lost_is_repeated_on_the_same_message(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        placeholder = await harness.generate()
        await harness.wait_until(lambda: "Starting" in fields(harness.refetch(placeholder)))
        NetworkFaults(harness.client).lose("PATCH", 2)
        free.set()
        await harness.wait_until_delivered()
        assert [each.id for each in harness.channel.history()] == [placeholder.id]
        assert len(harness.refetch(placeholder).attachments) == 1

    async def test_a_result_that_was_deleted_before_its_answer_came_is_withdrawn(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        placeholder = await harness.generate()
        delivery = await delivery_of(harness, placeholder)
        await harness.wait_until(lambda: "Starting" in fields(harness.refetch(placeholder)))
        network = NetworkFaults(harness.client)
        network.lose("PATCH")
        gate = network.hold("PATCH", calls_let_through=1)
        free.set()
        await harness.wait_until(lambda: bool(harness.image_messages()))
        harness.env.backend.delete_message(harness.channel.id, placeholder.id)
        gate.set()
        await harness.wait_until_delivered()
        assert not harness.channel.history(), "what a person has deleted is never posted again"
        ended = await harness.services.deliveries.of_request(delivery.request_id)
        assert ended is not None
        assert ended.state == "withdrawn"
        assert (await harness.open_gallery()).embeds[0].description == STREET

    async def test_a_send_whose_answer_was_lost_is_found_again(
        self, harness: DiscordHarness, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("generation.outbox.NONCE_LIVES", timedelta(0))
        placeholder = await harness.generate()
        harness.env.backend.delete_message(harness.channel.id, placeholder.id)
        NetworkFaults(harness.client).lose("POST")
        free.set()
        await harness.wait_until_delivered()
        assert len(harness.image_messages()) == 1

    async def test_a_send_in_the_place_of_a_refused_edit_is_found_again_not_its_placeholder(
        self, harness: DiscordHarness, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("generation.outbox.NONCE_LIVES", timedelta(0))
        placeholder = await harness.generate()
        await harness.wait_until(lambda: "Starting" in fields(harness.refetch(placeholder)))
        harness.env.inject_error("PATCH", MESSAGE, status=400, code=50083)
        NetworkFaults(harness.client).lose("POST")
        free.set()
        await harness.wait_until_delivered()
        (message,) = harness.image_messages()
        assert message.id != placeholder.id
        assert harness.is_deleted(placeholder)

    async def test_while_the_nonce_lives_the_send_is_repeated_with_it(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        placeholder = await harness.generate()
        delivery = await delivery_of(harness, placeholder)
        harness.env.backend.delete_message(harness.channel.id, placeholder.id)
        NetworkFaults(harness.client).lose("POST")
        free.set()
        await harness.wait_until_delivered()
        sent = [
            each.json for each in harness.env.http_requests if each.method == "POST" and each.path.endswith("messages")
        ]
        bodies = [body for body in sent if isinstance(body, dict)]
        assert [body["nonce"] for body in bodies] == [delivery.nonce] * 2, "Discord drops the second one by its nonce"
        assert all(body["enforce_nonce"] for body in bodies)
        assert len(delivery.nonce) == 24


class TestWhatIsSaid:
    async def test_a_picture_deleted_before_it_was_out_is_said_to_be(
        self, harness: DiscordHarness, free: asyncio.Event
    ) -> None:
        placeholder = await harness.generate()
        delivery = await delivery_of(harness, placeholder)
        await harness.client.background.end()
        await let_it_be_painted(harness, free)
        (image,) = await harness.services.gallery.unchecked_of_request(delivery.request_id)
        await harness.services.gallery.delete(image.id, harness.as_gm())
        harness.start_jobs()
        await harness.wait_until_delivered()
        assert harness.refetch(placeholder).embeds[0].description == "This picture was deleted."
        assert not custom_ids(harness.refetch(placeholder))

    async def test_a_star_given_before_it_was_out_is_shown(self, harness: DiscordHarness, free: asyncio.Event) -> None:
        placeholder = await harness.generate()
        delivery = await delivery_of(harness, placeholder)
        await harness.client.background.end()
        await let_it_be_painted(harness, free)
        await harness.services.sessions.enter(harness.as_gm(), "seattle-2080")
        (image,) = await harness.services.gallery.unchecked_of_request(delivery.request_id)
        await harness.services.gallery.favorite(
            image.id, await harness.services.sessions.context(harness.as_gm()), starred=True
        )
        harness.start_jobs()
        await harness.wait_until_delivered()
        assert fields(harness.refetch(placeholder))["Stars"] == "⭐ 1"

    async def test_an_interaction_is_kept_for_as_long_as_it_may_speak(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        await harness.generate_image()
        assert not harness.client.tracker._interactions
        painter.always = hang
        await harness.generate()
        await harness.env.advance_time(901)
        await harness.generate()
        assert len(harness.client.tracker._interactions) == 1


class TestFlush:
    async def test_it_returns_at_once_when_nothing_is_due(self, harness: DiscordHarness) -> None:
        async with asyncio.timeout(PATIENCE):
            await harness.client.sender.flush(60)

    async def test_it_returns_when_what_was_due_is_out(self, harness: DiscordHarness, free: asyncio.Event) -> None:
        await harness.generate()
        gate = NetworkFaults(harness.client).hold("PATCH")
        await let_it_be_painted(harness, free)
        flushing = asyncio.create_task(harness.client.sender.flush(60))
        await asyncio.sleep(0.02)
        assert not flushing.done()
        gate.set()
        await flushing
        assert len(harness.image_messages()) == 1

    async def test_it_waits_no_longer_than_it_was_told(self, harness: DiscordHarness, free: asyncio.Event) -> None:
        await harness.generate()
        NetworkFaults(harness.client).hold("PATCH")
        await let_it_be_painted(harness, free)
        async with asyncio.timeout(PATIENCE):
            await harness.client.sender.flush(0.05)
        assert not harness.image_messages()


class TestTroubleAtHome:
    @pytest.mark.parametrize("call", ["edit", "send"])
    async def test_a_call_that_never_answers_is_ended_and_its_message_comes_once(
        self, call: str, harness: DiscordHarness, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kind = discord.PartialMessage if call == "edit" else discord.PartialMessageable
        really, calls = getattr(kind, call), list[object]()

        async def call_and_hang(target: object, **content: object) -> object:
            calls.append(target)
            answer = await really(target, **content)
            if len(calls) == 1:
                await asyncio.Event().wait()
            return answer

        placeholder = await harness.generate()
        if call == "send":
            harness.env.backend.delete_message(harness.channel.id, placeholder.id)
        monkeypatch.setattr("generation.outbox.NONCE_LIVES", timedelta(0))
        monkeypatch.setattr("cogs.delivery.sender.TRY_SECONDS", 1.0)
        monkeypatch.setattr(kind, call, call_and_hang)
        free.set()
        await harness.wait_until_delivered()
        assert calls
        assert len(harness.image_messages()) == 1

    async def test_a_message_is_found_though_the_clock_was_an_hour_ahead_when_it_was_owed(
        self, harness: DiscordHarness, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        placeholder = await harness.generate()
        with closing(sqlite3.connect(harness.app.settings.database_path, isolation_level=None)) as connection:
            ahead = "strftime('%Y-%m-%d %H:%M:%f000', created_at, '+1 hour')"
            connection.execute(f"UPDATE delivery SET message_id = NULL, created_at = {ahead}")  # noqa: S608  # ours
        monkeypatch.setattr("generation.outbox.NONCE_LIVES", timedelta(0))
        free.set()
        await harness.wait_until_delivered()
        assert [message.id for message in harness.image_messages()] == [placeholder.id]

    async def test_a_database_that_takes_no_note_is_a_line_and_the_message_comes_once(
        self,
        harness: DiscordHarness,
        free: asyncio.Event,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        placeholder = await harness.generate()
        with monkeypatch.context() as trouble:
            for write in ("end", "postpone"):
                trouble.setattr(DeliveryStore, write, locked)
            await let_it_be_painted(harness, free)
            await harness.wait_until(lambda: "could not be noted" in caplog.text)
        await harness.services.deliveries.recover()
        await harness.wait_until_delivered()
        assert [message.id for message in harness.image_messages()] == [placeholder.id]
        assert not [record for record in caplog.records if record.exc_info]

    async def test_a_claim_that_fails_again_and_again_blocks_nothing(
        self, harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await harness.client.background.end()
        with monkeypatch.context() as trouble:
            trouble.setattr(DeliveryStore, "claim", full_disk)
            for _ in range(6):
                with pytest.raises(StorageError):
                    await asyncio.wait_for(harness.client.sender.run(), PATIENCE)
        harness.start_jobs()
        assert (await harness.generate_image()).attachments

    async def test_a_picture_whose_file_cannot_be_read_is_tried_again(
        self, harness: DiscordHarness, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        placeholder = await harness.generate()
        tries = []

        async def original(_image: object) -> bytes:
            tries.append(1)
            if len(tries) < 3:
                raise StorageError("The picture is not in the store any more.")
            return picture_file()

        monkeypatch.setattr(harness.services.gallery, "original", original)
        free.set()
        await harness.wait_until_delivered()
        assert harness.refetch(placeholder).attachments
        assert len(tries) == 3

    async def test_an_error_of_the_bots_own_is_logged_and_tried_again(
        self,
        harness: DiscordHarness,
        free: asyncio.Event,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        placeholder = await harness.generate()
        with monkeypatch.context() as trouble:
            trouble.setattr("cogs.delivery.result_renderer.image_embed", lambda *_args, **_more: 1 / 0)
            free.set()
            await harness.wait_until(lambda: "ZeroDivisionError" in caplog.text)
        await harness.wait_until_delivered()
        assert harness.refetch(placeholder).attachments

    async def test_after_too_many_tries_it_is_undeliverable(
        self, harness: DiscordHarness, free: asyncio.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("generation.outbox.MAX_TRIES", 3)
        await harness.generate()
        harness.env.inject_error("PATCH", MESSAGE, status=500, times=None)
        free.set()
        await harness.wait_until_delivered()
        assert await states(harness) == {"undeliverable": 1}


async def test_a_fresh_bot_delivers_what_the_old_one_owed(harness: DiscordHarness, free: asyncio.Event) -> None:
    placeholder = await harness.generate()
    delivery = await delivery_of(harness, placeholder)
    assert way_of(delivery) is Way.EDIT
    await harness.restart()
    free.set()
    await harness.wait_until_delivered()
    assert [each.id for each in harness.image_messages()] == [placeholder.id]


async def test_what_a_closing_bot_was_at_is_taken_up_by_the_next_at_once(
    harness: DiscordHarness, free: asyncio.Event
) -> None:
    placeholder = await harness.generate()
    network = NetworkFaults(harness.client)
    network.hold("PATCH")
    await let_it_be_painted(harness, free)
    await harness.wait_until(lambda: bool(harness.client.sender._in_flight))
    await harness.restart()
    await harness.wait_until_delivered()
    assert [each.id for each in harness.image_messages()] == [placeholder.id]


async def locked(*_: object, **__: object) -> None:
    raise StorageError("The database is busy.")


async def full_disk(_store: DeliveryStore, _now: object, *, waited: object) -> None:  # as the store has it
    raise StorageError("The disk is full.")
