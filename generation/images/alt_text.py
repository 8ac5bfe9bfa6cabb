"""What is said of an image to whoever does not see it: what is on it, and what was asked for."""

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


def alt_text(seen: str, image_type: str, prompt: str) -> str:
    """Return the text as it is kept, in English around what somebody wrote; `seen` may be empty."""
    text = _WHOLE.format(seen=seen or _OF_TYPE[image_type], prompt=prompt)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def spoken_alt_text(image: Image) -> str:
    """Return an image's text in the language of whoever is spoken to.

    What a provider says of an image is English and in no catalogue: others hear of what kind it is instead.
    """
    kept = image.alt_text
    if not kept:
        return image.prompt
    seen, asked_for, prompt = kept.partition(_BETWEEN)
    if spoken() == ENGLISH or not asked_for:
        return said(kept)
    told = said(seen)
    return _(_WHOLE).format(seen=_(_OF_TYPE[image.type]) if told == seen else told, prompt=prompt)
