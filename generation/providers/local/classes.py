"""What each class of model can do, by the name that stands in the model_index.json of its folder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelClass:
    """A class of models: `side` is the side of the square that it was trained on, in pixels; sides are of `multiple`.

    `clip_tokens` and `negative` are as in `Capabilities`. `steps` and `guidance` are what a picture takes where nobody
    says otherwise. `images` tells whether it can start from an image, `masks` whether it can paint a part of one anew.
    """

    side: int
    multiple: int = 8
    clip_tokens: int | None = None
    negative: bool = False
    steps: int = 20
    guidance: float = 7.0
    images: bool = True
    masks: bool = True


#: By their `_class_name`.
CLASSES = {
    "StableDiffusionPipeline": ModelClass(512, clip_tokens=77, negative=True),
    "LatentConsistencyModelPipeline": ModelClass(512, clip_tokens=77, steps=4, guidance=8.0),
    "StableDiffusionXLPipeline": ModelClass(1024, clip_tokens=77, negative=True),
    "StableDiffusion3Pipeline": ModelClass(1024, multiple=16, negative=True, steps=28),
    "FluxPipeline": ModelClass(1024, multiple=16, steps=4, guidance=0.0),
    "Flux2KleinPipeline": ModelClass(1024, multiple=16, steps=4, guidance=1.0, masks=False),
    "ZImagePipeline": ModelClass(1024, multiple=16, steps=8, guidance=0.0, images=False, masks=False),
    "QwenImagePipeline": ModelClass(1024, multiple=16, images=False, masks=False),
}


def painted_size(kind: ModelClass, width: int, height: int) -> tuple[int, int]:
    """Return at which size a picture of this shape is painted: with no more pixels than the model was trained on."""
    scale = min(1.0, kind.side / (width * height) ** 0.5)
    return _rounded(width * scale, kind.multiple), _rounded(height * scale, kind.multiple)


def _rounded(side: float, multiple: int) -> int:
    return max(round(side / multiple), 1) * multiple
