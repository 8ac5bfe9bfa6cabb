"""Encrypts servers' keys with the operator's secret (Fernet), and reads them again by that one and earlier ones."""

import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from generation.i18n import N_

NOT_A_SECRET = N_("each has to be 44 characters as `bot.py guild-keys new` prints them, several parted by commas")


def new_secret() -> str:
    """Return a secret as `Sealing` wants it."""
    return Fernet.generate_key().decode()


class Sealing:
    """Encrypt with the first of the operator's secrets, decrypt with any of them; without a secret nothing is kept.

    What is encrypted holds the server and the provider, too: a row that is moved to another server is of no use there.
    """

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        self._fernet: MultiFernet | None = None
        self.use(secrets)

    def use(self, secrets: Sequence[str]) -> None:
        """Go on with other secrets.

        Raises:
            ValueError: one is none.

        """
        try:
            self._fernet = MultiFernet([Fernet(each) for each in secrets]) if secrets else None
        except ValueError:
            # The library's own words may repeat it.
            raise ValueError(NOT_A_SECRET) from None

    @property
    def ready(self) -> bool:
        """Tell whether there is a secret."""
        return self._fernet is not None

    def seal(self, key: str, guild_id: str, provider: str) -> str:
        """Return a key encrypted for one server and provider.

        Raises:
            ValueError: there is no secret.

        """
        if self._fernet is None:
            raise ValueError("there is no secret to encrypt with")
        return self._fernet.encrypt(json.dumps([guild_id, provider, key]).encode()).decode()

    def open(self, sealed: str, guild_id: str, provider: str) -> str | None:
        """Return the key, or None where no secret reads it, or it was another server's or provider's."""
        if self._fernet is None:
            return None
        try:
            *whose, key = json.loads(self._fernet.decrypt(sealed))
        except (InvalidToken, ValueError):
            return None
        return str(key) if whose == [guild_id, provider] else None

    def reseal(self, sealed: str) -> str | None:
        """Return what is encrypted as the first secret encrypts it; None where no secret reads it."""
        if self._fernet is None:
            return None
        try:
            return self._fernet.rotate(sealed).decode()
        except InvalidToken:
            return None
