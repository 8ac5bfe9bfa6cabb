"""The style templates that a table may choose from."""

import difflib
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generation.errors import RefusedError
from generation.i18n import _


@dataclass(frozen=True, slots=True)
class Style:
    """A look: `id` is what is stored and typed, `name` what is shown.

    `positive` and `negative` are what its pictures have and have not, as phrases with commas between. `palette` is five
    colours (#rrggbb): dark, mid, first and second light, accent. `preset` is Stability's style preset that comes near,
    empty where none does ("cyberpunk" is none, neon-punk is).
    """

    id: str
    name: str
    description: str
    positive: str
    negative: str
    palette: tuple[str, ...]
    preset: str


@cache
def all_styles() -> dict[str, Style]:
    """Return the styles by id, in the order in which they are offered."""
    entries = json.loads((Path(__file__).parent / "styles.json").read_text(encoding="utf-8"))
    return {entry["id"]: _style(entry) for entry in entries}


def _style(entry: dict[str, Any]) -> Style:
    phrases = {name: ", ".join(entry[name]) for name in ("positive", "negative")}
    return Style(**(entry | phrases | {"palette": tuple(entry["palette"])}))


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
    raise unknown_style(wanted, all_styles())


def unknown_style(wanted: str, known: Collection[str]) -> RefusedError:
    """Return the refusal of a style that is none of those whose ids are known, with the one that may be meant."""
    sentences = [
        _("I do not know the style “{style}”.").format(style=wanted[:40]),
        *(_("Did you mean {style}?").format(style=each) for each in difflib.get_close_matches(wanted, known, n=1)),
        _("The styles are {styles}.").format(styles=", ".join(known)),
    ]
    return RefusedError(" ".join(sentences))
