"""`migrate` and `doctor`: bring the database up to date, and check settings, storage, providers and Discord."""

import asyncio
import json

from bot.commands.checks.discord_token import check_discord, find_invite
from bot.commands.checks.finding import Finding, Mark, fine, wrong
from bot.commands.checks.folder import check_folder
from bot.commands.checks.stored import check_stored
from bot.commands.checks.variables import check_variables
from bot.commands.checks.web_address import check_exposure, check_web_address
from bot.environment import SettingsError
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.version import VERSION
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


def doctor(*, as_json: bool = False) -> int:
    """Check what the bot needs, print a line each or one JSON object, and return 1 where something is wrong."""
    findings = check_variables()
    try:
        settings = load_settings()
    except SettingsError as error:
        findings.append(wrong(said(str(error))))
    else:
        set_up_logging(settings, level="ERROR")
        findings += asyncio.run(_check_all(settings))
    # What two checks have met is said once.
    findings = list(dict.fromkeys([fine(_("This is version {version}.").format(version=VERSION)), *findings]))
    is_well = not any(finding.mark is Mark.WRONG for finding in findings)
    if as_json:
        told = [{"mark": finding.mark.name.lower(), "text": finding.sentence} for finding in findings]
        print(json.dumps({"ok": is_well, "version": VERSION, "findings": told}, ensure_ascii=False))  # noqa: T201  # as above
    else:
        print("\n".join(finding.line for finding in findings))  # noqa: T201  # the command's answer
    return int(not is_well)


def print_invite() -> int:
    """Print the address that invites the bot to a server.

    Raises:
        SettingsError: there is no token, or Discord does not take it.

    """
    print(asyncio.run(find_invite(load_settings())))  # noqa: T201  # the command's answer
    return 0


async def _check_all(settings: Settings) -> list[Finding]:
    folder, stored = await asyncio.to_thread(check_folder, settings.data_dir), await check_stored(settings)
    return [
        folder,
        *stored.findings,
        await check_web_address(settings),
        *check_exposure(settings),
        *await check_discord(settings, stored.sessions),
    ]
