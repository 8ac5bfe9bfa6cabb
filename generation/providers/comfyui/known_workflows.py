"""What was learned of the operator's workflows when they were last read: what each has places for."""

import contextlib
import logging
from pathlib import Path

from generation.providers.base import InvalidError, ModelSettings
from generation.providers.comfyui.workflow import Workflow, placeholders, read_workflow, reference_places, remarks

log = logging.getLogger(__name__)


class KnownWorkflows:
    """Remember of each workflow whether it takes a seed, how many reference images, and what its operator should know.

    `plain` is for a description alone, `with_references` for reference images too, where that is another one.
    """

    def __init__(self, plain: Path, with_references: Path | None) -> None:
        self._plain = plain
        self._with_references = with_references
        self._seeded: dict[Path, bool] = {}
        self._references: dict[Path, int] = {}
        self._remarks: dict[Path, tuple[str, ...]] = {}

    def paths(self, model: ModelSettings) -> list[Path]:
        """Return where a model's workflows are: first for a description alone, last for reference images."""
        if model.workflow is not None:
            return [model.workflow]
        other = self._with_references
        return [self._plain, other] if other and other != self._plain else [self._plain]

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
        found = tuple(remarks(workflow, path.name, for_references=path == self._with_references))
        for remark in found if found != self._remarks.get(path) else ():
            log.warning("%s", remark)
        self._remarks[path] = found

    def _looked_at(self, model: ModelSettings) -> list[Path]:
        """Return a model's workflows, each of which was read once at least."""
        paths = self.paths(model)
        for path in paths:
            if path not in self._seeded:
                self._seeded[path], self._references[path] = True, 0
                # Whatever is wrong with the file, the probe says.
                with contextlib.suppress(InvalidError):
                    self.learn(path, read_workflow(path))
        return paths
