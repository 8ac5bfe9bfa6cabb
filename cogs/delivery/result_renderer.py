"""What a delivered message holds: the image with its details and buttons, or why there is none and what now."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import discord

from cogs.delivery.batch import BatchItem, batch_embed, batch_view
from cogs.delivery.embeds import cancelled_embed, deleted_embed, failure_embed, image_embed
from cogs.delivery.image_buttons import (
    album_button,
    delete_button,
    download_button,
    editing_buttons,
    favorite_button,
    recap_button,
    repeat_buttons,
    report_button,
)
from cogs.delivery.message_links import message_link
from cogs.delivery.recap import recap_alt_text, recap_embed, recap_view
from cogs.delivery.report import report_embed, report_view
from cogs.delivery.reviews import review_embed, review_view
from cogs.ui.components import button, in_rows, make_custom_id, make_view
from cogs.ui.spoilers import covered_embed, covered_filename
from generation.errors import CONTENT_REFUSED, NotFoundError
from generation.i18n import N_, _
from generation.images.alt_text import spoken_alt_text
from generation.images.renditions import fitting_copy
from generation.requests.batches import status_of
from generation.requests.comparing import axes_of
from generation.services import Services
from generation.sessions.permissions import GM, PLAYER, Actor
from storage.errors import StorageError
from storage.outbox import REVIEW
from storage.params import PUBLIC
from storage.recaps import RECAP
from storage.records import CANCELLED, COMPLETED, FAILED, HELD, Image, Request, Session
from storage.reports import REPORT
from storage.reveals import REVEAL

#: Below Discord's 10 MiB, which servers are reported to enforce on the whole form.
MAX_UPLOAD_BYTES = 9 * 2**20
#: A message has five rows of buttons; other providers share one with Retry and Edit.
MAX_OTHER_PROVIDERS = 3
#: The characters that Discord takes as an alt text; the images of a sheet share them.
MAX_ALT_TEXT = 1024
SMALLER_COPY_NOTE = N_(
    "The original is too large for Discord; this is a smaller copy. Download original gets the largest there is."
)


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image to be attached."""

    data: bytes
    name: str
    alt_text: str


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """What a message is to hold."""

    embed: discord.Embed
    view: discord.ui.View | None
    image_files: tuple[ImageFile, ...] = ()
    image_ids: tuple[str, ...] = field(default=())
    #: The ids, or whole custom_ids, in a message's buttons by which it is known to be this one.
    identifying_ids: frozenset[str] = frozenset()

    def files(self) -> list[discord.File]:
        """Return the attachments for one try: a file that was sent once uploads nothing."""
        return [
            discord.File(io.BytesIO(each.data), each.name, description=each.alt_text[:MAX_ALT_TEXT])
            for each in self.image_files
        ]

    def covered(self) -> "OutgoingMessage":
        """Return the same behind spoilers."""
        image_files = tuple(replace(each, name=covered_filename(each.name)) for each in self.image_files)
        return replace(self, embed=covered_embed(self.embed), image_files=image_files)


def _review_message(request: Request) -> OutgoingMessage:
    """Return what the GM is asked."""
    identifying_ids = frozenset({make_custom_id("approve", request.id)})
    return OutgoingMessage(review_embed(request), review_view(request.id), identifying_ids=identifying_ids)


def _batch_alt_text(items: Sequence[BatchItem]) -> str:
    """Say what each image of a sheet shows, and what it is labelled with."""
    axes, share = axes_of([item.request for item in items]), MAX_ALT_TEXT // len(items) - 1
    parts = []
    for item in items:
        if item.image is not None:
            label = f"{axes.label(item.request.params)}: " if axes else ""
            parts.append(f"{item.number}: {label}{spoken_alt_text(item.image)}"[:share])
    return " ".join(parts)


class ResultRenderer:
    """Render the message for a request that is done."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def render(
        self,
        request: Request,
        kind: str,
        session: Session | None = None,
        *,
        small: bool = False,
        max_bytes: int | None = None,
    ) -> OutgoingMessage | None:
        """Return what to show, None for a review that was decided; the session is read where it is not given.

        Originals of more than `max_bytes` in all (None: what Discord takes anywhere) are sent as copies that have
        fewer, and with `small` as the small copies.
        """
        if kind == REVIEW:
            return _review_message(request) if request.status == HELD else None
        if kind.startswith(RECAP):
            return await self._render_recap(kind.removeprefix(RECAP))
        if kind.startswith(REPORT):
            return await self._render_report(kind.removeprefix(REPORT))
        max_bytes = 0 if small else max_bytes or MAX_UPLOAD_BYTES
        # A reveal is of one image's request, also where others of its batch stay secret.
        message = await (
            self._render_images(request, max_bytes) if kind == REVEAL else self._render_result(request, max_bytes)
        )
        if await self._services.reveals.is_covered(request, session=session):
            message = message.covered()
        return replace(message, identifying_ids=frozenset({request.id, *message.image_ids}))

    async def render_single(self, image: Image) -> OutgoingMessage:
        """Return a message of one image, in its display copy."""
        embed, view = await self._details(image, await self._siblings(image), ())
        copy = await self._services.gallery.display_copy(image)
        image_file = ImageFile(copy, "scene.jpg", spoken_alt_text(image))
        message = OutgoingMessage(embed, view, (image_file,), (image.id,))
        return message.covered() if await self._services.reveals.is_covered(image) else message

    async def render_details(self, image: Image, notes: tuple[str, ...] = ()) -> tuple[discord.Embed, discord.ui.View]:
        """Return details and buttons of an image, for a message that holds it already."""
        embed, view = await self._details(image, await self._siblings(image), notes)
        return covered_embed(embed) if await self._services.reveals.is_covered(image) else embed, view

    async def _siblings(self, image: Image) -> Sequence[Image]:
        return await self._services.gallery.unchecked_of_request(image.request_id or "")

    async def _details(
        self, image: Image, images: Sequence[Image], notes: tuple[str, ...]
    ) -> tuple[discord.Embed, discord.ui.View]:
        """Return details and buttons of one of the images of a request."""
        stars = await self._services.gallery.unchecked_stars(image.id)
        others = [each for each in images if each.id != image.id]
        embed = image_embed(image, len(stars), notes=notes, origin=await self._parent_link(image))
        return embed, await self._image_view(image, others)

    async def render_batch_details(
        self, request: Request, notes: Sequence[str] = ()
    ) -> tuple[discord.Embed, discord.ui.View]:
        """Return details and buttons of a batch, for a message that holds its images already."""
        items = await self._batch_items(await self._services.requests.batch_of(request))
        embed = batch_embed(items, notes)
        if await self._services.reveals.is_covered(request):
            embed = covered_embed(embed)
        return embed, batch_view(items)

    async def _render_report(self, report_id: str) -> OutgoingMessage | None:
        """Return what the GM is told of a picture; without it where its file is gone."""
        owed = await self._services.reports.owed(report_id)
        if owed is None:
            return None
        report, image = owed
        try:
            copy = await self._services.gallery.display_copy(image)
        except StorageError:
            image_files: tuple[ImageFile, ...] = ()
        else:
            image_files = (ImageFile(copy, covered_filename("scene.jpg"), spoken_alt_text(image)),)
        return OutgoingMessage(
            report_embed(image, report.reported_by, report.reason),
            report_view(image, report.id),
            image_files,
            identifying_ids=frozenset({report.id}),
        )

    async def _render_recap(self, recap_id: str) -> OutgoingMessage | None:
        """Return a recap of what is left of its pictures."""
        lines = await self._services.recaps.lines(recap_id)
        if not lines:
            return None
        images = [line.image for line in lines]
        sheet = await self._services.gallery.contact_sheet(images)
        message = OutgoingMessage(
            recap_embed(lines),
            recap_view(recap_id),
            (ImageFile(sheet, "recap.jpg", recap_alt_text(lines)),),
            tuple(image.id for image in images),
            frozenset({recap_id}),
        )
        return message.covered() if any([await self._services.reveals.is_covered(each) for each in images]) else message

    async def _render_result(self, request: Request, max_bytes: int) -> OutgoingMessage:
        batch = await self._services.requests.batch_of(request)
        status = status_of(batch)
        if len(batch) > 1 and status != CANCELLED:
            return await self._render_batch(batch)
        if status == COMPLETED:
            return await self._render_images(request, max_bytes)
        if status == FAILED:
            return OutgoingMessage(failure_embed(request), make_view(*await self._failure_buttons(request)))
        return OutgoingMessage(cancelled_embed(request), None)

    async def _render_images(self, request: Request, max_bytes: int) -> OutgoingMessage:
        gallery = self._services.gallery
        images = await gallery.unchecked_of_request(request.id)
        if not images:
            return OutgoingMessage(deleted_embed(), None)
        notes = request.notes
        if sum(image.bytes or 0 for image in images) > max_bytes:
            notes = (*notes, SMALLER_COPY_NOTE)
            copies = [await self._copy(image, max_bytes // len(images)) for image in images]
        else:
            copies = [(await gallery.original(image), image.format or "png") for image in images]
        embed, view = await self._details(images[0], images, notes)
        image_files = tuple(
            ImageFile(data, f"scene{number or ''}.{suffix}", spoken_alt_text(image))
            for number, ((data, suffix), image) in enumerate(zip(copies, images, strict=True))
        )
        return OutgoingMessage(embed, view, image_files, tuple(image.id for image in images))

    async def _copy(self, image: Image, max_bytes: int) -> tuple[bytes, str]:
        """Return the best copy that has room, or the display copy, and the ending of its file's name."""
        if max_bytes > 0 and (copy := await fitting_copy(await self._services.gallery.original(image), max_bytes)):
            return copy.data, copy.format
        return await self._services.gallery.display_copy(image), "jpg"

    async def _render_batch(self, batch: Sequence[Request]) -> OutgoingMessage:
        items = await self._batch_items(batch)
        embed, view = batch_embed(items), batch_view(items)
        image_ids = tuple(item.image.id for item in items if item.image is not None)
        sheet = await self._services.batch_sheets.unchecked_sheet(batch) if image_ids else None
        if sheet is None:
            return OutgoingMessage(embed, view, (), image_ids)
        return OutgoingMessage(embed, view, (ImageFile(sheet, "scenes.jpg", _batch_alt_text(items)),), image_ids)

    async def _batch_items(self, batch: Sequence[Request]) -> tuple[BatchItem, ...]:
        gallery, items = self._services.gallery, []
        for number, request in enumerate(batch, start=1):
            # Of a provider that paints several at once the first one is shown here; the gallery has all of them.
            image = next(iter(await gallery.unchecked_of_request(request.id)), None)
            stars = await gallery.unchecked_stars(image.id) if image else ()
            items.append(BatchItem(number, request, image, len(stars)))
        return tuple(items)

    async def _failure_buttons(self, request: Request) -> list[discord.ui.Button[Any]]:
        """Offer to ask again, in other words, or somebody else; what was refused for its content not just again."""
        retry = button("retry", request.id, label=_("Retry"), style=discord.ButtonStyle.primary)
        rewrite = button("rewrite", request.id, label=_("Edit description"), emoji="\N{MEMO}")
        last_asked = await self._services.requests.unchecked_last_provider(request.id)
        others = [
            button(
                "via", request.id, provider.name, label=_("Paint with {provider}").format(provider=provider.title)[:80]
            )
            for provider in (await self._services.guild_providers.of_session(request.session_id)).in_turn
            if provider.name != last_asked
        ]
        first = [rewrite] if request.error_code == CONTENT_REFUSED else [retry, rewrite]
        return [*first, *others[:MAX_OTHER_PROVIDERS]]

    async def _parent_link(self, image: Image) -> str | None:
        """Return the image that this one was made of, as a link where it is on a message."""
        if image.parent_id is None:
            return None
        viewer = Actor(image.session_id, image.user_id, PLAYER if image.visibility == PUBLIC else GM)
        try:
            parent = await self._services.gallery.image(image.parent_id, viewer)
        except (NotFoundError, StorageError):
            return None
        session = await self._services.sessions.get(image.session_id)
        link = await message_link(self._services, session, parent.id)
        return _("[an earlier picture]({link})").format(link=link) if link else _("an earlier picture")

    async def _image_view(self, image: Image, others: Sequence[Image]) -> discord.ui.View:
        """Return the buttons under an image; further images of the same message open by themselves."""
        generating = [favorite_button(image), *await repeat_buttons(image, self._services)]
        open_gallery = button("gallery", image.id, label=_("Open gallery here"), emoji="\N{FRAME WITH PICTURE}")
        # Everybody reads the recap: what is secret does not go into it.
        recap = [recap_button(image)] if image.visibility == PUBLIC else []
        leaving = [album_button(image), *recap, report_button(image), delete_button(image)]
        opening = [
            button("open", other.id, label=_("Open {number}").format(number=number))
            for number, other in enumerate(others, start=2)
        ]
        return make_view(
            *in_rows(
                [generating, [*editing_buttons(image), download_button(image), open_gallery], leaving, opening[:5]]
            )
        )
