"""What the tables hold, as frozen values that may cross any border of the project."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from operator import itemgetter
from typing import Any, Protocol, Self

from storage.params import GenerationParams, read_preferences

QUEUED, DELAYED, PROCESSING = "queued", "delayed", "processing"
#: Waiting for the GM's word.
HELD = "held"
COMPLETED, FAILED, CANCELLED = "completed", "failed", "cancelled"
#: What the player of a request says to a long wait for a place at its provider; one who was asked and did not answer is
#: not asked again, whoever it waits for then.
ASKED, UNANSWERED, WAIT, ANOTHER = "asked", "unanswered", "wait", "another"
#: A request in one of these will change no more.
TERMINAL = frozenset({COMPLETED, FAILED, CANCELLED})


class Row(Protocol):
    """A row as the driver of a database returns it: values by name or by place, and their names."""

    def __getitem__(self, key: int | str, /) -> Any: ...  # noqa: ANN401  # whatever the column holds

    def __iter__(self) -> Iterator[Any]: ...

    def keys(self) -> Iterable[str]:
        """Return the columns' names."""
        ...


_known_names: dict[type, tuple[str, ...]] = {}
#: Picks a record's fields out of a row with these columns: by place, as to look for a name takes ten times as long.
_pickers: dict[tuple[type, tuple[str, ...]], Callable[[Row], tuple[Any, ...]]] = {}


def _names(record: type) -> tuple[str, ...]:
    """Return a dataclass's field names; asking `fields` for every row is what reading rows would mostly consist of."""
    if record not in _known_names:
        _known_names[record] = tuple(field.name for field in fields(record))
    return _known_names[record]


def columns(record: object) -> dict[str, Any]:
    """Return a record's fields by name; `asdict` copies deeply and takes twenty times as long."""
    return {name: getattr(record, name) for name in _names(type(record))}


class Record:
    """Build a frozen value from a row whose columns bear the names of its fields."""

    __slots__ = ()

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Take what belongs to this record out of `row`; further columns are left."""
        known = cls, tuple(row.keys())
        pick = _pickers.get(known)
        if pick is None:
            places = [known[1].index(name) for name in _names(cls)]
            pick = _pickers[known] = itemgetter(*places)
        return cls(*pick(row))


@dataclass(frozen=True, slots=True)
class Request(Record):
    """A row of `image_generation`: something somebody wants painted; its JSON is read once."""

    id: str
    session_id: str
    user_id: str
    params: GenerationParams
    status: str
    result_image_id: str | None
    retry_count: int
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    batch_id: str | None
    lease_token: str | None
    lease_expires_at: datetime | None
    not_before: datetime | None
    cancel_requested: bool
    error_code: str | None
    error_message: str | None
    body_hash: str | None
    #: What the requester should know of how it is painted.
    notes: tuple[str, ...]
    approved_by: str | None
    held_reason: str | None
    #: The provider whose place it waits for, or has waited for, when there may be one, and for how many seconds in all.
    waits_for: str | None
    free_at: datetime | None
    waited: float
    place_choice: str | None

    @property
    def waits_for_a_place(self) -> bool:
        """Tell whether it is put aside until its provider has a place, and it is known when that is."""
        return self.status == DELAYED and self.waits_for is not None and self.free_at is not None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Take the columns that say what is asked for together; the specification calls the prompt's `context`."""
        values = {name: row[name] for name in _names(cls) if name != "params"}
        params = GenerationParams(
            row["context"],
            row["request_type"],
            priority=row["priority"],
            visibility=row["visibility"],
            parent_id=row["parent_id"],
            **read_preferences(row["style_preferences"]),
        )
        return cls(**values | {"params": params, "notes": tuple(json.loads(row["notes"]))})

    @property
    def prompt(self) -> str:
        """Return the description."""
        return self.params.prompt

    @property
    def type(self) -> str:
        """Return the kind of image."""
        return self.params.type or ""

    @property
    def visibility(self) -> str:
        """Return who may see it: everybody, or only the GM."""
        return self.params.visibility


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What is inserted into the queue; the rest of the row is the queue's own."""

    id: str
    session_id: str
    user_id: str
    params: GenerationParams
    created_at: datetime
    idempotency_key: str | None = None
    body_hash: str | None = None
    #: The id of the first request of the batch that it is part of.
    batch_id: str | None = None
    notes: tuple[str, ...] = ()
    #: The GM who lets it pass without a review; a reason holds it for one, which is asked for in `review_channel`.
    approved_by: str | None = None
    held_reason: str | None = None
    review_channel: str | None = None
    #: What it repeats, a verb and an id; of the same only one runs at a time.
    repeat_of: str | None = None
    #: What it may cost by who was chosen to paint it (US dollars), and the server that pays it by a key of its own.
    cost: float = 0.0
    payer: str | None = None


@dataclass(frozen=True, slots=True)
class Image(Record):
    """A row of `generated_image`: a picture of the gallery."""

    id: str
    session_id: str
    user_id: str
    prompt: str
    enhanced_prompt: str | None
    image_url: str | None
    thumbnail_url: str | None
    provider: str
    status: str
    error_message: str | None
    generation_time: float | None
    tags: str | None
    is_favorite: bool
    created_at: datetime
    completed_at: datetime | None
    request_id: str | None
    index: int
    seq: int | None
    type: str
    negative_prompt: str | None
    style: str | None
    seed: int | None
    model: str | None
    width: int | None
    height: int | None
    bytes: int | None
    sha256: str | None
    format: str | None
    alt_text: str | None
    parent_id: str | None
    visibility: str
    cost: float | None
    recipe: str | None
    placeholder: str | None
    #: Its place among the pictures of all sessions, in each in the order of `seq`.
    timeline: int | None
    #: What its painter is called in the session, where that is known.
    user_name: str | None
    #: The visibility of the picture that it was made of, where that is still there.
    parent_visibility: str | None

    def parent_for(self, *, sees_secrets: bool) -> str | None:
        """Return the id of the picture that it was made of, where a viewer may know of that one."""
        known = self.parent_visibility == "public" or (sees_secrets and self.parent_visibility is not None)
        return self.parent_id if known else None

    @property
    def tag_names(self) -> tuple[str, ...]:
        """Return the tags, in the order in which they were given."""
        return tuple(json.loads(self.tags or "[]"))


@dataclass(frozen=True, slots=True)
class Claim:
    """A request that a worker holds: it may finish it as long as `token` is the row's."""

    request: Request
    token: str
    image_id: str


@dataclass(frozen=True, slots=True)
class CompletedImage:
    """What a finished picture adds to its pending row."""

    id: str
    enhanced_prompt: str | None
    negative_prompt: str | None
    image_url: str
    thumbnail_url: str
    provider: str
    model: str | None
    generation_time: float
    seed: int | None
    width: int
    height: int
    bytes: int
    sha256: str
    format: str
    alt_text: str
    cost: float | None
    recipe: str | None = None
    #: A WebP file of some pixels in base64, to be seen while the picture is on its way.
    placeholder: str | None = None
    #: The look that it was painted in; None leaves what was wished for.
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Session(Record):
    """A game: on Discord one channel."""

    id: str
    guild_id: str | None
    name: str
    campaign: str | None
    gm_user_id: str | None
    status: str
    settings: str
    last_seq: int
    public_images: int
    secret_images: int
    created_at: datetime
    mature: bool
    locale: str | None = None
    #: What its server is called, where that was seen.
    guild_name: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery(Record):
    """A message that is to be sent to a channel, or was."""

    id: str
    kind: str
    request_id: str
    channel_id: str
    message_id: str | None
    nonce: str
    state: str
    attempts: int
    attempted_at: datetime | None
    not_before: datetime | None
    lease_token: str | None
    error_message: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Posting(Record):
    """An image that a message shows."""

    message_id: str
    image_id: str
    index: int
    channel_id: str


@dataclass(frozen=True, slots=True)
class PostedMessage(Record):
    """A message that shows images: for which request, and whether something has happened to them since it was sent.

    `changes` counts what has happened; up to `shown` of it the message was looked at. It shows `images` of them.
    """

    message_id: str
    channel_id: str
    request_id: str
    kind: str
    images: int
    changes: int
    shown: int
