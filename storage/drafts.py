"""Drafts: what somebody is about to ask for, kept until it is sent, dropped or old."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database, Transaction
from storage.records import Record, columns


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

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, row: DraftRow) -> None:
        """Keep a draft."""

        async def body(tx: Transaction) -> None:
            await tx.run("save_draft", **columns(row))

        await self._database.write(body)

    async def get(self, draft_id: str, *, session_id: str, user_id: str) -> DraftRow | None:
        """Return a person's draft."""

        async def body(tx: Transaction) -> DraftRow | None:
            row = await tx.one("draft_of", id=draft_id, session_id=session_id, user_id=user_id)
            return DraftRow.from_row(row) if row else None

        return await self._database.read(body)

    async def change(self, draft_id: str, text: str, *, session_id: str, user_id: str) -> DraftRow | None:
        """Give a person's draft another body and return it; None where there is none."""

        async def body(tx: Transaction) -> DraftRow | None:
            row = await tx.one("change_draft", id=draft_id, session_id=session_id, user_id=user_id, body=text)
            return DraftRow.from_row(row) if row else None

        return await self._database.write(body)

    async def take(self, draft_id: str, *, session_id: str, user_id: str) -> DraftRow | None:
        """Return a person's draft and delete it, so that of two who take it at once one has it."""

        async def body(tx: Transaction) -> DraftRow | None:
            row = await tx.one("take_draft", id=draft_id, session_id=session_id, user_id=user_id)
            return DraftRow.from_row(row) if row else None

        return await self._database.write(body)

    async def forget_old(self, before: datetime) -> int:
        """Delete what was saved before a moment and return how many drafts that were."""

        async def body(tx: Transaction) -> int:
            return await tx.run("forget_old_drafts", before=before)

        return await self._database.write(body)
