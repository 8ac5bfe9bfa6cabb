"""Check the data folder: whether it can be written, and has room."""

import os
import uuid
from pathlib import Path

from bot.commands.checks.finding import Finding, fine, note, wrong
from generation.i18n import _, said
from storage.errors import from_os

#: How much free space is enough to say nothing of it, in MB.
ENOUGH_MB = 500


def check_folder(folder: Path) -> Finding:
    """Write a file there and take it away again."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{uuid.uuid4().hex}.probe"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        return wrong(said(str(from_os(error, str(folder)))))
    space = os.statvfs(folder)
    free = space.f_bavail * space.f_frsize // 2**20
    writable = _("The data folder {folder} can be written; {free} MB are free.").format(
        folder=folder.absolute(), free=free
    )
    if free > ENOUGH_MB:
        return fine(writable)
    return note(f"{writable} {_('That is little: a picture takes about 3 MB.')}")
