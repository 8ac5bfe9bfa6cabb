"""What a language model has made of descriptions, remembered so that it need not be asked again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database
from storage.records import Record

#: A row's last use is noted this often at most: a look is then a read, not a write.
TOUCHED_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Cached(Record):
    """An answer, and when it was last of use."""

    answer: str
    used_at: datetime


class PromptCache:
    """Read and change the table `prompt_cache`; what an answer holds is the caller's business."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str, now: datetime) -> str | None:
        """Return the answer that is kept under a key."""
        cached = await self._database.one(_Cached, "craft_by_key", key=key)
        if cached is None:
            return None
        if now - cached.used_at >= TOUCHED_EVERY:
            await self._database.run("touch_craft", key=key, now=now)
        return cached.answer

    async def put(self, key: str, answer: str, now: datetime) -> None:
        """Keep an answer; one that is kept under the key already is replaced."""
        await self._database.run("keep_craft", key=key, answer=answer, now=now)

    async def forget_unused(self, before: datetime) -> int:
        """Delete what was last used before a moment, to within a day, and return how many answers that were."""
        return await self._database.run("forget_unused_crafts", before=before)
