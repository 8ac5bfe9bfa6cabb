"""Validate what somebody asks for: it becomes a request to be queued, is put before the GM, or is refused."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from generation.cast.cast import Cast
from generation.cast.figures import Named, figures_of
from generation.cast.wording import described
from generation.clock import now
from generation.errors import RefusedError
from generation.guild_keys.guild_providers import GuildProviders
from generation.i18n import N_, _
from generation.prompts.text import LONGEST, clean_prompt
from generation.providers.registry import Providers
from generation.providers.with_model import reference_of
from generation.reading.image_type import detect_type
from generation.requests.batches import parse_count, split_batch
from generation.requests.budget import Budget
from generation.requests.comparing import parse_cells, within_reach
from generation.requests.painters import HERE, Painter, default_provider, demands, told_if_gone, with_known_model
from generation.requests.params import needs_of
from generation.requests.queue_room import QueueRoom
from generation.requests.reviews import Reviews
from generation.requests.screening import Screened, screen, screen_together
from generation.sessions.context import SessionContext
from generation.sessions.permissions import GM, Access, Actor
from generation.sessions.styles import TableStyles
from storage.bounds import Bounds
from storage.params import PIXELS, PUBLIC, GenerationParams
from storage.records import NewRequest


class RequestValidator:
    """Check params against the session's rules and what the providers can do; nothing here is remote."""

    def __init__(
        self,
        providers: GuildProviders,
        styles: TableStyles,
        access: Access,
        reviews: Reviews,
        budget: Budget,
        room: QueueRoom,
        cast: Cast,
    ) -> None:
        self._providers = providers
        self._styles = styles
        self._access = access
        self._reviews = reviews
        self._budget = budget
        self._room = room
        self._cast = cast

    async def prepare_all(
        self, params: GenerationParams, context: SessionContext, *, files: int = 0
    ) -> tuple[NewRequest, ...]:
        """Return the requests to be queued together: one, several of the same, or the cells of a comparison.

        Raises:
            QueueFullError: too much is waited for already.
            RefusedError: they must not be queued, not even some of them; the sentence says why and what to do.

        """
        if not params.compares:
            return split_batch(await self.prepare(params, context, files=files), parse_count(params.count))
        providers = await self._providers.of(context.session.guild_id)
        cells = parse_cells(await self._with_known_axes(params, context, providers))
        screened = await self._screened(replace(cells[0], count=len(cells)), context, files)
        if params.providers:
            cells = tuple(replace(each, count=1) for each in cells)
            painters = [provider for each in cells if (provider := providers.get(each.provider or ""))]
            await self._budget.require(painters, context, providers)
        else:
            cells = tuple(replace(each, count=len(cells)) for each in cells)
        new = [await self._cell(screened, cell, context, files, providers) for cell in cells]
        return tuple(_joined(each, new[0]) for each in new)

    async def prepare(self, params: GenerationParams, context: SessionContext, *, files: int = 0) -> NewRequest:
        """Return the request to be queued; so many image files will come with it as references.

        Raises:
            QueueFullError: too much is waited for already.
            RefusedError: it must not be queued; the sentence says why and what to do.

        """
        providers = await self._providers.of(context.session.guild_id)
        return await self._resolved(await self._screened(params, context, files), context, files, providers)

    async def bounds(self, batch: Sequence[NewRequest], context: SessionContext) -> Bounds:
        """Return what has to have room for requests when they are put into the queue.

        Raises:
            StorageError: the database cannot be read.

        """
        return replace(self._room.bounds(batch[0].params), spendings=await self._budget.spendings(batch, context))

    async def _cell(
        self, screened: NewRequest, cell: GenerationParams, context: SessionContext, files: int, providers: Providers
    ) -> NewRequest:
        """Return the request of one cell: what was screened, as far as its provider can do it."""
        wanted = replace(cell, cast=screened.params.cast, prompt=screened.params.prompt, type=screened.params.type)
        notes = screened.notes
        default = default_provider(providers, context.settings, wanted, files)
        provider = providers.get(cell.provider or default or "")
        if provider is not None:
            wanted, lacking = within_reach(provider, wanted)
            notes = (*notes, *lacking)
        return await self._resolved(replace(screened, params=wanted, notes=notes), context, files, providers)

    async def _with_known_axes(
        self, params: GenerationParams, context: SessionContext, providers: Providers
    ) -> GenerationParams:
        """Return a comparison with its styles and providers as they are spelled here: each is painted once.

        Raises:
            RefusedError: there is no such style, or the table paints everything in one.

        """
        if len(params.styles) > 1 and context.locked is not None:
            raise RefusedError(
                _("This table paints everything as {style}; there are no styles to compare.").format(
                    style=_(context.locked.style.name)
                )
            )
        styles = [await self._style(replace(params, style=style), context) for style in params.styles]
        known = [providers.get(each) if not providers.lacks_model(each) else None for each in params.providers]
        return replace(
            params,
            styles=tuple(style for style, _note in styles if style),
            providers=tuple(
                reference_of(provider) if provider else typed
                for typed, provider in zip(params.providers, known, strict=True)
            ),
        )

    async def _screened(self, params: GenerationParams, context: SessionContext, files: int) -> NewRequest:
        """Return a request of words that may be painted here, or that the GM has to see first; nothing else is decided.

        Raises:
            QueueFullError, RefusedError: as `prepare`.

        """
        actor, settings = context.actor, context.settings
        if actor.ended:
            raise RefusedError(_("This session has ended; its gallery stays. The GM can reopen it."))
        self._access.require_requester(actor, settings)
        if params.visibility != PUBLIC:
            self._access.require_secrets(actor)
        await self._room.require(actor, parse_count(params.count))
        # What is done to pixels here changes nothing of what was described, and painted: only a caption is new.
        is_here = params.edit_kind == PIXELS
        if is_here:
            await self._room.require_edit(actor)
        params = _known_to(replace(params, prompt=clean_prompt(params.prompt)), actor)
        # Nobody is painted anew by it, so it is the same whether they are in the cast still.
        named = Named() if is_here else await figures_of(self._cast, params, actor, longest=LONGEST)
        figures = named.figures
        negative = clean_prompt(params.negative) if params.negative.strip() else ""
        # Description and exact text are of one picture: what is harmless in each may not be together.
        texts = [clean_prompt(text) for text in (described(params.prompt, figures), params.exact) if text]
        together = await screen_together(texts, context, avoided=negative) if len(texts) > 1 else None
        pictured = bool(files or params.references or any(figure.portraits for figure in figures))
        screen_it = partial(screen, context=context, avoided=negative, pictured=pictured)
        prompt = Screened(params.prompt) if is_here else await screen_it(params.prompt)
        whole = await screen_it(described(prompt.text, figures)) if figures else prompt
        exact = await screen_it(clean_prompt(params.exact)) if params.exact else None
        held_reason = prompt.held_reason or whole.held_reason or (exact.held_reason if exact else None) or together
        checked = replace(
            params,
            prompt=prompt.text,
            exact=exact.text if exact else None,
            negative=negative,
            cast=figures,
            # A long description takes a tenth of a second to be read, while others wait to be answered.
            type=params.type or await asyncio.to_thread(detect_type, described(prompt.text, figures, looks=False)),
        )
        return NewRequest(
            id=str(uuid4()),
            session_id=actor.session_id,
            user_id=actor.user_id,
            params=checked,
            created_at=now(),
            notes=(*prompt.notes, *whole.notes, *(exact.notes if exact else ()), *named.notes),
            approved_by=actor.user_id if actor.role == GM else None,
            held_reason=held_reason,
            review_channel=await self._reviews.channel_of(context) if held_reason else None,
        )

    async def _resolved(self, new: NewRequest, context: SessionContext, files: int, providers: Providers) -> NewRequest:
        """Return a request with who paints it and in which style, and what is to be said of that."""
        params, is_here = new.params, new.params.edit_kind == PIXELS
        chosen = HERE if is_here else await self._painter(params, context, files, providers)
        style, style_note = (params.style, None) if is_here else await self._style(params, context)
        resolved = replace(
            params,
            style=style,
            provider=chosen.name,
            only=demands(providers, params),
            repeats=False,
            priority=_priority(params.priority, context.actor),
            count=1,
        )
        notes = (*new.notes, *chosen.notes, _priority_note(params.priority, context.actor), style_note)
        told = tuple(dict.fromkeys(note for note in notes if note))
        return replace(new, params=resolved, notes=told, cost=chosen.cost, payer=chosen.payer)

    async def _painter(
        self, params: GenerationParams, context: SessionContext, files: int, providers: Providers
    ) -> Painter:
        """Return who is asked first."""
        needs = needs_of(params, files)
        wanted, model_note = with_known_model(providers, params)
        named = wanted or default_provider(providers, context.settings, params, files)
        if named and not wanted:
            model_note = told_if_gone(providers, context.settings.provider or "")
        choice = providers.choose(named, needs, only=demands(providers, params))
        is_wanted = wanted is not None and choice.provider is providers.get(wanted)
        payable = await self._budget.afford(choice, context, needs, providers, count=params.count, is_wanted=is_wanted)
        if payable is not choice:
            notes = (model_note, choice.note, payable.note)
            return Painter.of(payable.provider, reference_of(payable.provider), notes)
        # As it is spelled here, where it was typed in other letters.
        spelled = named and choice.provider is providers.get(named)
        name = reference_of(choice.provider) if spelled else named
        return Painter.of(choice.provider, name, (model_note, choice.note))

    async def _style(self, params: GenerationParams, context: SessionContext) -> tuple[str | None, str | None]:
        """Return the id of the style that an image will have, and what is to be said where another was asked for."""
        style, locked = None, context.locked
        try:
            style = await self._styles.find(context.actor.session_id, params.style)
        except RefusedError:
            if not params.repeats:
                raise
            if locked is None:
                gone = (params.style or "").replace("_", " ").title()
                return None, N_("The style “{style}” is gone from this table; the artist chooses.").format(style=gone)
        if locked is None:
            return style.style.id if style else None, None
        if style is None or style.style.id == locked.style.id:
            return locked.style.id, None
        return locked.style.id, N_("This table paints everything as {style}.").format(style=locked.style.name)


def _joined(new: NewRequest, first: NewRequest) -> NewRequest:
    """Return a request as part of the batch of a first one, for which alone the GM is asked."""
    if new is first:
        return replace(new, batch_id=new.id)
    return replace(new, id=str(uuid4()), batch_id=first.id, review_channel=None)


def _known_to(params: GenerationParams, actor: Actor) -> GenerationParams:
    """Return what is asked for again without the words that hold a secret character's looks, for who may not know."""
    tells = params.exact and not actor.sees_secrets and any(figure.secret for figure in params.cast)
    return replace(params, exact=None, negative="") if tells else params


def _priority(wanted: int, actor: Actor) -> int:
    """Return what was asked for, as far as it counts, or what the GM has given, if that is more."""
    bounded = min(max(wanted, 1), 3)
    counts = 2 if bounded == 3 and actor.role != GM else bounded
    return max(counts, actor.priority)


def _priority_note(wanted: int, actor: Actor) -> str | None:
    lesser = wanted >= 3 and actor.role != GM and actor.priority < 3
    return N_("Priority 3 is the GM's; yours counts as 2.") if lesser else None
