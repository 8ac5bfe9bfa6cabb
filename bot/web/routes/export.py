"""Export: the images of a gallery as a ZIP file that is written while it is sent."""

import asyncio
import io
import json
import tempfile
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import APIRouter, Request, Response

from bot.web.auth import CallerCredentials
from bot.web.counted_stream import CountedStream
from bot.web.errors import COMMON
from bot.web.files import ENDINGS, Format, convert_image
from bot.web.rate_limit import TooManyRequestsError
from bot.web.routes.gallery import Filter
from bot.web.schemas.query import query_parameters, read_query
from bot.web.state import State, WebState
from generation.i18n import _
from generation.sessions.permissions import Actor
from storage.errors import StorageError
from storage.gallery_filters import GalleryFilter
from storage.records import Image

router = APIRouter(prefix="/api/session/{session_id}", tags=["gallery"])

PAGE = 50
#: Bytes of the manifest that are held in memory, and of it that are sent at once.
MANIFEST_IN_MEMORY, PART = 2**20, 2**16
#: When one who has too many under way may ask again.
RETRY_SECONDS = 30.0
_ZIP = COMMON | {200: {"content": {"application/zip": {}}, "description": "The pictures and manifest.json"}}


class ExportQuery(Filter):
    """The images to export, and the format of their files."""

    format: Literal["original", "png", "jpeg", "webp"] = "original"


@router.get("/export", response_class=Response, responses=_ZIP, openapi_extra=query_parameters(ExportQuery))
async def export(request: Request, state: State, caller: CallerCredentials) -> Response:
    """Return the images of a gallery, however many there are, with a manifest."""
    query = read_query(request, ExportQuery)
    actor = await caller.actor_for(query.user_id)
    format_: Format | None = None if query.format == "original" else query.format
    return CountedStream(
        _archive(state, actor, query.shown, format_),
        actor,
        state.exports,
        state.options.exports_per_member,
        TooManyRequestsError(
            _("Your other downloads of a gallery are not done yet. Wait for them first."), RETRY_SECONDS
        ),
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="scenes-{actor.session_id}.zip"'},
    )


class _ZipBuffer(io.RawIOBase):
    """A write-only file between `zipfile`, which writes, and the response, which takes what was written."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:  # noqa: ANN401  # any buffer
        self._written += data
        return len(data)

    def take(self) -> bytes:
        """Return and forget what was written since the last call."""
        taken = bytes(self._written)
        self._written.clear()
        return taken


async def _archive(state: WebState, actor: Actor, shown: GalleryFilter, format_: Format | None) -> AsyncIterator[bytes]:
    pipe = _ZipBuffer()
    # Of a large gallery it takes more memory than one reader is worth.
    with tempfile.SpooledTemporaryFile(MANIFEST_IN_MEMORY) as manifest, zipfile.ZipFile(pipe, "w") as archive:
        manifest.write(f'{{"session_id": {json.dumps(actor.session_id)}, "images": ['.encode())
        separator = b"\n"
        async for image, number in _images(state, actor, shown):
            ending = ENDINGS[format_] if format_ else image.format or "png"
            name = f"{number:06d}-{image.id[:8]}.{ending}"
            try:
                data = await state.services.gallery.original(image)
            except StorageError:
                # Somebody has moved the file away; the manifest says so.
                entry = _entry(image, number, None)
            else:
                if format_ and ending != image.format:
                    data = await convert_image(data, format_)
                await asyncio.to_thread(archive.writestr, _info(name, image.created_at), data)
                entry = _entry(image, number, name)
            manifest.write(separator + json.dumps(entry).encode())
            separator = b",\n"
            yield pipe.take()
        manifest.write(b"\n]}\n")
        manifest.seek(0)
        with archive.open(_info("manifest.json", datetime.now(UTC)), "w", force_zip64=True) as written:
            while part := await asyncio.to_thread(manifest.read, PART):
                written.write(part)
                yield pipe.take()
    yield pipe.take()


async def _images(state: WebState, actor: Actor, shown: GalleryFilter) -> AsyncIterator[tuple[Image, int]]:
    """Yield the images, newest first, each with its number among those that the viewer may see."""
    before = None
    while True:
        page = await state.services.gallery.page(actor, shown, before=before, most=PAGE)
        numbers = await state.services.gallery.numbers(actor, page.images)
        for image in page.images:
            yield image, numbers[image.id]
        if len(page.images) < PAGE:
            return
        before = page.images[-1].seq


def _info(name: str, moment: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, moment.timetuple()[:6])
    info.external_attr = 0o644 << 16
    return info


def _entry(image: Image, number: int, name: str | None) -> dict[str, Any]:
    return {
        "file": name,
        "id": image.id,
        "number": number,
        "prompt": image.prompt,
        "enhanced_prompt": image.enhanced_prompt,
        "type": image.type,
        "style": image.style,
        "provider": image.provider,
        "model": image.model,
        "seed": image.seed,
        "tags": list(image.tag_names),
        "is_favorite": image.is_favorite,
        "alt_text": image.alt_text,
        "created_at": image.created_at.isoformat().replace("+00:00", "Z"),
        "sha256": image.sha256,
    }
