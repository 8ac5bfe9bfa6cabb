"""A posted message follows what happens to its images, wherever it happens."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing

import discord
import pytest

from cogs.delivery import posted_messages
from cogs.delivery.posted_messages import MAX_TRIES
from cogs.ui import edit_pace
from cogs.ui.edit_pace import EditPace
from generation.events import ChangedElsewhere
from storage.records import Image
from tests.clock import LoopClock
from tests.cogs.discord_harness import STAR, DiscordHarness, buttons, custom_ids, fields, image_id, stars
from tests.cogs.gallery_actions import as_player
from tests.generation.fake_provider import FakeProvider, paint_when

MESSAGES = "/channels/*/messages/*"

pytestmark = pytest.mark.usefixtures("quick_updates")


async def image_of(harness: DiscordHarness, message: discord.Message) -> Image:
    return await harness.services.gallery.image(image_id(message), as_player(harness))


async def star(harness: DiscordHarness, message: discord.Message) -> None:
    """Star an image on another front end than Discord."""
    context = await harness.services.sessions.context(as_player(harness))
    await harness.services.gallery.favorite(image_id(message), context, starred=True)


async def followed(harness: DiscordHarness) -> None:
    """Wait until no message shows what is not so any more."""
    async with asyncio.timeout(10):
        while await harness.services.postings.outdated_channels():  # noqa: ASYNC110  # what is waited for are rows
            await asyncio.sleep(0.005)
    await harness.env.settle()


def edits(harness: DiscordHarness) -> int:
    """Count the edits of messages by the bot's own token."""
    return sum(call.method == "PATCH" and "/channels/" in call.path for call in harness.env.http_requests)


async def test_an_image_deleted_elsewhere_takes_its_message_down(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.services.gallery.delete(image_id(message), as_player(harness))
    await followed(harness)
    assert harness.is_deleted(message)


async def test_an_image_deleted_while_the_bot_was_away_takes_its_message_down(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.client.background.end()
    await harness.services.gallery.delete(image_id(message), as_player(harness))
    assert not harness.is_deleted(message)
    await harness.restart()
    await followed(harness)
    assert harness.is_deleted(message)


async def test_an_image_deleted_by_another_process_takes_its_message_down(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    with closing(sqlite3.connect(harness.app.settings.data_dir / "scenes.db")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM generated_image WHERE id = ?", [image_id(message)])
        connection.commit()
    harness.services.events.publish(ChangedElsewhere("", ""))
    await followed(harness)
    assert harness.is_deleted(message)


async def test_one_deleted_image_of_a_batch_leaves_the_others(harness: DiscordHarness) -> None:
    placeholder = await harness.generate("a dock", count=2)
    await harness.wait_until_delivered()
    batch = harness.refetch(placeholder)
    (first, _second) = (each.split(":")[2] for each in custom_ids(batch) if each.startswith("scene:favorite:"))
    await harness.services.gallery.delete(first, as_player(harness))
    await followed(harness)
    left = harness.refetch(batch)
    assert "deleted" in (fields(left)["Pictures"] or "")
    assert sum(each.startswith("scene:favorite:") for each in custom_ids(left)) == 1


async def test_a_star_given_elsewhere_is_counted_on_the_message(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    before = edits(harness)
    await star(harness, message)
    await followed(harness)
    assert (stars(harness.refetch(message)), edits(harness)) == (1, before + 1)
    assert harness.refetch(message).attachments, "the image is not sent again, and stays"


async def test_a_reaction_is_counted_on_the_message(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.other.react(message, STAR)
    await followed(harness)
    assert stars(harness.refetch(message)) == 1
    await harness.other.unreact(message, STAR)
    await followed(harness)
    assert stars(harness.refetch(message)) == 0


async def test_a_star_that_its_message_shows_already_edits_nothing(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.press(message, "favorite")
    before = edits(harness)
    await followed(harness)
    assert edits(harness) == before
    assert stars(harness.refetch(message)) == 1


async def test_a_star_given_while_it_was_painted_counts(harness: DiscordHarness, painter: FakeProvider) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    placeholder = await harness.generate()
    await harness.other.react(harness.refetch(placeholder), STAR)
    free.set()
    await harness.wait_until_delivered()
    await harness.wait_until(lambda: stars(harness.refetch(placeholder)) == 1)


async def test_a_revealed_image_takes_the_secret_off_the_gms_message(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    free = asyncio.Event()
    painter.then(paint_when(free))
    await harness.gm.slash(harness.channel, "image generate", description="the traitor", private=True)
    # The interaction is forgotten, so that it comes by direct message.
    await harness.restart()
    free.set()
    await harness.wait_until_delivered()
    (secret,) = (await harness.services.gallery.page(harness.as_gm())).images
    await harness.services.reveals.now(secret.id, harness.as_gm())
    await harness.wait_until_delivered()
    await followed(harness)
    (direct,) = [each for each in harness.gm.user.dm_channel.history() if each.embeds]
    assert direct.embeds[0].author.name == "Revealed: everybody sees this in the channel"
    assert [each["label"] for each in buttons(direct)] == ["Open the channel"]


async def test_an_edit_that_discord_refuses_is_left_alone(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    harness.env.inject_error("PATCH", "/channels/*/messages/*", status=400, code=50035, times=None)
    await star(harness, message)
    await followed(harness)
    assert stars(harness.refetch(message)) == 0


class TestAChannelThatTakesNothing:
    """Of an archived thread, or where the bot is not let in, it stays recorded what is to be shown."""

    @pytest.fixture
    def tries(self, harness: DiscordHarness) -> Callable[[], int]:
        return lambda: sum("/messages/" in call.path for call in harness.env.http_requests)

    @pytest.mark.parametrize(("status", "code"), [(403, 50001), (403, 50013), (400, 50083)])
    async def test_it_is_not_asked_again_before_it_is_open(
        self, harness: DiscordHarness, tries: Callable[[], int], status: int, code: int
    ) -> None:
        message = await harness.generate_image()
        harness.env.inject_error("*", MESSAGES, status=status, code=code)
        before = tries()
        await star(harness, message)
        await harness.wait_until(lambda: tries() > before)
        await self.done(harness)
        asked = tries()
        harness.services.events.publish(ChangedElsewhere("", ""))
        await self.done(harness)
        assert tries() == asked
        self.open_thread(harness)
        await followed(harness)
        assert stars(harness.refetch(message)) == 1

    async def test_a_server_that_is_joined_again_is_looked_through(
        self, harness: DiscordHarness, tries: Callable[[], int]
    ) -> None:
        message = await harness.generate_image()
        harness.env.inject_error("*", MESSAGES, status=403, code=50001)
        before = tries()
        await star(harness, message)
        await harness.wait_until(lambda: tries() > before)
        await self.done(harness)
        harness.client.dispatch("guild_join", harness.client.get_guild(harness.guild.id))
        await followed(harness)
        assert stars(harness.refetch(message)) == 1

    async def test_what_is_deleted_is_taken_out_of_an_archived_thread(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        edited = await self.record_thread_edits(harness)
        harness.env.inject_error("DELETE", MESSAGES, status=400, code=50083)
        await harness.services.gallery.delete(image_id(message), as_player(harness))
        await followed(harness)
        assert harness.is_deleted(message)
        assert edited == [{"archived": False}, {"archived": True}]

    async def test_of_a_locked_thread_it_is_taken_down_when_that_is_opened(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        harness.env.inject_error("DELETE", MESSAGES, status=400, code=50083)
        harness.env.inject_error("PATCH", f"/channels/{harness.channel.id}", status=403, code=50013)
        await harness.services.gallery.delete(image_id(message), as_player(harness))
        locked = f"/channels/{harness.session_id}"
        await harness.wait_until(lambda: any(call.path == locked for call in harness.env.http_requests))
        await self.done(harness)
        assert not harness.is_deleted(message)
        self.open_thread(harness)
        await followed(harness)
        assert harness.is_deleted(message)

    @staticmethod
    async def done(harness: DiscordHarness) -> None:
        """Wait until the updater is at no channel."""
        await harness.env.settle()
        async with asyncio.timeout(10):
            await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name().startswith("posted in")))

    @staticmethod
    def open_thread(harness: DiscordHarness) -> None:
        data = {"id": harness.session_id, "guild_id": str(harness.guild.id), "parent_id": "7", "type": 11}
        data |= {"name": "run 2", "thread_metadata": {"archived": False}}
        harness.client.dispatch("raw_thread_update", discord.RawThreadUpdateEvent(data))  # type: ignore[arg-type]  # as the gateway sends it

    @staticmethod
    async def record_thread_edits(harness: DiscordHarness) -> list[dict[str, object]]:
        """Record what is edited of the channel, which is no thread here, and takes no such edit."""
        edited: list[dict[str, object]] = []

        async def edit_channel(_channel_id: int, **options: object) -> None:
            edited.append(options)

        harness.client.http.edit_channel = edit_channel  # type: ignore[assignment, method-assign]
        return edited


async def test_a_message_that_is_gone_is_forgotten(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    image = await image_of(harness, message)
    await harness.client.background.end()
    await harness.refetch(message).delete()
    await star(harness, message)
    await harness.restart()
    await followed(harness)
    assert await harness.services.postings.of_image(image.id) == ()
    assert (await harness.services.gallery.page(as_player(harness))).total == 1


async def test_while_discord_is_away_an_edit_is_tried_again_but_not_for_ever(
    harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await harness.generate_image()
    monkeypatch.setattr(posted_messages, "FIRST_PAUSE", 0.0)
    tries = 0

    async def away(*_args: object, **_more: object) -> None:
        nonlocal tries
        tries += 1
        raise OSError("no route to host")

    monkeypatch.setattr(discord.PartialMessage, "fetch", away)
    await star(harness, message)
    await harness.wait_until(lambda: tries == MAX_TRIES)
    monkeypatch.undo()
    await star(harness, message)
    assert await harness.services.postings.outdated_channels() == (harness.session_id,), "it is still to be shown"


async def test_edits_of_a_channel_keep_their_distance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edit_pace, "SECONDS_BETWEEN", 10.0)
    clock, pace = LoopClock(asyncio.get_running_loop(), monkeypatch), EditPace()
    edited: list[str] = []

    async def edit(name: str, channel: str, *, used: bool = True) -> None:
        async with pace.turn(channel) as turn:
            turn.used = used
            edited.append(name)

    async with asyncio.TaskGroup() as group:
        for name, channel in (("first", "a"), ("other channel", "b"), ("second", "a"), ("third", "a")):
            group.create_task(edit(name, channel))
        await clock.forward(0)
        assert edited == ["first", "other channel"]
        await clock.forward(9.9)
        assert len(edited) == 2
        await clock.forward(0.2)
        assert edited[2:] == ["second"]
        await clock.forward(10.1)
        assert edited[3:] == ["third"]
    await clock.forward(10.1)
    await edit("nothing to edit", "a", used=False)
    await edit("at once after it", "a")
    assert len(edited) == 6
