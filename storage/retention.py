"""What is past its time: pictures without a star, and the words of requests that came to nothing."""

from dataclasses import dataclass
from datetime import datetime

from storage.erasure import erase_request
from storage.records import Record, Request
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class SettingsOfSession(Record):
    """A session and what its GM has set, as JSON."""

    id: str
    settings: str


class RetentionStore:
    """Find what is past its time, and forget words."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def sessions(self) -> tuple[SettingsOfSession, ...]:
        """Return all sessions with what is set in them."""
        return await self._database.all(SettingsOfSession, "session_settings")

    async def pictures(self, session_id: str, before: datetime, most: int) -> tuple[str, ...]:
        """Return the ids of some pictures without a star from before a moment, the oldest first."""
        return await self._database.column(str, "pictures_past", session_id=session_id, before=before, most=most)

    async def forget_in_vain(self, session_id: str, before: datetime, most: int) -> int:
        """Delete the words of some requests that came to nothing before a moment, and return of how many."""

        async def body(tx: Transaction) -> int:
            about = {"session_id": session_id, "before": before, "most": most}
            requests = await tx.all(Request, "requests_in_vain_past", **about)
            for request in requests:
                await erase_request(tx, request)
            return len(requests)

        return await self._database.write(body)
