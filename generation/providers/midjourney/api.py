"""What goes to a midjourney-proxy and what comes back: descriptions without parameters, codes, and the grid."""

import base64
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import httpx
from PIL import Image

from generation.i18n import N_
from generation.images.decode import MAX_PIXELS
from generation.providers.base import (
    BillingError,
    InvalidError,
    ModelSettings,
    ModeratedError,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    UnavailableError,
)
from generation.providers.http.jobs import JobFailedError
from generation.providers.http.media import media_type

TITLE = "Midjourney (unofficial proxy)"
MAX_REFERENCES = 4
#: The first version that takes omni references.
_OMNI = 7
#: What the version of Midjourney's anime model begins with.
NIJI = "niji"
#: Where images may lie besides the proxy itself.
_IMAGE_HOSTS = ("discordapp.com", "discordapp.net", "midjourney.com")

#: What is syntax for Midjourney, and what stands for it in a description, which is text and nothing else.
_SYNTAX = (
    # Parameters; Midjourney takes a long dash for two short ones.
    (re.compile(r"[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]{2,}|[\u2012-\u2015\ufe58]"), "-"),
    # Weights.
    (re.compile(r":{2,}"), ":"),
    # Permutations: one description would become many jobs.
    (re.compile(r"[{}]"), " "),
    # Addresses would be fetched as reference images.
    (re.compile(r"\b[a-z]+://\S*", re.IGNORECASE), " "),
)

#: Words in a failure's reason, and the kind of failure that they stand for.
_REASONS: tuple[tuple[re.Pattern[str], type[ProviderError]], ...] = (
    (re.compile("banned|moderat|community standards|sensitive|敏感|违禁|违规", re.IGNORECASE), ModeratedError),
    (re.compile("credit|subscription|fast hours", re.IGNORECASE), BillingError),
    (re.compile("invalid|unrecognized", re.IGNORECASE), InvalidError),
)

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Task:
    """What the proxy says of a task."""

    status: str
    progress: str
    image_url: str
    fail_reason: str


def check_version(model: ModelSettings) -> None:
    """See that a model is a version of Midjourney's, and nothing else that could stand in a prompt.

    Raises:
        ValueError: it is none.

    """
    if model.model is not None and not re.fullmatch(rf"(?:{NIJI} )?\d{{1,2}}(?:\.\d)?", model.model):
        raise ValueError(N_("model is a version such as “7” or “niji 6”"))
    if model.negative and model.negative != plain(model.negative):
        raise ValueError(N_("negative must not have parameters, weights or addresses in it"))


def portrait_of(request: ProviderRequest) -> int | None:
    """Return which of the references shows the first of the cast: Midjourney keeps one person's face."""
    return next((number - 1 for member in request.cast for number in member.shown_in), None)


def uploaded_url(answer: object) -> str:
    """Return where an uploaded image lies, or nothing where the proxy has not taken it."""
    result = answer.get("result") if isinstance(answer, dict) else None
    url = result[0] if isinstance(result, list) and result else ""
    return url if isinstance(url, str) and re.fullmatch(r"https?://[^\s\"'<>]{1,2000}", url) else ""


def imagine_body(request: ProviderRequest, face_url: str = "") -> dict[str, Any]:
    """Return what to submit: the description as plain text, with our own parameters behind it.

    `face_url` is where a portrait of the first of the cast lies; then it is not among the images to go by.
    """
    ratio = Fraction(request.width, request.height)
    prompt = f"{plain(request.prompt)} --ar {ratio.numerator}:{ratio.denominator}"
    if version := request.model.model:
        prompt += f" --{version}" if version.startswith(NIJI) else f" --v {version}"
    if negative := request.model.avoid(plain(request.negative)):
        prompt += f" --no {negative}"
    if face_url:
        reference, weight = ("--oref", "--ow") if _keeps_objects(request.model.model) else ("--cref", "--cw")
        prompt += f" {reference} {face_url} {weight} 100"
    body: dict[str, Any] = {"prompt": prompt}
    others = [each for at, each in enumerate(request.references) if not (face_url and at == portrait_of(request))]
    if others:
        body["base64Array"] = [data_url(picture) for picture in others]
    return body


def _keeps_objects(version: str | None) -> bool:
    """Tell whether a version takes omni references; those before 7, and niji, take references of characters."""
    return version is None or (not version.startswith(NIJI) and float(version) >= _OMNI)


def plain(text: str) -> str:
    """Return a description without anything that Midjourney would take for a parameter, a weight or an image."""
    # Invisible characters could stand between two dashes and be dropped on the way.
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    for syntax, substitute in _SYNTAX:
        text = syntax.sub(substitute, text)
    return " ".join(text.split())


def submitted_id(answer: object, clean: Clean) -> str:
    """Return the id of a submitted task: a new one, one that exists already, or one in the queue.

    Raises:
        ProviderError: the proxy did not take it.

    """
    said = answer if isinstance(answer, dict) else {}
    code, description = said.get("code"), clean(str(said.get("description") or N_("no reason given")))
    if code in {1, 21, 22} and (task_id := said.get("result")):
        return str(task_id)
    if code == 23:
        raise RateLimitedError(N_("{provider} is overloaded.").format(provider=TITLE))
    if code == 24:
        properties = said.get("properties")
        word = clean(str(properties.get("bannedWord") or "")) if isinstance(properties, dict) else ""
        if not word:
            raise ModeratedError(N_("{provider} refuses the description for a word in it.").format(provider=TITLE))
        raise ModeratedError(
            N_("{provider} refuses the description for a word in it: “{word}”.").format(provider=TITLE, word=word)
        )
    if code == 4:
        raise InvalidError(
            N_("{provider} does not understand the order: {description}.").format(
                provider=TITLE, description=description
            )
        )
    raise UnavailableError(
        N_("{provider} did not take the order (code {code}): {description}.").format(
            provider=TITLE, code=code, description=description
        )
    )


def read_task(answer: object) -> Task:
    """Return a task as the proxy tells it."""
    said = answer if isinstance(answer, dict) else {}
    status, progress, url, reason = (said.get(key) for key in ("status", "progress", "imageUrl", "failReason"))
    return Task(str(status or ""), str(progress or ""), str(url or ""), str(reason or ""))


def verdict(task: Task, clean: Clean) -> ProviderError | None:
    """Return why a task has ended without an image; None while it goes on."""
    if task.status == "CANCEL":
        return JobFailedError(N_("{provider}: the picture was cancelled at the proxy.").format(provider=TITLE))
    if task.status == "MODAL":
        return InvalidError(
            N_("{provider} asks back in a dialogue, which nobody can answer here.").format(provider=TITLE)
        )
    if task.status != "FAILURE":
        return None
    reason = clean(task.fail_reason) or N_("no reason given")
    for words, kind in _REASONS:
        if words.search(reason):
            return kind(N_("{provider} does not paint this: {reason}.").format(provider=TITLE, reason=reason))
    return JobFailedError(N_("{provider} failed: {reason}.").format(provider=TITLE, reason=reason))


def fraction_of(task: Task) -> float:
    """Return how far a task is, from a text like "45%"."""
    match = re.search(r"\d+(\.\d+)?", task.progress)
    return min(float(match[0]) / 100, 1.0) if match else 0.0


def is_allowed(url: str, proxy_url: str) -> bool:
    """Tell whether an image may be fetched from here: the proxy, Discord's or Midjourney's own servers."""
    try:
        proxy, target = httpx.URL(proxy_url), httpx.URL(proxy_url.rstrip("/") + "/").join(url)
    except (httpx.InvalidURL, ValueError):
        return False
    if target.scheme not in {"http", "https"}:
        return False
    if (target.scheme, target.host, target.port) == (proxy.scheme, proxy.host, proxy.port):
        return True
    public = any(target.host.endswith(f".{host}") for host in _IMAGE_HOSTS)
    return public and target.scheme == "https" and target.port is None and not target.userinfo


def split_grid(data: bytes) -> list[bytes]:
    """Return the four images of a grid as PNG files, by rows.

    Raises:
        UnavailableError: it is not a whole image.

    """
    try:
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "AVIF"))
        # Four images in one, each of which may be as large as any other.
        if image.width * image.height > 4 * MAX_PIXELS or min(image.size) < 2:
            raise UnavailableError(N_("{provider} sent a picture of an impossible size.").format(provider=TITLE))
        image.load()
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise UnavailableError(N_("{provider} sent a damaged picture.").format(provider=TITLE)) from error
    width, height = image.width // 2, image.height // 2
    return [_png(image.crop((left, top, left + width, top + height))) for top in (0, height) for left in (0, width)]


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").save(file, "PNG")
    return file.getvalue()


def data_url(picture: bytes) -> str:
    """Return an image file as the proxy takes it."""
    return f"data:{media_type(picture)};base64,{base64.b64encode(picture).decode()}"
