"""Who may do what: roles, and the few questions that services ask of them."""

from dataclasses import dataclass

from generation.errors import NotAllowedError
from generation.i18n import _
from generation.sessions.settings import GM_ONLY, ROLE, SessionSettings

GM, PLAYER, OBSERVER = "gm", "player", "observer"
ROLES = (GM, PLAYER, OBSERVER)


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks or looks: a person in a session, in the role that the front end has found."""

    session_id: str
    user_id: str
    role: str = PLAYER
    #: Ids of the roles that a Discord server has given to the person.
    discord_roles: frozenset[str] = frozenset()
    #: The least priority of what this person asks for, as the GM has given it.
    priority: int = 1
    #: Whether the session has ended: what hangs in its gallery stays as it is.
    ended: bool = False

    @property
    def sees_secrets(self) -> bool:
        """Tell whether secret pictures exist for this person."""
        return self.role == GM


class Access:
    """Decide what a person may do."""

    def require_requester(self, actor: Actor, settings: SessionSettings) -> None:
        """Let those ask for pictures whom the session's settings name; the GM may always.

        Raises:
            NotAllowedError: somebody else asks.

        """
        if actor.role == GM:
            return
        if actor.role == OBSERVER:
            raise NotAllowedError(
                _("Observers may look at the gallery; ask the GM to make you a player to paint scenes.")
            )
        if settings.who == GM_ONLY:
            raise NotAllowedError(_("Only the GM has pictures painted at this table. The gallery is open to you."))
        if settings.who == ROLE and settings.role_id not in actor.discord_roles:
            raise NotAllowedError(
                _("Only members with a certain role have pictures painted here. The GM can tell you which.")
            )

    def require_gm(self, actor: Actor, refusal: str) -> None:
        """Let the GM direct; `refusal` is said to others.

        Raises:
            NotAllowedError: somebody else tries.

        """
        if actor.role != GM:
            raise NotAllowedError(refusal)

    def require_secrets(self, actor: Actor) -> None:
        """Let the GM have pictures painted that nobody else sees.

        Raises:
            NotAllowedError: somebody else tries.

        """
        if actor.role != GM:
            raise NotAllowedError(
                _("Only the GM has pictures painted in secret; what you paint is posted where the whole table sees it.")
            )

    def require_active_session(self, actor: Actor) -> None:
        """Let what hangs in a gallery be starred and tagged for as long as its session goes on.

        Raises:
            NotAllowedError: the session has ended.

        """
        if actor.ended:
            raise NotAllowedError(
                _("This session has ended; its gallery stays. The GM can reopen it with /session start.")
            )

    def require_star_giver(self, actor: Actor, settings: SessionSettings) -> None:
        """Let those star pictures whom the session's settings name.

        Raises:
            NotAllowedError: the GM alone stars here, or the session has ended.

        """
        self.require_active_session(actor)
        if settings.favorites == GM_ONLY and actor.role != GM:
            raise NotAllowedError(_("Only the GM gives stars at this table; you can still look at the favorites."))

    def require_author_or_gm(self, actor: Actor, author_id: str) -> None:
        """Let the author of a picture and the GM tag it, or call it off while it is asked for.

        Raises:
            NotAllowedError: somebody else asks.

        """
        if not _is_author_or_gm(actor, author_id):
            raise NotAllowedError(_("Only whoever asked for this picture, or the GM, may do that."))

    def require_remover(self, actor: Actor, author_id: str) -> None:
        """Let the GM delete any picture, even when the session has ended, and its author for as long as it goes on.

        Raises:
            NotAllowedError: somebody else tries, or the session has ended for them.

        """
        self.require_author_or_gm(actor, author_id)
        if actor.role != GM:
            self.require_active_session(actor)

    def can_edit(self, actor: Actor, author_id: str) -> bool:
        """Tell whether a person may edit an image, such as tag it: its author and the GM, while the session goes on."""
        return not actor.ended and _is_author_or_gm(actor, author_id)

    def can_remove(self, actor: Actor, author_id: str) -> bool:
        """Tell whether `require_remover` would let a person through."""
        return _is_author_or_gm(actor, author_id) and (actor.role == GM or not actor.ended)


def _is_author_or_gm(actor: Actor, author_id: str) -> bool:
    return actor.role == GM or actor.user_id == author_id
