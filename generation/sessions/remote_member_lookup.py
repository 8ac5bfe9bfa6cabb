"""Ask the gateway of a server, which is another process, who belongs to a session; and answer as that gateway."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from uuid import uuid4

from generation.clock import monotonic, now
from generation.events import Broadcaster, ChangedElsewhere, Event
from generation.log_codes import person_code
from generation.sessions.members import LOOK_SECONDS, LookUp, Seen
from storage.errors import StorageError
from storage.gateway_processes import GatewayProcessStore
from storage.member_questions import MemberAnswer, MemberQuestion, MemberQuestionStore
from storage.tasks import spawn

log = logging.getLogger(__name__)

#: How long a gateway may take, so that there is time left to ask in another way; and how long it is not asked again
#: where it has not answered.
ANSWER_SECONDS, AGAIN_AFTER = LOOK_SECONDS / 2, 30.0


class RemoteMemberLookup:
    """Look members up at another process that is the gateway, and answer as one, by way of the shared database."""

    def __init__(self, store: MemberQuestionStore, gateways: GatewayProcessStore, events: Broadcaster) -> None:
        self._store = store
        self._gateways = gateways
        self._events = events
        self._awaited: dict[str, asyncio.Future[MemberAnswer]] = {}
        self._answering: dict[str, asyncio.Task[None]] = {}
        #: Gateways that have not answered, by the moment from which on they are asked again.
        self._silent_until: dict[str, float] = {}

    async def ask(self, guild_id: str, channel_id: str, user_id: str) -> Seen | None:
        """Return a member as the gateway shows them, None for whoever cannot see the channel.

        Raises:
            LookupError: no other process is the server's gateway, it does not answer in time, or does not know.
            StorageError: the question cannot be written.

        """
        gateway = await self._gateways.of_server(guild_id)
        self._silent_until = {name: until for name, until in self._silent_until.items() if monotonic() < until}
        if gateway is None or gateway in self._silent_until:
            raise LookupError(f"no other process answers as the gateway of server {guild_id}")
        question = MemberQuestion(uuid4().hex, guild_id, channel_id, user_id)
        awaited = self._awaited[question.id] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._store.ask(question, now())
                answer = await awaited
        except TimeoutError:
            self._silent_until[gateway] = monotonic() + AGAIN_AFTER
            log.warning("the gateway of server %s does not answer; for %.0f s it is not asked", guild_id, AGAIN_AFTER)
            raise LookupError(f"the gateway of server {guild_id} does not answer") from None
        finally:
            del self._awaited[question.id]
            spawn(self._store.forget(question.id), "forget a question about a member")
        if not answer.knows:
            raise LookupError(f"the gateway of server {guild_id} does not know")
        return Seen(answer.leads, frozenset(answer.roles)) if answer.belongs else None

    async def hear_answers(self) -> None:
        """Hand answers to who has asked, until cancelled."""
        await self._at_each_change(self._take_answers)

    async def answer(self, look_up: LookUp, is_ready: Callable[[], bool]) -> None:
        """Answer what other processes ask about this gateway's servers while it is connected, until cancelled."""

        async def take_questions() -> None:
            for question in await self._store.due() if is_ready() else ():
                if question.id not in self._answering:
                    task = spawn(self._answer(question, look_up), "answer a question about a member")
                    self._answering[question.id] = task
                    task.add_done_callback(partial(self._answered, question.id))

        await self._at_each_change(take_questions)

    async def _at_each_change(self, look: Callable[[], Awaitable[None]]) -> None:
        changed = asyncio.Event()

        def note(_event: Event) -> None:
            changed.set()

        self._events.listen(note, ChangedElsewhere)
        try:
            while True:
                await changed.wait()
                changed.clear()
                try:
                    await look()
                except StorageError as error:
                    log.warning("questions about members cannot be read: %s", error)
        finally:
            self._events.unlisten(note)

    async def _take_answers(self) -> None:
        if not self._awaited:
            return
        for question_id, answer in (await self._store.answers()).items():
            awaited = self._awaited.get(question_id)
            if awaited is not None and not awaited.done():
                awaited.set_result(answer)

    def _answered(self, question_id: str, _task: asyncio.Task[None]) -> None:
        del self._answering[question_id]

    async def _answer(self, question: MemberQuestion, look_up: LookUp) -> None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                seen = await look_up(question.channel_id, question.user_id)
        except Exception as error:  # noqa: BLE001  # whoever asks has another way, and says what came of it
            log.info(
                "user %s could not be looked up for another process (%s)",
                person_code(question.user_id),
                type(error).__name__,
            )
            answer = MemberAnswer(knows=False)
        else:
            shown = seen or Seen()
            answer = MemberAnswer(
                knows=True, belongs=seen is not None, leads=shown.leads, roles=sorted(shown.discord_roles)
            )
        await self._store.answer(question.id, answer)
