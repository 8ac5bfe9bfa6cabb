"""Reviews: requests that wait for the GM's word, and what the GM says."""

import logging
from dataclasses import replace

from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.events import Broadcaster, RequestChanged
from generation.i18n import N_, _
from generation.log_codes import person_code
from generation.prompts.text import clean_prompt
from generation.requests.screening import screen
from generation.sessions.context import SessionContext
from generation.sessions.members import Membership
from generation.sessions.permissions import Access, Actor
from generation.sessions.sessions import Sessions
from storage.params import GenerationParams
from storage.records import HELD, Claim, Request
from storage.requests import RequestStore
from storage.reviews import ReviewStore

log = logging.getLogger(__name__)

REJECTED = "rejected"
LONGEST_REASON = 300
#: Before a user's id, where a channel's may stand: that person's direct messages.
DIRECT = "@"
_DECIDED = N_("This was decided already, or taken back.")


class Reviews:
    """Put requests before the GM and carry out what the GM decides."""

    def __init__(
        self,
        held: ReviewStore,
        rows: RequestStore,
        sessions: Sessions,
        membership: Membership,
        access: Access,
        events: Broadcaster,
    ) -> None:
        self._held = held
        self._rows = rows
        self._sessions = sessions
        self._membership = membership
        self._access = access
        self._events = events

    async def channel_of(self, context: SessionContext) -> str | None:
        """Return where the GM of a Discord session is asked: a channel's id, or `DIRECT` and a user's, or nowhere.

        Before something is sent to a user, `asked_now` says whether that is still the one.
        """
        if context.session.guild_id is None:
            return None
        gm_user_id = await self._held.reviewer(context.session.id)
        return context.settings.review_channel or (f"{DIRECT}{gm_user_id}" if gm_user_id else None)

    async def asked_now(self, session_id: str) -> str | None:
        """Return the user who is asked and leads at this moment; who leads no more is passed over.

        Raises:
            UnconfirmedError: Discord does not say who leads.

        """
        asked, before = await self._held.reviewer(session_id), None
        while asked is not None and asked != before:
            try:
                return (await self._membership.leader_now(session_id, asked, "")).user_id
            except NotAllowedError:
                # That look has corrected the stored role, by which the next one is found.
                asked, before = await self._held.reviewer(session_id), asked
        return None

    async def hold(self, claim: Claim, reason: str) -> Request:
        """Put a request that a worker holds before the GM."""
        context = await self._sessions.context_of(claim.request)
        return await self._held.hold(claim, reason, now(), review_channel=await self.channel_of(context))

    async def reviewer_of(self, request_id: str, user_id: str) -> Actor:
        """Return who decides as the GM of a request's session; for presses that come from elsewhere than its channel.

        Raises:
            NotFoundError: there is no such request.
            NotAllowedError: the person is not the GM at this moment.
            UnconfirmedError: Discord does not say.

        """
        request = await self._rows.unchecked_get(request_id)
        if request is None:
            raise NotFoundError(_("This request is gone."))
        refusal = _("Only the GM of this table decides on that.")
        return await self._membership.leader_now(request.session_id, user_id, refusal)

    async def waiting(self, actor: Actor) -> tuple[Request, ...]:
        """Return what waits for the GM.

        Raises:
            NotAllowedError: somebody else looks.

        """
        self._access.require_gm(actor, _("Only the GM may see what waits for approval."))
        return await self._held.held(actor.session_id)

    async def get(self, request_id: str, actor: Actor) -> Request:
        """Return a held request.

        Raises:
            NotAllowedError: somebody else than the GM looks.
            NotFoundError: it is not held, or not of this session.

        """
        self._access.require_gm(actor, _("Only the GM may decide on that."))
        request = await self._rows.unchecked_get(request_id)
        if request is None or request.session_id != actor.session_id or request.status != HELD:
            raise NotFoundError(_DECIDED)
        return request

    async def approve(self, request_id: str, actor: Actor, *, text: str | None = None) -> Request:
        """Let a request be painted, perhaps in the GM's words; of a comparison, all that waits for the same reason.

        Raises:
            NotAllowedError: somebody else than the GM decides.
            NotFoundError: it was decided already.
            ContentRefusedError: the words are such that nobody may have them painted here.

        """
        request = await self.get(request_id, actor)
        changed = await self._reworded(request, actor, text)
        approved = await self._held.approve(request_id, actor.user_id, now(), changed=changed)
        if approved is None:
            raise NotFoundError(_DECIDED)
        log.info("request %s was approved by user %s", request_id, person_code(actor.user_id))
        self._tell(approved)
        for other in await self._held_with(request):
            # In each its own style and provider stay.
            own = replace(other.params, prompt=changed.prompt, exact=None, negative="") if changed else None
            if too := await self._held.approve(other.id, actor.user_id, now(), changed=own):
                self._tell(too)
        return approved

    async def _held_with(self, request: Request) -> list[Request]:
        """Return the other requests of a batch that wait for the GM for the same reason: it is one description."""
        batch = await self._rows.unchecked_of_batch(request.batch_id) if request.batch_id else ()
        return [
            each
            for each in batch
            if each.id != request.id and each.status == HELD and each.held_reason == request.held_reason
        ]

    async def _reworded(self, request: Request, actor: Actor, text: str | None) -> GenerationParams | None:
        """Return the params with the GM's own words; None where nothing was changed."""
        if text is None or text == request.prompt:
            return None
        context = replace(await self._sessions.context_of(request), actor=actor)
        words = (await screen(clean_prompt(text), context)).text
        # A text that was to be sent as it stood is another one now.
        return replace(request.params, prompt=words, exact=None, negative="")

    async def reject(self, request_id: str, actor: Actor, reason: str = "") -> Request:
        """End a request, and all of a comparison that waits for the same reason; that costs its author nothing.

        Raises:
            NotAllowedError: somebody else than the GM decides.
            NotFoundError: it was decided already.
            RefusedError: the reason is too long.

        """
        request = await self.get(request_id, actor)
        reason = " ".join(reason.split())
        if len(reason) > LONGEST_REASON:
            raise RefusedError(_("A reason has at most {most} characters. Shorten it.").format(most=LONGEST_REASON))
        sentence = N_("The GM said no: {words}").format(words=reason) if reason else N_("The GM said no to this one.")
        rejected = await self._held.reject(request_id, REJECTED, sentence, now())
        if rejected is None:
            raise NotFoundError(_DECIDED)
        log.info("request %s was rejected by user %s", request_id, person_code(actor.user_id))
        self._tell(rejected)
        for other in await self._held_with(request):
            if too := await self._held.reject(other.id, REJECTED, sentence, now()):
                self._tell(too)
        return rejected

    def _tell(self, request: Request) -> None:
        self._events.publish(RequestChanged.of(request))
