"""FLUX by Black Forest Labs as a plugin: what the bot looks for when it loads one."""

from collections.abc import Mapping

from provider_flux.provider import DEFAULT_MODEL, DEFAULT_URL, FluxOptions, FluxProvider

#: The version of `generation.providers.base` that this is written for.
INTERFACE = 2
#: All that this plugin gets to see of the environment.
VARIABLES = ("BFL_API_KEY", "BFL_BASE_URL", "BFL_MODEL")


def create(environment: Mapping[str, str]) -> FluxProvider | None:
    """Return the provider, or None where the operator has set no key."""
    api_key = environment.get("BFL_API_KEY", "")
    if not api_key:
        return None
    base_url = environment.get("BFL_BASE_URL") or DEFAULT_URL
    return FluxProvider(FluxOptions(api_key, base_url, environment.get("BFL_MODEL") or DEFAULT_MODEL))
