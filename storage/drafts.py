"""Drafts: parameters that a user has not submitted yet, stored until they are sent, dropped or old."""

from dataclasses import dataclass
from datetime import datetime

from storage.records import Record, columns
from storage.sql_database import SqlDatabase


@dataclass(frozen=True, slots=True)
class DraftRow(Record):
    """A row of `draft`; what its `body` holds is the caller's business."""

    id: str
    session_id: str
    user_id: str
    body: str
    created_at: datetime


class DraftStore:
    """Read and change the table `draft`: a person finds only their own, in the session where they saved them."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def save(self, row: DraftRow) -> None:
        """Keep a draft."""
        await self._database.run("save_draft", **columns(row))

    async def get(self, draft_id: str, *, session_id: str, user_id: str) -> DraftRow | None:
        """Return a person's draft."""
        return await self._database.one(DraftRow, "draft_of", id=draft_id, session_id=session_id, user_id=user_id)

    async def change(self, draft_id: str, text: str, *, session_id: str, user_id: str) -> DraftRow | None:
        """Give a person's draft another body and return it; None where there is none."""
        return await self._database.one(
            DraftRow, "change_draft", id=draft_id, session_id=session_id, user_id=user_id, body=text
        )

    async def take(self, draft_id: str, *, session_id: str, user_id: str) -> DraftRow | None:
        """Return a person's draft and delete it, so that of two who take it at once one has it."""
        return await self._database.one(DraftRow, "take_draft", id=draft_id, session_id=session_id, user_id=user_id)

    async def forget_old(self, before: datetime) -> int:
        """Delete what was saved before a moment and return how many drafts that were."""
        return await self._database.run("forget_old_drafts", before=before)
