"""What servers' own keys need of the operator: a secret to encrypt them with, and which variable holds whose key."""

from collections.abc import Mapping, Sequence

from bot.environment import SECRET_NAME, SettingsError
from bot.settings import Settings, parts_of
from bot.validation_messages import BAD_VALUE
from generation.guild_keys.keyed_providers import KeyedProviders
from generation.guild_keys.sealing import Sealing
from generation.providers.base import ProviderDescription

#: The variable that holds the secret, or several.
VARIABLE = "GUILD_KEYS_SECRET"


def build_sealing(settings: Settings) -> Sealing:
    """Return what encrypts servers' keys; without a secret nothing is kept.

    Raises:
        SettingsError: a secret is none.

    """
    secret = settings.guild_keys_secret
    try:
        return Sealing(parts_of(secret.get_secret_value()) if secret else ())
    except ValueError as error:
        raise SettingsError(BAD_VALUE.format(variable=VARIABLE, reason=error)) from None


def keyed_providers(known: Sequence[ProviderDescription], variables: Mapping[str, str]) -> KeyedProviders:
    """Return the providers that have one key each, and are set up by it and what the operator has set besides."""
    found = {each.name: [name for name in each.variables if SECRET_NAME.search(name)] for each in known}
    return KeyedProviders(known, {name: keys[0] for name, keys in found.items() if len(keys) == 1}, variables)
