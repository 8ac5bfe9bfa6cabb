"""The commands of the cast: what was typed becomes a call of its service."""

import asyncio
from pathlib import Path

from bot.console.parse import Command
from bot.console.results import CastExported, CastImported, CastListed, CharacterRemoved, CharacterShown, Result
from generation.cast.sheet import Sheet, version_of
from generation.cast.transfer import exported, imported
from generation.errors import RefusedError
from generation.i18n import _
from generation.services import Services
from generation.sessions.permissions import Actor


async def list_cast(services: Services, actor: Actor, _command: Command) -> Result:
    """List who the user may know of."""
    return CastListed(await services.cast.all(actor))


async def show(services: Services, actor: Actor, command: Command) -> Result:
    """Show a character, in one of its versions."""
    character = await services.cast.get(actor, command.words[0])
    version = command.value("version")
    return CharacterShown(character, character.version if version is None else version_of(character, version))


async def add(services: Services, actor: Actor, command: Command) -> Result:
    """Add a character."""
    context = await services.sessions.context(actor)
    sheet = _sheet(command, name=command.words[0])
    character = await services.cast.add(context, sheet, files=await _pictures(command))
    return CharacterShown(character, character.version)


async def edit(services: Services, actor: Actor, command: Command) -> Result:
    """Change a character."""
    context = await services.sessions.context(actor)
    sheet = _sheet(command, name=command.value("rename"), current=command.value("current"))
    character = await services.cast.edit(context, command.words[0], sheet, files=await _pictures(command))
    version = command.value("version")
    return CharacterShown(character, character.version if version is None else version_of(character, version))


async def remove(services: Services, actor: Actor, command: Command) -> Result:
    """Remove a character, or one of its versions."""
    context, version = await services.sessions.context(actor), command.value("version")
    if version is not None:
        left = await services.cast.drop_version(context, command.words[0], version)
        return CharacterShown(left, left.version)
    return CharacterRemoved(await services.cast.remove(context, command.words[0]))


async def export(services: Services, actor: Actor, command: Command) -> Result:
    """Write the cast, or one character, into a file."""
    data = await exported(services.cast, actor, command.words[1:])
    typed = command.words[0]
    try:
        path = await asyncio.to_thread(_write, typed, data)
    except OSError as error:
        raise _unusable(typed, error) from error
    return CastExported(path, len(data))


async def import_(services: Services, actor: Actor, command: Command) -> Result:
    """Add the characters of a file."""
    context = await services.sessions.context(actor)
    result = await imported(services.cast, context, await _read(command.words[0]))
    return CastImported(result.added, result.refused)


def _sheet(command: Command, *, name: str | None, current: str | None = None) -> Sheet:
    return Sheet(
        name,
        command.value("pronouns"),
        command.value("metatype"),
        command.value("looks"),
        command.value("gear"),
        command.value("version"),
        current,
        "secret" in command.options or (False if "open" in command.options else None),
    )


async def _pictures(command: Command) -> list[bytes]:
    path = command.value("picture")
    return [await _read(path)] if path else []


async def _read(typed: str) -> bytes:
    try:
        return await asyncio.to_thread(lambda: Path(typed).expanduser().read_bytes())
    except OSError as error:
        raise _unusable(typed, error) from error


def _write(typed: str, data: bytes) -> str:
    path = Path(typed).expanduser()
    path.write_bytes(data)
    return str(path)


def _unusable(typed: str, error: OSError) -> RefusedError:
    reason = error.strerror or type(error).__name__
    return RefusedError(_("The file {path} cannot be used: {reason}.").format(path=typed, reason=reason))
