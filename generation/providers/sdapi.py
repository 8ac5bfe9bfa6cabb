"""The `/sdapi/v1` protocol: Automatic1111's web UI, Forge, stable-diffusion.cpp's sd-server and others."""

import asyncio
import base64
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
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
from generation.providers.http.client import Remote, json_object
from generation.providers.http.jobs import underway
from generation.providers.http.media import from_base64
from generation.providers.http.probe import probed
from generation.providers.http.request import FINE_QUALITIES, REFERENCE_STRENGTH
from generation.providers.http.useless import without_picture
from generation.providers.prompt_syntax import web_ui_prompt
from generation.tasks import spawn

TITLE = "Stable Diffusion web UI"
API = "sdapi/v1"
#: Asking whether the server is idle, and for the model's name, must not keep an image waiting.
IDLE_SECONDS, NAME_SECONDS = 5.0, 2.0
MAX_PREVIEW = 4 * 2**20


@dataclass(frozen=True, slots=True)
class SdapiOptions:
    """What an operator sets; a user and password for `--api-auth` belong into the address.

    `loras` are the names that a description may load by `<lora:name:weight>`.
    """

    url: str = field(repr=False)
    poll_seconds: float = 1.0
    steps: int = 28
    fine_steps: int = 45
    cfg_scale: float = 7.0
    sampler: str | None = None
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
            edits=frozenset({"vary", "inpaint"}),
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
        path, body = self._call(request)
        if self._turn.locked():
            report(ProgressStep(N_("waiting for its turn"), 0.0))
        async with self._taking_turns():
            # The lock is held while the work is called off: an interrupt that comes late would hit the next request.
            ours = await self._is_idle()
            call_off = self._interrupt if ours else _leave_alone
            async with underway(TITLE, self._options.deadline, call_off), self._watched(report if ours else None):
                data, info = await self._paint(path, body)
            return await self._result(data, info, request)

    async def probe(self) -> Health:
        """Tell whether a server with this API answers."""
        return await probed(TITLE, self._health())

    async def _health(self) -> Health:
        response = await self._remote.request("GET", f"{API}/sd-models")
        if response.status_code == 404:
            raise _no_api()
        if not response.is_success:
            raise self._remote.failure(response)
        if self._remote.parse(response) == []:
            return Health(able=True, warnings=(N_("{provider} lists no model.").format(provider=TITLE),))
        return Health(able=True)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._remote.aclose()

    def _call(self, request: ProviderRequest) -> tuple[str, dict[str, Any]]:
        """Return the route for a request, and its body."""
        width, height = _size(request)
        body: dict[str, Any] = {
            "prompt": web_ui_prompt(request.prompt, self._options.loras),
            "negative_prompt": web_ui_prompt(request.negative),
            "width": width,
            "height": height,
            "steps": self._options.fine_steps if request.quality in FINE_QUALITIES else self._options.steps,
            "cfg_scale": self._options.cfg_scale,
            "seed": request.seed,
            "batch_size": 1,
        }
        if self._options.sampler:
            body["sampler_name"] = self._options.sampler
        if request.edit is None and not request.references:
            return "txt2img", body
        image, strength = request.references[0] if request.references else b"", REFERENCE_STRENGTH
        if request.edit is not None:
            if request.edit.kind not in self.capabilities.edits:
                raise InvalidError(N_("{provider} cannot do “{edit}”.").format(provider=TITLE, edit=request.edit.kind))
            if request.edit.kind == "inpaint" and request.edit.mask is None:
                raise InvalidError(N_("{provider} needs a mask that shows where to paint.").format(provider=TITLE))
            image, strength = request.edit.image, request.edit.strength
            if request.edit.mask is not None:
                body["mask"] = base64.b64encode(request.edit.mask).decode("ascii")
        body["init_images"] = [base64.b64encode(image).decode("ascii")]
        body["denoising_strength"] = strength
        return "img2img", body

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
        if response.status_code == 404 and _detail(response) == "Not Found":
            raise _no_api()
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
        return data, _info(answer.get("info"))

    async def _result(self, data: bytes, info: dict[str, Any], request: ProviderRequest) -> ProviderResult:
        seed = info.get("seed")
        model = info.get("sd_model_name") or await self._model_name()
        return ProviderResult(
            data=data, model=str(model), seed=seed if isinstance(seed, int) else request.seed, asked=_size(request)
        )

    async def _model_name(self) -> str:
        """Return the checkpoint that is loaded, where the server tells."""
        with contextlib.suppress(ProviderError, TimeoutError):
            async with asyncio.timeout(NAME_SECONDS):
                options = _json(await self._remote.request("GET", f"{API}/options"))
            if isinstance(options, dict) and options.get("sd_model_checkpoint"):
                return str(options["sd_model_checkpoint"])
        return "stable-diffusion"

    async def _is_idle(self) -> bool:
        """Tell whether the server is free, so that what it does next is ours; sd-server cannot say, and passes."""
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                response = await self._remote.request("GET", f"{API}/progress", params={"skip_current_image": "true"})
        except (ProviderError, TimeoutError):
            return False
        state = _json(response)
        return response.status_code == 404 or (isinstance(state, dict) and not state.get("progress"))

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
            if step := await asyncio.to_thread(_step, response):
                report(step)

    async def _interrupt(self) -> None:
        await self._remote.request("POST", f"{API}/interrupt")


def _no_api() -> UnavailableError:
    return UnavailableError(
        N_("{provider} does not offer its API. The operator should start it with --api.").format(provider=TITLE)
    )


async def _leave_alone() -> None:
    """Interrupt nothing: the server is at work for somebody else."""


def _size(request: ProviderRequest) -> tuple[int, int]:
    """Return the size to ask for: sides in the nearest steps of 8."""
    width, height = (max(8, round(side / 8) * 8) for side in (request.width, request.height))
    return width, height


def _json(response: httpx.Response) -> object:
    """Return an answer's JSON, or nothing where there is none."""
    try:
        return response.json() if response.is_success else None
    except (ValueError, RecursionError):
        return None


def _detail(response: httpx.Response) -> str:
    """Return the detail of an error; an answer in another form is no route of this API's either."""
    return str(json_object(response).get("detail", "Not Found"))


def _info(text: object) -> dict[str, Any]:
    """Read what the server says of the image: JSON inside a JSON string, from some servers an object."""
    try:
        info = json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        return {}
    return info if isinstance(info, dict) else {}


def _step(response: httpx.Response) -> ProgressStep | None:
    """Read a progress answer; nothing where it is none, or the work has not begun."""
    state = _json(response)
    fraction = state.get("progress") if isinstance(state, dict) else None
    if not isinstance(state, dict) or not isinstance(fraction, int | float) or not fraction:
        return None
    eta, preview = state.get("eta_relative"), None
    with contextlib.suppress(UnavailableError):
        preview = from_base64(TITLE, str(state.get("current_image")))
    stage = N_("painting")
    if isinstance(eta, int | float) and eta >= 1:
        stage = N_("painting, about {seconds:.0f} s left").format(seconds=eta)
    return ProgressStep(stage, float(fraction), preview if preview and len(preview) <= MAX_PREVIEW else None)


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
)
