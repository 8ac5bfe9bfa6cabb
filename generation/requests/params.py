"""What somebody asks for, as typed."""

from dataclasses import dataclass

from storage.records import PUBLIC


@dataclass(frozen=True, slots=True)
class GenerationParams:
    """What somebody asks for: everything but the description may be left out."""

    prompt: str
    type: str | None = None
    style: str | None = None
    provider: str | None = None
    size: str | None = None
    quality: str | None = None
    seed: int | None = None
    priority: int = 1
    visibility: str = PUBLIC
    parent_id: str | None = None
    #: Nobody but `provider` may paint it.
    only: bool = False
    #: Pictures that are given as examples: PNG, JPEG or WebP files.
    references: tuple[bytes, ...] = ()
    #: A change of the parent picture (see `Edit` of the providers).
    edit_kind: str | None = None
    edit_strength: float = 0.5
    edit_search: str = ""
    #: The text that is sent as it stands, with what it is to avoid; None has the description enhanced.
    exact: str | None = None
    negative: str = ""
    #: How many pictures of it are wanted, each with a seed of its own.
    count: int = 1
    #: What the requester is to be told besides.
    notes: tuple[str, ...] = ()
