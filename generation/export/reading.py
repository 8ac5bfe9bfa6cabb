"""Reading an archive that somebody brings, who may mean harm: nothing is unpacked, bounds are kept while it is read.

A picture's file is found by the name in the list alone; names are never paths of this machine.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from generation.errors import RefusedError
from generation.export.choosing import MOST_PICTURES
from generation.export.making.manifest import KIND, NAME, VERSION
from generation.i18n import _
from generation.images.decode import MAX_BYTES

#: The largest archive that is taken, what is in it in all, and its list, in bytes.
MOST_ARCHIVE, MOST_UNPACKED, MOST_LIST = 512 * 2**20, 2 * 2**30, 16 * 2**20
#: Files within an archive: the pictures, the list, and what a person has put beside them.
MOST_FILES = MOST_PICTURES + 100
#: Its table of contents, in bytes, which zipfile reads whole before anything can be asked of it.
MOST_CONTENTS = 4 * 2**20
#: Nothing that is a picture gets so much smaller.
MOST_RATIO = 200
#: The others give all that a few bytes stand for at once, hundreds of megabytes, whatever is asked of them.
PACKED_AS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

_Text = Annotated[str, Field(max_length=4000)]
_LongText = Annotated[str, Field(max_length=20_000)]


class Entry(BaseModel):
    """What an archive's list tells of a picture; keys that are not known here are left."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
    file: Annotated[str, Field(max_length=200)] | None
    prompt: Annotated[str, Field(min_length=1, max_length=4000)]
    caption: Annotated[str, Field(max_length=1000)] = ""
    enhanced_prompt: _LongText | None = None
    negative_prompt: _Text | None = None
    type: Literal["scene", "character", "location", "item"] = "scene"
    style: Annotated[str, Field(max_length=80)] | None = None
    provider: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")] = "imported"
    model: Annotated[str, Field(max_length=200)] | None = None
    seed: Annotated[int, Field(ge=0, lt=2**32 - 1)] | None = None
    tags: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=100)] = ()
    is_favorite: bool = False
    created_at: AwareDatetime = datetime(2000, 1, 1, tzinfo=UTC)
    parent_id: Annotated[str, Field(max_length=64)] | None = None
    visibility: Literal["public", "secret"] = "public"
    alt_text: _Text | None = None
    #: What its painter noted: read for the style that the artist chose, and not kept.
    recipe: Annotated[str, Field(max_length=200_000)] | None = None


class _List(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: str = KIND
    version: int = VERSION
    images: Annotated[tuple[Entry, ...], Field(max_length=MOST_PICTURES)]


class Archive:
    """An archive that was looked at: its entries, and their files by name. The methods block."""

    def __init__(self, file: zipfile.ZipFile, entries: tuple[Entry, ...]) -> None:
        self._file = file
        self._names = {info.filename: info for info in file.infolist()}
        self.entries = entries

    def picture(self, entry: Entry) -> bytes | None:
        """Return a picture's file, whatever it turns out to be; None where there is none that could be read."""
        info = self._names.get(entry.file or "")
        if info is None or info.file_size > MAX_BYTES:
            return None
        try:
            return _read(self._file, info, MAX_BYTES)
        except _UNREADABLE:
            return None


#: What zipfile raises of what is no ZIP, is damaged, encrypted, or packed in a way that it does not know.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive]:
    """Open an archive, look at all that it says of itself, and read its list.

    Raises:
        RefusedError: it is none that an export has made, or one that could do harm.

    """
    try:
        with _Contents(path) as bounded, zipfile.ZipFile(bounded):
            pass
        file = zipfile.ZipFile(path)
    except _UNREADABLE:
        raise RefusedError(_("This is no ZIP file that I can read. Give the file of an export as it is.")) from None
    with file:
        _check(file)
        yield Archive(file, _entries(file))


class _Contents(io.FileIO):
    """An archive's file whose table of contents is read, unless that alone would fill the memory."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on.

        Raises:
            RefusedError: it is more than a table of contents may have.

        """
        if size is not None and size > MOST_CONTENTS:
            raise _too_many_files()
        return super().read(size)


def _too_many_files() -> RefusedError:
    return RefusedError(_("There are more than {most} files in this ZIP.").format(most=MOST_FILES))


def _check(file: zipfile.ZipFile) -> None:
    infos = file.infolist()
    if len(infos) > MOST_FILES:
        raise _too_many_files()
    if any(_leads_out(info.filename) for info in infos):
        raise RefusedError(_("This ZIP names files outside of its own folder. I do not take it."))
    if any(info.flag_bits & 1 for info in infos):
        raise RefusedError(_("This ZIP has a password. Pack it without one."))
    if any(info.compress_type not in PACKED_AS for info in infos):
        raise RefusedError(_("This ZIP is packed in a way that I do not take. Pack it as a usual ZIP (Deflate)."))
    if len({info.filename for info in infos}) < len(infos):
        raise RefusedError(_("This ZIP has two files of the same name. I do not take it."))
    swollen = any(info.file_size > MOST_RATIO * max(info.compress_size, 2**10) for info in infos)
    if swollen or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise RefusedError(_("This ZIP would unpack to far more than it says. I do not take it."))


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name


def _entries(file: zipfile.ZipFile) -> tuple[Entry, ...]:
    refusal = _(
        "There is no list of pictures ({name}) in this ZIP that I understand. Give a ZIP that was exported here."
    )
    wrong = RefusedError(refusal.format(name=NAME))
    try:
        listed = _List.model_validate(json.loads(_read(file, file.getinfo(NAME), MOST_LIST)))
    except (KeyError, ValidationError, RecursionError, *_UNREADABLE):
        raise wrong from None
    if listed.kind != KIND or listed.version > VERSION:
        raise wrong
    return listed.images


def _read(file: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Return a file of at most so many bytes, whatever the archive says of its size.

    Raises:
        ValueError: it has more.

    """
    with file.open(info) as packed:
        data = packed.read(most + 1)
    if len(data) > most:
        raise ValueError
    return data
