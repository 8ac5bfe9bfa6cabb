"""What a session says of a request, read once a command or request and handed on."""

from dataclasses import dataclass, replace
from typing import Self

from generation.moderation.verdict import Rules
from generation.sessions.permissions import Actor
from generation.sessions.settings import SessionSettings
from generation.sessions.styles import TableStyle
from storage.records import Session


@dataclass(frozen=True, slots=True)
class SessionContext:
    """A session with its settings and rules, who acts in it, the style it is locked to, and the one asked for."""

    session: Session
    settings: SessionSettings
    rules: Rules
    actor: Actor
    locked: TableStyle | None = None
    style: TableStyle | None = None

    def with_style(self, style: TableStyle | None) -> Self:
        """Return the same with the style that is asked for."""
        return replace(self, style=style)

    @property
    def used_style(self) -> TableStyle | None:
        """Return the style that an image will have: the locked one, else what was asked for."""
        return self.locked or self.style

    @property
    def base(self) -> str | None:
        """Return the shipped style that painters with styles of their own go by."""
        return self.used_style.base if self.used_style else None

    @property
    def shown(self) -> str | None:
        """Return the id of the style that the image will bear."""
        return self.used_style.style.id if self.used_style else None
