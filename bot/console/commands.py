"""One function a command: services in, a result out; how that looks is the output's business."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.console.follow import Painter, Report, paint
from bot.console.grammar import COMMANDS
from bot.console.interrupts import Interrupts
from bot.console.parse import Command, UsageError
from bot.console.results import (
    BatchPainted,
    Cancelled,
    Enhanced,
    GalleryListed,
    HelpShown,
    Left,
    Painted,
    Picture,
    ProvidersListed,
    QueueListed,
    Result,
    Shown,
    Starred,
    StylesListed,
)
from generation.errors import NotFoundError, RefusedError
from generation.requests.params import ImageRequest
from generation.services import Services
from generation.sessions.permissions import Requester
from storage.errors import SceneError, StorageError
from storage.records import Image, Request

#: How far back an abbreviated id is looked for, and the longest list.
NEWEST = 200
#: How much of an id must be typed.
SHORTEST_BEGINNING = 4
#: How many pictures are listed, and how many shown, where nobody says how many.
LISTED, SHOWN_IN_GRID = 10, 12


class Output(Protocol):
    """Show what commands report, find, and refuse."""

    @property
    def shows_pictures(self) -> bool:
        """Tell whether copies of pictures are wanted."""

    def painting(self) -> contextlib.AbstractContextManager[Report]:
        """Show progress while the context is open."""

    def show(self, result: Result) -> None:
        """Show a result."""

    def refuse(self, error: SceneError) -> None:
        """Say why there is none."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with: the services, who types, who paints, what interrupts, and who is told."""

    services: Services
    by: Requester
    painter: Painter
    interrupts: Interrupts
    output: Output


async def perform(desk: Desk, command: Command) -> Result:
    """Do a command.

    Raises:
        SceneError: it cannot be done; the sentence says why.

    """
    return await _DEEDS[command.name](desk, command)


async def _generate(desk: Desk, command: Command) -> Result:
    asked = ImageRequest(
        command.text,
        type=command.value("type"),
        style=command.value("style"),
        provider=command.value("provider"),
        size=command.value("size"),
        quality=command.value("quality"),
        seed=command.number("seed"),
        priority=command.number("priority") or 1,
        count=1 if (count := command.number("count")) is None else count,
    )
    with desk.output.painting() as report:
        requests = await paint(desk.services, asked, desk.by, desk.painter, desk.interrupts, report)
    painted = [await _painted(desk, request) for request in requests]
    return painted[0] if len(painted) == 1 else BatchPainted(tuple(painted))


async def _painted(desk: Desk, request: Request) -> Painted:
    if request.result_image_id is None:
        return Painted(request, None, request.note_lines)
    image = await desk.services.gallery.image(request.result_image_id, desk.by)
    return Painted(request, await _picture(desk, image), request.note_lines)


async def _enhance(desk: Desk, command: Command) -> Result:
    asked = ImageRequest(
        command.text,
        type=command.value("type"),
        style=command.value("style"),
        provider=command.value("provider"),
        size=command.value("size"),
        seed=command.number("seed"),
    )
    return Enhanced(await desk.services.previews.show(asked, desk.by))


async def _gallery(desk: Desk, command: Command) -> Result:
    limit, favorites = command.number("limit"), "favorites" in command.options
    listed = SHOWN_IN_GRID if desk.output.shows_pictures else LISTED
    most = listed if limit is None else limit
    if not 1 <= most <= NEWEST:
        raise RefusedError(f"--limit is a number from 1 to {NEWEST}.")
    page = await desk.services.gallery.page(desk.by, favorites=favorites, before=command.number("before"), most=most)
    pictures = [await _picture(desk, image, small=True) for image in page.images]
    return GalleryListed(tuple(pictures), page.total, favorites)


async def _show(desk: Desk, command: Command) -> Result:
    return Shown(await _picture(desk, await _find_image(desk, command.words[0])))


async def _favorite(desk: Desk, command: Command) -> Result:
    image = await _find_image(desk, command.words[0])
    gallery = desk.services.gallery
    match [word.lower() for word in command.words[1:]]:
        case []:
            starred = await gallery.toggle_favorite(image.id, desk.by)
        case ["on" | "off" as wanted]:
            starred = wanted == "on"
            await gallery.favorite(image.id, desk.by, starred=starred)
        case _:
            raise UsageError("After the picture say on or off, or nothing to turn the star over.")
    return Starred(await _picture(desk, await gallery.image(image.id, desk.by), small=True), starred)


async def _providers(desk: Desk, _command: Command) -> Result:
    return ProvidersListed(tuple(await desk.services.statuses.all()))


async def _styles(desk: Desk, _command: Command) -> Result:
    known = await desk.services.styles.all(desk.by.session_id)
    return StylesListed(tuple(each.style for each in known.values()))


async def _queue(desk: Desk, _command: Command) -> Result:
    return QueueListed(tuple(await desk.services.requests.waiting(desk.by)))


async def _cancel(desk: Desk, command: Command) -> Result:
    typed = command.words[0].lower()
    requests = desk.services.requests
    found = [request.id for request in await requests.waiting(desk.by) if request.id.startswith(typed)]
    if len(found) > 1:
        raise RefusedError(f"{len(found)} requests begin with {typed}. Type more of the id.")
    request_id = found[0] if found else typed
    if not await requests.cancel(request_id, desk.by):
        raise RefusedError("This request is done already; there is nothing to cancel.")
    return Cancelled(await requests.get(request_id, desk.by))


async def _help(_desk: Desk, _command: Command) -> Result:
    return HelpShown(COMMANDS)


async def _quit(_desk: Desk, _command: Command) -> Result:
    return Left()


_DEEDS: dict[str, Callable[[Desk, Command], Awaitable[Result]]] = {
    "image generate": _generate,
    "image enhance": _enhance,
    "image gallery": _gallery,
    "image show": _show,
    "image favorite": _favorite,
    "image providers": _providers,
    "image styles": _styles,
    "image queue": _queue,
    "image cancel": _cancel,
    "help": _help,
    "quit": _quit,
}


async def _picture(desk: Desk, image: Image, *, small: bool = False) -> Picture:
    gallery = desk.services.gallery
    copy = None
    if desk.output.shows_pictures:
        # A file that somebody has moved away costs the look at it, not the answer.
        with contextlib.suppress(StorageError):
            copy = await (gallery.thumbnail(image) if small else gallery.display_copy(image))
    return Picture(image, gallery.path(image), copy)


async def _find_image(desk: Desk, typed: str) -> Image:
    """Return the picture that the user means: its number, `last`, its id or the beginning of one."""
    gallery, wanted = desk.services.gallery, typed.lower().removeprefix("#")
    if wanted.isdecimal() and len(wanted) <= 9:
        page = await gallery.page(desk.by, before=int(wanted) + 1)
        if page.images and page.images[0].seq == int(wanted):
            return page.images[0]
    newest = (await gallery.page(desk.by, most=1 if wanted == "last" else NEWEST)).images
    if wanted == "last" and newest:
        return newest[0]
    # Fewer characters are a number, and a number that is not there must not be taken for some id's beginning.
    found = [image for image in newest if image.id.startswith(wanted)] if len(wanted) >= SHORTEST_BEGINNING else []
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise RefusedError(f"{len(found)} pictures begin with {wanted}. Type more of the id.")
    if len(wanted) == len("00000000-0000-0000-0000-000000000000"):
        return await gallery.image(wanted, desk.by)
    raise NotFoundError(f"There is no picture “{typed[:40]}” in this session. /image gallery lists them.")
