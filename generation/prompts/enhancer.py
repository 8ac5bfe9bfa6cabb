"""The enhancer: a language model where there is one and it answers well and in time, the rules otherwise."""

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from generation.clock import now
from generation.i18n import N_
from generation.moderation.verdict import Action, Rules, Verdict
from generation.prompts.llm.answer import Flaw, UnusableError, read_answer
from generation.prompts.llm.client import LanguageModel
from generation.prompts.llm.cooldown import Cooldown
from generation.prompts.llm.instructions import VERSION
from generation.prompts.rules.enhance import enhance
from generation.prompts.rules.style_suffix import limits_before_style, with_locked_style
from generation.prompts.values import EnhancedPrompt, EnhancementInput, Limits
from generation.reading.kept_terms import kept_terms
from storage.errors import StorageError
from storage.prompt_cache import PromptCache
from storage.tasks import spawn

log = logging.getLogger(__name__)

Judge = Callable[[str, Rules], Verdict]

#: How long a picture waits for the model, in seconds: the call, a second one without schema, and the SDK's import.
DEADLINE = 8.0

_DOWN = frozenset({Flaw.LATE, Flaw.UNREACHABLE})
_NOTES = {
    Flaw.LATE: N_("The language model did not answer in time; enhanced by rules."),
    Flaw.UNREACHABLE: N_("The language model cannot be reached; enhanced by rules."),
    Flaw.RESTING: N_("The language model rests for a minute after failures; enhanced by rules."),
    Flaw.WORDLESS: N_("The description has no word that a language model must keep; enhanced by rules."),
    Flaw.REFUSED: N_("The language model declined to describe this; enhanced by rules."),
    Flaw.DROPPED: N_("The language model left out some of your words; enhanced by rules."),
    Flaw.NEGATED: N_("The language model added what you excluded; enhanced by rules."),
    Flaw.NOT_ALLOWED: N_("The language model's text is not allowed in this session; enhanced by rules."),
}
_UNUSABLE = N_("The language model's answer could not be used; enhanced by rules.")


class Enhancer:
    """Return the text that a provider is sent for a description, whatever fails at the language model.

    A model's answers are cached by all that shaped them, and judged anew each time by the rules of the session that
    they are for. The seed is not part of the key: another seed wants another composition, not another text.
    """

    def __init__(
        self,
        model: LanguageModel | None,
        store: PromptCache,
        judge: Judge,
        *,
        deadline: float = DEADLINE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._store = store
        self._judge = judge
        self._deadline = deadline
        self._cooldown = Cooldown(clock)
        self._asking: dict[str, asyncio.Task[EnhancedPrompt | Flaw]] = {}

    async def enhance(self, given: EnhancementInput, rules: Rules) -> EnhancedPrompt:
        """Return the enhanced text; `note` says why it is not the language model's where one is set up."""
        if self._model is None:
            return await asyncio.to_thread(enhance, given)
        key = _key(given, self._model.name)
        made = await self._remembered(key) or await self._ask_once(self._model, key, given, rules)
        if isinstance(made, EnhancedPrompt) and not await asyncio.to_thread(self._allows, made, rules):
            made = Flaw.NOT_ALLOWED
        if isinstance(made, EnhancedPrompt):
            return made
        return replace(await asyncio.to_thread(enhance, given), note=_NOTES.get(made, _UNUSABLE))

    def use_key(self, api_key: str) -> bool:
        """Send the language model's server another key from the next call on; False where none is set up."""
        if self._model is not None:
            self._model.use_key(api_key)
        return self._model is not None

    async def aclose(self) -> None:
        """Cancel the calls that are under way, and close the connections."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        if self._model is not None:
            await self._model.aclose()

    async def _ask_once(
        self, model: LanguageModel, key: str, given: EnhancementInput, rules: Rules
    ) -> EnhancedPrompt | Flaw:
        """Ask the model once for all who want the same text at the time; a cancelled caller does not end the call."""
        has_terms = bool(await asyncio.to_thread(kept_terms, given.text))
        task = self._asking.get(key)
        if task is None:
            if not has_terms:
                # A model that no word can be held against could be led anywhere by its input.
                return Flaw.WORDLESS
            if not self._cooldown.may_ask():
                return Flaw.RESTING
            task = spawn(self._ask_and_cache(model, key, given, rules), "enhancing by the language model")
            self._asking[key] = task
            task.add_done_callback(lambda _: self._asking.pop(key, None))
        return await asyncio.shield(task)

    async def _ask_and_cache(
        self, model: LanguageModel, key: str, given: EnhancementInput, rules: Rules
    ) -> EnhancedPrompt | Flaw:
        made = await self._ask_model(model, given)
        if made in _DOWN:
            self._cooldown.failed()
        else:
            self._cooldown.answered()
        if isinstance(made, EnhancedPrompt) and await asyncio.to_thread(self._allows, made, rules):
            await self._remember(key, given.typed or given.text, made)
        return made

    async def _ask_model(self, model: LanguageModel, given: EnhancementInput) -> EnhancedPrompt | Flaw:
        try:
            room = limits_before_style(given)
            async with asyncio.timeout(self._deadline):
                answer = await model.ask(given, room)
            return await asyncio.to_thread(_read, answer, given, room)
        except TimeoutError:
            flaw = Flaw.LATE
        except UnusableError as error:
            flaw = error.flaw
        except Exception:  # whatever it is, the picture must not fail of it
            log.exception("A language model's answer met an error of the bot's own.")
            flaw = Flaw.UNREADABLE
        log.info("A language model's answer was not used: %s.", flaw)
        return flaw

    def _allows(self, enhanced: EnhancedPrompt, rules: Rules) -> bool:
        """Tell whether moderation lets a text pass as it is; what is to be avoided is not judged."""
        return all(self._judge(text, rules).action is Action.ALLOW for text in (enhanced.prompt, enhanced.alt_text))

    async def _remembered(self, key: str) -> EnhancedPrompt | None:
        try:
            text = await self._store.get(key, now())
            return _prompt_adapter().validate_json(text) if text else None
        except (StorageError, ValidationError) as error:
            log.warning("An enhanced text could not be looked up (%s).", type(error).__name__)
            return None

    async def _remember(self, key: str, description: str, enhanced: EnhancedPrompt) -> None:
        try:
            await self._store.put(key, description, _prompt_adapter().dump_json(enhanced).decode(), now())
        except StorageError as error:
            log.warning("An enhanced text could not be kept: %s", error)


def _read(answer: str, given: EnhancementInput, room: Limits) -> EnhancedPrompt:
    return with_locked_style(read_answer(answer, given, room, enhance(given)), given)


@cache
def _prompt_adapter() -> TypeAdapter[EnhancedPrompt]:
    return TypeAdapter(EnhancedPrompt)


def _key(given: EnhancementInput, model: str) -> str:
    """Return a hash of all that shapes a model's answer and what is made of it."""
    shaped = asdict(given) | {"seed": None, "model": model, "version": VERSION}
    return hashlib.sha256(json.dumps(shaped, sort_keys=True).encode()).hexdigest()
