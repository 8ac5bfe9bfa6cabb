"""What is told of a changed image: in its alt text, in English and in other languages, and in the row."""

import json
from dataclasses import replace

from generation.editing.pixel_edits import PixelEdits, read_edits
from generation.editing.views import VIEWS
from generation.i18n import ENGLISH, N_, said, speaking
from generation.images.alt_text import described, seen_in
from storage.params import EDITOR, PIXELS, GenerationParams
from storage.records import Image

_CHANGED = N_("Changed: {words}")


def edits_of(params: GenerationParams) -> PixelEdits:
    """Return the pixel edits of a request; its caption is as moderation lets it be written."""
    edits = read_edits(params.edit_pixels)
    return replace(edits, caption=params.exact or "") if edits.caption else edits


def told_after(source: Image, params: GenerationParams) -> str:
    """Return in English what is to be seen of an image after a change: what was, and what was changed."""
    if params.edit_kind == PIXELS:
        with speaking(ENGLISH):
            change = edits_of(params).told()
    elif params.edit_search in VIEWS:
        change = VIEWS[params.edit_search].seen
    else:
        change = _CHANGED.format(words=params.exact) if params.exact else ""
    return " ".join(filter(None, (seen_in(source), change)))


def recipe_after(source: Image, params: GenerationParams) -> str:
    """Return what is kept of a pixel edit: the edits, and by what the image that they were made to is described."""
    if source.provider == EDITOR:
        before = json.loads(source.recipe or "{}")
        steps = [*before.get("edits", ()), edits_of(params).to_text()]
        return json.dumps(before | {"edits": steps}, ensure_ascii=False)
    kept = {"provider": source.provider, "recipe": source.recipe or "", "seen": seen_in(source)}
    return json.dumps(kept | {"edits": [edits_of(params).to_text()]}, ensure_ascii=False)


def describe_edited(recipe: str, language: str) -> str:
    """Say in a language what an edited image shows, by what `recipe_after` has kept."""
    try:
        kept = json.loads(recipe)
        edits = [read_edits(text) for text in kept["edits"]]
        before = described(kept["provider"], kept["recipe"], language)
    except (ValueError, LookupError, TypeError):
        return ""
    with speaking(language):
        return " ".join(filter(None, (before or said(kept["seen"]), *(each.told() for each in edits))))
