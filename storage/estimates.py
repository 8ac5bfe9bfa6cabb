"""How long pictures take, as steps inside a transaction: what the last ones took, and how many are painted at once."""

from dataclasses import dataclass

from storage.database import Transaction

#: So many of a provider's last pictures are looked at.
LAST = 50


@dataclass(frozen=True, slots=True)
class Pace:
    """A provider's last pictures, newest first (seconds, width and height of each), and how many are painted now."""

    last: tuple[tuple[float, int, int], ...]
    at_once: int


async def read_pace(tx: Transaction, provider: str) -> Pace:
    """Read a provider's pace."""
    rows = await tx.all("last_times", provider=provider, most=LAST)
    last = tuple((row["generation_time"], row["width"] or 0, row["height"] or 0) for row in rows)
    return Pace(last, int(await tx.value("painting_now")))
