"""One function a command: it calls the services and returns a result, which an output shows."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from bot.console import cast, comparison, editing, recap, sharing
from bot.console.context import CommandContext
from bot.console.follow import generate
from bot.console.grammar import COMMANDS
from bot.console.image_files import load_generated, load_image_file
from bot.console.parse import Command, UsageError
from bot.console.pictures import find_image, ordered_page, page_before
from bot.console.results import (
    ArchiveImported,
    BatchGenerated,
    Cancelled,
    Enhanced,
    Exported,
    FavoriteSet,
    GalleryListed,
    HelpShown,
    ImageShown,
    ProvidersListed,
    QueueListed,
    Quit,
    Result,
    StylesListed,
    TagsShown,
)
from generation.errors import RefusedError
from generation.export.choosing import chosen_by_filter, chosen_of_album
from generation.export.exports import ExportOrder
from generation.export.local import export_into
from generation.gallery.days import parse_day
from generation.gallery.filters import parse_filter
from generation.gallery.tags import parse_tags
from generation.i18n import _
from generation.requests.params import parse_params
from generation.services import Services
from generation.sessions.permissions import Actor
from storage.gallery_filters import CAMPAIGN, SESSION

#: The longest list.
MAX_LISTED = 200
#: How many images are listed, and how many are shown in a grid, without `--limit`.
DEFAULT_LISTED, DEFAULT_IN_GRID = 10, 12


async def run_command(context: CommandContext, command: Command) -> Result:
    """Run a command and return its result.

    Raises:
        SceneError: it cannot be done; the sentence says why.

    """
    return await _COMMANDS[command.name](context, command)


async def _generate(context: CommandContext, command: Command) -> Result:
    params = parse_params(
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
    with context.output.progress() as report:
        requests = await generate(context.services, params, context.actor, context.workers, context.interrupts, report)
    results = [await load_generated(context, request) for request in requests]
    return results[0] if len(results) == 1 else BatchGenerated(tuple(results))


async def _enhance(context: CommandContext, command: Command) -> Result:
    params = parse_params(
        command.text,
        type=command.value("type"),
        style=command.value("style"),
        provider=command.value("provider"),
        size=command.value("size"),
        seed=command.number("seed"),
    )
    return Enhanced(
        await context.services.previews.show(params, await context.services.sessions.context(context.actor))
    )


def _scope_of(command: Command) -> str:
    named = command.value("scope") or SESSION
    if named not in (SESSION, CAMPAIGN):
        raise UsageError(_("{option} is session or campaign.").format(option="--scope"))
    return named


def _order_of(command: Command) -> str:
    order = command.value("sort") or "newest"
    if order not in ("newest", "oldest", "stars"):
        raise UsageError(_("{option} is newest, oldest or stars.").format(option="--sort"))
    return order


def _day_of(command: Command) -> date | None:
    typed = command.value("at")
    try:
        return parse_day(typed) if typed else None
    except RefusedError:
        raise UsageError(_("{option} is a day such as 2071-03-14.").format(option="--at")) from None


async def _gallery(context: CommandContext, command: Command) -> Result:
    limit, favorites = command.number("limit"), "favorites" in command.options
    default = DEFAULT_IN_GRID if context.output.shows_images else DEFAULT_LISTED
    most = default if limit is None else limit
    if not 1 <= most <= MAX_LISTED:
        raise RefusedError(_("{option} is a number from 1 to {most}.").format(option="--limit", most=MAX_LISTED))
    named = _scope_of(command)
    scope, shown = await context.services.campaigns.scope(context.actor, named), parse_filter(favorites=favorites)
    order, day, before = _order_of(command), _day_of(command), command.number("before")
    if before is not None and (order != "newest" or day):
        raise UsageError(_("--before goes with neither --sort nor --at."))
    if before is not None:
        page = await page_before(scope, shown, before, most)
    else:
        page = await ordered_page(scope, shown, order, day, most)
    numbers = await scope.numbers(page.images[-1:])
    image_files = [await load_image_file(context, image, small=True) for image in page.images]
    oldest = next(iter(numbers.values()), None)
    return GalleryListed(tuple(image_files), page.total, favorites, named == CAMPAIGN, oldest, order)


async def _show(context: CommandContext, command: Command) -> Result:
    return ImageShown(
        await load_image_file(context, await find_image(context.services, context.actor, command.words[0]))
    )


async def _tag(context: CommandContext, command: Command) -> Result:
    image = await find_image(context.services, context.actor, command.words[0])
    gallery, actor, typed = context.services.gallery, context.actor, " ".join(command.words[2:])
    match [word.lower() for word in command.words[1:]]:
        case [] | ["list"]:
            pass
        case ["add", _first, *_more]:
            await gallery.add_tags(image.id, actor, parse_tags(typed))
        case ["remove", _first, *_more]:
            await gallery.remove_tags(image.id, actor, parse_tags(typed))
        case _other:
            raise UsageError(_("After the picture, type add or remove and the tags, or nothing to see them."))
    return TagsShown(await load_image_file(context, await gallery.image(image.id, actor), small=True))


async def _favorite(context: CommandContext, command: Command) -> Result:
    image = await find_image(context.services, context.actor, command.words[0])
    gallery = context.services.gallery
    session = await context.services.sessions.context(context.actor)
    match [word.lower() for word in command.words[1:]]:
        case []:
            starred = await gallery.toggle_favorite(image.id, session)
        case ["on" | "off" as switch]:
            starred = switch == "on"
            await gallery.favorite(image.id, session, starred=starred)
        case _other:
            raise UsageError(_("After the picture, type on or off, or nothing to change the star."))
    return FavoriteSet(
        await load_image_file(context, await gallery.image(image.id, context.actor), small=True), starred
    )


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
        several = _("The ids of {count} requests begin with {typed}. Type more of it.")
        raise RefusedError(several.format(count=len(found), typed=typed))
    request_id = found[0] if found else typed
    if not await requests.cancel(request_id, context.actor):
        raise RefusedError(_("This request is done already; there is nothing to cancel."))
    return Cancelled(await requests.get(request_id, context.actor))


def _path(typed: str) -> Path:
    return Path(typed).expanduser()


async def _export(context: CommandContext, command: Command) -> Result:
    services, actor = context.services, context.actor
    shown = parse_filter(
        favorites="favorites" in command.options, tag=command.value("tag"), search=command.value("search")
    )
    title = command.value("title") or ""
    if name := command.value("album"):
        album = await services.albums.named(name, actor)
        chosen, title = await chosen_of_album(services.albums, actor, album.id), title or album.name
    else:
        chosen = await chosen_by_filter(await services.campaigns.scope(actor, _scope_of(command)), shown)
    order = ExportOrder(command.value("format") or "zip", chosen, title)
    session = await services.sessions.get(actor.session_id)
    with context.output.progress() as report:
        export, paths = await export_into(
            _path(command.words[0]),
            order,
            actor,
            services.exports,
            services.export_worker,
            session_name=session.name if session else "",
            report=lambda stage, fraction: report("", stage, fraction),
        )
    return Exported(export, tuple(map(str, paths)))


async def _import(context: CommandContext, command: Command) -> Result:
    session = await context.services.sessions.context(context.actor)
    return ArchiveImported(await context.services.imports.bring_in(_path(command.words[0]), session))


async def _help(_context: CommandContext, _command: Command) -> Result:
    return HelpShown(COMMANDS)


async def _quit(_context: CommandContext, _command: Command) -> Result:
    return Quit()


def _of_services(
    run: Callable[[Services, Actor, Command], Awaitable[Result]],
) -> Callable[[CommandContext, Command], Awaitable[Result]]:
    """Return a command that needs no workers."""
    return lambda context, command: run(context.services, context.actor, command)


_COMMANDS: dict[str, Callable[[CommandContext, Command], Awaitable[Result]]] = {
    "image generate": _generate,
    "image enhance": _enhance,
    "image gallery": _gallery,
    "image show": _show,
    "image favorite": _favorite,
    "image tag": _tag,
    "image export": _export,
    "image import": _import,
    "image edit": editing.edit,
    "image versions": editing.versions,
    "image compare": comparison.compare,
    "image providers": _providers,
    "image styles": _styles,
    "image queue": _queue,
    "image cancel": _cancel,
    **{
        name: _of_services(run)
        for name, run in (
            ("character list", cast.list_cast),
            ("character show", cast.show),
            ("character add", cast.add),
            ("character edit", cast.edit),
            ("character remove", cast.remove),
            ("character export", cast.export),
            ("character import", cast.import_),
            ("campaign info", sharing.campaign_info),
            ("campaign create", sharing.campaign_create),
            ("campaign join", sharing.campaign_join),
            ("campaign leave", sharing.campaign_leave),
            ("album list", sharing.album_list),
            ("album show", sharing.album_show),
            ("album create", sharing.album_create),
            ("album add", sharing.album_add),
            ("album remove", sharing.album_remove),
            ("album move", sharing.album_move),
            ("album rename", sharing.album_rename),
            ("album delete", sharing.album_delete),
            ("recap show", recap.show),
            ("recap suggest", recap.suggest),
            ("recap approve", recap.approve),
            ("recap reject", recap.reject),
            ("recap plan", recap.plan),
            ("recap post", recap.post),
        )
    },
    "help": _help,
    "quit": _quit,
}
