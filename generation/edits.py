"""Who can change a picture in some way."""

from generation.providers.registry import Needs, Providers

VARY, UPSCALE = "vary", "upscale"


def who_can(providers: Providers, kind: str, size: tuple[int, int], first: str | None = None) -> str | None:
    """Return the name of a provider that can do an edit of a picture of this size: the `first` one, or any in turn."""
    needs = Needs(*size, edit_kind=kind)
    asked = (providers.get(first or ""), *providers.in_turn)
    return next((each.name for each in asked if each is not None and needs.met_by(each)), None)
