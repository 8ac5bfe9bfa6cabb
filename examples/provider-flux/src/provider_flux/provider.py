"""The provider: submit, poll where the answer says, fetch the picture before its address expires."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import httpx

from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    RateLimitedError,
    ReportProgress,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)
from provider_flux.wire import TITLE, body_of, cost_of, failure, in_steps, is_allowed, is_picture, verdict

DEFAULT_URL = "https://api.bfl.ai"
DEFAULT_MODEL = "flux-2-pro"
MAX_ANSWER = 50 * 2**20
PROBE_SECONDS = 5.0
#: A task goes on without us: so many lost polls in a row mean that FLUX is gone.
MAX_LOST_POLLS = 4


@dataclass(frozen=True, slots=True)
class FluxOptions:
    """The operator's key and choices."""

    api_key: str = field(repr=False)
    base_url: str = DEFAULT_URL
    model: str = DEFAULT_MODEL
    poll_seconds: float = 1.0
    deadline: float = 180.0


class FluxProvider:
    """Paint with a FLUX model; there is no way to call a task off."""

    name = "flux"
    title = TITLE

    def __init__(self, options: FluxOptions) -> None:
        self.capabilities = Capabilities(
            smallest=256,
            largest=2048,
            seed=True,
            progress=True,
            resume=True,
            deadline=options.deadline,
            cost=cost_of(options.model, 1024, 1024),
        )
        self._options = options
        # No redirects: one would carry the key to whoever the answer names.
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(60.0, connect=10.0), follow_redirects=False)

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Have a picture painted, and pay for it.

        Raises:
            ProviderError: FLUX refuses, cannot be reached, failed, or took too long.

        """
        url = f"{self._options.base_url.rstrip('/')}/v1/{self._options.model}"
        answer = await self._json("POST", url, json=body_of(request))
        polling_url = str(answer.get("polling_url") or "")
        if not is_allowed(polling_url, self._options.base_url):
            raise UnreadableError(f"{TITLE} named a place to ask that is not to be trusted.")
        report(ProgressStep("queued", 0.0, job_id=polling_url))
        return await self._finish(polling_url, request, report)

    async def resume(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Go on with a task that is paid for.

        Raises:
            InvalidError: this is no task of ours.
            ProviderError: as `generate`.

        """
        if not is_allowed(job_id, self._options.base_url):
            raise InvalidError(f"{TITLE} has no such task.")
        return await self._finish(job_id, request, report)

    async def probe(self) -> Health:
        """Tell whether FLUX answers and takes the key, by asking for the account's credits."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                response = await self._request("GET", f"{self._options.base_url.rstrip('/')}/v1/credits")
        except TimeoutError:
            return Health(able=False, reason=f"{TITLE} did not answer in time.")
        except ProviderError as error:
            return Health(able=False, reason=error.sentence)
        if not response.is_success:
            return Health(able=False, reason=failure(response).sentence)
        return Health(able=True)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _finish(self, polling_url: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        model = self._options.model
        cost = cost_of(model, request.width, request.height)
        try:
            async with asyncio.timeout(self.capabilities.deadline):
                sample = await self._poll(polling_url, cost, report)
                data = await self._download(sample)
        except TimeoutError as error:
            raise TimedOutError(f"{TITLE} did not finish within {self.capabilities.deadline:g} seconds.") from error
        size = in_steps(request.width), in_steps(request.height)
        return ProviderResult(data, model=model, seed=request.seed, cost=cost, asked=size)

    async def _poll(self, polling_url: str, cost: float, report: ReportProgress) -> str:
        """Return where the picture is, when there is one."""
        lost, reached = 0, -1.0
        while True:
            try:
                answer = await self._json("GET", polling_url)
                lost = 0
            except RateLimitedError as error:
                # It is there, and the task goes on.
                await asyncio.sleep(error.retry_after or 0.0)
                answer = {}
            except (UnavailableError, TimedOutError) as error:
                lost += 1
                if lost == MAX_LOST_POLLS:
                    # The task goes on without us, and is paid.
                    error.cost = cost
                    raise
                answer = {}
            status = str(answer.get("status") or "Pending")
            if error := verdict(status, answer):
                raise error
            result = answer.get("result")
            if status == "Ready":
                return str(result.get("sample") or "") if isinstance(result, dict) else ""
            progress = answer.get("progress")
            fraction = float(progress) if isinstance(progress, int | float) else 0.0
            if fraction > reached:
                reached = fraction
                report(ProgressStep("painting", fraction))
            await asyncio.sleep(self._options.poll_seconds)

    async def _download(self, sample: str) -> bytes:
        if not is_allowed(sample, self._options.base_url):
            raise UnreadableError(f"{TITLE} named a picture at a place that is not to be trusted.")
        response = await self._request("GET", sample, with_key=False)
        if response.status_code != 200 or not is_picture(response.content):
            raise UnreadableError(f"{TITLE} sent something that is not a picture.")
        return response.content

    async def _json(self, method: str, url: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401  # httpx's own keywords
        response = await self._request(method, url, **options)
        if response.status_code == 404 and method == "GET":
            return {"status": "Task not found"}
        if not response.is_success:
            raise failure(response)
        try:
            answer = response.json()
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"{TITLE} sent something that is not JSON.") from error
        if not isinstance(answer, dict):
            raise UnreadableError(f"{TITLE} sent something that cannot be read.")
        return answer

    async def _request(self, method: str, url: str, *, with_key: bool = True, **options: Any) -> httpx.Response:  # noqa: ANN401
        headers = {"x-key": self._options.api_key} if with_key else {}
        try:
            async with self._client.stream(method, url, headers=headers, **options) as response:
                body = bytearray()
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > MAX_ANSWER:
                        raise UnreadableError(f"{TITLE} sent an answer that is too large.")
        except httpx.DecodingError as error:
            raise UnreadableError(f"{TITLE} sent something that cannot be read.") from error
        except httpx.TimeoutException as error:
            raise TimedOutError(f"{TITLE} did not answer in time.") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise UnavailableError(f"{TITLE} cannot be reached ({type(error).__name__}).") from error
        kept = {name: value for name, value in response.headers.items() if name in {"retry-after", "content-type"}}
        return httpx.Response(response.status_code, headers=kept, content=bytes(body))
