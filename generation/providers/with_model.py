"""A provider that paints with one of its models."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

from generation.providers.base import (
    Capabilities,
    Health,
    ImageProvider,
    ModelSettings,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from storage.params import SLASH

Resume = Callable[[str, ProviderRequest, ReportProgress], Awaitable[ProviderResult]]


@dataclass(frozen=True, slots=True)
class ProviderModels:
    """The models of one provider: the `usual` one, for requests that name none, and those that can be chosen."""

    usual: ModelSettings = field(default_factory=ModelSettings)
    named: tuple[ModelSettings, ...] = ()


@runtime_checkable
class KnowsItsModels(Protocol):
    """A provider whose capabilities differ by model."""

    def capabilities_with(self, model: ModelSettings) -> Capabilities:
        """Return what can be asked for where it paints with this model."""


@runtime_checkable
class LooksForModels(Protocol):
    """A provider that can tell whether it has a model."""

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Probe as `ImageProvider.probe` does, and look for these models; it is able where it has the first one."""


class ProviderWithModel:
    """A provider that paints with one model, and in all else is the provider itself.

    Its name, and by it health, pace, slots and the ledger, is the provider's. `reference` is what players type for it.
    """

    def __init__(self, provider: ImageProvider, model: ModelSettings, others: Sequence[ModelSettings] = ()) -> None:
        self._provider = provider
        self._models = (model, *others)
        self.name = provider.name
        self.title = f"{provider.title} ({model.name})" if model.name else provider.title
        self.reference = f"{provider.name}{SLASH}{model.name}" if model.name else provider.name

    @property
    def capabilities(self) -> Capabilities:
        """Return what can be asked for; a provider may learn it anew."""
        return _capabilities(self._provider, self.model)

    @property
    def model(self) -> ModelSettings:
        """Return what it paints with."""
        return self._models[0]

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Generate an image with the model.

        Raises:
            ProviderError: as the provider does.

        """
        return await self._provider.generate(replace(request, model=self.model), report)

    @property
    def resume(self) -> Resume | None:
        """Return how to go on with a job of an earlier process, where the provider can."""
        resume: Resume | None = getattr(self._provider, "resume", None)
        if resume is None:
            return None
        return lambda job_id, request, report: resume(job_id, replace(request, model=self.model), report)

    @property
    def call_off(self) -> Callable[[str], Awaitable[None]] | None:
        """Return how to call off a job of an earlier process, where the provider can."""
        return getattr(self._provider, "call_off", None)

    async def probe(self) -> Health:
        """Probe the provider, and have it look for this model and the others, where it can."""
        if isinstance(self._provider, LooksForModels):
            return await self._provider.probe_with(self._models)
        return await self._provider.probe()

    async def aclose(self) -> None:
        """Close the provider."""
        await self._provider.aclose()


def reference_of(provider: ImageProvider) -> str:
    """Return what players type for a provider: its name, with its model's where it paints with one of several."""
    return provider.reference if isinstance(provider, ProviderWithModel) else provider.name


def _capabilities(provider: ImageProvider, model: ModelSettings) -> Capabilities:
    """Return what can be asked of a provider with a model: what it says itself, but for what the operator knows."""
    own = provider.capabilities_with(model) if isinstance(provider, KnowsItsModels) else provider.capabilities
    return replace(
        own,
        negative=own.negative and model.negative != "",
        clip_tokens=own.clip_tokens if model.clip_tokens is None else model.clip_tokens or None,
        cost=own.cost if model.cost is None else model.cost,
        cost_unknown=own.cost_unknown and model.cost is None,
    )
