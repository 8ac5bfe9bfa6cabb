"""Who led and leads no more: whatever they still have at hand, in direct messages and other channels, does nothing."""

import discord
import pytest
from simcord import ChannelHandle, InteractionResult

from cogs.delivery.reveals import reveal_buttons
from cogs.delivery.reviews import review_view
from cogs.ui.components import make_view
from generation.errors import NotAllowedError
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, Actor
from generation.sessions.settings import ALL, GM_ONLY
from storage.records import HELD, Image
from tests.cogs.discord_harness import STREET, DiscordHarness, answer, custom_ids, footer, private_answer
from tests.cogs.test_reviews import undeliverable
from tests.cogs.test_star_reactions import TestWhileTheBotWasAway, known

ONLY_THE_GM = "Only the GM of this table decides on that."
SILENT = "Discord does not say at the moment who leads this session, so nothing was done. Try again in a minute."
DECISIONS = ("approve", "revise", "reject")


async def silent(_channel_id: str, _user_id: str) -> Seen | None:
    raise discord.DiscordException("no answer")


def lose_role(harness: DiscordHarness) -> None:
    """Take the GM's role away."""
    harness.guild.add_member(harness.gm.user)


def leave(harness: DiscordHarness) -> None:
    """Have the GM leave the server."""
    harness.guild.remove_member(harness.gm)


def direct_message(harness: DiscordHarness) -> discord.Message:
    """Return the one message that the GM had of the bot."""
    message: discord.Message
    (message,) = harness.gm.user.dm_channel.history()
    return message


async def revealable(harness: DiscordHarness, secret: Image) -> discord.Message:
    """Return a direct message that the GM had of the bot, by which a secret image is revealed."""
    with harness.env.time_context():
        channel = await (await harness.client.fetch_user(harness.gm.id)).create_dm()
        return await channel.send("Yours to reveal:", view=make_view(*reveal_buttons({1: secret})))


async def press(harness: DiscordHarness, message: discord.Message, custom_id: str) -> InteractionResult:
    result: InteractionResult = await harness.gm.user.click(message, custom_id=custom_id)
    return result


@pytest.fixture
async def held(harness: DiscordHarness) -> str:
    """Return the id of a request that waits for the GM, who has opened the session."""
    await harness.gm.slash(harness.channel, "session start")
    await harness.services.admin.change(harness.as_gm(), approval=ALL)
    await harness.generate(STREET)
    await harness.wait_until(lambda: bool(harness.gm.user.dm_channel.history()))
    (request,) = await harness.services.reviews.waiting(harness.as_gm())
    return request.id


@pytest.fixture
async def secret(harness: DiscordHarness) -> Image:
    """Return a secret image of the GM, who has opened the session."""
    await harness.gm.slash(harness.channel, "session start")
    return await harness.generate_secret()


async def status_of(harness: DiscordHarness, request_id: str) -> str:
    request = await harness.services.requests.unchecked_request(request_id)
    assert request is not None
    return request.status


class TestByDirectMessage:
    @pytest.mark.parametrize("lose", [lose_role, leave])
    @pytest.mark.parametrize("verb", DECISIONS)
    async def test_nothing_is_decided(self, harness: DiscordHarness, held: str, verb: str, lose: object) -> None:
        question = direct_message(harness)
        assert callable(lose)
        lose(harness)
        assert private_answer(await press(harness, question, f"scene:{verb}:{held}")) == ONLY_THE_GM
        assert await status_of(harness, held) == HELD

    async def test_a_form_that_was_open_decides_nothing(self, harness: DiscordHarness, held: str) -> None:
        question = direct_message(harness)
        form = await press(harness, question, f"scene:reject:{held}")
        lose_role(harness)
        assert private_answer(await harness.gm.user.submit_modal(form, {"reason": "mine"})) == ONLY_THE_GM
        assert await status_of(harness, held) == HELD

    @pytest.mark.parametrize("verb", ["reveal", "cover", "revealwhen"])
    async def test_nothing_is_revealed(self, harness: DiscordHarness, secret: Image, verb: str) -> None:
        message = await revealable(harness, secret)
        lose_role(harness)
        custom_id = f"scene:{verb}:{secret.request_id}:{secret.id}"
        assert private_answer(await press(harness, message, custom_id)) == ONLY_THE_GM
        assert harness.image_messages() == []

    async def test_a_reported_image_is_not_deleted(self, harness: DiscordHarness) -> None:
        await harness.gm.slash(harness.channel, "session start")
        message = await harness.generate_image()
        form = await harness.press(message, "report")
        await harness.player.submit_modal(form, {"reason": "my face"})
        report = direct_message(harness)
        lose_role(harness)
        for verb in ("uphold", "dismiss"):
            (custom_id,) = (each for each in custom_ids(report) if f":{verb}:" in each)
            assert private_answer(await press(harness, report, custom_id)) == ONLY_THE_GM
        assert not harness.is_deleted(message)


class TestInAnotherChannel:
    @pytest.fixture
    def back_room(self, harness: DiscordHarness) -> ChannelHandle:
        return harness.guild.create_text_channel("gm-room")

    @pytest.mark.parametrize("verb", DECISIONS)
    async def test_nothing_is_decided(
        self, harness: DiscordHarness, held: str, back_room: ChannelHandle, verb: str
    ) -> None:
        question = await harness.client.get_partial_messageable(back_room.id).send("?", view=review_view(held))
        lose_role(harness)
        assert private_answer(await harness.press(question, verb, by=harness.gm)) == ONLY_THE_GM
        assert await status_of(harness, held) == HELD

    async def test_who_leads_there_leads_nothing_here(
        self, harness: DiscordHarness, held: str, back_room: ChannelHandle
    ) -> None:
        question = await harness.client.get_partial_messageable(back_room.id).send("?", view=review_view(held))
        await harness.services.sessions.enter(
            Actor(str(back_room.id), str(harness.other.id)), "gm-room", guild_id=str(harness.guild.id)
        )
        await harness.services.admin.hand_over(Actor(str(back_room.id), str(harness.gm.id), GM), str(harness.other.id))
        assert private_answer(await harness.press(question, "approve", by=harness.other)) == ONLY_THE_GM
        assert await status_of(harness, held) == HELD

    async def test_a_gm_who_was_never_seen_at_the_table_decides(
        self, harness: DiscordHarness, held: str, back_room: ChannelHandle
    ) -> None:
        question = await harness.client.get_partial_messageable(back_room.id).send("?", view=review_view(held))
        role = harness.guild.create_role("gm")
        second = harness.guild.add_member(harness.env.create_user("second"), roles=[role])
        await harness.press(question, "approve", by=second)
        await harness.wait_until_delivered()
        assert len(harness.image_messages()) == 1


class TestWhoIsTold:
    async def test_another_who_leads_is_asked_in_place_of_a_former_gm(self, harness: DiscordHarness) -> None:
        await harness.gm.slash(harness.channel, "session start")
        await harness.services.admin.change(harness.as_gm(), approval=ALL)
        second = harness.guild.add_member(harness.env.create_user("second"), roles=[harness.guild.create_role("gm")])
        await harness.open_gallery(by=second)
        lose_role(harness)
        await harness.generate(STREET)
        await harness.wait_until(lambda: bool(second.user.dm_channel.history()))
        assert harness.gm.user.dm_channel.history() == []
        assert [each.embeds[0].description for each in second.user.dm_channel.history()] == [STREET]

    async def test_where_nobody_else_leads_nobody_is_asked(self, harness: DiscordHarness) -> None:
        await harness.gm.slash(harness.channel, "session start")
        await harness.services.admin.change(harness.as_gm(), approval=ALL)
        lose_role(harness)
        await harness.generate(STREET)
        await undeliverable(harness)
        assert harness.gm.user.dm_channel.history() == []

    async def test_a_report_does_not_go_to_a_former_gm(self, harness: DiscordHarness) -> None:
        await harness.gm.slash(harness.channel, "session start")
        message = await harness.generate_image()
        lose_role(harness)
        form = await harness.press(message, "report")
        told = answer(await harness.player.submit_modal(form, {"reason": "my face"}))
        assert "No GM is known at this table yet." in harness.refetch(told).content
        assert harness.gm.user.dm_channel.history() == []


class TestTheSessionThatAGmHasOpened:
    async def test_is_led_for_as_long_as_the_role_is_theirs(self, harness: DiscordHarness) -> None:
        await harness.gm.slash(harness.channel, "session start")
        lose_role(harness)
        refusal = private_answer(await harness.gm.slash(harness.channel, "session settings"))
        assert refusal == "Only the GM may change this session's settings."
        assert harness.env.errors

    async def test_goes_on_with_whom_they_have_named(self, harness: DiscordHarness, secret: Image) -> None:
        await harness.gm.slash(harness.channel, "session gm", user=harness.other)
        lose_role(harness)
        assert (await harness.services.membership.admit_now(harness.session_id, str(harness.other.id))).role == GM
        harness.guild.remove_member(harness.other)
        with pytest.raises(NotAllowedError):
            await harness.services.reviews.reviewer_of(secret.request_id or "", str(harness.other.id))

    async def test_is_another_gms_once_that_one_opens_it(self, harness: DiscordHarness) -> None:
        await harness.gm.slash(harness.channel, "session start")
        lose_role(harness)
        second = harness.guild.add_member(harness.env.create_user("second"), roles=[harness.guild.create_role("gm")])
        assert f"{second.mention} is its GM" in answer(await second.slash(harness.channel, "session start")).content


class TestWhereDiscordIsSilent:
    async def test_nothing_is_done_and_it_is_said(self, harness: DiscordHarness, held: str) -> None:
        question = direct_message(harness)
        look_up, harness.services.membership.look_up = harness.services.membership.look_up, silent
        for verb in DECISIONS:
            assert private_answer(await press(harness, question, f"scene:{verb}:{held}")) == SILENT
        assert await status_of(harness, held) == HELD
        harness.services.membership.look_up = look_up
        await press(harness, question, f"scene:approve:{held}")
        await harness.wait_until_delivered()
        assert len(harness.image_messages()) == 1

    async def test_no_secret_is_revealed(self, harness: DiscordHarness, secret: Image) -> None:
        message = await revealable(harness, secret)
        harness.services.membership.look_up = silent
        custom_id = f"scene:reveal:{secret.request_id}:{secret.id}"
        assert private_answer(await press(harness, message, custom_id)) == SILENT
        assert harness.image_messages() == []


async def test_a_star_that_came_while_the_bot_was_away_is_a_former_gms(harness: DiscordHarness) -> None:
    message = await harness.generate_image()
    await harness.open_gallery(by=harness.gm)
    await harness.services.admin.change(harness.as_gm(), favorites=GM_ONLY)
    TestWhileTheBotWasAway.unheard(harness, message, harness.gm.id, reacted=True)
    lose_role(harness)
    await harness.open_gallery()
    assert await known(harness, message) == ()


async def test_an_own_page_that_is_still_open_shows_no_secret_any_more(
    harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cogs.gallery.page_refresh.SECONDS_BETWEEN", 0.02)
    monkeypatch.setattr("cogs.gallery.page_refresh.SETTLE_SECONDS", 0.01)
    message = await harness.generate_image("a dock")
    for _ in range(2):
        await harness.generate_secret()
    own = answer(await harness.press(message, "gallery", by=harness.gm))
    assert footer(own) == "Picture 3 of 3, newest first"
    lose_role(harness)
    await harness.generate_image("a bar")
    # An earlier change may bring it up to date once more, before the new image is there.
    await harness.wait_until(lambda: footer(harness.refetch(own)) == "Picture 2 of 2, newest first")
