"""What a delivered message holds: the picture with its details and buttons, or why there is none and what now."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import discord

from cogs.delivery.batch import Part, batch_embed, batch_rows
from cogs.delivery.reviews import review_row
from cogs.ui.buttons import SceneButton, button, row
from cogs.ui.embeds import STAR, cancelled_embed, deleted_embed, failure_embed, picture_embed, review_embed
from cogs.ui.spoilers import covered, covered_name
from generation.errors import CONTENT_REFUSED, NotFoundError
from generation.i18n import N_, _, said
from generation.images.renditions import fitting_copy
from generation.requests.batches import status_of
from generation.requests.variations import UPSCALE, find_editor
from generation.services import Services
from generation.sessions.permissions import GM, PLAYER, Actor
from storage.errors import StorageError
from storage.outbox import REVIEW
from storage.params import PUBLIC
from storage.records import CANCELLED, COMPLETED, FAILED, HELD, Image, Request
from storage.reveals import REVEAL

#: Below Discord's 10 MiB, which servers are reported to enforce on the whole form.
LARGEST_FORM = 9 * 2**20
#: A message has five rows of buttons; other providers share one with Retry and Edit.
MOST_OTHERS = 3
#: Of the 1024 characters that Discord takes as an alt text, what each picture of a grid has.
SHARE = 250
SMALLER = N_(
    "The original is too large for Discord; this is a smaller copy of it. Download original gives what there is."
)


@dataclass(frozen=True, slots=True)
class _File:
    data: bytes
    name: str
    alt_text: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a message is to hold. Files are made anew for each try: a file that was sent once uploads nothing."""

    embed: discord.Embed
    view: discord.ui.View | None
    pictures: tuple[_File, ...] = ()
    image_ids: tuple[str, ...] = field(default=())
    #: The ids, or whole custom_ids, in a message's buttons by which it is known to be this one.
    marks: frozenset[str] = frozenset()

    def files(self) -> list[discord.File]:
        """Return the attachments for one try."""
        return [
            discord.File(io.BytesIO(picture.data), picture.name, description=picture.alt_text[:1024])
            for picture in self.pictures
        ]

    def covered(self) -> "Outgoing":
        """Return the same behind spoilers."""
        pictures = tuple(replace(picture, name=covered_name(picture.name)) for picture in self.pictures)
        return replace(self, embed=covered(self.embed), pictures=pictures)


def _question(request: Request) -> Outgoing:
    """Return what the GM is asked."""
    return Outgoing(review_embed(request), review_row(request.id), marks=frozenset({f"scene:approve:{request.id}"}))


class ResultRenderer:
    """Compose the message for a request that is done."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def compose(
        self, request: Request, kind: str, *, small: bool = False, most_bytes: int | None = None
    ) -> Outgoing | None:
        """Return what to show, None for a question that was answered.

        Originals of more than `most_bytes` in all (None: what Discord takes anywhere) are sent as copies that have
        fewer, and with `small` as the small copies.
        """
        if kind == REVIEW:
            return _question(request) if request.status == HELD else None
        most = 0 if small else most_bytes or LARGEST_FORM
        # A reveal is of one picture's request, also where others of its batch stay secret.
        outgoing = await (self._pictures(request, most) if kind == REVEAL else self._result(request, most))
        if await self._services.reveals.is_covered(request):
            outgoing = outgoing.covered()
        return replace(outgoing, marks=frozenset({request.id, *outgoing.image_ids}))

    async def _result(self, request: Request, most_bytes: int) -> Outgoing:
        together = await self._services.requests.together(request)
        status = status_of(together)
        if len(together) > 1 and status != CANCELLED:
            return await self._batch(together)
        if status == COMPLETED:
            return await self._pictures(request, most_bytes)
        if status == FAILED:
            return Outgoing(failure_embed(request), row(*await self._ways_on(request)))
        return Outgoing(cancelled_embed(request), None)

    async def face(self, image: Image, notes: tuple[str, ...] = ()) -> tuple[discord.Embed, discord.ui.View]:
        """Return details and buttons of a picture, for a message that holds it already."""
        gallery = self._services.gallery
        stars = await gallery.stars(image.id)
        others = [each for each in await gallery.of_request(image.request_id or "") if each.id != image.id]
        embed = picture_embed(image, len(stars), notes=notes, origin=await self._origin(image))
        request = await self._services.requests.owed(image.request_id or "")
        if request is not None and await self._services.reveals.is_covered(request):
            embed = covered(embed)
        return embed, self._picture_rows(image, others)

    async def alone(self, image: Image) -> Outgoing:
        """Return a message of one picture, in its display copy."""
        embed, view = await self.face(image)
        copy = await self._services.gallery.display_copy(image)
        outgoing = Outgoing(embed, view, (_File(copy, "scene.jpg", said(image.alt_text or image.prompt)),), (image.id,))
        request = await self._services.requests.owed(image.request_id or "")
        is_covered = request is not None and await self._services.reveals.is_covered(request)
        return outgoing.covered() if is_covered else outgoing

    async def batch_face(self, request: Request, notes: Sequence[str] = ()) -> tuple[discord.Embed, discord.ui.View]:
        """Return details and buttons of a batch, for a message that holds its pictures already."""
        parts = await self._parts(await self._services.requests.together(request))
        embed = batch_embed(parts, notes)
        return covered(embed) if await self._services.reveals.is_covered(request) else embed, batch_rows(parts)

    async def _ways_on(self, request: Request) -> list[SceneButton]:
        """Offer to ask again, in other words, or somebody else; what was refused for its content not just again."""
        retry = button("retry", request.id, label=_("Retry"), style=discord.ButtonStyle.primary)
        rewrite = button("rewrite", request.id, label=_("Edit prompt"), emoji="\N{MEMO}")
        asked = await self._services.requests.last_asked(request.id)
        others = [
            button(
                "via", request.id, provider.name, label=_("Paint with {provider}").format(provider=provider.title)[:80]
            )
            for provider in self._services.providers.in_turn
            if provider.name != asked
        ]
        first = [rewrite] if request.error_code == CONTENT_REFUSED else [retry, rewrite]
        return [*first, *others[:MOST_OTHERS]]

    async def _pictures(self, request: Request, most_bytes: int) -> Outgoing:
        images = await self._services.gallery.of_request(request.id)
        if not images:
            return Outgoing(deleted_embed(), None)
        notes = request.notes
        if sum(image.bytes or 0 for image in images) > most_bytes:
            notes = (*notes, SMALLER)
            files = [await self._copy(image, most_bytes // len(images)) for image in images]
        else:
            gallery = self._services.gallery
            files = [(await gallery.original(image), image.format or "png") for image in images]
        embed, view = await self.face(images[0], notes)
        return Outgoing(
            embed,
            view,
            tuple(
                _File(data, f"scene{number or ''}.{suffix}", said(image.alt_text or image.prompt))
                for number, ((data, suffix), image) in enumerate(zip(files, images, strict=True))
            ),
            tuple(image.id for image in images),
        )

    async def _copy(self, image: Image, most_bytes: int) -> tuple[bytes, str]:
        """Return the best copy that has room, or the display copy, and the ending of its file's name."""
        if most_bytes > 0 and (copy := await fitting_copy(await self._services.gallery.original(image), most_bytes)):
            return copy.data, copy.format
        return await self._services.gallery.display_copy(image), "jpg"

    async def _batch(self, together: Sequence[Request]) -> Outgoing:
        parts = await self._parts(together)
        embed, view = batch_embed(parts), batch_rows(parts)
        images = [part.image for part in parts if part.image is not None]
        if not images:
            return Outgoing(embed, view)
        grid = await self._services.gallery.grid(images)
        described = (
            (part.number, said(part.image.alt_text or part.image.prompt)) for part in parts if part.image is not None
        )
        alt_text = " ".join(f"{number}: {text[:SHARE]}" for number, text in described)
        return Outgoing(embed, view, (_File(grid, "scenes.jpg", alt_text),), tuple(image.id for image in images))

    async def _parts(self, together: Sequence[Request]) -> tuple[Part, ...]:
        gallery, parts = self._services.gallery, []
        for number, request in enumerate(together, start=1):
            # Of a provider that paints several at once the first one hangs here; all of them are in the gallery.
            image = next(iter(await gallery.of_request(request.id)), None)
            stars = await gallery.stars(image.id) if image else ()
            parts.append(Part(number, request, image, len(stars)))
        return tuple(parts)

    async def _origin(self, image: Image) -> str | None:
        """Return where the picture is that this one was made of, as a link where it hangs on a message."""
        if image.parent_id is None:
            return None
        viewer = Actor(image.session_id, image.user_id, PLAYER if image.visibility == PUBLIC else GM)
        try:
            parent = await self._services.gallery.image(image.parent_id, viewer)
        except (NotFoundError, StorageError):
            return None
        session = await self._services.sessions.get(image.session_id)
        postings = await self._services.deliveries.postings_of_image(parent.id)
        if session is None or session.guild_id is None or not postings:
            return _("an earlier picture")
        hung = postings[0]
        link = f"https://discord.com/channels/{session.guild_id}/{hung.channel_id}/{hung.message_id}"
        return _("[an earlier picture]({link})").format(link=link)

    def _picture_rows(self, image: Image, others: Sequence[Image]) -> discord.ui.View:
        """Return the buttons under a picture; further pictures of the same message open by themselves."""
        making = [
            button("favorite", image.id, label=_("Favorite"), emoji=STAR),
            button("reroll", image.id, label=_("Reroll"), emoji="\N{GAME DIE}"),
            button("vary", image.id, label=_("Vary"), emoji="\N{TWISTED RIGHTWARDS ARROWS}"),
            button("edit", image.id, label=_("Edit prompt"), emoji="\N{MEMO}"),
        ]
        size = image.width or 0, image.height or 0
        if find_editor(self._services.providers, UPSCALE, size, image.provider):
            making.append(button("upscale", image.id, label=_("Upscale"), emoji="\N{RIGHT-POINTING MAGNIFYING GLASS}"))
        keeping = [
            button("download", image.id, label=_("Download original"), emoji="\N{FLOPPY DISK}"),
            button("gallery", image.id, label=_("Open gallery here"), emoji="\N{FRAME WITH PICTURE}"),
            button("report", image.id, label=_("Report")),
            button("delete", image.id, label=_("Delete"), style=discord.ButtonStyle.danger),
        ]
        more = [
            button("open", other.id, label=_("Open {number}").format(number=number))
            for number, other in enumerate(others, start=2)
        ]
        for number, buttons in enumerate((making, keeping, more)):
            for each in buttons:
                each.row = number
        return row(*making, *keeping, *more[:5])
