"""What waits for the GM: where the GM is asked, what the GM may say, and that it is said once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.settings import Settings
from generation.errors import ContentRefusedError, NotAllowedError, NotFoundError, RefusedError
from generation.events import RequestChanged
from generation.requests.reviews import LONGEST_REASON, Reviews
from generation.sessions.permissions import GM, Actor
from generation.sessions.settings import ALL, FLAGGED
from storage.records import CANCELLED, COMPLETED, FAILED, HELD, QUEUED, Request
from tests.generation.application import ANN, BOB, PLAIN, PLAIN_BY_RULES, TABLE, THE_GM, Application, open_application

FLAGGED_WORDS = "a runner about to hang himself"
ASKED_FOR_REVIEW = "SELECT channel_id FROM delivery WHERE kind = 'review'"


@pytest.fixture
async def room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Application]:
    async with open_application(settings, monkeypatch, guild_id="77") as room:
        await room.change(approval=ALL)
        yield room


async def asked_in(room: Application) -> list[str]:
    return [row["channel_id"] for row in await room.running.rows(ASKED_FOR_REVIEW)]


async def test_the_gm_is_asked_by_direct_message_unless_there_is_a_channel_for_it(room: Application) -> None:
    await room.ask()
    assert await asked_in(room) == ["@fixer"]
    await room.change(review_channel="4242")
    await room.ask()
    assert sorted(await asked_in(room)) == ["4242", "@fixer"]


async def test_where_no_gm_is_known_nobody_is_written_to(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_application(settings, monkeypatch) as room:
        await room.change(approval=ALL)
        request = await room.row(await room.ask())
        assert (request.status, await asked_in(room)) == (HELD, [])


async def test_an_approved_request_is_painted_and_tells_so(room: Application) -> None:
    request_id = await room.ask()
    heard: list[str] = []
    room.services.events.listen(lambda event: heard.append(event.status) if isinstance(event, RequestChanged) else None)
    approved = await room.services.reviews.approve(request_id, THE_GM)
    assert (approved.status, approved.approved_by) == (QUEUED, THE_GM.user_id)
    assert (await room.ended(request_id)).status == COMPLETED
    assert heard[0] == QUEUED
    assert room.painter.orders[0].prompt.startswith(PLAIN_BY_RULES)


async def test_what_was_decided_is_told_of_its_own_session_alone(room: Application) -> None:
    elsewhere = replace(ANN, session_id="elsewhere")
    await room.services.sessions.enter(elsewhere, "elsewhere", guild_id="77")
    await room.services.admin.change(replace(THE_GM, session_id="elsewhere"), approval=ALL)
    ids = {session: await room.ask(by=by) for session, by in ((TABLE, ANN), ("elsewhere", elsewhere))}
    heard: list[tuple[str, str, str]] = []
    room.services.events.listen(
        lambda event: (
            heard.append((event.session_id, event.request_id, event.status))
            if isinstance(event, RequestChanged)
            else None
        )
    )
    await room.services.reviews.approve(ids[TABLE], THE_GM)
    assert heard[0] == (TABLE, ids[TABLE], QUEUED)
    await room.ended(ids[TABLE])
    await room.services.reviews.reject(ids["elsewhere"], replace(THE_GM, session_id="elsewhere"))
    assert heard[-1] == ("elsewhere", ids["elsewhere"], FAILED)
    for reviews in (room.services.reviews.approve, room.services.reviews.reject):
        with pytest.raises(NotFoundError):
            await reviews(await room.ask(), replace(THE_GM, session_id="elsewhere"))


async def test_the_gms_own_words_take_the_others_place_everywhere(room: Application) -> None:
    request_id = await room.ask(replace(PLAIN, exact="An ork sells noodles, close up", negative="daylight"))
    await room.services.reviews.approve(request_id, THE_GM, text="A troll sells soup at a market")
    request = await room.ended(request_id)
    (image,) = await room.services.gallery.unchecked_of_request(request_id)
    assert request.prompt == image.prompt == "A troll sells soup at a market"
    assert room.painter.orders[0].prompt.startswith("A troll (massive build, ")
    assert "ork" not in room.painter.orders[0].prompt


async def test_the_same_text_sent_back_is_the_text_that_was_shown(room: Application) -> None:
    request_id = await room.ask(replace(PLAIN, exact="An ork sells noodles, close up"))
    await room.services.reviews.approve(request_id, THE_GM, text=PLAIN.prompt)
    await room.ended(request_id)
    assert room.painter.orders[0].prompt == "An ork sells noodles, close up"


@pytest.mark.parametrize("text", ["a nude child", "a clown", "", "…", "x" * 4001])
async def test_words_that_nobody_may_have_painted_are_refused_to_the_gm_and_it_still_waits(
    room: Application, text: str
) -> None:
    await room.change(lines=("clown",))
    request_id = await room.ask()
    with pytest.raises(RefusedError):
        await room.services.reviews.approve(request_id, THE_GM, text=text)
    assert (await room.row(request_id)).status == HELD
    assert room.painter.orders == []


async def test_the_gms_words_are_toned_down_like_anybodys(room: Application) -> None:
    request_id = await room.ask()
    await room.services.reviews.approve(request_id, THE_GM, text="a decapitated ganger in the rain")
    assert "decapitated" not in (await room.ended(request_id)).prompt


async def test_a_rejected_request_ends_with_the_gms_reason(room: Application) -> None:
    request_id = await room.ask()
    rejected = await room.services.reviews.reject(request_id, THE_GM, "  not \n tonight ")
    assert (rejected.status, rejected.error_code) == (FAILED, "rejected")
    assert rejected.error_message == "The GM said no: not tonight"
    assert rejected.completed_at is not None
    other = await room.ask()
    assert (await room.services.reviews.reject(other, THE_GM)).error_message == "The GM said no to this one."


async def test_a_reason_that_is_too_long_decides_nothing(room: Application) -> None:
    request_id = await room.ask()
    with pytest.raises(RefusedError, match="at most 300"):
        await room.services.reviews.reject(request_id, THE_GM, "x" * (LONGEST_REASON + 1))
    assert (await room.row(request_id)).status == HELD


async def test_it_is_decided_once(room: Application) -> None:
    request_id = await room.ask()
    reviews = room.services.reviews
    both = await asyncio.gather(
        reviews.approve(request_id, THE_GM), reviews.reject(request_id, THE_GM), return_exceptions=True
    )
    assert sum(isinstance(each, NotFoundError) for each in both) == 1
    for decide in (reviews.approve, reviews.reject):
        with pytest.raises(NotFoundError, match="decided already"):
            await decide(request_id, THE_GM)


@pytest.mark.parametrize("decide", ["approve", "reject"])
async def test_what_another_gm_has_decided_in_between_is_decided(
    decide: str, room: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = await room.ask()
    reviews, find = room.services.reviews, Reviews.get

    async def find_and_decide(service: Reviews, request_id: str, actor: Actor) -> Request:
        found = await find(service, request_id, actor)
        with monkeypatch.context() as patch:
            patch.setattr(Reviews, "get", find)
            await service.reject(request_id, actor, "the other one")
        return found

    monkeypatch.setattr(Reviews, "get", find_and_decide)
    with pytest.raises(NotFoundError, match="decided already"):
        await getattr(reviews, decide)(request_id, THE_GM)
    decided = await room.row(request_id)
    assert (decided.status, decided.error_message) == (FAILED, "The GM said no: the other one")


async def test_what_its_author_takes_back_is_not_decided_any_more(room: Application) -> None:
    request_id = await room.ask()
    with pytest.raises(NotAllowedError):
        await room.services.requests.cancel(request_id, BOB)
    assert await room.services.requests.cancel(request_id, ANN)
    with pytest.raises(NotFoundError):
        await room.services.reviews.approve(request_id, THE_GM)
    assert (await room.row(request_id)).status == CANCELLED
    assert await room.services.reviews.waiting(THE_GM) == ()


@pytest.mark.parametrize("by", [ANN, BOB, Actor("elsewhere", "fixer", GM)])
async def test_nobody_else_decides(room: Application, by: Actor) -> None:
    request_id = await room.ask()
    with pytest.raises((NotAllowedError, NotFoundError)):
        await room.services.reviews.approve(request_id, by)
    with pytest.raises((NotAllowedError, NotFoundError)):
        await room.services.reviews.reject(request_id, by)
    assert (await room.row(request_id)).status == HELD


async def test_who_presses_elsewhere_is_known_by_the_session(room: Application) -> None:
    request_id = await room.ask()
    found = await room.services.reviews.reviewer_of(request_id, "fixer")
    assert (found.session_id, found.role) == (TABLE, GM)
    for stranger in ("ann", "nobody"):
        with pytest.raises(NotAllowedError, match="Only the GM"):
            await room.services.reviews.reviewer_of(request_id, stranger)
    with pytest.raises(NotFoundError):
        await room.services.reviews.reviewer_of("no-such-request", "fixer")


async def test_who_was_made_a_gm_decides_at_once_and_no_more_once_made_a_player(room: Application) -> None:
    request_id = await room.ask()
    await room.services.admin.give_role(THE_GM, "bob", GM)
    assert (await room.services.reviews.reviewer_of(request_id, "bob")).role == GM
    await room.services.admin.give_role(THE_GM, "bob", "player")
    with pytest.raises(NotAllowedError):
        await room.services.reviews.reviewer_of(request_id, "bob")


async def test_a_held_request_is_never_painted_and_outlives_a_restart(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_application(settings, monkeypatch) as room:
        await room.change(approval=ALL)
        request_id = await room.ask()
    async with open_application(settings, monkeypatch) as room:
        await room.running.app.recover()
        free = await room.ask(by=THE_GM)
        assert (await room.ended(free)).status == COMPLETED
        assert [each.id for each in await room.services.reviews.waiting(THE_GM)] == [request_id]
        assert len(room.painter.orders) == 1
        await room.services.reviews.approve(request_id, THE_GM)
        assert (await room.ended(request_id)).status == COMPLETED


async def test_the_oldest_is_shown_first_and_only_to_the_gm(room: Application) -> None:
    ids = [await room.ask(f"alley number {number}") for number in range(3)]
    assert [each.id for each in await room.services.reviews.waiting(THE_GM)] == ids
    with pytest.raises(NotAllowedError):
        await room.services.reviews.waiting(ANN)


async def test_a_line_that_was_drawn_while_it_waited_holds_for_what_was_approved(room: Application) -> None:
    await room.change(approval=FLAGGED)
    request_id = await room.ask(FLAGGED_WORDS)
    await room.change(lines=("runner",))
    await room.services.reviews.approve(request_id, THE_GM)
    ended = await room.ended(request_id)
    assert (ended.status, ended.error_code) == (FAILED, "moderated")
    assert "does not paint runner" in (ended.error_message or "")


async def test_nothing_of_a_refused_edit_is_offered_in_other_words_where_there_are_none(room: Application) -> None:
    request_id = await room.ask()
    with pytest.raises(ContentRefusedError) as refused:
        await room.services.reviews.approve(request_id, THE_GM, text="a nude child")
    assert refused.value.rephrase == ""
