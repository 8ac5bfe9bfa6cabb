"""A row of an image, for what only reads it."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from storage.records import Image

_KNOWN: dict[str, Any] = {
    "id": "1",
    "session_id": "s",
    "user_id": "ann",
    "prompt": "a street",
    "provider": "sketch",
    "status": "completed",
    "is_favorite": False,
    "created_at": datetime(2080, 1, 1, tzinfo=UTC),
    "index": 0,
    "seq": 1,
    "type": "scene",
    "seed": 7,
    "width": 1024,
    "height": 1024,
    "visibility": "public",
}


def image_row(**values: Any) -> Image:  # noqa: ANN401  # each column has its own type
    """Return an image with these values; what nobody told is empty."""
    return Image(**{each.name: None for each in fields(Image)} | _KNOWN | values)
