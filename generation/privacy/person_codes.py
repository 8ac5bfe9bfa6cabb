"""The code that stands for a person where a provider wants to tell people apart."""

import hmac

#: Hexadecimal digits of a code.
_DIGITS = 32


class PersonCodes:
    """Write people's codes with a key of this installation.

    Discord ids can be counted through: a hash without a key would tell everybody who holds it whose it is, and two
    installations would send the same of one person.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, user_id: str) -> str:
        """Return the code of a person: 32 hexadecimal digits, the same at each call."""
        return hmac.digest(self._key, user_id.encode(errors="surrogatepass"), "sha256").hex()[:_DIGITS]
