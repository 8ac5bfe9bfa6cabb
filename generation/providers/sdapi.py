"""The `/sdapi/v1` protocol: Automatic1111's web UI, Forge, stable-diffusion.cpp's sd-server and others."""

import asyncio
import base64
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from generation.providers.address import parse_address
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    Order,
    Painting,
    ProviderError,
    ReportStep,
    Step,
    TimedOutError,
    UnavailableError,
)
from generation.providers.media import from_base64
from generation.providers.remote import Remote
from generation.providers.remote_job import underway

TITLE = "Stable Diffusion web UI"
API = "sdapi/v1"
PROBE_SECONDS = 5.0
#: Asking for the model's name must not keep a finished picture waiting.
NAME_SECONDS = 2.0
#: How far a reference is left behind, where the order does not say.
REFERENCE_STRENGTH = 0.6
FINE = frozenset({"hd", "high", "xhigh", "max"})
MAX_PREVIEW = 4 * 2**20


@dataclass(frozen=True, slots=True)
class SdapiOptions:
    """What an operator sets; a user and password for `--api-auth` belong into the address."""

    url: str = field(repr=False)
    poll_seconds: float = 1.0
    steps: int = 28
    fine_steps: int = 45
    cfg_scale: float = 7.0
    sampler: str | None = None
    deadline: float = 300.0


class SdapiProvider:
    """Paint on a Stable Diffusion server of the operator's, one picture at a time.

    Progress, preview and interrupt are the whole server's there and know no job: two orders at once would show each
    other's picture, which may be a secret one. So orders take turns, and when the server is at work for somebody else
    as ours arrives, nothing of its progress is shown and nothing is interrupted.
    """

    name = "sdapi"
    title = TITLE

    def __init__(self, options: SdapiOptions) -> None:
        self._options = options
        self.capabilities = Capabilities(
            seed=True,
            negative=True,
            progress=True,
            cancel=True,
            references=1,
            edits=frozenset({"vary", "inpaint"}),
            deadline=options.deadline,
        )
        address = parse_address("the web UI", options.url)
        self._remote = Remote(
            TITLE, address.url, headers=address.headers, secrets=address.secrets, read_seconds=options.deadline
        )
        self._turn = asyncio.Lock()

    async def generate(self, order: Order, report: ReportStep) -> Painting:
        """Paint.

        Raises:
            ProviderError: one of its kinds.

        """
        path, body = self._call(order)
        if self._turn.locked():
            report(Step("waiting for its turn", 0.0))
        async with self._taking_turns():
            # The lock is held while the work is called off: an interrupt that comes late would hit the next order.
            ours = await self._is_idle()
            call_off = self._interrupt if ours else _leave_alone
            async with underway(TITLE, self._options.deadline, call_off), self._watched(report if ours else None):
                answer = await self._paint(path, body)
            return await self._painting(answer, order)

    async def probe(self) -> Health:
        """Tell whether a server answers; which routes it has differs, so that a 404 is an answer too."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                response = await self._remote.request("GET", f"{API}/sd-models")
        except TimeoutError:
            return Health(able=False, reason=f"{TITLE} did not answer within {PROBE_SECONDS:.0f} seconds.")
        except ProviderError as error:
            return Health(able=False, reason=error.sentence)
        if response.status_code in {401, 403} or response.status_code >= 500:
            return Health(able=False, reason=self._remote.failure(response).sentence)
        if response.is_success and _json(response) == []:
            return Health(able=True, warnings=(f"{TITLE} lists no model.",))
        return Health(able=True)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._remote.aclose()

    def _call(self, order: Order) -> tuple[str, dict[str, Any]]:
        """Return the route for an order, and its body."""
        body: dict[str, Any] = {
            "prompt": order.prompt,
            "negative_prompt": order.negative,
            "width": _in_eights(order.width),
            "height": _in_eights(order.height),
            "steps": self._options.fine_steps if order.quality in FINE else self._options.steps,
            "cfg_scale": self._options.cfg_scale,
            "seed": order.seed,
            "batch_size": 1,
        }
        if self._options.sampler:
            body["sampler_name"] = self._options.sampler
        if order.edit is None and not order.references:
            return "txt2img", body
        picture, strength = order.references[0] if order.references else b"", REFERENCE_STRENGTH
        if order.edit is not None:
            if order.edit.kind not in self.capabilities.edits:
                raise InvalidError(f"{TITLE} cannot do “{order.edit.kind}”.")
            if order.edit.kind == "inpaint" and order.edit.mask is None:
                raise InvalidError(f"{TITLE} needs a mask that shows where to paint.")
            picture, strength = order.edit.picture, order.edit.strength
            if order.edit.mask is not None:
                body["mask"] = base64.b64encode(order.edit.mask).decode("ascii")
        body["init_images"] = [base64.b64encode(picture).decode("ascii")]
        body["denoising_strength"] = strength
        return "img2img", body

    @contextlib.asynccontextmanager
    async def _taking_turns(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._options.deadline):
                await self._turn.acquire()
        except TimeoutError as error:
            raise TimedOutError(f"{TITLE} was busy with other pictures for too long.") from error
        try:
            yield
        finally:
            self._turn.release()

    async def _paint(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        response = await self._remote.request("POST", f"{API}/{path}", json=body)
        if response.status_code == 404 and _detail(response) == "Not Found":
            raise UnavailableError(f"{TITLE} does not offer its API. The operator should start it with --api.")
        if response.is_error:
            raise self._remote.failure(response)
        answer = self._remote.parse(response)
        if not isinstance(answer, dict):
            raise UnavailableError(f"{TITLE} sent an answer without a picture.")
        return answer

    async def _painting(self, answer: dict[str, Any], order: Order) -> Painting:
        images = answer.get("images")
        data = from_base64(TITLE, str(images[0]) if isinstance(images, list) and images else "")
        info = _info(answer.get("info"))
        seed = info.get("seed")
        model = info.get("sd_model_name") or await self._model_name()
        return Painting(data=data, model=str(model), seed=seed if isinstance(seed, int) else order.seed)

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
            async with asyncio.timeout(PROBE_SECONDS):
                response = await self._remote.request("GET", f"{API}/progress", params={"skip_current_image": "true"})
        except (ProviderError, TimeoutError):
            return False
        state = _json(response)
        return response.status_code == 404 or (isinstance(state, dict) and not state.get("progress"))

    @contextlib.asynccontextmanager
    async def _watched(self, report: ReportStep | None) -> AsyncIterator[None]:
        """Report the server's progress beside the call, where it is ours."""
        if report is None:
            yield
            return
        watcher = asyncio.create_task(self._watch(report))
        try:
            yield
        finally:
            watcher.cancel()
            await asyncio.gather(watcher, return_exceptions=True)

    async def _watch(self, report: ReportStep) -> None:
        while True:
            await asyncio.sleep(self._options.poll_seconds)
            try:
                response = await self._remote.request("GET", f"{API}/progress", params={"skip_current_image": "false"})
            except ProviderError:
                continue
            if response.status_code == 404:
                return
            if step := self._step(_json(response)):
                report(step)

    def _step(self, state: object) -> Step | None:
        """Read a progress answer; nothing where it is none, or the work has not begun."""
        fraction = state.get("progress") if isinstance(state, dict) else None
        if not isinstance(state, dict) or not isinstance(fraction, int | float) or not fraction:
            return None
        eta, preview = state.get("eta_relative"), None
        with contextlib.suppress(UnavailableError):
            preview = from_base64(TITLE, str(state.get("current_image")))
        left = f", about {eta:.0f} s left" if isinstance(eta, int | float) and eta >= 1 else ""
        return Step(f"painting{left}", float(fraction), preview if preview and len(preview) <= MAX_PREVIEW else None)

    async def _interrupt(self) -> None:
        await self._remote.request("POST", f"{API}/interrupt")


async def _leave_alone() -> None:
    """Interrupt nothing: the server is at work for somebody else."""


def _in_eights(side: int) -> int:
    """Return the multiple of 8 that is nearest to a side."""
    return max(8, round(side / 8) * 8)


def _json(response: httpx.Response) -> object:
    """Return an answer's JSON, or nothing where there is none."""
    try:
        return response.json() if response.is_success else None
    except ValueError:
        return None


def _detail(response: httpx.Response) -> str:
    """Return the detail of an error; an answer in another form is no route of this API's either."""
    try:
        body = response.json()
    except ValueError:
        return "Not Found"
    return str(body.get("detail", "Not Found")) if isinstance(body, dict) else "Not Found"


def _info(text: object) -> dict[str, Any]:
    """Read what the server says of the picture: JSON inside a JSON string, from some servers an object."""
    try:
        info = json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return {}
    return info if isinstance(info, dict) else {}
