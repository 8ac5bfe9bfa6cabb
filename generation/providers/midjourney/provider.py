"""Midjourney through a proxy that the operator runs: unofficial, off by default, and said to be so."""

import asyncio
import contextlib
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    ProgressStep,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from generation.providers.http.address import parse_address
from generation.providers.http.client import Remote, json_object
from generation.providers.http.jobs import JobFailedError, begin, download, poll, underway
from generation.providers.http.probe import probed
from generation.providers.midjourney.api import (
    MAX_REFERENCES,
    TITLE,
    Task,
    check_version,
    data_url,
    fraction_of,
    imagine_body,
    is_allowed,
    portrait_of,
    read_task,
    split_grid,
    submitted_id,
    uploaded_url,
    verdict,
)

WARNING = N_("Midjourney is unofficial: it automates a user account and risks a ban; off unless you run a proxy.")
#: A task id that no proxy gives: asking for it shows whether the proxy answers and takes the secret.
_NO_TASK = "0"


@dataclass(frozen=True, slots=True)
class MidjourneyOptions:
    """Where the operator's proxy is, and its secret."""

    proxy_url: str = field(repr=False)
    proxy_secret: str = field(default="", repr=False)
    poll_seconds: float = 3.0
    deadline: float = 600.0


class MidjourneyProvider:
    """Generate four images at once with the Midjourney account of whoever runs the proxy."""

    name = "midjourney"
    title = TITLE

    def __init__(self, options: MidjourneyOptions) -> None:
        self.capabilities = Capabilities(
            negative=True,
            progress=True,
            cancel=True,
            resume=True,
            hd=False,
            references=MAX_REFERENCES,
            deadline=options.deadline,
        )
        self._options = options
        address = parse_address(self.title, options.proxy_url)
        self._proxy_url, secrets = address.url, (options.proxy_secret, *address.secrets)
        headers = address.headers | ({"mj-api-secret": options.proxy_secret} if options.proxy_secret else {})
        self._remote = Remote(self.title, address.url, headers=headers, secrets=secrets, read_seconds=60.0)
        # Images lie on Discord's and Midjourney's servers, which must not see the proxy's secret.
        self._downloads = Remote(self.title, address.url, secrets=secrets, read_seconds=60.0)

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Submit the description, wait for the grid, and cut it into its four images.

        Raises:
            ModeratedError: the proxy or Midjourney refuses the description.
            ProviderError: the proxy cannot be reached, is full, failed, or took too long.

        """
        task_id = await begin(
            self._submit(request),
            self.call_off,
            lambda task_id: report(ProgressStep(N_("queued"), 0.0, job_id=task_id)),
        )
        return await self._finish(task_id, request, report)

    async def resume(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Go on with a task that the proxy still has.

        Raises:
            ProviderError: as `generate`; `JobFailedError` where the proxy no longer knows the task.

        """
        return await self._finish(job_id, request, report)

    async def call_off(self, job_id: str) -> None:
        """Have the proxy cancel a task."""
        await self._remote.request("POST", _task_path(job_id, "cancel"))

    async def probe(self) -> Health:
        """Tell whether the proxy answers and takes the secret; whether Midjourney does, it cannot tell for free."""
        return await probed(self.title, self._health(), (WARNING,))

    async def _health(self) -> Health:
        response = await self._remote.request("GET", _task_path(_NO_TASK, "fetch"))
        # A 404 of the proxy's own is no page.
        unknown = response.status_code == 404 and not response.content.lstrip().startswith(b"<")
        if not response.is_success and not unknown:
            raise self._remote.failure(response)
        return Health(able=True, warnings=(WARNING,))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._remote.aclose()
        await self._downloads.aclose()

    async def _submit(self, request: ProviderRequest) -> str:
        body = imagine_body(request, await self._upload_face(request))
        answer = await self._remote.json("POST", "mj/submit/imagine", json=body)
        return submitted_id(answer, self._remote.clean)

    async def _upload_face(self, request: ProviderRequest) -> str:
        """Return where a portrait of the cast lies for Midjourney; a proxy that uploads nothing has it as an image."""
        number = portrait_of(request)
        if number is None:
            return ""
        body = {"base64Array": [data_url(request.references[number])]}
        response = await self._remote.request("POST", "mj/submit/upload-discord-images", json=body)
        return uploaded_url(json_object(response)) if response.is_success else ""

    async def _finish(self, task_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        async with underway(self.title, self.capabilities.deadline, lambda: self.call_off(task_id)):
            told: list[float] = []
            task = await poll(
                lambda: self._look(task_id, report, told), lambda: asyncio.sleep(self._options.poll_seconds)
            )
            grid = await self._download(task)
            first, *more = await asyncio.to_thread(split_grid, grid)
        model = f"{self.name} {request.model.model}" if request.model.model else self.name
        return ProviderResult(first, model=model, more=tuple(more))

    async def _look(self, task_id: str, report: ReportProgress, told: list[float]) -> Task | None:
        response = await self._remote.request("GET", _task_path(task_id, "fetch"))
        if response.is_error and response.status_code != 404:
            raise self._remote.failure(response)
        # The first proxy answers an unknown task with 200 and nothing, others with null or 404.
        if response.status_code == 404 or response.content.strip() in {b"", b"null"}:
            raise JobFailedError(N_("{provider}: the proxy no longer knows this picture.").format(provider=self.title))
        task = read_task(self._remote.parse(response))
        if task.status == "SUCCESS":
            return task
        if failure := verdict(task, self._remote.clean):
            if task.status == "MODAL":
                with contextlib.suppress(ProviderError):
                    await self.call_off(task_id)
            raise failure
        fraction = fraction_of(task)
        if not told or fraction > told[-1]:
            told.append(fraction)
            report(ProgressStep(N_("painting") if fraction else N_("queued"), fraction))
        return None

    async def _download(self, task: Task) -> bytes:
        if not task.image_url:
            raise JobFailedError(
                N_("{provider} says that the picture is done, but not where it is.").format(provider=self.title)
            )
        if not is_allowed(task.image_url, self._proxy_url):
            raise JobFailedError(
                N_("{provider}: the proxy named a picture at an address that cannot be trusted.").format(
                    provider=self.title
                )
            )
        return await download(self._downloads, str(httpx.URL(self._proxy_url + "/").join(task.image_url)))


def _task_path(task_id: str, what: str) -> str:
    return f"mj/task/{urllib.parse.quote(task_id, safe='')}/{what}"


def _create(environment: Mapping[str, str]) -> MidjourneyProvider | None:
    proxy_url = environment.get("MIDJOURNEY_PROXY_URL")
    if proxy_url is None:
        return None
    return MidjourneyProvider(MidjourneyOptions(proxy_url, environment.get("MIDJOURNEY_PROXY_SECRET", "")))


PROVIDER = ProviderDescription(
    MidjourneyProvider.name,
    MidjourneyProvider.title,
    variables=("MIDJOURNEY_PROXY_URL", "MIDJOURNEY_PROXY_SECRET"),
    missing=N_("MIDJOURNEY_PROXY_URL is not set."),
    create=_create,
    by_name_only=True,
    purpose=N_("painterly pictures, four at once"),
    model_settings=frozenset({"model", "negative"}),
    check_model=check_version,
)
