"""Refusals: what a front end shows as it stands."""

from storage.errors import SceneError


class RefusedError(SceneError):
    """Refuse what was asked, before anything was spent; the sentence says what to do instead."""

    code = "refused"


class NotAllowedError(RefusedError):
    """Refuse because of who asks."""

    code = "not_allowed"


class NotFoundError(RefusedError):
    """Refuse because there is no such thing, or none that the viewer may know of."""

    code = "not_found"


class LimitReachedError(RefusedError):
    """Refuse because the user's limit is used up."""

    code = "limit_reached"


class InternalError(SceneError):
    """Stand for an error of the bot's own, whose traceback is in the log."""

    code = "internal"
