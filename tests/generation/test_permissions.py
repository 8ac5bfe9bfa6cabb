"""Who may do what: what a page is told in advance is what the services then let through."""

import itertools
from collections.abc import Callable

import pytest

from generation.errors import NotAllowedError
from generation.sessions.permissions import ROLES, Access, Actor

ACCESS, AUTHOR = Access(), "ann"
ACTORS = [
    Actor("table", user_id, role, ended=ended)
    for user_id, role, ended in itertools.product((AUTHOR, "bob"), ROLES, (False, True))
]


def lets_through(*rules: Callable[[], None]) -> bool:
    try:
        for rule in rules:
            rule()
    except NotAllowedError:
        return False
    return True


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: f"{actor.user_id}-{actor.role}-{actor.ended}")
def test_what_can_be_done_is_what_the_rules_let_through(actor: Actor) -> None:
    edits = lets_through(
        lambda: ACCESS.require_active_session(actor), lambda: ACCESS.require_author_or_gm(actor, AUTHOR)
    )
    assert ACCESS.can_edit(actor, AUTHOR) is edits
    assert ACCESS.can_remove(actor, AUTHOR) is lets_through(lambda: ACCESS.require_remover(actor, AUTHOR))
