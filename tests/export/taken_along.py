"""A table with pictures, and what came out of its exports, as others than ourselves read it."""

import io
import json
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generation.export.choosing import chosen_by_filter
from generation.export.exports import ExportOrder
from generation.gallery.scopes import SessionScope
from generation.sessions.permissions import Actor
from storage.exports import Chosen, Export
from storage.gallery_filters import EVERYTHING, GalleryFilter
from storage.params import PUBLIC, SECRET
from storage.records import Image
from tests.generation.wired_services import ANN, STREET, THE_GM, WiredServices

#: What must be in no player's export in any spelling.
WHISPER = "the dragon Lofwyr behind the mirror"


@dataclass(slots=True)
class Shelf:
    """The table, and a folder for what is taken along."""

    table: WiredServices
    folder: Path

    async def paint(
        self, prompt: str = "a rain-soaked street", *, by: Actor = ANN, secret: bool = False, parent: str | None = None
    ) -> Image:
        """Have a picture painted, and return it."""
        params = replace(STREET, prompt=prompt, visibility=SECRET if secret else PUBLIC, parent_id=parent)
        request = await self.table.ended(await self.table.ask(params, by))
        assert request.status == "completed", request.error_message
        (image,) = await self.table.gallery.unchecked_of_request(request.id)
        return image

    async def whisper(self) -> Image:
        """Have a secret picture painted."""
        return await self.paint(WHISPER, by=THE_GM, secret=True)

    async def export(
        self,
        format_: str = "zip",
        *,
        by: Actor = ANN,
        chosen: tuple[Chosen, ...] | None = None,
        shown: GalleryFilter = EVERYTHING,
        **order: Any,  # noqa: ANN401  # the order's own fields
    ) -> Export:
        """Export what a filter shows, or what was chosen, and return what became of it."""
        picked = chosen or await chosen_by_filter(SessionScope(self.table.gallery, by), shown)
        begun = await self.table.exports.begin(ExportOrder(format_, picked, **order), by, session_name="The table")
        assert await self.table.export_worker.make_one(begun.id)
        ended = await self.table.exports.unchecked(begun.id)
        assert ended is not None
        return ended

    async def files(self, export: Export) -> dict[str, bytes]:
        """Return an export's files by their names."""
        assert export.state == "done", export.error_message
        return {file.name: await self.table.exports.data_of(file) for file in export.files}

    async def file(self, export: Export) -> bytes:
        """Return the one file of an export."""
        (data,) = (await self.files(export)).values()
        return data

    def put(self, data: bytes, name: str = "brought.zip") -> Path:
        """Lay a file down."""
        path = self.folder / name
        path.write_bytes(data)
        return path


def unpacked(archive: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return an archive's list, and its pictures by their names; zipfile finds no fault with it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        assert file.testzip() is None
        files = {name: file.read(name) for name in file.namelist()}
    return json.loads(files.pop("manifest.json")), files


def packed(files: dict[str, bytes], *, compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive of these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return written.getvalue()
