"""The style templates that a table may choose from."""

import difflib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generation.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Style:
    """A look: `id` is what is stored and typed, `name` what is shown."""

    id: str
    name: str
    description: str


@cache
def all_styles() -> dict[str, Style]:
    """Return the styles by id, in the order in which they are offered."""
    entries = json.loads((Path(__file__).parent / "styles.json").read_text(encoding="utf-8"))
    return {entry["id"]: Style(**entry) for entry in entries}


def parse_style(text: str | None) -> str | None:
    """Return a style's id for its id or name; nothing given is the painter's own choice.

    Raises:
        RefusedError: there is no such style.

    """
    if not text:
        return None
    wanted = text.strip().lower()
    for style in all_styles().values():
        if wanted in {style.id, style.name.lower()}:
            return style.id
    close = difflib.get_close_matches(wanted, all_styles(), n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    raise RefusedError(f"I do not know the style “{wanted[:40]}”.{hint} The styles are {', '.join(all_styles())}.")
