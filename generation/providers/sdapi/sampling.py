"""How many steps and how much guidance a checkpoint is given where the operator has set nothing."""

import re
from dataclasses import dataclass

from generation.providers.base import ModelSettings


@dataclass(frozen=True, slots=True)
class Sampling:
    """Steps, with HD and without, and guidance."""

    steps: int
    hd_steps: int
    guidance: float


#: What Stable Diffusion needs.
PLAIN = Sampling(28, 45, 7.0)
#: What needs less, by what its file is usually called: with more guidance than 1 such a model burns its images.
_FAMILIES = (
    (re.compile(r"schnell"), Sampling(4, 4, 1.0)),
    (re.compile(r"turbo|lightning|(?<![a-z])lcm(?![a-z])|hyper[-_ ]?(?:sd|flux)"), Sampling(8, 8, 1.0)),
    (re.compile(r"flux"), Sampling(20, 30, 1.0)),
)


def usual_sampling(checkpoint: str) -> Sampling:
    """Return what suits a checkpoint, as far as its name tells."""
    name = checkpoint.casefold()
    return next((sampling for family, sampling in _FAMILIES if family.search(name)), PLAIN)


def sampling_fields(model: ModelSettings, usual: Sampling | None, *, fine: bool) -> dict[str, object]:
    """Return the fields of a call that say how to paint; what is neither set nor usual is the server's to choose."""
    steps, guidance = model.steps_for(fine=fine), model.guidance
    if usual is not None:
        steps = steps or (usual.hd_steps if fine else usual.steps)
        guidance = usual.guidance if guidance is None else guidance
    named = {"steps": steps, "cfg_scale": guidance, "sampler_name": model.sampler, "scheduler": model.scheduler}
    return {name: value for name, value in named.items() if value is not None}
