"""The params to have an image again, varied or larger, and which provider can do that."""

from dataclasses import replace

from generation.i18n import N_
from generation.providers.registry import Needs, Providers
from storage.params import GenerationParams
from storage.records import Image

VARY, UPSCALE = "vary", "upscale"
#: How far a variation may go from its image: 0 is the same, 1 is new.
VARY_STRENGTH = 0.6
NOT_VARIED = N_("No provider that is set up here can vary a picture; this is the same description with another seed.")


def reroll(image: Image, params: GenerationParams) -> GenerationParams:
    """Return what was asked for, whatever the provider made of it, with another seed."""
    return replace(params, seed=None, parent_id=params.parent_id or image.id)


def vary(providers: Providers, image: Image, params: GenerationParams) -> tuple[GenerationParams, tuple[str, ...]]:
    """Return the params to vary an image and what is to be said of it.

    Where nobody can vary it, they ask for another one of the same description.
    """
    again = replace(params, seed=None, parent_id=image.id, edit_kind=None, edit_search="")
    provider = find_editor(providers, VARY, params.size, image.provider)
    if provider is None:
        return again, (NOT_VARIED,)
    return replace(again, provider=provider, edit_kind=VARY, edit_strength=VARY_STRENGTH, references=()), ()


def find_editor(providers: Providers, kind: str, size: tuple[int, int], first: str | None = None) -> str | None:
    """Return the name of a provider that can do an edit of an image of this size: the `first` one, or any in turn."""
    needs = Needs(*size, edit_kind=kind)
    candidates = (providers.get(first or ""), *providers.in_turn)
    return next((each.name for each in candidates if each is not None and needs.met_by(each)), None)
