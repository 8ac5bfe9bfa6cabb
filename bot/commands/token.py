"""`bot.py token`: print or revoke tokens for the HTTP API, and links to the gallery page."""

from dataclasses import dataclass

from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.i18n import _, ngettext
from generation.sessions.permissions import GM, OBSERVER, Actor
from generation.sessions.tokens import SERVICE, parse_lasting


@dataclass(frozen=True, slots=True)
class TokenOptions:
    """The token's user, session, greatest role and lifetime (such as 7d)."""

    user: str
    session: str
    role: str
    ttl: str
    link: bool = False
    revoke: bool = False


async def print_token(settings: Settings, options: TokenOptions) -> int:
    """Print a token, or a link, as the last word, and return the exit status.

    Raises:
        RefusedError: an id or the time cannot be one.
        StorageError: the data folder or the database cannot be used.

    """
    lasts = parse_lasting(options.ttl)
    async with open_app(settings) as app:
        if options.revoke:
            count = await app.services.tokens.revoke_all(options.session, options.user)
            revoked = ngettext(
                "{count} token of {user} for session {session} is revoked.",
                "{count} tokens of {user} for session {session} are revoked.",
                count,
            )
            print(revoked.format(count=count, user=options.user, session=options.session))  # noqa: T201  # the answer
            return 0
        actor = Actor(options.session, options.user, options.role)
        await _ensure_member(app, actor)
        if options.link:
            print(await app.services.tokens.login_link(actor))  # noqa: T201  # the answer
            return 0
        token, grant = await app.services.tokens.mint(actor, lasts=lasts)
        until = f"{grant.expires_at:%Y-%m-%d %H:%M} UTC"
        minted = _("{user} in session {session} as {role}, until {until}: {token}")
        about = {"user": options.user, "session": options.session, "role": options.role}
        print(minted.format(until=until, token=token, **about))  # noqa: T201  # the answer
    return 0


async def _ensure_member(app: App, actor: Actor) -> None:
    """Make the user a member; whoever runs this command decides who is GM of a session that is not on Discord."""
    found = await app.services.sessions.get(actor.session_id)
    role = OBSERVER if actor.role == SERVICE else actor.role
    gm = actor.user_id if role == GM and found is None else None
    member = Actor(actor.session_id, actor.user_id, role)
    if found is None or found.guild_id is None:
        await app.services.sessions.enter(member, actor.session_id, gm_user_id=gm)
    if found is not None and found.guild_id is None and role == GM and found.gm_user_id != actor.user_id:
        await app.services.admin.give_role(member, actor.user_id, GM)
