"""What is asked for to have a picture again, varied or larger, and who can do that."""

from dataclasses import replace

from generation.i18n import N_
from generation.images.sizes import parse_size
from generation.providers.registry import Needs, Providers
from generation.requests.params import GenerationParams
from storage.records import Image

VARY, UPSCALE = "vary", "upscale"
#: How far a variation may go from its picture: 0 is the same, 1 is new.
VARIED = 0.6
NOT_VARIED = N_("Nobody who is set up here can vary a picture; this is the same description with another seed.")


def rerolled(image: Image, params: GenerationParams) -> GenerationParams:
    """Return the order for what was wished, whatever the provider made of it, with another seed."""
    return replace(params, seed=None, parent_id=params.parent_id or image.id)


def varied(providers: Providers, image: Image, params: GenerationParams) -> GenerationParams:
    """Return the order to vary a picture, for whoever can; else for another one of the same description."""
    again = replace(params, seed=None, parent_id=image.id, edit_kind=None, edit_search="")
    painter = who_can(providers, VARY, parse_size(params.size), image.provider)
    if painter is None:
        return replace(again, notes=(NOT_VARIED,))
    return replace(again, provider=painter, edit_kind=VARY, edit_strength=VARIED, references=())


def who_can(providers: Providers, kind: str, size: tuple[int, int], first: str | None = None) -> str | None:
    """Return the name of a provider that can do an edit of a picture of this size: the `first` one, or any in turn."""
    needs = Needs(*size, edit_kind=kind)
    params = (providers.get(first or ""), *providers.in_turn)
    return next((each.name for each in params if each is not None and needs.met_by(each)), None)
