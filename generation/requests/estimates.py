"""When a picture may be there: the measured past, times the position in the queue."""

from statistics import median

from generation.errors import RefusedError
from generation.providers.base import ImageProvider
from generation.providers.registry import Providers
from generation.requests.params import needs_of
from storage.records import Request
from storage.requests import Pace

#: A median of fewer pictures of the same size says less than one of all sizes.
FEW = 3


def likely_provider(providers: Providers, request: Request) -> ImageProvider | None:
    """Return the provider that will probably paint a request."""
    params = request.params
    try:
        return providers.choose(params.provider, needs_of(params), only=params.only).provider
    except RefusedError:
        return None


def seconds_for(pace: Pace, width: int, height: int) -> float | None:
    """Return the median of what pictures of this size took, or of all where there were few; None without a past."""
    same = [seconds for seconds, *size in pace.last if size == [width, height]]
    past = same if len(same) >= FEW else [seconds for seconds, *_ in pace.last]
    return median(past) if past else None


def seconds_until(  # what is known of the past, the place in the queue and the picture
    pace: Pace, position: int, width: int, height: int, *, waiting: bool, usual: float | None = None
) -> float | None:
    """Return in how many seconds a picture may be done that `position` others are painted before.

    Without a past it takes the `usual` time, where that is known.

    As many are painted at once as are being painted now. While they are busy, whoever is `waiting` waits for the end
    of one of them, which is half a picture away on average.
    """
    seconds = seconds_for(pace, width, height)
    seconds = usual if seconds is None else seconds
    if seconds is None:
        return None
    rounds = position // max(1, pace.at_once) + 1
    return seconds * (rounds + (0.5 if waiting and pace.at_once else 0.0))
