"""The commands of the recap: what was typed becomes a call of a service."""

from uuid import uuid4

from bot.console.parse import Command, UsageError
from bot.console.pictures import find_image
from bot.console.results import RecapPosted, RecapShown, RecapSuggested, Result
from generation.campaigns.recap_plans import NEVER, START, WEEKDAYS, WEEKLY, weekday_of_plan
from generation.errors import NotFoundError
from generation.i18n import _
from generation.services import Services
from generation.sessions.permissions import GM, Actor


async def show(services: Services, actor: Actor, _command: Command) -> Result:
    """Show what the next recap would say, and to the GM what is suggested for it."""
    recaps = services.recaps
    planned = await recaps.plan(actor.session_id)
    return RecapShown(await recaps.draft(actor.session_id), await recaps.waiting(actor), planned)


async def suggest(services: Services, actor: Actor, command: Command) -> Result:
    """Suggest a picture and a line about it."""
    image = await find_image(services, actor, command.words[0])
    return RecapSuggested(await services.recaps.suggest(actor, image.id, command.value("caption") or ""))


async def approve(services: Services, actor: Actor, command: Command) -> Result:
    """Take a suggestion into the next recap, in other words if need be."""
    suggestion_id = await _suggestion(services, actor, command.words[0])
    await services.recaps.decide(actor, suggestion_id, approve=True, caption=command.value("caption"))
    return await show(services, actor, command)


async def reject(services: Services, actor: Actor, command: Command) -> Result:
    """Leave a suggestion out."""
    await services.recaps.decide(actor, await _suggestion(services, actor, command.words[0]), approve=False)
    return await show(services, actor, command)


async def plan(services: Services, actor: Actor, command: Command) -> Result:
    """Have the recap posted by itself, at the session's start or weekly, or never."""
    when, day = command.words[0].lower(), (command.value("day") or "").lower()
    if when not in (START, WEEKLY, NEVER):
        raise UsageError(_("The recap is posted by itself at start, weekly or never."))
    days = [each.lower() for each in WEEKDAYS]
    if day and day not in days:
        raise UsageError(_("{option} is one of {days}.").format(option="--day", days=", ".join(days)))
    weekday = weekday_of_plan(when, days.index(day) if day else None)
    hour = command.number("hour")
    await services.recaps.set_plan(actor, at_start=when == START, weekday=weekday, hour=hour)
    return await show(services, actor, command)


async def post(services: Services, actor: Actor, _command: Command) -> Result:
    """Have the recap posted into the session's channel."""
    await services.recaps.post(actor, f"terminal {uuid4()}")
    return RecapPosted()


async def _suggestion(services: Services, actor: Actor, typed: str) -> str:
    """Return the id of a suggestion that was named by its number in the list, or by its id."""
    if not typed.isdecimal() or len(typed) > 9:
        return typed
    waiting = await services.recaps.waiting(actor)
    if actor.role == GM and not 1 <= int(typed) <= len(waiting):
        raise NotFoundError(_("There is no suggestion {number}. /recap show lists them.").format(number=typed))
    # To others no number says anything: the service tells them that it is the GM's to decide.
    return waiting[int(typed) - 1][0].id if actor.role == GM else typed
