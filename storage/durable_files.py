"""Files that are complete and synced to the disk, or absent, whenever the power fails."""

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from storage.errors import from_os


def write_durably(path: Path, data: bytes) -> None:
    """Write a file that is complete and synced, or absent; its folder is made where it is not there.

    Raises:
        StorageError: it could not be written.

    """
    _make_durably(path, lambda file: file.write(data))


def copy_durably(source: Path, path: Path) -> None:
    """Copy a file, which is then complete and synced, or absent; its folder is made where it is not there.

    Raises:
        StorageError: it could not be read or written.

    """

    def copy(file: BinaryIO) -> None:
        with source.open("rb") as original:
            shutil.copyfileobj(original, file)

    _make_durably(path, copy)


def _make_durably(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    partial = path.with_name(f".{uuid4().hex}.partial")
    try:
        made = _make_folder(path.parent)
        with partial.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
        for folder in (path.parent, *made):
            _sync_folder(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise from_os(error, str(path.parent)) from error


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and return the folders whose entries that changed."""
    if folder.is_dir():
        return []
    above = _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    return [folder.parent, *above]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
