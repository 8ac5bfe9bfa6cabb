"""A session's settings: what its GM decides, kept as one JSON object in the session's row."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Self

from generation.moderation.verdict import CATEGORIES, Action, Rules
from storage.errors import StorageDamagedError
from storage.params import PUBLIC

EVERYONE, ROLE, GM_ONLY = "everyone", "role", "gm"
#: Who sees a description before it is painted: nobody, the GM where it was flagged, the GM always.
OPEN, FLAGGED, ALL = "open", "flagged", "all"


#: Names under which older versions have kept settings, and still read them.
_KEPT_AS = {"premise": "campaign"}
_READ_AS = {kept: name for name, kept in _KEPT_AS.items()}


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """What a GM may set; each default is what a table wants that has set nothing.

    `who` may ask for pictures (with `role_id` where it is a role); `favorites` may star; `hourly_limit` is pictures a
    user and hour, `daily_budget` US dollars a day, None where the operator's own holds. `actions` deviate from the
    usual action of moderation's categories, by name. `review_channel` is where approvals are asked for; None is by
    direct message.
    """

    who: str = EVERYONE
    role_id: str | None = None
    approval: str = FLAGGED
    review_channel: str | None = None
    style_lock: str | None = None
    provider: str | None = None
    hourly_limit: int | None = None
    daily_budget: float | None = None
    favorites: str = EVERYONE
    #: For how many days pictures without a star are kept; None is for as long as the operator lets them.
    retention: int | None = None
    lines: tuple[str, ...] = ()
    veils: tuple[str, ...] = ()
    actions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    spoilers: bool = False
    embed_prompt: bool = True
    setting: str = "Seattle"
    #: What the campaign is about, in a line.
    premise: str = ""

    def rules(self, *, mature: bool, sharing: Iterable[Self] = ()) -> Rules:
        """Return these settings as moderation reads them, with lines and veils of those that share with this session.

        What is a line for any of them is one for all, and so is a veil; a line goes before a veil.
        """
        own = {name: Action[action.upper()] for name, action in self.actions.items() if name in CATEGORIES}
        tables = (self, *sharing)
        lines = tuple(dict.fromkeys(line for table in tables for line in table.lines))
        veils = tuple(dict.fromkeys(veil for table in tables for veil in table.veils if veil not in lines))
        return Rules(MappingProxyType({**CATEGORIES, **own}), lines, veils, mature)

    def covers(self, visibility: str) -> bool:
        """Tell whether images of this visibility are shown behind spoilers."""
        return self.spoilers and visibility == PUBLIC

    def pictures_an_hour(self, operators: int) -> int:
        """Return how many pictures a user may have in an hour; the GM's limit may be lower than the operator's."""
        return min((limit for limit in (operators, self.hourly_limit) if limit), default=0)

    def money_a_day(self, operators: float | None) -> float | None:
        """Return how much the session may spend in a day; the GM's budget may be lower than the operator's."""
        return min((budget for budget in (operators, self.daily_budget) if budget is not None), default=None)

    def days_kept(self, operators: int | None) -> int | None:
        """Return for how many days a picture without a star is kept; the GM's may be fewer than the operator's."""
        return min((days for days in (operators, self.retention) if days is not None), default=None)

    def to_json(self) -> str:
        """Return what differs from the defaults, as a JSON object."""
        usual = _plain(SessionSettings())
        changed = {name: value for name, value in _plain(self).items() if value != usual[name]}
        return json.dumps({_KEPT_AS.get(name, name): value for name, value in changed.items()}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a JSON object; names that this version does not know are left.

        Raises:
            StorageDamagedError: it is none.

        """
        try:
            given = json.loads(text)
        except ValueError as error:
            raise StorageDamagedError(
                "The settings of this session are damaged. The operator finds in the log what to do.",
                "The settings of a session cannot be read ({reason}). bot.py doctor says which.",
                reason=error,
            ) from error
        given = {_READ_AS.get(name, name): value for name, value in given.items()}
        known = {name: value for name, value in given.items() if name in {each.name for each in fields(cls)}}
        for name in ("lines", "veils"):
            known[name] = tuple(known.get(name, ()))
        known["actions"] = MappingProxyType(dict(known.get("actions", {})))
        return cls(**known)


def _plain(settings: SessionSettings) -> dict[str, Any]:
    values = {each.name: getattr(settings, each.name) for each in fields(settings)}
    return values | {"actions": dict(settings.actions), "lines": list(settings.lines), "veils": list(settings.veils)}
