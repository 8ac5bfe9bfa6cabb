"""The style of an image as people read it, also where its painter has chosen it."""

import json
from collections.abc import Sequence

from generation.i18n import _
from generation.styles.catalogue import all_styles
from storage.records import Image


def style_name(style: str) -> str:
    """Return a style's name; a table's own is known by its id alone here."""
    shipped = all_styles().get(style)
    return _(shipped.name) if shipped else style.replace("_", " ").title()


def chosen_style(image: Image) -> str | None:
    """Return the id of the style that the artist chose where nobody else did; it stands in what it noted to change it.

    A painter that has no styles notes none.
    """
    return None if image.style else style_noted(image.recipe)


def style_noted(recipe: str | None) -> str | None:
    """Return the id of the style that a recipe is of, also one that tells of edits of what was painted by another."""
    try:
        noted = json.loads(recipe or "{}")
        if isinstance(noted, dict) and "edits" in noted:
            noted = json.loads(noted.get("recipe") or "{}")
    except (ValueError, TypeError, RecursionError):
        return None
    style = noted.get("style") if isinstance(noted, dict) else None
    return style if isinstance(style, str) and style in all_styles() else None


def style_of(image: Image) -> str:
    """Return what an image is said to be painted in."""
    if image.style:
        return style_name(image.style)
    chosen = chosen_style(image)
    return _("Artist's choice: {style}").format(style=style_name(chosen)) if chosen else _("Artist's choice")


def style_of_all(images: Sequence[Image]) -> str:
    """Return what several images of one wish are said to be painted in, each style once."""
    chosen = dict.fromkeys(style_name(style) for style in map(chosen_style, images) if style)
    if not chosen:
        return style_of(images[0])
    return _("Artist's choice: {style}").format(style=", ".join(chosen))
