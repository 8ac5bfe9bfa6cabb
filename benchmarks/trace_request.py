"""Counts what our own code does for one picture: to its placeholder, from there to its message, and for one star.

`uv run --group dev python -m benchmarks.trace_request [--detail]` runs the real bot on a temporary database against an
in-process Discord, with a provider that paints at once. Nothing is timed: what is counted is the same on every machine.
`--detail` lists it. A first picture, which is not counted, warms the caches.

- files: files of this project of which a function was called; returns: how often code came back to one left before
- session: statements that read the session's row, or parts of it; request: how often a request's row was read
- transactions: how many there were, reads included
- parsed: JSON texts that our code has parsed; again: how many of those had been parsed in the same part before
"""

import argparse
import asyncio
import contextlib
import dis
import functools
import re
import sqlite3
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from unittest.mock import patch

from simcord import Env

from bot.settings import Settings
from bot.supervisor import Supervisor
from bot.wiring.app import App, open_app
from cogs.bot import DiscordOptions
from tests.clock import PATIENCE
from tests.cogs.discord_harness import DiscordHarness, HarnessClient, WallClock
from tests.generation.fake_provider import FakeProvider

ROOT = f"{Path(__file__).parent.parent}/"
OURS = tuple(f"{ROOT}{folder}/" for folder in ("bot", "cogs", "generation", "storage"))
#: Functions that parse JSON, and which argument is the text; counted where our own code calls them.
PARSERS = {
    ("json/__init__.py", "loads"): "s",
    ("pydantic/type_adapter.py", "validate_json"): "data",
    ("pydantic/main.py", "model_validate_json"): "json_data",
}
SESSION_READ = re.compile(r"SELECT.*\bFROM session\b|(INSERT INTO|UPDATE) session\b.*RETURNING \*", re.DOTALL)


class Trace:
    """What was called, asked of the database and parsed while this was the current trace."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.returns = 0
        self.statements: list[str] = []
        self.parsed: list[tuple[str, str]] = []
        self.requests = 0
        self._last = ""

    def note_call(self, frame: FrameType) -> None:
        """Count a call of one of our functions, or of a parser by one of ours."""
        code = frame.f_code
        if code.co_filename.startswith(OURS):
            if frame.f_lasti == _first_instruction(code):
                # Elsewhere a coroutine goes on after it has waited, which is no call.
                name = code.co_filename.removeprefix(ROOT)
                self.returns += name != self._last and name in self.calls
                self.calls[name] += 1
                self._last = name
                self.requests += code.co_name == "from_row" and frame.f_locals["cls"].__name__ == "Request"
        elif argument := PARSERS.get(("/".join(code.co_filename.split("/")[-2:]), code.co_name)):
            caller = frame.f_back
            if caller is not None and caller.f_code.co_filename.startswith(OURS):
                where = f"{caller.f_code.co_filename.removeprefix(ROOT)}:{caller.f_code.co_name}"
                self.parsed.append((str(frame.f_locals[argument]), where))

    def note_statement(self, statement: str) -> None:
        """Keep an SQL statement, its comments left out; those of its triggers bear the same text, or none."""
        text = re.sub(r"--.*", "", statement).strip()
        if text and (not self.statements or text != self.statements[-1]):
            self.statements.append(text)

    @property
    def sessions(self) -> int:
        """Count the statements that read a session's row."""
        return sum(SESSION_READ.search(statement) is not None for statement in self.statements)

    @property
    def parsed_again(self) -> int:
        """Count the texts that had been parsed before."""
        return len(self.parsed) - len({text for text, _ in self.parsed})

    @property
    def transactions(self) -> int:
        """Count the transactions."""
        return sum(statement.startswith("BEGIN") for statement in self.statements)


class Tracer:
    """Note what happens in all threads while a part is traced."""

    def __init__(self) -> None:
        self._current: Trace | None = None

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Hear of calls in every thread, and of statements on every connection, that are begun from now on."""
        connect = sqlite3.connect

        def traced(*arguments: Any, **named: Any) -> sqlite3.Connection:  # noqa: ANN401  # whatever `connect` takes
            connection: sqlite3.Connection = connect(*arguments, **named)
            connection.set_trace_callback(self._hear_statement)
            return connection

        threading.setprofile(self._hear_call)
        sys.setprofile(self._hear_call)
        try:
            with patch.object(sqlite3, "connect", traced):
                yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)

    @contextlib.contextmanager
    def tracing(self) -> Iterator[Trace]:
        """Trace one part."""
        self._current = trace = Trace()
        try:
            yield trace
        finally:
            self._current = None

    def _hear_call(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and self._current is not None:
            self._current.note_call(frame)

    def _hear_statement(self, statement: str) -> None:
        if self._current is not None:
            self._current.note_statement(statement)


@functools.cache
def _first_instruction(code: CodeType) -> int:
    """Return where a frame of this code stands when it is called."""
    return next(each.offset for each in dis.get_instructions(code) if each.opname == "RESUME")


@contextlib.asynccontextmanager
async def open_table(app: App) -> AsyncIterator[DiscordHarness]:
    """Seat a player and a GM on an in-process Discord; nothing runs beside the gateway yet."""
    client = HarnessClient(app.services, DiscordOptions())
    env = Env(client)
    env.settle_timeout = PATIENCE
    env.backend.clock = WallClock()
    await env.start()
    try:
        guild = env.create_guild()
        player, other = (guild.add_member(env.create_user(name)) for name in ("ash", "dodger"))
        gm = guild.add_member(env.create_user("fixer"), roles=[guild.create_role("GM")])
        channel = guild.create_text_channel("seattle-2080")
        with env.time_context():
            yield DiscordHarness(env, app, client, Supervisor(), guild, channel, player, other, gm)
    finally:
        await env.shutdown()


async def until(true: Callable[[], bool]) -> None:
    """Wait for what Discord shows, without a call of our own code."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110  # no event tells of it
            await asyncio.sleep(0.005)


async def trace_parts(tracer: Tracer, folder: Path) -> dict[str, Trace]:
    """Bring two pictures through and return what the second one has called."""
    traces: dict[str, Trace] = {}
    # The environment's own settings are none of this.
    settings = Settings(_env_file=None, data_dir=folder)  # type: ignore[call-arg]  # pydantic-settings' own argument
    with patch("bot.wiring.providers.SketchProvider", lambda _pool: FakeProvider()):
        async with open_app(settings) as app, open_table(app) as harness:
            sender = harness.client.sender
            await harness.services.sessions.enter(harness.as_gm(), "seattle-2080")
            await harness.services.admin.change(harness.as_gm(), premise="The Renraku arcology is shut down.")
            for description in ("a bar at night", "a rain-soaked street"):
                with tracer.tracing() as traces["/image generate to its placeholder"]:
                    placeholder = await harness.generate(description, style="neon_noir", quality="hd")
                hung = len(harness.image_messages())
                # What runs beside the gateway waits already when the worker claims.
                harness.start_jobs()
                await asyncio.sleep(0.1)
                with tracer.tracing() as traces["from the claim to the delivered message"]:
                    worker = asyncio.create_task(app.workers.run())
                    await until(lambda: len(harness.image_messages()) > hung and not sender._in_flight)  # noqa: B023, SLF001  # awaited here; no event tells of it
                worker.cancel()
                await asyncio.wait({worker})
                await harness.client.background.end()
                with tracer.tracing() as traces["the Favorite button"]:
                    await harness.press(harness.refetch(placeholder), "favorite")
    return traces


def print_table(traces: dict[str, Trace]) -> None:
    """Print a line for each part."""
    heads = ("files", "calls", "returns", "transactions", "session", "request", "parsed", "again")
    print(" " * 40 + "".join(f"{head:>{len(head) + 3}}" for head in heads))
    for part, trace in traces.items():
        figures = (
            len(trace.calls),
            trace.calls.total(),
            trace.returns,
            trace.transactions,
            trace.sessions,
            trace.requests,
            len(trace.parsed),
            trace.parsed_again,
        )
        print(f"{part:<40}" + "".join(f"{n:>{len(head) + 3}}" for head, n in zip(heads, figures, strict=True)))


def print_detail(traces: dict[str, Trace]) -> None:
    """Print what was called, read and parsed in each part."""
    for part, trace in traces.items():
        print(f"\n{part}\n  files, and calls in each")
        for name, count in sorted(trace.calls.items()):
            print(f"    {name:<50}{count:>5}")
        print("  statements")
        for statement in trace.statements:
            print(f"    {' '.join(statement.split())[:110]}")
        print("  parsed JSON")
        for text, where in trace.parsed:
            print(f"    {where:<50} {text[:60]}")


def main() -> None:
    """Trace and print."""
    parser = argparse.ArgumentParser(description="Count what our own code does for one picture.")
    parser.add_argument("--detail", action="store_true", help="list files, statements and JSON texts")
    detail = parser.parse_args().detail
    tracer = Tracer()
    with tracer.installed(), tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        traces = asyncio.run(trace_parts(tracer, Path(folder)))
    print_table(traces)
    if detail:
        print_detail(traces)


if __name__ == "__main__":
    main()
