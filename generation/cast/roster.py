"""The roster: which characters of a campaign somebody may know of, by name."""

from collections.abc import Awaitable, Callable, Iterable

from generation.cast.mentions import mention_of
from generation.cast.names import folded, nearest
from generation.errors import NotFoundError
from generation.i18n import _
from generation.sessions.permissions import Actor
from storage.cast import CastStore, Character


class Roster:
    """Find a session's characters; a secret one exists for the GM alone."""

    def __init__(self, store: CastStore, sharing_sessions: Callable[[str], Awaitable[tuple[str, ...]]]) -> None:
        """`sharing_sessions` tells which sessions a session shares its cast with, itself first."""
        self._store = store
        self._sharing_sessions = sharing_sessions

    async def all(self, actor: Actor) -> tuple[Character, ...]:
        """Return the characters that somebody may know of, by name; secret ones only of the session that they lead."""
        found = list[Character]()
        for session_id in await self._sharing_sessions(actor.session_id):
            sees_secrets = actor.sees_secrets and session_id == actor.session_id
            found += await self._store.of_session(session_id, sees_secrets=sees_secrets)
        return tuple(sorted(found, key=lambda each: (each.folded_name, each.secret)))

    async def get(self, actor: Actor, name: str) -> Character:
        """Return a character by name or id; where the GM has two of one name, the one that all may know.

        Raises:
            NotFoundError: there is none that the person may know of; the sentence says who is called alike.

        """
        known = await self.all(actor)
        wanted = folded(name.strip().lstrip("@").strip("\"' "))
        for each in known:
            if wanted == each.folded_name or name == each.id:
                return each
        raise NotFoundError(unknown(name, known))

    async def names(self, actor: Actor, beginning: str = "", most: int = 25) -> tuple[str, ...]:
        """Return up to `most` names that begin so, or have a word that does: for completions."""
        wanted = folded(beginning)
        known = await self.all(actor)
        first = [each.name for each in known if each.folded_name.startswith(wanted)]
        other = [each.name for each in known if f" {wanted}" in each.folded_name]
        return tuple(dict.fromkeys((*first, *other)))[:most]


def unknown(name: str, known: Iterable[Character]) -> str:
    """Say that nobody is called so, and who is called alike."""
    names = [each.name for each in known]
    if not names:
        return _(
            "There is nobody called “{name}”: this table has no cast yet. Add somebody with /character add."
        ).format(name=name[:40])
    alike = ", ".join(map(mention_of, nearest(name, names)))
    if alike:
        return _("There is nobody called “{name}” in the cast. Did you mean {names}?").format(
            name=name[:40], names=alike
        )
    return _("There is nobody called “{name}” in the cast. /character list shows who there is.").format(name=name[:40])
