"""`migrate` and `doctor`: bring the database up to date, and check settings, storage, providers and Discord."""

import asyncio

from bot.commands.checks.discord_token import check_token
from bot.commands.checks.finding import Finding, Mark, wrong
from bot.commands.checks.folder import check_folder
from bot.commands.checks.stored import check_stored
from bot.commands.checks.variables import check_variables
from bot.commands.checks.web_address import check_web_address
from bot.environment import SettingsError
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from generation.i18n import _, said
from storage.database import Database
from storage.errors import from_os
from storage.stores import migrate_postgresql


async def migrate(settings: Settings) -> int:
    """Apply what migrations the database lacks.

    Raises:
        StorageError: the database cannot be used.

    """
    if settings.postgresql_url:
        where = await migrate_postgresql(settings.postgresql_url)
        print(_("{path} is up to date.").format(path=where))  # noqa: T201  # the command's answer
        return 0
    folder = settings.database_path.parent
    try:
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    except OSError as error:
        raise from_os(error, str(folder)) from error
    async with Database(settings.database_path):
        print(_("{path} is up to date.").format(path=settings.database_path))  # noqa: T201  # the command's answer
    return 0


def doctor() -> int:
    """Check what the bot needs, print a line each, and return 1 where something is wrong."""
    findings = check_variables()
    try:
        settings = load_settings()
    except SettingsError as error:
        findings.append(wrong(said(str(error))))
    else:
        set_up_logging(settings, level="ERROR")
        findings += asyncio.run(_check_all(settings))
    # What two checks have met is said once.
    for finding in dict.fromkeys(findings):
        print(finding.line)  # noqa: T201  # the command's answer
    return int(any(finding.mark is Mark.WRONG for finding in findings))


async def _check_all(settings: Settings) -> list[Finding]:
    return [
        await asyncio.to_thread(check_folder, settings.data_dir),
        *await check_stored(settings),
        await check_web_address(settings),
        await check_token(settings),
    ]
