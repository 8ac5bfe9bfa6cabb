"""Stability's wire: models, prices, ratios and presets as data, and the form that a request becomes."""

import io
import math
from dataclasses import dataclass, field

from PIL import Image

from generation.i18n import N_
from generation.providers.base import Edit, InvalidError, ProviderRequest
from generation.providers.http.media import media_type
from generation.providers.prompt_syntax import stability_prompt
from generation.styles.catalogue import all_styles

TITLE = "Stable Diffusion"
#: What one credit costs in US dollars; the credits below are Stability's price list of November 2026, that of outpaint
#: as three others quote it.
CREDIT = 0.01


@dataclass(frozen=True, slots=True)
class Model:
    """A model that generates images: its endpoint, its price in credits, its name, whether it starts from an image."""

    path: str
    credits: float
    name: str | None = None
    from_image: bool = True


MODELS = {
    "ultra": Model("generate/ultra", 8),
    "core": Model("generate/core", 3, from_image=False),
    "sd3.5-large": Model("generate/sd3", 6.5, "sd3.5-large"),
    "sd3.5-large-turbo": Model("generate/sd3", 4, "sd3.5-large-turbo"),
    "sd3.5-medium": Model("generate/sd3", 3.5, "sd3.5-medium"),
    # By one price list; not confirmed.
    "sd3.5-flash": Model("generate/sd3", 2.5, "sd3.5-flash"),
}


@dataclass(frozen=True, slots=True)
class Tool:
    """An endpoint that changes an image: its price, what it takes beside the image, whether it answers later."""

    path: str
    credits: float
    takes: frozenset[str] = frozenset()
    later: bool = False


_PROMPTED = frozenset({"prompt", "negative_prompt", "seed"})
TOOLS = {
    "inpaint": Tool("edit/inpaint", 5, _PROMPTED | {"mask"}),
    "outpaint": Tool("edit/outpaint", 4, frozenset({"prompt", "seed", "margins"})),
    "erase": Tool("edit/erase", 5, frozenset({"mask", "seed"})),
    "search-and-replace": Tool("edit/search-and-replace", 5, _PROMPTED | {"search_prompt"}),
    "search-and-recolor": Tool("edit/search-and-recolor", 5, _PROMPTED | {"select_prompt"}),
    "remove-background": Tool("edit/remove-background", 5),
    "upscale": Tool("upscale/fast", 2),
    "upscale-conservative": Tool("upscale/conservative", 40, _PROMPTED),
    "upscale-creative": Tool("upscale/creative", 60, _PROMPTED, later=True),
}
EDITS = frozenset(kind for kind in TOOLS if not kind.startswith("upscale-"))
#: How many times as wide and high the fast upscale makes an image, and the most pixels that it takes.
UPSCALE, UPSCALE_PIXELS = 4.0, 2**20
#: The strength that asks for new detail.
CREATIVE_STRENGTH = 0.75

#: 4:3 and 3:4 are no ratios here.
RATIOS = {
    "16:9": 16 / 9,
    "1:1": 1.0,
    "21:9": 21 / 9,
    "2:3": 2 / 3,
    "3:2": 3 / 2,
    "4:5": 4 / 5,
    "5:4": 5 / 4,
    "9:16": 9 / 16,
    "9:21": 9 / 21,
}

#: Our styles to Stability's presets, where one comes near.
PRESETS = {style.id: style.preset for style in all_styles().values()}

MAX_SEED = 4294967294
MAX_MARGIN = 2000

File = tuple[str, bytes, str]
#: Stability takes nothing but multipart, and a form without a file would be sent urlencoded.
NO_FILE: dict[str, File] = {"none": ("none", b"", "application/octet-stream")}


@dataclass(frozen=True, slots=True)
class Call:
    """One call: where, the form, what it costs in credits, and whether the answer is to be fetched later."""

    path: str
    model: str
    credits: float
    fields: dict[str, str]
    files: dict[str, File] = field(default_factory=lambda: NO_FILE)
    later: bool = False

    @property
    def cost(self) -> float:
        """Return the price in US dollars."""
        return round(self.credits * CREDIT, 4)


def call_for(request: ProviderRequest, model: str) -> Call:
    """Return the call that a request becomes.

    Raises:
        InvalidError: the model cannot start from an image, or the edit lacks what its kind needs.

    """
    if request.edit is not None and request.edit.kind in EDITS:
        return _tool_call(request, request.edit)
    if request.edit is not None and request.edit.kind != "vary":
        raise InvalidError(N_("{provider} cannot do “{edit}”.").format(provider=TITLE, edit=request.edit.kind))
    return _generate_call(request, model)


def seed_of(request: ProviderRequest) -> int:
    """Return the seed to send; 0 would be a random one there, so that a request's 0 is sent as 1."""
    return request.seed % (MAX_SEED + 1) or 1


def nearest_ratio(width: int, height: int) -> str:
    """Return the ratio that comes nearest to a size."""
    wanted = math.log(width / height)
    return min(RATIOS, key=lambda name: abs(math.log(RATIOS[name]) - wanted))


def _generate_call(request: ProviderRequest, model: str) -> Call:
    about = MODELS[model]
    fields = {"prompt": stability_prompt(request.prompt), "seed": str(seed_of(request)), "output_format": "png"}
    if about.name:
        fields["model"] = about.name
    if negative := request.model.avoid(stability_prompt(request.negative)):
        fields["negative_prompt"] = negative
    if request.model.guidance is not None and about.name:
        fields["cfg_scale"] = f"{request.model.guidance:g}"
    if preset := PRESETS.get(request.style or ""):
        fields["style_preset"] = preset
    if request.start is None:
        fields["aspect_ratio"] = nearest_ratio(request.width, request.height)
        return Call(about.path, model, about.credits, fields)
    if not about.from_image:
        raise InvalidError(
            N_("{provider} cannot start from a picture with its model {model}.").format(provider=TITLE, model=model)
        )
    image, strength = request.start
    fields["strength"] = f"{min(max(strength, 0.0), 1.0):g}"
    if about.name:
        fields["mode"] = "image-to-image"  # in which sd3 takes no ratio: the image has one
    else:
        fields["aspect_ratio"] = nearest_ratio(request.width, request.height)
    return Call(about.path, model, about.credits, fields, {"image": _file(image)})


def _tool_call(request: ProviderRequest, edit: Edit) -> Call:
    tool = TOOLS[_tool_name(request, edit)]
    given = {
        "prompt": stability_prompt(request.prompt),
        "negative_prompt": stability_prompt(request.negative),
        "seed": str(seed_of(request)),
        "search_prompt": edit.search,
        "select_prompt": edit.search,
    }
    fields = {name: value for name, value in given.items() if name in tool.takes and value}
    fields["output_format"] = "png"
    if {"search_prompt", "select_prompt"} & tool.takes and not edit.search:
        raise InvalidError(N_("{provider} has to be told what to look for in the picture.").format(provider=TITLE))
    if "margins" in tool.takes:
        fields |= _margins(request, edit.image)
    files = {"image": _file(edit.image)}
    if "mask" in tool.takes:
        if edit.mask is None:
            raise InvalidError(
                N_("{provider} needs a mask that shows where to {edit}.").format(provider=TITLE, edit=edit.kind)
            )
        files["mask"] = _file(edit.mask)
    return Call(tool.path, f"stable-image/{tool.path}", tool.credits, fields, files, tool.later)


def _tool_name(request: ProviderRequest, edit: Edit) -> str:
    """Return the tool for an edit: an upscale is fast, fine with a fine quality, creative with a high strength."""
    if edit.kind != "upscale":
        return edit.kind
    if edit.strength >= CREATIVE_STRENGTH:
        return "upscale-creative"
    return "upscale-conservative" if request.is_fine else "upscale"


def _margins(request: ProviderRequest, image: bytes) -> dict[str, str]:
    """Return how far to extend beyond each side: to the request's size, or a quarter where that is no larger."""
    try:
        width, height = Image.open(io.BytesIO(image)).size
    except (OSError, SyntaxError, ValueError) as error:
        raise InvalidError(N_("{provider} was given a picture that cannot be read.").format(provider=TITLE)) from error
    across, down = max(0, request.width - width), max(0, request.height - height)
    if not across and not down:
        across, down = width // 2, height // 2
    sides = {"left": across // 2, "right": across - across // 2, "up": down // 2, "down": down - down // 2}
    return {side: str(min(pixels, MAX_MARGIN)) for side, pixels in sides.items() if pixels}


def _file(data: bytes) -> File:
    """Return an image as a part of a form."""
    kind = media_type(data) or "image/png"
    return f"picture.{kind.partition('/')[2]}", data, kind
