"""What goes to Black Forest Labs and what comes back, as data and functions that need no network."""

import email.utils
import math
import time
from typing import Any

import httpx

from generation.providers.base import (
    AuthError,
    BillingError,
    InvalidError,
    ModeratedError,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    UnavailableError,
)

TITLE = "FLUX"
#: US dollars for the first megapixel and for each further one; docs.bfl.ai, November 2026 (a credit is $0.01).
PRICES = {
    "flux-2-pro": (0.03, 0.015),
    "flux-2-max": (0.07, 0.03),
    "flux-2-flex": (0.05, 0.05),
    "flux-2-klein-9b": (0.015, 0.002),
    "flux-2-klein-4b": (0.014, 0.001),
}
#: Sides are multiples of this.
STEP = 16
_STARTS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"RIFF": "webp"}


def body_of(request: ProviderRequest) -> dict[str, Any]:
    """Return the body that asks for a picture."""
    return {
        "prompt": request.prompt,
        "width": in_steps(request.width),
        "height": in_steps(request.height),
        "seed": request.seed,
        "output_format": "png",
    }


def in_steps(side: int) -> int:
    """Return the side that is asked for: the nearest that the models take."""
    return round(side / STEP) * STEP


def cost_of(model: str, width: int, height: int) -> float:
    """Return what a picture costs at most; a model without a known price counts as the dearest."""
    first, further = PRICES.get(model, max(PRICES.values()))
    return first + further * (math.ceil(width * height / 2**20) - 1)


def is_allowed(url: str, base_url: str) -> bool:
    """Tell whether an address from an answer may be followed: Black Forest Labs' own, or where the operator points."""
    try:
        target, base = httpx.URL(url), httpx.URL(base_url)
    except (httpx.InvalidURL, ValueError):
        return False
    if target.userinfo:
        return False
    if (target.scheme, target.host, target.port) == (base.scheme, base.host, base.port):
        return True
    return target.scheme == "https" and target.port is None and target.host.endswith(".bfl.ai")


def is_picture(data: bytes) -> bool:
    """Tell whether a file begins as a picture does; the bot looks closer."""
    return any(data.startswith(start) for start in _STARTS)


def verdict(status: str, answer: dict[str, Any]) -> ProviderError | None:
    """Return why a task has ended without a picture; None while it goes on."""
    if status in {"Request Moderated", "Content Moderated"}:
        what = "the description" if status == "Request Moderated" else "the picture that it painted"
        return ModeratedError(f"{TITLE} does not allow {what}.")
    if status == "Task not found":
        return UnavailableError(f"{TITLE} no longer knows this picture.")
    if status == "Error":
        details = answer.get("details")
        return UnavailableError(f"{TITLE} failed" + (f": {str(details)[:200]}." if details else "."))
    return None


def failure(response: httpx.Response) -> ProviderError:
    """Return the error that an answer's status stands for. The answer's own words are shown only where they help."""
    status = response.status_code
    if status in {401, 403}:
        return AuthError(f"{TITLE} does not take the key. The operator should check BFL_API_KEY.")
    if status == 402:
        return BillingError(f"{TITLE} is out of credit.")
    if status == 429:
        return RateLimitedError(f"{TITLE} is overloaded.", _retry_after(response))
    if status == 422:
        return InvalidError(f"{TITLE} does not understand the request.")
    if status == 408 or status >= 500:
        return UnavailableError(f"{TITLE} error: {status}.")
    return InvalidError(f"{TITLE} error: {status}.")


def _retry_after(response: httpx.Response) -> float | None:
    value = response.headers.get("retry-after", "")
    try:
        return max(0.0, float(value))
    except ValueError:
        moment = email.utils.parsedate_tz(value)
        return max(0.0, email.utils.mktime_tz(moment) - time.time()) if moment else None
