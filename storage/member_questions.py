"""Who may see a channel and who leads there: questions of one process, and the answers of a gateway."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.records import Record
from storage.shards import Shards
from storage.sql_database import SqlDatabase


@dataclass(frozen=True, slots=True)
class MemberQuestion(Record):
    """A question about a user in a channel of a server."""

    id: str
    guild_id: str
    channel_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class MemberAnswer:
    """What a gateway says: whether it `knows`, whether the user belongs there, leads, and by the ids of which roles."""

    knows: bool
    belongs: bool = False
    leads: bool = False
    roles: Sequence[str] = ()


class MemberQuestionStore:
    """Read and write the table `member_question`; what is due is what asks about the servers of the `shards`."""

    def __init__(self, database: SqlDatabase, shards: Shards) -> None:
        self._database = database
        self._shards = shards

    async def ask(self, question: MemberQuestion, now: datetime) -> None:
        """Ask."""
        await self._database.run(
            "ask_member",
            id=question.id,
            guild_id=question.guild_id,
            channel_id=question.channel_id,
            user_id=question.user_id,
            now=now,
        )

    async def due(self) -> tuple[MemberQuestion, ...]:
        """Return the questions without an answer that are this process's to answer."""
        questions = await self._database.all(MemberQuestion, "member_questions")
        return tuple(each for each in questions if self._shards.own(each.guild_id))

    async def answer(self, question_id: str, answer: MemberAnswer) -> None:
        """Answer a question; one that was answered or given up meanwhile stays as it is."""
        told = {"knows": answer.knows, "belongs": answer.belongs, "leads": answer.leads, "roles": list(answer.roles)}
        await self._database.run("answer_member", id=question_id, answer=json.dumps(told))

    async def answers(self) -> dict[str, MemberAnswer]:
        """Return the answers that nobody has taken yet, by their question."""
        rows = await self._database.rows("member_answers")
        return {row["id"]: MemberAnswer(**json.loads(row["answer"])) for row in rows}

    async def forget(self, question_id: str) -> None:
        """Forget a question and its answer."""
        await self._database.run("forget_member_question", id=question_id)

    async def forget_old(self, before: datetime) -> None:
        """Forget what was asked before a moment, by processes that died before they had their answer."""
        await self._database.run("forget_member_questions", before=before)
