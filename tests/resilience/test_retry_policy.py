"""Which provider is asked next, and when: tables of earlier attempts and what follows from them."""

from datetime import timedelta
from typing import Any

import pytest

from generation.errors import InternalError
from generation.execution.retry_policy import (
    FIRST_WAIT,
    LIMITS_BEFORE_ANOTHER,
    LONGEST_WAIT,
    MAX_RETRIES,
    after_failure,
    chain,
    pause_after_limit,
    try_again_here,
    worth_trying,
    worth_waiting,
)
from generation.providers.base import (
    AuthError,
    BillingError,
    Capabilities,
    Edit,
    InvalidError,
    ModeratedError,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)
from generation.providers.registry import Providers
from storage.attempts import Attempt
from storage.errors import SceneError, StorageDamagedError, StorageError
from tests.generation.fake_provider import FakeProvider, picture_file

PICTURE = picture_file()


def painter(name: str, **abilities: Any) -> FakeProvider:  # noqa: ANN401  # whatever a capability is
    made = FakeProvider()
    made.name = name
    made.capabilities = Capabilities(**abilities)
    return made


PROVIDERS = Providers(
    [painter("big", largest=4096), painter("seeing", references=2), painter("editing", edits=frozenset({"upscale"}))],
    [painter("shy", references=1)],
)
ANYBODY = painter("big")


def a_request(**wishes: Any) -> ProviderRequest:  # noqa: ANN401  # fields of a request
    given = {"request_id": "r", "prompt": "a bar", "type": "scene", "style": None, "width": 1024, "height": 1024}
    return ProviderRequest(**(given | {"quality": "standard", "seed": 1} | wishes))


@pytest.mark.parametrize(
    ("wishes", "wish", "only", "names"),
    [
        ({}, None, False, ["big", "seeing", "editing"]),
        ({}, "editing", False, ["editing", "big", "seeing"]),
        ({}, "shy", False, ["shy", "big", "seeing", "editing"]),
        ({}, "shy", True, ["shy"]),
        ({}, "gone", False, ["big", "seeing", "editing"]),
        ({}, "gone", True, []),
        ({"width": 4096}, None, False, ["big"]),
        ({"width": 4096}, "seeing", False, ["big"]),
        ({"width": 4096}, "seeing", True, []),
        ({"references": (PICTURE,)}, None, False, ["seeing"]),
        ({"references": (PICTURE,)}, "shy", False, ["shy", "seeing"]),
        ({"references": (PICTURE, PICTURE)}, "shy", False, ["seeing"]),
        ({"edit": Edit("upscale", PICTURE)}, None, False, ["editing"]),
        ({"edit": Edit("erase", PICTURE)}, None, False, []),
    ],
)
def test_the_chain_holds_who_can_do_it_the_wished_one_first(
    wishes: dict[str, Any], wish: str | None, names: list[str], *, only: bool
) -> None:
    assert [each.name for each in chain(PROVIDERS, a_request(**wishes), wish, only=only)] == names


@pytest.mark.parametrize(
    ("outcomes", "with_others", "alone"),
    [
        ([], True, True),
        (["unavailable"], True, True),
        (["unavailable", "timed_out"], False, True),
        (["unavailable"] * 3, False, True),
        (["unavailable"] * 4, False, False),
        (["auth"], False, False),
        (["billing"], False, False),
        (["invalid"], False, False),
        (["moderated"], False, False),
        (["skipped"] * 9, True, True),
        (["abandoned", "lost", "open", "unavailable"], True, True),
        # A picture that was none when it was looked at was charged, and counts: a third is never paid.
        (["completed"], True, True),
        (["completed", "unavailable", "unavailable"], False, True),
        (["completed", "completed"], False, False),
    ],
)
def test_a_provider_is_worth_so_many_tries(outcomes: list[str], *, with_others: bool, alone: bool) -> None:
    history = [Attempt("big", outcome) for outcome in outcomes]
    others = [Attempt("seeing", "auth"), Attempt("seeing", "unavailable"), Attempt("seeing", "unavailable")]
    assert worth_trying(ANYBODY, [*others, *history], alone=False) is with_others
    assert worth_trying(ANYBODY, [*others, *history], alone=True) is alone


@pytest.mark.parametrize("outcome", ["unreadable", "completed"])
@pytest.mark.parametrize(("abilities", "again"), [({}, True), ({"cost": 0.01}, False), ({"cost_unknown": True}, False)])
def test_what_is_of_no_use_is_not_bought_twice(outcome: str, abilities: dict[str, Any], *, again: bool) -> None:
    history, seller = [Attempt("big", outcome)], painter("big", **abilities)
    for alone in (True, False):
        assert worth_trying(seller, history, alone=alone) is again
        assert try_again_here(UnreadableError("What?"), seller, history, alone=alone, patience=60) is again


@pytest.mark.parametrize(
    ("error", "with_others", "alone"),
    [
        (UnavailableError("Down."), True, True),
        (TimedOutError("Late."), True, True),
        (RateLimitedError("Busy."), True, True),
        (RateLimitedError("Busy.", 5), True, True),
        (RateLimitedError("Busy.", 60), True, True),
        (RateLimitedError("Busy.", 61), False, True),
        (AuthError("Key."), False, False),
        (BillingError("Money."), False, False),
        (InvalidError("What?"), False, False),
        (ModeratedError("No."), False, False),
    ],
)
def test_a_failed_call_is_repeated_where_that_can_help(error: ProviderError, *, with_others: bool, alone: bool) -> None:
    history = [Attempt("big", error.code)]
    assert try_again_here(error, ANYBODY, history, alone=False, patience=60) is with_others
    assert try_again_here(error, ANYBODY, history, alone=True, patience=60) is alone


@pytest.mark.parametrize("retries", range(MAX_RETRIES))
def test_the_wait_grows_with_jitter_and_is_never_shorter_than_asked(retries: int) -> None:
    longest = min(FIRST_WAIT * 2**retries, LONGEST_WAIT)
    for _ in range(20):
        wait = after_failure(UnavailableError("Down."), retries).wait
        assert wait is not None
        assert longest / 2 <= wait <= longest
    asked = after_failure(RateLimitedError("Busy.", 300), retries).wait
    assert asked == timedelta(seconds=300)


def test_the_longest_waits_are_two_seconds_and_twice_as_long_each_time_up_to_two_minutes() -> None:
    jitters = {
        retries: [after_failure(UnavailableError("Down."), retries).wait for _ in range(60)] for retries in range(8)
    }
    for retries, longest in enumerate([2, 4, 8, 16, 32, 64, 120, 120]):
        seconds = [wait.total_seconds() for wait in jitters[retries] if wait]
        assert longest / 2 <= min(seconds) < max(seconds) <= longest
    assert after_failure(UnavailableError("Down."), 8).wait is None


@pytest.mark.parametrize("seconds", [10.0**9, 10.0**300, float("inf")])
def test_nobody_waits_for_years_because_a_server_says_so(seconds: float) -> None:
    wait = after_failure(RateLimitedError("Busy.", seconds), 0).wait
    assert wait is not None
    assert wait <= timedelta(hours=1)


@pytest.mark.parametrize("asked", [None, 0, 0.5])
def test_what_a_server_asks_for_makes_no_wait_shorter(asked: float | None) -> None:
    wait = after_failure(RateLimitedError("Busy.", asked), 1).wait
    assert wait is not None
    assert wait >= FIRST_WAIT


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (UnavailableError("Down."), True),
        (TimedOutError("Late."), True),
        (RateLimitedError("Busy."), True),
        (StorageError("Full."), True),
        (InternalError("Oops."), True),
        (StorageDamagedError("Damaged."), False),
        (AuthError("Key."), False),
        (BillingError("Money."), False),
        (InvalidError("What?"), False),
        (ModeratedError("No."), False),
    ],
)
def test_a_request_is_tried_again_where_that_can_help(error: SceneError, *, again: bool) -> None:
    after = after_failure(error, MAX_RETRIES - 1)
    assert (after.code, after.sentence, after.wait is not None) == (error.code, error.sentence, again)


@pytest.mark.parametrize(
    ("seconds", "history", "waits"),
    [
        (0.0, [], True),
        (20.0, [], True),
        (20.1, [], False),
        (5.0, [Attempt("big", "skipped")], False),
        (5.0, [Attempt("big", "unavailable")], True),
        (5.0, [Attempt("seeing", "skipped")], True),
    ],
)
def test_a_place_at_a_provider_is_waited_for_once_and_briefly(
    seconds: float, history: list[Attempt], *, waits: bool
) -> None:
    assert worth_waiting(seconds, ANYBODY, history, limited=False, patience=60) is waits


@pytest.mark.parametrize(
    ("seconds", "put_off", "waits"),
    [(60.0, 0, True), (60.1, 0, False), (5.0, LIMITS_BEFORE_ANOTHER - 1, True), (5.0, LIMITS_BEFORE_ANOTHER, False)],
)
def test_a_rate_limit_is_waited_for_as_long_as_it_is_short_beside_the_painting(
    seconds: float, put_off: int, *, waits: bool
) -> None:
    history = [Attempt("big", ("skipped", "rate_limited")[number % 2]) for number in range(put_off)]
    assert worth_waiting(seconds, ANYBODY, history, limited=True, patience=60) is waits
    assert worth_trying(ANYBODY, history, alone=False), "a limit is no failed try"
    error = RateLimitedError("Busy.", seconds)
    assert try_again_here(error, ANYBODY, [*history, Attempt("big", "rate_limited")], alone=False, patience=60) is waits


def test_each_limit_of_a_providers_own_makes_the_next_rest_longer() -> None:
    """So that one that says 429 for ever, and to come at once, is not called for ever at once."""
    met = Attempt("big", "rate_limited")
    for limits, longest in enumerate([2, 4, 8, 16, 32, 64, 120, 120], start=1):
        history = [Attempt("seeing", "rate_limited"), *[met] * limits]
        rests = [pause_after_limit(0.001, ANYBODY, history).total_seconds() for _ in range(20)]
        assert longest / 2 <= min(rests) <= max(rests) <= longest
    assert pause_after_limit(300.0, ANYBODY, [met]) == timedelta(minutes=5)


def test_there_is_an_end_to_it() -> None:
    assert after_failure(UnavailableError("Down."), MAX_RETRIES).wait is None
