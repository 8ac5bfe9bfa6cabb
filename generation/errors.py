"""Refusals: what a front end shows as it stands."""

import traceback
from pathlib import Path

from storage.errors import SceneError


class RefusedError(SceneError):
    """Refuse what was asked, before anything was spent; the sentence says what to do instead."""

    code = "refused"


class NotAllowedError(RefusedError):
    """Refuse because of who asks."""

    code = "not_allowed"


class UnconfirmedError(RefusedError):
    """Refuse because nobody says at this moment whether the person may do that; later it may be done."""

    code = "unconfirmed"


class NotFoundError(RefusedError):
    """Refuse because there is no such thing, or none that the viewer may know of."""

    code = "not_found"


class LimitReachedError(RefusedError):
    """Refuse because the user's limit is used up."""

    code = "limit_reached"


class QueueFullError(RefusedError):
    """Refuse because too much is waited for already; there may be room in so many `seconds`."""

    code = "queue_full"

    def __init__(self, sentence: str, seconds: float) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class AlreadyRunningError(RefusedError):
    """Refuse because somebody has asked for the same repeat, and it is not done yet."""

    code = "already_running"


class IdempotencyKeyReusedError(RefusedError):
    """Refuse because another request has been asked for with the same idempotency key."""

    code = "idempotency_key_reused"


#: The code of a provider's refusal of the content: asking again or elsewhere is the user's choice alone.
CONTENT_REFUSED = "moderated"


class ContentRefusedError(RefusedError):
    """Refuse a description for what it says; `rephrase` is another way to say it that keeps the scene, or empty."""

    code = CONTENT_REFUSED

    def __init__(self, sentence: str, rephrase: str = "") -> None:
        super().__init__(sentence)
        self.rephrase = rephrase


class HeldError(SceneError):
    """Tell a worker that the GM has to see a request before it is painted, and why."""

    code = "held"


class FinalError(SceneError):
    """Stand for the last error of a request that nobody is left to be tried for; no pause will cure it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class InternalError(SceneError):
    """Stand for an error of the bot's own, whose traceback is in the log."""

    code = "internal"


def logged(error: SceneError) -> str:
    """Return what a log may hold of an error.

    The sentence of a refusal may repeat what a person typed: of it the log has the kind, and where it was raised.
    """
    if not isinstance(error, RefusedError) and error.code != CONTENT_REFUSED:
        return str(error)
    raised = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(raised[-1].filename).stem}:{raised[-1].lineno}" if raised else ""
    return f"{type(error).__name__}{place}"
