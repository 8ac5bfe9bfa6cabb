"""What somebody asks for: one value from the command to the row, and back to whoever asks for it again."""

import json
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import Any

PUBLIC, SECRET = "public", "secret"
#: The kind of edit that the bot makes itself, of an image's pixels: no provider is called for it.
PIXELS = "pixels"
#: Who has made such an image, where others name their provider.
EDITOR = "editor"
#: Between a provider's name and its model's in a reference, `name/model`.
SLASH = "/"
#: Between a provider's name and the id of a server's own key that it is called with: an account at the provider.
AT = "@"
#: The side of an image of the usual size, in pixels.
SQUARE = 1024


@dataclass(frozen=True, slots=True)
class CastFigure:
    """Somebody of the cast as they looked when a picture was asked for; what is changed later does not change it.

    `noun` says what they are, as "elf woman". `face` is what the sketch artist draws the face by, `portraits` are blob
    keys of pictures that show them. A `secret` one is the GM's alone. `version` is empty for the one that counts where
    none is named; `current` is its name.
    """

    id: str
    name: str
    noun: str
    looks: str
    face: int
    version: str = ""
    secret: bool = False
    portraits: tuple[str, ...] = ()
    current: str = ""


@dataclass(frozen=True, slots=True)
class GenerationParams:
    """What is to be painted, and how; sizes in pixels. Everything but the prompt may be left out."""

    prompt: str
    #: scene, character, location or item; None is told by the prompt.
    type: str | None = None
    style: str | None = None
    #: Who is to paint it, as `name` or `name/model`; with `only` nobody else may.
    provider: str | None = None
    only: bool = False
    width: int = SQUARE
    height: int = SQUARE
    quality: str = "standard"
    seed: int | None = None
    #: How many images of it are wanted, each with a seed of its own. A row is one of them.
    count: int = 1
    #: Several to be compared, in place of one provider and one style: each with each is a request. No row holds them.
    providers: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    priority: int = 1
    visibility: str = PUBLIC
    #: The image that it was made of.
    parent_id: str | None = None
    #: Blob keys of the images that are given as examples.
    references: tuple[str, ...] = ()
    #: Those of the cast whom the prompt names, each once, in order.
    cast: tuple[CastFigure, ...] = ()
    #: A change of the parent (see `Edit` of the providers).
    edit_kind: str | None = None
    edit_strength: float = 0.5
    edit_search: str = ""
    #: Which part of the parent it is for, and what is done to its pixels (`generation.editing` writes and reads both).
    edit_region: str = ""
    edit_pixels: str = ""
    #: The text that is sent as it stands, with what it is to avoid; None has the prompt enhanced.
    exact: str | None = None
    negative: str = ""
    #: It was asked for before: what is gone since is left out, and refuses nothing. No row holds it.
    repeats: bool = False

    @property
    def provider_name(self) -> str | None:
        """Return the name of the provider that is to paint it, whatever its model."""
        return name_of(self.provider) if self.provider else None

    @property
    def compares(self) -> bool:
        """Tell whether the same is wanted by several providers, or in several styles."""
        return bool(self.providers or self.styles)

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in pixels."""
        return self.width, self.height

    def preferences(self) -> str:
        """Return what has no column of its own as a JSON object: the column `style_preferences`."""
        values = {name: getattr(self, name) for name in _PREFERENCES}
        values["cast"] = tuple(asdict(figure) for figure in self.cast)
        given = {name: value for name, value in values.items() if value is not None}
        # What is rarely asked for is written only where it is.
        return json.dumps({k: v for k, v in given.items() if k not in _RARE or v != _defaults()[k]}, sort_keys=True)


_PREFERENCES = (
    *("provider", "style", "width", "height", "quality", "seed", "only", "references", "cast"),
    *("edit_kind", "edit_strength", "edit_search", "edit_region", "edit_pixels", "exact", "negative"),
)
_RARE = frozenset(
    {"only", "references", "cast", "edit_strength", "edit_search", "edit_region", "edit_pixels", "negative"}
)


@cache
def _defaults() -> dict[str, Any]:
    return {field.name: field.default for field in fields(GenerationParams)}


def name_of(reference: str) -> str:
    """Return the provider's name in a reference, or in the name of an account."""
    return reference.partition(SLASH)[0].partition(AT)[0]


def read_preferences(text: str | None) -> dict[str, Any]:
    """Return the fields that a JSON object of `style_preferences` holds; names that are not known are left."""
    given = json.loads(text) if text else {}
    known = {name: given[name] for name in _PREFERENCES if name in given}
    if "references" in known:
        known["references"] = tuple(known["references"])
    if "cast" in known:
        known["cast"] = tuple(CastFigure(**each | {"portraits": tuple(each["portraits"])}) for each in known["cast"])
    return known
