"""What simcord's faults cannot do to the bot's calls: hold them back, and lose their answers."""

import asyncio
from typing import Any

import aiohttp
import discord
from discord.http import Route


class NetworkFaults:
    """Hold back calls between a client and simcord, and lose their answers."""

    def __init__(self, client: discord.Client) -> None:
        self._request = client.http.request
        self._lost: dict[str, int] = {}
        self._held: dict[str, asyncio.Event] = {}
        self._let_through: dict[str, int] = {}
        client.http.request = self.request  # type: ignore[method-assign]

    async def request(self, route: Route, **more: Any) -> Any:  # noqa: ANN401  # discord.py's own signature
        if self._let_through.get(route.method, 0):
            self._let_through[route.method] -= 1
        elif held := self._held.get(route.method):
            await held.wait()
        answer = await self._request(route, **more)
        if self._lost.get(route.method, 0):
            self._lost[route.method] -= 1
            raise aiohttp.ServerDisconnectedError
        return answer

    def lose(self, method: str, times: int = 1) -> None:
        """Lose the answers of the next calls of this method, though the calls are carried out."""
        self._lost[method] = times

    def hold(self, method: str, *, calls_let_through: int = 0) -> asyncio.Event:
        """Let calls of this method wait until the event is set, but for the first few."""
        self._held[method], self._let_through[method] = asyncio.Event(), calls_let_through
        return self._held[method]
