"""Google's Gemini image models, over their own API."""

import asyncio
import base64
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from generation.i18n import N_
from generation.providers.base import (
    AuthError,
    BillingError,
    Capabilities,
    Health,
    InvalidError,
    ModelSettings,
    ModeratedError,
    ProgressStep,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    RateLimitedError,
    ReportProgress,
)
from generation.providers.http.client import Remote, call_rate, json_object, retry_after
from generation.providers.http.media import from_base64, media_type
from generation.providers.http.probe import probed
from generation.providers.http.useless import unreadable, without_picture

DEFAULT_URL = "https://generativelanguage.googleapis.com"
DEFAULT_MODEL = "gemini-nano-banana-2.1"
MAX_IMAGES = 14

RATIOS = ("1:1", "1:4", "1:8", "2:3", "3:2", "3:4", "4:1", "4:3", "4:5", "5:4", "8:1", "9:16", "16:9", "21:9")
#: US dollars by size: 1K as LiteLLM quotes Google (October 2026); 2K and 4K in the tokens that earlier models took for
#: them, an estimate.
SIZE_PRICES = {"1K": 0.0336, "2K": 0.0504, "4K": 0.0756}
#: US dollars for a million tokens, as LiteLLM quotes Google (October 2026); not confirmed at Google.
TEXT_IN, TEXT_OUT, IMAGE_OUT = 1.5, 7.5, 30.0

#: Why a model stops that does not want to paint. It says `NO_IMAGE` or `OTHER` where it just did not.
_REFUSALS = frozenset(
    {
        *("SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "ESCALATION"),
        *("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"),
    }
)


#: Why it paints nothing for an account that it has restricted, whatever is asked for.
_RESTRICTED = "PUP_LIMITED_DISABLED"


@dataclass(frozen=True, slots=True)
class GeminiOptions:
    """How to reach Gemini."""

    api_key: str = field(repr=False)
    base_url: str = DEFAULT_URL
    model: str = DEFAULT_MODEL
    deadline: float = 180.0


class GeminiProvider:
    """Generate images with Gemini: the nearest of its ratios and of its three sizes, with or after other images.

    It has no quality to choose. The cost is by the tokens that the answer tells, else an estimate by size.
    """

    name = "gemini"
    title = "Gemini"

    def __init__(self, options: GeminiOptions) -> None:
        self.capabilities = Capabilities(
            largest=4096,
            max_prompt=10_000,
            references=MAX_IMAGES,
            edits=frozenset({"change"}),
            deadline=options.deadline,
            cost=SIZE_PRICES["4K"],
            hd=False,
        )
        self._model = options.model
        self._remote = Remote(
            self.title,
            options.base_url,
            headers={"x-goog-api-key": options.api_key},
            secrets=(options.api_key,),
            read_seconds=options.deadline,
        )

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Generate an image, or edit one.

        Raises:
            ProviderError: as Gemini answers; a refusal comes as 200 without an image.

        """
        size = _size(request)
        body = await asyncio.to_thread(self._body, request, size)
        report(ProgressStep(N_("asking {provider}").format(provider=self.title), 0.0))
        model = self._name(request.model)
        response = await self._remote.request("POST", f"{_path(model)}:generateContent", json=body)
        if response.is_error:
            raise self._failure(response)
        answer = await asyncio.to_thread(self._remote.parse, response)
        if not isinstance(answer, dict):
            raise unreadable(self.title)
        # The last one: drafts come before it.
        images = [str(each["data"]) for part in _parts(answer) if (each := _inline(part)) is not None]
        if not images:
            raise self._without_image(answer)
        data = await asyncio.to_thread(from_base64, self.title, images[-1])
        cost = _price(answer.get("usageMetadata"), size) if request.model.cost is None else request.model.cost
        return ProviderResult(data=data, model=model, cost=cost)

    async def probe(self) -> Health:
        """Look whether the key sees the model."""
        return await self.probe_with((ModelSettings(),))

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Look whether the key sees these models."""
        return await probed(self.title, self._health(models))

    async def _health(self, models: Sequence[ModelSettings]) -> Health:
        first, *others = dict.fromkeys(map(self._name, models))
        await self._see(first)
        warnings = []
        for name in others:
            try:
                await self._see(name)
            except InvalidError as error:
                warnings.append(f"{name}: {error}")
        return Health(able=True, warnings=tuple(warnings))

    async def _see(self, name: str) -> None:
        """Look whether the key sees a model.

        Raises:
            ProviderError: as Gemini answers.

        """
        response = await self._remote.request("GET", _path(name))
        if response.is_error:
            raise self._failure(response)
        self._remote.parse(response)

    def _name(self, model: ModelSettings) -> str:
        """Return a model's name as Google has it."""
        return (model.model or self._model).removeprefix("models/")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._remote.aclose()

    def _body(self, request: ProviderRequest, size: str) -> dict[str, Any]:
        images = request.references if request.edit is None else (request.edit.image, *request.references)
        if len(images) > MAX_IMAGES:
            raise InvalidError(
                N_("{provider} takes at most {most} pictures.").format(provider=self.title, most=MAX_IMAGES)
            )
        parts: list[dict[str, Any]] = [{"text": request.prompt}]
        for image in images:
            inline = {"mimeType": media_type(image), "data": base64.b64encode(image).decode()}
            parts.append({"inlineData": inline})
        return {
            "contents": [{"role": "user", "parts": parts}],
            "generationConfig": {
                "responseModalities": ["IMAGE"],
                "imageConfig": {"aspectRatio": _ratio(request), "imageSize": size},
            },
        }

    def _failure(self, response: httpx.Response) -> ProviderError:
        """Return the error for an answer: what Google says in its details comes before what the status says."""
        error = _error(response)
        message = str(error.get("message", ""))
        details = [each for each in _listed(error.get("details")) if isinstance(each, Mapping)]
        if any(each.get("reason") in {"API_KEY_INVALID", "API_KEY_EXPIRED"} for each in details):
            # A wrong key is a 400.
            return AuthError(
                N_("{provider} refused its API key; the operator should check it.").format(provider=self.title)
            )
        if response.status_code == 429 and "limit: 0" in message:
            # The free tier has no image models: there is nothing to wait for.
            return BillingError(
                N_("{provider} paints only for accounts that pay; the operator should set up billing.").format(
                    provider=self.title
                )
            )
        if response.status_code == 429:
            wait = next((_seconds(each["retryDelay"]) for each in details if "retryDelay" in each), None)
            return RateLimitedError(
                N_("{provider} is overloaded.").format(provider=self.title),
                retry_after(response) if wait is None else wait,
                call_rate(response.headers),
            )
        return self._remote.failure(response, message or None)

    def _without_image(self, answer: Mapping[str, Any]) -> ProviderError:
        """Say why there is no image: the prompt was blocked, the image was, words came in its place, or nothing."""
        feedback = answer.get("promptFeedback")
        blocked = feedback.get("blockReason") if isinstance(feedback, Mapping) else None
        finish = next((str(each.get("finishReason")) for each in _candidates(answer)), "")
        words = " ".join(str(part["text"]) for part in _parts(answer) if part.get("text"))
        reason = str(blocked) if blocked else finish
        if _RESTRICTED in {reason, finish}:
            return AuthError(
                N_("{provider} has restricted this account ({reason}); the operator should look at it.").format(
                    provider=self.title, reason=_RESTRICTED
                )
            )
        if blocked or finish in _REFUSALS:
            return ModeratedError(
                N_(
                    "{provider} refuses to paint this ({reason}). Rephrase the description, or choose another provider."
                ).format(provider=self.title, reason=self._remote.clean(reason))
            )
        if words:
            return ModeratedError(
                N_("{provider} answered in words, not with a picture: {words}.").format(
                    provider=self.title, words=self._remote.clean(words)
                )
            )
        return without_picture(self.title, self._remote.clean(reason))


def _path(model: str) -> str:
    return f"v1beta/models/{quote(model, safe='')}"


def _ratio(request: ProviderRequest) -> str:
    """Return the nearest ratio, by how much it would have to be stretched."""

    def stretch(name: str) -> float:
        across, down = name.split(":")
        return abs(math.log(request.width / request.height * int(down) / int(across)))

    return min(RATIOS, key=stretch)


def _size(request: ProviderRequest) -> str:
    """Return the size whose side is nearest to that of a square with as many pixels."""
    side = math.sqrt(request.width * request.height) / 1024
    return "1K" if side <= math.sqrt(2) else "2K" if side <= 2 * math.sqrt(2) else "4K"


def _price(usage: object, size: str) -> float:
    """Return what an answer's tokens cost; thoughts are text."""
    if not isinstance(usage, Mapping):
        return SIZE_PRICES[size]
    details = [each for each in _listed(usage.get("candidatesTokensDetails")) if isinstance(each, Mapping)]
    painted = sum(_count(each.get("tokenCount")) for each in details if each.get("modality") == "IMAGE")
    if not painted:
        return SIZE_PRICES[size]
    told = _count(usage.get("candidatesTokenCount")) - painted + _count(usage.get("thoughtsTokenCount"))
    asked = _count(usage.get("promptTokenCount"))
    return round((asked * TEXT_IN + max(told, 0) * TEXT_OUT + painted * IMAGE_OUT) / 1e6, 6)


def _candidates(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (each for each in _listed(answer.get("candidates")) if isinstance(each, Mapping))


def _parts(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the parts of the answer itself, without those of its thinking."""
    for candidate in _candidates(answer):
        content = candidate.get("content")
        parts = _listed(content.get("parts")) if isinstance(content, Mapping) else []
        yield from (part for part in parts if isinstance(part, Mapping) and not part.get("thought"))


def _inline(part: Mapping[str, Any]) -> Mapping[str, Any] | None:
    inline = part.get("inlineData")
    return inline if isinstance(inline, Mapping) and inline.get("data") else None


def _error(response: httpx.Response) -> Mapping[str, Any]:
    error = json_object(response).get("error")
    return error if isinstance(error, Mapping) else {}


def _seconds(text: object) -> float | None:
    """Read a duration as Google writes it: `17s`, `17.5s`."""
    try:
        return max(0.0, float(str(text).removesuffix("s")))
    except ValueError:
        return None


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _create(environment: Mapping[str, str]) -> GeminiProvider | None:
    api_key = environment.get("GEMINI_API_KEY")
    if api_key is None:
        return None
    return GeminiProvider(GeminiOptions(api_key, environment.get("GEMINI_BASE_URL", DEFAULT_URL)))


PROVIDER = ProviderDescription(
    GeminiProvider.name,
    GeminiProvider.title,
    variables=("GEMINI_API_KEY", "GEMINI_BASE_URL"),
    missing=N_("GEMINI_API_KEY is not set."),
    create=_create,
    purpose=N_("detailed scenes, and changes in plain words"),
    model_settings=frozenset({"model", "cost"}),
)
