"""What waits for the GM on Discord: asked by direct message, in a channel, or by the placeholder's own button."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import InteractionResult, ResponseMessage

from cogs.delivery.reviews import review_view
from generation.sessions.permissions import Actor
from generation.sessions.settings import ALL, OPEN
from storage.records import HELD
from tests.clock import PATIENCE
from tests.cogs.discord_harness import STREET, AnyMessage, DiscordHarness, answer, custom_ids, fields, private_answer
from tests.cogs.network_faults import NetworkFaults
from tests.generation.fake_provider import FakeProvider

DECIDED = "This was decided already, or taken back."
ONLY_THE_GM = "Only the GM of this table decides on that."


@pytest.fixture
async def careful(harness: DiscordHarness) -> DiscordHarness:
    """Return a table whose GM, who was seen here, looks at everything first."""
    await harness.enter_gm()
    await harness.services.admin.change(harness.as_gm(), approval=ALL)
    return harness


def direct_messages(harness: DiscordHarness) -> list[discord.Message]:
    return harness.gm.user.dm_channel.history()


async def asked(harness: DiscordHarness, description: str = STREET) -> tuple[ResponseMessage, discord.Message]:
    """Ask for a picture and return its placeholder, and the question that came to the GM."""
    before = len(direct_messages(harness))
    placeholder = await harness.generate(description)
    await harness.wait_until(lambda: len(direct_messages(harness)) > before)
    return placeholder, direct_messages(harness)[-1]


def labels(message: AnyMessage) -> list[str]:
    return [each.split(":")[1] for each in custom_ids(message)]


async def in_dm(harness: DiscordHarness, message: discord.Message, verb: str) -> InteractionResult:
    (custom_id,) = (each for each in custom_ids(message) if f":{verb}:" in each)
    result: InteractionResult = await harness.gm.user.click(message, custom_id=custom_id)
    return result


def dm_now(harness: DiscordHarness, message: discord.Message) -> discord.Message:
    return next(each for each in direct_messages(harness) if each.id == message.id)


class TestThePlaceholder:
    async def test_says_what_it_waits_for_and_hides_the_words_from_those_who_do_not_want_them(
        self, careful: DiscordHarness
    ) -> None:
        placeholder = await careful.generate()
        assert placeholder.embeds[0].title == "Waiting for the GM"
        assert placeholder.embeds[0].description == f"||{STREET}||"
        assert fields(placeholder)["Why"] == "At this table the GM sees every description before it is painted."
        assert labels(placeholder) == ["review", "cancel"]

    async def test_its_review_button_shows_the_gm_alone_what_is_asked(self, careful: DiscordHarness) -> None:
        placeholder = await careful.generate()
        question = answer(await careful.press(placeholder, "review", by=careful.gm))
        assert question.ephemeral
        assert question.embeds[0].description == STREET
        assert fields(question)["Requested by"] == careful.player.mention
        assert labels(question) == ["approve", "revise", "reject"]

    @pytest.mark.parametrize("who", ["player", "other"])
    async def test_nobody_else_may_look(self, careful: DiscordHarness, who: str) -> None:
        placeholder = await careful.generate()
        sentence = private_answer(await careful.press(placeholder, "review", by=getattr(careful, who)))
        assert sentence == "Only the GM may decide on that."

    async def test_a_player_who_gets_hold_of_the_gms_buttons_decides_nothing(self, careful: DiscordHarness) -> None:
        placeholder = await careful.generate()
        request_id = custom_ids(placeholder)[0].rpartition(":")[2]
        message = await careful.client.get_partial_messageable(careful.channel.id).send(
            "?", view=review_view(request_id)
        )
        for verb in ("approve", "revise", "reject"):
            assert private_answer(await careful.press(message, verb)) == "Only the GM may decide on that."
        request = await careful.services.requests.unchecked_request(request_id)
        assert request is not None
        assert request.status == HELD

    async def test_becomes_the_picture_once_it_is_approved(self, careful: DiscordHarness) -> None:
        placeholder = await careful.generate()
        question = answer(await careful.press(placeholder, "review", by=careful.gm))
        await careful.press(question, "approve", by=careful.gm)
        shown = careful.refetch(question)
        assert shown.content == "Approved; it is being painted."
        assert shown.components == []
        await careful.wait_until_delivered()
        (picture,) = careful.image_messages()
        assert picture.id == placeholder.id

    async def test_is_taken_back_by_its_author(self, careful: DiscordHarness) -> None:
        placeholder, question = await asked(careful)
        assert private_answer(await careful.press(placeholder, "cancel")) == "Cancelled."
        await careful.wait_until_delivered()
        assert careful.refetch(placeholder).embeds[0].title == "Cancelled"
        assert private_answer(await in_dm(careful, question, "approve")) == DECIDED
        assert careful.image_messages() == []

    async def test_answers_after_a_restart(self, careful: DiscordHarness) -> None:
        placeholder, _ = await asked(careful)
        await careful.restart()
        question = answer(await careful.press(placeholder, "review", by=careful.gm))
        await careful.press(question, "approve", by=careful.gm)
        await careful.wait_until_delivered()
        assert [each.id for each in careful.image_messages()] == [placeholder.id]


class TestTheDirectMessage:
    async def test_asks_the_gm_once_with_all_there_is_to_know(self, careful: DiscordHarness) -> None:
        _, question = await asked(careful)
        assert question.embeds[0].title == "May this be painted?"
        assert question.embeds[0].description == STREET
        told = fields(question)
        assert (told["Requested by"], told["In"]) == (careful.player.mention, f"<#{careful.channel.id}>")
        assert labels(question) == ["approve", "revise", "reject"]
        assert len(direct_messages(careful)) == 1

    async def test_comes_once_though_discords_answer_is_lost(self, careful: DiscordHarness) -> None:
        placeholder = await careful.generate()
        await careful.wait_until(lambda: bool(direct_messages(careful)))
        assert placeholder is not None
        network = NetworkFaults(careful.client)
        network.lose("POST", 2)
        await careful.services.requests.submit(
            (await careful.services.requests.again(custom_ids(placeholder)[0].rpartition(":")[2], careful.as_gm())),
            await careful.services.sessions.context(player(careful)),
        )
        await careful.wait_until(lambda: len(direct_messages(careful)) >= 2)
        await careful.env.advance_time(5)
        await careful.env.settle()
        assert len(direct_messages(careful)) == 2

    async def test_is_where_it_can_be_approved(self, careful: DiscordHarness) -> None:
        placeholder, question = await asked(careful)
        await in_dm(careful, question, "approve")
        assert dm_now(careful, question).content == "Approved; it is being painted."
        assert custom_ids(dm_now(careful, question)) == []
        await careful.wait_until_delivered()
        assert [each.id for each in careful.image_messages()] == [placeholder.id]

    async def test_is_where_it_can_be_changed(self, careful: DiscordHarness, painter: FakeProvider) -> None:
        placeholder, question = await asked(careful)
        form = await in_dm(careful, question, "revise")
        await careful.gm.user.submit_modal(form, {"text": "a quiet bar"})
        assert dm_now(careful, question).content == "Approved in your words; it is being painted."
        assert dm_now(careful, question).embeds[0].description == "a quiet bar"
        await careful.wait_until_delivered()
        assert careful.refetch(placeholder).embeds[0].description == "a quiet bar"
        assert painter.orders[0].prompt.startswith("a quiet bar")

    async def test_is_where_it_can_be_rejected_with_a_reason(self, careful: DiscordHarness) -> None:
        placeholder, question = await asked(careful)
        form = await in_dm(careful, question, "reject")
        await careful.gm.user.submit_modal(form, {"reason": "not tonight"})
        await careful.wait_until_delivered()
        shown = careful.refetch(placeholder)
        assert shown.embeds[0].title == "No picture this time"
        assert fields(shown)["Why"] == "The GM said no: not tonight"
        assert "cost you nothing" in (fields(shown)["What now"] or "")

    async def test_words_that_are_never_painted_are_refused_to_the_gm_too(self, careful: DiscordHarness) -> None:
        _, question = await asked(careful)
        form = await in_dm(careful, question, "revise")
        assert "I do not paint this" in private_answer(
            await careful.gm.user.submit_modal(form, {"text": "a nude child"})
        )
        assert labels(dm_now(careful, question)) == ["approve", "revise", "reject"]

    async def test_answers_after_a_restart(self, careful: DiscordHarness) -> None:
        placeholder, question = await asked(careful)
        await careful.restart()
        await in_dm(careful, question, "approve")
        await careful.wait_until_delivered()
        assert [each.id for each in careful.image_messages()] == [placeholder.id]

    async def test_a_form_that_was_open_while_somebody_decided_says_so(self, careful: DiscordHarness) -> None:
        placeholder, question = await asked(careful)
        form = await in_dm(careful, question, "reject")
        shown = answer(await careful.press(placeholder, "review", by=careful.gm))
        await careful.press(shown, "approve", by=careful.gm)
        assert private_answer(await careful.gm.user.submit_modal(form, {"reason": "late"})) == DECIDED
        await careful.wait_until_delivered()
        assert len(careful.image_messages()) == 1

    async def test_where_it_is_refused_the_placeholders_button_is_left(self, careful: DiscordHarness) -> None:
        careful.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
        placeholder = await careful.generate()
        await undeliverable(careful)
        assert direct_messages(careful) == []
        question = answer(await careful.press(placeholder, "review", by=careful.gm))
        await careful.press(question, "approve", by=careful.gm)
        await careful.wait_until_delivered()
        assert [each.id for each in careful.image_messages()] == [placeholder.id]

    async def test_nobody_is_written_to_while_no_gm_is_known(self, harness: DiscordHarness) -> None:
        placeholder = await harness.generate("a runner about to hang himself")
        await harness.services.deliveries.nothing_due()
        await harness.env.settle()
        assert direct_messages(harness) == []
        assert any("scene:review:" in each for each in custom_ids(harness.refetch(placeholder))), (
            "a GM can still decide"
        )


async def test_a_table_holds_what_is_in_doubt_unless_it_says_otherwise(harness: DiscordHarness) -> None:
    held = await harness.generate("Donald Trump at the docks")
    assert any("scene:review:" in each for each in custom_ids(held))
    await harness.enter_gm()
    await harness.services.admin.change(harness.as_gm(), approval=OPEN)
    await harness.generate("Donald Trump at the docks")
    await harness.wait_until(lambda: len(harness.image_messages()) == 1)


class TestTheReviewChannel:
    async def test_is_where_the_gms_are_asked_and_answer(self, careful: DiscordHarness) -> None:
        room = careful.guild.create_text_channel("gm-room")
        await careful.services.admin.change(careful.as_gm(), review_channel=str(room.id))
        placeholder = await careful.generate()
        await careful.wait_until(lambda: bool(room.history()))
        (question,) = room.history()
        assert direct_messages(careful) == []
        assert private_answer(await careful.press(question, "approve")) == ONLY_THE_GM
        result = await careful.press(question, "approve", by=careful.gm)
        assert result.acknowledged
        assert room.history()[0].content == "Approved; it is being painted."
        await careful.wait_until_delivered()
        assert [each.id for each in careful.image_messages()] == [placeholder.id]

    async def test_that_may_not_be_posted_in_leaves_the_placeholders_button(self, careful: DiscordHarness) -> None:
        me = careful.guild.me
        assert me is not None
        closed = discord.PermissionOverwrite(view_channel=False, send_messages=False)
        room = careful.guild.create_text_channel("closed", overwrites={me: closed})
        await careful.services.admin.change(careful.as_gm(), review_channel=str(room.id))
        placeholder = await careful.generate()
        await undeliverable(careful)
        question = answer(await careful.press(placeholder, "review", by=careful.gm))
        assert labels(question) == ["approve", "revise", "reject"]


async def test_the_gms_own_pictures_wait_for_nobody(careful: DiscordHarness) -> None:
    await careful.generate_image(by=careful.gm)
    assert len(careful.image_messages()) == 1
    assert direct_messages(careful) == []


async def test_nobody_is_pinged_by_what_waits(careful: DiscordHarness) -> None:
    description = f"@everyone meets {careful.gm.mention}"
    _, question = await asked(careful, description)
    await in_dm(careful, question, "approve")
    await careful.wait_until_delivered()
    for entry in careful.env.http_requests:
        body: Any = entry.json
        if entry.method == "POST" and isinstance(body, dict):
            said = body.get("data", body) or {}
            if said.get("content") or said.get("embeds"):
                assert said["allowed_mentions"] == {"parse": []}


def player(harness: DiscordHarness) -> Actor:
    """Return the player as the services know one."""
    return Actor(harness.session_id, str(harness.player.id))


async def undeliverable(harness: DiscordHarness) -> None:
    """Wait until a message turned out not to be deliverable."""
    async with asyncio.timeout(PATIENCE):
        while not (await harness.services.deliveries.counts()).get("undeliverable"):  # noqa: ASYNC110  # rows tell no event
            await asyncio.sleep(0.01)
