"""The console front end: the commands of Discord in a terminal, one-shot, from a pipe, or at a prompt."""

from bot.console.loop import interactive, run_console
from bot.console.options import ConsoleOptions

__all__ = ["ConsoleOptions", "interactive", "run_console"]
