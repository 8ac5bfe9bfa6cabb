"""Screen a description by a session's rules: refused, put before the GM, softened, or let pass."""

import asyncio
import logging
from dataclasses import dataclass

from generation.errors import ContentRefusedError
from generation.i18n import N_
from generation.moderation.digest import digest
from generation.moderation.moderator import judge
from generation.moderation.verdict import Action
from generation.sessions.context import SessionContext
from generation.sessions.permissions import GM
from generation.sessions.settings import ALL, OPEN

log = logging.getLogger(__name__)

MINOR = "minor"
SEEN_FIRST = N_("At this table the GM sees every description before it is painted.")


@dataclass(frozen=True, slots=True)
class Screened:
    """A description that may be painted, as it may be, and what is to be known of it."""

    text: str
    notes: tuple[str, ...] = ()
    held_reason: str | None = None


async def screen(text: str, context: SessionContext) -> Screened:
    """Judge a description by the session's rules; what the GM asks for needs no review.

    Raises:
        ContentRefusedError: it must not be painted here.

    """
    actor, settings = context.actor, context.settings
    verdict = await asyncio.to_thread(judge, text, context.rules)
    if verdict.action is Action.BLOCK:
        log.warning("refused a description (%s, %s) of user %s", verdict.category, digest(text), actor.user_id)
        raise ContentRefusedError(verdict.reason, verdict.rephrase)
    held = None
    if actor.role != GM:
        if settings.approval == ALL:
            held = SEEN_FIRST
        # That a minor could be shown in something sexual is never for the table's mode to let pass.
        if verdict.action is Action.REVIEW and (settings.approval != OPEN or verdict.category == MINOR):
            held = verdict.reason
    notes = (verdict.reason,) if verdict.action is Action.SOFTEN else ()
    return Screened(verdict.text or text, notes, held)
