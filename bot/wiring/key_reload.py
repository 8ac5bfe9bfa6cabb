"""Keys read again while the bot runs: providers, language model and moderation go on with the new ones.

Calls that are under way end with the key that they began with. What was not set up at the start needs a restart, and so
do Discord's token, API_SECRET and the picture store's keys.
"""

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from bot.environment import SECRET_NAME, SettingsError, environment_with_files
from bot.logs import hide_too
from bot.settings import Settings, load_settings, parts_of
from bot.wiring.own_keys import VARIABLE
from bot.wiring.providers import BuiltProviders, setting_values
from bot.wiring.setups import fingerprints
from generation.guild_keys.sealing import Sealing
from generation.i18n import N_, _
from generation.moderation.remote import RemoteModeration
from generation.prompts.enhancer import Enhancer
from generation.providers.base import ImageProvider
from storage.facts import FactStore
from storage.provider_state import ProviderStore
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: The fact that counts how often all processes were to read their keys again.
COUNT = "key reloads"
#: No call takes longer; then the connections of who was replaced are closed.
CALLS_TAKE = timedelta(hours=1)
_OPENAI = "OPENAI_API_KEY"


class Reloaded(NamedTuple):
    """Who goes on with another key, and what is wrong, in sentences."""

    renewed: tuple[str, ...]
    problems: tuple[str, ...]


class KeyReload:
    """Read the secrets again, and put providers with changed ones in the place of the others."""

    def __init__(
        self,
        built: BuiltProviders,
        enhancer: Enhancer,
        moderation: RemoteModeration | None,
        states: ProviderStore,
        facts: FactStore,
        fingerprint_key: bytes,
        sealing: Sealing,
    ) -> None:
        self._built = built
        self._variables = dict(built.variables)
        self._enhancer = enhancer
        self._moderation = moderation
        self._states = states
        self._facts = facts
        self._sealing = sealing
        self._fingerprint_key = fingerprint_key
        self._seen: str | None = None
        self._former: list[ImageProvider] = []
        self._reloading = asyncio.Lock()

    async def everywhere(self) -> Reloaded:
        """Read them again here, and have the other processes do so."""
        reloaded = await self.here()
        self._seen = str(int(await self._facts.get(COUNT) or 0) + 1)
        await self._facts.set(COUNT, self._seen)
        return reloaded

    async def look(self) -> None:
        """Read them again where another process was told to."""
        count = await self._facts.get(COUNT) or "0"
        before, self._seen = self._seen, count
        if before is not None and before != count:
            await self.here()

    async def here(self) -> Reloaded:
        """Read them again, and say who goes on with another key, and what is wrong with which."""
        async with self._reloading:
            try:
                now = await asyncio.to_thread(_read)
            except SettingsError as error:
                log.warning("the keys are not read again: %s", error)
                return Reloaded((), (error.sentence,))
            secrets = {name: value for name, value in now.items() if SECRET_NAME.search(name)}
            hide_too(part for value in secrets.values() for part in (value, *parts_of(value)) if len(part) >= _SHORTEST)
            reloaded = await self._renew(secrets)
        log.info("keys read again: %s", ", ".join(reloaded.renewed) or "nothing has changed")
        for problem in reloaded.problems:
            log.warning("%s", problem)
        return reloaded

    async def _renew(self, secrets: Mapping[str, str]) -> Reloaded:  # noqa: C901  # whose key it is decides each time
        variables = {name: value for name, value in self._variables.items() if not SECRET_NAME.search(name)}
        variables |= secrets
        renewed, names, problems = dict[str, ImageProvider](), list[str](), list[str]()
        for each in self._built.known:
            changed = [name for name in each.variables if variables.get(name) != self._variables.get(name)]
            if not changed:
                continue
            try:
                provider = each.set_up(variables)
            except ValueError as error:
                provider, why = None, str(error)
            else:
                why = _("it is empty or gone; the former one stays until a restart")
            if each.name not in self._built.providers.names:
                problems.append(_(_RESTART).format(variable=changed[0], provider=each.title))
            elif provider is None:
                problems.append(f"{changed[0]}: {why}")
                # The former one goes on, and is looked at again the next time.
                variables |= {name: self._variables[name] for name in changed if name in self._variables}
            else:
                renewed[each.name] = provider
                names.append(each.title)
        self._retire(self._built.providers.renew(renewed))
        if secrets.get(_OPENAI) and secrets[_OPENAI] != self._variables.get(_OPENAI):
            names += [_("the language model")] if self._enhancer.use_key(secrets[_OPENAI]) else []
            if self._moderation is not None:
                self._moderation.use_key(secrets[_OPENAI])
                names.append(_("moderation"))
        if secrets.get(VARIABLE) != self._variables.get(VARIABLE):
            try:
                self._sealing.use(parts_of(secrets.get(VARIABLE, "")))
            except ValueError as error:
                problems.append(f"{VARIABLE}: {error}")
            else:
                names.append(_("servers' own keys"))
        self._variables = variables
        setups = fingerprints(self._built.known, variables, self._built.file.models, self._fingerprint_key)
        await self._states.begin(setups)
        return Reloaded(tuple(names), tuple(problems))

    def _retire(self, former: tuple[ImageProvider, ...]) -> None:
        self._former += former
        if former:
            spawn(self._close_later(former), "former providers")

    async def _close_later(self, former: tuple[ImageProvider, ...]) -> None:
        await asyncio.sleep(CALLS_TAKE.total_seconds())
        for provider in former:
            if provider in self._former:
                self._former.remove(provider)
                await provider.aclose()

    async def aclose(self) -> None:
        """Close all providers, those with former keys too."""
        for provider in (*self._built.providers, *self._former):
            await provider.aclose()


_RESTART = N_("{variable}: {provider} was not set up when the bot started. Restart it.")
#: What is shorter is no key, and hiding it would make holes into lines.
_SHORTEST = 8


def _read() -> dict[str, str]:
    """Return what is set now.

    Raises:
        SettingsError: a file cannot be read, or a value is bad.

    """
    settings: Settings = load_settings()
    return environment_with_files() | setting_values(settings)
