"""FLUX by Black Forest Labs as a plugin: what the bot looks for when it loads one."""

from collections.abc import Mapping

from generation.providers.base import ProviderDescription
from provider_flux.provider import DEFAULT_MODEL, DEFAULT_URL, FluxOptions, FluxProvider

#: The version of `generation.providers.base` that this is written for.
INTERFACE = 2


def _create(environment: Mapping[str, str]) -> FluxProvider | None:
    """Return the provider, or None where the operator has set no key.

    Raises:
        ValueError: the key cannot be one.

    """
    api_key = environment.get("BFL_API_KEY")
    if api_key is None:
        return None
    if not (api_key.isascii() and api_key.isprintable()):
        raise ValueError("BFL_API_KEY holds a character that cannot be sent")
    base_url = environment.get("BFL_BASE_URL", DEFAULT_URL)
    return FluxProvider(FluxOptions(api_key, base_url, environment.get("BFL_MODEL", DEFAULT_MODEL)))


#: What the bot reads: all that this plugin gets to see of the environment is its variables.
PROVIDER = ProviderDescription(
    FluxProvider.name,
    FluxProvider.title,
    variables=("BFL_API_KEY", "BFL_BASE_URL", "BFL_MODEL"),
    missing="BFL_API_KEY is not set.",
    create=_create,
)
