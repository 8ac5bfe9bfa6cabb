"""Comparisons: one description by several providers, in several styles, or both: batches whose requests differ."""

import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.images.sizes import NAMED
from generation.provider_catalogue.titles import provider_title
from generation.providers.base import ImageProvider
from generation.requests.batches import MOST, SEEDS
from generation.styles.chosen import style_name
from storage.params import GenerationParams
from storage.records import Request

TOO_FEW = N_("Name two styles or more, or two providers or more, to compare them.")
NO_SEED = N_("Takes no seed.")
NO_HD = N_("Has no HD; this is standard quality.")
OTHER_SIZE = N_("Cannot paint {wanted}; this is {size}.")


@dataclass(frozen=True, slots=True)
class Axes:
    """What a batch compares: the providers and styles of its requests, each once; one of each at least."""

    providers: tuple[str | None, ...]
    styles: tuple[str | None, ...]

    @property
    def is_matrix(self) -> bool:
        """Tell whether both differ."""
        return min(len(self.providers), len(self.styles)) > 1

    @property
    def styles_across(self) -> bool:
        """Tell whether a row of the matrix is one provider's: the longer axis lies across."""
        return len(self.styles) >= len(self.providers)

    def labels(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the labels of a matrix's columns, and of its rows."""
        styles, providers = tuple(map(style_label, self.styles)), tuple(map(provider_label, self.providers))
        return (styles, providers) if self.styles_across else (providers, styles)

    def label(self, params: GenerationParams) -> str:
        """Return in what a request differs from the others."""
        parts = []
        if len(self.styles) > 1:
            parts.append(style_label(params.style))
        if len(self.providers) > 1:
            parts.append(provider_label(params.provider))
        return " · ".join(parts)


def style_label(style: str | None) -> str:
    """Return what a style is called beside others."""
    return style_name(style) if style else _("Artist's choice")


def provider_label(reference: str | None) -> str:
    """Return what a provider is called beside others."""
    return _(provider_title(reference)) if reference else _("The default")


def axes_of(batch: Sequence[Request]) -> Axes | None:
    """Return what a batch compares; None where all its requests ask for the same."""
    providers = tuple(dict.fromkeys(each.params.provider for each in batch))
    styles = tuple(dict.fromkeys(each.params.style for each in batch))
    axes = Axes(providers, styles)
    return axes if len(providers) > 1 or len(styles) > 1 else None


def compared_again(batch: Sequence[Request], params: GenerationParams) -> GenerationParams:
    """Return what asks for a batch once more, given what asks for its first request."""
    axes = axes_of(batch)
    if axes is None:
        return replace(params, count=len(batch))
    if len(axes.providers) > 1:
        params = replace(params, providers=tuple(each for each in axes.providers if each), only=False)
    if len(axes.styles) > 1:
        params = replace(params, styles=tuple(each for each in axes.styles if each))
    # A provider that could not do it has a cell of another size.
    width, height = max((each.params.size for each in batch), key=math.prod)
    return replace(params, width=width, height=height)


def parse_cells(params: GenerationParams) -> tuple[GenerationParams, ...]:
    """Return what each cell asks for, row by row, all with one seed.

    Raises:
        RefusedError: there is nothing to compare, or too much.

    """
    if params.count != 1:
        raise RefusedError(_("A comparison paints one picture for each style and provider. Leave the number out."))
    styles = tuple(dict.fromkeys(params.styles)) or (params.style,)
    providers = tuple(dict.fromkeys(params.providers)) or (params.provider,)
    number = len(styles) * len(providers)
    if number == 1:
        raise RefusedError(_(TOO_FEW))
    if number > MOST:
        raise RefusedError(
            _("{styles} styles by {providers} providers are {number} pictures; {most} are the most at once.").format(
                styles=len(styles), providers=len(providers), number=number, most=MOST
            )
        )
    seed = secrets.randbelow(SEEDS) if params.seed is None else params.seed
    base = replace(params, styles=(), providers=(), seed=seed, only=params.only or bool(params.providers))
    if Axes(providers, styles).styles_across:
        pairs = [(provider, style) for provider in providers for style in styles]
    else:
        pairs = [(provider, style) for style in styles for provider in providers]
    return tuple(replace(base, provider=provider, style=style) for provider, style in pairs)


def within_reach(provider: ImageProvider, params: GenerationParams) -> tuple[GenerationParams, tuple[str, ...]]:
    """Return what of a cell's params its provider can do, and what is to be said of the rest."""
    can, notes = provider.capabilities, list[str]()
    if not can.seed:
        params = replace(params, seed=None)
        notes.append(NO_SEED)
    if not can.hd and params.quality == "hd":
        params = replace(params, quality="standard")
        notes.append(NO_HD)
    if not can.can_paint(*params.size):
        nearest = min(
            (size for size in NAMED.values() if can.can_paint(*size)),
            key=lambda size: abs(math.log(size[0] / size[1]) - math.log(params.width / params.height)),
            default=params.size,
        )
        if nearest != params.size:
            notes.append(OTHER_SIZE.format(wanted=_size(params.size), size=_size(nearest)))
            params = replace(params, width=nearest[0], height=nearest[1])
    return params, tuple(notes)


def _size(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def own_notes(request: Request, batch: Sequence[Request]) -> tuple[str, ...]:
    """Return what is to be known of one request of a batch, and not of all."""
    return tuple(note for note in request.notes if not all(note in each.notes for each in batch))
