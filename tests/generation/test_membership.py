"""Who comes in over HTTP: what is remembered of them, and which of it is forgotten first."""

import pytest

from generation.moderation.moderator import judge
from generation.prompts.enhancer import Enhancer
from generation.providers.registry import Providers
from generation.services import Services, build
from generation.sessions.members import Seen
from generation.sessions.permissions import Actor
from generation.sessions.tokens import BEARER
from storage.tokens import StoredToken, TokenStore
from tests.generation.painter import FakePainter
from tests.storage.stores import Stores

USERS, SESSION = ("ann", "bob", "cid"), "seattle"


@pytest.fixture
async def services(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Return services that remember two people, and let three into the session."""
    monkeypatch.setattr("generation.sessions.members.REMEMBERED", 2)
    monkeypatch.setattr("generation.sessions.members.RECOGNIZED_FOR", 0.0)
    monkeypatch.setattr("generation.sessions.tokens.REMEMBERED", 2)
    services = build(stores, Providers([FakePainter()]), Enhancer(None, stores.prompt_cache, judge)).services
    for user_id in USERS:
        await services.sessions.enter(Actor(SESSION, user_id), "Seattle", guild_id="1")
    return services


async def test_whoever_came_last_is_looked_up_on_discord_no_second_time(services: Services) -> None:
    looked_up: list[str] = []

    async def look_up(_session_id: str, user_id: str) -> Seen:
        looked_up.append(user_id)
        return Seen()

    services.membership.look_up = look_up
    for user_id in ("ann", "bob", "ann", "cid", "ann", "bob"):
        await services.membership.admit(SESSION, user_id)
    assert looked_up == ["ann", "bob", "cid", "bob"]


async def test_a_token_in_use_is_not_read_again(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = {user_id: (await services.tokens.mint(Actor(SESSION, user_id)))[0] for user_id in USERS}
    read: list[str] = []
    get = TokenStore.get

    async def noted(self: TokenStore, digest: str) -> StoredToken | None:
        found = await get(self, digest)
        read.append(found.user_id if found else "")
        return found

    monkeypatch.setattr(TokenStore, "get", noted)
    for user_id in ("ann", "bob", "ann", "cid", "ann", "bob"):
        await services.tokens.check(tokens[user_id], BEARER)
    assert read == ["ann", "bob", "cid", "bob"]
