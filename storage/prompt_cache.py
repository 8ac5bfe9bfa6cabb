"""Answers of the language model to descriptions, cached by key."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.records import Record
from storage.sql_database import SqlDatabase

#: A row's last use is noted this often at most: a look is then a read, not a write.
TOUCHED_EVERY = timedelta(days=1)


def digest(description: str) -> str:
    """Return what the answers to a description are found by when it is deleted: the row does not hold its words."""
    return hashlib.sha256(description.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class _Cached(Record):
    """An answer, and when it was last of use."""

    answer: str
    used_at: datetime


class PromptCache:
    """Read and change the table `prompt_cache`; the caller encodes and decodes the answers."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def get(self, key: str, now: datetime) -> str | None:
        """Return the cached answer of a key, and record its use."""
        cached = await self._database.one(_Cached, "cached_prompt", key=key)
        if cached is None:
            return None
        if now - cached.used_at >= TOUCHED_EVERY:
            await self._database.run("touch_prompt", key=key, now=now)
        return cached.answer

    async def put(self, key: str, description: str, answer: str, now: datetime) -> None:
        """Cache an answer to a description, in place of the one that the key has."""
        await self._database.run("cache_prompt", key=key, description=digest(description), answer=answer, now=now)

    async def forget_unused(self, before: datetime) -> int:
        """Delete the answers last used before a moment, to within a day, and return how many."""
        return await self._database.run("forget_unused_prompts", before=before)
