"""What is said where a budget has no room for a cost: the session's of the day, or its server's own of the month."""

import math
from dataclasses import dataclass

from generation.i18n import N_
from generation.providers.base import ImageProvider

UNTIL = "00:00 UTC"
#: What sums of prices are off by, in cents, and no more.
_NO_CENT = 1e-6


@dataclass(frozen=True, slots=True)
class TooSmall:
    """A budget that has no room for a cost: the session's of the day, or a server's own of the month."""

    budget: float
    left: float
    cost: float
    monthly: bool


def no_room(provider: ImageProvider, daily: float | None, monthly: float | None) -> str:
    """Return why a provider is not called: the day's budget, or the server's of the month, is too small."""
    if monthly is not None:
        return N_(
            "What this server spends by its own keys in a month, ${budget:.2f}, is too little for {provider}."
        ).format(budget=monthly, provider=provider.title)
    return N_("Today's budget of this table, ${budget:.2f}, is too small for {provider} until {until}.").format(
        budget=daily or 0.0, provider=provider.title, until=UNTIL
    )


def too_little(provider: ImageProvider, count: int, short: TooSmall) -> str:
    """Return why so many pictures cannot be asked for."""
    if short.monthly:
        return N_(
            "This costs up to ${cost:.2f} at {provider}, and of the ${budget:.2f} that this server spends by its own "
            "keys in a month only ${left:.2f} is left. Whoever manages the server can change that: /admin key budget."
        ).format(
            cost=at_most(short.cost),
            provider=provider.title,
            budget=short.budget,
            left=at_least(max(0.0, short.left)),
        )
    if short.left <= 0:
        return N_("Today's budget of this table, ${budget:.2f}, is used up until {until}.").format(
            budget=short.budget, until=UNTIL
        )
    if count > 1:
        return N_(
            "{count} pictures by {provider} cost up to ${cost:.2f}, and of today's ${budget:.2f} only ${left:.2f} "
            "is left, until {until}."
        ).format(
            count=count,
            provider=provider.title,
            cost=at_most(short.cost),
            budget=short.budget,
            left=at_least(short.left),
            until=UNTIL,
        )
    return N_(
        "A picture by {provider} costs up to ${cost:.2f}, and of today's ${budget:.2f} only ${left:.2f} "
        "is left, until {until}."
    ).format(
        provider=provider.title,
        cost=at_most(short.cost),
        budget=short.budget,
        left=at_least(short.left),
        until=UNTIL,
    )


def at_most(dollars: float) -> float:
    """Return an amount as whole cents, never less than it is: beside what is left the two must not look alike."""
    return math.ceil(dollars * 100 - _NO_CENT) / 100


def at_least(dollars: float) -> float:
    """Return an amount as whole cents, never more than it is."""
    return math.floor(dollars * 100 + _NO_CENT) / 100
