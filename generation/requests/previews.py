"""Previews: what would be sent to a provider, shown before anything is spent on it."""

from dataclasses import dataclass, replace

from generation.errors import NotFoundError
from generation.i18n import _
from generation.prompts.text import clean_prompt
from generation.prompts.values import EXACT, EnhancedPrompt
from generation.prompts.writer import PromptWriter
from generation.providers.base import ImageProvider
from generation.providers.registry import Needs, Providers
from generation.requests.drafts import Draft, Drafts
from generation.requests.params import GenerationParams
from generation.requests.validate import RequestValidator
from generation.sessions.permissions import Actor
from storage.records import NewRequest

#: Previews are made without a request, whose id would give the seed.
SEED = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft with the text that was made of it, who would paint it and in which look, and what is to be known."""

    draft: Draft
    crafted: EnhancedPrompt
    provider: ImageProvider
    style: str | None
    notes: tuple[str, ...] = ()


class Previews:
    """Show what would be sent, take changes, and hand over what is to be submitted."""

    def __init__(self, validator: RequestValidator, writer: PromptWriter, drafts: Drafts, providers: Providers) -> None:
        self._validator = validator
        self._writer = writer
        self._drafts = drafts
        self._providers = providers

    async def show(self, params: GenerationParams, actor: Actor) -> Preview:
        """Return what would be sent for a request, and keep it.

        Raises:
            RefusedError: it would be refused; nothing is kept.

        """
        new, _settings = await self._validator.prepare(params, actor)
        provider = self._provider(params, new)
        context = await self._writer.context(actor.session_id, new.preferences.style)
        seed = SEED if params.seed is None else params.seed
        crafted = await self._writer.preview(new.context, new.request_type, new.preferences, context, provider, seed)
        # Clean now: what is sent is cleaned, and is to be what was shown.
        crafted = replace(crafted, prompt=clean_prompt(crafted.prompt))
        draft = await self._drafts.save(replace(params, prompt=new.context), actor, crafted)
        return Preview(draft, crafted, provider, context.shown, _notes(new))

    async def amend(self, draft_id: str, actor: Actor, *, prompt: str, negative: str) -> Preview:
        """Put other words into a preview: they are sent as they stand, in the campaign's locked look.

        Raises:
            NotFoundError: there is no such draft of the person's.
            RefusedError: the words would be refused; the draft stays as it was.

        """
        draft = await self._drafts.get(draft_id, actor)
        before = _crafted(draft)
        words = replace(draft.params, exact=clean_prompt(prompt), negative=negative.strip())
        new, _settings = await self._validator.prepare(words, actor)
        sent = new.preferences
        provider = self._provider(draft.params, new)
        context = await self._writer.context(actor.session_id, new.preferences.style)
        crafted = replace(before, prompt=sent.exact or "", negative=sent.negative, added=(), source=EXACT, note="")
        crafted = self._writer.dressed(crafted, context, provider)
        changed = await self._drafts.change(draft_id, actor, params=draft.params, crafted=crafted)
        return Preview(changed, crafted, provider, context.shown, _notes(new))

    async def to_send(self, draft_id: str, actor: Actor) -> GenerationParams:
        """Return the request that sends exactly the text that was shown.

        Raises:
            NotFoundError: there is no such draft of the person's.

        """
        draft = await self._drafts.get(draft_id, actor)
        crafted = draft.crafted
        if crafted is None:
            return draft.params
        return replace(draft.params, type=crafted.type, exact=crafted.prompt, negative=crafted.negative)

    async def get(self, draft_id: str, actor: Actor) -> Draft:
        """Return a draft of the person's.

        Raises:
            NotFoundError: there is none.

        """
        return await self._drafts.get(draft_id, actor)

    async def keep(self, params: GenerationParams, actor: Actor) -> Draft:
        """Keep a request that is not sent yet, such as other words that were offered for a refused one.

        Raises:
            RefusedError: it holds reference pictures.

        """
        return await self._drafts.save(params, actor)

    async def drop(self, draft_id: str, actor: Actor) -> None:
        """Forget a draft: it was sent, or is not wanted.

        Raises:
            NotFoundError: there is none.

        """
        await self._drafts.take(draft_id, actor)

    def _provider(self, params: GenerationParams, new: NewRequest) -> ImageProvider:
        """Return who would be asked first."""
        wishes = new.preferences
        needs = Needs(wishes.width, wishes.height, len(params.references), wishes.edit_kind)
        return self._providers.choose(wishes.provider, needs, only=wishes.only).provider


def _notes(new: NewRequest) -> tuple[str, ...]:
    return tuple(note for note in (*new.notes, new.held_reason) if note)


def _crafted(draft: Draft) -> EnhancedPrompt:
    if draft.crafted is None:
        raise NotFoundError(_("There is no text in this draft to be changed."))
    return draft.crafted
