"""A link's code is used up together with the login that it brings, or not at all."""

import pytest

from generation.events import Broadcaster
from generation.sessions.permissions import GM, Access, Actor
from generation.sessions.tokens import COOKIE, LinkExpiredError, Tokens
from storage.errors import StorageError
from tests.storage.disk import on_writer
from tests.storage.stores import Stores

THE_GM = Actor("table", "fixer", GM)
REFUSE = """
    CREATE TRIGGER refuse BEFORE INSERT ON api_token WHEN new.kind = 'cookie'
    BEGIN SELECT raise(ABORT, 'refused'); END
"""


@pytest.fixture
def tokens(stores: Stores) -> Tokens:
    return Tokens(stores.tokens, Access(), Broadcaster(), "http://scenes")


async def code_of(tokens: Tokens) -> str:
    return (await tokens.login_link(THE_GM)).partition("#code=")[2]


async def test_a_code_becomes_a_cookie_of_the_same_person_once(tokens: Tokens) -> None:
    code = await code_of(tokens)
    with pytest.raises(LinkExpiredError):
        await tokens.log_in("elsewhere", code)
    cookie, grant = await tokens.log_in("table", code)
    assert (grant.session_id, grant.user_id, grant.role) == ("table", "fixer", GM)
    assert await tokens.check(cookie, COOKIE) == grant
    with pytest.raises(LinkExpiredError):
        await tokens.log_in("table", code)


@pytest.mark.sqlite
async def test_a_login_that_cannot_be_stored_leaves_the_code(tokens: Tokens, stores: Stores) -> None:
    code = await code_of(tokens)
    await on_writer(stores.database, lambda connection: connection.execute(REFUSE))
    with pytest.raises(StorageError):
        await tokens.log_in("table", code)
    await on_writer(stores.database, lambda connection: connection.execute("DROP TRIGGER refuse"))
    _cookie, grant = await tokens.log_in("table", code)
    assert grant.user_id == "fixer"
