"""Positions in a gallery, as they stand in buttons and links: texts that tell nothing of what lies between two.

A position (`seq`) counts every image that was added, secret ones too; two that follow each other for a player would
tell how many secrets lie between them, and a guessed one would find them.
"""

import hmac
import re

_ROUNDS = 4
_HALF = 4
_TEXT = re.compile(r"[0-9a-f]{16}")


class Positions:
    """Write positions as texts and read them again; who lacks the key can neither read one nor make one."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, session_id: str, position: int) -> str:
        """Return the text of a position below 2**32 in a session: 16 hexadecimal digits."""
        left, right = 0, position
        for number in range(_ROUNDS):
            left, right = right, left ^ self._mix(session_id, number, right)
        return f"{left:08x}{right:08x}"

    def read(self, session_id: str, text: str) -> int | None:
        """Return the position that a text stands for; None where it was not written here for this session."""
        if not _TEXT.fullmatch(text):
            return None
        left, right = int(text[: 2 * _HALF], 16), int(text[2 * _HALF :], 16)
        for number in reversed(range(_ROUNDS)):
            left, right = right ^ self._mix(session_id, number, left), left
        # A position leaves one half empty: of what is guessed, one in 2**32 does.
        return right if left == 0 else None

    def _mix(self, session_id: str, number: int, half: int) -> int:
        """Return what a round of this Feistel cipher adds to the other half."""
        message = number.to_bytes(1) + half.to_bytes(_HALF) + session_id.encode(errors="surrogatepass")
        return int.from_bytes(hmac.digest(self._key, message, "sha256")[:_HALF])
