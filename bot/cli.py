"""The commands of `bot.py`: what each one of the command line does."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence

from bot.command_line import command_line
from bot.commands.roles import parse_roles
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal_language import terminal_language
from generation.i18n import ENGLISH, said, speaking
from storage.errors import SceneError


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says and return the exit status: 0 done, 1 failed, 2 bad usage."""
    parser = command_line()
    options, line = parser.parse_known_args(arguments)
    if line and options.command != "console":
        parser.error(f"unrecognized arguments: {' '.join(line)}")
    # What the console's own options leave is the command line, its words and options in their order.
    options.line = " ".join(line)
    with speaking(terminal_language(os.environ)):
        return _run_command(options)


def _run_command(options: argparse.Namespace) -> int:
    try:
        if options.command == "doctor":
            return _doctor(options)
        if options.command == "setup" and not _set_up():
            return 0
        settings = load_settings()
        if options.debug:
            settings = settings.model_copy(update={"log_level": "DEBUG"})
        return _COMMANDS[options.command or "run"](settings, options)
    except SceneError as error:
        if getattr(options, "json", False):
            print(json.dumps({"status": "error", "code": error.code, "error": str(error)}))  # noqa: T201  # as asked
        else:
            print(said(str(error)), file=sys.stderr)  # noqa: T201  # before logging is set up, and for people
        return 1
    except KeyboardInterrupt:
        return 130


def _run(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.run import run  # noqa: PLC0415  # discord.py takes half a second to import; the console does without

    roles = parse_roles(options.role if options.command == "run" else [], settings)
    set_up_logging(settings)
    # What is logged and stored is English; who is spoken to says so.
    with speaking(ENGLISH):
        return asyncio.run(run(settings, roles))


def _console(settings: Settings, options: argparse.Namespace) -> int:
    from bot.console import ConsoleOptions, run_console  # noqa: PLC0415  # rich and prompt_toolkit are for the console alone

    set_up_logging(settings, level=None if settings.log_level == "DEBUG" else "ERROR")
    console = ConsoleOptions(options.session, options.user, as_json=options.json)
    return asyncio.run(run_console(settings, console, options.line or None))


def _migrate(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.doctor import migrate  # noqa: PLC0415  # keeps the start of the other commands short
    from bot.commands.moving import move  # noqa: PLC0415  # as above

    set_up_logging(settings)
    if options.to:
        return asyncio.run(move(settings, options.to, options.pictures_to))
    return asyncio.run(migrate(settings))


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.backup import print_backup  # noqa: PLC0415  # keeps the start of the other commands short

    set_up_logging(settings, level="ERROR")
    return asyncio.run(print_backup(settings, options.target, options.keep))


def _restore(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.backup import print_restore  # noqa: PLC0415  # keeps the start of the other commands short

    set_up_logging(settings, level="ERROR")
    return asyncio.run(print_restore(settings, options.target, options.name, replace=options.replace))


def _model(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands import model  # noqa: PLC0415  # keeps the start of the other commands short
    from bot.commands.model_loras import Addition  # noqa: PLC0415  # as above

    set_up_logging(settings, level=None if settings.log_level == "DEBUG" else "ERROR")
    match options.action:
        case "add":
            more = Addition(tuple(options.lora), options.trigger, options.as_name)
            return asyncio.run(model.add(settings, options.what, agreed=options.yes, more=more))
        case "test":
            return asyncio.run(model.test(settings, options.name))
        case "remove":
            return model.remove(settings, options.name)
        case _:
            return model.print_models(settings)


def _blobs(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.blobs import BlobMove, print_blob_move  # noqa: PLC0415  # keeps the start of the other commands short

    set_up_logging(settings, level="ERROR")
    move = BlobMove(options.source, options.target, verify=options.verify, delete=options.delete)
    return asyncio.run(print_blob_move(settings, move))


def _privacy(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands import privacy  # noqa: PLC0415  # keeps the start of the other commands short

    set_up_logging(settings, level="ERROR")
    match options.action:
        case "export":
            return asyncio.run(privacy.export_person(settings, options.user, options.to))
        case "delete":
            return asyncio.run(privacy.delete_person(settings, options.user, keeps_pictures=options.keep_pictures))
        case _:
            return asyncio.run(privacy.print_kept(settings, options.user))


def _guild_keys(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands import guild_keys  # noqa: PLC0415  # keeps the start of the other commands short

    set_up_logging(settings, level="ERROR")
    return guild_keys.print_secret() if options.action == "new" else asyncio.run(guild_keys.print_rotated(settings))


def _set_up() -> bool:
    from bot.commands.setup import set_up  # noqa: PLC0415  # keeps the start of the other commands short

    return set_up()


def _export(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.export import ExportOptions, print_export  # noqa: PLC0415  # keeps the start of the other commands short

    set_up_logging(settings, level="ERROR")
    wanted = ExportOptions(
        options.session,
        options.folder,
        options.format,
        options.title,
        options.tag,
        options.search,
        favorites=options.favorites,
        secrets=not options.no_secrets,
        per_page=options.per_page,
        album=options.album,
        scope=options.scope,
    )
    return asyncio.run(print_export(settings, wanted))


def _doctor(options: argparse.Namespace) -> int:
    from bot.commands.doctor import doctor, print_invite  # noqa: PLC0415  # keeps the start of the other commands short

    # Bad settings are a finding like others.
    return print_invite() if options.invite else doctor(as_json=options.json)


def _token(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.token import TokenOptions, print_token  # noqa: PLC0415  # keeps the start of the other commands short

    set_up_logging(settings, level="ERROR")
    token = TokenOptions(
        options.user, options.session, options.role, options.ttl, link=options.link, revoke=options.revoke
    )
    return asyncio.run(print_token(settings, token))


_COMMANDS = {
    "run": _run,
    "setup": _run,  # what it has written is run
    "console": _console,
    "token": _token,
    "backup": _backup,
    "restore": _restore,
    "blobs": _blobs,
    "export": _export,
    "migrate": _migrate,
    "model": _model,
    "privacy": _privacy,
    "guild-keys": _guild_keys,
}
