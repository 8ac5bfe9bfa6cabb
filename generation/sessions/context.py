"""The brief: what a session says of how its pictures are made."""

from dataclasses import dataclass

from generation.moderation.verdict import Rules
from generation.sessions.settings import SessionSettings
from generation.sessions.styles import TableStyle


@dataclass(frozen=True, slots=True)
class SessionContext:
    """A session's settings and rules, the wished look and the locked one."""

    settings: SessionSettings
    rules: Rules
    style: TableStyle | None = None
    locked: TableStyle | None = None

    @property
    def base(self) -> str | None:
        """Return the shipped style that painters with styles of their own go by."""
        found = self.locked or self.style
        return found.base if found else None

    @property
    def shown(self) -> str | None:
        """Return the id of the style that the picture will bear."""
        found = self.locked or self.style
        return found.style.id if found else None
