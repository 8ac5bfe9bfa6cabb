"""Answers that came, perhaps at a price, and are of no use: each an `UnreadableError`, so that none is bought again."""

from generation.i18n import N_
from generation.providers.base import UnreadableError


def without_picture(title: str, reason: str = "") -> UnreadableError:
    """Return the error of an answer that holds no image, for a `reason` that it gives."""
    if not reason:
        return UnreadableError(N_("{provider} answered without a picture.").format(provider=title))
    return UnreadableError(
        N_("{provider} answered without a picture ({reason}).").format(provider=title, reason=reason)
    )


def without_job(title: str) -> UnreadableError:
    """Return the error of an answer that should have named the job that it began."""
    return UnreadableError(N_("{provider} took the order but gave no job number.").format(provider=title))


def not_a_picture(title: str) -> UnreadableError:
    """Return the error of a file that is none of an image."""
    return UnreadableError(N_("{provider} sent something that is not a picture.").format(provider=title))


def not_json(title: str) -> UnreadableError:
    """Return the error of an answer in another form, as when a proxy's page comes with status 200."""
    return UnreadableError(N_("{provider} sent something that is not JSON.").format(provider=title))


def unreadable(title: str) -> UnreadableError:
    """Return the error of an answer that says something else than it should."""
    return UnreadableError(N_("{provider} sent something that cannot be read.").format(provider=title))


def too_large(title: str) -> UnreadableError:
    """Return the error of an answer that does not end."""
    return UnreadableError(N_("{provider} sent an answer that is too large.").format(provider=title))
