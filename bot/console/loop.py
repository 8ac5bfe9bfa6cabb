"""The three ways to use the console: one command, one a line from a pipe, or a prompt."""

import asyncio
import contextlib
import io
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import KW_ONLY, dataclass

from bot.console.commands import run_command
from bot.console.context import CommandContext, Output
from bot.console.follow import own_workers, shared_workers
from bot.console.interrupts import Interrupts, handle_signals
from bot.console.parse import UsageError, parse
from bot.console.render_json import JsonOutput
from bot.console.results import Quit, succeeded
from bot.console.stdin import PipedLines
from bot.settings import Settings
from bot.terminal_language import terminal_language
from bot.wiring.app import App, open_app
from generation.errors import InternalError
from generation.i18n import ENGLISH, N_, _, speak
from generation.sessions.permissions import GM, Actor
from storage.errors import SceneError

log = logging.getLogger(__name__)

DONE, FAILED, BAD_USAGE = 0, 1, 2
WELCOME = N_(
    "Scene Visualizer. Try /image generate a rain-soaked Seattle street; /help lists the commands, /quit leaves."
)

#: Return the next line, or None at the end.
ReadLine = Callable[[], Awaitable[str | None]]


@dataclass(frozen=True, slots=True)
class ConsoleOptions:
    """The session, the user, and whether the output is JSON."""

    session: str
    user: str
    _: KW_ONLY
    as_json: bool


async def run_console(settings: Settings, options: ConsoleOptions, line: str | None) -> int:
    """Run one command, or all that come from stdin or the prompt, and return the exit status.

    Text speaks the terminal's language, JSON English: programs read it.
    """
    speak(ENGLISH if options.as_json else terminal_language(os.environ))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What the terminal's encoding cannot express is shown escaped.
            stream.reconfigure(errors="backslashreplace")
    with handle_signals() as interrupts:
        try:
            return await _run(settings, options, line, interrupts)
        except OSError as error:
            _discard_stdout()
            if not isinstance(error, BrokenPipeError):
                lost = _("The answer could not be written: {reason}.").format(reason=error.strerror or error)
                print(lost, file=sys.stderr)  # noqa: T201  # the console's answer
            return FAILED


async def run_prompt(app: App) -> None:
    """Run a prompt inside a running bot until the user leaves; the bot's own workers run the requests.

    Ctrl-C stops the bot here as it does without a console, unless the prompt has it as a key.
    """
    speak(terminal_language(os.environ))
    actor = await _enter_session(app, ConsoleOptions("console", "local", as_json=False))
    context = CommandContext(app.services, actor, shared_workers, Interrupts(), _output(as_json=False, one_shot=False))
    await _serve_prompt(app, context)


async def _run(settings: Settings, options: ConsoleOptions, line: str | None, interrupts: Interrupts) -> int:
    output = _output(as_json=options.as_json, one_shot=line is not None)
    try:
        if line is not None:
            # What is not understood needs no data folder to be told so.
            parse(line)
        async with open_app(settings) as app:
            actor = await _enter_session(app, options)
            context = CommandContext(app.services, actor, own_workers(app, actor), interrupts, output)
            if line is not None:
                _, status = await _run_line(context, line)
            elif _is_terminal(sys.stdin) and _is_terminal(sys.stdout) and not options.as_json:
                status = await _serve_prompt(app, context)
            else:
                status = await _run_lines(context, PipedLines().read)
    except SceneError as error:
        output.show_error(error)
        return _status(error)
    return interrupts.exit_status if interrupts.received else status


async def _enter_session(app: App, options: ConsoleOptions) -> Actor:
    """Join the session as its GM: whoever sits at the machine may do anything there anyway.

    Raises:
        RefusedError: the session's or the user's id cannot be one.

    """
    actor = Actor(options.session, options.user, GM)
    await app.services.sessions.enter(actor, options.session, gm_user_id=options.user)
    return actor


def _output(*, as_json: bool, one_shot: bool) -> Output:
    if as_json:
        return JsonOutput(progress=one_shot)
    from bot.console.render_text import TextOutput  # noqa: PLC0415  # rich takes its time to import

    return TextOutput()


async def _serve_prompt(app: App, context: CommandContext) -> int:
    from rich.text import Text  # noqa: PLC0415  # as below

    from bot.console.prompt import Prompt  # noqa: PLC0415  # prompt_toolkit takes its time to import
    from bot.console.terminal import Terminal  # noqa: PLC0415  # rich takes its time to import

    Terminal().show(Text(f"{_(WELCOME)}\n"))
    await _run_lines(context, Prompt(app.services, app.settings.data_dir / "console_history").read, at_prompt=True)
    return DONE


async def _run_lines(context: CommandContext, read: ReadLine, *, at_prompt: bool = False) -> int:
    """Run line after line and return the worst status; at the prompt Ctrl-C ends a command, not the console."""
    worst = DONE
    while (line := await _next_line(read, context.interrupts)) is not None:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        left, status = await _run_line(context, line)
        worst = max(worst, status)
        if at_prompt:
            context.interrupts.clear_ctrl_c()
        if left:
            break
    return worst


async def _next_line(read: ReadLine, interrupts: Interrupts) -> str | None:
    """Return the next line, or None at the end and when a signal came."""
    if interrupts.received:
        return None
    line = asyncio.ensure_future(read())
    interruption = asyncio.create_task(interrupts.wait())
    try:
        await asyncio.wait({line, interruption}, return_when=asyncio.FIRST_COMPLETED)
        return line.result() if line.done() else None
    finally:
        line.cancel()
        interruption.cancel()
        await asyncio.gather(line, interruption, return_exceptions=True)


async def _run_line(context: CommandContext, line: str) -> tuple[bool, int]:
    """Run one line; return whether the user leaves, and the status."""
    try:
        # Bytes that were no text come from the command line as lone surrogates, which nothing can store.
        result = await run_command(context, parse(line.encode(errors="replace").decode()))
    except SceneError as error:
        context.output.show_error(error)
        return False, _status(error)
    except OSError:
        raise
    except Exception:
        # Without the line, which is somebody's.
        log.exception("a line of %d characters met an error of the bot's own", len(line))
        context.output.show_error(InternalError(_("Something went wrong inside the bot; the log has the details.")))
        return False, FAILED
    context.output.show(result)
    return isinstance(result, Quit), DONE if succeeded(result) else FAILED


def _status(error: SceneError) -> int:
    return BAD_USAGE if isinstance(error, UsageError) else FAILED


def _is_terminal(stream: object) -> bool:
    return isinstance(stream, io.TextIOBase) and stream.isatty()


def _discard_stdout() -> None:
    """Discard what is still buffered for a reader who has gone, instead of failing once more at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
