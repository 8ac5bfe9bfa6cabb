"""The params to have an image again, varied or larger, and which provider can do that."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generation.i18n import N_
from generation.providers.base import ImageProvider
from generation.providers.registry import Needs, Providers
from generation.providers.with_model import reference_of
from storage.params import GenerationParams, name_of
from storage.records import Image

VARY, UPSCALE = "vary", "upscale"
#: How far a variation may go from its image: 0 is the same, 1 is new.
VARY_STRENGTH = 0.6
#: An image that grows by less is as large as it gets.
WORTH_UPSCALING = 1.1
NOT_VARIED = N_("No provider that is set up here can vary a picture; this is the same description with another seed.")


def reroll(image: Image, params: GenerationParams) -> GenerationParams:
    """Return what was asked for, whatever the provider made of it, with another seed."""
    return replace(params, seed=None, parent_id=params.parent_id or image.id)


def vary(providers: Providers, image: Image, params: GenerationParams) -> tuple[GenerationParams, tuple[str, ...]]:
    """Return the params to vary an image and what is to be said of it.

    Where nobody can vary it, they ask for another one of the same description.
    """
    again = replace(params, seed=None, parent_id=image.id, edit_kind=None, edit_search="")
    provider = next(_editors(providers, VARY, params.size, image, params.provider), None)
    if provider is None:
        return again, (NOT_VARIED,)
    wanted = params.provider
    # A model that is gone stays what was wanted, so that it is told.
    is_wanted = wanted is not None and name_of(wanted) == provider.name and providers.lacks_model(wanted)
    asked = wanted if is_wanted else reference_of(provider)
    return replace(again, provider=asked, edit_kind=VARY, edit_strength=VARY_STRENGTH, references=()), ()


@dataclass(frozen=True, slots=True)
class Upscaler:
    """The provider that makes an image larger, and how many times as wide and high: None where it does not say."""

    provider: str
    factor: float | None


def find_upscaler(providers: Providers, image: Image) -> Upscaler | None:
    """Return who makes an image larger: its own provider, or any in turn; None where nobody would make it grow."""
    size = image.width or 0, image.height or 0
    for provider in _editors(providers, UPSCALE, size, image):
        factor = provider.capabilities.upscaled_by(*size)
        if factor is None or factor >= WORTH_UPSCALING:
            return Upscaler(provider.name, factor)
    return None


def _editors(
    providers: Providers, kind: str, size: tuple[int, int], image: Image, wanted: str | None = None
) -> Iterator[ImageProvider]:
    """Yield the providers that can do an edit of an image: its own one first, with the model that was `wanted`."""
    needs = Needs(*size, edit_kind=kind)
    for provider in (providers.of_name(image.provider, wanted), *providers.in_turn):
        if provider is None or not needs.met_by(provider):
            continue
        if not provider.capabilities.own_edits or (provider.name == image.provider and image.recipe):
            yield provider
