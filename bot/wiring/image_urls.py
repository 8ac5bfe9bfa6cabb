"""Where pictures can be loaded from without a login: signed links, with a key that all processes share."""

import secrets

from bot.settings import Settings
from generation.gallery.signed_urls import DISPLAY, YEAR, SignedUrls
from storage.params import PUBLIC
from storage.records import Image
from storage.sessions import SessionStore

#: The fact under which the key of picture links is kept where the operator sets none.
KEY = "picture links' key"


async def open_signed_urls(settings: Settings, store: SessionStore) -> SignedUrls:
    """Return who signs links to pictures.

    Raises:
        StorageError: their key cannot be read or kept.

    """
    given = settings.api_secret
    return SignedUrls(given.get_secret_value() if given else await _own_key(store))


async def _own_key(store: SessionStore) -> str:
    kept = await store.fact(KEY)
    if kept is None:
        await store.set_fact(KEY, secrets.token_urlsafe(32))
        # Of two processes that start at once one has written last.
        kept = await store.fact(KEY)
    return kept or ""


def public_address(cdn_base_url: str | None, links: SignedUrls, image: Image) -> str | None:
    """Return where everybody can load a picture's display copy, if there is a CDN and the picture is no secret."""
    if cdn_base_url is None or image.visibility != PUBLIC:
        return None
    # A message with it hangs in a channel for long; it ends when the picture is deleted.
    return links.to(image, lasts=YEAR).at(cdn_base_url, DISPLAY)
