"""Validate what somebody asks for: it becomes a request to be queued, is put before the GM, or is refused."""

import asyncio
import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from uuid import uuid4

from generation.clock import now
from generation.errors import NotAllowedError, RefusedError
from generation.i18n import N_, _
from generation.images.sizes import parse_size
from generation.moderation.verdict import Rules
from generation.prompts.reading.image_type import detect_type
from generation.prompts.text import clean_prompt, parse_seed, parse_type
from generation.providers.registry import Needs, Providers
from generation.requests.budget import Budget
from generation.requests.params import GenerationParams
from generation.requests.reviews import Reviews
from generation.requests.screening import screen
from generation.sessions.permissions import GM, Access, Actor
from generation.sessions.sessions import ENDED
from generation.sessions.settings import SessionSettings
from generation.sessions.styles import TableStyles
from storage.records import PUBLIC, NewRequest, Preferences
from storage.sessions import SessionStore


@dataclass(slots=True)
class _Notes:
    """What the requester should know, collected on the way."""

    lines: list[str] = field(default_factory=list)

    def add(self, *lines: str | None) -> None:
        self.lines += [line for line in lines if line and line not in self.lines]


class RequestValidator:
    """Check what is asked for against the session's rules and what the providers can do; nothing here is remote."""

    def __init__(  # each thing that has a say
        self,
        providers: Providers,
        sessions: SessionStore,
        styles: TableStyles,
        access: Access,
        reviews: Reviews,
        budget: Budget,
    ) -> None:
        self._budget = budget
        self._reviews = reviews
        self._providers = providers
        self._sessions = sessions
        self._styles = styles
        self._access = access

    async def prepare(
        self, params: GenerationParams, actor: Actor, *, idempotency_key: str | None = None
    ) -> tuple[NewRequest, SessionSettings]:
        """Return the request to be queued, and the settings of its session.

        Raises:
            RefusedError: it must not be queued; the sentence says why and what to do.

        """
        session = await self._sessions.get(actor.session_id)
        if session is None or await self._sessions.role(actor.session_id, actor.user_id) is None:
            raise NotAllowedError(_("User not in session"))
        if session.status == ENDED:
            raise RefusedError(_("This session has ended; its gallery stays. The GM can open it again."))
        settings = SessionSettings.from_json(session.settings)
        self._access.may_generate(actor, settings)
        if params.visibility != PUBLIC:
            self._access.may_hide(actor)
        new = await self._request(params, actor, settings, settings.rules(mature=session.mature))
        asked_in = await self._reviews.asked_in(actor.session_id) if new.held_reason else None
        new = replace(new, idempotency_key=idempotency_key, body_hash=body_hash(params), review_channel=asked_in)
        return new, settings

    async def _request(
        self, params: GenerationParams, actor: Actor, settings: SessionSettings, rules: Rules
    ) -> NewRequest:
        notes = _Notes()
        prompt = await screen(clean_prompt(params.prompt), actor, settings, rules)
        exact = await screen(clean_prompt(params.exact), actor, settings, rules) if params.exact else None
        notes.add(*prompt.notes, *(exact.notes if exact else ()))
        width, height = parse_size(params.size)
        needs = Needs(width, height, len(params.references), params.edit_kind)
        wish, *said = await self._painter(params, actor, settings, needs)
        notes.add(*said, _priority_note(params.priority, actor))
        style = await self._styles.find(actor.session_id, params.style)
        locked = await self._styles.stored(actor.session_id, settings.style_lock)
        if locked is not None and style is not None and style.style.id != locked.style.id:
            notes.add(N_("This table paints everything as {style}.").format(style=locked.style.name))
        style = locked or style
        wishes = Preferences(
            provider=wish,
            style=style.style.id if style else None,
            width=width,
            height=height,
            quality=_parse_quality(params.quality),
            seed=parse_seed(params.seed),
            only=params.only,
            edit_kind=params.edit_kind,
            edit_strength=params.edit_strength,
            edit_search=params.edit_search,
            exact=exact.text if exact else None,
            negative=clean_prompt(params.negative) if params.negative.strip() else "",
        )
        return NewRequest(
            id=str(uuid4()),
            session_id=actor.session_id,
            user_id=actor.user_id,
            request_type=await _type_of(params, prompt.text),
            context=prompt.text,
            preferences=wishes,
            priority=_priority(params.priority, actor),
            visibility=params.visibility,
            created_at=now(),
            parent_id=params.parent_id,
            notes=tuple(notes.lines),
            approved_by=actor.user_id if actor.role == GM else None,
            held_reason=prompt.held_reason or (exact.held_reason if exact else None),
        )

    async def _painter(
        self, params: GenerationParams, actor: Actor, settings: SessionSettings, needs: Needs
    ) -> tuple[str | None, str | None, str | None]:
        """Return the provider to be wished for, if any, and what is to be said of who paints."""
        wish = params.provider or self._usual(settings, needs)
        choice = self._providers.choose(wish, needs, only=params.only)
        wished = params.provider == choice.provider.name
        payable = await self._budget.afford(
            choice, actor.session_id, settings, needs, count=params.count, wished=wished
        )
        if payable is choice:
            return wish, choice.note, None
        return payable.provider.name, choice.note, payable.note

    def _usual(self, settings: SessionSettings, needs: Needs) -> str | None:
        """Return the table's own default provider, where it is set up and able."""
        usual = self._providers.get(settings.provider or "")
        return usual.name if usual and needs.met_by(usual) else None


async def _type_of(params: GenerationParams, text: str) -> str:
    # A long description takes a tenth of a second to be read, while others wait to be answered.
    return parse_type(params.type) if params.type else await asyncio.to_thread(detect_type, text)


def _priority(wanted: int, actor: Actor) -> int:
    """Return what was wished for, as far as it counts, or what the GM has given, if that is more."""
    bounded = min(max(wanted, 1), 3)
    counts = 2 if bounded == 3 and actor.role != GM else bounded
    return max(counts, actor.priority)


def _priority_note(wanted: int, actor: Actor) -> str | None:
    lesser = wanted >= 3 and actor.role != GM and actor.priority < 3
    return N_("Priority 3 is the GM's; yours counts as 2.") if lesser else None


def _parse_quality(text: str | None) -> str:
    wanted = (text or "standard").strip().lower()
    if wanted in {"standard", "hd"}:
        return wanted
    raise RefusedError(_("I do not know the quality “{quality}”. Give standard or hd.").format(quality=wanted[:40]))


def body_hash(params: GenerationParams) -> str:
    """Return what tells one wish from another, where both come with the same idempotency key."""
    body = asdict(params) | {"references": [hashlib.sha256(data).hexdigest() for data in params.references]}
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
