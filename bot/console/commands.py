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
from generation.requests.params import GenerationParams
from generation.services import Services
from generation.sessions.permissions import Actor
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
class CommandContext:
    """What a command works with: the services, who types, who paints, what interrupts, and who is told."""

    services: Services
    actor: Actor
    painter: Painter
    interrupts: Interrupts
    output: Output


async def perform(context: CommandContext, command: Command) -> Result:
    """Do a command.

    Raises:
        SceneError: it cannot be done; the sentence says why.

    """
    return await _DEEDS[command.name](context, command)


async def _generate(context: CommandContext, command: Command) -> Result:
    params = GenerationParams(
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
    with context.output.painting() as report:
        requests = await paint(context.services, params, context.actor, context.painter, context.interrupts, report)
    painted = [await _painted(context, request) for request in requests]
    return painted[0] if len(painted) == 1 else BatchPainted(tuple(painted))


async def _painted(context: CommandContext, request: Request) -> Painted:
    if request.result_image_id is None:
        return Painted(request, None, request.note_lines)
    image = await context.services.gallery.image(request.result_image_id, context.actor)
    return Painted(request, await _picture(context, image), request.note_lines)


async def _enhance(context: CommandContext, command: Command) -> Result:
    params = GenerationParams(
        command.text,
        type=command.value("type"),
        style=command.value("style"),
        provider=command.value("provider"),
        size=command.value("size"),
        seed=command.number("seed"),
    )
    return Enhanced(await context.services.previews.show(params, context.actor))


async def _gallery(context: CommandContext, command: Command) -> Result:
    limit, favorites = command.number("limit"), "favorites" in command.options
    listed = SHOWN_IN_GRID if context.output.shows_pictures else LISTED
    most = listed if limit is None else limit
    if not 1 <= most <= NEWEST:
        raise RefusedError(f"--limit is a number from 1 to {NEWEST}.")
    page = await context.services.gallery.page(
        context.actor, favorites=favorites, before=command.number("before"), most=most
    )
    pictures = [await _picture(context, image, small=True) for image in page.images]
    return GalleryListed(tuple(pictures), page.total, favorites)


async def _show(context: CommandContext, command: Command) -> Result:
    return Shown(await _picture(context, await _find_image(context, command.words[0])))


async def _favorite(context: CommandContext, command: Command) -> Result:
    image = await _find_image(context, command.words[0])
    gallery = context.services.gallery
    match [word.lower() for word in command.words[1:]]:
        case []:
            starred = await gallery.toggle_favorite(image.id, context.actor)
        case ["on" | "off" as wanted]:
            starred = wanted == "on"
            await gallery.favorite(image.id, context.actor, starred=starred)
        case _:
            raise UsageError("After the picture say on or off, or nothing to turn the star over.")
    return Starred(await _picture(context, await gallery.image(image.id, context.actor), small=True), starred)


async def _providers(context: CommandContext, _command: Command) -> Result:
    return ProvidersListed(tuple(await context.services.health.all()))


async def _styles(context: CommandContext, _command: Command) -> Result:
    known = await context.services.styles.all(context.actor.session_id)
    return StylesListed(tuple(each.style for each in known.values()))


async def _queue(context: CommandContext, _command: Command) -> Result:
    return QueueListed(tuple(await context.services.requests.waiting(context.actor)))


async def _cancel(context: CommandContext, command: Command) -> Result:
    typed = command.words[0].lower()
    requests = context.services.requests
    found = [request.id for request in await requests.waiting(context.actor) if request.id.startswith(typed)]
    if len(found) > 1:
        raise RefusedError(f"{len(found)} requests begin with {typed}. Type more of the id.")
    request_id = found[0] if found else typed
    if not await requests.cancel(request_id, context.actor):
        raise RefusedError("This request is done already; there is nothing to cancel.")
    return Cancelled(await requests.get(request_id, context.actor))


async def _help(_desk: CommandContext, _command: Command) -> Result:
    return HelpShown(COMMANDS)


async def _quit(_desk: CommandContext, _command: Command) -> Result:
    return Left()


_DEEDS: dict[str, Callable[[CommandContext, Command], Awaitable[Result]]] = {
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


async def _picture(context: CommandContext, image: Image, *, small: bool = False) -> Picture:
    gallery = context.services.gallery
    copy = None
    if context.output.shows_pictures:
        # A file that somebody has moved away costs the look at it, not the answer.
        with contextlib.suppress(StorageError):
            copy = await (gallery.thumbnail(image) if small else gallery.display_copy(image))
    return Picture(image, gallery.path(image), copy)


async def _find_image(context: CommandContext, typed: str) -> Image:
    """Return the picture that the user means: its number, `last`, its id or the beginning of one."""
    gallery, wanted = context.services.gallery, typed.lower().removeprefix("#")
    if wanted.isdecimal() and len(wanted) <= 9:
        page = await gallery.page(context.actor, before=int(wanted) + 1)
        if page.images and page.images[0].seq == int(wanted):
            return page.images[0]
    newest = (await gallery.page(context.actor, most=1 if wanted == "last" else NEWEST)).images
    if wanted == "last" and newest:
        return newest[0]
    # Fewer characters are a number, and a number that is not there must not be taken for some id's beginning.
    found = [image for image in newest if image.id.startswith(wanted)] if len(wanted) >= SHORTEST_BEGINNING else []
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise RefusedError(f"{len(found)} pictures begin with {wanted}. Type more of the id.")
    if len(wanted) == len("00000000-0000-0000-0000-000000000000"):
        return await gallery.image(wanted, context.actor)
    raise NotFoundError(f"There is no picture “{typed[:40]}” in this session. /image gallery lists them.")
