"""What a language model has made of descriptions, remembered so that it need not be asked again."""

from datetime import datetime, timedelta

from storage.database import Database, Transaction

#: A row's last use is noted this often at most: a look is then a read, not a write.
TOUCHED_EVERY = timedelta(days=1)


class PromptCache:
    """Read and change the table `prompt_cache`; what an answer holds is the caller's business."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str, now: datetime) -> str | None:
        """Return the answer that is kept under a key."""

        async def look(tx: Transaction) -> tuple[str, datetime] | None:
            row = await tx.one("craft_by_key", key=key)
            return (row["answer"], row["used_at"]) if row else None

        async def touch(tx: Transaction) -> None:
            await tx.run("touch_craft", key=key, now=now)

        found = await self._database.read(look)
        if found is None:
            return None
        answer, used_at = found
        if now - used_at >= TOUCHED_EVERY:
            await self._database.write(touch)
        return answer

    async def put(self, key: str, answer: str, now: datetime) -> None:
        """Keep an answer; one that is kept under the key already is replaced."""

        async def body(tx: Transaction) -> None:
            await tx.run("keep_craft", key=key, answer=answer, now=now)

        await self._database.write(body)

    async def forget_unused(self, before: datetime) -> int:
        """Delete what was last used before a moment, to within a day, and return how many answers that were."""

        async def body(tx: Transaction) -> int:
            return await tx.run("forget_unused_crafts", before=before)

        return await self._database.write(body)
