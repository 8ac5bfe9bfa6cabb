"""Whether ComfyUI has what models and their workflows need: nodes and checkpoints."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from generation.providers.base import InvalidError, ModelSettings
from generation.providers.comfyui.known_workflows import KnownWorkflows
from generation.providers.comfyui.preparation import check_nodes, find_checkpoint
from generation.providers.comfyui.workflow import Workflow, placeholders, without_effect
from generation.providers.http.client import Remote


class WorkflowCheck:
    """Look once at what ComfyUI has, for several models: those that share a workflow cost it one look at its nodes."""

    def __init__(self, remote: Remote, workflows: KnownWorkflows, read: Callable[[Path], Awaitable[Workflow]]) -> None:
        self._remote = remote
        self._workflows = workflows
        self._read = read
        #: The kinds of node that are there.
        self._known = set[str]()

    async def model(self, model: ModelSettings) -> tuple[str, ...]:
        """See that ComfyUI has what a model and its workflows need, and return what the operator should know of them.

        Raises:
            InvalidError: it lacks something without which nothing can be painted.
            ProviderError: it could not be asked.

        """
        found: list[str] = []
        for path in self._workflows.paths(model):
            workflow = await self._read(path)
            await check_nodes(self._remote, workflow, path.name, self._known)
            if "checkpoint" in placeholders(workflow):
                await find_checkpoint(self._remote, model.model)
            found += [*self._workflows.remarks(path), *without_effect(workflow, model, path.name)]
        return (*found, *await self._inpainting(model))

    async def _inpainting(self, model: ModelSettings) -> tuple[str, ...]:
        """See whether parts of pictures can be changed with a model: where not, all else can be painted still."""
        path = self._workflows.inpainting_path(model)
        if path is None:
            return ()
        try:
            await check_nodes(self._remote, await self._read(path), path.name, self._known)
        except InvalidError as error:
            self._workflows.note_lack(path, lacks=True)
            return (str(error),)
        self._workflows.note_lack(path, lacks=False)
        return self._workflows.remarks(path)
