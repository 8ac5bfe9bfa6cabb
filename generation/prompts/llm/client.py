"""A language model behind a chat endpoint of OpenAI's shape: OpenAI itself, or a server of one's own.

The strict JSON schema is understood by OpenAI, llama.cpp, Ollama, vLLM and LM Studio; a server that answers 400 to it
is asked for `json_object`, which all but LM Studio take. Further options are not sent, for some model refuses each.
"""

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

from generation.i18n import N_
from generation.prompts.llm.answer import SCHEMA, Flaw, UnusableError
from generation.prompts.llm.instructions import system_prompt, user_message
from generation.prompts.values import EnhancementInput, Limits
from generation.providers.http.address import parse_address

if TYPE_CHECKING:
    from openai import AsyncOpenAI

log = logging.getLogger(__name__)

#: An answer is a few hundred words; what is longer than this many bytes is none.
MAX_ANSWER = 256 * 1024
_STRICT = {"type": "json_schema", "json_schema": {"name": "picture_text", "strict": True, "schema": SCHEMA}}
_LOOSE = {"type": "json_object"}
_NOT_UNDERSTOOD = frozenset({400, 422})


class LanguageModel:
    """One model of one server. It has no tools, and is told nothing but the rules, the look and the description."""

    def __init__(self, base_url: str, model: str, api_key: str = "") -> None:
        """Take where the server is (`base_url` with its `/v1`) and what it calls the model; a key is rarely needed.

        Raises:
            ValueError: it is no address of a web server.

        """
        self.name = model
        self._address = parse_address(N_("the language model"), base_url)
        self._api_key = api_key
        self._format: dict[str, Any] = _STRICT
        self._client: AsyncOpenAI | None = None
        #: Those with a former key, whose calls may be under way.
        self._former: list[AsyncOpenAI] = []
        self._opening = asyncio.Lock()

    async def ask(self, given: EnhancementInput, room: Limits) -> str:
        """Return what the model answers, unread; `room` is what its text may take up.

        Nothing is tried again: a picture waits for it.

        Raises:
            UnusableError: there is no answer.

        """
        messages = [
            {"role": "system", "content": system_prompt(given, room)},
            {"role": "user", "content": user_message(given)},
        ]
        status, body = await self._post(messages, self._format)
        if status in _NOT_UNDERSTOOD and self._format is _STRICT:
            status, body = await self._post(messages, _LOOSE)
            if status == 200:
                self._format = _LOOSE
        if status != 200:
            # Without its words: OpenAI quotes parts of the key.
            log.warning("The language model's server answered %s.", status)
            # What it does not take may be this description alone: that does not count as being down.
            raise UnusableError(Flaw.UNREADABLE if status in _NOT_UNDERSTOOD else Flaw.UNREACHABLE)
        return _content(body)

    def use_key(self, api_key: str) -> None:
        """Send another key from the next call on; calls that are under way end with the one that they have."""
        self._api_key = api_key
        if self._client is not None:
            self._former.append(self._client)
            self._client = None

    async def aclose(self) -> None:
        """Close the connections."""
        for client in (*self._former, *([self._client] if self._client else [])):
            await client.close()

    async def _post(self, messages: list[dict[str, str]], wanted: dict[str, Any]) -> tuple[int, bytes]:
        """Return status and body of the server's answer."""
        client = await self._open()
        import httpx2  # noqa: PLC0415  # with the SDK, as below
        import openai  # noqa: PLC0415  # as below

        chat: Any = client.chat.completions.with_streaming_response
        try:
            async with chat.create(model=self.name, messages=messages, response_format=wanted) as response:
                return response.status_code, await _bounded(response)
        except openai.APIStatusError as error:
            return error.status_code, b""
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, ValueError) as error:
            failure = type(error.__cause__ or error).__name__
        # Outside of the handler: chained, the transport's message could show a malformed key.
        log.warning("The language model cannot be reached (%s).", failure)
        raise UnusableError(Flaw.UNREACHABLE)

    async def _open(self) -> "AsyncOpenAI":
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(self._connect)
        return self._client

    def _connect(self) -> "AsyncOpenAI":
        import openai  # noqa: PLC0415  # the SDK takes two seconds, which the start and the event loop are spared

        client = openai.AsyncOpenAI(
            # Without one the SDK would take OPENAI_API_KEY, and send it to whatever server this is.
            api_key=self._api_key or "none",
            base_url=self._address.url,
            max_retries=0,
            default_headers=self._address.headers,
            # A redirect would carry the description to whoever the answer names.
            http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False),
        )
        # The SDK imports these when they are first asked for: here, in the thread.
        _ = client.chat.completions.with_streaming_response
        return client


async def _bounded(response: Any) -> bytes:  # noqa: ANN401  # the SDK's response, imported late
    body = bytearray()
    async for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_ANSWER:
            raise ValueError("the answer has no end")
    return bytes(body)


def _content(body: bytes) -> str:
    """Return what the model says in a chat answer.

    Raises:
        UnusableError: it declines, or this is no chat answer.

    """
    try:
        choice = json.loads(body)["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise UnusableError(Flaw.UNREACHABLE) from None
    if refusal or choice.get("finish_reason") == "content_filter":
        raise UnusableError(Flaw.REFUSED)
    if not isinstance(content, str):
        raise UnusableError(Flaw.UNREADABLE)
    return content
