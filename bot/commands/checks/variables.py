"""Check for variables that nobody reads: misspelt ones, and lines of `.env` that set nothing."""

import difflib
import os
import re
from collections.abc import Collection, Iterator

from bot.commands.checks.finding import Finding, fine, note, wrong
from bot.environment import ENV_FILE, SECRET_NAME, SettingsError, read_env_file
from bot.settings import Settings
from generation.i18n import _, said
from generation.providers.plugins import load_plugins
from storage import s3

#: How alike two names are of which one is taken for the other misspelt.
CLOSE = 0.78
#: A word that may be a variable's name; anything else in its place may be a secret, and is not repeated.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
#: Amazon's own tools read more of these than we do.
_OTHERS = re.compile(r"AWS_.*")


def known_variables() -> frozenset[str]:
    """Return every variable that the bot reads, with those of its plugins."""
    names = {name.upper() for name in Settings.model_fields} | set(s3.VARIABLES)
    # With nothing set no plugin sets itself up: their descriptions alone are wanted.
    names |= {name for plugin in load_plugins({}).descriptions for name in plugin.variables}
    return frozenset(names | {f"{name}_FILE" for name in names if SECRET_NAME.search(name)})


def check_variables() -> list[Finding]:
    """Compare what is set with what is read: all of `.env`, and in the environment what is like a name of ours."""
    known = known_variables()
    try:
        in_file = list(_lines())
    except SettingsError as error:
        return [wrong(said(str(error)))]
    found = [_in_file(line, name, known) for line, name in in_file if name is None or name.upper() not in known]
    # Other programs' variables stand in the environment, too: one of ours that is set has not been misspelt.
    taken = {(name or "").upper() for name in (*os.environ, *(name for _line, name in in_file))}
    for name in sorted(os.environ):
        close = _close(name, known)
        if name.upper() not in known and close and close not in taken and not _OTHERS.fullmatch(name):
            misspelt = _("{name} is set in the environment, but nothing reads it. Did you mean {close}?")
            found.append(note(misspelt.format(name=name, close=close)))
    return found or [_all_known()]


def _all_known() -> Finding:
    if ENV_FILE.exists():
        return fine(_("Settings are read from the environment and {file}.").format(file=ENV_FILE.absolute()))
    missing = _("There is no {file}, so settings come from the environment alone; .env.example lists them all.")
    return fine(missing.format(file=ENV_FILE.absolute()))


def _in_file(line: int, name: str | None, known: Collection[str]) -> Finding:
    """Return what is wrong with a line of the file whose name is unknown, or none."""
    if name is None:
        unread = _("{file}, line {line}, sets nothing. Write NAME=value, or begin it with # to leave it out.")
        return wrong(unread.format(file=ENV_FILE, line=line))
    if close := _close(name, known):
        misspelt = _("{file}, line {line}: there is no variable {name}. Did you mean {close}?")
        return wrong(misspelt.format(file=ENV_FILE, line=line, name=name, close=close))
    unknown = _("{file}, line {line}: there is no variable {name}. .env.example lists them all.")
    return note(unknown.format(file=ENV_FILE, line=line, name=name))


def _close(name: str, known: Collection[str]) -> str | None:
    return next(iter(difflib.get_close_matches(name.upper(), known, n=1, cutoff=CLOSE)), None)


def _lines() -> Iterator[tuple[int, str | None]]:
    """Yield the number and the name of each line of `.env` that says something, or None for a name that is none."""
    for binding in read_env_file():
        # A line that cannot be read has no key; the settings refuse it.
        if binding.key is not None:
            is_name = binding.value is not None and _NAME.fullmatch(binding.key)
            yield binding.original.line, binding.key if is_name else None
