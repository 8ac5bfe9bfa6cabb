"""Drafts: what somebody is about to ask for and looks at first, to send it, change it or drop it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from generation.clock import now
from generation.errors import NotFoundError
from generation.i18n import N_
from generation.prompts.values import EnhancedPrompt
from generation.sessions.permissions import Actor
from storage.drafts import DraftRow, DraftStore
from storage.params import GenerationParams

KEPT_FOR = timedelta(days=1)
_GONE = N_("This preview is gone. Make a new one with /image enhance.")


@dataclass(frozen=True, slots=True)
class Draft:
    """A request that was not sent yet: what was asked for, and the text that was shown with it, if one was made."""

    id: str
    params: GenerationParams
    enhanced: EnhancedPrompt | None = None


@dataclass(frozen=True, slots=True)
class _Body:
    """What a draft's row holds; names that this version does not know are left."""

    params: GenerationParams
    enhanced: EnhancedPrompt | None


class Drafts:
    """Keep drafts, each for the one who saved it; they outlive a restart, and are forgotten after a day."""

    def __init__(self, store: DraftStore) -> None:
        self._store = store

    async def save(self, params: GenerationParams, actor: Actor, enhanced: EnhancedPrompt | None = None) -> Draft:
        """Keep what somebody is about to ask for."""
        draft = Draft(str(uuid4()), params, enhanced)
        row = DraftRow(draft.id, actor.session_id, actor.user_id, _to_json(params, enhanced), now())
        await self._store.save(row)
        return draft

    async def get(self, draft_id: str, actor: Actor) -> Draft:
        """Return a draft of one's own.

        Raises:
            NotFoundError: there is none, or it is somebody else's.

        """
        return _draft(await self._store.get(draft_id, session_id=actor.session_id, user_id=actor.user_id))

    async def change(
        self, draft_id: str, actor: Actor, *, params: GenerationParams, enhanced: EnhancedPrompt | None
    ) -> Draft:
        """Put another request and text into a draft of one's own; its id stays.

        Raises:
            NotFoundError: as `get`.

        """
        body = _to_json(params, enhanced)
        return _draft(await self._store.change(draft_id, body, session_id=actor.session_id, user_id=actor.user_id))

    async def take(self, draft_id: str, actor: Actor) -> Draft:
        """Return a draft of one's own and forget it: to drop it, or once it was sent.

        To send one, submit what `get` returns with the draft's id as idempotency key, then take it: a refused submit
        leaves the draft where it is, and a button that is pressed twice sends once.

        Raises:
            NotFoundError: as `get`.

        """
        return _draft(await self._store.take(draft_id, session_id=actor.session_id, user_id=actor.user_id))

    async def forget_old(self) -> int:
        """Forget the drafts that are older than a day and return how many that were."""
        return await self._store.forget_old(now() - KEPT_FOR)


@cache
def _bodies() -> TypeAdapter[_Body]:
    return TypeAdapter(_Body)


def _to_json(params: GenerationParams, enhanced: EnhancedPrompt | None) -> str:
    return _bodies().dump_json(_Body(params, enhanced)).decode()


def _draft(row: DraftRow | None) -> Draft:
    if row is None:
        raise NotFoundError(_GONE)
    try:
        body = _bodies().validate_json(row.body)
    except ValidationError:
        # Another version of the bot saved it.
        raise NotFoundError(_GONE) from None
    return Draft(row.id, body.params, body.enhanced)
