"""What stands for a person in the log: a code, from which nobody without this installation's key finds the id."""

import hmac
import secrets

#: Hexadecimal digits of a code: enough that two people of a large bot hardly ever have the same.
_DIGITS = 12


class _Key:
    """The key that codes are written with; until one is set, one of this process alone."""

    value = secrets.token_bytes(32)


def write_codes_with(key: bytes) -> None:
    """Write codes with a key that all processes of an installation share, so that their logs call a person the same."""
    _Key.value = key


def person_code(user_id: str | int | None) -> str:
    """Return the code of a person, the same in each line."""
    return hmac.digest(_Key.value, str(user_id).encode(errors="surrogatepass"), "sha256").hex()[:_DIGITS]
