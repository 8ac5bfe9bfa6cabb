"""Images from a Stable Diffusion server of the operator's, one at a time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ModelSettings,
    ProgressStep,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
    TimedOutError,
    UnavailableError,
)
from generation.providers.http.address import parse_address
from generation.providers.http.client import Remote
from generation.providers.http.jobs import underway
from generation.providers.http.media import from_base64
from generation.providers.http.probe import probed
from generation.providers.http.unreadable import without_picture
from generation.providers.model_settings import DIFFUSION_SETTINGS
from generation.providers.sdapi.api import (
    EDITS,
    STARTING,
    TITLE,
    call_for,
    detail_of,
    find_checkpoint,
    info_of,
    json_of,
    no_api,
    size_of,
    step_of,
)
from generation.providers.sdapi.faces import face_unit
from generation.providers.sdapi.sampling import sampling_fields, usual_sampling
from storage.tasks import spawn

API = "sdapi/v1"
#: Asking whether the server is idle, and for the model's name, must not keep an image waiting.
IDLE_SECONDS, NAME_SECONDS = 5.0, 2.0


@dataclass(frozen=True, slots=True)
class SdapiOptions:
    """What an operator sets; a user and password for `--api-auth` belong into the address.

    `loras` are the names that a description may load by `<lora:name:weight>`.
    """

    url: str = field(repr=False)
    poll_seconds: float = 1.0
    deadline: float = 300.0
    loras: tuple[str, ...] = ()


class SdapiProvider:
    """Generate images on a Stable Diffusion server of the operator's, one at a time.

    Progress, preview and interrupt are the whole server's there and know no job: two requests at once would show each
    other's image, which may be a secret one. So requests take turns, and when the server is at work for somebody else
    as ours arrives, nothing of its progress is shown and nothing is interrupted.
    """

    name = "sdapi"
    title = TITLE

    def __init__(self, options: SdapiOptions) -> None:
        self._options = options
        self.capabilities = Capabilities(
            seed=True,
            negative=True,
            clip_tokens=77,
            progress=True,
            cancel=True,
            references=1,
            edits=EDITS,
            deadline=options.deadline,
        )
        address = parse_address(N_("the web UI"), options.url)
        self._remote = Remote(
            TITLE, address.url, headers=address.headers, secrets=address.secrets, read_seconds=options.deadline
        )
        self._turn = asyncio.Lock()

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Generate an image.

        Raises:
            ProviderError: one of its kinds.

        """
        path, body = call_for(request, self._options.loras)
        if self._turn.locked():
            report(ProgressStep(N_("waiting for its turn"), 0.0))
        async with self._taking_turns():
            # The lock is held while the work is called off: an interrupt that comes late would hit the next request.
            ours, is_web_ui = await self._look()
            body |= await self._how_to_paint(request, is_web_ui=is_web_ui)
            if is_web_ui and (scripts := await self._keeping_face(request)):
                path = "txt2img"
                body = {name: value for name, value in body.items() if name not in STARTING} | {
                    "alwayson_scripts": scripts
                }
            call_off = self._interrupt if ours else _leave_alone
            async with underway(TITLE, self._options.deadline, call_off), self._watched(report if ours else None):
                data, info = await self._paint(path, body)
            return await self._result(data, info, request)

    def capabilities_with(self, model: ModelSettings) -> Capabilities:
        """Return what can be asked for with a model."""
        return replace(self.capabilities, hd=model.has_hd)

    async def probe(self) -> Health:
        """Tell whether a server with this API answers."""
        return await self.probe_with((ModelSettings(),))

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Tell whether a server with this API answers, and has these checkpoints."""
        return await probed(TITLE, self._health(models))

    async def _health(self, models: Sequence[ModelSettings]) -> Health:
        response = await self._remote.request("GET", f"{API}/sd-models")
        if response.status_code == 404:
            raise no_api()
        if not response.is_success:
            raise self._remote.failure(response)
        listed = self._remote.parse(response)
        if listed == [] and not any(each.model for each in models):
            return Health(able=True, warnings=(N_("{provider} lists no model.").format(provider=TITLE),))
        lacking = [_lacking(listed, each) for each in models]
        return Health(able=lacking[0] is None, reason=lacking[0], warnings=tuple(filter(None, lacking[1:])))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._remote.aclose()

    async def _how_to_paint(self, request: ProviderRequest, *, is_web_ui: bool) -> dict[str, Any]:
        """Return the fields for the checkpoint, its steps and its guidance.

        A web UI's own defaults are the same for every checkpoint, so it is told what suits the one that paints; other
        servers have their own for the model that they were started with.
        """
        model, fields = request.model, dict[str, Any]()
        if model.model:
            checkpoint = await self._checkpoint(model.model)
            # Who uses the web UI itself finds it as it was.
            fields["override_settings"] = {"sd_model_checkpoint": checkpoint}
            fields["override_settings_restore_afterwards"] = True
        usual = None
        if is_web_ui and (model.steps is None or model.guidance is None):
            usual = usual_sampling(model.model or await self._loaded() or "")
        return fields | sampling_fields(model, usual, fine=request.is_fine)

    async def _keeping_face(self, request: ProviderRequest) -> dict[str, Any] | None:
        """Return the scripts that keep the face of a portrait, where there is one and the server has what they need."""
        if request.edit is not None or not any(1 in member.shown_in for member in request.cast):
            return None
        with contextlib.suppress(ProviderError, TimeoutError):
            async with asyncio.timeout(NAME_SECONDS):
                models = json_of(await self._remote.request("GET", "controlnet/model_list"))
                modules = json_of(await self._remote.request("GET", "controlnet/module_list"))
            return face_unit(models, modules, request.references[0])
        return None

    async def _checkpoint(self, wanted: str) -> str:
        """Return the title of a checkpoint that the server has."""
        response = await self._remote.request("GET", f"{API}/sd-models")
        if response.status_code == 404:
            return wanted
        if not response.is_success:
            raise self._remote.failure(response)
        return find_checkpoint(self._remote.parse(response), wanted)

    @contextlib.asynccontextmanager
    async def _taking_turns(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._options.deadline):
                await self._turn.acquire()
        except TimeoutError as error:
            raise TimedOutError(
                N_("{provider} was busy with other pictures for too long.").format(provider=TITLE)
            ) from error
        try:
            yield
        finally:
            self._turn.release()

    async def _paint(self, path: str, body: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
        response = await self._remote.request("POST", f"{API}/{path}", json=body)
        if response.status_code == 404 and detail_of(response) == "Not Found":
            raise no_api()
        if response.status_code >= 500 and b"outofmemory" in response.content.lower().replace(b" ", b""):
            raise UnavailableError(
                N_("{provider} ran out of memory. A smaller picture may work.").format(provider=TITLE)
            )
        if response.is_error:
            raise self._remote.failure(response)
        # Megabytes, which would hold the event loop up.
        return await asyncio.to_thread(self._read, response)

    def _read(self, response: httpx.Response) -> tuple[bytes, dict[str, Any]]:
        """Return the image in an answer, and what the server says of it."""
        answer = self._remote.parse(response)
        if not isinstance(answer, dict):
            raise without_picture(TITLE)
        images = answer.get("images")
        data = from_base64(TITLE, str(images[0]) if isinstance(images, list) and images else "")
        return data, info_of(answer.get("info"))

    async def _result(self, data: bytes, info: dict[str, Any], request: ProviderRequest) -> ProviderResult:
        seed = info.get("seed")
        model = info.get("sd_model_name") or request.model.model or await self._loaded() or "stable-diffusion"
        return ProviderResult(
            data=data, model=str(model), seed=seed if isinstance(seed, int) else request.seed, asked=size_of(request)
        )

    async def _loaded(self) -> str | None:
        """Return the checkpoint that is loaded, where the server tells."""
        with contextlib.suppress(ProviderError, TimeoutError):
            async with asyncio.timeout(NAME_SECONDS):
                options = json_of(await self._remote.request("GET", f"{API}/options"))
            if isinstance(options, dict) and options.get("sd_model_checkpoint"):
                return str(options["sd_model_checkpoint"])
        return None

    async def _look(self) -> tuple[bool, bool]:
        """Tell whether the server is free, so that what it does next is ours, and whether it is a web UI.

        sd-server and others tell no progress, and pass for free.
        """
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                response = await self._remote.request("GET", f"{API}/progress", params={"skip_current_image": "true"})
        except (ProviderError, TimeoutError):
            return False, True
        if response.status_code == 404:
            return True, False
        state = json_of(response)
        return isinstance(state, dict) and not state.get("progress"), True

    @contextlib.asynccontextmanager
    async def _watched(self, report: ReportProgress | None) -> AsyncIterator[None]:
        """Report the server's progress beside the call, where it is ours."""
        if report is None:
            yield
            return
        watcher = spawn(self._watch(report), "following the web UI's progress")
        try:
            yield
        finally:
            watcher.cancel()
            await asyncio.gather(watcher, return_exceptions=True)

    async def _watch(self, report: ReportProgress) -> None:
        while True:
            await asyncio.sleep(self._options.poll_seconds)
            try:
                response = await self._remote.request("GET", f"{API}/progress", params={"skip_current_image": "false"})
            except ProviderError:
                continue
            if response.status_code == 404:
                return
            if step := await asyncio.to_thread(step_of, response):
                report(step)

    async def _interrupt(self) -> None:
        await self._remote.request("POST", f"{API}/interrupt")


def _lacking(listed: object, model: ModelSettings) -> str | None:
    """Say that a checkpoint is not there, if that is so."""
    try:
        if model.model:
            find_checkpoint(listed, model.model)
    except InvalidError as error:
        return str(error)
    return None


async def _leave_alone() -> None:
    """Interrupt nothing: the server is at work for somebody else."""


def _create(environment: Mapping[str, str]) -> SdapiProvider | None:
    url = environment.get("SDAPI_URL")
    if url is None:
        return None
    names = (name.strip() for name in environment.get("SDAPI_LORAS", "").split(","))
    return SdapiProvider(SdapiOptions(url, loras=tuple(name for name in names if name)))


PROVIDER = ProviderDescription(
    SdapiProvider.name,
    SdapiProvider.title,
    variables=("SDAPI_URL", "SDAPI_LORAS"),
    missing=N_("SDAPI_URL is not set."),
    create=_create,
    purpose=N_("pictures from the operator's own Stable Diffusion"),
    model_settings=DIFFUSION_SETTINGS,
)
