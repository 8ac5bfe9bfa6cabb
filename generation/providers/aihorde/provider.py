"""AI Horde: volunteers' machines paint for free, after a queue; the anonymous key works."""

import asyncio
import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generation.i18n import N_
from generation.providers.aihorde.api import (
    FREE_PIXELS,
    KARRAS,
    NOT_KARRAS,
    TITLE,
    body_of,
    checked,
    failure,
    is_censored,
    kudos_wanted,
    nobody_there,
    poll_failure,
    size_of,
    step_of,
)
from generation.providers.aihorde.download import is_own
from generation.providers.base import (
    AuthError,
    Capabilities,
    Health,
    ModelSettings,
    ProgressStep,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
    UnavailableError,
)
from generation.providers.http.client import Remote, json_object
from generation.providers.http.elsewhere import fetch_elsewhere
from generation.providers.http.jobs import JobFailedError, begin, poll, underway
from generation.providers.http.media import from_base64, media_type
from generation.providers.http.probe import probed
from generation.providers.http.unreadable import without_job, without_picture
from generation.providers.model_settings import DIFFUSION_SETTINGS

DEFAULT_URL = "https://aihorde.net/api/v2"
ANONYMOUS = "0000000000"
#: Shared keys look so; the Horde finds no user by one.
_SHARED_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AihordeOptions:
    """How to reach AI Horde, and how often to ask after a job."""

    api_key: str = field(default=ANONYMOUS, repr=False)
    base_url: str = DEFAULT_URL
    poll_seconds: float = 3.0
    client_agent: str = "scene-visualizer:1:https://aihorde.net"
    deadline: float = 600.0


class AihordeProvider:
    """Generate images on AI Horde."""

    name = "aihorde"
    title = TITLE

    def __init__(self, options: AihordeOptions) -> None:
        self._options = options
        self.capabilities = Capabilities(
            # Who is anonymous has no kudos.
            most_pixels=FREE_PIXELS if options.api_key == ANONYMOUS else 0,
            seed=True,
            negative=True,
            clip_tokens=77,
            progress=True,
            cancel=True,
            resume=True,
            deadline=options.deadline,
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
        width, height = size_of(request)
        if width * height > FREE_PIXELS and not await self._may_have_kudos():
            raise kudos_wanted()
        job_id = await begin(
            self._submit(request),
            self.call_off,
            lambda job_id: report(ProgressStep(N_("in the queue"), 0.0, job_id=job_id)),
        )
        return await self._finish(job_id, request, report)

    async def resume(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Go on waiting for a job of an earlier process.

        Raises:
            ProviderError: one of its kinds.

        """
        return await self._finish(checked(job_id), request, report)

    async def call_off(self, job_id: str) -> None:
        """Take a job off the queue."""
        await self._remote.request("DELETE", f"generate/status/{checked(job_id)}")

    def capabilities_with(self, model: ModelSettings) -> Capabilities:
        """Return what can be asked for with a model."""
        return replace(self.capabilities, hd=model.has_hd)

    async def probe(self) -> Health:
        """Tell whether AI Horde answers and knows the key, and how many requests wait there."""
        return await self.probe_with((ModelSettings(),))

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Probe, and look whether anybody paints with these models."""
        return await probed(TITLE, self._health({name for each in models for name in each.model_names}))

    async def _health(self, wanted: Collection[str]) -> Health:
        response = await self._remote.request("GET", "status/performance")
        if not response.is_success:
            raise failure(self._remote, response)
        load = self._remote.parse(response)
        if await self._user() is None:
            raise AuthError(
                N_("{provider} does not know this key; the operator should check it.").format(provider=TITLE)
            )
        load = load if isinstance(load, dict) else {}
        if load.get("worker_count") == 0:
            return Health(able=False, reason=N_("Nobody is painting at {provider} right now.").format(provider=TITLE))
        queue = load.get("queued_requests")
        warnings = (*self._warnings(), *(await self._unpainted(wanted) if wanted else ()))
        return Health(able=True, warnings=warnings, queue=queue if isinstance(queue, int) else None)

    async def _unpainted(self, wanted: Collection[str]) -> Iterator[str]:
        """Say with which of these models nobody paints, where the Horde tells."""
        response = await self._remote.request("GET", "status/models", params={"type": "image"})
        listed = self._remote.parse(response) if response.is_success else None
        if not isinstance(listed, list):
            return iter(())
        painted = {each.get("name") for each in listed if isinstance(each, dict)}
        text = N_("Nobody at {provider} paints with {model} right now.")
        return (text.format(provider=TITLE, model=name) for name in sorted(set(wanted) - painted))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._remote.aclose()
        await self._download.aclose()

    async def _user(self) -> dict[str, Any] | None:
        """Return what the Horde says of the key's owner, nothing where it says nothing; None: it knows nobody."""
        if self._options.api_key == ANONYMOUS or _SHARED_KEY.fullmatch(self._options.api_key):
            return {}
        response = await self._remote.request("GET", "find_user")
        if response.status_code in {401, 404} and json_object(response).get("rc") in {"UserNotFound", "InvalidAPIKey"}:
            return None
        return json_object(response) if response.is_success else {}

    async def _may_have_kudos(self) -> bool:
        """Tell whether the key's owner has any kudos, for all that can be found out."""
        try:
            kudos = (await self._user() or {}).get("kudos")
        except ProviderError:
            return True
        return not isinstance(kudos, int | float) or kudos > 0

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
        response = await self._remote.request("POST", "generate/async", json=body_of(request))
        if response.is_error:
            raise failure(self._remote, response)
        job_id = json_object(response).get("id")
        if not isinstance(job_id, str):
            raise without_job(TITLE)
        return checked(job_id)

    async def _finish(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Wait for a job and fetch its image; it is taken off the queue where we give up."""
        began = time.monotonic()
        async with underway(TITLE, self._options.deadline, lambda: self.call_off(job_id)):
            await poll(lambda: self._check(job_id, began, report), lambda: asyncio.sleep(self._options.poll_seconds))
            status = await poll(lambda: self._status(job_id), lambda: asyncio.sleep(self._options.poll_seconds))
            return await self._result(status, request)

    async def _check(self, job_id: str, began: float, report: ReportProgress) -> bool | None:
        response = await self._remote.request("GET", f"generate/check/{job_id}")
        if response.is_error:
            raise poll_failure(self._remote, response)
        check = json_object(response)
        if check.get("faulted") is True:
            raise JobFailedError(N_("{provider} failed on this picture.").format(provider=TITLE))
        if check.get("done") is True:
            return True
        if check.get("is_possible") is False:
            await self.call_off(job_id)
            raise nobody_there()
        report(step_of(check, time.monotonic() - began))
        return None

    async def _status(self, job_id: str) -> dict[str, Any]:
        response = await self._remote.request("GET", f"generate/status/{job_id}")
        if response.is_error:
            raise poll_failure(self._remote, response)
        return json_object(response)

    async def _result(self, status: dict[str, Any], request: ProviderRequest) -> ProviderResult:
        generations = status.get("generations")
        made = generations[0] if isinstance(generations, list) and generations else None
        if not isinstance(made, dict):
            raise without_picture(TITLE)
        if is_censored(made):
            raise self._remote.refusal()
        image = str(made.get("img"))
        data = await self._fetch(image) if "://" in image else from_base64(TITLE, image)
        seed = str(made.get("seed", ""))
        return ProviderResult(
            data=data,
            model=str(made.get("model") or "stable-diffusion"),
            seed=int(seed) if seed.isdecimal() else request.seed,
            asked=size_of(request),
        )

    async def _fetch(self, address: str) -> bytes:
        if not await is_own(address, self._options.base_url):
            return await fetch_elsewhere(TITLE, address)
        response = await self._download.request("GET", address)
        if response.status_code != 200 or media_type(response.content) is None:
            raise UnavailableError(
                N_("{provider}'s picture could not be fetched ({status}).").format(
                    provider=TITLE, status=response.status_code
                )
            )
        return response.content


def _check_model(model: ModelSettings) -> None:
    if model.scheduler not in {None, KARRAS, NOT_KARRAS}:
        raise ValueError(N_("scheduler is “karras” or “normal”"))


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
    model_settings=DIFFUSION_SETTINGS | {"any_of"},
    check_model=_check_model,
)
