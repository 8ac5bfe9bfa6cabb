"""ComfyUI's workflows: a graph in API format with placeholders, and what is put into their places."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeGuard

from generation.i18n import N_
from generation.providers.base import InvalidError

DEFAULT_WORKFLOW = Path(__file__).parent / "comfyui_default.json"
MAX_BYTES = 4 * 2**20
NAMES = ("prompt", "negative", "seed", "width", "height", "checkpoint")
_PLACEHOLDER = re.compile(f"%({'|'.join(NAMES)})%")
#: The inputs by which ComfyUI's own loader nodes name what paints.
_MODEL_INPUTS = ("ckpt_name", "unet_name", "model_name")

Workflow = dict[str, Any]


def read_workflow(path: Path | None) -> Workflow:
    """Return the operator's workflow, or the one that comes with the bot.

    Raises:
        InvalidError: the file cannot be read, or is none that can be used.

    """
    path = path or DEFAULT_WORKFLOW
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        text = N_("ComfyUI's workflow file {file} cannot be read ({error}).")
        raise _unusable(path, text, error.strerror or type(error).__name__) from error
    if len(data) > MAX_BYTES:
        raise _unusable(path, N_("ComfyUI's workflow file {file} is too large."))
    try:
        graph = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _unusable(path, N_("ComfyUI's workflow file {file} is not JSON.")) from error
    if isinstance(graph, dict) and isinstance(graph.get("nodes"), list):
        text = N_(
            "ComfyUI's workflow file {file} is in the format of ComfyUI's own editor; export it there with "
            "“Export (API)”."
        )
        raise _unusable(path, text)
    if not _is_api_format(graph):
        text = N_("ComfyUI's workflow file {file} is not in ComfyUI's API format; export it there with “Export (API)”.")
        raise _unusable(path, text)
    if not uses(graph, "prompt"):
        text = N_("ComfyUI's workflow file {file} has no %prompt% in it, so every picture would be the same.")
        raise _unusable(path, text)
    return graph


def uses(workflow: Workflow, name: str) -> bool:
    """Tell whether a workflow has this placeholder."""
    found: set[str] = set()

    def note(match: re.Match[str]) -> str:
        found.add(match[1])
        return ""

    for node in workflow.values():
        _replace(node["inputs"], note)
    return name in found


def fill(workflow: Workflow, values: Mapping[str, str | int]) -> Workflow:
    """Return the workflow with values in place of its placeholders.

    A text that is nothing but a placeholder becomes the value itself, so a number where a number is due. It is the
    parsed graph that is filled, in one pass, so no description can break out of its string or bring a placeholder.
    """
    return {
        node_id: node | {"inputs": _replace(node["inputs"], lambda match: values[match[1]])}
        for node_id, node in workflow.items()
    }


def model_of(graph: object) -> str:
    """Return the name of the model that a filled workflow loads."""
    for node in graph.values() if _is_api_format(graph) else ():
        for name in _MODEL_INPUTS:
            if isinstance(model := node["inputs"].get(name), str):
                return model
    return "comfyui"


def _replace(value: Any, lookup: Callable[[re.Match[str]], str | int]) -> Any:  # noqa: ANN401  # a parsed JSON tree
    if isinstance(value, dict):
        return {key: _replace(each, lookup) for key, each in value.items()}
    if isinstance(value, list):
        return [_replace(each, lookup) for each in value]
    if not isinstance(value, str):
        return value
    if match := _PLACEHOLDER.fullmatch(value):
        return lookup(match)
    return _PLACEHOLDER.sub(lambda match: str(lookup(match)), value)


def _is_api_format(graph: object) -> TypeGuard[Workflow]:
    return (
        isinstance(graph, dict)
        and bool(graph)
        and all(
            isinstance(node, dict) and isinstance(node.get("class_type"), str) and isinstance(node.get("inputs"), dict)
            for node in graph.values()
        )
    )


def _unusable(path: Path, text: str, error: str = "") -> InvalidError:
    why = text.format(file=path.name, error=error)
    return InvalidError(N_("{why} The operator should look at COMFYUI_WORKFLOW.").format(why=why))
