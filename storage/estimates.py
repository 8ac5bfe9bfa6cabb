"""How long pictures take, as steps inside a transaction: what the last ones took, and how many are painted at once."""

from dataclasses import dataclass

from storage.transactions import Transaction

#: So many of a provider's last pictures are looked at.
LAST = 50


@dataclass(frozen=True, slots=True)
class Pace:
    """A provider's last pictures, newest first (seconds, width and height of each), and how many are painted now.

    `begun` tells whether the one that is asked about is among those.
    """

    last: tuple[tuple[float, int, int], ...]
    at_once: int
    begun: bool = False


async def read_pace(tx: Transaction, provider: str, request_id: str) -> Pace:
    """Read a provider's pace, for a request."""
    rows = await tx.rows("last_times", provider=provider, most=LAST)
    last = tuple((row["generation_time"], row["width"] or 0, row["height"] or 0) for row in rows)
    (now,) = await tx.rows("painting_now", request_id=request_id)
    return Pace(last, now["at_once"], bool(now["begun"]))
