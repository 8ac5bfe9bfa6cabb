"""The providers that a server can ask: the operator's, and those that it has a key of its own for."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from generation.guild_keys.keyed_providers import KeyedProviders
from generation.guild_keys.sealing import Sealing
from generation.providers.base import AuthError, BillingError, Health, ImageProvider, ProviderError
from generation.providers.own_key import OwnKey, own_key_of
from generation.providers.registry import Providers
from storage.errors import StorageError
from storage.guild_keys import EMPTY, REFUSED, UNTRIED, WORKS, GuildKey, GuildKeyStore
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: No call takes longer; then the connections of a provider whose key is gone are closed.
CALLS_TAKE = timedelta(hours=1)
#: Of so many servers the providers stay open; who has not asked for the longest is opened anew.
OPEN_GUILDS = 500

Opened = tuple[ImageProvider, OwnKey]


class GuildProviders:
    """Return a server's providers as its keys are now: they are read for each use, so that no process lags behind.

    `hide` is told each key before anything is done with it, so that no line of the log holds it.
    """

    def __init__(
        self,
        operators: Providers,
        store: GuildKeyStore,
        sealing: Sealing,
        keyed: KeyedProviders,
        hide: Callable[[Sequence[str]], None] = lambda _keys: None,
    ) -> None:
        self.operators = operators
        self._store = store
        self._sealing = sealing
        self._keyed = keyed
        self._hide = hide
        self._opened: dict[str, dict[str, Opened]] = {}
        self._unreadable: set[str] = set()
        self._former: list[ImageProvider] = []

    async def of(self, guild_id: str | None) -> Providers:
        """Return the providers of a server; those of the operator where there is none, or it has no keys.

        Raises:
            StorageError: its keys cannot be read.

        """
        if guild_id is None or not self._sealing.ready:
            return self.operators
        return self._with(guild_id, await self._store.of_guild(guild_id))

    async def of_session(self, session_id: str) -> Providers:
        """Return the providers of the server that a session is on.

        Raises:
            StorageError: its keys cannot be read.

        """
        if not self._sealing.ready:
            return self.operators
        keys = await self._store.of_session(session_id)
        return self._with(keys[0].guild_id, keys) if keys else self.operators

    def create(self, guild_id: str, key_id: str, provider: str, key: str) -> Opened | None:
        """Return a provider that is called with a server's key, and that; None where a key alone does not set it up."""
        self._hide([key])
        made = self._keyed.create(provider, key)
        return None if made is None else (made, OwnKey(key_id, guild_id, key))

    def is_readable(self, key: GuildKey) -> bool:
        """Tell whether a key can be used here: a secret reads it, and its provider is set up by it."""
        is_read = self._sealing.open(key.sealed, key.guild_id, key.provider) is not None
        return is_read and key.provider in self._keyed.takers

    async def heard(self, provider: ImageProvider, error: ProviderError | None = None) -> None:
        """Note how a provider has answered to a server's own key; of the operator's it is told elsewhere."""
        own = own_key_of(provider)
        state = _state_after(error)
        if own is None or state is None or own.state == state:
            # Nearly always it is the operator's, or nothing is to be written.
            return
        # What is shown of a key is no reason to fail a picture.
        with suppress(StorageError):
            await self._store.note_state(own.id, state, None)

    async def probed(self, provider: ImageProvider, health: Health) -> None:
        """Note what a provider's free call says of a server's own key: refused, or taken after all.

        Nothing of an account without credit, which that call does not ask for.
        """
        own = own_key_of(provider)
        if own is None:
            return
        if health.refused:
            await self._store.note_state(own.id, REFUSED, None)
        elif health.able and own.state in {REFUSED, UNTRIED}:
            await self._store.note_state(own.id, WORKS, None)

    async def aclose(self) -> None:
        """Close all providers that are called with servers' keys."""
        opened = [provider for keys in self._opened.values() for provider, _key in keys.values()]
        self._opened.clear()
        for provider in (*opened, *self._former):
            await provider.aclose()

    def _with(self, guild_id: str, keys: Sequence[GuildKey]) -> Providers:
        opened = {
            key.provider: (found[0], replace(found[1], state=key.state))
            for key in keys
            if (found := self._open(key)) is not None
        }
        known = self._opened.pop(guild_id, {})
        for key_id, (provider, _key) in known.items():
            if all(key_id != own.id for _provider, own in opened.values()):
                self._retire(provider)
        if not opened:
            return self.operators
        # Last in, for who was asked for the longest ago is first.
        self._opened[guild_id] = {own.id: (provider, own) for provider, own in opened.values()}
        if len(self._opened) > OPEN_GUILDS:
            for provider, _key in self._opened.pop(next(iter(self._opened))).values():
                self._retire(provider)
        return self.operators.with_own(opened)

    def _open(self, key: GuildKey) -> Opened | None:
        found = self._opened.get(key.guild_id, {}).get(key.id)
        if found is None:
            value = self._sealing.open(key.sealed, key.guild_id, key.provider)
            found = None if value is None else self.create(key.guild_id, key.id, key.provider, value)
        if found is None and key.id not in self._unreadable:
            self._unreadable.add(key.id)
            log.warning(
                "the key of server %s for %s cannot be used: it was encrypted with another GUILD_KEYS_SECRET, or the "
                "provider needs more than a key here",
                key.guild_id,
                key.provider,
            )
        return found

    def _retire(self, provider: ImageProvider) -> None:
        self._former.append(provider)
        spawn(self._close_later(provider), "a provider whose key is gone")

    async def _close_later(self, provider: ImageProvider) -> None:
        await asyncio.sleep(CALLS_TAKE.total_seconds())
        if provider in self._former:
            self._former.remove(provider)
            await provider.aclose()


def _state_after(error: ProviderError | None) -> str | None:
    """Return what an answer says of the key that was sent; None where it says nothing of it."""
    if error is None:
        return WORKS
    if isinstance(error, AuthError):
        return REFUSED
    return EMPTY if isinstance(error, BillingError) else None
