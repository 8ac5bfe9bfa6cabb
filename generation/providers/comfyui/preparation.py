"""What comes before a workflow can run: its nodes are there, its placeholders filled, the reference images given."""

import asyncio
import hashlib
import urllib.parse

from generation.i18n import N_
from generation.images.kinds import MEDIA_TYPES, kind_of
from generation.providers.base import InvalidError, ProviderRequest, UnavailableError
from generation.providers.comfyui.masks import with_soft_edge
from generation.providers.comfyui.workflow import Workflow, fill, node_classes, placeholders, reference_places, reseed
from generation.providers.http.client import Remote
from generation.providers.prompt_syntax import comfyui_prompt

#: What suits most checkpoints, where the operator has set nothing.
STEPS, GUIDANCE, SAMPLER, SCHEDULER = 28, 6.5, "dpmpp_2m", "karras"
#: Temporary files are gone when ComfyUI starts again; there is no way to delete others.
_UPLOADS = {"type": "temp", "subfolder": "scenes"}


async def prepare(remote: Remote, workflow: Workflow, request: ProviderRequest) -> Workflow:
    """Return a workflow filled with a request; ComfyUI has the reference images then.

    Raises:
        InvalidError: the workflow is not for so many reference images, or ComfyUI lacks the checkpoint.
        ProviderError: ComfyUI cannot be reached, or failed.

    """
    wanted = placeholders(workflow)
    if "seed" not in wanted:
        workflow = reseed(workflow, request.seed)
    model = request.model
    values: dict[str, str | float] = {
        "prompt": comfyui_prompt(request.prompt),
        "negative": model.avoid(comfyui_prompt(request.negative)),
        "seed": request.seed % 2**64,
        # Latent images are an eighth of the size.
        "width": round(request.width / 8) * 8,
        "height": round(request.height / 8) * 8,
        "steps": model.steps_for(fine=request.is_fine) or STEPS,
        "guidance": GUIDANCE if model.guidance is None else model.guidance,
        "sampler": model.sampler or SAMPLER,
        "scheduler": model.scheduler or SCHEDULER,
    }
    places = reference_places(workflow)
    _check_places(len(places), len(request.references))
    if request.edit is not None and request.edit.mask is not None:
        soft = await asyncio.to_thread(with_soft_edge, request.edit.mask)
        values |= {
            "image": await _upload(remote, request.edit.image),
            "mask": await _upload(remote, soft),
            "strength": request.edit.strength,
        }
    if "checkpoint" in wanted:
        values["checkpoint"] = await find_checkpoint(remote, model.model)
    names = [await _upload(remote, image) for image in request.references]
    # The last one comes into the places that are left.
    return fill(workflow, values | {place: names[min(at, len(names) - 1)] for at, place in enumerate(places)})


def _check_places(places: int, images: int) -> None:
    if images > places:
        raise InvalidError(
            N_(
                "ComfyUI's workflow has places for {most} reference pictures, and {count} were given. The operator can "
                "put %reference_1%, %reference_2% and so on into it."
            ).format(most=places, count=images)
        )
    if places and not images:
        raise InvalidError(N_("ComfyUI's workflow paints after a reference picture. Attach one to the description."))


async def check_nodes(remote: Remote, workflow: Workflow, file: str, known: set[str]) -> None:
    """See that ComfyUI knows every kind of node in a workflow, but for those `known`, to which it adds them.

    Raises:
        InvalidError: it lacks some; the sentence names them and says what to do.
        ProviderError: it could not be asked.

    """
    wanted = set(node_classes(workflow)) - known
    missing = sorted(filter(None, await asyncio.gather(*(_missing(remote, name) for name in sorted(wanted)))))
    known |= wanted - set(missing)
    if missing:
        raise InvalidError(
            N_(
                "ComfyUI lacks these nodes of the workflow {file}: {nodes}. The operator should install them there "
                "(ComfyUI-Manager has “Install Missing Custom Nodes”), or change the workflow."
            ).format(file=file, nodes=remote.clean(", ".join(missing)))
        )


async def _missing(remote: Remote, node_class: str) -> str | None:
    # One by one: the list of all nodes can be megabytes, and takes ComfyUI seconds to write.
    known = await remote.json("GET", f"object_info/{urllib.parse.quote(node_class, safe='')}")
    return None if isinstance(known, dict) and node_class in known else node_class


async def find_checkpoint(remote: Remote, wished: str | None) -> str:
    """Return the checkpoint that is wished for, or the first one.

    Raises:
        InvalidError: it is not there, or there is none at all.

    """
    names = await _files(remote, "checkpoints")
    if wished and wished not in names:
        # What has no text encoder in its file is no checkpoint for ComfyUI, and loaded by another node.
        names += await _files(remote, "diffusion_models")
    if not names:
        raise InvalidError(N_("ComfyUI has no checkpoint. The operator should put one into its models/checkpoints."))
    if wished and wished not in names:
        raise InvalidError(
            N_("ComfyUI has no checkpoint {model}. It has {models}.").format(
                model=wished, models=remote.clean(", ".join(names))
            )
        )
    return wished or names[0]


async def _files(remote: Remote, folder: str) -> list[str]:
    """Return the models in one of ComfyUI's folders; none where it does not know the folder."""
    response = await remote.request("GET", f"models/{folder}")
    if response.status_code == 404:
        return []
    if not response.is_success:
        raise remote.failure(response)
    found = remote.parse(response)
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


async def _upload(remote: Remote, image: bytes) -> str:
    """Give ComfyUI a reference image and return how its nodes name it."""
    # Named by its content: nobody else's image has the name, and the same one again is kept once.
    kind = kind_of(image) or "bin"
    name = f"reference-{hashlib.sha256(image).hexdigest()[:32]}.{kind}"
    file = (name, image, MEDIA_TYPES.get(kind, "application/octet-stream"))
    answer = await remote.json("POST", "upload/image", files={"image": file}, data=_UPLOADS)
    taken = answer.get("name") if isinstance(answer, dict) else None
    if not isinstance(taken, str) or not taken:
        raise UnavailableError(N_("ComfyUI took the reference picture but gave it no name."))
    folder = answer.get("subfolder")
    return f"{folder}/{taken} [{_UPLOADS['type']}]" if folder else f"{taken} [{_UPLOADS['type']}]"
