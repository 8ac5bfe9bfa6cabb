"""How a secret result looks to the GM: who sees it, and the ways to reveal it."""

from dataclasses import replace
from typing import Any

import discord

from cogs.delivery.result_renderer import OutgoingMessage, ResultRenderer
from cogs.delivery.reveals import LAST_ROW, REVEALED, reveal_buttons
from cogs.ui.components import make_view
from generation.i18n import N_, _
from generation.services import Services
from storage.outbox import RESULT
from storage.params import PUBLIC
from storage.records import COMPLETED, Image, Request

#: Which images there are, and which of them are secret.
ImageIds = tuple[frozenset[str], frozenset[str]]

ONLY_YOU = N_("Secret: only you see this until you reveal it")


class SecretRenderer:
    """Render the message of a secret result, also once some or all of it is revealed."""

    def __init__(self, services: Services, renderer: ResultRenderer) -> None:
        self._services = services
        self._renderer = renderer

    async def render_answer(self, request: Request) -> OutgoingMessage | None:
        """Return a result as the answer to the GM's interaction: with an image's buttons, and those that reveal it."""
        message = await self._renderer.render(request, RESULT)
        if message is None:
            return None
        items = [*(message.view.children if message.view else ()), *await self._reveal_buttons(request)]
        embed = await self.titled(request, message.embed)
        return replace(message, embed=embed, view=make_view(*items) if items else None)

    async def render_direct(self, request: Request) -> OutgoingMessage | None:
        """Return a result as a direct message: its buttons are those that answer outside of a server."""
        message = await self._renderer.render(request, RESULT)
        if message is None:
            return None
        return replace(message, embed=await self.titled(request, message.embed), view=await self.direct_view(request))

    async def titled(self, request: Request, embed: discord.Embed) -> discord.Embed:
        """Return an embed that says who sees what it shows: the GM until all of it is revealed."""
        images, secret = await self._images(request)
        return embed.copy().set_author(name=_(REVEALED) if images and not secret else _(ONLY_YOU))

    async def direct_view(self, request: Request) -> discord.ui.View:
        """Return the buttons of a direct message."""
        session = await self._services.sessions.get(request.session_id)
        url = f"https://discord.com/channels/{session.guild_id if session else '@me'}/{request.session_id}"
        link: discord.ui.Button[Any] = discord.ui.Button(label=_("Open the channel"), url=url, row=LAST_ROW)
        return make_view(*await self._reveal_buttons(request), link)

    async def image_ids(self, request: Request) -> ImageIds:
        """Return which images of a request, or its batch, there are, and which of them are secret still."""
        images, secret = await self._images(request)
        return frozenset(image.id for image in images), frozenset(image.id for image in secret)

    async def _reveal_buttons(self, request: Request) -> list[discord.ui.Button[Any]]:
        batch = await self._services.requests.batch_of(request)
        if len(batch) == 1:
            _all, secret = await self._images(request)
            return reveal_buttons(dict(enumerate(secret, start=1)))
        # Of a provider that paints several at once a batch shows the first one.
        shown = {
            number: next(iter(await self._services.gallery.unchecked_of_request(each.id)), None)
            for number, each in enumerate(batch, start=1)
            if each.status == COMPLETED
        }
        return reveal_buttons({n: image for n, image in shown.items() if image and image.visibility != PUBLIC})

    async def _images(self, request: Request) -> tuple[list[Image], list[Image]]:
        """Return the images of a request, or of its batch, and those of them that are secret still."""
        done = [each for each in await self._services.requests.batch_of(request) if each.status == COMPLETED]
        images = [image for each in done for image in await self._services.gallery.unchecked_of_request(each.id)]
        return images, [image for image in images if image.visibility != PUBLIC]
