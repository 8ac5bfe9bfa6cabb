"""Bringing the pictures of an export into the folder where its files are made; what lies there already is not fetched.

Each is asked for anew, as its person may see it: what was deleted or hidden meanwhile is left out, without a word.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from generation.campaigns.campaigns import Campaigns
from generation.clock import now
from generation.errors import NotFoundError
from generation.export.making.copies import PAGE_SIDE
from generation.export.making.export_contents import HTML, PDF, PERSONAL, SHEET, ZIP, ExportContents, Picture
from generation.gallery.gallery import Gallery
from generation.images.alt_text import spoken_alt_text
from generation.images.renditions import DISPLAY_SIDE
from generation.privacy.personal_data import PersonalData
from generation.provider_catalogue.titles import provider_title
from generation.sessions.permissions import Actor
from generation.styles.chosen import style_of
from storage.blobs import BlobGoneError
from storage.exports import Chosen, Export
from storage.params import PUBLIC
from storage.records import Image

log = logging.getLogger(__name__)

PICTURES = "pictures"
#: Fetched at once: a bucket is far away.
AT_ONCE = 4
CaptionOf = Callable[[str], Awaitable[str]]


class Staging:
    """Collect pictures for exports; `campaigns` says what their persons may see."""

    def __init__(
        self, gallery: Gallery, campaigns: Campaigns, caption_of: CaptionOf, personal: PersonalData | None = None
    ) -> None:
        self._gallery = gallery
        self._campaigns = campaigns
        self._caption_of = caption_of
        self._personal = personal

    async def collect(
        self, export: Export, actor: Actor, folder: Path, report: Callable[[int], Awaitable[None]]
    ) -> ExportContents:
        """Bring the pictures into a folder and return what is to be made of them; `report` is told how many are there.

        Raises:
            StorageError: the store does not answer, or the disk takes no more.

        """
        await asyncio.to_thread((folder / PICTURES).mkdir, parents=True, exist_ok=True)
        look = self._look_at_own if export.format == PERSONAL else self._look
        looked = [await look(each, actor) for each in export.chosen]
        # Whatever else the person may see: in an export without secrets there is none.
        found = [each for each in looked if each and (export.sees_secrets or each[1].visibility == PUBLIC)]
        there = {image.id for _, image in found}
        attached: tuple[str, ...] = ()
        if export.format == PERSONAL and self._personal is not None:
            attached = await self._personal.write(export.user_id, folder)
        pictures = list[Picture]()
        for first in range(0, len(found), AT_ONCE):
            some = enumerate(found[first : first + AT_ONCE], start=first + 1)
            jobs = (self._picture(export, number, *each, there, folder) for number, each in some)
            pictures += await asyncio.gather(*jobs)
            await report(len(pictures))
        return ExportContents(
            ZIP if export.format == PERSONAL else export.format,
            export.title,
            export.language,
            now().isoformat(timespec="seconds"),
            export.session_id,
            export.per_page,
            export.part_bytes,
            tuple(pictures),
            attached,
        )

    async def _look(self, chosen: Chosen, actor: Actor) -> tuple[Chosen, Image] | None:
        try:
            return chosen, (await self._campaigns.image(chosen.image_id, actor))[0]
        except NotFoundError:
            return None

    async def _look_at_own(self, chosen: Chosen, actor: Actor) -> tuple[Chosen, Image] | None:
        """Return what its person has painted, in whatever session and role that was."""
        image = await self._gallery.unchecked_image(chosen.image_id)
        return (chosen, image) if image and image.user_id == actor.user_id else None

    async def _picture(
        self, export: Export, number: int, chosen: Chosen, image: Image, there: set[str], folder: Path
    ) -> Picture:
        stars = await self._gallery.unchecked_stars(image.id)
        file = await self._fetch(export.format, image, folder)
        return Picture(
            number=number,
            id=image.id,
            file=file,
            format=image.format or "png",
            caption=chosen.caption or await self._caption_of(image.id),
            prompt=image.prompt,
            enhanced_prompt=image.enhanced_prompt,
            negative_prompt=image.negative_prompt,
            type=image.type,
            style=image.style,
            style_name=style_of(image),
            provider=image.provider,
            provider_title=provider_title(image.provider),
            model=image.model,
            seed=image.seed,
            tags=image.tag_names,
            stars=len(stars),
            is_favorite=image.is_favorite,
            author=image.user_name or "",
            author_id=image.user_id,
            created_at=image.created_at.isoformat(timespec="seconds"),
            # Of one that is not in it, nobody is told that it exists.
            parent_id=image.parent_id if image.parent_id in there else None,
            secret=image.visibility != PUBLIC,
            alt_text=spoken_alt_text(image),
            width=image.width,
            height=image.height,
            sha256=image.sha256,
            recipe=image.recipe,
        )

    async def _fetch(self, format_: str, image: Image, folder: Path) -> str | None:
        """Bring a picture's file into the folder and return its name there; None where the store has lost it."""
        load, ending = self._source(format_, image)
        name = f"{PICTURES}/{image.id}.{ending}"
        if not await asyncio.to_thread((folder / name).exists):
            try:
                data = await load(image)
            except BlobGoneError:
                log.warning("the file of picture %s is lost; an export is made without it", image.id)
                return None
            await asyncio.to_thread(_put, folder / name, data)
        return name

    def _source(self, format_: str, image: Image) -> tuple[Callable[[Image], Awaitable[bytes]], str]:
        """Return what loads the smallest of a picture's files that is good enough, and its ending."""
        if format_ == SHEET:
            return self._gallery.thumbnail, "jpg"
        is_small = max(image.width or PAGE_SIDE, image.height or PAGE_SIDE) <= DISPLAY_SIDE
        if format_ in {PDF, HTML} and is_small:
            return self._gallery.display_copy, "jpg"
        return self._gallery.original, image.format or "png"


def _put(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}")
    partial.write_bytes(data)
    partial.replace(path)
