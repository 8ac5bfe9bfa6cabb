"""Who may do what, rule by rule; and what a page is told in advance is what the services then let through."""

import itertools
from collections.abc import Callable

import pytest

from generation.errors import NotAllowedError
from generation.sessions.permissions import GM, OBSERVER, PLAYER, ROLES, Access, Actor
from generation.sessions.settings import EVERYONE, GM_ONLY, ROLE, SessionSettings

ACCESS, AUTHOR = Access(), "ann"
ACTORS = [
    Actor("table", user_id, role, ended=ended)
    for user_id, role, ended in itertools.product((AUTHOR, "bob"), ROLES, (False, True))
]
NOBODY_ELSE = "Somebody else may not."


def lets_through(*rules: Callable[[], None]) -> bool:
    try:
        for rule in rules:
            rule()
    except NotAllowedError:
        return False
    return True


def allowed(rule: Callable[[Actor], object]) -> set[str]:
    """Return whom a rule lets through: the author's roles in capitals, then those of others; `+` where it has ended."""
    return {
        (actor.role.upper() if actor.user_id == AUTHOR else actor.role) + ("+" if actor.ended else "")
        for actor in ACTORS
        if rule(actor)
    }


GMS = {"GM", "gm"}
ENDED_GMS = {"GM+", "gm+"}
AUTHORS = {"PLAYER", "OBSERVER"}
ENDED_AUTHORS = {"PLAYER+", "OBSERVER+"}
OTHERS = {"player", "observer"}


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (lambda actor: lets_through(lambda: ACCESS.require_gm(actor, NOBODY_ELSE)), GMS | ENDED_GMS),
        (lambda actor: lets_through(lambda: ACCESS.require_secrets(actor)), GMS | ENDED_GMS),
        (lambda actor: actor.sees_secrets, GMS | ENDED_GMS),
        (lambda actor: lets_through(lambda: ACCESS.require_active_session(actor)), GMS | AUTHORS | OTHERS),
        (
            lambda actor: lets_through(lambda: ACCESS.require_author_or_gm(actor, AUTHOR)),
            GMS | ENDED_GMS | AUTHORS | ENDED_AUTHORS,
        ),
        (lambda actor: lets_through(lambda: ACCESS.require_remover(actor, AUTHOR)), GMS | ENDED_GMS | AUTHORS),
        (lambda actor: ACCESS.can_remove(actor, AUTHOR), GMS | ENDED_GMS | AUTHORS),
        (lambda actor: ACCESS.can_edit(actor, AUTHOR), GMS | AUTHORS),
    ],
    ids=["gm", "secrets", "sees secrets", "active", "author or gm", "remover", "can remove", "can edit"],
)
def test_a_rule_lets_these_through_and_nobody_else(rule: Callable[[Actor], object], who: set[str]) -> None:
    assert allowed(rule) == who


@pytest.mark.parametrize(("favorites", "who"), [(EVERYONE, GMS | AUTHORS | OTHERS), (GM_ONLY, GMS)])
def test_who_gives_stars_is_a_setting_while_the_session_goes_on(favorites: str, who: set[str]) -> None:
    settings = SessionSettings(favorites=favorites)
    assert allowed(lambda actor: lets_through(lambda: ACCESS.require_star_giver(actor, settings))) == who


@pytest.mark.parametrize(
    ("who", "role", "roles", "may"),
    [
        (EVERYONE, PLAYER, {"1"}, True),
        (EVERYONE, OBSERVER, {"77"}, False),
        (GM_ONLY, PLAYER, {"77"}, False),
        (GM_ONLY, GM, set(), True),
        (ROLE, PLAYER, {"77", "1"}, True),
        (ROLE, PLAYER, {"1"}, False),
        (ROLE, PLAYER, set(), False),
        (ROLE, OBSERVER, {"77"}, False),
        (ROLE, GM, set(), True),
    ],
)
def test_who_asks_for_pictures_is_a_setting(who: str, role: str, roles: set[str], *, may: bool) -> None:
    settings = SessionSettings(who=who, role_id="77")
    actor = Actor("table", "ann", role, discord_roles=frozenset(roles))
    assert lets_through(lambda: ACCESS.require_requester(actor, settings)) is may


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: f"{actor.user_id}-{actor.role}-{actor.ended}")
def test_what_can_be_done_is_what_the_rules_let_through(actor: Actor) -> None:
    edits = lets_through(
        lambda: ACCESS.require_active_session(actor), lambda: ACCESS.require_author_or_gm(actor, AUTHOR)
    )
    assert ACCESS.can_edit(actor, AUTHOR) is edits
    assert ACCESS.can_remove(actor, AUTHOR) is lets_through(lambda: ACCESS.require_remover(actor, AUTHOR))
