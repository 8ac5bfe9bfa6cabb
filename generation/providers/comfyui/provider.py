"""ComfyUI, a local painter that runs graphs of nodes: the operator's workflow, or a plain one of ours."""

import asyncio
import urllib.parse
import uuid
from asyncio import Queue
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ProgressStep,
    ProviderDescription,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
    UnavailableError,
)
from generation.providers.comfyui.api import finished, graph_error, graph_of, queued_jobs
from generation.providers.comfyui.workflow import Workflow, fill, model_of, read_workflow, uses
from generation.providers.http.address import parse_address
from generation.providers.http.client import Remote
from generation.providers.http.jobs import JobFailedError, begin, download, poll, underway
from generation.providers.http.probe import probed
from generation.providers.prompt_syntax import without_syntax

if TYPE_CHECKING:
    from generation.providers.comfyui.socket import News

#: A workflow may paint a batch; more of it than this is left where it is.
MAX_IMAGES = 8
#: ComfyUI tells of the end a moment before the history has it.
_HISTORY_LAG = 0.05


@dataclass(frozen=True, slots=True)
class ComfyOptions:
    """Where ComfyUI is and what it is to run; the URL is not shown, for it may carry a password.

    `poll_seconds` is how often the queue is looked at while nothing is heard on the WebSocket.
    """

    url: str = field(repr=False)
    workflow: Path | None = None
    checkpoint: str | None = None
    client_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    poll_seconds: float = 2.0
    deadline: float = 600.0


class ComfyProvider:
    """Generate images with a workflow on the operator's own ComfyUI, which costs nothing."""

    name = "comfyui"
    title = "ComfyUI"

    def __init__(self, options: ComfyOptions) -> None:
        self.capabilities = Capabilities(
            seed=True,
            negative=True,
            clip_tokens=77,
            progress=True,
            cancel=True,
            resume=True,
            deadline=options.deadline,
            hd=False,
        )
        from generation.providers.comfyui.socket import ComfySocket  # noqa: PLC0415  # aiohttp takes 80 ms

        self._options = options
        address = parse_address(self.title, options.url)
        self._remote = Remote(
            self.title, address.url, headers=address.headers, secrets=address.secrets, read_seconds=60.0
        )
        self._socket = ComfySocket(address, options.client_id)

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Queue the workflow, follow it and fetch its images.

        Raises:
            InvalidError: the workflow's file cannot be used, or ComfyUI does not take the graph.
            ProviderError: ComfyUI cannot be reached, failed, or took too long.

        """
        workflow = await self._filled(request)
        await self._socket.open()
        job_id = await begin(
            self._submit(workflow),
            self.call_off,
            lambda job_id: report(ProgressStep(N_("queued"), 0.0, job_id=job_id)),
        )
        return await self._finish(job_id, request, report)

    async def resume(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Go on with a job that ComfyUI still has in its queue or its history.

        Raises:
            ProviderError: as `generate`; `JobFailedError` where ComfyUI no longer knows the job.

        """
        await self._socket.open()
        return await self._finish(job_id, request, report)

    async def call_off(self, job_id: str) -> None:
        """Take a job out of the queue; stop it if it runs."""
        await self._remote.request("POST", "queue", json={"delete": [job_id]})
        running, _ = await self._queue()
        # Only then: an older ComfyUI does not know `prompt_id` here and would stop whatever it is painting.
        if job_id in running:
            await self._remote.request("POST", "interrupt", json={"prompt_id": job_id})

    async def probe(self) -> Health:
        """Tell whether ComfyUI answers and has what the workflow needs, and how long its queue is."""
        return await probed(self.title, self._health())

    async def _health(self) -> Health:
        workflow = await asyncio.to_thread(read_workflow, self._options.workflow)
        running, pending = await self._queue()
        if uses(workflow, "checkpoint"):
            await self._checkpoint()
        return Health(able=True, queue=len(running) + len(pending))

    async def aclose(self) -> None:
        """Close the WebSocket and the connections."""
        await self._socket.aclose()
        await self._remote.aclose()

    async def _filled(self, request: ProviderRequest) -> Workflow:
        workflow = await asyncio.to_thread(read_workflow, self._options.workflow)
        return fill(
            workflow,
            {
                "prompt": without_syntax(request.prompt),
                "negative": without_syntax(request.negative),
                "seed": request.seed % 2**64,
                # Latent images are an eighth of the size.
                "width": round(request.width / 8) * 8,
                "height": round(request.height / 8) * 8,
                "checkpoint": await self._checkpoint() if uses(workflow, "checkpoint") else "",
            },
        )

    async def _checkpoint(self) -> str:
        found = await self._remote.json("GET", "models/checkpoints")
        names = [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
        if not names:
            raise InvalidError(
                N_("ComfyUI has no checkpoint. The operator should put one into its models/checkpoints.")
            )
        wished = self._options.checkpoint
        if wished and wished not in names:
            raise InvalidError(
                N_("ComfyUI has no checkpoint {model}. It has {models}.").format(
                    model=wished, models=self._remote.clean(", ".join(names))
                )
            )
        return wished or names[0]

    async def _submit(self, workflow: Workflow) -> str:
        body = {"prompt": workflow, "client_id": self._options.client_id}
        response = await self._remote.request("POST", "prompt", json=body)
        if response.is_error:
            raise self._remote.failure(response, graph_error(response.content))
        answer = self._remote.parse(response)
        job_id = answer.get("prompt_id") if isinstance(answer, dict) else None
        if not isinstance(job_id, str) or not job_id:
            raise UnavailableError(N_("ComfyUI took the workflow but gave no job number."))
        return job_id

    async def _finish(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        async with underway(self.title, self.capabilities.deadline, lambda: self.call_off(job_id)):
            progress = JobProgress(report)
            with self._socket.watch(job_id) as news:
                entry = await poll(lambda: self._look(job_id, progress), lambda: self._listen(news, progress))
            files = finished(entry)[:MAX_IMAGES]
            first, *more = [await download(self._remote, "view", params=file) for file in files]
        return ProviderResult(first, model=model_of(graph_of(entry)), seed=request.seed, more=tuple(more))

    async def _look(self, job_id: str, progress: "JobProgress") -> dict[str, Any] | None:
        """Return what the history says of a job that has ended; of one that waits, tell its place."""
        if entry := await self._history(job_id):
            return entry
        running, pending = await self._queue()
        if job_id in running:
            progress.running()
        elif job_id in pending:
            progress.queued(len(running) + pending.index(job_id))
        elif entry := await self._history(job_id):  # it ended between the two answers
            return entry
        else:
            raise JobFailedError(N_("ComfyUI no longer has this job: it was restarted, or its queue was cleared."))
        return None

    async def _listen(self, news: "Queue[News]", progress: "JobProgress") -> None:
        """Pass on the news of a job until it ends or nothing is heard; without a WebSocket, rest and try for one."""
        if not self._socket.is_open:
            await asyncio.sleep(self._options.poll_seconds)
            await self._socket.open()
            return
        while True:
            silence = _HISTORY_LAG if progress.ended else self._options.poll_seconds
            try:
                async with asyncio.timeout(silence):
                    latest = await news.get()
            except TimeoutError:
                return
            if latest.ended or latest.dropped:
                progress.ended |= latest.ended
                return
            progress.running(latest.fraction, latest.preview)

    async def _history(self, job_id: str) -> dict[str, Any] | None:
        answer = await self._remote.json("GET", f"history/{urllib.parse.quote(job_id, safe='')}")
        entry = answer.get(job_id) if isinstance(answer, dict) else None
        return entry if isinstance(entry, dict) and entry else None

    async def _queue(self) -> tuple[list[str], list[str]]:
        return queued_jobs(await self._remote.json("GET", "queue"))


class JobProgress:
    """Report a job's progress: each thing once, and never less than before."""

    def __init__(self, report: ReportProgress) -> None:
        self._report = report
        self._stage = ""
        self._fraction = 0.0
        self.ended = False

    def queued(self, before: int) -> None:
        """Report how many jobs are done before this one."""
        stage = N_("{count} before you").format(count=before) if before else N_("next")
        if stage != self._stage:
            self._stage = stage
            self._report(ProgressStep(stage, self._fraction))

    def running(self, fraction: float | None = None, preview: bytes | None = None) -> None:
        """Report that it is under way, how far it is, and what it looks like."""
        # A workflow may have several samplers, each counting from nothing again.
        reached = max(self._fraction, 0.05 + 0.9 * (fraction or 0.0))
        if preview or reached > self._fraction or self._stage != "painting":
            self._stage, self._fraction = "painting", reached
            self._report(ProgressStep(N_("painting"), reached, preview))


def _create(environment: Mapping[str, str]) -> ComfyProvider | None:
    url = environment.get("COMFYUI_URL")
    if url is None:
        return None
    workflow = environment.get("COMFYUI_WORKFLOW")
    return ComfyProvider(ComfyOptions(url, Path(workflow) if workflow else None))


PROVIDER = ProviderDescription(
    ComfyProvider.name,
    ComfyProvider.title,
    variables=("COMFYUI_URL", "COMFYUI_WORKFLOW"),
    missing=N_("COMFYUI_URL is not set."),
    create=_create,
    purpose=N_("pictures from the operator's own ComfyUI"),
)
