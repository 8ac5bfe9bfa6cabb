"""What can be said of every provider: set up or why not, able or why not, what it can do, what it costs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from generation.clock import now
from generation.i18n import N_, _
from generation.providers.base import Capabilities, Health, ImageProvider
from generation.providers.own_key import account_of, own_key_of
from generation.providers.pace import ProviderPace
from generation.providers.private_places import hide_private_places
from generation.providers.registry import Providers
from storage.provider_state import ProviderState, ProviderStore
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: How long what a probe has found is believed.
BELIEVED_FOR = timedelta(minutes=5)
PROBE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """A model that can be chosen: its name, the reference that is typed for it, and what can be asked of it."""

    name: str
    reference: str
    capabilities: Capabilities

    @property
    def price(self) -> str:
        """Return in words what an image costs."""
        return _price(self.capabilities)


@dataclass(frozen=True, slots=True)
class ProviderStatus:
    """One provider as a front end shows it; `reason` says why it cannot paint now."""

    name: str
    title: str
    configured: bool
    available: bool
    default: bool
    reason: str | None
    capabilities: Capabilities | None = None
    warnings: tuple[str, ...] = ()
    queue: int | None = None
    #: Its calls take longer than they usually do; a warning says how long.
    slow: bool = False
    #: What it is for, in a few words, and how many seconds it usually takes, where that is known.
    purpose: str = ""
    usual_seconds: float | None = None
    models: tuple[ModelStatus, ...] = ()
    #: It is called with the server's own key.
    own_key: bool = False

    @property
    def price(self) -> str:
        """Return in words what it costs; empty for one that is not set up."""
        return _price(self.capabilities) if self.capabilities else ""

    @property
    def abilities(self) -> str:
        """Return in words what it can do and what it costs; empty for one that is not set up."""
        can = self.capabilities
        if can is None:
            return ""
        flags = (
            (_("seeds"), can.seed),
            (_("references"), can.references),
            (_("edits"), can.edits),
            (_("live progress"), can.progress),
        )
        bounds = _("{smallest} to {largest} pixels").format(smallest=can.smallest, largest=can.largest)
        if can.most_pixels:
            most = _("{most:.1f} megapixels at most").format(most=can.most_pixels / 1e6)
            bounds = f"{bounds}, {most}"
        return ", ".join([bounds, self.price, *(name for name, has in flags if has)])


class ProviderHealth:
    """Tell how providers are doing, from probes that are cached in the database, and from their last calls.

    `probed` is told of each probe.
    """

    def __init__(
        self,
        providers: Providers,
        store: ProviderStore,
        pace: ProviderPace,
        probed: Callable[[ImageProvider, Health], Awaitable[None]] | None = None,
    ) -> None:
        self._probed = probed
        self._pace = pace
        self._providers = providers
        self._store = store
        self._probing: dict[str, asyncio.Task[None]] = {}
        self._logged: dict[str, tuple[str, ...]] = {}

    async def all(self, of: Providers | None = None) -> list[ProviderStatus]:
        """Return every provider, those that are set up first in their order; probe where nothing fresh is known.

        They are the operator's, or those `of` a server.
        """
        providers = of or self._providers
        states = await self._store.states()
        stale = [provider for provider in providers if not _is_fresh(states.get(account_of(provider)))]
        if stale:
            await self._probe(stale)
            states = await self._store.states()
        slow = await self._pace.slow(list(providers))
        known = [
            replace(
                self._status(provider, providers, states.get(account_of(provider)), slow.get(provider.name)),
                usual_seconds=await self._pace.usual_seconds(provider.name),
            )
            for provider in providers
        ]
        missing = [
            ProviderStatus(each.name, each.title, configured=False, available=False, default=False, reason=each.missing)
            for each in providers.missing
        ]
        return known + missing

    async def refresh(self) -> None:
        """Probe every provider that is set up; the scheduler does this, so that nobody waits for it."""
        await self._probe(list(self._providers))

    async def _probe(self, providers: list[ImageProvider]) -> None:
        await asyncio.gather(*(self._probe_one(provider) for provider in providers))

    async def _probe_one(self, provider: ImageProvider) -> None:
        """Probe a provider and record what came; callers at the same time share one probe."""
        name = account_of(provider)
        if name not in self._probing:
            self._probing[name] = spawn(self._ask(provider), f"the probe of {name}")
            self._probing[name].add_done_callback(lambda _: self._probing.pop(name))
        # Shielded: a caller who is cancelled must not end it for the others.
        await asyncio.shield(self._probing[name])

    async def _ask(self, provider: ImageProvider) -> None:
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                health = await provider.probe()
        except TimeoutError:
            health = Health(
                able=False,
                reason=N_("{provider} did not answer within {seconds:.0f} seconds.").format(
                    provider=provider.title, seconds=PROBE_SECONDS
                ),
            )
        except Exception:
            log.exception("the probe of %s failed", provider.name)
            health = Health(
                able=False,
                reason=N_("{provider} could not be asked; the log has the details.").format(provider=provider.title),
            )
        self._log_hidden(provider, health)
        await self._store.record_probe(
            account_of(provider),
            now(),
            able=health.able,
            reason=health.reason and hide_private_places(health.reason),
            warnings=tuple(map(hide_private_places, health.warnings)),
            waiting=health.queue,
        )
        if self._probed is not None:
            await self._probed(provider, health)

    def _log_hidden(self, provider: ImageProvider, health: Health) -> None:
        """Log the sentences of which players read a part alone, once while they stay the same."""
        texts = tuple(text for text in (health.reason, *health.warnings) if text and hide_private_places(text) != text)
        for text in texts if texts != self._logged.get(account_of(provider)) else ():
            log.warning("%s: %s", provider.name, text)
        self._logged[account_of(provider)] = texts

    def _status(
        self, provider: ImageProvider, providers: Providers, state: ProviderState | None, slow: str | None
    ) -> ProviderStatus:
        resting = state is not None and state.open_until is not None and state.open_until > now()
        reason = None
        if state is not None:
            reason = state.open_reason if resting else None if state.able else state.reason
        return ProviderStatus(
            provider.name,
            provider.title,
            configured=True,
            available=bool(state and state.able) and not resting,
            default=provider.name == providers.default.name,
            reason=reason,
            capabilities=provider.capabilities,
            warnings=(*([slow] if slow else []), *(state.warning_lines if state else ())),
            queue=state.waiting if state else None,
            slow=slow is not None,
            own_key=own_key_of(provider) is not None,
            purpose=providers.purpose(provider.name),
            models=tuple(
                ModelStatus(each.model.name, each.reference, each.capabilities)
                for each in providers.with_models(provider.name)
            ),
        )


def _price(can: Capabilities) -> str:
    if can.cost:
        return _("up to ${cost:.3f} a picture").format(cost=can.cost)
    return _("price unknown") if can.charges else _("free")


def _is_fresh(state: ProviderState | None) -> bool:
    return state is not None and state.probed_at is not None and now() - state.probed_at < BELIEVED_FOR
