"""What a command works with: the services, who types, and where results are shown."""

import contextlib
from dataclasses import dataclass
from typing import Protocol

from bot.console.follow import Report, RequestWorkers
from bot.console.interrupts import Interrupts
from bot.console.results import Result
from generation.services import Services
from generation.sessions.permissions import Actor
from storage.errors import SceneError


class Output(Protocol):
    """Shows progress, results and errors."""

    @property
    def shows_images(self) -> bool:
        """Tell whether results should carry copies of their images."""

    def progress(self) -> contextlib.AbstractContextManager[Report]:
        """Show progress while the context is open."""

    def show(self, result: Result) -> None:
        """Show a result."""

    def show_error(self, error: SceneError) -> None:
        """Show an error."""


@dataclass(frozen=True, slots=True)
class CommandContext:
    """What a command works with: the services, who types, whose workers run it, signals, and the output."""

    services: Services
    actor: Actor
    workers: RequestWorkers
    interrupts: Interrupts
    output: Output
