"""The console front end: the commands of Discord in a terminal, one-shot, from a pipe, or at a prompt."""

from bot.console.loop import ConsoleOptions, interactive, run_console

__all__ = ["ConsoleOptions", "interactive", "run_console"]
