"""What somebody typed becomes `GenerationParams`; the same parser serves Discord, the API and the console."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from generation.errors import RefusedError
from generation.i18n import _
from generation.images.sizes import parse_size
from generation.prompts.text import parse_seed, parse_type
from generation.providers.registry import Needs
from storage.params import PUBLIC, SQUARE, GenerationParams

QUALITIES = ("standard", "hd")


def parse_params(  # noqa: PLR0913  # each of them is typed by somebody
    prompt: str,
    *,
    type: str | None = None,  # noqa: A002  # as everybody types it
    style: str | None = None,
    provider: str | None = None,
    only: bool = False,
    size: str | None = None,
    quality: str | None = None,
    seed: int | None = None,
    count: int = 1,
    priority: int = 1,
    visibility: str = PUBLIC,
    providers: Sequence[str] = (),
    styles: Sequence[str] = (),
) -> GenerationParams:
    """Return what was typed as it will be stored; prompt, style and provider are checked when they are submitted.

    Raises:
        RefusedError: a value is none that there is; the sentence says which there are.

    """
    width, height = parse_size(size) if size else (SQUARE, SQUARE)
    return GenerationParams(
        prompt,
        parse_type(type) if type else None,
        style,
        provider,
        only,
        width,
        height,
        _parse_quality(quality),
        parse_seed(seed),
        count,
        priority=priority,
        visibility=visibility,
        providers=tuple(providers),
        styles=tuple(styles),
    )


def parse_names(text: str | None) -> tuple[str, ...]:
    """Return the names that somebody typed with commas between them."""
    return tuple(name for each in (text or "").split(",") if (name := each.strip()))


def _parse_quality(text: str | None) -> str:
    wanted = (text or QUALITIES[0]).strip().lower()
    if wanted in QUALITIES:
        return wanted
    raise RefusedError(_("I do not know the quality “{quality}”. Give standard or hd.").format(quality=wanted[:40]))


def needs_of(params: GenerationParams, files: int = 0) -> Needs:
    """Return what a provider has to be able to do for these params, where so many image files come with them."""
    return Needs(params.width, params.height, len(params.references) or files, params.edit_kind)


async def params_hash(params: GenerationParams, files: Sequence[bytes]) -> str:
    """Return what tells one request from another, where both come with the same idempotency key.

    Only what was asked for counts, so that a field that a later version adds changes no hash.
    """
    usual = asdict(GenerationParams(""))
    # Sent once more, a draft is still the same.
    asked = asdict(replace(params, repeats=False))
    body = {name: value for name, value in asked.items() if value != usual[name]}
    if files:
        body["files"] = await asyncio.to_thread(lambda: [hashlib.sha256(data).hexdigest() for data in files])
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
