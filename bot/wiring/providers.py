"""Which providers are set up: built from the settings, the installed plugins, and always the sketch artist."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import SecretStr

from bot.environment import SettingsError, environment_with_files
from bot.providers_file import ProvidersFile, read_providers_file
from bot.settings import Settings
from bot.validation_messages import BAD_VALUE
from generation.i18n import N_
from generation.provider_catalogue.builtin import BUILT_IN
from generation.providers.base import ImageProvider, ProviderDescription
from generation.providers.local.provider import LocalProvider
from generation.providers.plugins import load_plugins
from generation.providers.registry import Providers
from generation.providers.with_model import ProviderModels
from generation.sketch.process.pool import RenderPool
from generation.sketch.provider import SketchProvider

log = logging.getLogger(__name__)

_SKETCH, _COMPATIBLE = SketchProvider.name, "openai_compatible"


@dataclass(frozen=True, slots=True)
class BuiltProviders:
    """The providers that are set up, what is wrong with plugins, and what is set for models.

    `known` describes all that there are, and `variables` are those by which they are set up, secrets among them.
    """

    providers: Providers
    problems: tuple[str, ...]
    file: ProvidersFile = field(default_factory=ProvidersFile)
    known: tuple[ProviderDescription, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)


def build_providers(settings: Settings, pool: RenderPool) -> BuiltProviders:
    """Build what is set up, in the order in which it is asked.

    Raises:
        SettingsError: a variable of a provider, a name in PROVIDER_ORDER or DEFAULT_PROVIDER, or what
            `providers.toml` says, is bad.

    """
    environment = environment_with_files()
    plugins = load_plugins(environment, taken=[each.name for each in BUILT_IN])
    # The pool is warmed up by others, so that it is handed over and not made by the provider.
    known = [
        replace(each, create=lambda _: SketchProvider(pool)) if each.name == _SKETCH else each for each in BUILT_IN
    ]
    file = read_providers_file(settings.providers_file, [*known, *plugins.descriptions])
    values = setting_values(settings)
    if _COMPATIBLE in file.models and (model := file.models[_COMPATIBLE].usual.model):
        # The one provider that cannot be set up without a model's name.
        values.setdefault("OPENAI_COMPATIBLE_MODEL", model)
    values.setdefault("LOCAL_MODELS", str(settings.models_folder))
    created = {each.name: _create(each, values) for each in known}
    created |= {provider.name: provider for provider in plugins.providers}
    built = {name: provider for name, provider in created.items() if provider is not None}
    known += plugins.descriptions
    order = _order(
        settings, [*(each.name for each in known), *built], {each.name for each in known if each.by_name_only}
    )
    _check_names(settings, {*(each.name for each in known), *built}, built)
    in_turn = [name for name in order if name in built] or [_SKETCH]
    by_name_only = [provider for name, provider in built.items() if name not in in_turn]
    models = dict(file.models)
    if isinstance(local := built.get(LocalProvider.name), LocalProvider):
        # The models are those that are there; the file may say how they paint.
        given = file.models.get(local.name, ProviderModels())
        usual, named = local.models(given.usual, given.named)
        models[local.name] = ProviderModels(usual, tuple(named))
    providers = Providers([built[name] for name in in_turn], by_name_only, known, models, order=order)
    return BuiltProviders(providers, plugins.problems, file, tuple(known), environment | values)


def setting_values(settings: Settings) -> dict[str, str]:
    """Return the settings as the environment variables that providers read, validated and with their defaults."""
    values = {name.upper(): getattr(settings, name) for name in Settings.model_fields}
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in values.items()
        if value is not None
    }


def _create(description: ProviderDescription, values: dict[str, str]) -> ImageProvider | None:
    try:
        return description.set_up(values)
    except ValueError as error:
        raise SettingsError(BAD_VALUE.format(variable=description.variables[0], reason=error)) from None


def _order(settings: Settings, names: Sequence[str], by_name_only: Collection[str]) -> list[str]:
    """Return who is asked without being named, set up or not; what PROVIDER_ORDER leaves out is asked by name only."""
    usual = [name for name in names if name not in by_name_only and name != _SKETCH]
    first = [settings.default_provider] if settings.default_provider else []
    return list(dict.fromkeys([*first, *(settings.provider_order or (*usual, _SKETCH))]))


def _check_names(settings: Settings, names: Collection[str], built: Collection[str]) -> None:
    for variable, wanted in (
        ("PROVIDER_ORDER", settings.provider_order),
        ("DEFAULT_PROVIDER", [settings.default_provider] if settings.default_provider else []),
    ):
        for name in wanted:
            if name not in names:
                unknown = N_("{variable}: there is no provider “{name}”. The providers are {names}.")
                raise SettingsError(unknown.format(variable=variable, name=name[:60], names=", ".join(sorted(names))))
            if name not in built:
                log.warning("%s names %s, which is not set up here", variable, name)
