"""What an opened gallery shows: all pictures, or those that a filter leaves."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Self

from storage.records import Record
from storage.search_words import fold

#: Something that a picture is found by, as `image_facet` has it: its name and its value.
Facet = tuple[str, str]
#: Whose pictures are shown: the session's, or those of all sessions of its campaign.
SESSION, CAMPAIGN = "session", "campaign"
#: In which order: by when they were painted, or those with the most stars first.
NEWEST, OLDEST, STARS = "newest", "oldest", "stars"
ALL: Facet = ("all", "")


@dataclass(frozen=True, slots=True)
class GalleryFilter:
    """The pictures that have all of what is set; with nothing set, every picture.

    `generation.gallery.filters.parse_shown` makes one of what somebody has typed.
    """

    #: Those that anybody has starred.
    favorites: bool = False
    #: Those of one person: a user's id.
    member: str | None = None
    type: str | None = None
    #: A style's id.
    style: str | None = None
    tag: str | None = None
    #: Words that all stand in the description or the tags, in any order.
    search: str | None = None
    #: How many have starred them: what a gallery in the order of stars is put together from.
    stars: int | None = None

    @property
    def facets(self) -> tuple[Facet, ...]:
        """Return what the pictures must have, apart from words."""
        named = (("user", self.member), ("type", self.type), ("style", self.style), ("tag", self.tag))
        starred: tuple[Facet, ...] = (("favorite", ""),) if self.favorites else ()
        if self.stars is not None:
            starred += (("stars", f"{self.stars:06d}"),)
        return starred + tuple((name, value) for name, value in named if value is not None)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words that must stand in the description or the tags, folded."""
        return tuple(fold(self.search or "").split())

    def to_json(self) -> str:
        """Return what is set, as a JSON object."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a JSON object; names that this version does not know are left."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in json.loads(text).items() if name in known})


EVERYTHING = GalleryFilter()


@dataclass(frozen=True, slots=True)
class Choice(Record):
    """A value that pictures of a session have, how many have it, and what a person is called whose id it is."""

    value: str
    images: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class GalleryView(Record):
    """An opened gallery: whose it is and what it shows."""

    id: str
    session_id: str
    viewer: str
    filter: str
    shared: bool
    created_at: datetime
    message_id: str | None = None
    #: The place of the first picture on it; None follows the first of its order.
    place: int | None = None
    #: Whether it shows nine at a time.
    grid: bool = False
    #: `SESSION`, or `CAMPAIGN` for the pictures of all sessions of one; the place is then one on the timeline.
    scope: str = SESSION
    #: `NEWEST`, `OLDEST` or `STARS` first.
    sort: str = NEWEST
    #: How many stars the first picture on it had, where it stands by them.
    stars: int = 0
