"""Which providers are set up: built from the settings, the installed plugins, and always the sketch artist."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr

from bot.settings import Settings, SettingsError, environment_with_files
from generation.i18n import N_
from generation.providers.base import ImageProvider
from generation.providers.plugins import load_plugins
from generation.providers.registry import KNOWN_NAMES, Providers
from generation.sketch.process.pool import RenderPool
from generation.sketch.provider import SketchProvider

log = logging.getLogger(__name__)

#: In which order providers are asked where PROVIDER_ORDER says nothing: paid ones, one's own, free ones, sketch last.
USUAL_ORDER = ("dalle", "stability", "gemini", "comfyui", "sdapi", "openai_compatible", "aihorde")

MISSING = {
    "dalle": N_("OPENAI_API_KEY is not set."),
    "stability": N_("STABILITY_API_KEY is not set."),
    "gemini": N_("GEMINI_API_KEY is not set."),
    "comfyui": N_("COMFYUI_URL is not set."),
    "sdapi": N_("SDAPI_URL is not set."),
    "openai_compatible": N_("OPENAI_COMPATIBLE_URL is not set."),
    "aihorde": N_("AIHORDE_API_KEY is not set (0000000000 is the anonymous key)."),
    "midjourney": N_("MIDJOURNEY_PROXY_URL is not set."),
}


@dataclass(frozen=True, slots=True)
class Built:
    """The providers that are set up, why others are not, and what is wrong with plugins."""

    providers: Providers
    missing: dict[str, str]
    problems: tuple[str, ...]


def build_providers(settings: Settings, studio: RenderPool) -> Built:
    """Build what is set up, in the order in which it is asked.

    Raises:
        SettingsError: a variable of a provider, or a name in PROVIDER_ORDER or DEFAULT_PROVIDER, is bad.

    """
    built: dict[str, ImageProvider] = {}
    for name, (variable, build) in _BUILDERS.items():
        if getattr(settings, variable.lower()) is None:
            continue
        try:
            built[name] = build(settings)
        except ValueError as error:
            raise SettingsError(f"{variable}: {error}. Correct it in the environment or in .env.") from None
    plugins = load_plugins(environment_with_files())
    built |= {provider.name: provider for provider in plugins.providers}
    built["sketch"] = SketchProvider(studio)
    in_turn = _in_turn(settings, built)
    by_name_only = [provider for name, provider in built.items() if name not in in_turn]
    providers = Providers([built[name] for name in in_turn], by_name_only)
    missing = {name: reason for name, reason in MISSING.items() if name not in built}
    return Built(providers, missing, plugins.problems)


def _in_turn(settings: Settings, built: dict[str, ImageProvider]) -> list[str]:
    """Return who is asked without being named; what PROVIDER_ORDER leaves out is asked by name only."""
    known = {*KNOWN_NAMES, *built}
    for variable, names in (
        ("PROVIDER_ORDER", settings.provider_order),
        ("DEFAULT_PROVIDER", [settings.default_provider] if settings.default_provider else []),
    ):
        for name in names:
            if name not in known:
                raise SettingsError(f"{variable}: unknown provider {name!r}; known are {', '.join(sorted(known))}.")
            if name not in built:
                log.warning("%s names %s, which is not set up here", variable, name)
    plugins = [name for name in built if name not in KNOWN_NAMES]
    order = [name for name in settings.provider_order or (*USUAL_ORDER, *plugins, "sketch") if name in built]
    first = settings.default_provider
    if first in built:
        order = [first, *(name for name in order if name != first)]
    return order or ["sketch"]


def _secret(value: SecretStr | None) -> str:
    return value.get_secret_value() if value else ""


# Each imports its module when it is set up: openai alone takes two seconds, and the console should start at once.


def _dalle(settings: Settings) -> ImageProvider:
    from generation.providers.openai.dalle import DalleOptions, DalleProvider  # noqa: PLC0415  # see above

    options = DalleOptions(_secret(settings.openai_api_key), settings.openai_base_url, settings.openai_image_model)
    return DalleProvider(options)


def _stability(settings: Settings) -> ImageProvider:
    from generation.providers.stability.provider import StabilityOptions, StabilityProvider  # noqa: PLC0415  # see above

    key = _secret(settings.stability_api_key)
    return StabilityProvider(StabilityOptions(key, settings.stability_base_url, settings.stability_model))


def _gemini(settings: Settings) -> ImageProvider:
    from generation.providers.gemini import GeminiOptions, GeminiProvider  # noqa: PLC0415  # see above

    return GeminiProvider(GeminiOptions(_secret(settings.gemini_api_key), settings.gemini_base_url))


def _comfyui(settings: Settings) -> ImageProvider:
    from generation.providers.comfyui.provider import ComfyOptions, ComfyProvider  # noqa: PLC0415  # see above

    return ComfyProvider(ComfyOptions(settings.comfyui_url or "", settings.comfyui_workflow))


def _sdapi(settings: Settings) -> ImageProvider:
    from generation.providers.sdapi import SdapiOptions, SdapiProvider  # noqa: PLC0415  # see above

    return SdapiProvider(SdapiOptions(settings.sdapi_url or ""))


def _openai_compatible(settings: Settings) -> ImageProvider:
    from generation.providers.openai.compatible import (  # noqa: PLC0415  # see above
        OpenAICompatibleOptions,
        OpenAICompatibleProvider,
    )

    if not settings.openai_compatible_model:
        raise ValueError("it needs OPENAI_COMPATIBLE_MODEL, the model's name on that server")
    return OpenAICompatibleProvider(
        OpenAICompatibleOptions(
            settings.openai_compatible_url or "",
            settings.openai_compatible_model,
            _secret(settings.openai_compatible_api_key),
        )
    )


def _aihorde(settings: Settings) -> ImageProvider:
    from generation.providers.aihorde.provider import AihordeOptions, AihordeProvider  # noqa: PLC0415  # see above

    return AihordeProvider(AihordeOptions(_secret(settings.aihorde_api_key), settings.aihorde_base_url))


def _midjourney(settings: Settings) -> ImageProvider:
    from generation.providers.midjourney.provider import MidjourneyOptions, MidjourneyProvider  # noqa: PLC0415  # see above

    secret = _secret(settings.midjourney_proxy_secret)
    return MidjourneyProvider(MidjourneyOptions(settings.midjourney_proxy_url or "", secret))


#: For each name the variable that sets it up, and who builds it.
_BUILDERS: dict[str, tuple[str, Callable[[Settings], ImageProvider]]] = {
    "dalle": ("OPENAI_API_KEY", _dalle),
    "stability": ("STABILITY_API_KEY", _stability),
    "gemini": ("GEMINI_API_KEY", _gemini),
    "comfyui": ("COMFYUI_URL", _comfyui),
    "sdapi": ("SDAPI_URL", _sdapi),
    "openai_compatible": ("OPENAI_COMPATIBLE_URL", _openai_compatible),
    "aihorde": ("AIHORDE_API_KEY", _aihorde),
    "midjourney": ("MIDJOURNEY_PROXY_URL", _midjourney),
}
