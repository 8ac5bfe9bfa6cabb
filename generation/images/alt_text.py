"""What is said of an image to whoever does not see it: what is on it, and what was asked for."""

from collections.abc import Callable

from generation.i18n import ENGLISH, N_, _, said, spoken
from storage.records import Image

LONGEST = 1000
_OF_TYPE = {
    "scene": N_("A picture of the scene."),
    "character": N_("A picture of the character."),
    "location": N_("A picture of the location."),
    "item": N_("A picture of the item."),
}
_WHOLE = N_("{seen} Asked for: {prompt}")
_BETWEEN = _WHOLE.format(seen="", prompt="")
#: Says in a language what an image shows by its recipe; nothing where it cannot.
Describer = Callable[[str, str], str]
#: What a recipe begins with, a JSON object, by which nothing is to be told.
_UNTOLD = '{"untold": true, '
_describers: dict[str, Describer] = {}


def let_describe(provider: str, describer: Describer) -> None:
    """Let a provider's images be described in other languages than English by what it has kept of each."""
    _describers[provider] = describer


def described(provider: str, recipe: str, language: str) -> str:
    """Return what an image of a provider shows, by its recipe; nothing where that is not told in this language."""
    describer = _describers.get(provider)
    return describer(recipe, language) if describer and recipe and _UNTOLD not in recipe else ""


def untold(recipe: str | None) -> str | None:
    """Return a recipe by which an image can be changed, and nobody is told what it shows."""
    return f"{_UNTOLD}{recipe[1:]}" if recipe and recipe.startswith("{") else recipe


def seen_in(image: Image) -> str:
    """Return in English what an image shows, as it is kept, without what was asked for."""
    return (image.alt_text or "").partition(_BETWEEN)[0]


def alt_text(seen: str, image_type: str, prompt: str) -> str:
    """Return the text as it is kept, in English around what somebody wrote; `seen` may be empty."""
    text = _WHOLE.format(seen=seen or _OF_TYPE[image_type], prompt=prompt)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def spoken_alt_text(image: Image) -> str:
    """Return an image's text in the language of whoever is spoken to.

    What a provider says of an image is English and in no catalogue: others hear what its recipe tells, or of what kind
    it is.
    """
    kept = image.alt_text
    if not kept:
        return image.prompt
    seen, asked_for, prompt = kept.partition(_BETWEEN)
    if spoken() == ENGLISH or not asked_for:
        return said(kept)
    by_recipe = described(image.provider or "", image.recipe or "", spoken())
    told = by_recipe or said(seen)
    return _(_WHOLE).format(seen=_(_OF_TYPE[image.type]) if told == seen else told, prompt=prompt)
