"""Images from models on this machine: no key, no server, nothing that leaves it."""

import asyncio
import importlib.util
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ModelSettings,
    ProviderDescription,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from generation.providers.local.classes import painted_size
from generation.providers.local.installed import InstalledModel, damaged_models, installed_models
from generation.providers.local.process import ModelProcess, PaintOrder

TITLE = "Local model"
MODELS, DEVICE, IDLE_MINUTES = "LOCAL_MODELS", "LOCAL_DEVICE", "LOCAL_IDLE_MINUTES"
SETTINGS = frozenset({"model", "steps", "hd_steps", "guidance", "negative", "clip_tokens"})
#: A picture takes half a minute on an old laptop; a large model many.
DEADLINE = 900.0


class LocalProvider:
    """Paint with the models that are installed; the first one where none is named."""

    name = "local"
    title = TITLE

    def __init__(
        self, models: Sequence[InstalledModel], device: str, idle_seconds: float, damaged: Sequence[str] = ()
    ) -> None:
        self._processes = {model.name: ModelProcess(model, device, idle_seconds) for model in models}
        self._damaged = tuple(damaged)
        self.capabilities = _capabilities(models[0])

    def models(self, usual: ModelSettings, named: Sequence[ModelSettings]) -> tuple[ModelSettings, list[ModelSettings]]:
        """Return what it usually paints with and, where there are several, its models, as the operator has set them."""
        set_for = {each.model or each.name: each for each in named}
        there = [replace(set_for.get(name, ModelSettings()), name=name, model=name) for name in self._processes]
        usual = usual if usual.model in self._processes else replace(usual, model=there[0].model)
        return usual, there if len(there) > 1 else []

    def capabilities_with(self, model: ModelSettings) -> Capabilities:
        """Return what can be asked for with a model."""
        return _capabilities(self._process_of(model).model)

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Paint.

        Raises:
            ProviderError: one of its kinds.

        """
        process = self._process_of(request.model)
        model = process.model
        order = _order_of(request, model)
        painted = await process.paint(order, report)
        enlarged = (order.width, order.height) != (request.width, request.height)
        if enlarged or order.mask:
            painted = await asyncio.to_thread(_finished, painted, order, request.width, request.height)
        notes = [_note_of(order)] if enlarged and request.width * request.height > order.width * order.height else []
        return ProviderResult(
            painted, model.name, seed=request.seed, asked=(request.width, request.height), notes=tuple(notes)
        )

    async def probe(self) -> Health:
        """Tell that it can paint, and which folders hold no model."""
        return await self.probe_with(())

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Tell that it can paint, and which of these models it lacks."""
        lacking = [each.model for each in models if each.model and each.model not in self._processes]
        unknown = [N_("There is no model {name} on this machine.").format(name=name) for name in lacking]
        broken = [
            N_("The folder of the model {name} is damaged; add it anew.").format(name=name) for name in self._damaged
        ]
        return Health(able=True, warnings=(*unknown, *broken))

    async def aclose(self) -> None:
        """End the models' processes."""
        await asyncio.gather(*(process.close() for process in self._processes.values()))

    def _process_of(self, settings: ModelSettings) -> ModelProcess:
        found = self._processes.get(settings.model or "")
        return found or next(iter(self._processes.values()))


def _capabilities(model: InstalledModel) -> Capabilities:
    kind = model.kind
    edits = {"change", "vary"} if kind.images else set[str]()
    return Capabilities(
        smallest=256,
        largest=2048,
        clip_tokens=kind.clip_tokens and kind.clip_tokens - sum(map(_tokens, _triggers(model))),
        negative=kind.negative,
        seed=True,
        progress=True,
        cancel=True,
        references=1 if kind.images else 0,
        edits=frozenset(edits | ({"inpaint", "erase"} if kind.masks else set())),
        deadline=DEADLINE,
        hd=False,
        usual_seconds=model.seconds,
    )


def _triggers(model: InstalledModel) -> list[str]:
    return [each.trigger for each in model.loras if each.trigger]


def _tokens(trigger: str) -> int:
    """Return for how many of CLIP's tokens there is to be room for a trigger; made-up words have many."""
    return len(trigger) // 3 + 2


def _with_triggers(prompt: str, model: InstalledModel) -> str:
    """Return a prompt that says what the model's LoRAs are called by, at its beginning, which no limit cuts."""
    missing = [each for each in _triggers(model) if each.casefold() not in prompt.casefold()]
    return ", ".join([*missing, prompt])


def _order_of(request: ProviderRequest, model: InstalledModel) -> PaintOrder:
    """Return what the model is to paint.

    Raises:
        InvalidError: what is to be erased is not marked.

    """
    settings, kind = request.model, model.kind
    width, height = painted_size(kind, request.width, request.height)
    order = PaintOrder(
        prompt=_with_triggers(request.prompt, model),
        negative=settings.avoid(request.negative) if kind.negative else "",
        width=width,
        height=height,
        steps=settings.steps_for(fine=request.is_fine) or model.steps or kind.steps,
        guidance=next(each for each in (settings.guidance, model.guidance, kind.guidance) if each is not None),
        seed=request.seed,
    )
    if request.edit is not None and request.edit.kind in {"inpaint", "erase"}:
        if request.edit.mask is None:
            raise InvalidError(N_("Mark the part of the picture that is to be painted anew."))
        return replace(order, image=request.edit.image, mask=request.edit.mask, strength=1.0)
    if request.start is not None:
        image, strength = request.start
        return replace(order, image=image, strength=strength)
    return order


def _finished(file: bytes, order: PaintOrder, width: int, height: int) -> bytes:
    """Return a painting at the size that was asked for; where a part was painted anew, the rest is the original."""
    size = width, height
    with Image.open(io.BytesIO(file)) as painted:
        picture = painted.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    if order.mask:
        with Image.open(io.BytesIO(order.image)) as original, Image.open(io.BytesIO(order.mask)) as mask:
            kept = original.convert("RGB").resize(size, Image.Resampling.LANCZOS)
            picture = Image.composite(picture, kept, mask.convert("L").resize(size, Image.Resampling.BILINEAR))
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _note_of(order: PaintOrder) -> str:
    return N_("Painted at {size}, which is what this model paints well, and enlarged.").format(
        size=f"{order.width}x{order.height}"
    )


def _create(environment: Mapping[str, str]) -> LocalProvider | None:
    # Absolute: the process that paints runs in another folder.
    root = Path(environment.get(MODELS, "data/models")).absolute()
    models = installed_models(root)
    if not models or not is_there():
        return None
    minutes = float(environment.get(IDLE_MINUTES, "10"))
    return LocalProvider(models, environment.get(DEVICE, "AUTO"), minutes * 60, tuple(damaged_models(root)))


def is_there() -> bool:
    """Tell whether the extra `local` is installed."""
    return importlib.util.find_spec("openvino_genai") is not None


PROVIDER = ProviderDescription(
    LocalProvider.name,
    LocalProvider.title,
    variables=(MODELS, DEVICE, IDLE_MINUTES),
    missing=N_(
        "A model that paints on this machine can be added: `uv run --extra local bot.py model list` shows which, and"
        " `model add` fetches one."
    ),
    create=_create,
    purpose=N_("painted on this machine, with no key"),
    model_settings=SETTINGS,
)
