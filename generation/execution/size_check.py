"""Whether a picture is of the size that was asked for: what a provider must keep, and what the user is told."""

import math

from generation.i18n import N_
from generation.providers.base import ProviderRequest, ProviderResult, UnavailableError

#: How far a picture's ratio may be from the one that the provider itself was asked for.
KEPT = 1.02
#: How far ratio and sides may be from what the user asked for before that is worth a word.
WORTH_SAYING = 1.05


def check_size(title: str, painting: ProviderResult, size: tuple[int, int]) -> None:
    """See that a provider which says what size it was asked for has kept it; a larger one of the same shape will do.

    Raises:
        UnavailableError: the ratio is another, or a side is under half of what was asked for.

    """
    if painting.asked is None:
        return
    too_small = any(2 * side < asked for side, asked in zip(size, painting.asked, strict=True))
    if too_small or _stretch(size, painting.asked) > KEPT:
        raise UnavailableError(N_("{provider} sent a picture of another size than asked for.").format(provider=title))


def size_note(title: str, order: ProviderRequest, size: tuple[int, int]) -> str | None:
    """Return what to tell a user whose picture is of another shape than asked for, or smaller; an edit has its own."""
    asked = order.width, order.height
    smaller = any(side * WORTH_SAYING < wanted for side, wanted in zip(size, asked, strict=True))
    if order.edit is not None or not (smaller or _stretch(size, asked) > WORTH_SAYING):
        return None
    return N_("Asked for {asked}; {provider} paints {painted} instead.").format(
        asked=_in_words(asked), provider=title, painted=_in_words(size)
    )


def _stretch(size: tuple[int, int], other: tuple[int, int]) -> float:
    """Return by how much one shape would have to be stretched to be the other: 1 where they are the same."""
    return math.exp(abs(math.log(size[0] * other[1] / (size[1] * other[0]))))


def _in_words(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"
