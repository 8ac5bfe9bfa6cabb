"""A process's output, read as it comes."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path


class Output:
    """A pipe of our own: one from asyncio would make a process seem alive as long as its children are."""

    def __init__(self, file: Path, notify: Callable[[], None]) -> None:
        self.file = file
        self.ended = asyncio.Event()
        self._notify = notify
        self._bytes = bytearray()
        self._read_end, self.write_end = os.pipe()
        os.set_blocking(self._read_end, False)
        asyncio.get_running_loop().add_reader(self._read_end, self._read)

    @property
    def text(self) -> str:
        return self._bytes.decode(errors="replace")

    def close_write_end(self) -> None:
        """Leave the writing to the process that has inherited it."""
        os.close(self.write_end)

    def close(self) -> None:
        if not self.ended.is_set():
            asyncio.get_running_loop().remove_reader(self._read_end)
            os.close(self._read_end)
            self.ended.set()

    def _read(self) -> None:
        chunk = os.read(self._read_end, 65536)
        self._bytes += chunk
        with self.file.open("ab") as file:
            file.write(chunk)
        if not chunk:
            self.close()
        self._notify()
