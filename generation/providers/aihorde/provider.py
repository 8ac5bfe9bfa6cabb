"""AI Horde: volunteers' machines paint for free, after a queue; the anonymous key works."""

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from generation.i18n import N_
from generation.providers.aihorde.download import check_address
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ProgressStep,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    RateLimitedError,
    ReportProgress,
    UnavailableError,
)
from generation.providers.http.client import Remote, json_object, retry_after
from generation.providers.http.jobs import JobFailedError, begin, poll, underway
from generation.providers.http.media import from_base64, media_type
from generation.providers.http.probe import probed
from generation.providers.http.request import FINE_QUALITIES
from generation.providers.prompt_syntax import without_syntax

TITLE = "AI Horde"
DEFAULT_URL = "https://aihorde.net/api/v2"
ANONYMOUS = "0000000000"
MAX_FRACTION = 0.95


@dataclass(frozen=True, slots=True)
class AihordeOptions:
    """What an operator sets; no `models` means any. More than 50 steps are for those with kudos."""

    api_key: str = field(default=ANONYMOUS, repr=False)
    base_url: str = DEFAULT_URL
    models: tuple[str, ...] = ()
    poll_seconds: float = 3.0
    client_agent: str = "scene-visualizer:1:https://aihorde.net"
    steps: int = 25
    fine_steps: int = 40
    deadline: float = 600.0


class AihordeProvider:
    """Generate images on AI Horde."""

    name = "aihorde"
    title = TITLE

    def __init__(self, options: AihordeOptions) -> None:
        self._options = options
        self.capabilities = Capabilities(
            seed=True, negative=True, clip_tokens=77, progress=True, cancel=True, resume=True, deadline=options.deadline
        )
        self._remote = Remote(
            TITLE,
            options.base_url,
            headers={"apikey": options.api_key, "Client-Agent": options.client_agent},
            # The anonymous key is no secret, and ten zeros may well stand in a number.
            secrets=() if options.api_key == ANONYMOUS else (options.api_key,),
            read_seconds=options.deadline,
        )
        # Images lie with a store of files: another client, without the key.
        self._download = Remote(TITLE, options.base_url, read_seconds=options.deadline)

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Generate an image.

        Raises:
            ProviderError: one of its kinds.

        """
        job_id = await begin(self._submit(request), self._call_off)
        report(ProgressStep(N_("in the queue"), 0.0, job_id=job_id))
        return await self._finish(job_id, request, report)

    async def resume(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Go on waiting for a job of an earlier process.

        Raises:
            ProviderError: one of its kinds.

        """
        return await self._finish(_checked(job_id), request, report)

    async def probe(self) -> Health:
        """Tell whether AI Horde answers, and how many requests wait there."""
        return await probed(TITLE, self._health())

    async def _health(self) -> Health:
        response = await self._remote.request("GET", "status/performance")
        if response.status_code == 401 or response.status_code >= 500:
            raise self._failure(response)
        load = json_object(response) if response.is_success else {}
        if load.get("worker_count") == 0:
            return Health(able=False, reason=N_("Nobody is painting at {provider} right now.").format(provider=TITLE))
        queue = load.get("queued_requests")
        return Health(able=True, warnings=self._warnings(), queue=queue if isinstance(queue, int) else None)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._remote.aclose()
        await self._download.aclose()

    def _warnings(self) -> tuple[str, ...]:
        if self._options.api_key != ANONYMOUS:
            return ()
        return (
            N_(
                "{provider} serves the anonymous key last and may publish what it paints with it; a key of "
                "your own is free."
            ).format(provider=TITLE),
        )

    async def _submit(self, request: ProviderRequest) -> str:
        response = await self._remote.request("POST", "generate/async", json=self._body(request))
        if response.is_error:
            raise self._failure(response)
        job_id = json_object(response).get("id")
        if not isinstance(job_id, str):
            raise UnavailableError(N_("{provider} took the order but gave no job number.").format(provider=TITLE))
        return _checked(job_id)

    def _body(self, request: ProviderRequest) -> dict[str, Any]:
        # "###" parts what is wanted from what is not, and is in no player's words then.
        prompt, negative = map(without_syntax, (request.prompt, request.negative))
        body: dict[str, Any] = {
            "prompt": f"{prompt} ### {negative}" if negative else prompt,
            "params": {
                "width": _in_sixty_fours(request.width),
                "height": _in_sixty_fours(request.height),
                "steps": self._options.fine_steps if request.quality in FINE_QUALITIES else self._options.steps,
                "n": 1,
                "seed": str(request.seed),
            },
            "nsfw": False,
            "censor_nsfw": True,
            "r2": True,
        }
        if self._options.models:
            body["models"] = list(self._options.models)
        return body

    async def _finish(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Wait for a job and fetch its image; it is taken off the queue where we give up."""
        began = time.monotonic()
        async with underway(TITLE, self._options.deadline, lambda: self._call_off(job_id)):
            await poll(lambda: self._check(job_id, began, report), lambda: asyncio.sleep(self._options.poll_seconds))
            status = await poll(lambda: self._status(job_id), lambda: asyncio.sleep(self._options.poll_seconds))
            return await self._result(status, request)

    async def _check(self, job_id: str, began: float, report: ReportProgress) -> bool | None:
        response = await self._remote.request("GET", f"generate/check/{job_id}")
        if response.is_error:
            raise self._poll_failure(response)
        check = json_object(response)
        if check.get("faulted") is True:
            raise JobFailedError(N_("{provider} failed on this picture.").format(provider=TITLE))
        if check.get("done") is True:
            return True
        if check.get("is_possible") is False:
            await self._call_off(job_id)
            raise JobFailedError(
                N_("Nobody at {provider} can paint this right now. A smaller picture may work.").format(provider=TITLE)
            )
        report(_step(check, time.monotonic() - began))
        return None

    async def _status(self, job_id: str) -> dict[str, Any]:
        response = await self._remote.request("GET", f"generate/status/{job_id}")
        if response.is_error:
            raise self._poll_failure(response)
        return json_object(response)

    async def _result(self, status: dict[str, Any], request: ProviderRequest) -> ProviderResult:
        generations = status.get("generations")
        made = generations[0] if isinstance(generations, list) and generations else None
        if not isinstance(made, dict):
            raise UnavailableError(N_("{provider} finished without a picture.").format(provider=TITLE))
        if _is_censored(made):
            raise self._remote.refusal()
        image = str(made.get("img"))
        data = await self._fetch(image) if "://" in image else from_base64(TITLE, image)
        seed = str(made.get("seed", ""))
        return ProviderResult(
            data=data,
            model=str(made.get("model") or "stable-diffusion"),
            seed=int(seed) if seed.isdecimal() else request.seed,
            asked=(_in_sixty_fours(request.width), _in_sixty_fours(request.height)),
        )

    async def _fetch(self, address: str) -> bytes:
        await check_address(address, self._options.base_url, TITLE)
        response = await self._download.request("GET", address)
        if response.status_code != 200 or media_type(response.content) is None:
            raise UnavailableError(
                N_("{provider}'s picture could not be fetched ({status}).").format(
                    provider=TITLE, status=response.status_code
                )
            )
        return response.content

    async def _call_off(self, job_id: str) -> None:
        await self._remote.request("DELETE", f"generate/status/{job_id}")

    def _poll_failure(self, response: httpx.Response) -> ProviderError:
        if response.status_code in {404, 410}:
            return JobFailedError(N_("{provider} no longer knows this job.").format(provider=TITLE))
        return self._failure(response)

    def _failure(self, response: httpx.Response) -> ProviderError:
        """Return the error for an answer: AI Horde says which in `rc`, older versions in words alone."""
        body = json_object(response)
        code, said = str(body.get("rc", "")), str(body.get("message", ""))
        if response.status_code == 403 and (code == "KudosUpfront" or "required kudos" in said):
            return InvalidError(
                N_(
                    "{provider} is busy and wants kudos for a picture this large. Ask for a smaller one, or for "
                    "another provider."
                ).format(provider=TITLE)
            )
        if code == "CorruptPrompt":
            return self._remote.refusal()
        if code == "TimeoutIP":
            return RateLimitedError(
                N_("{provider} has put this bot on hold for a while.").format(provider=TITLE), retry_after(response)
            )
        if response.status_code == 503 and (code == "MaintenanceMode" or "maintenance" in said):
            return UnavailableError(N_("{provider} is closed for maintenance.").format(provider=TITLE))
        return self._remote.failure(response, said or None)


def _checked(job_id: str) -> str:
    """Return a job's id, which becomes part of an address."""
    if re.fullmatch(r"[\w-]{1,64}", job_id):
        return job_id
    raise UnavailableError(N_("{provider} gave a job number that makes no sense.").format(provider=TITLE))


def _step(check: dict[str, Any], waited: float) -> ProgressStep:
    """Return how far a job is: who is before it, how long it may take, the part of that which is over."""
    position, wait = (
        value if isinstance(value, int) else 0 for value in (check.get("queue_position"), check.get("wait_time"))
    )
    place = N_("{count} before you").format(count=position) if position > 0 else N_("being painted")
    fraction = waited / (waited + wait) if wait > 0 else 0.0
    if wait > 0:
        timed = N_("{count} before you, about {seconds} s") if position > 0 else N_("being painted, about {seconds} s")
        place = timed.format(count=position, seconds=wait)
    return ProgressStep(place, min(fraction, MAX_FRACTION))


def _is_censored(made: dict[str, Any]) -> bool:
    """Tell whether a worker's filter has blackened the image."""
    notes = made.get("gen_metadata")
    noted = isinstance(notes, list) and any(
        isinstance(note, dict) and note.get("type") == "censorship" for note in notes
    )
    return made.get("censored") is True or made.get("state") == "censored" or noted


def _in_sixty_fours(side: int) -> int:
    """Return the multiple of 64 that is nearest to a side."""
    return max(64, round(side / 64) * 64)


def _create(environment: Mapping[str, str]) -> AihordeProvider | None:
    api_key = environment.get("AIHORDE_API_KEY")
    if api_key is None:
        return None
    return AihordeProvider(AihordeOptions(api_key, environment.get("AIHORDE_BASE_URL", DEFAULT_URL)))


PROVIDER = ProviderDescription(
    AihordeProvider.name,
    AihordeProvider.title,
    variables=("AIHORDE_API_KEY", "AIHORDE_BASE_URL"),
    missing=N_("AIHORDE_API_KEY is not set (0000000000 is the anonymous key)."),
    create=_create,
    purpose=N_("free pictures, painted by volunteers"),
)
