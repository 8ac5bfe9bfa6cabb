"""The prompt that each provider is sent for a request, and moderation by the remote service before and after it."""

import asyncio
import logging
from dataclasses import replace
from itertools import chain

from generation.cast.wording import described
from generation.errors import CONTENT_REFUSED, FinalError, HeldError
from generation.i18n import N_
from generation.moderation.avoided import read_avoided
from generation.moderation.moderator import dressed, judge
from generation.moderation.remote import RemoteModeration
from generation.moderation.verdict import Action, Rules, Verdict
from generation.prompts.enhancer import Enhancer
from generation.prompts.portraits import with_portraits
from generation.prompts.rules.enhance import enhance as enhance_by_rules
from generation.prompts.rules.fitting import cut
from generation.prompts.rules.glosses import without_slurs
from generation.prompts.rules.players_words import players_words
from generation.prompts.rules.style_suffix import with_locked_style
from generation.prompts.text import LONGEST, TYPES
from generation.prompts.values import EXACT, FALLBACK, MODEL, EnhancedPrompt, EnhancementInput, Limits
from generation.providers.base import Capabilities, ImageProvider, ProviderRequest
from generation.sessions.context import SessionContext
from generation.sessions.settings import OPEN
from generation.sessions.styles import TableStyle
from generation.styles.catalogue import Style
from storage.params import GenerationParams
from storage.records import Request

log = logging.getLogger(__name__)

#: The kind of edit that makes an image of the same description, a little different.
VARY = "vary"

_IN_DOUBT = N_("Moderation could not be asked, and the words alone leave a doubt; the GM decides.")
_NOT_SHOWN = N_("The picture that came is not shown here. {reason}")
_NOT_SEEN = N_(
    "The picture that came may show what the GM has to see first, so it is not shown. Ask the GM to have it painted, "
    "or say it in other words."
)
#: Steps to other seeds whose additions are tried before none are made.
_OTHER_SEEDS = range(1, 6)
_BARE = N_("What would have been added is not painted at this table; only your own words are used.")
_BY_RULES = N_("The language model's text is not allowed in this session; enhanced by rules.")


class PromptWriter:
    """Write what providers are sent; `remote` is None where no moderation service is set up."""

    def __init__(self, enhancer: Enhancer, remote: RemoteModeration | None) -> None:
        self._enhancer = enhancer
        self._remote = remote

    async def moderate_prompt(self, request: Request, context: SessionContext) -> None:
        """Ask the moderation service about a description before anything is spent on it.

        Raises:
            FinalError: no image may be made of it.
            HeldError: the GM has to see it first.

        """
        if self._remote is None:
            return
        text, negative = _described(request.params), request.params.negative
        verdict = await self._remote.judge_text(_whole(text, negative), context.rules)
        if verdict is None:
            local = await asyncio.to_thread(judge, text, context.rules, negative)
            if local.in_doubt and _needs_review(request, context):
                raise HeldError(_IN_DOUBT)
            return
        if verdict.action is Action.BLOCK:
            raise FinalError(CONTENT_REFUSED, verdict.reason)
        if verdict.action is Action.REVIEW and _needs_review(request, context):
            raise HeldError(verdict.reason)

    async def write(
        self, request: Request, context: SessionContext, provider_request: ProviderRequest, provider: ImageProvider
    ) -> tuple[ProviderRequest, tuple[str, ...]]:
        """Return what one provider is sent, as moderation lets it pass, and what the requester is to be told of it.

        Raises:
            FinalError: no image may be made of what came of it.

        """
        provider_request, portrait_note = with_portraits(provider_request, provider)
        params, seed = request.params, provider_request.seed
        enhanced = await self.enhance(params, context, provider, seed)
        verdict = await self._judge(enhanced, context.rules)
        if enhanced.source == MODEL and verdict.action >= Action.REVIEW:
            log.info("request %s: what the language model wrote was not let pass; enhanced by rules", request.id)
            enhanced = await self._enhance_by_rules(_input(params, context, provider, seed), context.rules)
            enhanced = await asyncio.to_thread(_dressed, enhanced, params)
            verdict = await self._judge(enhanced, context.rules)
        if verdict.action is Action.BLOCK:
            raise FinalError(CONTENT_REFUSED, verdict.reason)
        text, notes = enhanced.prompt, [enhanced.note, portrait_note]
        if verdict.action is Action.SOFTEN:
            text, notes = cut(verdict.text, limits_of(provider)), [*notes, verdict.reason]
        alt_text = enhanced.alt_text or provider_request.alt_text
        given = _input(params, context, provider, seed)
        own = await asyncio.to_thread(_own_words, _described(params, looks=False), given, context.rules)
        sent = replace(
            provider_request,
            prompt=text,
            negative=enhanced.negative,
            alt_text=alt_text,
            description=own,
        )
        return sent, tuple(note for note in notes if note)

    async def enhance(
        self, params: GenerationParams, context: SessionContext, provider: ImageProvider, seed: int
    ) -> EnhancedPrompt:
        """Return the prompt that a provider is sent for what somebody asks for, before remote moderation."""
        enhanced = await self._enhanced(params, context, provider, seed)
        return await asyncio.to_thread(_dressed, enhanced, params)

    async def _enhanced(
        self, params: GenerationParams, context: SessionContext, provider: ImageProvider, seed: int
    ) -> EnhancedPrompt:
        type_ = params.type or TYPES[0]
        if params.exact is not None:
            return EnhancedPrompt(type_, _described(params), params.negative, (), (), "", EXACT)
        if params.edit_kind not in {None, VARY}:
            # An instruction: "make it night" is no scene to be described.
            return EnhancedPrompt(type_, _described(params), params.negative, (), (), "", EXACT)
        input_ = _input(params, context, provider, seed)
        return await asyncio.to_thread(
            _within_rules, await self._enhancer.enhance(input_, context.rules), input_, context.rules
        )

    def with_locked_style(
        self, enhanced: EnhancedPrompt, context: SessionContext, provider: ImageProvider
    ) -> EnhancedPrompt:
        """Append the session's locked style to a prompt that somebody has changed, where it is not there any more."""
        described = GenerationParams(enhanced.prompt, enhanced.type)
        return with_locked_style(enhanced, _input(described, context, provider, 0))

    async def _enhance_by_rules(self, input_: EnhancementInput, rules: Rules) -> EnhancedPrompt:
        enhanced = await asyncio.to_thread(
            _within_rules, await asyncio.to_thread(enhance_by_rules, input_), input_, rules
        )
        return replace(enhanced, note=enhanced.note or _BY_RULES)

    async def _judge(self, enhanced: EnhancedPrompt, rules: Rules) -> Verdict:
        """Judge a prompt on this machine, and by the moderation service where it answers: the stricter verdict."""
        local = await asyncio.to_thread(judge, enhanced.prompt, rules, enhanced.negative)
        remote = await self._remote.judge_text(enhanced.prompt, rules) if self._remote else None
        return remote if remote is not None and remote.action > local.action else local

    async def moderate_image(self, request: Request, context: SessionContext, image: bytes) -> None:
        """Ask the moderation service about an image file before anybody sees it.

        Raises:
            FinalError: it must not be shown.

        """
        if self._remote is None:
            return
        verdict = await self._remote.judge_image(image, context.rules)
        if verdict is None:
            return
        if verdict.action is Action.BLOCK:
            raise FinalError(CONTENT_REFUSED, _NOT_SHOWN.format(reason=verdict.reason))
        if verdict.action is Action.REVIEW and _needs_review(request, context):
            raise FinalError(CONTENT_REFUSED, _NOT_SEEN)


def _own_words(text: str, given: EnhancementInput, rules: Rules) -> str:
    """Return the player's part of a text as moderation lets it be shown: it may be set into the picture."""
    own = without_slurs(players_words(text, given))
    verdict = judge(own, rules)
    return verdict.text if verdict.action is Action.SOFTEN else own


def _dressed(enhanced: EnhancedPrompt, params: GenerationParams) -> EnhancedPrompt:
    """Return a prompt whose negative names no clothing where a minor may be shown.

    "A girl, no jacket" is "a girl" without "jacket" for providers with a negative prompt, and must not become that.
    """
    asked = f"{params.prompt}\n{_described(params)}\n{enhanced.prompt}"
    return replace(enhanced, negative=dressed(asked, enhanced.negative))


def _whole(text: str, negative: str) -> str:
    """Return a description with what is to be avoided, where that changes who is shown or what they wear."""
    return f"{text}\nNot in the picture: {negative}" if read_avoided(negative) else text


def _within_rules(enhanced: EnhancedPrompt, input_: EnhancementInput, rules: Rules) -> EnhancedPrompt:
    """Return a prompt to which nothing was added that a rule of the session forbids; at worst the bare description.

    A style's negative text counts, too: without grown-ups an elf is a child.
    """
    strictest = judge(input_.text, rules).action
    others = (
        replace(enhance_by_rules(replace(input_, seed=input_.seed + step)), note=enhanced.note) for step in _OTHER_SEEDS
    )
    for each in chain((enhanced,), others):
        fitting = replace(each, negative=dressed(f"{input_.text}\n{each.prompt}", each.negative))
        if judge(fitting.prompt, rules, fitting.negative).action <= strictest:
            return fitting
    return replace(enhanced, prompt=cut(input_.text, input_.limits), negative="", added=(), source=FALLBACK, note=_BARE)


def limits_of(provider: ImageProvider) -> Limits:
    """Return what a provider takes; never more than a description may have, so that what was shown can be sent."""
    can: Capabilities = provider.capabilities
    return Limits(provider.name, min(can.max_prompt, LONGEST), can.clip_tokens, can.negative)


def _input(params: GenerationParams, context: SessionContext, provider: ImageProvider, seed: int) -> EnhancementInput:
    return EnhancementInput(
        described(params.prompt, params.cast),
        limits_of(provider),
        type=params.type,
        style=_style(context.style),
        locked=_style(context.locked),
        seed=seed,
        setting=context.settings.setting,
        premise=context.settings.premise,
        typed=params.prompt,
    )


def _described(params: GenerationParams, *, looks: bool = True) -> str:
    """Return the text that counts, with what the cast are in place of their names."""
    return described(params.exact or params.prompt, params.cast, looks=looks)


def _style(found: TableStyle | None) -> Style | None:
    return found.style if found else None


def _needs_review(request: Request, context: SessionContext) -> bool:
    """Tell whether a doubt holds a request for the GM: not what the GM has asked for or has let pass."""
    return request.approved_by is None and context.settings.approval != OPEN
