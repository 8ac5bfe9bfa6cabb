"""One remote API over httpx: bounded answers, and failures that mean the same for every provider."""

import functools
import ssl
from collections.abc import Mapping
from typing import Any

import httpx

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
from generation.providers.http.address import check_key, parse_address
from generation.providers.http.limits import call_rate, retry_after
from generation.providers.http.unreadable import not_json, too_large, unreadable

#: An image as base64 in JSON may be a third larger than the 50 MB that an image may have.
MAX_ANSWER = 70 * 2**20
CONNECT_SECONDS = 10.0
MAX_REASON = 200


@functools.cache
def tls() -> ssl.SSLContext:
    """Return the one TLS context of all providers: to load the certificates takes 90 ms each time."""
    return httpx.create_ssl_context()


class Remote:
    """Talk to one provider's API. Retries are not made here: attempts are counted in one place, the worker.

    Raises:
        ValueError: the address is none of a server, or a header cannot be sent.

    """

    def __init__(
        self,
        title: str,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        secrets: tuple[str, ...] = (),
        read_seconds: float = 180.0,
    ) -> None:
        self.title = title
        address = parse_address(title, base_url)
        self._secrets = tuple(secret for secret in (*secrets, *address.secrets) if secret)
        sent = {**address.headers, **(headers or {})}
        for value in sent.values():
            check_key(value)
        self._client = httpx.AsyncClient(
            base_url=address.url + "/",
            headers=sent,
            timeout=httpx.Timeout(read_seconds, connect=CONNECT_SECONDS),
            verify=tls(),
            # A kept connection that the server has closed meanwhile fails a call that never reached it: it would stand
            # in the ledger, and cost the request a try, for nothing. A handshake is little beside a painting.
            limits=httpx.Limits(max_keepalive_connections=0),
            # A redirect would carry the key to whoever the answer names.
            follow_redirects=False,
        )

    async def request(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401  # httpx's own keywords
        """Make one call and return the whole answer, whatever its status.

        Raises:
            UnavailableError: nobody answers, or the connection broke.
            UnreadableError: the answer is too large, or is not compressed as it says.
            TimedOutError: the answer did not come in time.

        """
        try:
            async with self._client.stream(method, path.lstrip("/"), **options) as response:
                return await self._read(response)
        except httpx.TimeoutException as error:
            raise TimedOutError(N_("{provider} did not answer in time.").format(provider=self.title)) from error
        except httpx.LocalProtocolError:
            # Its words quote the header it dislikes, and with it the key: no chain may carry them.
            raise UnavailableError(
                N_("{provider} cannot be asked: its key or address is malformed.").format(provider=self.title)
            ) from None
        except httpx.DecodingError as error:
            raise unreadable(self.title) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise UnavailableError(
                N_("{provider} cannot be reached ({error}).").format(provider=self.title, error=type(error).__name__)
            ) from error

    async def _read(self, response: httpx.Response) -> httpx.Response:
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > MAX_ANSWER:
                raise too_large(self.title)
        headers = [(name, value) for name, value in response.headers.raw if name.lower() != b"content-encoding"]
        return httpx.Response(response.status_code, headers=headers, content=bytes(body), request=response.request)

    async def json(self, method: str, path: str, **options: Any) -> Any:  # noqa: ANN401  # JSON is what it is
        """Make one call and return the JSON of a good answer.

        Raises:
            ProviderError: as `request` and `failure`, or the answer is no JSON.

        """
        response = await self.request(method, path, **options)
        if not response.is_success:
            raise self.failure(response)
        return self.parse(response)

    def parse(self, response: httpx.Response) -> Any:  # noqa: ANN401  # JSON is what it is
        """Return the JSON of an answer.

        Raises:
            UnreadableError: it is none.

        """
        try:
            return response.json()
        except (ValueError, RecursionError) as error:
            raise not_json(self.title) from error

    def failure(self, response: httpx.Response, reason: str | None = None) -> ProviderError:
        """Return the error that an answer's status stands for; `reason` is the provider's own word."""
        status = response.status_code
        said = self.clean(reason or _reason(response))
        what = " - ".join(filter(None, [str(status), said]))
        detail = N_("{provider} error: {detail}").format(provider=self.title, detail=what)
        if status < 400:
            return UnavailableError(
                N_("{provider} points to another address ({status}): its base URL is wrong.").format(
                    provider=self.title, status=status
                )
            )
        if status in {401, 403}:
            return AuthError(N_("{detail}. The operator should check its key.").format(detail=detail))
        if status == 402:
            return BillingError(N_("{provider} is out of credit.").format(provider=self.title))
        if status == 429:
            return RateLimitedError(
                N_("{provider} is overloaded.").format(provider=self.title),
                retry_after(response.headers),
                call_rate(response.headers),
            )
        if status == 408 or status >= 500:
            return UnavailableError(f"{detail}.")
        return InvalidError(f"{detail}.")

    def refusal(self) -> ModeratedError:
        """Return the error of a provider that does not say why it refuses a content."""
        return ModeratedError(
            N_("{provider} refuses this content. Say it differently, or choose another provider.").format(
                provider=self.title
            )
        )

    def clean(self, text: str) -> str:
        """Return a provider's words as they may be shown: one short line, without our secrets."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return " ".join(text.split())[:MAX_REASON].rstrip(".")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def json_object(response: httpx.Response) -> dict[str, Any]:
    """Return the object in an answer, an empty one where there is none."""
    try:
        body = response.json()
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _reason(response: httpx.Response) -> str:
    """Find the sentence in an error's body, in the forms that image APIs use."""
    body = json_object(response)
    error = body.get("error", body)
    for found in (
        error,
        error.get("message") if isinstance(error, dict) else None,
        body.get("errors"),
        body.get("detail"),
    ):
        if isinstance(found, str):
            return found
        if isinstance(found, list) and found:
            return "; ".join(str(each) for each in found)
    return str(body.get("message", ""))
