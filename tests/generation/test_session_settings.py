"""A session's settings as its row keeps them, and as moderation and limits read them."""

import json
from types import MappingProxyType

import pytest

from generation.moderation.verdict import CATEGORIES, Action
from generation.sessions.settings import ALL, SessionSettings

EVERYTHING = SessionSettings(
    who="role",
    role_id="9",
    approval=ALL,
    review_channel="4242",
    style_lock="neon_noir",
    provider="sketch",
    hourly_limit=5,
    daily_budget=1.5,
    favorites="gm",
    lines=("spider", "eye trauma"),
    veils=("blood",),
    actions=MappingProxyType({"gore": "allow"}),
    spoilers=True,
    embed_prompt=False,
    setting="Hong Kong",
    premise="The city drowns.",
)


def test_a_session_that_has_set_nothing_keeps_nothing() -> None:
    assert SessionSettings().to_json() == "{}"
    assert SessionSettings.from_json("{}") == SessionSettings()


def test_what_is_set_comes_back_as_it_was() -> None:
    assert SessionSettings.from_json(EVERYTHING.to_json()) == EVERYTHING


def test_only_what_differs_from_the_usual_is_kept() -> None:
    assert json.loads(SessionSettings(lines=("spider",)).to_json()) == {"lines": ["spider"]}


def test_the_premise_is_kept_as_older_versions_have_called_it() -> None:
    assert json.loads(SessionSettings(premise="The city drowns.").to_json()) == {"campaign": "The city drowns."}
    assert SessionSettings.from_json('{"campaign": "The city drowns."}').premise == "The city drowns."


def test_names_of_another_version_are_left() -> None:
    assert SessionSettings.from_json('{"mood": "grim", "spoilers": true}') == SessionSettings(spoilers=True)


def test_moderation_reads_the_tables_own_actions_words_and_place() -> None:
    rules = EVERYTHING.rules(mature=True)
    assert rules.categories["gore"] is Action.ALLOW
    assert rules.categories["hate"] is CATEGORIES["hate"]
    assert (rules.lines, rules.veils, rules.mature) == (("spider", "eye trauma"), ("blood",), True)


def test_an_action_for_no_category_is_left() -> None:
    rules = SessionSettings(actions={"sexual_minor": "allow", "self_harm": "block"}).rules(mature=False)
    assert rules.categories == {**CATEGORIES, "self_harm": Action.BLOCK}


@pytest.mark.parametrize(
    ("gms", "operators", "together"), [(None, 0, 0), (None, 9, 9), (5, 0, 5), (5, 9, 5), (20, 9, 9), (0, 9, 9)]
)
def test_the_lower_hourly_limit_holds_and_zero_is_none(gms: int | None, operators: int, together: int) -> None:
    assert SessionSettings(hourly_limit=gms).pictures_an_hour(operators) == together


@pytest.mark.parametrize(
    ("gms", "operators", "together"),
    [(None, None, None), (None, 2.0, 2.0), (1.0, None, 1.0), (3.0, 2.0, 2.0), (0, 2.0, 0)],
)
def test_the_lower_budget_holds_and_zero_is_nothing(
    gms: float | None, operators: float | None, together: float | None
) -> None:
    assert SessionSettings(daily_budget=gms).money_a_day(operators) == together
