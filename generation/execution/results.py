"""From a provider's answer to stored pictures: each one is checked, made into its sizes, and described for its row."""

import asyncio
import os
from dataclasses import dataclass, field
from uuid import uuid4

from generation.execution.job import Job
from generation.execution.size_check import check_size, size_note
from generation.i18n import N_
from generation.images.decode import Picture, open_picture
from generation.providers.base import ImageProvider, ProviderResult
from storage.blobs import Blob, BlobStore, blob_key
from storage.records import PUBLIC, CompletedImage

MAX_ALT_TEXT = 1000
_OF_TYPE = {
    "scene": N_("A picture of the scene."),
    "character": N_("A picture of the character."),
    "location": N_("A picture of the location."),
    "item": N_("A picture of the item."),
}
#: Decoding a 4096x4096 picture takes 50 MB: as many at once as there are cores, however many calls come home together.
AT_ONCE = os.cpu_count() or 2


@dataclass(frozen=True, slots=True)
class Painted:
    """A provider's answer to a commission, and how many seconds it took."""

    job: Job
    provider: ImageProvider
    painting: ProviderResult
    seconds: float


@dataclass(slots=True)
class Kept:
    """Pictures whose blobs are stored under `keys`, and what their user should know of them."""

    images: list[CompletedImage] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    #: Of `keys` those of the display copies.
    displays: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class ResultStore:
    """Keep what providers have painted."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._room = asyncio.Semaphore(AT_ONCE)
        self._paintings = 0

    async def keep(self, painted: Painted) -> Kept:
        """Check every picture that came and store its blobs, all or none.

        Raises:
            UnavailableError: one is not a whole picture, or not of the size that the provider has to keep.
            StorageError: the blobs could not be stored.

        """
        kept = Kept()
        self._paintings += 1
        try:
            async with self._room:
                about = _about(painted)
                for number, data in enumerate((painted.painting.data, *painted.painting.more)):
                    await self._keep_one(painted, number, data, about, kept)
        except BaseException:
            await self._blobs.delete(kept.keys)
            raise
        finally:
            self._paintings -= 1
        return kept

    async def _keep_one(self, painted: Painted, number: int, data: bytes, about: dict[str, str], kept: Kept) -> None:
        claim, title = painted.job.claim, painted.provider.title
        picture = await open_picture(data, painted.painting.copies, alone=self._paintings == 1)
        size = picture.width, picture.height
        check_size(title, painted.painting, size)
        image_id = claim.image_id if number == 0 else str(uuid4())
        # The lease is in the name: a worker that lost its lease must not overwrite, or delete, the other's files.
        original, display, thumbnail = (
            blob_key(claim.request.session_id, image_id, f"{claim.token[-8:]}-{name}")
            for name in (f"original.{picture.format}", "display.jpg", "thumbnail.jpg")
        )
        files: dict[str, Blob] = {
            # First, so that its write, the longest, overlaps with the decoding.
            original: await picture.original(about),
            # Before the display copy, whose making keeps the interpreter to itself.
            thumbnail: picture.thumbnail,
            display: picture.display,
        }
        await self._blobs.put_all(files)
        kept.keys += files
        kept.displays.append(display)
        kept.images.append(_completed(image_id, painted, picture, original, thumbnail))
        if number == 0 and (note := size_note(title, painted.job.order, size)):
            kept.notes.append(note)


def _about(painted: Painted) -> dict[str, str]:
    """Return what the picture file is to say of itself; a secret picture does not tell its description."""
    request = painted.job.claim.request
    about = {
        "Software": "Scene Visualizer",
        "provider": painted.provider.name,
        "model": painted.painting.model,
        "seed": str(_seed_of(painted)),
    }
    tells = painted.job.context.settings.embed_prompt and request.visibility == PUBLIC
    return about | {"Description": request.prompt} if tells else about


def _completed(image_id: str, painted: Painted, picture: Picture, original: str, thumbnail: str) -> CompletedImage:
    order, painting = painted.job.order, painted.painting
    return CompletedImage(
        id=image_id,
        enhanced_prompt=order.prompt,
        negative_prompt=order.negative or None,
        image_url=original,
        thumbnail_url=thumbnail,
        provider=painted.provider.name,
        model=painting.model,
        generation_time=round(painted.seconds, 3),
        seed=_seed_of(painted),
        width=picture.width,
        height=picture.height,
        bytes=picture.bytes,
        sha256=picture.sha256,
        format=picture.format,
        alt_text=_alt_text(painted),
        placeholder=picture.placeholder,
        cost=painting.cost / (1 + len(painting.more)),
        recipe=painting.recipe,
        style=painted.job.context.shown,
    )


def _seed_of(painted: Painted) -> int:
    return painted.job.order.seed if painted.painting.seed is None else painted.painting.seed


def _alt_text(painted: Painted) -> str:
    order = painted.job.order
    seen = painted.painting.alt_text or order.alt_text or _OF_TYPE[order.type]
    text = N_("{seen} Asked for: {prompt}").format(seen=seen, prompt=painted.job.claim.request.prompt)
    return text if len(text) <= MAX_ALT_TEXT else text[: MAX_ALT_TEXT - 1] + "…"
