"""What a provider can do: sizes, references, edits, cost. Part of the interface that `base` offers to plugins."""

from dataclasses import dataclass

from generation.providers.request import ProviderRequest


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a provider can do, checked before it is called: sizes in pixels, money in US dollars, time in seconds.

    Sizes between `smallest` and `largest` are taken; a provider that knows only some ratios paints the nearest one.
    `most_pixels` is how many an image may have in all (0: as many as the sides allow).
    `clip_tokens` is how many tokens a text encoder of CLIP's kind looks at, its begin and end marks included.
    `edits` are the kinds of `Edit` it can do, `references` how many images it takes as an example, `cost` what one
    image of standard quality costs at most (`cost_unknown`: it may cost something), `deadline` when a call that hangs
    is cut, `calls_per_minute` what the provider allows (0: it does not say).

    `hd` tells that HD is another quality than standard. An `upscale` of an image of up to `upscale_pixels` makes it
    `upscale` times as wide and as high, with sides of up to `upscale_side` (each 0: it does not say).
    `own_edits` tells that it changes only what it has painted itself, `usual_seconds` what an image was found to take
    before any was asked for.
    """

    smallest: int = 512
    largest: int = 2048
    most_pixels: int = 0
    max_prompt: int = 4000
    clip_tokens: int | None = None
    seed: bool = False
    negative: bool = False
    progress: bool = False
    cancel: bool = False
    resume: bool = False
    references: int = 0
    edits: frozenset[str] = frozenset()
    deadline: float = 180.0
    cost: float = 0.0
    cost_unknown: bool = False
    calls_per_minute: int = 0
    hd: bool = True
    upscale: float = 0.0
    upscale_side: int = 0
    upscale_pixels: int = 0
    own_edits: bool = False
    usual_seconds: float | None = None

    def upscaled_by(self, width: int, height: int) -> float | None:
        """Return how many times as wide an upscale makes an image of this size, None where that is not said."""
        if self.upscale_pixels and width * height > self.upscale_pixels:
            return 1.0
        if not self.upscale:
            return None
        return min(self.upscale, self.upscale_side / max(width, height)) if self.upscale_side else self.upscale

    @property
    def charges(self) -> bool:
        """Tell whether a call may cost money."""
        return self.cost > 0 or self.cost_unknown

    def can_paint(self, width: int, height: int) -> bool:
        """Tell whether an image of this size can be asked for."""
        sides = all(self.smallest <= side <= self.largest for side in (width, height))
        return sides and width * height <= (self.most_pixels or width * height)

    def can_do(self, request: ProviderRequest) -> bool:
        """Tell whether the size, the references and the edit of a request can be done."""
        if request.edit is not None and request.edit.kind not in self.edits:
            return False
        return self.can_paint(request.width, request.height) and len(request.references) <= self.references
