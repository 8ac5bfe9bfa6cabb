"""A token that is revoked while it is checked: it may be let in that once, and is not remembered."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from generation.events import Broadcaster, ChangedElsewhere
from generation.sessions.permissions import Access, Actor
from generation.sessions.tokens import BEARER, Grant, NotLoggedInError, Tokens
from storage.params import PUBLIC
from storage.tokens import StoredToken
from tests.storage.stores import Stores

ANN = Actor("table", "ann")


class HeldReads:
    """Reads of tokens that bring their row when they are let go."""

    def __init__(self, stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
        self._get = stores.tokens.get
        self.read, self.let_go = asyncio.Event(), asyncio.Event()
        monkeypatch.setattr(stores.tokens, "get", self._held)

    async def _held(self, digest: str) -> StoredToken | None:
        row = await self._get(digest)
        self.read.set()
        await self.let_go.wait()
        return row


async def revoke(_stores: Stores, tokens: Tokens, _events: Broadcaster, grant: Grant) -> None:
    assert await tokens.revoke(grant)


async def revoke_all(_stores: Stores, tokens: Tokens, _events: Broadcaster, grant: Grant) -> None:
    assert await tokens.revoke_all(grant.session_id, grant.user_id) == 1


async def revoke_elsewhere(stores: Stores, _tokens: Tokens, events: Broadcaster, grant: Grant) -> None:
    """Revoke it as another process does, of which this one hears that it has written."""
    await stores.tokens.revoke(grant.key)
    events.publish(ChangedElsewhere("", PUBLIC))


@pytest.mark.parametrize("end", [revoke, revoke_all, revoke_elsewhere])
async def test_a_check_under_way_does_not_bring_back_a_revoked_token(
    stores: Stores,
    monkeypatch: pytest.MonkeyPatch,
    end: Callable[[Stores, Tokens, Broadcaster, Grant], Awaitable[None]],
) -> None:
    events = Broadcaster()
    tokens = Tokens(stores.tokens, Access(), events, "")
    text, grant = await tokens.mint(ANN)
    reads = HeldReads(stores, monkeypatch)
    check = asyncio.create_task(tokens.check(text, BEARER))
    await reads.read.wait()
    await end(stores, tokens, events, grant)
    reads.let_go.set()
    await check
    with pytest.raises(NotLoggedInError):
        await tokens.check(text, BEARER)


async def test_a_check_between_the_revocation_and_its_write_is_not_remembered(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = Tokens(stores.tokens, Access(), Broadcaster(), "")
    text, grant = await tokens.mint(ANN)
    delete = stores.tokens.revoke

    async def check_first(digest: str) -> bool:
        await tokens.check(text, BEARER)
        return await delete(digest)

    monkeypatch.setattr(stores.tokens, "revoke", check_first)
    assert await tokens.revoke(grant)
    with pytest.raises(NotLoggedInError):
        await tokens.check(text, BEARER)
