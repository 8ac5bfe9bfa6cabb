"""Links to images that need no login: signed, with a key that all processes share."""

import secrets
from urllib.parse import urlsplit

from bot.settings import Settings
from generation.clock import now
from generation.gallery.signed_urls import DISPLAY, SECRET_SECONDS, YEAR, SignedUrls
from storage.blobs import BlobStore
from storage.errors import StorageError
from storage.exports import Export
from storage.facts import FactStore
from storage.params import PUBLIC, SECRET
from storage.records import Image

#: The fact under which the key is stored where the operator sets none.
KEY = "picture links' key"
#: What positions in galleries are written with is derived for.
POSITIONS_KEY = b"positions in galleries"
#: What people's codes for providers are derived for.
PERSON_KEY = b"codes of people for providers"


async def open_signed_urls(settings: Settings, facts: FactStore) -> SignedUrls:
    """Return what signs links to images.

    Raises:
        StorageError: the key cannot be read or stored.

    """
    given = settings.api_secret
    return SignedUrls(given.get_secret_value() if given else await _stored_key(facts))


async def store_origin(blobs: BlobStore) -> str:
    """Return the origin of a picture store that hands pictures out itself.

    Raises:
        StorageError: it is a folder, which does not.

    """
    link = await blobs.link_to("-")
    if link is None:
        raise StorageError(
            "IMAGE_STORE_LINKS: only a bucket hands pictures out itself. Set IMAGE_STORE_URL, or this to off."
        )
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}"


async def _stored_key(facts: FactStore) -> str:
    # Processes that start at once each make one, and all get the first that was stored.
    return await facts.get(KEY) or await facts.keep(KEY, secrets.token_urlsafe(32))


def public_url(cdn_base_url: str | None, links: SignedUrls, image: Image) -> str | None:
    """Return the public URL of an image's display copy, if there is a CDN and the image is public."""
    if cdn_base_url is None or image.visibility != PUBLIC:
        return None
    # A message with it stays in a channel for long; the link ends when the image is deleted.
    return links.to(image, lasts=YEAR).at(cdn_base_url, DISPLAY)


def export_url(base: str, links: SignedUrls, export: Export, number: int) -> str | None:
    """Return where one of an export's files is loaded without a login; None where it is not done.

    It is good until the export ends, or for ten minutes where it holds secret pictures.
    """
    if export.forget_at is None:
        return None
    ends = int(export.forget_at.timestamp())
    if export.secrets:
        ends = min(ends, int(now().timestamp()) + SECRET_SECONDS)
    visibility = SECRET if export.secrets else PUBLIC
    return base + links.to_path(export_path(export.session_id, export.id, number), ends, visibility)


def export_path(session_id: str, export_id: str, number: int) -> str:
    """Return the path under which one of an export's files is served."""
    return f"/api/session/{session_id}/exports/{export_id}/file/{number}"
