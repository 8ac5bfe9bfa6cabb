"""What a GM decides of a session: who may change what, and to what."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from bot.settings import Settings
from generation.errors import ContentRefusedError, NotAllowedError, RefusedError
from generation.sessions.admin import words_of
from generation.sessions.permissions import GM, Actor
from generation.sessions.sessions import Place
from generation.sessions.settings import SessionSettings
from storage.members import MemberStore
from storage.records import QUEUED
from tests.generation.application import ANN, BOB, TABLE, THE_GM, Application, open_application
from tests.generation.at_once import look_before_anybody_acts

EXPLICIT = "a pornographic poster on the wall"


@pytest.fixture
async def room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Application]:
    async with open_application(settings, monkeypatch, workers=0) as room:
        yield room


async def test_only_the_gm_directs(room: Application) -> None:
    direction = room.services.admin
    for deed in (
        direction.change(ANN, approval="all"),
        direction.end(ANN),
        direction.hand_over(ANN, "ann"),
        direction.give_role(ANN, "ann", "gm"),
        direction.give_priority(ANN, "ann", 3),
    ):
        with pytest.raises(NotAllowedError):
            await deed
    assert await direction.settings(TABLE) == SessionSettings()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("mood", "grim"),
        ("approval", "sometimes"),
        ("who", "nobody"),
        ("who", "role"),
        ("favorites", "cats"),
        ("lines", ("",)),
        ("lines", ("!?",)),
        ("veils", ("x" * 41,)),
        ("lines", tuple(f"word {number}" for number in range(61))),
        ("premise", "x" * 301),
        ("setting", "x" * 41),
        ("hourly_limit", -1),
        ("hourly_limit", 10_001),
        ("daily_budget", 10_000.01),
        ("daily_budget", -0.5),
        ("daily_budget", float("nan")),
        ("review_channel", TABLE),
        ("style_lock", "no such style"),
        ("actions", {"gore": "praise"}),
        ("actions", {"sexual_minor": "allow"}),
        ("actions", {"sexual": "allow"}),
    ],
)
async def test_what_cannot_be_set_is_refused_and_nothing_changes(
    room: Application, setting: str, value: object
) -> None:
    with pytest.raises(RefusedError):
        await room.change(**{setting: value})
    assert await room.services.admin.settings(TABLE) == SessionSettings()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("lines", tuple(f"word {number}" for number in range(60))),
        ("veils", ("x" * 40,)),
        ("premise", "x" * 300),
        ("setting", "x" * 40),
        ("hourly_limit", 0),
        ("hourly_limit", 10_000),
        ("daily_budget", 0.0),
        ("daily_budget", 10_000.0),
    ],
)
async def test_what_is_just_within_its_bounds_is_set(room: Application, setting: str, value: object) -> None:
    assert getattr(await room.change(**{setting: value}), setting) == value


async def test_a_change_leaves_the_rest_as_it_was(room: Application) -> None:
    await room.change(lines=("spider",), approval="flagged")
    await room.change(premise="The city drowns.", actions=MappingProxyType({"gore": "block"}))
    settings = await room.services.admin.settings(TABLE)
    assert (settings.lines, settings.approval, settings.premise) == (("spider",), "flagged", "The city drowns.")
    assert dict(settings.actions) == {"gore": "block"}


async def test_a_style_is_locked_by_its_name_and_let_go_of(room: Application) -> None:
    assert (await room.change(style_lock="neon NOIR")).style_lock == "neon_noir"
    assert (await room.change(style_lock=None)).style_lock is None


async def test_sexual_content_needs_an_age_restricted_place_and_loses_it_with_the_mark(room: Application) -> None:
    sessions = room.services.sessions
    await sessions.enter_seen(TABLE, "ann", Place("table", mature=True), leads=False, discord_roles=frozenset())
    await room.change(actions={"sexual": "allow"})
    assert (await room.row(await room.ask(EXPLICIT))).status == QUEUED
    await sessions.enter_seen(TABLE, "ann", Place("table", mature=False), leads=False, discord_roles=frozenset())
    with pytest.raises(ContentRefusedError):
        await room.ask(EXPLICIT)


@pytest.mark.parametrize(("level", "there"), [(0, False), (1, True), (2, True), (3, True), (4, False)])
async def test_a_priority_is_a_level_that_there_is(level: int, room: Application, *, there: bool) -> None:
    if there:
        await room.services.admin.give_priority(THE_GM, "ann", level)
    else:
        with pytest.raises(RefusedError, match="The levels are 1"):
            await room.services.admin.give_priority(THE_GM, "ann", level)
    assert (await room.services.sessions.recognize(TABLE, "ann")).priority == (level if there else 1)


@pytest.mark.parametrize(
    ("user_id", "role", "sentence"),
    [("ann", "boss", "The roles are gm, player, observer"), ("fixer", "player", "Hand the session over first")],
)
async def test_a_role_that_cannot_be_given_is_refused(
    user_id: str, role: str, sentence: str, room: Application
) -> None:
    await room.services.admin.hand_over(THE_GM, "fixer")
    before = [(await room.services.sessions.recognize(TABLE, user)).role for user in ("ann", "fixer")]
    with pytest.raises(RefusedError, match=sentence):
        await room.services.admin.give_role(THE_GM, user_id, role)
    assert [(await room.services.sessions.recognize(TABLE, user)).role for user in ("ann", "fixer")] == before
    await room.services.admin.give_role(THE_GM, "fixer", GM)


async def test_nobody_is_handed_what_they_have(room: Application) -> None:
    await room.services.admin.hand_over(THE_GM, "bob")
    with pytest.raises(RefusedError, match="GM already"):
        await room.services.admin.hand_over(replace(BOB, role=GM), "bob")


async def test_who_may_ask_is_the_gms_word(room: Application) -> None:
    await room.change(who="role", role_id="9")
    with pytest.raises(NotAllowedError):
        await room.ask()
    await room.ask(by=replace(ANN, discord_roles=frozenset({"9"})))
    await room.change(who="gm")
    with pytest.raises(NotAllowedError):
        await room.ask(by=replace(ANN, discord_roles=frozenset({"9"})))
    await room.ask(by=THE_GM)


async def test_a_session_ends_once_and_opens_again(room: Application) -> None:
    await room.services.admin.end(THE_GM)
    with pytest.raises(RefusedError, match="ended already"):
        await room.services.admin.end(THE_GM)
    await room.services.admin.start(THE_GM)
    await room.ask()


async def test_nobody_comes_to_lead_by_opening_a_session(room: Application) -> None:
    with pytest.raises(NotAllowedError):
        await room.services.admin.start(ANN)
    with pytest.raises(NotAllowedError):
        await room.services.admin.start(ANN, takes_over=True)


async def test_a_session_whose_gm_was_named_is_taken_by_who_may_take_it_over(room: Application) -> None:
    await room.services.admin.hand_over(THE_GM, "bob")
    boss = replace(ANN, role=GM)
    assert (await room.services.admin.start(boss)).gm_user_id == "bob"
    assert (await room.services.admin.start(boss, takes_over=True)).gm_user_id == "ann"
    assert (await room.services.sessions.recognize(TABLE, "bob")).role != GM


async def test_whoever_hands_over_decides_no_more(room: Application) -> None:
    # Named by the session, not only seen as its GM.
    await room.services.admin.hand_over(THE_GM, BOB.user_id)
    await room.services.admin.hand_over(replace(BOB, role=GM), THE_GM.user_id)
    await room.change(approval="all")
    request_id = await room.ask()
    await room.services.admin.hand_over(THE_GM, BOB.user_id)
    assert (await room.services.reviews.reviewer_of(request_id, BOB.user_id)).user_id == BOB.user_id
    with pytest.raises(NotAllowedError):
        await room.services.reviews.reviewer_of(request_id, THE_GM.user_id)


def test_a_typed_list_is_one_a_line_or_between_commas_each_once() -> None:
    assert words_of(" Spider,\n eye   trauma\n\nspider,, Clown ") == ("spider", "eye trauma", "clown")
    assert words_of(" \n,") == ()


async def test_a_stranger_directs_nothing(room: Application) -> None:
    stranger = Actor("nowhere", "fixer", "gm")
    with pytest.raises(RefusedError, match="no session here"):
        await room.services.admin.change(stranger, approval="all")


async def test_of_two_who_are_handed_the_session_at_once_one_leads(
    room: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.services.admin.hand_over(THE_GM, "gm")
    look_before_anybody_acts(monkeypatch, 2, store=MemberStore, act="hand_over")
    answers = await asyncio.gather(
        *(room.services.admin.hand_over(THE_GM, user) for user in ("ann", "bob")), return_exceptions=True
    )
    assert sum(isinstance(answer, NotAllowedError) for answer in answers) == 1
    roles = [(await room.services.sessions.recognize(TABLE, user)).role for user in ("ann", "bob")]
    assert sorted(roles) == [GM, "player"]


async def test_who_is_handed_the_session_while_they_are_given_a_role_leads_it(
    room: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_role = MemberStore.give_role

    async def handed_over_first(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401  # as the step has them
        await room.services.admin.hand_over(THE_GM, "bob")
        return await give_role(*arguments, **named)

    monkeypatch.setattr(MemberStore, "give_role", handed_over_first)
    with pytest.raises(RefusedError, match="Hand the session over first"):
        await room.services.admin.give_role(THE_GM, "bob", "observer")
    assert (await room.services.sessions.recognize(TABLE, "bob")).role == GM
