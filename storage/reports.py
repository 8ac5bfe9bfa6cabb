"""Reports of pictures: what somebody says is wrong, and the message to the GM that is owed with it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from storage.records import Image, Record, Request, columns
from storage.sql_database import SqlDatabase, Transaction

#: What the kind of a report's message begins with; the report's id follows.
REPORT = "report "


@dataclass(frozen=True, slots=True)
class Report(Record):
    """What somebody says is wrong with a picture."""

    #: Short, so that a button's custom_id has room for it beside a request's and an image's.
    id: str
    image_id: str
    reported_by: str
    reason: str
    created_at: datetime


class ReportStore:
    """Read and write the table `report`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def get(self, report_id: str) -> Report | None:
        """Return a report; None where it or its picture is gone."""
        return await self._database.one(Report, "report_by_id", id=report_id)

    async def add(self, report: Report, image: Image, channel_id: str) -> Request | None:
        """Keep a report and owe the GM a message at `channel_id`; None where this person has reported the picture.

        The message hangs on the request of the picture, or on any of its session: as the outbox knows messages.
        """

        async def body(tx: Transaction) -> Request | None:
            delivery_id = str(uuid4())
            of = image.request_id or await tx.value(str, "any_request_of_session", session_id=image.session_id)
            if of is None or not await tx.run("add_report", **columns(report)):
                return None
            await tx.run(
                "enqueue_report",
                id=delivery_id,
                kind=f"{REPORT}{report.id}",
                request_id=of,
                channel_id=channel_id,
                # Discord takes 25 characters at most, and checks it only at the send.
                nonce=hashlib.sha256(delivery_id.encode()).hexdigest()[:24],
                now=report.created_at,
            )
            return await tx.one(Request, "request_by_id", id=of)

        return await self._database.write(body)
