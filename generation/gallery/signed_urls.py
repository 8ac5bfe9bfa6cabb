"""Links to images: signed when they are answered, because an `<img>` sends no token, and good for a while."""

import hashlib
import hmac
import time
from dataclasses import dataclass

from storage.params import PUBLIC, SECRET
from storage.records import Image

PICTURE, DISPLAY, THUMBNAIL = "picture", "display", "thumbnail"

QUARTER, DAY, YEAR = 21_600, 86_400, 31_536_000
#: So many seconds a link to a secret picture is good for, at least and at most.
SECRET_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Link:
    """A signed link: the path of the picture, when it ends (seconds since the epoch), and the signature.

    It shows all sizes: whoever may see one may see the others, and a gallery page signs a third as much.
    """

    path: str
    expires: int
    signature: str

    def at(self, base: str, size: str) -> str:
        """Return the link to one of the sizes as an address below `base`."""
        return f"{base}{self.path}/{size}?expires={self.expires}&signature={self.signature}"


class SignedUrls:
    """Sign links to pictures and check them.

    What is signed tells a public picture's link from a secret one's, so that a link made while a picture was public
    shows nothing once it is not.
    """

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"picture links\0" + secret.encode()).digest()

    def key_for(self, purpose: bytes) -> bytes:
        """Return a key for another purpose that all processes share as they do this one's."""
        return hmac.digest(self._key, purpose, "sha256")

    def to(self, image: Image, *, lasts: int = DAY) -> Link:
        """Return a link to a picture, good for so many seconds at least, or a secret's for ten minutes.

        Its end is rounded up: a browser that asks again meanwhile is given the same address, and its cache holds.
        """
        moment = int(time.time())
        if image.visibility == PUBLIC:
            expires = (moment + lasts) // QUARTER * QUARTER + QUARTER
        else:
            expires = moment + SECRET_SECONDS
        path = picture_path(image.session_id, image.id)
        return Link(path, expires, self._sign(path, expires, image.visibility))

    def to_path(self, path: str, expires: int, visibility: str) -> str:
        """Return a path with its signature, good until a moment (seconds since the epoch)."""
        return f"{path}?expires={expires}&signature={self._sign(path, expires, visibility)}"

    def visibility(self, path: str, expires: int, signature: str) -> str | None:
        """Return what kind of picture a link shows, or None where it was not signed here or has ended."""
        if expires <= time.time():
            return None
        for visibility in (PUBLIC, SECRET):
            if hmac.compare_digest(self._sign(path, expires, visibility).encode(), signature.encode()):
                return visibility
        return None

    def _sign(self, path: str, expires: int, visibility: str) -> str:
        return hmac.digest(self._key, f"{visibility}\n{expires}\n{path}".encode(), "sha256").hex()[:43]


def picture_path(session_id: str, image_id: str) -> str:
    """Return the path under which a picture's sizes are served."""
    return f"/api/session/{session_id}/image/{image_id}"
