"""`bot.py guild-keys`: print a new secret, and encrypt servers' keys anew with the first one that is set."""

from bot.settings import Settings
from bot.wiring.app import open_app
from generation.guild_keys.sealing import new_secret
from generation.i18n import _, ngettext


def print_secret() -> int:
    """Print a new GUILD_KEYS_SECRET as the only word, and return the exit status."""
    print(new_secret())  # noqa: T201  # the answer
    return 0


async def print_rotated(settings: Settings) -> int:
    """Encrypt all keys anew, say how many, and return the exit status: 1 where one cannot be read.

    Raises:
        RefusedError: there is no secret.

    """
    async with open_app(settings) as app:
        resealed = await app.services.guild_keys.reseal()
    done = ngettext("{count} key is encrypted anew.", "{count} keys are encrypted anew.", resealed.count)
    print(done.format(count=resealed.count))  # noqa: T201  # the answer
    for guild_id, provider in resealed.unreadable:
        unread = _("The key of server {server} for {provider} is read by none of these secrets.")
        print(unread.format(server=guild_id, provider=provider))  # noqa: T201  # as above
    if not resealed.unreadable:
        print(_("GUILD_KEYS_SECRET needs only its first secret from now on."))  # noqa: T201  # as above
    return 1 if resealed.unreadable else 0
