"""`/image compare`: one description in several styles or by several providers, with the sheet's file."""

import asyncio
import tempfile
from pathlib import Path

from bot.console import editing
from bot.console.context import CommandContext
from bot.console.follow import generate
from bot.console.image_files import load_generated
from bot.console.parse import Command
from bot.console.results import ComparisonPainted, Result
from generation.errors import RefusedError
from generation.i18n import _
from generation.requests.comparing import TOO_FEW, axes_of
from generation.requests.params import parse_names, parse_params
from storage.params import GenerationParams


async def compare(context: CommandContext, command: Command) -> Result:
    """Have a description painted several times; without styles and providers, show two pictures side by side."""
    if "styles" not in command.options and "providers" not in command.options:
        return await editing.compare(context, command)
    params = comparison_params(command)
    with context.output.progress() as report:
        batch = await generate(context.services, params, context.actor, context.workers, context.interrupts, report)
    axes = axes_of(batch)
    labels = tuple(axes.label(each.params) if axes else "" for each in batch)
    sheet = await context.services.batch_sheets.unchecked_sheet(batch)
    path = await write_sheet(sheet, command.value("sheet"), batch[0].id) if sheet else None
    return ComparisonPainted(tuple([await load_generated(context, each) for each in batch]), labels, path, sheet)


def comparison_params(command: Command) -> GenerationParams:
    """Return what is to be compared.

    Raises:
        RefusedError: nothing is named, or a value is none that there is.

    """
    params = parse_params(
        command.text,
        type=command.value("type"),
        size=command.value("size"),
        quality=command.value("quality"),
        seed=command.number("seed"),
        styles=parse_names(command.value("styles")),
        providers=parse_names(command.value("providers")),
    )
    if not params.compares:
        raise RefusedError(_(TOO_FEW))
    return params


async def write_sheet(sheet: bytes, typed: str | None, batch_id: str) -> str:
    """Write a sheet into the file that was named, or else among the machine's temporary ones; return its path.

    Raises:
        RefusedError: it cannot be written there.

    """
    path = _sheet_path(typed, batch_id)
    try:
        await asyncio.to_thread(path.write_bytes, sheet)
    except OSError as error:
        raise RefusedError(
            _("The sheet cannot be written to {path}: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    return str(path)


def _sheet_path(typed: str | None, batch_id: str) -> Path:
    return Path(typed).expanduser() if typed else Path(tempfile.gettempdir()) / f"comparison-{batch_id[:8]}.jpg"
