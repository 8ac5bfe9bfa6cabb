"""What was learned of the operator's workflows when they were last read: what each has places for."""

import contextlib
import logging
from pathlib import Path

from generation.i18n import N_
from generation.providers.base import InvalidError, ModelSettings, ProviderRequest
from generation.providers.comfyui.workflow import (
    DEFAULT_WORKFLOW,
    INPAINT_WORKFLOW,
    INPAINTING,
    Workflow,
    placeholders,
    read_workflow,
    reference_places,
    remarks,
)

TITLE, INPAINT = "ComfyUI", "inpaint"
log = logging.getLogger(__name__)


class KnownWorkflows:
    """Remember of each workflow what it takes (a seed, reference images, a mask), and what its operator should know.

    `plain` is for a description alone, `with_references` for reference images too, where that is another one, and
    `inpainting` for a part of a picture. Where no workflow was chosen at all there are those that come with us.
    """

    def __init__(self, plain: Path | None, with_references: Path | None, inpainting: Path | None) -> None:
        self._plain = plain or DEFAULT_WORKFLOW
        self._with_references = with_references
        self._inpainting = inpainting
        self._has_default = plain is None
        self._lacking: set[Path] = set()
        self._seeded: dict[Path, bool] = {}
        self._references: dict[Path, int] = {}
        self._inpaints: dict[Path, bool] = {}
        self._remarks: dict[Path, tuple[str, ...]] = {}

    def paths(self, model: ModelSettings) -> list[Path]:
        """Return where a model's workflows are: first for a description alone, last for reference images."""
        if model.workflow is not None:
            return [model.workflow]
        other = self._with_references
        return [self._plain, other] if other and other != self._plain else [self._plain]

    def inpainting_path(self, model: ModelSettings) -> Path | None:
        """Return where the workflow is that changes parts of pictures with a model; None where there is none."""
        if self._inpainting is None and self._has_default and model.workflow is None:
            return INPAINT_WORKFLOW
        return self._inpainting

    def path_for(self, request: ProviderRequest) -> Path:
        """Return where the workflow for a request is.

        Raises:
            InvalidError: there is none for its edit, or its mask is lacking.

        """
        if request.edit is None:
            paths = self.paths(request.model)
            return paths[-1] if request.references else paths[0]
        path = self.inpainting_path(request.model)
        if path is None or request.edit.kind != INPAINT:
            raise InvalidError(N_("{provider} cannot do “{edit}”.").format(provider=TITLE, edit=request.edit.kind))
        if request.edit.mask is None:
            raise InvalidError(N_("{provider} needs a mask that shows where to paint.").format(provider=TITLE))
        return path

    def can_inpaint(self, model: ModelSettings) -> bool:
        """Tell whether parts of pictures can be changed with a model."""
        path = self.inpainting_path(model)
        if path is None:
            return False
        self._look_at(path)
        return self._inpaints[path] and path not in self._lacking

    def note_lack(self, path: Path, *, lacks: bool) -> None:
        """Note whether ComfyUI lacks something that a workflow needs."""
        (self._lacking.add if lacks else self._lacking.discard)(path)

    def take_seeds(self, model: ModelSettings) -> bool:
        """Tell whether all of a model's workflows take a seed."""
        return all(self._seeded[path] for path in self._looked_at(model))

    def most_references(self, model: ModelSettings) -> int:
        """Return how many reference images a model's workflow takes."""
        return self._references[self._looked_at(model)[-1]]

    def remarks(self, path: Path) -> tuple[str, ...]:
        """Return what the operator should know of a workflow that was read."""
        return self._remarks[path]

    def learn(self, path: Path, workflow: Workflow) -> None:
        """Note what a workflow has placeholders for, and log once what its operator should know."""
        self._seeded[path] = "seed" in placeholders(workflow)
        self._references[path] = len(reference_places(workflow))
        self._inpaints[path] = placeholders(workflow) >= INPAINTING
        found = tuple(
            remarks(
                workflow,
                path.name,
                for_references=path == self._with_references,
                for_inpainting=path in {self._inpainting, INPAINT_WORKFLOW},
            )
        )
        for remark in found if found != self._remarks.get(path) else ():
            log.warning("%s", remark)
        self._remarks[path] = found

    def _looked_at(self, model: ModelSettings) -> list[Path]:
        """Return a model's workflows, each of which was read once at least."""
        paths = self.paths(model)
        for path in paths:
            self._look_at(path)
        return paths

    def _look_at(self, path: Path) -> None:
        if path in self._seeded:
            return
        self._seeded[path], self._references[path], self._inpaints[path] = True, 0, False
        # Whatever is wrong with the file, the probe says.
        with contextlib.suppress(InvalidError):
            self.learn(path, read_workflow(path))
