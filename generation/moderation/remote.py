"""OpenAI's moderation, where there is a key: a second look at words and the only one at pictures.

It is decided on its scores, not on `flagged`: a Shadowrun scene is violent, and is flagged for that.
"""

import asyncio
import base64
import io
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING

from PIL import Image

from generation.images.renditions import display_copy
from generation.moderation import reasons
from generation.moderation.categories import action_for
from generation.moderation.verdict import Action, Rules, Verdict

if TYPE_CHECKING:
    import openai
    from openai.types import ModerationMultiModalInputParam

log = logging.getLogger(__name__)

MODEL = "omni-moderation-latest"
DEADLINE = 5.0
#: One picture is looked at three times: where the server cannot be reached, it is not waited for three times.
REST_SECONDS = 20.0
#: Characters of a text that are sent.
LONGEST = 32_000

#: From this score on nobody can override. OpenAI scores it for words only.
MINORS = ("sexual/minors", 0.1)
#: OpenAI's categories, the score from which on they count, and what they are to us. Crimes and fights are play.
THRESHOLDS: Mapping[str, tuple[float, str]] = {
    "sexual": (0.5, "sexual"),
    "violence/graphic": (0.85, "gore"),
    "violence": (0.97, "gore"),
    "hate": (0.6, "hate"),
    "hate/threatening": (0.5, "hate"),
    "harassment/threatening": (0.95, "hate"),
    "self-harm": (0.6, "self_harm"),
    "self-harm/intent": (0.5, "self_harm"),
    "self-harm/instructions": (0.4, "self_harm"),
}

#: What a text that is only told to be gory is softened by: the words that make it so are not told.
IMPLIED = ", the violence implied, off-screen"


@dataclass(frozen=True, slots=True)
class RemoteOptions:
    """How to reach the server; `deadline` in seconds bounds one look."""

    api_key: str = field(repr=False)
    base_url: str = "https://api.openai.com/v1"
    deadline: float = DEADLINE


class RemoteModeration:
    """Ask for scores and judge by a session's rules.

    Every question is answered with a verdict, or with `None` where the server did not give one: whoever asks decides
    what that means. Trouble is logged once until it is over, and neither key nor text nor picture is in the log.
    """

    def __init__(self, options: RemoteOptions, clock: Callable[[], float] = monotonic) -> None:
        self._options = options
        self._clock = clock
        self._client: openai.AsyncOpenAI | None = None
        #: Those with a former key, whose calls may be under way.
        self._former: list[openai.AsyncOpenAI] = []
        self._opening = asyncio.Lock()
        self._rests_until = 0.0
        self._in_trouble = False

    async def judge_text(self, text: str, rules: Rules) -> Verdict | None:
        """Judge a text; what is softened has `IMPLIED` at its end."""
        scores = await self._scores([{"type": "text", "text": text[:LONGEST]}])
        if scores is None:
            return None
        verdict = replace(_judged(scores, rules), text=text)
        if verdict.action is Action.SOFTEN:
            return replace(verdict, text=text if text.endswith(IMPLIED) else f"{text.rstrip(' .,')}{IMPLIED}")
        return replace(verdict, text="") if verdict.action is Action.BLOCK else verdict

    async def judge_image(self, data: bytes, rules: Rules) -> Verdict | None:
        """Judge a picture file, of which a smaller copy is sent; `SOFTEN` means to show it behind a spoiler."""
        try:
            url = await asyncio.to_thread(_data_url, data)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            log.warning("a picture could not be read for moderation (%s)", type(error).__name__)
            return None
        scores = await self._scores([{"type": "image_url", "image_url": {"url": url}}])
        return None if scores is None else _judged(scores, rules)

    def use_key(self, api_key: str) -> None:
        """Send another key from the next call on; calls that are under way end with the one that they have."""
        self._options = replace(self._options, api_key=api_key)
        # The former key may have been the trouble.
        self._rests_until = 0.0
        if self._client is not None:
            self._former.append(self._client)
            self._client = None

    async def aclose(self) -> None:
        """Close the connections."""
        for client in (*self._former, *([self._client] if self._client else [])):
            await client.close()

    async def _scores(self, asked: "list[ModerationMultiModalInputParam]") -> Mapping[str, float] | None:
        if self._clock() < self._rests_until:
            return None
        try:
            client = await self._open()
            async with asyncio.timeout(self._options.deadline):
                answer = await client.moderations.with_raw_response.create(model=MODEL, input=asked)
            scores = _read(answer.content)
        except Exception as error:  # noqa: BLE001  # whatever SDK, transport or answer bring: no verdict
            self._troubled(error)
            return None
        if self._in_trouble:
            self._in_trouble = False
            log.info("moderation at OpenAI answers again")
        return scores

    def _troubled(self, error: Exception) -> None:
        self._rests_until = self._clock() + REST_SECONDS
        if not self._in_trouble:
            self._in_trouble = True
            status = getattr(error, "status_code", None)
            log.warning(
                "moderation at OpenAI gives no answer (%s): going on with the local rules",
                f"status {status}" if status else type(error).__name__,
            )

    async def _open(self) -> "openai.AsyncOpenAI":
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(self._connect)
        return self._client

    def _connect(self) -> "openai.AsyncOpenAI":
        import openai  # noqa: PLC0415  # the SDK takes two seconds

        options = self._options
        return openai.AsyncOpenAI(
            api_key=options.api_key,
            base_url=options.base_url,
            max_retries=0,
            timeout=options.deadline,
            # A redirect would carry the text to whoever the answer names.
            http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False, timeout=options.deadline),
        )


def _data_url(data: bytes) -> str:
    """Return a picture as a `data:` URL of its copy, JPEG, at most 1024 pixels a side."""
    with Image.open(io.BytesIO(data)) as image:
        copy = display_copy(image.convert("RGB"))
    return f"data:image/jpeg;base64,{base64.b64encode(copy).decode()}"


def _read(body: bytes) -> dict[str, float]:
    """Return an answer's scores, the highest where there are several results.

    Raises:
        ValueError: it is no answer of a moderation.

    """
    answer = json.loads(body)
    results = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(results, list) or not results:
        raise ValueError("no results")
    scores: dict[str, float] = {}
    for result in results:
        told = result.get("category_scores") if isinstance(result, dict) else None
        if not isinstance(told, dict):
            raise ValueError("no scores")  # noqa: TRY004  # what a server sends is a value, not a caller's mistake
        for name, score in told.items():
            # A category that was not looked for, or is not for pictures, may be null.
            if isinstance(score, int | float):
                scores[name] = max(scores.get(name, 0.0), score)
    return scores


def _judged(scores: Mapping[str, float], rules: Rules) -> Verdict:
    """Return the strictest that the scores bring by these rules."""
    name, limit = MINORS
    if scores.get(name, 0.0) >= limit:
        return Verdict(Action.BLOCK, "sexual_minor", reasons.MINOR, matched=(name,), hard=True)
    grounds = [
        (action_for(category, rules), category, name)
        for name, (limit, category) in THRESHOLDS.items()
        if scores.get(name, 0.0) >= limit
    ]
    action, category, _ = max(grounds, key=lambda ground: ground[0], default=(Action.ALLOW, "", ""))
    matched = tuple(name for _, _, name in grounds) if action else ()
    return Verdict(action, category if action else "", reasons.reason(action, category), matched=matched)
