"""Screen a description by a session's rules: refused, put before the GM, softened, or let pass."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from generation.errors import ContentRefusedError
from generation.i18n import N_
from generation.log_codes import person_code
from generation.moderation.digest import digest
from generation.moderation.moderator import judge
from generation.moderation.verdict import ALWAYS_HELD, Action, Verdict
from generation.sessions.context import SessionContext
from generation.sessions.permissions import GM
from generation.sessions.settings import ALL, OPEN

log = logging.getLogger(__name__)

SEEN_FIRST = N_("At this table the GM sees every description before it is painted.")


@dataclass(frozen=True, slots=True)
class Screened:
    """A description that may be painted, as it may be, and what is to be known of it."""

    text: str
    notes: tuple[str, ...] = ()
    held_reason: str | None = None


async def screen(text: str, context: SessionContext, *, avoided: str = "", pictured: bool = False) -> Screened:
    """Judge a picture, what is described and what is to be avoided, by the session's rules.

    `pictured` tells that image files come with it. What the GM asks for needs no review.

    Raises:
        ContentRefusedError: it must not be painted here.

    """
    verdict = await _judged(text, context, avoided, pictured=pictured)
    if verdict.action is Action.BLOCK:
        raise _refused(verdict, text, context)
    held = SEEN_FIRST if context.actor.role != GM and context.settings.approval == ALL else None
    notes = (verdict.reason,) if verdict.action is Action.SOFTEN else ()
    return Screened(verdict.text or text, notes, _held(verdict, context) or held)


async def screen_together(texts: Sequence[str], context: SessionContext, *, avoided: str = "") -> str | None:
    """Return why the GM has to see several texts of one picture first, None where nothing but each by itself counts.

    Raises:
        ContentRefusedError: together they must not be painted anywhere.

    """
    text = "\n".join(texts)
    verdict = await _judged(text, context, avoided)
    if verdict.hard:
        raise _refused(verdict, text, context)
    return _held(verdict, context) if verdict.category in ALWAYS_HELD else None


async def _judged(text: str, context: SessionContext, avoided: str, *, pictured: bool = False) -> Verdict:
    return await asyncio.to_thread(judge, text, context.rules, avoided, pictured=pictured)


def _refused(verdict: Verdict, text: str, context: SessionContext) -> ContentRefusedError:
    log.warning(
        "refused a description (%s, %s) of user %s", verdict.category, digest(text), person_code(context.actor.user_id)
    )
    return ContentRefusedError(verdict.reason, verdict.rephrase)


def _held(verdict: Verdict, context: SessionContext) -> str | None:
    """Return why a verdict puts a description before the GM, None where it does not."""
    if verdict.action is not Action.REVIEW or context.actor.role == GM:
        return None
    # That a minor or somebody real could be shown in something sexual is never for the table's mode to let pass.
    is_held = context.settings.approval != OPEN or verdict.category in ALWAYS_HELD
    return verdict.reason if is_held else None
