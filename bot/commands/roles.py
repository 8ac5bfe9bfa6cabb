"""The roles of a process: gateway (Discord), worker (generation), web (HTTP API and page); one alone has all."""

from collections.abc import Sequence

from bot.environment import SettingsError
from bot.settings import Settings
from generation.i18n import N_

GATEWAY, WORKER, WEB = "gateway", "worker", "web"
ROLES = (GATEWAY, WORKER, WEB)


def parse_roles(named: Sequence[str], settings: Settings) -> frozenset[str]:
    """Return the roles that were named, or, where none was, all.

    Raises:
        SettingsError: a role was named that the settings leave without work.

    """
    if GATEWAY in named and settings.discord_token is None:
        raise SettingsError(N_("--role gateway needs DISCORD_TOKEN. Set it in the environment or in .env."))
    if WEB in named and not settings.serves_web:
        raise SettingsError(N_("--role web needs an API_PORT other than 0, or a Unix socket as API_HOST."))
    return frozenset(named or ROLES)
