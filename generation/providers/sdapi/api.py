"""What goes to a `/sdapi/v1` server and what it answers, read with care: anybody's extensions may be in it."""

import base64
import contextlib
import json
import re
from collections.abc import Collection
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import httpx

from generation.i18n import N_
from generation.providers.base import InvalidError, ProgressStep, ProviderRequest, UnavailableError
from generation.providers.http.client import json_object
from generation.providers.http.media import from_base64
from generation.providers.prompt_syntax import web_ui_prompt

TITLE = "Stable Diffusion web UI"
EDITS = frozenset({"vary", "inpaint"})
#: What a body has where an image is begun from another.
STARTING = frozenset({"init_images", "denoising_strength"})
MAX_PREVIEW = 4 * 2**20
#: What stands behind a checkpoint's name in its title.
_HASH = re.compile(r" \[\w+\]$")
#: So many checkpoints are named where one is not found.
_MOST_NAMED = 12


def no_api() -> UnavailableError:
    """Return the error for a server without these routes."""
    return UnavailableError(
        N_("{provider} does not offer its API. The operator should start it with --api.").format(provider=TITLE)
    )


def size_of(request: ProviderRequest) -> tuple[int, int]:
    """Return the size to ask for: sides in the nearest steps of 8."""
    width, height = (max(8, round(side / 8) * 8) for side in (request.width, request.height))
    return width, height


def call_for(request: ProviderRequest, loras: Collection[str]) -> tuple[str, dict[str, Any]]:
    """Return the route for a request, and its body.

    Raises:
        InvalidError: the edit cannot be done, or lacks its mask.

    """
    width, height = size_of(request)
    body: dict[str, Any] = {
        "prompt": web_ui_prompt(request.prompt, loras),
        "negative_prompt": request.model.avoid(web_ui_prompt(request.negative)),
        "width": width,
        "height": height,
        "seed": request.seed,
        "batch_size": 1,
    }
    if request.start is None:
        return "txt2img", body
    if request.edit is not None:
        if request.edit.kind not in EDITS:
            raise InvalidError(N_("{provider} cannot do “{edit}”.").format(provider=TITLE, edit=request.edit.kind))
        if request.edit.kind == "inpaint" and request.edit.mask is None:
            raise InvalidError(N_("{provider} needs a mask that shows where to paint.").format(provider=TITLE))
        if request.edit.mask is not None:
            body["mask"] = base64.b64encode(request.edit.mask).decode("ascii")
    image, strength = request.start
    body["init_images"] = [base64.b64encode(image).decode("ascii")]
    body["denoising_strength"] = strength
    return "img2img", body


def find_checkpoint(listed: object, wanted: str) -> str:
    """Return the title of a checkpoint among those that `sd-models` lists, by any of its names.

    Raises:
        InvalidError: it is not there; a web UI would paint with the one that is loaded, silently.

    """
    models = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    for model in models:
        if wanted.casefold() in _names(model):
            return str(model.get("title") or wanted)
    there = [str(each.get("model_name") or each.get("title")) for each in models][:_MOST_NAMED]
    if not there:
        raise InvalidError(N_("{provider} has no model {model}.").format(provider=TITLE, model=wanted))
    raise InvalidError(
        N_("{provider} has no model {model}. It has {models}.").format(
            provider=TITLE, model=wanted, models=", ".join(there)
        )
    )


def _names(model: dict[str, Any]) -> set[str]:
    """Return what a checkpoint may be called: its title with its hash and without, its file with its ending and not."""
    title = str(model.get("title", ""))
    plain = _HASH.sub("", title)
    # A server on Windows tells its paths with backslashes.
    file = PureWindowsPath(str(model.get("filename", ""))).name
    stems = (PurePosixPath(name).stem for name in (plain, file))
    return {name.casefold() for name in (title, plain, file, str(model.get("model_name", "")), *stems) if name}


def json_of(response: httpx.Response) -> object:
    """Return an answer's JSON, or nothing where there is none."""
    try:
        return response.json() if response.is_success else None
    except (ValueError, RecursionError):
        return None


def detail_of(response: httpx.Response) -> str:
    """Return the detail of an error; an answer in another form is no route of this API's either."""
    return str(json_object(response).get("detail", "Not Found"))


def info_of(text: object) -> dict[str, Any]:
    """Read what the server says of the image: JSON inside a JSON string, from some servers an object."""
    try:
        info = json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        return {}
    return info if isinstance(info, dict) else {}


def step_of(response: httpx.Response) -> ProgressStep | None:
    """Read a progress answer; nothing where it is none, or the work has not begun."""
    state = json_of(response)
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
