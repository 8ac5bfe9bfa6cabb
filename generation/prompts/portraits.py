"""Portraits of the cast among the references that a provider takes, and what is said of those that it does not."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from generation.i18n import N_
from generation.providers.base import ImageProvider, ProviderRequest

_NONE_TAKEN = N_("{provider} takes no reference pictures; the cast is painted after the words alone.")
_ONE_TAKEN = N_("{provider} takes one reference picture; the rest of the cast's is painted after the words.")
_SOME_TAKEN = N_("{provider} takes {most} reference pictures; {left} of the cast's were left out.")


def with_portraits(request: ProviderRequest, provider: ImageProvider) -> tuple[ProviderRequest, str | None]:
    """Return a request with as many portraits among its references as a provider takes, and what is to be said of it.

    What was given with the request itself comes first; then a first portrait of each, a second, and so on. The image
    of an edit shows its people already.
    """
    count = sum(len(member.portraits) for member in request.cast)
    if request.edit is not None or count == 0:
        return request, None
    most = provider.capabilities.references
    room = max(0, most - len(request.references))
    taken = _in_turn(request)[:room]
    numbers: list[list[int]] = [[] for _member in request.cast]
    for number, (member, _image) in enumerate(taken, len(request.references) + 1):
        numbers[member].append(number)
    cast = tuple(replace(member, shown_in=tuple(shown)) for member, shown in zip(request.cast, numbers, strict=True))
    references = (*request.references, *(image for _member, image in taken))
    return replace(request, cast=cast, references=references), _note(provider.title, most, count - len(taken))


def _in_turn(request: ProviderRequest) -> Sequence[tuple[int, bytes]]:
    """Return all portraits, each with the number of who is shown: the first of each, then the second of each."""
    rounds = zip_longest(*(member.portraits for member in request.cast))
    return [(number, image) for each in rounds for number, image in enumerate(each) if image is not None]


def _note(title: str, most: int, left: int) -> str | None:
    if left == 0:
        return None
    sentence = _NONE_TAKEN if most == 0 else _ONE_TAKEN if most == 1 else _SOME_TAKEN
    return sentence.format(provider=title, most=most, left=left)
