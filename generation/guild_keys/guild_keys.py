"""The service of the front ends: a server's keys set, tried, listed, removed, encrypted anew."""

import asyncio
import logging
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from generation.clock import now
from generation.errors import NotFoundError, RefusedError
from generation.guild_keys.guild_providers import GuildProviders
from generation.guild_keys.keyed_providers import KeyedProviders
from generation.guild_keys.sealing import Sealing
from generation.i18n import N_, _
from generation.providers.base import Health, ImageProvider
from generation.providers.own_key import OwnKey, ProviderWithOwnKey
from storage.guild_keys import REFUSED, UNTRIED, WORKS, GuildKey, GuildKeyStore

log = logging.getLogger(__name__)

TRIAL_SECONDS = 10.0
#: What a key that was set cannot be used for any more.
UNREADABLE = "unreadable"
NO_SECRET = N_(
    "This bot keeps no keys of servers. Its operator has to set GUILD_KEYS_SECRET, as `bot.py guild-keys new` prints "
    "one, and restart it."
)
_LONGEST, _SHORTEST = 512, 8
_MOST_DOLLARS = 1_000_000.0


@dataclass(frozen=True, slots=True)
class KeyTrial:
    """How a provider has answered to a new key: `state` is works, refused (then it is not kept) or untried."""

    provider: str
    title: str
    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """A server's key as it is shown: never any part of it."""

    provider: str
    title: str
    set_by: str | None
    set_at: datetime
    state: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many keys are encrypted anew, and of which servers and providers no secret reads them."""

    count: int
    unreadable: tuple[tuple[str, str], ...]


class GuildKeys:
    """Set, list and remove a server's own keys; who may is for the front end to ask."""

    def __init__(
        self, store: GuildKeyStore, providers: GuildProviders, keyed: KeyedProviders, sealing: Sealing
    ) -> None:
        self._store = store
        self._providers = providers
        self._keyed = keyed
        self._sealing = sealing

    @property
    def takers(self) -> Mapping[str, str]:
        """Return the titles of the providers that a key can be set for, by their names."""
        return self._keyed.takers

    @property
    def unusable(self) -> str | None:
        """Return why no server's keys can be kept or used here; None where they can."""
        return None if self._sealing.ready else _(NO_SECRET)

    def require_ready(self, provider: str) -> str:
        """Return the title of a provider that a key can be set for.

        Raises:
            RefusedError: the operator has set no secret, or a key is of no use to that provider here.

        """
        if self.unusable:
            raise RefusedError(self.unusable)
        takers = self.takers
        if provider not in takers:
            raise RefusedError(
                _("No key can be set for “{provider}”. There are {providers}.").format(
                    provider=provider[:40], providers=", ".join(takers) or "-"
                )
            )
        return takers[provider]

    async def set(self, guild_id: str, provider: str, key: str, user_id: str) -> KeyTrial:
        """Try a key, and keep it, encrypted, unless its provider refuses it: then what was there before stays.

        Raises:
            RefusedError: it cannot be a key, or nothing is kept here.
            StorageError: it could not be kept.

        """
        title = self.require_ready(provider)
        key = key.strip()
        is_one = _SHORTEST <= len(key) <= _LONGEST and key.isascii() and key.isprintable() and " " not in key
        key_id = uuid4().hex
        opened = self._providers.create(guild_id, key_id, provider, key) if is_one else None
        if opened is None:
            raise RefusedError(
                _("That cannot be a key of {provider}. Copy it once more, whole and without spaces.").format(
                    provider=title
                )
            )
        trial = await self._try(provider, title, *opened)
        if trial.state == REFUSED:
            return trial
        sealed = self._sealing.seal(key, guild_id, provider)
        await self._store.set(GuildKey(key_id, guild_id, provider, sealed, user_id, now(), trial.state, trial.reason))
        log.info("server %s has set a key of its own for %s (%s)", guild_id, provider, trial.state)
        return trial

    async def _try(self, name: str, title: str, provider: ImageProvider, own: OwnKey) -> KeyTrial:
        """Ask a provider's free call about a key."""
        asked = ProviderWithOwnKey(provider, self._providers.operators.usual_model(name), own=own)
        try:
            async with asyncio.timeout(TRIAL_SECONDS):
                health = await asked.probe()
        except TimeoutError:
            health = Health(able=False, reason=N_("{provider} did not answer in time.").format(provider=title))
        except Exception as error:  # noqa: BLE001  # a plugin may raise anything; its words may hold the key
            log.warning("a key for %s could not be tried: %s", name, type(error).__name__)
            health = Health(able=False, reason=N_("{provider} could not be asked.").format(provider=title))
        finally:
            await provider.aclose()
        state = WORKS if health.able else REFUSED if health.refused else UNTRIED
        return KeyTrial(name, title, state, health.reason)

    async def all(self, guild_id: str) -> tuple[KeyStatus, ...]:
        """Return a server's keys as they may be shown, the oldest first."""
        titles = self.takers
        return tuple(
            KeyStatus(
                key.provider,
                titles.get(key.provider, key.provider),
                key.set_by,
                key.set_at,
                key.state if self._providers.is_readable(key) else UNREADABLE,
                key.reason,
            )
            for key in await self._store.of_guild(guild_id)
        )

    async def remove(self, guild_id: str, provider: str) -> str:
        """Delete a server's key for a provider, and return the provider's title.

        Raises:
            NotFoundError: there is none.

        """
        if not await self._store.remove(guild_id, provider):
            raise NotFoundError(_("This server has no key for “{provider}”.").format(provider=provider[:40]))
        log.info("server %s has removed its key for %s", guild_id, provider)
        return self.takers.get(provider, provider)

    async def set_budget(self, guild_id: str, monthly: float | None) -> None:
        """Set how many US dollars a server may spend in a month by its own keys; None is no limit.

        Raises:
            RefusedError: it is no amount.

        """
        if monthly is not None and not (math.isfinite(monthly) and 0 <= monthly <= _MOST_DOLLARS):
            raise RefusedError(_("Give an amount from 0 to {most} US dollars.").format(most=int(_MOST_DOLLARS)))
        await self._store.set_budget(guild_id, monthly)

    async def forget_guild(self, guild_id: str) -> None:
        """Delete all keys of a server that the bot has left."""
        if await self._store.forget_guild(guild_id):
            log.info("the keys of server %s are deleted: the bot is not there any more", guild_id)

    async def guilds(self) -> Collection[str]:
        """Return the servers that have keys of their own."""
        return await self._store.guilds()

    async def reseal(self) -> Resealed:
        """Encrypt all keys with the newest secret; what no secret reads stays as it is.

        Raises:
            RefusedError: there is no secret.

        """
        if not self._sealing.ready:
            raise RefusedError(_(NO_SECRET))
        read = [(key, self._sealing.reseal(key.sealed)) for key in await self._store.all()]
        count = await self._store.reseal([(key, sealed) for key, sealed in read if sealed is not None])
        return Resealed(count, tuple((key.guild_id, key.provider) for key, sealed in read if sealed is None))

    async def counts(self) -> tuple[int, int]:
        """Return how many keys servers have, and how many of them cannot be used here."""
        keys = await self._store.all()
        return len(keys), sum(not self._providers.is_readable(key) for key in keys)
