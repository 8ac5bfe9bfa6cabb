"""What an operator has set for a model. Part of the interface that `base` offers to plugins."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

#: What can be set for a diffusion model.
DIFFUSION_SETTINGS = frozenset(
    {"model", "steps", "hd_steps", "guidance", "sampler", "scheduler", "negative", "clip_tokens"}
)


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What a provider is to paint with; what is None is left to the provider's own defaults.

    `name` is what players type behind the provider's, empty for what holds where they name no model. `model` is what
    the provider calls it, `any_of` are several of which one is as good as another. `steps` (with HD `hd_steps`),
    `guidance`, `sampler` and `scheduler` are the diffusion's. `negative` is what no image is to show; where it is empty
    the model takes none. `clip_tokens` is as in `Capabilities`, 0 for no such limit. `cost` is what an image costs at
    most, in US dollars, `workflow` a file for ComfyUI. `extra` are fields of the call that the server has beyond ours.
    """

    name: str = ""
    model: str | None = None
    any_of: tuple[str, ...] = ()
    steps: int | None = None
    hd_steps: int | None = None
    guidance: float | None = None
    sampler: str | None = None
    scheduler: str | None = None
    negative: str | None = None
    clip_tokens: int | None = None
    cost: float | None = None
    workflow: Path | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, Any]:
        """Return what is set, by the names of the fields."""
        usual = ModelSettings()
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "name"}
        return {name: value for name, value in values.items() if value != getattr(usual, name)}

    @property
    def model_names(self) -> tuple[str, ...]:
        """Return by which names the provider knows the models of which any may paint; none: it chooses."""
        return (self.model,) if self.model else self.any_of

    @property
    def summary(self) -> str:
        """Return what is set in one line, in the words of the operator's file."""
        return ", ".join(f"{name} {_shown(value)}" for name, value in self.given.items())

    def steps_for(self, *, fine: bool) -> int | None:
        """Return how many steps an image takes, with HD or without."""
        return self.hd_steps or self.steps if fine else self.steps

    @property
    def has_hd(self) -> bool:
        """Tell whether HD is another quality: where steps are set, only what more of them are set for."""
        return self.steps is None or self.hd_steps is not None

    def avoid(self, negative: str) -> str:
        """Return what a model is told not to show, where a request is not to show this."""
        if not self.negative:
            return negative if self.negative is None else ""
        return ", ".join(filter(None, (negative, self.negative)))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " / ".join(map(str, value))
    if isinstance(value, Mapping):
        return " ".join(f"{name}={each}" for name, each in value.items())
    return f"“{value}”" if isinstance(value, str) and (not value or " " in value) else str(value)
