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
from generation.prompts.llm.cooldown import Patience
from generation.prompts.llm.instructions import VERSION
from generation.prompts.reading.terms import kept_terms
from generation.prompts.rules.enhance import enhance
from generation.prompts.rules.style_suffix import room_for, with_look
from generation.prompts.values import EnhancedPrompt, EnhancementInput
from storage.errors import StorageError
from storage.prompt_cache import PromptCache

log = logging.getLogger(__name__)

Judge = Callable[[str, Rules], Verdict]

#: How long a picture waits for the model, in seconds: the call, a second one without schema, and the SDK's import.
DEADLINE = 8.0

_DOWN = frozenset({Flaw.LATE, Flaw.UNREACHABLE})
_NOTES = {
    Flaw.LATE: N_("The language model did not answer in time; enhanced by rules."),
    Flaw.UNREACHABLE: N_("The language model cannot be reached; enhanced by rules."),
    Flaw.RESTING: N_("The language model is left alone for a minute after failures; enhanced by rules."),
    Flaw.WORDLESS: N_("The description has no word that a language model must keep; enhanced by rules."),
    Flaw.REFUSED: N_("The language model declined to describe this; enhanced by rules."),
    Flaw.DROPPED: N_("The language model left out some of your words; enhanced by rules."),
    Flaw.NEGATED: N_("The language model added what you excluded; enhanced by rules."),
    Flaw.NOT_ALLOWED: N_("The language model's text is not allowed in this session; enhanced by rules."),
}
_UNUSABLE = N_("The language model's answer could not be used; enhanced by rules.")


class Enhancer:
    """Turn wishes into the texts that are sent; never in a way that a picture fails of.

    What a model has made is remembered by all that shaped it, and judged anew each time by the rules of the session
    that it is for. The seed shapes nothing: painting again wants another composition, not another text.
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
        self._patience = Patience(clock)
        self._asking: dict[str, asyncio.Task[EnhancedPrompt | Flaw]] = {}

    async def craft(self, wish: EnhancementInput, rules: Rules) -> EnhancedPrompt:
        """Return the text for a wish; `note` says why it is not the language model's where one is set up."""
        if self._model is None:
            return await asyncio.to_thread(enhance, wish)
        key = _key(wish, self._model.name)
        made = await self._remembered(key) or await self._asked(self._model, key, wish, rules)
        if isinstance(made, EnhancedPrompt) and not await asyncio.to_thread(self._allows, made, rules):
            made = Flaw.NOT_ALLOWED
        if isinstance(made, EnhancedPrompt):
            return made
        return replace(await asyncio.to_thread(enhance, wish), note=_NOTES.get(made, _UNUSABLE))

    async def aclose(self) -> None:
        """Give up what is still being asked, and close the connections."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        if self._model is not None:
            await self._model.aclose()

    async def _asked(
        self, model: LanguageModel, key: str, wish: EnhancementInput, rules: Rules
    ) -> EnhancedPrompt | Flaw:
        """Ask the model, or wait with whoever has asked it the same already; one who leaves takes nobody along."""
        has_terms = bool(await asyncio.to_thread(kept_terms, wish.text))
        task = self._asking.get(key)
        if task is None:
            if not has_terms:
                # A model that no word can be held against could be led anywhere by what it is told.
                return Flaw.WORDLESS
            if not self._patience.admits():
                return Flaw.RESTING
            task = asyncio.create_task(self._ask(model, key, wish, rules), name="enhance")
            self._asking[key] = task
            task.add_done_callback(lambda _: self._asking.pop(key, None))
        return await asyncio.shield(task)

    async def _ask(self, model: LanguageModel, key: str, wish: EnhancementInput, rules: Rules) -> EnhancedPrompt | Flaw:
        made = await self._answered(model, wish)
        if made in _DOWN:
            self._patience.failed()
        else:
            self._patience.answered()
        if isinstance(made, EnhancedPrompt) and await asyncio.to_thread(self._allows, made, rules):
            await self._remember(key, made)
        return made

    async def _answered(self, model: LanguageModel, wish: EnhancementInput) -> EnhancedPrompt | Flaw:
        try:
            room = room_for(wish)
            async with asyncio.timeout(self._deadline):
                answer = await model.ask(wish, room)
            return await asyncio.to_thread(lambda: with_look(read_answer(answer, wish, room, enhance(wish)), wish))
        except TimeoutError:
            flaw = Flaw.LATE
        except UnusableError as error:
            flaw = error.flaw
        except Exception:  # whatever it is, the picture must not fail of it
            log.exception("A language model's answer met an error of the bot's own.")
            flaw = Flaw.UNREADABLE
        log.info("A language model's answer was not used: %s.", flaw)
        return flaw

    def _allows(self, crafted: EnhancedPrompt, rules: Rules) -> bool:
        """Tell whether moderation lets a text pass as it is; what is to be avoided is not judged."""
        return all(self._judge(text, rules).action is Action.ALLOW for text in (crafted.prompt, crafted.alt_text))

    async def _remembered(self, key: str) -> EnhancedPrompt | None:
        try:
            text = await self._store.get(key, now())
            return _crafts().validate_json(text) if text else None
        except (StorageError, ValidationError) as error:
            log.warning("An enhanced text could not be looked up (%s).", type(error).__name__)
            return None

    async def _remember(self, key: str, crafted: EnhancedPrompt) -> None:
        try:
            await self._store.put(key, _crafts().dump_json(crafted).decode(), now())
        except StorageError as error:
            log.warning("An enhanced text could not be kept: %s", error.sentence)


@cache
def _crafts() -> TypeAdapter[EnhancedPrompt]:
    return TypeAdapter(EnhancedPrompt)


def _key(wish: EnhancementInput, model: str) -> str:
    """Return a hash of all that shapes a model's answer and what is made of it."""
    shaped = asdict(wish) | {"seed": None, "model": model, "version": VERSION}
    return hashlib.sha256(json.dumps(shaped, sort_keys=True).encode()).hexdigest()
