"""/image providers: how each provider is doing is said in words and by a colour."""

import pytest

from cogs.generate.providers_command import providers_embed
from generation.providers.health import ProviderStatus


@pytest.mark.parametrize(
    ("available", "slow", "said"),
    [
        (True, False, "\N{LARGE GREEN CIRCLE} can paint"),
        (True, True, "\N{LARGE YELLOW CIRCLE} is slow right now"),
        (False, True, "\N{MEDIUM WHITE CIRCLE} cannot paint right now"),
    ],
)
def test_one_that_is_slow_now_is_said_to_be(*, available: bool, slow: bool, said: str) -> None:
    warnings = ("It is slow right now: a call has been waiting for 80 seconds.",) if slow else ()
    status = ProviderStatus(
        "x", "X", configured=True, available=available, default=False, reason=None, warnings=warnings, slow=slow
    )
    (field,) = providers_embed([status]).fields
    assert (field.value or "").splitlines() == [said, *(f"Warning: {warning}" for warning in warnings)]
