"""Gemini's wire: ratios, sizes and prices as data, the body that a request becomes, and what an answer says."""

import base64
import math
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import httpx

from generation.i18n import N_
from generation.providers.base import (
    AuthError,
    BillingError,
    InvalidError,
    ModeratedError,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
)
from generation.providers.http.client import Remote, json_object
from generation.providers.http.limits import call_rate, retry_after
from generation.providers.http.media import media_type
from generation.providers.http.unreadable import without_picture

TITLE = "Gemini"
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


def body_of(request: ProviderRequest, size: str) -> dict[str, Any]:
    """Return what to ask for: the prompt, with the images that it changes or goes by."""
    images = request.references if request.edit is None else (request.edit.image, *request.references)
    if len(images) > MAX_IMAGES:
        raise InvalidError(N_("{provider} takes at most {most} pictures.").format(provider=TITLE, most=MAX_IMAGES))
    parts: list[dict[str, Any]] = [{"text": "\n\n".join(filter(None, (request.prompt, request.who_is_shown)))}]
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


def failure(remote: Remote, response: httpx.Response) -> ProviderError:
    """Return the error for an answer: what Google says in its details comes before what the status says."""
    error = _error(response)
    message = str(error.get("message", ""))
    details = [each for each in _listed(error.get("details")) if isinstance(each, Mapping)]
    if any(each.get("reason") in {"API_KEY_INVALID", "API_KEY_EXPIRED"} for each in details):
        # A wrong key is a 400.
        return AuthError(N_("{provider} refused its API key; the operator should check it.").format(provider=TITLE))
    if response.status_code == 429 and "limit: 0" in message:
        # The free tier has no image models: there is nothing to wait for.
        return BillingError(
            N_("{provider} paints only for accounts that pay; the operator should set up billing.").format(
                provider=TITLE
            )
        )
    if response.status_code == 429:
        wait = next((_seconds(each["retryDelay"]) for each in details if "retryDelay" in each), None)
        return RateLimitedError(
            N_("{provider} is overloaded.").format(provider=TITLE),
            retry_after(response.headers) if wait is None else wait,
            call_rate(response.headers),
        )
    return remote.failure(response, message or None)


def without_image(remote: Remote, answer: Mapping[str, Any]) -> ProviderError:
    """Say why there is no image: the prompt was blocked, the image was, words came in its place, or nothing."""
    feedback = answer.get("promptFeedback")
    blocked = feedback.get("blockReason") if isinstance(feedback, Mapping) else None
    finish = next((str(each.get("finishReason") or "") for each in _candidates(answer)), "")
    words = " ".join(str(part["text"]) for part in _parts(answer) if part.get("text"))
    reason = str(blocked) if blocked else finish
    if _RESTRICTED in {reason, finish}:
        return AuthError(
            N_("{provider} has restricted this account ({reason}); the operator should look at it.").format(
                provider=TITLE, reason=_RESTRICTED
            )
        )
    if blocked or finish in _REFUSALS:
        return ModeratedError(
            N_(
                "{provider} refuses to paint this ({reason}). Rephrase the description, or choose another provider."
            ).format(provider=TITLE, reason=remote.clean(reason))
        )
    if words:
        return ModeratedError(
            N_("{provider} answered in words, not with a picture: {words}.").format(
                provider=TITLE, words=remote.clean(words)
            )
        )
    return without_picture(TITLE, remote.clean(reason))


def images_of(answer: Mapping[str, Any]) -> list[str]:
    """Return the images of an answer as base64; drafts come before the last one."""
    return [str(each["data"]) for part in _parts(answer) if (each := _inline(part)) is not None]


def path_of(model: str) -> str:
    """Return the route of a model."""
    return f"v1beta/models/{quote(model, safe='')}"


def _ratio(request: ProviderRequest) -> str:
    """Return the nearest ratio, by how much it would have to be stretched."""

    def stretch(name: str) -> float:
        across, down = name.split(":")
        return abs(math.log(request.width / request.height * int(down) / int(across)))

    return min(RATIOS, key=stretch)


def size_of(request: ProviderRequest) -> str:
    """Return the size whose side is nearest to that of a square with as many pixels."""
    side = math.sqrt(request.width * request.height) / 1024
    return "1K" if side <= math.sqrt(2) else "2K" if side <= 2 * math.sqrt(2) else "4K"


def price(usage: object, size: str) -> float:
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
