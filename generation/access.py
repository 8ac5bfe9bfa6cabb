"""Who may do what: roles, and the few questions that services ask of them."""

from dataclasses import dataclass

from generation.errors import NotAllowedError

GM, PLAYER, OBSERVER = "gm", "player", "observer"
ROLES = (GM, PLAYER, OBSERVER)


@dataclass(frozen=True, slots=True)
class Requester:
    """Whoever asks or looks: a person in a session, in the role that the front end has found."""

    session_id: str
    user_id: str
    role: str = PLAYER

    @property
    def sees_secrets(self) -> bool:
        """Tell whether secret pictures exist for this person."""
        return self.role == GM


class Access:
    """Decide what a person may do."""

    def may_generate(self, by: Requester) -> None:
        """Let players and GMs ask for pictures.

        Raises:
            NotAllowedError: an observer asks.

        """
        if by.role == OBSERVER:
            raise NotAllowedError("Observers may look at the gallery; ask the GM to make you a player to paint scenes.")

    def may_undo(self, by: Requester, author_id: str, what: str) -> None:
        """Let the author and the GM cancel or delete.

        Raises:
            NotAllowedError: somebody else asks.

        """
        if by.user_id != author_id and by.role != GM:
            raise NotAllowedError(f"Only the one who asked for this {what} or the GM may do that.")
