"""From a provider's result to stored images: each file is checked, made into its sizes, and described for its row."""

import asyncio
import math
import os
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from generation.cast.wording import undisclosed
from generation.execution.job import Job
from generation.execution.kept_results import KeptResult, PaintedBy
from generation.i18n import N_
from generation.images.alt_text import alt_text, untold
from generation.images.decode import CheckedImage, check_image
from generation.images.normalize import BadImageError, Flaw
from generation.providers.base import (
    ModeratedError,
    ProviderRequest,
    ProviderResult,
    UnavailableError,
    UnreadableError,
)
from storage.attempts import CompletedCall
from storage.blobs import BlobStore, blob_key
from storage.params import PUBLIC
from storage.records import Claim, CompletedImage

_FLAWS = {
    Flaw.NO_IMAGE: N_("{provider} sent something that is not a picture."),
    Flaw.DAMAGED: N_("{provider} sent a damaged picture."),
    Flaw.UNREADABLE_HEIC: N_("{provider} sent a damaged picture."),
    Flaw.TOO_MANY_BYTES: N_("{provider} sent a file that is too large to be a picture."),
    Flaw.TOO_MANY_PIXELS: N_("{provider} sent a picture that is too large."),
    Flaw.TOO_SMALL: N_("{provider} sent a picture that is too small."),
}
_HIDDEN = N_(
    "{provider} sent a picture of one colour, which is how its filter hides what it does not want to show. Rephrase "
    "the description, or choose another provider."
)
#: Decoding a 4096x4096 image takes 50 MB: as many at once as there are cores, however many calls come home together.
AT_ONCE = os.cpu_count() or 2
#: How far an image's ratio may be from the one that the provider itself was asked for.
MAX_STRETCH = 1.02
#: How far ratio and sides may be from what the user asked for before that is worth a word.
WORTH_SAYING = 1.05


@dataclass(frozen=True, slots=True)
class StoredResult:
    """Images whose files are stored.

    `source` is what they were made of, `keys` are to be deleted if the rows are never completed, `displays` are the
    bytes of the display copies, `notes` are what the requester is to be told.
    """

    source: KeptResult
    images: tuple[CompletedImage, ...]
    keys: tuple[str, ...]
    displays: tuple[bytes, ...]
    notes: tuple[str, ...] = ()

    @property
    def call(self) -> CompletedCall:
        """Return the call that brought them."""
        return self.source.call


class ResultStore:
    """Store what providers return."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._room = asyncio.Semaphore(AT_ONCE)
        self._under_way = 0

    async def save(self, job: Job, source: KeptResult) -> StoredResult:
        """Check every image of a result and store its files, all or none.

        Raises:
            UnreadableError: one is not a whole image.
            UnavailableError: one is not of the size that the provider has to keep.
            ModeratedError: they show nothing but one colour.
            StorageError: the files could not be stored.

        """
        empty = list[bool]()
        images, keys, displays = list[CompletedImage](), list[str](), list[bytes]()
        provider, result = source.provider, source.result
        about, row = _metadata(job, source), _row(job, source)
        self._under_way += 1
        try:
            async with self._room:
                for number, data in enumerate((result.data, *result.more)):
                    image = await self._check(data, provider, result)
                    image_id = job.claim.image_id if number == 0 else str(uuid4())
                    # First the original, so that its write, the longest, overlaps with the decoding; the display copy
                    # last, as its making keeps the interpreter to itself.
                    files = original, thumbnail, _ = _file_keys(job.claim, image_id, image.format)
                    made_by = await image.original(about), image.thumbnail, image.display
                    await self._blobs.put_all(dict(zip(files, made_by, strict=True)))
                    keys += files
                    displays.append(await image.display())
                    empty.append(image.one_colour)
                    images.append(
                        row(
                            id=image_id,
                            image_url=original,
                            thumbnail_url=thumbnail,
                            width=image.width,
                            height=image.height,
                            bytes=image.bytes,
                            sha256=image.sha256,
                            format=image.format,
                            placeholder=image.placeholder,
                        )
                    )
                if all(empty):
                    raise ModeratedError(_HIDDEN.format(provider=provider.title))
        except BadImageError as error:
            await self._blobs.delete(keys)
            raise UnreadableError(_FLAWS[error.flaw].format(provider=provider.title)) from error
        except BaseException:
            await self._blobs.delete(keys)
            raise
        finally:
            self._under_way -= 1
        size = images[0].width, images[0].height
        notes = (
            size_note(provider.title, job.provider_request, size),
            quality_note(provider, job.provider_request),
            seed_note(provider, job.request.params.seed),
        )
        told = (*result.notes, *filter(None, notes))
        return StoredResult(source, tuple(images), tuple(keys), tuple(displays), told)

    async def _check(self, data: bytes, provider: PaintedBy, result: ProviderResult) -> CheckedImage:
        copies = (result.copies.display, result.copies.thumbnail) if result.copies else None
        image = await check_image(data, copies, alone=self._under_way == 1)
        check_size(provider.title, result, (image.width, image.height))
        return image


def check_size(title: str, result: ProviderResult, size: tuple[int, int]) -> None:
    """See that a provider which says what size it was asked for has kept it; a larger one of the same shape will do.

    Raises:
        UnavailableError: the ratio is another, or a side is under half of what was asked for.

    """
    if result.asked is None:
        return
    too_small = any(2 * side < asked for side, asked in zip(size, result.asked, strict=True))
    if too_small or _stretch(size, result.asked) > MAX_STRETCH:
        raise UnavailableError(N_("{provider} sent a picture of another size than asked for.").format(provider=title))


def size_note(title: str, asked_for: ProviderRequest, size: tuple[int, int]) -> str | None:
    """Return what to tell a user whose image is of another shape than asked for, or smaller; an edit has its own."""
    asked = asked_for.width, asked_for.height
    smaller = any(side * WORTH_SAYING < wanted for side, wanted in zip(size, asked, strict=True))
    if asked_for.edit is not None or not (smaller or _stretch(size, asked) > WORTH_SAYING):
        return None
    return N_("Asked for {asked}; {provider} paints {painted} instead.").format(
        asked="{}x{}".format(*asked), provider=title, painted="{}x{}".format(*size)
    )


def quality_note(provider: PaintedBy, asked_for: ProviderRequest) -> str | None:
    """Return what to tell a user who asked for HD where the provider has only one quality; an edit has its own."""
    if provider.hd or asked_for.edit is not None or not asked_for.is_fine:
        return None
    return N_("{provider} has no HD; this is its usual quality.").format(provider=provider.title)


def seed_note(provider: PaintedBy, seed: int | None) -> str | None:
    """Return what to tell a user who asked for a seed where the provider takes none."""
    if provider.seed or seed is None:
        return None
    return N_("{provider} takes no seed; the same description is painted differently each time.").format(
        provider=provider.title
    )


def _stretch(size: tuple[int, int], other: tuple[int, int]) -> float:
    """Return by how much one shape would have to be stretched to be the other: 1 where they are the same."""
    return math.exp(abs(math.log(size[0] * other[1] / (size[1] * other[0]))))


def _file_keys(claim: Claim, image_id: str, format_: str) -> tuple[str, str, str]:
    """Return where an image's original, thumbnail and display copy are stored.

    The lease is in the name: a worker that lost its lease must not overwrite, or delete, the other's files.
    """
    session_id, lease = claim.request.session_id, claim.token[-8:]
    original, thumbnail, display = (
        blob_key(session_id, image_id, f"{lease}-{name}")
        for name in (f"original.{format_}", "thumbnail.jpg", "display.jpg")
    )
    return original, thumbnail, display


def _metadata(job: Job, source: KeptResult) -> dict[str, str]:
    """Return what the image file is to say of itself; a secret image does not tell its description."""
    about = {
        "Software": "Scene Visualizer",
        "provider": source.provider.name,
        "model": source.result.model,
    }
    seed = _seed(job, source)
    about |= {} if seed is None else {"seed": str(seed)}
    tells = job.context.settings.embed_prompt and job.request.visibility == PUBLIC
    return about | {"Description": job.request.prompt} if tells else about


def _row(job: Job, source: KeptResult) -> partial[CompletedImage]:
    """Return what the rows of all images of a result have in common."""
    sent, result, call = job.provider_request, source.result, source.call
    prompt, seen, recipe = sent.prompt, result.alt_text or sent.alt_text, result.recipe
    if any(figure.secret for figure in job.request.params.cast):
        # Once it is revealed everybody reads what is kept of it.
        prompt, seen = undisclosed(job.request.prompt, job.request.params.cast), ""
        recipe = untold(recipe)
    return partial(
        CompletedImage,
        enhanced_prompt=prompt,
        negative_prompt=sent.negative or None,
        provider=source.provider.name,
        model=result.model,
        generation_time=round(call.seconds, 3),
        seed=_seed(job, source),
        alt_text=alt_text(seen, sent.type, job.request.prompt),
        cost=call.cost / (1 + len(result.more)),
        recipe=recipe,
        style=job.context.shown,
    )


def _seed(job: Job, source: KeptResult) -> int | None:
    """Return the seed that an image came of; None where the provider takes none and tells of none."""
    if source.result.seed is None and source.provider.seed:
        return job.provider_request.seed
    return source.result.seed
