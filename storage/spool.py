"""The spool: paid results that image store or database did not take yet, each a file beside the database.

A file is a line of JSON (what the caller noted, and the lengths of the blobs) and the blobs behind it; it is written
durably and complete, or not at all, and outlives the process.
"""

import contextlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.blobs import write_durably

log = logging.getLogger(__name__)

_SUFFIX = ".result"


@dataclass(frozen=True, slots=True)
class Spooled:
    """A spooled result: what was noted of it, as JSON holds it, and its blobs."""

    notes: Mapping[str, Any]
    blobs: tuple[bytes, ...]


class Spool:
    """Keep results under names in a folder, which is made with the first one. The methods block: they use the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, notes: Mapping[str, Any], blobs: Sequence[bytes]) -> None:
        """Write a result, in place of an earlier one of this name.

        Raises:
            StorageError: the disk refuses.

        """
        head = json.dumps({"notes": dict(notes), "lengths": [len(blob) for blob in blobs]}).encode()
        write_durably(self._path(name), b"\n".join((head, b"".join(blobs))))

    def has(self, name: str) -> bool:
        """Tell whether there is a result of this name; this takes no time to speak of."""
        return self._path(name).exists()

    def get(self, name: str) -> Spooled | None:
        """Return a result; None where there is none, or none that can be read."""
        try:
            head, _, rest = self._path(name).read_bytes().partition(b"\n")
            told = json.loads(head)
            blobs, at = list[bytes](), 0
            for length in told["lengths"]:
                blobs.append(rest[at : at + length])
                at += length
            return Spooled(told["notes"], tuple(blobs))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.error("the kept result %s cannot be read: %s", self._path(name), error)  # noqa: TRY400  # the line says it all
            return None

    def names(self) -> tuple[str, ...]:
        """Return the names of all results."""
        with contextlib.suppress(OSError):
            return tuple(sorted(path.name.removesuffix(_SUFFIX) for path in self._folder.glob(f"*{_SUFFIX}")))
        return ()

    def delete(self, name: str) -> None:
        """Delete a result; one that is not there is no error."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            # It is looked at again: what a request that is done has left is deleted with every recovery.
            log.warning("the kept result %s cannot be deleted: %s", self._path(name), error)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"
