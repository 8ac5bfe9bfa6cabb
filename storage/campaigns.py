"""Campaigns: which sessions share what they have painted, their styles, their lines and veils."""

from dataclasses import dataclass
from datetime import datetime

from storage.records import Record, columns
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class Campaign(Record):
    """A row of `campaign`; who knows its code can bring a session in."""

    id: str
    name: str
    join_code: str
    created_by: str
    created_at: datetime


class CampaignStore:
    """Read and change the tables `campaign` and `campaign_session`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def of_session(self, session_id: str) -> Campaign | None:
        """Return the campaign that a session is in."""
        return await self._database.one(Campaign, "campaign_of_session", session_id=session_id)

    async def sharing_sessions(self, session_id: str) -> tuple[str, ...]:
        """Return the sessions of a session's campaign, the session among them; none where it is in none."""
        return await self._database.column(str, "sharing_sessions", session_id=session_id)

    async def create(self, campaign: Campaign, session_id: str) -> bool:
        """Add a campaign with its first session; False where that is in one already."""

        async def body(tx: Transaction) -> bool:
            await tx.alone("session", session_id)
            if await tx.one(Campaign, "campaign_of_session", session_id=session_id):
                return False
            await tx.run("add_campaign", **columns(campaign))
            return await _join(tx, campaign.id, session_id, campaign.created_by, campaign.created_at)

        return await self._database.write(body)

    async def by_code(self, join_code: str) -> Campaign | None:
        """Return the campaign that a code lets sessions into."""
        return await self._database.one(Campaign, "campaign_by_code", join_code=join_code)

    async def join(self, campaign: Campaign, session_id: str, joined_by: str, now: datetime, *, most: int) -> str:
        """Bring a session into a campaign by the code that it was found by, and return what came of it.

        "joined"; "gone" where another code is good by now; "full" where there are as many as there may be; "elsewhere"
        where the session is in a campaign already.
        """

        async def body(tx: Transaction) -> str:
            await tx.alone("campaign", campaign.id)
            if await tx.one(Campaign, "campaign_by_code", join_code=campaign.join_code) is None:
                return "gone"
            if (await tx.value(int, "count_campaign_sessions", campaign_id=campaign.id) or 0) >= most:
                return "full"
            return "joined" if await _join(tx, campaign.id, session_id, joined_by, now) else "elsewhere"

        return await self._database.write(body)

    async def leave(self, session_id: str) -> bool:
        """Take a session out of its campaign; False where it is in none."""
        return bool(await self._database.run("leave_campaign", session_id=session_id))

    async def rename(self, campaign_id: str, name: str) -> None:
        """Call a campaign something else."""
        await self._database.run("rename_campaign", id=campaign_id, name=name)

    async def change_code(self, campaign_id: str, join_code: str) -> None:
        """Let sessions in by another code from now on."""

        async def body(tx: Transaction) -> None:
            await tx.alone("campaign", campaign_id)
            await tx.run("change_join_code", id=campaign_id, join_code=join_code)

        await self._database.write(body)


async def _join(tx: Transaction, campaign_id: str, session_id: str, joined_by: str, now: datetime) -> bool:
    return bool(
        await tx.run("join_campaign", campaign_id=campaign_id, session_id=session_id, joined_by=joined_by, now=now)
    )
