"""A way to a PostgreSQL server that a test may cut, or let fall silent."""

import asyncio
import contextlib
from pathlib import Path
from typing import Self

from tests.storage.postgresql_server import Server

SOCKET = ".s.PGSQL.5432"


class SocketProxy:
    """Pass on what goes to a server's socket and back; the folder of its own socket is a host to connect to."""

    def __init__(self, server: Server, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._streams = set[asyncio.StreamWriter]()
        self._open = asyncio.Event()
        self._open.set()
        self._refuses = False

    async def __aenter__(self) -> Self:
        self._folder.mkdir()
        self._listener = await asyncio.start_unix_server(self._pass_on, self._folder / SOCKET)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self.flow()
        self._listener.close()
        self._cut()

    def url(self, database: str) -> str:
        return f"postgresql://scenes@/{database}?host={self._folder}"

    def cut(self, *, refuses: bool) -> None:
        """Close every connection; new ones are refused from now on, or not."""
        self._refuses = refuses
        self._cut()

    def fall_silent(self) -> None:
        """Pass nothing on any more, and tell nobody."""
        self._open.clear()

    def flow(self) -> None:
        """Pass everything on again."""
        self._refuses = False
        self._open.set()

    def _cut(self) -> None:
        for stream in self._streams:
            stream.close()
        self._streams.clear()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._streams.add(writer)
        if self._refuses:
            writer.close()
            return
        other_reader, other_writer = await asyncio.open_unix_connection(self._server.folder / SOCKET)
        self._streams.add(other_writer)
        await asyncio.gather(self._copy(reader, other_writer), self._copy(other_reader, writer))

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(2**16):
                await self._open.wait()
                writer.write(data)
                await writer.drain()
        writer.close()
