"""The list that lies in an archive beside the pictures: all that is known of each, for programs and for import."""

import json
from collections.abc import Mapping
from typing import Any

from generation.export.making.export_contents import ExportContents, Picture

NAME = "manifest.json"
KIND, VERSION = "scene-visualizer-export", 1


def manifest(contents: ExportContents, names: Mapping[str, str | None]) -> bytes:
    """Return the list of an export's pictures; `names` are those of their files, by their ids."""
    told = {
        "kind": KIND,
        "version": VERSION,
        "session_id": contents.session_id,
        "title": contents.title,
        "made_at": contents.made_at,
        "secret_pictures": contents.secrets,
        "images": [entry(picture, names.get(picture.id)) for picture in contents.pictures],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def entry(picture: Picture, name: str | None) -> dict[str, Any]:
    """Return what an archive tells of a picture; without a name its file is lost."""
    return {
        "file": name,
        "id": picture.id,
        "number": picture.number,
        "caption": picture.caption,
        "prompt": picture.prompt,
        "enhanced_prompt": picture.enhanced_prompt,
        "negative_prompt": picture.negative_prompt,
        "type": picture.type,
        "style": picture.style,
        "style_name": picture.style_name,
        "provider": picture.provider,
        "model": picture.model,
        "seed": picture.seed,
        "tags": list(picture.tags),
        "stars": picture.stars,
        "is_favorite": picture.is_favorite,
        "author": picture.author,
        "author_id": picture.author_id,
        "created_at": picture.created_at,
        "parent_id": picture.parent_id,
        "visibility": "secret" if picture.secret else "public",
        "alt_text": picture.alt_text,
        "width": picture.width,
        "height": picture.height,
        "sha256": picture.sha256,
        "recipe": picture.recipe,
    }
