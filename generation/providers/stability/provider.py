"""Stability's API: Stable Image Ultra and Core, Stable Diffusion 3.5, and the tools that change an image."""

import asyncio
import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    ModelSettings,
    ProgressStep,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    RateLimitedError,
    ReportProgress,
    TimedOutError,
    UnavailableError,
)
from generation.providers.http.client import Remote, json_object
from generation.providers.http.jobs import JobFailedError, poll, underway
from generation.providers.http.media import from_base64, media_type
from generation.providers.http.probe import probed
from generation.providers.http.unreadable import not_a_picture, without_job
from generation.providers.stability.api import (
    CREDIT,
    EDITS,
    MODELS,
    TITLE,
    TOOLS,
    UPSCALE,
    UPSCALE_PIXELS,
    Call,
    call_for,
    seed_of,
)

STABLE_IMAGE = "v2beta/stable-image"
#: 150 calls in 10 seconds are allowed; an answer that does not say when to ask again means these.
RATE_SECONDS = 10.0
CALLS_PER_MINUTE = 900
DEFAULT_URL = "https://api.stability.ai"
DEFAULT_MODEL = "ultra"
#: A 403 in Stability's own error form is the moderation's unless its name speaks of the key: a refusal of the content
#: that is taken for a wrong key would be tried on other providers.
_KEY_NAMES = re.compile("auth|api_?key|permission", re.IGNORECASE)
_MODERATION = re.compile("moderat|flagged|safety", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StabilityOptions:
    """What an operator sets; `model` is one of `MODELS`."""

    api_key: str = field(repr=False)
    base_url: str = DEFAULT_URL
    model: str = DEFAULT_MODEL
    poll_seconds: float = 5.0
    deadline: float = 300.0
    client_id: str = "scene-visualizer"
    client_version: str = "1"

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise ValueError(_no_such_model(self.model))


class StabilityProvider:
    """Generate and edit images at Stability: of about a megapixel, in the ratio nearest to the request's."""

    name = "stability"
    title = TITLE

    def __init__(self, options: StabilityOptions) -> None:
        self._options = options
        self.capabilities = self.capabilities_with(ModelSettings())
        self._remote = Remote(
            TITLE,
            options.base_url,
            headers={
                "Authorization": f"Bearer {options.api_key}",
                "stability-client-id": options.client_id,
                "stability-client-version": options.client_version,
            },
            secrets=(options.api_key,),
            read_seconds=options.deadline,
        )

    def capabilities_with(self, model: ModelSettings) -> Capabilities:
        """Return what can be asked for with a model."""
        about = MODELS[model.model or self._options.model]
        return Capabilities(
            max_prompt=10_000,
            seed=True,
            negative=True,
            resume=True,
            references=1 if about.from_image else 0,
            edits=EDITS | {"vary"} if about.from_image else EDITS,
            deadline=self._options.deadline,
            calls_per_minute=CALLS_PER_MINUTE,
            cost=round(about.credits * CREDIT, 4),
            hd=False,
            upscale=UPSCALE,
            upscale_pixels=UPSCALE_PIXELS,
        )

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Generate an image, or edit one.

        Raises:
            ProviderError: one of its kinds.

        """
        call = call_for(request, request.model.model or self._options.model)
        async with self._waiting():
            response = await self._post(call, request)
        if call.later:
            job_id = self._job_id(response)
            report(ProgressStep(N_("upscaling"), 0.0, job_id=job_id))
            response = await self._outcome(job_id, call.cost)
        return self._result(response, call.model, call.cost, request)

    async def resume(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Fetch what a creative upscale, the only work with an id, has become; its cost is that of the whole job.

        Raises:
            ProviderError: one of its kinds.

        """
        report(ProgressStep(N_("upscaling"), 0.0))
        tool = TOOLS["upscale-creative"]
        cost = round(tool.credits * CREDIT, 4)
        response = await self._outcome(job_id, cost)
        return self._result(response, f"stable-image/{tool.path}", cost, request)

    async def probe(self) -> Health:
        """Tell whether Stability answers, takes the key and has credit for an image.

        The balance is a route of the first API; where it is gone, an answer in Stability's form shows that it is there.
        """
        return await self.probe_with((ModelSettings(),))

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Probe, and see whether the credit is enough for the first of these models."""
        return await probed(TITLE, self._health(self.capabilities_with(models[0]).cost))

    async def _health(self, cost: float) -> Health:
        response = await self._remote.request("GET", "v1/user/balance")
        gone = response.status_code == 404 and "name" in json_object(response)
        if not response.is_success and not gone:
            raise self._remote.failure(response)
        balance = _number(json_object(response).get("credits")) if response.is_success else None
        if balance is not None and balance * CREDIT < cost:
            return Health(
                able=False,
                reason=N_("{provider} is out of credit ({credits:g} credits are left).").format(
                    provider=TITLE, credits=balance
                ),
            )
        return Health(able=True)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._remote.aclose()

    async def _post(self, call: Call, request: ProviderRequest) -> httpx.Response:
        # An image as it is comes a third smaller than as base64; what is fetched later is announced in JSON.
        headers = {"Accept": "application/json" if call.later else "image/*"}
        if request.requester:
            headers["stability-client-user-id"] = request.requester
        response = await self._remote.request(
            "POST", f"{STABLE_IMAGE}/{call.path}", data=call.fields, files=call.files, headers=headers
        )
        if response.is_error:
            raise self._failure(response)
        return response

    def _job_id(self, response: httpx.Response) -> str:
        job_id = json_object(response).get("id")
        if not isinstance(job_id, str) or not job_id:
            raise without_job(TITLE)
        return job_id

    async def _outcome(self, job_id: str, cost: float) -> httpx.Response:
        """Return what a job has become; it is finished, and charged, also where nobody hears of it."""
        if not re.fullmatch(r"[\w-]{1,128}", job_id):
            raise UnavailableError(N_("{provider} gave a job number that makes no sense.").format(provider=TITLE))
        try:
            async with self._waiting():
                return await poll(lambda: self._ask(job_id), lambda: asyncio.sleep(self._options.poll_seconds))
        except (UnavailableError, TimedOutError) as error:
            error.cost = cost
            raise

    async def _ask(self, job_id: str) -> httpx.Response | None:
        response = await self._remote.request("GET", f"v2beta/results/{job_id}", headers={"Accept": "application/json"})
        if response.status_code == 202:
            return None
        if response.status_code == 404:
            raise JobFailedError(N_("{provider} no longer knows this job.").format(provider=TITLE))
        if response.is_error:
            raise self._failure(response)
        return response

    def _result(self, response: httpx.Response, model: str, cost: float, request: ProviderRequest) -> ProviderResult:
        """Read the image out of an answer: the bytes themselves, or JSON that carries them."""
        body = json_object(response)
        reason = str(body.get("finish_reason") or response.headers.get("finish-reason") or "SUCCESS")
        if reason == "CONTENT_FILTERED":  # which comes with status 200, and with a blurred image
            raise self._remote.refusal()
        if reason != "SUCCESS":
            raise UnavailableError(
                N_("{provider} did not finish the picture ({reason}).").format(
                    provider=TITLE, reason=self._remote.clean(reason)
                )
            )
        data = from_base64(TITLE, str(body.get("image") or body.get("result"))) if body else response.content
        if media_type(data) is None:
            raise not_a_picture(TITLE)
        seed = _number(body.get("seed") or response.headers.get("seed"))
        return ProviderResult(data=data, model=model, seed=seed_of(request) if seed is None else int(seed), cost=cost)

    def _failure(self, response: httpx.Response) -> ProviderError:
        body = json_object(response)
        name = str(body.get("name", ""))
        refused = name and (_MODERATION.search(str(body)) or not _KEY_NAMES.search(name))
        if response.status_code == 403 and refused:
            return self._remote.refusal()
        failure = self._remote.failure(response)
        if isinstance(failure, RateLimitedError) and failure.retry_after is None:
            failure.retry_after = RATE_SECONDS
        return failure

    def _waiting(self) -> contextlib.AbstractAsyncContextManager[None]:
        return underway(TITLE, self.capabilities.deadline, _nothing_to_call_off)


async def _nothing_to_call_off() -> None:
    """Stability has no way to cancel; what was begun is finished and paid."""


def _number(value: object) -> float | None:
    """Return a number that came as one or as digits."""
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None


def _no_such_model(name: str) -> str:
    unknown = N_("there is no model “{model}” at Stability; there are {models}")
    return unknown.format(model=name[:60], models=", ".join(MODELS))


def _check_model(model: ModelSettings) -> None:
    if model.model is not None and model.model not in MODELS:
        raise ValueError(_no_such_model(model.model))
    about = MODELS.get(model.model or "")
    if model.guidance is not None and ((about and not about.name) or not 1 <= model.guidance <= 10):
        raise ValueError(N_("guidance goes from 1 to 10, and only the sd3.5 models take one"))


def _create(environment: Mapping[str, str]) -> StabilityProvider | None:
    api_key = environment.get("STABILITY_API_KEY")
    if api_key is None:
        return None
    base_url = environment.get("STABILITY_BASE_URL", DEFAULT_URL)
    return StabilityProvider(StabilityOptions(api_key, base_url, environment.get("STABILITY_MODEL", DEFAULT_MODEL)))


PROVIDER = ProviderDescription(
    StabilityProvider.name,
    StabilityProvider.title,
    variables=("STABILITY_API_KEY", "STABILITY_BASE_URL", "STABILITY_MODEL"),
    missing=N_("STABILITY_API_KEY is not set."),
    create=_create,
    purpose=N_("realistic and painted scenes, and edits"),
    model_settings=frozenset({"model", "guidance", "negative"}),
    check_model=_check_model,
)
