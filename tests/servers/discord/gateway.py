"""The gateway: sessions that outlive their sockets and replay what a dropped one missed."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from aiohttp import WSMsgType, web

from .change_signal import ChangeSignal
from .faults import Faults
from .guild import BOT_ID, Guild, is_on_shard
from .snowflakes import Json, snowflake

PATH: Final = "/websocket"
MEMBERS = 1 << 1
MESSAGE_CONTENT = 1 << 15
_PRIVILEGED = MEMBERS | 1 << 8 | MESSAGE_CONTENT
_GUILD_INTENTS = {"MESSAGE": 1 << 9, "MESSAGE_REACTION": 1 << 10, "GUILD_MEMBER": MEMBERS, "CHANNEL": 1 << 0}
_DM_INTENTS = {"MESSAGE": 1 << 12, "MESSAGE_REACTION": 1 << 13}


class Socket:
    """One WebSocket, compressed when the bot asked for it."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.request = request
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None

    async def send(self, op: int, data: object = None, *, event: str | None = None, seq: int | None = None) -> None:
        text = json.dumps({"op": op, "d": data, "s": seq, "t": event})
        try:
            if self._zlib is None:
                await self.ws.send_str(text)
            else:
                await self.ws.send_bytes(self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH))
        except (ConnectionError, RuntimeError):
            return  # the socket is gone: its session keeps the event for a resume


@dataclass(eq=False)
class Session:
    """What an IDENTIFY started: its intents, its shard of how many, and every event it was sent."""

    id: str
    intents: int
    shard: tuple[int, int]
    socket: Socket | None
    events: list[tuple[str, Any]] = field(default_factory=list)

    async def dispatch(self, event: str, data: object) -> None:
        self.events.append((event, data))
        if self.socket is not None:
            await self.socket.send(0, data, event=event, seq=len(self.events))

    async def replay(self, socket: Socket, after: int) -> None:
        """Send what came after event number `after`, then take up the socket."""
        for seq in count(after + 1):
            if seq > len(self.events):
                break
            event, data = self.events[seq - 1]
            await socket.send(0, data, event=event, seq=seq)
        self.socket = socket
        await self.dispatch("RESUMED", {})


class Gateway:
    """All sockets and sessions of the one bot."""

    def __init__(
        self, base_url: str, token: str, privileged_intents: int, *, guild: Guild, faults: Faults, changes: ChangeSignal
    ) -> None:
        self.url = base_url.replace("http", "ws", 1) + PATH
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.sockets: list[Socket] = []
        self._sessions: dict[str, Session] = {}
        self._token = token
        self._refused_intents = _PRIVILEGED & ~privileged_intents
        self._guild = guild
        self._faults = faults
        self._changes = changes

    def allows(self, intent: int) -> bool:
        """Whether the developer portal grants the bot this intent."""
        return not self._refused_intents & intent

    @property
    def connected(self) -> bool:
        return any(session.socket for session in self._sessions.values())

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if refused := self._faults.refuse(request):
            return refused
        ws = web.WebSocketResponse(max_msg_size=0, timeout=1.0)
        await ws.prepare(request)
        socket = Socket(ws, request)
        self.sockets.append(socket)
        await socket.send(10, {"heartbeat_interval": 41250})
        try:
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    payload = json.loads(message.data)
                    await self._receive(socket, payload["op"], payload.get("d"))
        finally:
            self._disconnected(socket)
        return ws

    async def dispatch(self, event: str, data: Json, *, without_content: Json | None = None) -> None:
        """Send an event to every session whose intents cover it, in the version the session may see."""
        needed = _intent(event, data)
        guild_id = int(data["guild_id"]) if "guild_id" in data else None
        for session in list(self._sessions.values()):
            if session.intents & needed == needed and is_on_shard(guild_id, *session.shard):
                hidden = without_content is not None and not session.intents & MESSAGE_CONTENT
                await session.dispatch(event, without_content if hidden else data)
        self._changes.notify()

    async def drop(self, code: int | None, *, resumable: bool) -> None:
        """Close every socket; with `code` None, break the connection instead."""
        if not resumable:
            self._sessions.clear()
        for session in self._sessions.values():
            session.socket = None
        for socket in list(self.sockets):
            if code is not None:
                await socket.ws.close(code=code)
            elif socket.request.transport is not None:
                socket.request.transport.abort()

    async def _receive(self, socket: Socket, op: int, data: Any) -> None:  # noqa: ANN401 - whatever the bot sends
        if op == 1:
            await socket.send(11)
        elif op == 2:
            await self._identify(socket, data)
        elif op == 6:
            await self._resume(socket, data)
        elif op == 8:
            await self._send_members(socket, data)

    async def _identify(self, socket: Socket, data: Json) -> None:
        self.identifies.append(data)
        if data["token"] != self._token:
            await socket.ws.close(code=4004)
            return
        if data["intents"] & self._refused_intents:
            await socket.ws.close(code=4014)
            return
        shard, shards = data.get("shard", (0, 1))
        session = Session(f"session{snowflake()}", data["intents"], (shard, shards), socket)
        self._sessions[session.id] = session
        guilds = [guild_id for guild_id in self._guild.ids if is_on_shard(guild_id, shard, shards)]
        await session.dispatch("READY", self._ready(session, guilds))
        for guild_id in guilds if session.intents & 1 else ():
            snapshot = self._guild.snapshot(guild_id, with_members=bool(session.intents & MEMBERS))
            await session.dispatch("GUILD_CREATE", snapshot)
        self._changes.notify()

    async def _resume(self, socket: Socket, data: Json) -> None:
        self.resumes.append(data)
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self._token:
            await socket.send(9, data=False)
        else:
            await session.replay(socket, data["seq"])
        self._changes.notify()

    async def _send_members(self, socket: Socket, data: Json) -> None:
        """Answer REQUEST_GUILD_MEMBERS."""
        session = next((one for one in self._sessions.values() if one.socket is socket), None)
        if session is None:
            return
        wanted = {str(one) for one in data.get("user_ids") or []}
        members = [one for one in self._guild.members() if not wanted or one["user"]["id"] in wanted]
        chunk: Json = {"guild_id": str(data["guild_id"]), "members": members, "chunk_index": 0, "chunk_count": 1}
        await session.dispatch("GUILD_MEMBERS_CHUNK", chunk | {"not_found": [], "nonce": data.get("nonce")})

    def _ready(self, session: Session, guild_ids: list[int]) -> Json:
        return {
            "v": 10,
            "user": self._guild.user(BOT_ID) | {"email": None, "verified": True, "flags": 0},
            "guilds": [{"id": str(guild_id), "unavailable": True} for guild_id in guild_ids],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": str(BOT_ID), "flags": 0},
            "private_channels": [],
            "shard": list(session.shard),
        }

    def _disconnected(self, socket: Socket) -> None:
        self.sockets.remove(socket)
        for session in list(self._sessions.values()):
            if session.socket is socket:
                session.socket = None
                if socket.ws.close_code in (1000, 1001):  # the bot said goodbye, so there is nothing to resume
                    del self._sessions[session.id]
        self._changes.notify()


def _intent(event: str, data: Mapping[str, object]) -> int:
    """The intent an event needs: `MESSAGE_REACTION_ADD` in a guild needs GUILD_MESSAGE_REACTIONS."""
    intents = _GUILD_INTENTS if "guild_id" in data else _DM_INTENTS
    return intents.get(event.rpartition("_")[0], 0)
