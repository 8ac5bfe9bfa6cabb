"""ComfyUI, a local painter that runs graphs of nodes: the operator's workflow, or a plain one of ours."""

import asyncio
import contextlib
import urllib.parse
import uuid
from asyncio import Queue
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ModelSettings,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
    UnavailableError,
)
from generation.providers.comfyui.api import client_of, finished, graph_error, graph_of, queued_jobs
from generation.providers.comfyui.known_workflows import INPAINT, KnownWorkflows
from generation.providers.comfyui.preparation import prepare
from generation.providers.comfyui.progress import JobProgress
from generation.providers.comfyui.workflow import (
    Workflow,
    is_api_format,
    model_of,
    placeholders,
    read_workflow,
    run_anew,
)
from generation.providers.comfyui.workflow_check import WorkflowCheck
from generation.providers.http.address import parse_address
from generation.providers.http.client import Remote
from generation.providers.http.jobs import FileGoneError, JobFailedError, begin, download, poll, underway
from generation.providers.http.probe import probed
from generation.providers.model_settings import DIFFUSION_SETTINGS

if TYPE_CHECKING:
    from generation.providers.comfyui.socket import News

#: A workflow may paint a batch; more of it than this is left where it is.
MAX_IMAGES = 8
_WORKFLOWS = ("COMFYUI_WORKFLOW", "COMFYUI_REFERENCE_WORKFLOW", "COMFYUI_INPAINT_WORKFLOW")
#: Newer ones send previews of a job that asks for them; older ones only where they were started with them.
_PREVIEWS = {"preview_method": "auto"}
#: ComfyUI tells of the end a moment before the history has it.
_HISTORY_LAG = 0.05


@dataclass(frozen=True, slots=True)
class ComfyOptions:
    """Where ComfyUI is and what it is to run; the URL is not shown, for it may carry a password.

    `workflow` is for a description alone, `reference_workflow` for reference images too, where that is another one, and
    `inpaint_workflow` for a part of a picture.
    `poll_seconds` is how often the queue is looked at while nothing is heard on the WebSocket.
    """

    url: str = field(repr=False)
    workflow: Path | None = None
    reference_workflow: Path | None = None
    inpaint_workflow: Path | None = None
    client_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    poll_seconds: float = 2.0
    deadline: float = 600.0


class ComfyProvider:
    """Generate images with a workflow on the operator's own ComfyUI, which costs nothing."""

    name = "comfyui"
    title = "ComfyUI"

    def __init__(self, options: ComfyOptions) -> None:
        self._can = Capabilities(
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
        self._workflows = KnownWorkflows(options.workflow, options.reference_workflow, options.inpaint_workflow)
        self.capabilities = self.capabilities_with(ModelSettings())

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Queue the workflow, follow it and fetch its images.

        Raises:
            InvalidError: the workflow's file cannot be used, or ComfyUI does not take the graph.
            ProviderError: ComfyUI cannot be reached, failed, or took too long.

        """
        workflow = await self._read(self._workflows.path_for(request))
        filled = await prepare(self._remote, workflow, request)
        await self._socket.open()
        progress = JobProgress(report)
        await self._begin(filled, progress)
        return await self._finish(progress, request.seed if "seed" in placeholders(workflow) else None)

    async def resume(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Go on with a job that ComfyUI still has in its queue or its history.

        Raises:
            ProviderError: as `generate`; `JobFailedError` where ComfyUI no longer knows the job.

        """
        await self._listen_as_before(job_id)
        return await self._finish(
            JobProgress(report, job_id), request.seed if self.capabilities_with(request.model).seed else None
        )

    async def call_off(self, job_id: str) -> None:
        """Take a job out of the queue; stop it if it runs."""
        await self._remote.request("POST", "queue", json={"delete": [job_id]})
        running, _ = await self._queue()
        # Only then: an older ComfyUI does not know `prompt_id` here and would stop whatever it is painting.
        if job_id in running:
            await self._remote.request("POST", "interrupt", json={"prompt_id": job_id})

    async def probe(self) -> Health:
        """Tell whether ComfyUI answers and has what the workflow needs, and how long its queue is."""
        return await self.probe_with((ModelSettings(),))

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Probe, and see whether ComfyUI has what these models and their workflows need."""
        return await probed(self.title, self._health(*models))

    async def _health(self, first: ModelSettings, *others: ModelSettings) -> Health:
        running, pending = await self._queue()
        # Models that share a workflow cost ComfyUI one look at its nodes.
        check = WorkflowCheck(self._remote, self._workflows, self._read)
        warnings = [*await check.model(first)]
        for model in others:
            try:
                warnings += await check.model(model)
            except InvalidError as error:
                warnings.append(str(error))
        self.capabilities = self.capabilities_with(ModelSettings())
        return Health(able=True, queue=len(running) + len(pending), warnings=tuple(dict.fromkeys(warnings)))

    async def aclose(self) -> None:
        """Close the WebSocket and the connections."""
        await self._socket.aclose()
        await self._remote.aclose()

    async def _listen_as_before(self, job_id: str) -> None:
        """Open the socket under the name of the process that began a job: ComfyUI tells no other of it."""
        with contextlib.suppress(ProviderError):
            if not self._socket.is_open and (client := client_of(await self._remote.json("GET", "queue"), job_id)):
                self._socket.client_id = client
        await self._socket.open()

    def capabilities_with(self, model: ModelSettings) -> Capabilities:
        """Return what can be asked for with a model: what its workflows had places for when they were last read."""
        return replace(
            self._can,
            seed=self._workflows.take_seeds(model),
            references=self._workflows.most_references(model),
            edits=frozenset({INPAINT}) if self._workflows.can_inpaint(model) else frozenset(),
            hd=model.hd_steps is not None,
        )

    async def _read(self, path: Path) -> Workflow:
        workflow = await asyncio.to_thread(read_workflow, path)
        self._workflows.learn(path, workflow)
        self.capabilities = self.capabilities_with(ModelSettings())
        return workflow

    async def _begin(self, workflow: Workflow, progress: JobProgress) -> None:
        await begin(self._submit(workflow), self.call_off, progress.begun)

    async def _submit(self, workflow: Workflow) -> str:
        body = {"prompt": workflow, "client_id": self._socket.client_id, "extra_data": _PREVIEWS}
        response = await self._remote.request("POST", "prompt", json=body)
        if response.is_error:
            raise self._remote.failure(response, graph_error(response.content))
        answer = self._remote.parse(response)
        job_id = answer.get("prompt_id") if isinstance(answer, dict) else None
        if not isinstance(job_id, str) or not job_id:
            raise UnavailableError(N_("ComfyUI took the workflow but gave no job number."))
        return job_id

    async def _finish(self, progress: JobProgress, seed: int | None) -> ProviderResult:
        async with underway(self.title, self.capabilities.deadline, lambda: self.call_off(progress.job_id)):
            entry = await self._follow(progress)
            graph = graph_of(entry)
            try:
                images = await self._fetch(entry)
            except FileGoneError:
                # A graph that ComfyUI knows is not run again, though its file was cleared away.
                if not is_api_format(graph):
                    raise
                await self._begin(run_anew(graph, entry["outputs"], progress.job_id), progress)
                images = await self._fetch(await self._follow(progress))
        return ProviderResult(images[0], model=model_of(graph), seed=seed, more=tuple(images[1:]))

    async def _follow(self, progress: JobProgress) -> dict[str, Any]:
        """Return what the history says of a job when it has ended."""
        with self._socket.watch(progress.job_id) as news:
            return await poll(lambda: self._look(progress), lambda: self._listen(news, progress))

    async def _fetch(self, entry: dict[str, Any]) -> list[bytes]:
        return [await download(self._remote, "view", params=file) for file in finished(entry)[:MAX_IMAGES]]

    async def _look(self, progress: JobProgress) -> dict[str, Any] | None:
        """Return what the history says of a job that has ended; of one that waits, tell its place."""
        job_id = progress.job_id
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

    async def _listen(self, news: "Queue[News]", progress: JobProgress) -> None:
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


def _create(environment: Mapping[str, str]) -> ComfyProvider | None:
    url = environment.get("COMFYUI_URL")
    if url is None:
        return None
    plain, references, inpaint = (Path(path) if (path := environment.get(name)) else None for name in _WORKFLOWS)
    return ComfyProvider(ComfyOptions(url, plain, references, inpaint))


PROVIDER = ProviderDescription(
    ComfyProvider.name,
    ComfyProvider.title,
    variables=("COMFYUI_URL", *_WORKFLOWS),
    missing=N_("COMFYUI_URL is not set."),
    create=_create,
    purpose=N_("pictures from the operator's own ComfyUI"),
    model_settings=DIFFUSION_SETTINGS | {"workflow"},
)
