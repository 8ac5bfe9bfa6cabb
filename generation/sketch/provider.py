"""The embedded artist: a procedural painter that needs no key, no network and no model, and says so."""

import json
from collections.abc import Mapping
from dataclasses import replace

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ProviderDescription,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from generation.sketch.planning.telling import Telling
from generation.sketch.process.pool import RenderPool

LARGEST = 2048
#: The setting that turns off the words in a picture of which something could not be painted.
CAPTIONS, OFF = "SKETCH_CAPTIONS", frozenset({"off", "no", "false", "0"})


class SketchProvider:
    """Paint with the sketch artist in its rendering children."""

    name = "sketch"
    title = "Sketch artist"
    capabilities = Capabilities(
        seed=True,
        progress=True,
        cancel=True,
        edits=frozenset({"change", "vary", "upscale"}),
        deadline=120.0,
        hd=False,
        upscale=2.0,
        upscale_side=LARGEST,
        own_edits=True,
    )

    def __init__(self, pool: RenderPool) -> None:
        self._pool = pool

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Paint.

        Raises:
            InvalidError: the painter failed at this request.
            UnavailableError: the rendering child died.

        """
        if request.edit is not None and (request.edit.recipe is None or request.edit.seed is None):
            raise InvalidError(N_("The sketch artist can only change pictures that it has painted itself."))
        return await self._pool.paint(_larger(request) if _is_upscale(request) else request, report)

    async def probe(self) -> Health:
        """Tell that it can paint: it always can."""
        return Health(able=True)

    async def aclose(self) -> None:
        """End the rendering children."""
        await self._pool.close()


def _is_upscale(request: ProviderRequest) -> bool:
    return request.edit is not None and request.edit.kind == "upscale"


def _larger(request: ProviderRequest) -> ProviderRequest:
    """Return the request for the same picture at twice the size, or as large as the artist paints."""
    scale = SketchProvider.capabilities.upscaled_by(request.width, request.height) or 1.0
    return replace(request, width=round(request.width * scale), height=round(request.height * scale))


def describe(recipe: str, language: str) -> str:
    """Say in a language what a recipe shows; nothing in one that the artist does not speak, or of no recipe of its."""
    if language != "de":
        return ""
    try:
        return Telling.from_recipe(json.loads(recipe)).german_alt_text
    except ValueError:
        return ""


def _create(environment: Mapping[str, str]) -> SketchProvider:
    return SketchProvider(RenderPool(captions=environment.get(CAPTIONS, "on").strip().lower() not in OFF))


PROVIDER = ProviderDescription(
    SketchProvider.name,
    SketchProvider.title,
    variables=(CAPTIONS,),
    missing="",
    create=_create,
    purpose=N_("quick sketches, always there"),
    describe=describe,
)
