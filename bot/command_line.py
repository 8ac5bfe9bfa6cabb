"""What `bot.py` can be told on its command line: commands and options, each with what it does."""

import argparse
from pathlib import Path

from bot.commands.roles import ROLES
from bot.version import VERSION

EPILOG = """\
With no command, bot.py runs. Settings come from the environment and .env; .env.example explains each.
Examples:
  uv run bot.py console "/image generate a rain-soaked Seattle street"
  DISCORD_TOKEN=… uv run bot.py
"""
#: Those of `generation.sessions.tokens`, whose import would slow down every command.
TOKEN_ROLES = ("gm", "player", "observer", "service")

#: Those of `generation.export.making.export_contents`, as above.
EXPORT_FORMATS = ("zip", "pdf", "html", "sheet", "png", "jpeg", "webp", "avif")


def command_line() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="bot.py",
        description="Scene Visualizer: pictures for Shadowrun tables.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Scene Visualizer {VERSION}")
    parser.add_argument(
        "--debug", action="store_true", help="log in detail, as with LOG_LEVEL=DEBUG; secrets stay hidden"
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    run = commands.add_parser("run", help="run all that is configured: Discord, the HTTP API, workers")
    run.add_argument(
        "--role",
        action="append",
        choices=ROLES,
        default=[],
        help="do only this part of it (may be given twice); several processes share one database and picture store",
    )
    console = commands.add_parser(
        "console",
        help='use the same commands in a terminal: "/image generate a street", or none for a prompt or stdin',
        allow_abbrev=False,
    )
    console.add_argument("--session", default="console", help="the session's id (default: console)")
    console.add_argument("--user", default="local", help="the user's id (default: local)")
    console.add_argument("--json", action="store_true", help="one JSON object a line on stdout, nothing else")
    token = commands.add_parser("token", help="print an API token as the last word; whoever has it is that user")
    token.add_argument("--user", required=True, help="the user's id")
    token.add_argument("--session", required=True, help="the session's id")
    token.add_argument(
        "--role", choices=TOKEN_ROLES, default="player", help="the most that it grants (default: player)"
    )
    token.add_argument("--ttl", default="7d", help="how long it lasts, such as 90m, 12h or 7d (the default)")
    token.add_argument("--link", action="store_true", help="print a link that opens the gallery page once instead")
    token.add_argument("--revoke", action="store_true", help="let in no more what this user has for this session")
    backup = commands.add_parser("backup", help="copy database and pictures into a folder, while the bot runs")
    backup.add_argument("target", type=Path, help="the folder; pictures that it has already are not copied again")
    backup.add_argument("--keep", type=_positive, metavar="N", help="take all but the newest N backups in it away")
    restored = commands.add_parser("restore", help="put a backup back, while the bot does not run")
    restored.add_argument("target", type=Path, help="the folder that `backup` was given")
    restored.add_argument("--from", dest="name", metavar="NAME", help="which backup in it (default: the newest)")
    restored.add_argument("--replace", action="store_true", help="set the present database aside and take its place")
    exported = commands.add_parser("export", help="write a session's pictures into a folder: ZIP, albums, single files")
    exported.add_argument("folder", type=Path, help="where to; it is made where it is not there")
    exported.add_argument("--session", required=True, help="the session's id; on Discord the channel's")
    exported.add_argument("--format", choices=EXPORT_FORMATS, default="zip", help="as what (default: zip)")
    exported.add_argument("--favorites", action="store_true", help="only those with a star")
    exported.add_argument("--tag", help="only those with this tag")
    exported.add_argument("--search", help="only those with these words")
    exported.add_argument(
        "--scope",
        choices=("session", "campaign"),
        default="session",
        help="campaign: the pictures of all sessions of its campaign",
    )
    exported.add_argument("--album", help="an album in its order, with its captions; no filter counts")
    exported.add_argument("--title", default="", help="what an album is called (default: as the session)")
    exported.add_argument("--per-page", type=int, choices=(1, 2), default=1, help="pictures on a page of a PDF album")
    exported.add_argument("--no-secrets", action="store_true", help="leave out what only the GM sees")
    _add_blobs(commands.add_parser("blobs", help="look after the store of the pictures"))
    migrated = commands.add_parser(
        "migrate", help="bring the database up to this version and stop; with --to, copy it into another one"
    )
    migrated.add_argument(
        "--to",
        metavar="URL",
        help="copy everything into this empty database, postgresql://user:password@host/name or sqlite:///path, while"
        " the bot does not run; a copy that was interrupted goes on when it is begun again",
    )
    migrated.add_argument(
        "--pictures-to",
        metavar="STORE",
        help="with --to: copy the pictures first, as `blobs move` does",
    )
    _add_privacy(commands.add_parser("privacy", help="what is kept of a person: show, export or delete it"))
    _add_model(commands.add_parser("model", help="models that paint on this machine: list, add, remove, test"))
    keys = commands.add_parser("guild-keys", help="servers' own keys: a new secret, and encrypting them anew")
    key_actions = keys.add_subparsers(dest="action", metavar="action", required=True)
    key_actions.add_parser("new", help="print a new secret for GUILD_KEYS_SECRET")
    key_actions.add_parser("rotate", help="encrypt all keys with the first secret that is set; the bot may run")
    commands.add_parser("setup", help="ask for token and keys, try each, write .env, print the invite link, and start")
    _add_doctor(
        commands.add_parser(
            "doctor",
            help="check settings, data folder, database, providers, address and Discord, and say what is wrong",
        )
    )
    return parser


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--invite", action="store_true", help="print only the address that invites the bot")


def _add_model(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    actions.add_parser("list", help="those that are there, and those that can be added")
    added = actions.add_parser("add", help="fetch one by its name, or take an exported folder")
    added.add_argument("what", help="a name that `model list` shows, or a folder")
    added.add_argument(
        "--lora",
        metavar="FILE[:WEIGHT]",
        action="append",
        default=[],
        help="further weights for it, from -4 to 4; again",
    )
    added.add_argument("--trigger", metavar="WORDS", default="", help="what a prompt says for them; the bot adds it")
    added.add_argument("--as", metavar="NAME", dest="as_name", help="a name of its own, beside the one without them")
    added.add_argument("--yes", action="store_true", help="agree to its licence without being asked")
    tested = actions.add_parser("test", help="paint a picture, and say how long it took")
    tested.add_argument("name", nargs="?", help="a model (default: each that is there)")
    removed = actions.add_parser("remove", help="delete one, or what has arrived of one")
    removed.add_argument("name", help="the model")


def _add_privacy(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    shown = actions.add_parser("show", help="how much is kept of them")
    exported = actions.add_parser("export", help="all of it as a ZIP file")
    exported.add_argument(
        "--to", type=Path, default=Path(), metavar="FOLDER", help="where the file goes (default: here)"
    )
    deleted = actions.add_parser("delete", help="delete it for good, in every session; the bot may run")
    deleted.add_argument("--keep-pictures", action="store_true", help="leave pictures to their tables, as nobody's")
    for each in (shown, exported, deleted):
        each.add_argument("--user", required=True, help="the user's id: on Discord the long number")


def _add_blobs(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    move = actions.add_parser("move", help="copy all pictures to another store; the bot may run; may be interrupted")
    move.add_argument("--to", dest="target", required=True, metavar="STORE", help="s3://bucket/prefix, or a folder")
    move.add_argument("--from", dest="source", metavar="STORE", help="where they are (default: the store of the bot)")
    move.add_argument("--verify", action="store_true", help="compare those that the new store has already, too")
    move.add_argument("--delete", action="store_true", help="then delete them in the old store, which the bot has left")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
