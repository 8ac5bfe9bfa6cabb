"""The console: the commands of Discord in a terminal, one-shot, from a pipe, or at a prompt.

May not live here: rules of the domain (`generation`), and anything of Discord or HTTP.
"""

from bot.console.loop import ConsoleOptions, run_console, run_prompt

__all__ = ["ConsoleOptions", "run_console", "run_prompt"]
