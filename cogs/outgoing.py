"""What a delivered message holds: the picture with its details and buttons, or why there is none and what now."""

import io
from dataclasses import dataclass, field

import discord

from cogs.buttons import SceneButton, button, row
from cogs.embeds import STAR, cancelled_embed, deleted_embed, failure_embed, picture_embed
from generation.errors import CONTENT_REFUSED
from generation.services import Services
from storage.records import COMPLETED, FAILED, Image, Request

#: Below Discord's 10 MiB, which servers are reported to enforce on the whole form.
LARGEST_FORM = 9 * 2**20
#: A message has five rows of buttons; other providers share one with Retry.
MOST_OTHERS = 3


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

    def files(self) -> list[discord.File]:
        """Return the attachments for one try."""
        return [
            discord.File(io.BytesIO(picture.data), picture.name, description=picture.alt_text[:1024])
            for picture in self.pictures
        ]


def picture_row(image: Image, others: tuple[Image, ...] = ()) -> discord.ui.View:
    """Return the buttons under a picture; further pictures of the same message open in the gallery."""
    first = (
        button("favorite", image.id, label="Favorite", emoji=STAR),
        button("reroll", image.id, label="Reroll", emoji="\N{GAME DIE}"),
        button("gallery", image.id, label="Open gallery here", emoji="\N{FRAME WITH PICTURE}"),
        button("delete", image.id, label="Delete", style=discord.ButtonStyle.danger),
    )
    more = (button("gallery", other.id, label=f"Open {number}") for number, other in enumerate(others, start=2))
    return row(*first, *more)


class Composer:
    """Compose the message for a request that is done."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def compose(self, request: Request, *, small: bool = False) -> Outgoing:
        """Return what to show; `small` sends display copies where the originals were too large."""
        if request.status == COMPLETED:
            return await self._pictures(request, small=small)
        if request.status == FAILED:
            return Outgoing(failure_embed(request), row(*await self._ways_on(request)))
        return Outgoing(cancelled_embed(request), None)

    async def _ways_on(self, request: Request) -> list[SceneButton]:
        """Offer to ask again, or to ask somebody else; what was refused for its content is only offered elsewhere."""
        retry = button("retry", request.id, label="Retry", style=discord.ButtonStyle.primary)
        asked = await self._services.requests.last_asked(request.id)
        others = [
            button("via", request.id, provider.name, label=f"Paint with {provider.title}"[:80])
            for provider in self._services.providers.in_turn
            if provider.name != asked
        ]
        first = [] if request.error_code == CONTENT_REFUSED else [retry]
        return [*first, *others[:MOST_OTHERS]] or [retry]

    async def _pictures(self, request: Request, *, small: bool) -> Outgoing:
        gallery = self._services.gallery
        images = await gallery.of_request(request.id)
        if not images:
            return Outgoing(deleted_embed(), None)
        notes = request.note_lines
        if small or sum(image.bytes or 0 for image in images) > LARGEST_FORM:
            notes = (*notes, "The original is too large for Discord; this is a smaller copy of it.")
            files = [(await gallery.display_copy(image), "jpg", image) for image in images]
        else:
            files = [(await gallery.original(image), image.format or "png", image) for image in images]
        return Outgoing(
            picture_embed(images[0], len(await gallery.stars(images[0].id)), notes=notes),
            picture_row(images[0], images[1:]),
            tuple(
                _File(data, f"scene{number or ''}.{suffix}", image.alt_text or image.prompt)
                for number, (data, suffix, image) in enumerate(files)
            ),
            tuple(image.id for image in images),
        )
