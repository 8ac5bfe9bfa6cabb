"""How each provider is set up, as a fingerprint: where it changes, what was noted of the provider is of no more use."""

import hmac
from collections.abc import Iterable, Mapping

from generation.providers.base import ProviderDescription
from generation.providers.with_model import ProviderModels

#: So many bytes tell nearly every change, and are too few to find a short secret by, were it guessed.
LENGTH = 2


def fingerprints(
    known: Iterable[ProviderDescription],
    variables: Mapping[str, str],
    models: Mapping[str, ProviderModels],
    key: bytes,
) -> dict[str, str]:
    """Return of each provider, by its name, a fingerprint of its variables and of what is set for its models."""
    return {
        each.name: _fingerprint({name: variables.get(name) for name in each.variables}, models.get(each.name), key)
        for each in known
    }


def _fingerprint(variables: Mapping[str, str | None], models: ProviderModels | None, key: bytes) -> str:
    return hmac.digest(key, repr((variables, models)).encode(), "sha256")[:LENGTH].hex()
