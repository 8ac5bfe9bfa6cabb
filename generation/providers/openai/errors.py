"""What an OpenAI-shaped server's errors mean, whether they came as a status or inside a stream."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import aiohttp
import httpx2
import openai

from generation.i18n import N_
from generation.providers.base import (
    AuthError,
    BillingError,
    InvalidError,
    ModeratedError,
    ProviderError,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
)
from generation.providers.http.client import MAX_REASON
from generation.providers.http.limits import call_rate, retry_after
from generation.providers.http.unreadable import unreadable
from generation.providers.openai.litellm_errors import code_in_message, provider_message, wait_in_message

# Codes of the SDK's own types (3.57: session_turn_error, beta_response_error, run) and of what was seen. Those that are
# not here, such as server_overloaded or request_timeout, say no more than their status: it failed, and may not again.
_MODERATED = frozenset(
    {
        *("moderation_blocked", "content_policy_violation", "image_content_policy_violation"),
        *("bio_policy", "cyber_policy", "misalignment_policy_violation"),
    }
)
# Most come as a 429, where waiting would not help.
_BILLING = frozenset(
    {
        *("billing_hard_limit_reached", "insufficient_quota", "credit_balance_exhausted", "billing_not_active"),
        *("project_spend_limit_exceeded", "organization_spend_limit_exceeded"),
        *("organization_usage_limit_exceeded", "usage_limit_exceeded"),
        # LiteLLM's own, as a 422.
        "budget_exceeded",
    }
)
# The last two are LiteLLM's: without a database it knows no key but one, and says so as a 400.
_AUTH = frozenset({"invalid_api_key", "authentication_error", "no_db_connection", "expired_key"})
_RATE = frozenset({"rate_limit_exceeded"})
_INVALID = frozenset(
    {
        *("invalid_request_error", "image_generation_user_error", "invalid_request", "invalid_prompt"),
        *("resource_not_found", "context_length_exceeded", "data_residency_mismatch", "unsupported_image_media_type"),
        *("invalid_image", "invalid_image_format", "invalid_image_mode", "image_parse_error", "empty_image_file"),
        *("image_too_large", "image_too_small", "image_file_too_large", "invalid_base64_image"),
    }
)

#: What web servers say themselves of an address that they do not have.
_NO_PLACE = re.compile(r"(?:\d+ )?(?:page )?(?:not found|method not allowed)", re.IGNORECASE)


class Failures:
    """Translate errors into ours, in sentences that hold no secret."""

    def __init__(self, title: str, secret: str) -> None:
        self._title = title
        self._secret = secret

    def of(self, error: Exception) -> ProviderError:
        """Return our error for one of the SDK's or its transport's."""
        if isinstance(error, openai.APIStatusError):
            failure = self.from_body(error.body, error.status_code, retry_after(error.response.headers))
            if isinstance(failure, RateLimitedError):
                failure.rate = call_rate(error.response.headers)
            return failure
        causes = list(_causes(error))
        # The SDK's transport calls every connection that was refused or broken a timeout; its own cause knows better.
        broken = any(isinstance(each, aiohttp.ClientConnectionError) for each in causes)
        late = any(isinstance(each, TimeoutError) for each in causes)
        if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException) and (late or not broken):
            return TimedOutError(N_("{provider} did not answer in time.").format(provider=self._title))
        if isinstance(error, openai.APIConnectionError | httpx2.HTTPError | httpx2.StreamError | httpx2.InvalidURL):
            return UnavailableError(
                N_("{provider} cannot be reached ({error}).").format(
                    provider=self._title, error=type(causes[-1]).__name__
                )
            )
        if isinstance(error, openai.APIError):
            # An error inside a stream has a body but no status.
            return self.from_body(error.body or error.message)
        if isinstance(error, UnicodeEncodeError):
            return InvalidError(
                N_("{provider} cannot be asked: prompt or key hold characters that cannot be sent.").format(
                    provider=self._title
                )
            )
        return unreadable(self._title)

    def from_body(self, body: object, status: int | None = None, wait: float | None = None) -> ProviderError:
        """Return our error for what a server says of itself, by its codes first: one status means several things."""
        told = body if isinstance(body, Mapping) else {"message": body}
        message, code = _message(told), str(told.get("code"))
        # A gateway's code is the status once more: what the provider has said is in the words alone.
        kinds = {code, str(told.get("type")), str(code_in_message(message) if code.isdecimal() else None)}
        if kinds & _MODERATED:
            return ModeratedError(_refusal(self._title, message))
        if kinds & _BILLING or status == 402:
            return BillingError(
                N_("{provider} is out of credit; the operator should look at its billing.").format(provider=self._title)
            )
        if kinds & _RATE or status == 429:
            return RateLimitedError(
                N_("{provider} is overloaded.").format(provider=self._title),
                wait_in_message(message) if wait is None else wait,
            )
        if kinds & _AUTH or status == 401:
            # OpenAI quotes parts of the key in its message.
            return AuthError(
                N_("{provider} refused its API key; the operator should check it.").format(provider=self._title)
            )
        said = self.clean(provider_message(message))
        what = " - ".join(filter(None, [str(status or ""), said])) or "?"
        detail = N_("{provider} API error: {detail}").format(provider=self._title, detail=what)
        if status is None:
            return InvalidError(detail) if kinds & _INVALID else UnavailableError(detail)
        return self._by_status(status, detail, said)

    def _by_status(self, status: int, detail: str, said: str) -> ProviderError:
        if status in {404, 405} and (not said or _NO_PLACE.fullmatch(said)):
            return InvalidError(
                N_(
                    "{provider} has no place for pictures at its address ({status}); the operator should check its URL."
                ).format(provider=self._title, status=status)
            )
        if status < 400:
            return UnavailableError(
                N_("{provider} points to another address ({status}): its base URL is wrong.").format(
                    provider=self._title, status=status
                )
            )
        if status == 403:
            return AuthError(N_("{detail}. The operator should check what its key may do.").format(detail=detail))
        return UnavailableError(detail) if status == 408 or status >= 500 else InvalidError(detail)

    def clean(self, text: str) -> str:
        """Return a server's words as they may be shown: one short line, without our key."""
        if self._secret:
            text = text.replace(self._secret, "***")
        return " ".join(text.split())[:MAX_REASON].rstrip(".")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it was raised from, the first cause last."""
    while error is not None:
        yield error
        error = error.__cause__


def _message(told: Mapping[str, Any]) -> str:
    """Return a server's own sentence; a page of HTML is none."""
    found = told.get("message") or told.get("detail") or ""
    return found if isinstance(found, str) and not found.lstrip().startswith("<") else ""


def _refusal(title: str, message: str) -> str:
    """Name what the safety system objects to, where it says so."""
    listed = re.search(r"safety_violations\s*[=:]\s*\[([^\]]*)\]", message)
    names = ", ".join(re.findall(r"[\w/-]+", listed[1])) if listed else ""
    if not names:
        return N_("{provider} refuses to paint this. Rephrase the description, or choose another provider.").format(
            provider=title
        )
    return N_(
        "{provider} refuses to paint this because of {reasons}. Rephrase the description, or choose another provider."
    ).format(provider=title, reasons=names)
