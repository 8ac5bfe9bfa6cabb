"""Who is asked first to paint a request: whom its author wishes for, or the table's own default provider."""

from dataclasses import dataclass
from typing import Self

from generation.i18n import N_
from generation.provider_catalogue.titles import provider_title
from generation.providers.base import ImageProvider
from generation.providers.own_key import payer_of
from generation.providers.registry import Providers
from generation.providers.with_model import reference_of
from generation.requests.params import needs_of
from generation.sessions.settings import SessionSettings
from storage.params import EDITOR, SLASH, GenerationParams, name_of


@dataclass(frozen=True, slots=True)
class Painter:
    """Who is asked first: as it is named in the request, if it is, what is to be said of that, and who pays what."""

    name: str | None
    notes: tuple[str | None, ...] = ()
    cost: float = 0.0
    payer: str | None = None

    @classmethod
    def of(cls, provider: ImageProvider, name: str | None, notes: tuple[str | None, ...]) -> Self:
        """Return a provider as the one who is asked first."""
        return cls(name, notes, provider.capabilities.cost, payer_of(provider))


HERE = Painter(EDITOR)


def with_known_model(providers: Providers, params: GenerationParams) -> tuple[str | None, str | None]:
    """Return the provider that is wanted, and what is to be said where its model is gone since it was asked for."""
    wanted = params.provider
    gone = told_if_gone(providers, wanted) if wanted and params.repeats else None
    return (name_of(wanted) if wanted and gone else wanted), gone


def told_if_gone(providers: Providers, reference: str) -> str | None:
    """Return what to say of a provider whose model is gone, None where it is there."""
    if not providers.lacks_model(reference):
        return None
    gone = N_("{provider} has no model “{model}” any more; its usual one paints.")
    name, _slash, model = reference.partition(SLASH)
    return gone.format(provider=provider_title(name), model=model)


def default_provider(
    providers: Providers, settings: SessionSettings, params: GenerationParams, files: int
) -> str | None:
    """Return the table's own default provider, where it is set up and able."""
    default = providers.get(settings.provider or "")
    return reference_of(default) if default and needs_of(params, files).met_by(default) else None


def demands(providers: Providers, params: GenerationParams) -> bool:
    """Tell whether nobody but the named provider may paint; one that is not set up any more demands nothing."""
    return params.only and not (params.repeats and providers.get(params.provider or "") is None)
