"""A day at which a gallery is to be opened: read, and found among its pictures."""

import re
from datetime import UTC, date, datetime, time, timedelta

from generation.errors import RefusedError
from generation.gallery.scopes import Scope
from generation.i18n import _
from generation.text.visible import visible
from storage.gallery_filters import OLDEST, STARS

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})", re.ASCII)
#: Days around which there are others in every time zone.
_YEARS = range(2, 9999)
_LONGEST_SHOWN = 40


def parse_day(typed: str) -> date:
    """Return the day that was typed.

    Raises:
        RefusedError: it is none.

    """
    text = visible(typed)
    found = _ISO.fullmatch(text) or _DOTTED.fullmatch(text)
    try:
        if found and int(found["year"]) in _YEARS:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        # There is no such day, as the 30th of February.
        pass
    raise RefusedError(
        _("“{typed}” is not a day. Type it like 2071-03-14 or 14.3.2071.").format(typed=text[:_LONGEST_SHOWN])
    )


def require_dated_order(sort: str) -> None:
    """Check that days have places in an order.

    Raises:
        RefusedError: it is that of stars.

    """
    if sort == STARS:
        raise RefusedError(_("In the order of stars no day has a place. Leave one of the two out."))


async def place_of_day(scope: Scope, sort: str, day: date) -> int:
    """Return where a page begins at a day in UTC: newest first with its last picture, oldest first with its first.

    Where nothing was painted on that day, it is what would come next.

    Raises:
        RefusedError: in the order of stars no day has a place.

    """
    require_dated_order(sort)
    begin = day if sort == OLDEST else day + timedelta(days=1)
    return await scope.place_at(datetime.combine(begin, time(), UTC)) + (sort == OLDEST)
