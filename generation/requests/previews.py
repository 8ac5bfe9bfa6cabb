"""Previews: what would be sent to a provider, shown before anything is spent on it."""

from dataclasses import dataclass, replace

from generation.errors import NotFoundError, RefusedError
from generation.guild_keys.guild_providers import GuildProviders
from generation.i18n import _
from generation.prompts.text import clean_prompt
from generation.prompts.values import EXACT, EnhancedPrompt
from generation.prompts.writer import PromptWriter
from generation.providers.base import ImageProvider
from generation.requests.drafts import Draft, Drafts
from generation.requests.params import needs_of
from generation.requests.validate import RequestValidator
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Actor
from generation.sessions.styles import TableStyles
from storage.params import GenerationParams
from storage.records import NewRequest

#: Previews are made without a request, whose id would give the seed.
SEED = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft with the text that was made of it, who would paint it and in which look, and what is to be known."""

    draft: Draft
    enhanced: EnhancedPrompt
    provider: ImageProvider
    style: str | None
    notes: tuple[str, ...] = ()


class Previews:
    """Show what would be sent, take changes, and hand over what is to be submitted."""

    def __init__(
        self,
        validator: RequestValidator,
        writer: PromptWriter,
        drafts: Drafts,
        providers: GuildProviders,
        styles: TableStyles,
    ) -> None:
        self._styles = styles
        self._validator = validator
        self._writer = writer
        self._drafts = drafts
        self._providers = providers

    async def show(self, params: GenerationParams, context: SessionContext, *, files: int = 0) -> Preview:
        """Return what would be sent for a request, and keep it as a draft.

        Raises:
            RefusedError: it would be refused, or image files come with it; nothing is kept, and no model was asked.

        """
        if files:
            raise RefusedError(_("Reference pictures are not kept with a preview. Give them with /image generate."))
        new = await self._validator.prepare(params, context)
        provider = await self._provider(new.params, context)
        context = await self._with_style(context, new)
        seed = SEED if params.seed is None else params.seed
        enhanced = await self._writer.enhance(new.params, context, provider, seed)
        # Clean now: what is sent is cleaned, and is to be what was shown.
        enhanced = replace(enhanced, prompt=clean_prompt(enhanced.prompt))
        draft = await self._drafts.save(
            replace(params, prompt=new.params.prompt, cast=new.params.cast), context.actor, enhanced
        )
        return Preview(draft, enhanced, provider, context.shown, _notes(new))

    async def amend(self, draft_id: str, context: SessionContext, *, prompt: str, negative: str) -> Preview:
        """Put other words into a preview: they are sent as they stand, in the campaign's locked look.

        Raises:
            NotFoundError: there is no such draft of the person's.
            RefusedError: the words would be refused; the draft stays as it was.

        """
        draft = await self._drafts.get(draft_id, context.actor)
        before = _enhanced(draft)
        words = replace(draft.params, repeats=True, exact=clean_prompt(prompt), negative=negative.strip())
        new = await self._validator.prepare(words, context)
        sent = new.params
        provider = await self._provider(sent, context)
        context = await self._with_style(context, new)
        enhanced = replace(before, prompt=sent.exact or "", negative=sent.negative, added=(), source=EXACT, note="")
        enhanced = self._writer.with_locked_style(enhanced, context, provider)
        changed = await self._drafts.change(draft_id, context.actor, params=draft.params, enhanced=enhanced)
        return Preview(changed, enhanced, provider, context.shown, _notes(new))

    async def to_send(self, draft_id: str, actor: Actor) -> GenerationParams:
        """Return the request that sends exactly the text that was shown.

        Raises:
            NotFoundError: there is no such draft of the person's.

        """
        draft = await self._drafts.get(draft_id, actor)
        enhanced = draft.enhanced
        if enhanced is None:
            return replace(draft.params, repeats=True)
        return replace(
            draft.params, repeats=True, type=enhanced.type, exact=enhanced.prompt, negative=enhanced.negative
        )

    async def get(self, draft_id: str, actor: Actor) -> Draft:
        """Return a draft of the person's.

        Raises:
            NotFoundError: there is none.

        """
        return await self._drafts.get(draft_id, actor)

    async def keep(self, params: GenerationParams, actor: Actor) -> Draft:
        """Keep a request that is not sent yet, such as other words that were offered for a refused one."""
        return await self._drafts.save(params, actor)

    async def drop(self, draft_id: str, actor: Actor) -> None:
        """Forget a draft: it was sent, or is not wanted.

        Raises:
            NotFoundError: there is none.

        """
        await self._drafts.take(draft_id, actor)

    async def forget_old(self) -> int:
        """Forget the drafts that are older than a day and return how many that were."""
        return await self._drafts.forget_old()

    async def _provider(self, params: GenerationParams, context: SessionContext) -> ImageProvider:
        """Return the provider that would be asked first."""
        providers = await self._providers.of(context.session.guild_id)
        return providers.choose(params.provider, needs_of(params), only=params.only).provider

    async def _with_style(self, context: SessionContext, new: NewRequest) -> SessionContext:
        return context.with_style(await self._styles.stored(context.session.id, new.params.style))


def _notes(new: NewRequest) -> tuple[str, ...]:
    return tuple(note for note in (*new.notes, new.held_reason) if note)


def _enhanced(draft: Draft) -> EnhancedPrompt:
    if draft.enhanced is None:
        raise NotFoundError(_("There is no text in this draft to change."))
    return draft.enhanced
