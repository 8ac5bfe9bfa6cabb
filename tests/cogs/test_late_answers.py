"""Answers that take longer than Discord waits, as while another program has the database: in time, then the truth."""

import ast
import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from simcord import InteractionResult

from bot.settings import Settings
from cogs.ui.components import button
from cogs.ui.dispatcher import Handlers
from cogs.ui.replies.in_time import LEAVE_SECONDS, take_leave
from generation.gallery.opened_pages import OpenedPages
from generation.outbox import Deliveries
from generation.sessions.styles import TableStyles
from storage.errors import StorageError
from tests.clock import LoopClock, breathe
from tests.cogs.discord_harness import STREET, DiscordHarness, answer, image_id, private_answer, stars

COGS = Path(__file__).parents[2] / "cogs"
#: What Discord calls the answers that stand for later ones.
THINKING, UPDATING = 5, 6
NOTE = "One moment, please: this takes longer than usual."
BUSY = "The bot's database is busy. Try again in a moment."
NO_FORM = "That took too long for a form to open. Please try again."


class Lock:
    """Another program, which has the database to itself for a while."""

    def __init__(self, harness: DiscordHarness, connection: sqlite3.Connection) -> None:
        self._harness = harness
        self._connection = connection

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Lock the database within the block."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    async def answered_meanwhile(self, doing: Awaitable[InteractionResult]) -> tuple[int, InteractionResult]:
        """Lock the database until Discord is answered; return by what kind of answer, and all that came of it."""
        before = len(self._answers())
        with late(), self.held():
            running = asyncio.ensure_future(doing)
            await self._harness.wait_until(lambda: len(self._answers()) > before)
            assert not running.done()
        result = await running
        (kind,) = self._answers()[before:]
        return kind, result

    def _answers(self) -> list[int]:
        return [told["type"] for _, call, told in self._harness.env.backend.transcript if "/callback" in call]


@contextlib.contextmanager
def late() -> Iterator[None]:
    """Let be late whatever is not answered at once: simcord lets no time pass while a handler waits."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("cogs.ui.replies.answer.ANSWER_WITHIN", 0.0)
        patched.setattr("cogs.ui.replies.in_time.ANSWER_WITHIN", 0.0)
        yield


@pytest.fixture
def lock(harness: DiscordHarness, settings: Settings) -> Iterator[Lock]:
    with contextlib.closing(sqlite3.connect(settings.database_path, isolation_level=None)) as connection:
        yield Lock(harness, connection)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait long for a lock."""
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 1.0)


class TestAButton:
    async def test_leaves_its_message_as_it_is_until_it_changes_it(self, harness: DiscordHarness, lock: Lock) -> None:
        message = await harness.generate_image()
        kind, result = await lock.answered_meanwhile(harness.press(message, "favorite"))
        assert kind == UPDATING
        assert stars(harness.refetch(message)) == 1
        assert result.followups == [], "the note is gone"

    async def test_says_meanwhile_that_it_takes_longer(self, harness: DiscordHarness, lock: Lock) -> None:
        message = await harness.generate_image()
        await lock.answered_meanwhile(harness.press(message, "favorite"))
        sent = [told for _, call, told in harness.env.backend.transcript if call.startswith("POST /webhooks/")]
        (note,) = (told for told in sent if told["content"] == NOTE)
        assert note["flags"] == discord.MessageFlags(ephemeral=True).value

    async def test_is_answered_with_what_all_see(self, harness: DiscordHarness, lock: Lock) -> None:
        message = await harness.generate_image()
        kind, result = await lock.answered_meanwhile(harness.press(message, "reroll"))
        assert kind == UPDATING
        (placeholder,) = result.followups
        assert not placeholder.ephemeral
        await harness.wait_until_delivered()
        assert [each.id for each in harness.image_messages()] == [message.id, placeholder.id]

    async def test_opens_a_page_of_ones_own_and_leaves_its_message_alone(
        self, harness: DiscordHarness, lock: Lock
    ) -> None:
        message = await harness.generate_image()
        kind, result = await lock.answered_meanwhile(harness.press(message, "gallery"))
        assert kind == UPDATING
        (page,) = result.followups
        assert page.ephemeral
        assert page.embeds[0].description == STREET
        assert harness.refetch(message).embeds == message.embeds

    async def test_keeps_what_comes_of_a_secret_picture_secret(self, harness: DiscordHarness, lock: Lock) -> None:
        placeholder = answer(
            await harness.gm.slash(harness.channel, "image generate", description=STREET, private=True)
        )
        await harness.wait_until_delivered()
        first = harness.refetch(placeholder)
        kind, result = await lock.answered_meanwhile(harness.press(first, "reroll", by=harness.gm))
        assert kind == UPDATING
        await harness.wait_until_delivered()
        (second,) = result.followups
        assert second.ephemeral
        assert image_id(harness.refetch(second)) != image_id(first)
        assert image_id(harness.refetch(first)) == image_id(first), "the picture that was pressed stays"

    async def test_that_opens_a_form_says_to_try_again(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        with late():
            result = await harness.press(message, "edit")
        assert [each.content for each in result.followups if each.ephemeral] == [NO_FORM]

    @pytest.mark.usefixtures("impatient")
    async def test_that_waits_in_vain_says_so(self, harness: DiscordHarness, lock: Lock) -> None:
        message = await harness.generate_image()
        with late(), lock.held():
            result = await harness.press(message, "favorite")
        assert [each.content for each in result.followups] == [BUSY]
        assert harness.env.errors == []
        assert stars(harness.refetch(message)) == 0


class TestAMenu:
    async def test_changes_its_message_when_what_was_chosen_is_stored(
        self, harness: DiscordHarness, lock: Lock
    ) -> None:
        message = answer(await harness.gm.slash(harness.channel, "session settings"))
        await harness.gm.select(message, ["approval"], custom_id="scene:select-topic")
        choosing = harness.gm.select(message, ["all"], custom_id="scene:select-set:approval")
        kind, result = await lock.answered_meanwhile(choosing)
        assert kind == UPDATING
        assert (await harness.services.admin.settings(harness.session_id)).approval == "all"
        assert result.followups == []


class TestAForm:
    async def test_of_a_message_changes_it(self, harness: DiscordHarness, lock: Lock) -> None:
        message = answer(await harness.gm.slash(harness.channel, "session settings"))
        form = await harness.press(message, "setlimits", by=harness.gm)
        kind, result = await lock.answered_meanwhile(harness.gm.submit_modal(form, {"hourly": "7", "budget": ""}))
        assert kind == UPDATING
        assert (await harness.services.admin.settings(harness.session_id)).hourly_limit == 7
        assert "7" in str(harness.refetch(message).embeds[0].to_dict())
        assert result.followups == []

    async def test_of_a_command_is_answered_like_one(self, harness: DiscordHarness, lock: Lock) -> None:
        form = await harness.player.slash(harness.channel, "image generate")
        kind, result = await lock.answered_meanwhile(harness.player.submit_modal(form, {"description": STREET}))
        assert kind == THINKING
        assert result.response is None, "nobody is left thinking"
        (placeholder,) = result.followups
        await harness.wait_until_delivered()
        assert [each.id for each in harness.image_messages()] == [placeholder.id]


class TestACommand:
    async def test_says_to_its_user_what_came_of_it(self, harness: DiscordHarness, lock: Lock) -> None:
        kind, result = await lock.answered_meanwhile(
            harness.gm.slash(harness.channel, "session style lock", style="toxic")
        )
        assert kind == THINKING
        assert private_answer(result).startswith("From now on everything here is painted as")
        assert result.followups == []

    async def test_hangs_what_all_are_to_see_in_the_channel(self, harness: DiscordHarness, lock: Lock) -> None:
        await harness.generate_image()
        kind, result = await lock.answered_meanwhile(harness.player.slash(harness.channel, "image gallery"))
        assert kind == THINKING
        assert result.response is None, "nobody is left thinking"
        (page,) = result.followups
        assert not page.ephemeral
        assert page.embeds[0].description == STREET
        await harness.press(page, "grid")
        assert harness.refetch(page).embeds[0].description != STREET, "it answers like any other"

    async def test_that_opens_a_form_says_to_try_again(self, harness: DiscordHarness, lock: Lock) -> None:
        kind, result = await lock.answered_meanwhile(
            harness.player.slash(harness.channel, "image generate", size="wide")
        )
        assert kind == THINKING
        assert private_answer(result) == NO_FORM

    async def test_of_a_message_says_to_its_user_what_came_of_it(self, harness: DiscordHarness, lock: Lock) -> None:
        message = await harness.generate_image()
        kind, result = await lock.answered_meanwhile(harness.player.context_menu(harness.channel, "Favorite", message))
        assert kind == THINKING
        assert private_answer(result) == "You gave it your ⭐."
        await harness.wait_until(lambda: stars(harness.refetch(message)) == 1)

    @pytest.mark.usefixtures("impatient")
    async def test_that_waits_in_vain_says_so(self, harness: DiscordHarness, lock: Lock) -> None:
        await harness.generate_image()
        with late(), lock.held():
            result = await harness.player.slash(harness.channel, "image gallery")
        assert private_answer(result) == BUSY
        assert harness.env.errors, "simcord notes the refusal; reading it is what acknowledges it"


class TestACompletion:
    async def test_is_no_concern_of_whoever_locks_the_database(self, harness: DiscordHarness, lock: Lock) -> None:
        with lock.held():
            (offer,) = await harness.player.autocomplete(harness.channel, "image generate", "style", "toxic")
        assert offer["value"] == "toxic"

    async def test_that_takes_too_long_suggests_nothing(
        self, harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def never(_styles: TableStyles, _session_id: str) -> None:
            await asyncio.Event().wait()

        monkeypatch.setattr(TableStyles, "all", never)
        with late():
            assert await harness.player.autocomplete(harness.channel, "image generate", "style", "toxic") == []

    async def test_that_fails_suggests_nothing(
        self, harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def fail(_styles: TableStyles, _session_id: str) -> None:
            raise StorageError(BUSY)

        monkeypatch.setattr(TableStyles, "all", fail)
        assert await harness.player.autocomplete(harness.channel, "image generate", "style", "toxic") == []
        assert BUSY in caplog.text


async def test_a_handler_that_says_nothing_leaves_nobody_waiting(
    harness: DiscordHarness, caplog: pytest.LogCaptureFixture
) -> None:
    async def say_nothing(_interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        await breathe()

    harness.dispatcher.register(Handlers(buttons={"nothing": say_nothing}))
    message = await harness.post_button(button("nothing", "1", label="Nothing"))
    with late():
        result = await harness.press(message, "nothing")
    (sentence,) = (each.content for each in result.followups)
    assert sentence.startswith("Something went wrong here.")
    assert "was left waiting" in caplog.text


async def test_who_waits_for_a_bot_that_stops_is_told_so(harness: DiscordHarness) -> None:
    async def never(_interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        await harness.env.external_wait(asyncio.Event().wait(), reason="what is waited for never comes")

    harness.dispatcher.register(Handlers(buttons={"never": never}))
    message = await harness.post_button(button("never", "1", label="Never"))
    with late():
        result = await harness.press(message, "never")
    assert [each.content for each in result.followups] == [NOTE]
    with harness.env.time_context():
        await take_leave(harness.client)
    stopping = "The bot is restarting. Check in a moment whether it worked."
    assert [each.content for each in result.followups] == [stopping]


async def test_a_stop_waits_for_no_discord_that_hangs(clock: LoopClock, monkeypatch: pytest.MonkeyPatch) -> None:
    client, told = discord.Client(intents=discord.Intents.none()), list[object]()
    hanging, waiting, others = (SimpleNamespace(client=of, locale="en-US") for of in (client, client, None))

    async def reply(interaction: object, _text: str) -> None:
        if interaction is hanging:
            await asyncio.Event().wait()
        told.append(interaction)

    monkeypatch.setattr("cogs.ui.replies.in_time._under_way", [hanging, waiting, others])
    monkeypatch.setattr("cogs.ui.replies.in_time.was_asked_to_wait", lambda _interaction: True)
    monkeypatch.setattr("cogs.ui.replies.in_time.reply_privately", reply)
    leaving = asyncio.create_task(take_leave(client))
    await breathe()
    await clock.forward(LEAVE_SECONDS)
    assert leaving.done()
    assert told == [waiting]


async def test_what_is_stored_and_cannot_be_shown_is_not_asked_for_again(harness: DiscordHarness, lock: Lock) -> None:
    harness.env.inject_error("POST", "/webhooks/*", status=403, code=50001)
    asking = harness.player.slash(harness.channel, "image generate", description=STREET)
    _kind, result = await lock.answered_meanwhile(asking)
    stored = "Got it. The picture comes into this channel when it is done."
    assert [(each.content, each.ephemeral) for each in result.followups] == [(stored, True)]
    assert result.response is None, "nobody is left thinking"
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 1


async def test_what_is_shown_is_not_called_refused_for_what_cannot_be_noted_of_it(
    harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(*_arguments: object) -> None:
        raise StorageError(BUSY)

    monkeypatch.setattr(OpenedPages, "attach", refuse)
    monkeypatch.setattr(Deliveries, "set_placeholder", refuse)
    page = await harness.player.slash(harness.channel, "image gallery")
    asked = await harness.player.slash(harness.channel, "image generate", description=STREET)
    for result in (page, asked):
        assert result.response is not None
        assert not result.response.ephemeral
        assert result.followups == []
    assert caplog.text.count(BUSY) == 2
    await harness.wait_until_delivered()
    assert len(harness.image_messages()) == 1


@pytest.mark.parametrize("path", sorted(COGS.rglob("*.py")), ids=lambda path: str(path.relative_to(COGS)))
def test_every_handler_answers_where_it_is_known_what_was_answered_already(path: Path) -> None:
    if path.parent == COGS / "ui" / "replies":
        return
    used = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    assert not used & {"response", "followup", "original_response", "edit_original_response"}, "use cogs.ui.replies"
