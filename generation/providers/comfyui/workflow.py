"""ComfyUI's workflows: a graph in API format with placeholders, and what is put into their places."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeGuard

from generation.i18n import N_
from generation.providers.base import InvalidError, ModelSettings

DEFAULT_WORKFLOW = Path(__file__).parent / "comfyui_default.json"
INPAINT_WORKFLOW = Path(__file__).parent / "comfyui_inpaint.json"
#: What a workflow needs to change a part of a picture.
INPAINTING = frozenset({"image", "mask"})
MAX_BYTES = 4 * 2**20
#: The placeholders for what is set for a model, by the names of the settings.
SETTINGS = {
    "model": "checkpoint",
    "steps": "steps",
    "hd_steps": "steps",
    "guidance": "guidance",
    "sampler": "sampler",
    "scheduler": "scheduler",
    "negative": "negative",
}
NAMES = (
    "prompt",
    "seed",
    "width",
    "height",
    "image",
    "mask",
    "strength",
    *dict.fromkeys(SETTINGS.values()),
    "reference_[1-9]",
)
_PLACEHOLDER = re.compile(f"%({'|'.join(NAMES)})%")
_REFERENCE = "reference_"
#: The inputs in which ComfyUI's samplers and sources of noise have their seed.
_SEED_INPUTS = ("seed", "noise_seed")
#: The inputs by which ComfyUI's own loader nodes name what paints.
_MODEL_INPUTS = ("ckpt_name", "unet_name", "model_name")

Workflow = dict[str, Any]


def read_workflow(path: Path) -> Workflow:
    """Return the workflow in a file.

    Raises:
        InvalidError: the file cannot be read, or is none that can be used.

    """
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
    if not is_api_format(graph):
        text = N_("ComfyUI's workflow file {file} is not in ComfyUI's API format; export it there with “Export (API)”.")
        raise _unusable(path, text)
    if "prompt" not in placeholders(graph):
        text = N_("ComfyUI's workflow file {file} has no %prompt% in it, so every picture would be the same.")
        raise _unusable(path, text)
    return graph


def placeholders(workflow: Workflow) -> frozenset[str]:
    """Return the names of the placeholders that a workflow has."""
    found: set[str] = set()

    def note(match: re.Match[str]) -> str:
        found.add(match[1])
        return ""

    for node in workflow.values():
        _replace(node["inputs"], note)
    return frozenset(found)


def reference_places(workflow: Workflow) -> list[str]:
    """Return the placeholders of reference images, the first one first."""
    return sorted(name for name in placeholders(workflow) if name.startswith(_REFERENCE))


def node_classes(workflow: Workflow) -> list[str]:
    """Return the kinds of node that a workflow is made of."""
    return sorted({node["class_type"] for node in workflow.values()})


def fill(workflow: Workflow, values: Mapping[str, str | float]) -> Workflow:
    """Return the workflow with values in place of its placeholders.

    A text that is nothing but a placeholder becomes the value itself, so a number where a number is due. It is the
    parsed graph that is filled, in one pass, so no description can break out of its string or bring a placeholder.
    """
    return {
        node_id: node | {"inputs": _replace(node["inputs"], lambda match: values[match[1]])}
        for node_id, node in workflow.items()
    }


def own_seeds(workflow: Workflow) -> list[tuple[str, str]]:
    """Return the nodes and inputs in which a workflow has seeds of its own, as numbers.

    A seed may also come from a node that does nothing but hold a number.
    """
    found = []
    for node_id, node in workflow.items():
        for name in _SEED_INPUTS:
            value = node["inputs"].get(name)
            if _is_number(value):
                found.append((node_id, name))
            elif isinstance(value, list) and value and value[0] in workflow:
                numbers = [key for key, each in workflow[value[0]]["inputs"].items() if _is_number(each)]
                found += [(value[0], key) for key in numbers if len(numbers) == 1]
    return found


def reseed(workflow: Workflow, seed: int) -> Workflow:
    """Return a workflow with another seed in place of its own ones.

    ComfyUI answers a graph that it knows with the images that it has; its editor changes these numbers each time, too.
    """
    changed = {node_id: node | {"inputs": dict(node["inputs"])} for node_id, node in workflow.items()}
    for node_id, name in own_seeds(workflow):
        changed[node_id]["inputs"][name] = seed
    return changed


def remarks(workflow: Workflow, file: str, *, for_references: bool, for_inpainting: bool = False) -> Iterator[str]:
    """Say what the operator should know of a workflow, which is for descriptions alone where nothing else is said."""
    if "seed" not in placeholders(workflow):
        text = N_(
            "ComfyUI's workflow file {file} has no %seed%: a new number is put where its own seeds are, and none is "
            "recorded with a picture. Write “%seed%” there to have it recorded."
        )
        if not own_seeds(workflow):
            text = N_(
                "ComfyUI's workflow file {file} has neither %seed% nor a seed of its own: the same description gives "
                "the same picture again, and Reroll nothing new. Write “%seed%” where its seed belongs."
            )
        yield text.format(file=file)
    there = placeholders(workflow)
    if for_inpainting and not there >= INPAINTING:
        yield N_(
            "ComfyUI's workflow file {file} lacks %image% or %mask%, so no part of a picture can be changed with it."
        ).format(file=file)
    if not for_inpainting and INPAINTING & there:
        yield N_(
            "ComfyUI's workflow file {file} has %image% or %mask% in it, so it only changes parts of pictures. "
            "COMFYUI_INPAINT_WORKFLOW can name it, and COMFYUI_WORKFLOW one for descriptions alone."
        ).format(file=file)
    if for_references and not reference_places(workflow):
        yield N_("ComfyUI's workflow file {file} has no %reference_1% in it, so it takes no reference picture.").format(
            file=file
        )
    if reference_places(workflow) and not for_references:
        yield N_(
            "ComfyUI's workflow file {file} has %reference_…% in it, so it paints only after reference pictures. "
            "COMFYUI_REFERENCE_WORKFLOW can name it, and COMFYUI_WORKFLOW one for descriptions alone."
        ).format(file=file)


def without_effect(workflow: Workflow, model: ModelSettings, file: str) -> Iterator[str]:
    """Say which settings of a model a workflow has no place for."""
    there = placeholders(workflow)
    for setting in sorted(SETTINGS.keys() & model.given.keys()):
        if model.given[setting] != "" and SETTINGS[setting] not in there:
            yield N_("ComfyUI's workflow file {file} has no %{place}%, so {setting} is set to no effect.").format(
                file=file, place=SETTINGS[setting], setting=setting
            )


def run_anew(workflow: Workflow, nodes: Iterable[str], token: str) -> Workflow:
    """Return a workflow of which some nodes, or all if it has none of these, are run though ComfyUI knows their result.

    An input that a node does not have is no concern of the node's, but of the key under which its result is kept.
    """
    named = set(nodes) & workflow.keys() or workflow.keys()
    return {
        node_id: node | {"inputs": node["inputs"] | {"run_anew": token}} if node_id in named else node
        for node_id, node in workflow.items()
    }


def model_of(graph: object) -> str:
    """Return the name of the model that a filled workflow loads."""
    for node in graph.values() if is_api_format(graph) else ():
        for name in _MODEL_INPUTS:
            if isinstance(model := node["inputs"].get(name), str):
                return model
    return "comfyui"


def _replace(value: Any, lookup: Callable[[re.Match[str]], str | float]) -> Any:  # noqa: ANN401  # a parsed JSON tree
    if isinstance(value, dict):
        return {key: _replace(each, lookup) for key, each in value.items()}
    if isinstance(value, list):
        return [_replace(each, lookup) for each in value]
    if not isinstance(value, str):
        return value
    if match := _PLACEHOLDER.fullmatch(value):
        return lookup(match)
    return _PLACEHOLDER.sub(lambda match: str(lookup(match)), value)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_api_format(graph: object) -> TypeGuard[Workflow]:
    """Tell whether something is a graph in API format."""
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
    return InvalidError(
        N_(
            "{why} The operator should look at COMFYUI_WORKFLOW, COMFYUI_REFERENCE_WORKFLOW, COMFYUI_INPAINT_WORKFLOW "
            "or providers.toml, whichever names it."
        ).format(why=why)
    )
