"""Changes that a provider makes: by words, for a region, beyond the edges; who can, and what is then asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from generation.editing.pixel_edits import RATIOS
from generation.editing.views import VIEWS
from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.provider_catalogue.titles import provider_title
from generation.providers.base import ImageProvider
from generation.providers.registry import Needs, Providers
from generation.providers.with_model import reference_of
from generation.requests.variations import UPSCALE
from generation.sessions.settings import SessionSettings
from storage.params import GenerationParams, name_of
from storage.records import Image

WORDS, INPAINT, ERASE, OUTPAINT = "change", "inpaint", "erase", "outpaint"
REPLACE, CUT_OUT, VIEW = "search-and-replace", "remove-background", "view"
#: What can be asked for, and how it is called.
KINDS: dict[str, str] = {
    WORDS: N_("change by words"),
    INPAINT: N_("change a part"),
    ERASE: N_("erase a part"),
    OUTPAINT: N_("paint beyond the edges"),
    REPLACE: N_("replace one thing"),
    CUT_OUT: N_("remove the background"),
    VIEW: N_("another view"),
    UPSCALE: N_("upscale"),
}
#: The built-in providers that can do each, whether they are set up or not; a test holds it against what they say.
COULD: dict[str, tuple[str, ...]] = {
    WORDS: ("dalle", "gemini"),
    INPAINT: ("dalle", "stability", "comfyui", "sdapi", "local"),
    ERASE: ("stability", "dalle", "comfyui", "sdapi", "local"),
    OUTPAINT: ("stability",),
    REPLACE: ("stability", "dalle", "gemini"),
    CUT_OUT: ("stability",),
    VIEW: ("dalle", "gemini"),
    UPSCALE: ("stability",),
}
#: An edit that stands in for one that nobody here can do, where words say the same.
_INSTEAD = {ERASE: INPAINT, REPLACE: WORDS, VIEW: WORDS}
ERASED = "Remove what is there, and continue the background as if it had never been there."
_OWN_ONLY = N_("The sketch artist changes only what it has painted itself, by its plan and in words.")
#: How far what is painted into a part may go from what is there: 1 is new.
_NEW_THERE = 0.9
#: A request keeps no longer side than this, in pixels: providers paint none that is longer.
_LONGEST, _SHORTEST = 2048, 512


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants changed: a kind of KINDS and what it needs. `view` names one of VIEWS.

    `words` say what to do, or for `search-and-replace` what to put there; `search` what it replaces; `region` is a text
    of `generation.editing.region`; `ratio` is what the image is extended to.
    """

    kind: str
    words: str = ""
    search: str = ""
    region: str = ""
    ratio: str = ""
    view: str = ""
    provider: str | None = None


def params_for(
    providers: Providers, image: Image, change: Change, settings: SessionSettings
) -> tuple[GenerationParams, tuple[str, ...]]:
    """Return the params of the request that makes a change, and what is to be said of it.

    Raises:
        RefusedError: the change lacks what its kind needs, or nobody who is set up here can make it; the sentence says
            who could.

    """
    _require_whole(change)
    size = _extended(image, change.ratio) if change.kind == OUTPAINT else _within(image)
    for kind in filter(None, (change.kind, _INSTEAD.get(change.kind))):
        found = next(_able(providers, _asked_as(kind), size, image, change.provider or settings.provider), None)
        if found is not None:
            return _params(image, change, kind, size, reference_of(found)), _notes(change, found, providers)
    raise RefusedError(nobody_can(providers, image, change.kind))


def can_do(providers: Providers, image: Image) -> tuple[str, ...]:
    """Return the kinds of change that somebody who is set up here can make to an image."""
    size = _within(image)
    return tuple(
        kind
        for kind in KINDS
        if any(
            next(_able(providers, _asked_as(each), size, image, None), None) is not None
            for each in filter(None, (kind, _INSTEAD.get(kind)))
        )
    )


def nobody_can(providers: Providers, image: Image, kind: str) -> str:
    """Say that nobody here can make a change to an image, and who could."""
    titles = ", ".join(map(provider_title, COULD[kind]))
    sentence = _("No provider that is set up here can do this to the picture ({kind}). {providers} could.").format(
        kind=_(KINDS[kind]), providers=titles
    )
    sketch = providers.get("sketch")
    knows = sketch is not None and _asked_as(_INSTEAD.get(kind, kind)) in sketch.capabilities.edits
    return f"{sentence} {_(_OWN_ONLY)}" if knows else sentence


def _asked_as(kind: str) -> str:
    """Return the kind of `Edit` that a kind of change is for a provider."""
    return WORDS if kind == VIEW else kind


def _require_whole(change: Change) -> None:
    if change.kind not in KINDS:
        raise RefusedError(_("I do not know that kind of change. There are: {known}.").format(known=", ".join(KINDS)))
    if change.kind in {WORDS, INPAINT, REPLACE} and not change.words.strip():
        raise RefusedError(_("Say in a few words what is to be changed, for example: remove the van."))
    if change.kind in {INPAINT, ERASE} and not change.region:
        raise RefusedError(_("Choose the part of the picture first: brush over it, or choose its fields."))
    if change.kind == REPLACE and not change.search.strip():
        raise RefusedError(_("Say what is to be replaced, for example: the van."))
    if change.kind == OUTPAINT and change.ratio not in RATIOS:
        raise RefusedError(_("Choose the shape that the picture is to have: {known}.").format(known=", ".join(RATIOS)))
    if change.kind == VIEW and change.view not in VIEWS:
        raise RefusedError(_("There are these views: {known}.").format(known=", ".join(VIEWS)))


def _able(
    providers: Providers, kind: str, size: tuple[int, int], image: Image, wanted: str | None
) -> Iterator[ImageProvider]:
    """Yield who can do a kind of edit to an image: who is wanted first, then its own provider, then all in turn."""
    needs = Needs(*size, edit_kind=kind)
    asked = (providers.get(wanted) if wanted else None, providers.get(image.provider), *providers.in_turn)
    for provider in asked:
        if provider is None or not needs.met_by(provider):
            continue
        if not provider.capabilities.own_edits or (provider.name == image.provider and image.recipe):
            yield provider


def _params(image: Image, change: Change, kind: str, size: tuple[int, int], provider: str) -> GenerationParams:
    words = " ".join(change.words.split())
    said = {
        ERASE: "" if kind == ERASE else ERASED,
        REPLACE: words if kind == REPLACE else f"Replace {change.search.strip()} with {words}.",
        OUTPAINT: words or image.prompt,
        CUT_OUT: "",
        UPSCALE: "",
        VIEW: VIEWS[change.view].instruction if change.view else "",
    }.get(change.kind, words)
    typed = f"{change.search.strip()} → {words}" if change.kind == REPLACE else words
    about = VIEWS[change.view].title if change.kind == VIEW else typed
    return GenerationParams(
        f"{image.prompt} ({about})" if about else image.prompt,
        type=image.type,
        style=image.style,
        provider=provider,
        width=size[0],
        height=size[1],
        parent_id=image.id,
        # Of a secret image it is secret whatever is asked for, and may show who is.
        visibility=image.visibility,
        edit_kind=_asked_as(kind),
        edit_strength=_NEW_THERE if kind == INPAINT else 0.5,
        edit_search=change.view if change.kind == VIEW else change.search.strip(),
        edit_region=change.region if kind in {INPAINT, ERASE} else "",
        exact=said or None,
        repeats=True,
    )


def _notes(change: Change, provider: ImageProvider, providers: Providers) -> tuple[str, ...]:
    if not change.provider:
        return ()
    wanted = providers.get(change.provider)
    if wanted is not None and name_of(change.provider) == provider.name:
        return ()
    return (
        N_("{wanted} cannot do that; {provider} does it instead.").format(
            wanted=wanted.title if wanted else change.provider[:40], provider=provider.title
        ),
    )


def _within(image: Image) -> tuple[int, int]:
    """Return the size to ask for: the image's, as far as providers paint such sizes."""
    width, height = image.width or _SHORTEST, image.height or _SHORTEST
    scale = min(1.0, _LONGEST / max(width, height))
    scale = max(scale, min(_SHORTEST / min(width, height), _LONGEST / max(width, height)))
    return min(_LONGEST, max(_SHORTEST, round(width * scale))), min(_LONGEST, max(_SHORTEST, round(height * scale)))


def _extended(image: Image, ratio: str) -> tuple[int, int]:
    """Return the size of a ratio that holds the whole image.

    Raises:
        RefusedError: it has that shape already.

    """
    across, down = RATIOS[ratio]
    width, height = image.width or _SHORTEST, image.height or _SHORTEST
    wide, high = max(width, round(height * across / down)), max(height, round(width * down / across))
    if wide == width and high == height:
        raise RefusedError(_("The picture has that shape already."))
    return wide, high
