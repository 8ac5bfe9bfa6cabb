"""What goes to AI Horde and what comes back: sizes, job ids, how far a job is, and what its refusals mean."""

import re
from collections.abc import Callable
from typing import Any

import httpx

from generation.i18n import N_
from generation.providers.base import (
    BillingError,
    InvalidError,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    UnavailableError,
)
from generation.providers.http.client import Remote, json_object
from generation.providers.http.jobs import JobFailedError
from generation.providers.prompt_syntax import horde_prompt

TITLE = "AI Horde"
MAX_FRACTION = 0.95
#: A larger image has to be paid in kudos before it is painted, whatever the queue.
FREE_PIXELS = 1024 * 1024
#: More than 50 are for those with kudos.
STEPS, HD_STEPS = 25, 40
#: The Horde knows one scheduler, on or off.
KARRAS, NOT_KARRAS = "karras", "normal"


def checked(job_id: str) -> str:
    """Return a job's id, which becomes part of an address."""
    if re.fullmatch(r"[\w-]{1,64}", job_id):
        return job_id
    raise UnavailableError(N_("{provider} gave a job number that makes no sense.").format(provider=TITLE))


def body_of(request: ProviderRequest) -> dict[str, Any]:
    """Return what to ask for."""
    # "###" parts what is wanted from what is not, and is in no player's words then.
    prompt, negative = map(horde_prompt, (request.prompt, request.negative))
    model, negative = request.model, request.model.avoid(negative)
    width, height = size_of(request)
    body: dict[str, Any] = {
        "prompt": f"{prompt} ### {negative}" if negative else prompt,
        "params": {
            "width": width,
            "height": height,
            "steps": model.steps_for(fine=request.is_fine) or (HD_STEPS if request.is_fine else STEPS),
            "n": 1,
            "seed": str(request.seed),
        },
        "nsfw": False,
        "censor_nsfw": True,
        "r2": True,
    }
    if model.guidance is not None:
        body["params"]["cfg_scale"] = model.guidance
    if model.sampler is not None:
        body["params"]["sampler_name"] = model.sampler
    if model.scheduler is not None:
        body["params"]["karras"] = model.scheduler == KARRAS
    if model.model_names:
        body["models"] = list(model.model_names)
    return body


def step_of(check: dict[str, Any], waited: float) -> ProgressStep:
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


def is_censored(made: dict[str, Any]) -> bool:
    """Tell whether a worker's filter has blackened the image."""
    notes = made.get("gen_metadata")
    noted = isinstance(notes, list) and any(
        isinstance(note, dict) and note.get("type") == "censorship" for note in notes
    )
    return made.get("censored") is True or made.get("state") == "censored" or noted


def size_of(request: ProviderRequest) -> tuple[int, int]:
    """Return the size to ask for: sides in the nearest steps of 64, smaller where these would cost kudos."""
    sides = request.width, request.height
    width, height = (max(64, round(side / 64) * 64) for side in sides)
    if request.width * request.height <= FREE_PIXELS < width * height:
        width, height = (max(64, side // 64 * 64) for side in sides)
    return width, height


def poll_failure(remote: Remote, response: httpx.Response) -> ProviderError:
    """Return the error for an answer about a job."""
    if response.status_code in {404, 410}:
        return JobFailedError(N_("{provider} no longer knows this job.").format(provider=TITLE))
    return failure(remote, response)


def failure(remote: Remote, response: httpx.Response) -> ProviderError:
    """Return the error for an answer: AI Horde says which in `rc`, older versions in words alone."""
    body = json_object(response)
    code, said = str(body.get("rc", "")), str(body.get("message", ""))
    if code in _MEANINGS:
        return _MEANINGS[code]()
    if response.status_code == 403 and "required kudos" in said:
        return kudos_wanted()
    if response.status_code == 503 and "maintenance" in said:
        return _closed()
    if code == "CorruptPrompt":
        return remote.refusal()
    if code == "TimeoutIP":
        # Its Retry-After is that of a limiter that does not know of it; the longest timeouts come without a number.
        told = re.search(r"for (\d+) more seconds", said)
        return RateLimitedError(
            N_("{provider} has put this bot on hold for a while.").format(provider=TITLE),
            float(told[1]) if told else RateLimitedError.longest,
        )
    return remote.failure(response, said or None)


def _closed() -> UnavailableError:
    return UnavailableError(N_("{provider} is closed for maintenance.").format(provider=TITLE))


def _emptied() -> BillingError:
    return BillingError(N_("{provider} has no kudos left on the shared key.").format(provider=TITLE))


def nobody_there() -> JobFailedError:
    """Return the error for an image that no worker online can make."""
    return JobFailedError(
        N_("Nobody at {provider} can paint this right now. A smaller picture may work.").format(provider=TITLE)
    )


def kudos_wanted() -> InvalidError:
    """Return the error for an image that is dearer than the key can pay."""
    return InvalidError(
        N_(
            "{provider} wants kudos for a picture this large, and this key has too few. Ask for a smaller one, or "
            "for another provider."
        ).format(provider=TITLE)
    )


_MEANINGS: dict[str, Callable[[], ProviderError]] = {
    "KudosUpfront": kudos_wanted,
    "SharedKeyInsufficientKudos": kudos_wanted,
    "SharedKeyEmpty": _emptied,
    "NoValidWorkers": nobody_there,
    "MaintenanceMode": _closed,
}
