"""What a provider is asked for. Part of the interface that `base` offers to plugins."""

from dataclasses import dataclass, field

from generation.providers.model_settings import ModelSettings

#: Qualities that are above the usual.
_FINE_QUALITIES = frozenset({"hd", "high", "xhigh", "max"})
#: How far a reference is left behind, where the request does not say.
_REFERENCE_STRENGTH = 0.6


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of an image: its kind, the image, and what the kind needs of the rest.

    Kinds: `change` (by the prompt), `vary` (by `strength`, 0 the same to 1 new), `upscale`, `inpaint` and `erase`
    (where `mask` is white), `outpaint`, `search-and-replace` and `search-and-recolor` (what `search` names),
    `remove-background`. `recipe` and `seed` are what the `ProviderResult` of that image said.
    """

    kind: str
    image: bytes
    mask: bytes | None = None
    strength: float = 0.5
    search: str = ""
    recipe: str | None = None
    seed: int | None = None

    @property
    def picture(self) -> bytes:
        """Return the image, by the name that it had in version 1 of the interface."""
        return self.image


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody who is to look the same in every picture.

    The prompt calls them `first`, as "an elf woman", with their `looks` behind it, and `later` from then on; no name is
    in it. `face` is a number that stands for the person, `portraits` are image files that show them. `shown_in` says
    which of the request's references do, counted from 1.
    """

    first: str
    later: str
    noun: str
    looks: str
    face: int
    portraits: tuple[bytes, ...] = ()
    shown_in: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ProviderRequest:
    """One image that a provider is asked for: prompt, size in pixels, seed, and what it starts from.

    `alt_text` says in a sentence what is to be seen, `requester` is a code that stands for the user, for providers that
    want one. `description` is what the player typed, of which `prompt` was made. Images are PNG, JPEG or WebP files,
    upright and in RGB or RGBA. `model` is what to paint with, as the operator has set it. `cast` is who of the table's
    characters is in the picture; as many of their portraits as the provider takes are among the `references`.
    """

    request_id: str
    prompt: str
    type: str
    style: str | None
    width: int
    height: int
    quality: str
    seed: int
    negative: str = ""
    alt_text: str = ""
    requester: str = ""
    references: tuple[bytes, ...] = ()
    edit: Edit | None = None
    description: str = ""
    model: ModelSettings = field(default_factory=ModelSettings)
    cast: tuple[CastMember, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Tell whether more steps, or a dearer tool, are worth their price."""
        return self.quality in _FINE_QUALITIES

    @property
    def who_is_shown(self) -> str:
        """Say which references show whom, for a model that reads instructions; empty where none shows anybody."""
        shown = [(member, _numbers(member.shown_in)) for member in self.cast if member.shown_in]
        if not shown:
            return ""
        return " ".join(
            [f"{numbers} of the given images shows {member.later}." for member, numbers in shown]
            + ["Keep each face, build and hair exactly as shown there; pose, place and light are those described."]
        )

    @property
    def start(self) -> tuple[bytes, float] | None:
        """Return the image that this one starts from, and how far it is to be left behind; None: from nothing."""
        if self.edit is not None:
            return self.edit.image, self.edit.strength
        return (self.references[0], _REFERENCE_STRENGTH) if self.references else None


def _numbers(shown_in: tuple[int, ...]) -> str:
    return "Number " + " and ".join(map(str, shown_in))
