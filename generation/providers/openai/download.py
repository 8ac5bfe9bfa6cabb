"""Images that an answer names by an address: on the server's own host, or a public one elsewhere."""

from urllib.parse import SplitResult, urljoin, urlsplit

from generation.i18n import N_
from generation.providers.base import TimedOutError, UnavailableError, UnreadableError
from generation.providers.http.client import Remote
from generation.providers.http.elsewhere import fetch_elsewhere
from generation.providers.http.media import media_type
from generation.providers.http.unreadable import not_a_picture


async def fetch_image(title: str, address: str, *, base_url: str, api_key: str, read_seconds: float) -> bytes:
    """Return the image at an address that a server has answered with, or in a `data:` URL.

    Key and login go only to the very server that they are for.

    Raises:
        UnreadableError: it could not be had: the image is paid, and is not to be painted again for this.

    """
    if address.startswith("data:"):
        return await fetch_elsewhere(title, address)
    try:
        base, url = urlsplit(base_url), urlsplit(urljoin(base_url.rstrip("/") + "/", address))
        is_ours = url.scheme in {"http", "https"} and url.hostname == base.hostname
        is_same_server = is_ours and _origin(url) == _origin(base)
        # Elsewhere on the host there is no login either, which a base URL may hold.
        at, key = (base_url, api_key) if is_same_server else (url.geturl(), "")
        here = Remote(title, at, secrets=(api_key,), read_seconds=read_seconds) if is_ours else None
    except ValueError as error:
        raise UnreadableError(
            N_("{provider} sent a picture's address that makes no sense.").format(provider=title)
        ) from error
    return await (_fetch_here(here, url.geturl(), key) if here else fetch_elsewhere(title, url.geturl()))


async def _fetch_here(remote: Remote, address: str, key: str) -> bytes:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        response = await remote.request("GET", address, headers=headers)
    except (TimedOutError, UnavailableError) as error:
        raise UnreadableError(str(error)) from error
    finally:
        await remote.aclose()
    if response.is_error:
        raise UnreadableError(
            N_("{provider} did not hand out its picture ({status}).").format(
                provider=remote.title, status=response.status_code
            )
        )
    if media_type(response.content) is None:
        raise not_a_picture(remote.title)
    return response.content


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or {"http": 80, "https": 443}.get(url.scheme)
