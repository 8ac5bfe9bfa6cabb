"""`uv run bot.py`: everything that is configured, or what the roles say, until a signal."""

import asyncio
import contextlib
import gc
import importlib
import logging
import sys
from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

from prometheus_client import start_http_server

from bot.commands.roles import GATEWAY, ROLES, WEB, WORKER
from bot.discord_client import DiscordConnection, DiscordRefusedError
from bot.discord_rest import DiscordRest
from bot.environment import SettingsError
from bot.loop_lag import average_lag, measure_lag
from bot.member_lookups import asking_rest, look_up_members
from bot.schedule import run_shared_jobs, scheduled
from bot.settings import Settings
from bot.signals import on_reload, stop_signals
from bot.supervisor import Supervisor
from bot.traces import sending_traces
from bot.version import VERSION
from bot.wiring.app import App, open_app
from cogs.bot import DiscordOptions, OwnerTools
from generation.i18n import N_
from generation.observability.metrics import BUILD, GATEWAY_CONNECTED, REGISTRY
from storage.errors import StorageError
from storage.shards import Shards

log = logging.getLogger(__name__)

OTHER_COUNT = N_(
    "SHARD_COUNT is {own} here and {running} at a gateway that runs (1 is a gateway without SHARD_IDS): some servers"
    " would be answered twice, and others by nobody. Give all gateways the same, or end those that run first."
)
FLUSH_SECONDS = 10.0
SETTLE_SECONDS = 10.0


async def run(settings: Settings, roles: Collection[str] = ROLES) -> int:
    """Run these roles until SIGTERM or SIGINT, and return the exit status.

    Raises:
        StorageError: the data folder, the database or the image store cannot be used.

    """
    with stop_signals() as stop:
        async with sending_traces(settings), open_app(settings) as app, asking_rest(app) as rest:
            BUILD.info({"version": VERSION})
            for problem in app.problems:
                log.warning("%s", problem)
            return await _serve(app, roles, stop, rest)


async def _serve(app: App, roles: Collection[str], stop: asyncio.Event, rest: DiscordRest | None) -> int:
    supervisor = Supervisor()
    await app.recover()
    supervisor.start("other processes", app.watch_other_processes)
    supervisor.start("loop lag", measure_lag)
    workers = _start_workers(app, supervisor) if WORKER in roles else []
    if _has_others(app, roles):
        if WORKER in roles:
            supervisor.start("progress told", app.shared_progress.tell)
        if {GATEWAY, WEB} & set(roles):
            supervisor.start("progress heard", app.shared_progress.follow)
    discord = _discord_connection(app, rest) if GATEWAY in roles else None
    look_up_members(app, supervisor, discord, rest)
    if discord:
        GATEWAY_CONNECTED.set_function(discord.is_connected)
    if WEB in roles and app.settings.serves_web:
        supervisor.start("web", lambda: _serve_web(app, discord, generates=WORKER in roles))
    if WORKER in roles:
        supervisor.start("exports", app.services.export_worker.run)
        supervisor.start("shared jobs", lambda: run_shared_jobs(app))
    with scheduled(app), on_reload(app.keys.here), _showing_metrics(app.settings):
        front_ends = _start_front_ends(app, discord, stop, console=set(roles) == set(ROLES))
        log.info("ready: %d workers, providers %s", len(workers), ", ".join(app.services.providers.names))
        await stop.wait()
    await supervisor.end("web")
    await app.workers.drain(app.settings.drain_seconds)
    await supervisor.finished(*workers, within=SETTLE_SECONDS)
    if discord:
        await discord.flush(FLUSH_SECONDS)
    for front_end in front_ends:
        front_end.cancel()
    ended = await asyncio.gather(*front_ends, return_exceptions=True)
    await supervisor.end()
    log.info("stopped")
    return int(any(isinstance(result, Exception) for result in ended))


@contextlib.contextmanager
def _showing_metrics(settings: Settings) -> Iterator[None]:
    """Show the metrics at a port of their own, where one is set: for processes that serve no page.

    Raises:
        SettingsError: the port is taken.

    """
    if not settings.metrics_port:
        yield
        return
    try:
        server, thread = start_http_server(settings.metrics_port, settings.metrics_host, REGISTRY)
    except OSError as error:
        raise SettingsError(N_("METRICS_PORT: {error}").format(error=error.strerror or error)) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _has_others(app: App, roles: Collection[str]) -> bool:
    """Tell whether other processes may show what is painted here, or paint what is shown here."""
    return set(roles) != set(ROLES) or bool(app.settings.postgresql_url) or bool(app.settings.shard_ids)


def _start_workers(app: App, supervisor: Supervisor) -> list[str]:
    """Start the workers, the watch on delayed requests and the render pool, and return the workers' names."""
    workers = [f"worker {number}" for number in range(1, app.settings.workers + 1)]
    for name in workers:
        supervisor.start(name, app.workers.run)
    supervisor.start("delays", app.workers.watch_delays)
    supervisor.start("render pool", app.render_pool.warm_up)
    return workers


async def _serve_web(app: App, discord: DiscordConnection | None, *, generates: bool) -> None:
    # FastAPI takes a second to import, in which the event loop would stand still.
    await asyncio.to_thread(importlib.import_module, "bot.web.server")
    from bot.web.server import web_options, web_server  # noqa: PLC0415  # see above

    options = web_options(app)
    # Without a slot of its own, the instant route waits for the workers of another process.
    options = options if generates else replace(options, instant_slots=0)
    server = web_server(app, options, is_connected=discord.is_connected if discord else None)
    # What was loaded stays: to look through it for garbage again and again holds up the loop.
    gc.freeze()
    await server.run()


def _discord_connection(app: App, rest: DiscordRest | None) -> DiscordConnection | None:
    if app.settings.discord_token is None:
        log.warning("DISCORD_TOKEN is not set: running without Discord (README.md says how to get one)")
        return None
    options = DiscordOptions(
        app.settings.gm_role,
        app.settings.discord_guild_ids,
        app.settings.shard_count or None,
        app.settings.shard_ids or None,
        OwnerTools(VERSION, app.keys.everywhere, app.check_storage, average_lag),
    )
    look_up_until_ready = rest.look_up_member if rest else None
    return DiscordConnection(app.services, options, app.settings.discord_token.get_secret_value(), look_up_until_ready)


async def _run_alone(app: App, discord: DiscordConnection) -> None:
    """Run the Discord front end, never beside another with one of the same shards: events would be answered twice.

    Raises:
        SettingsError: another gateway counts the shards otherwise, so that nobody can tell whose a server is.

    """
    shards = app.settings.shards
    other = await app.stores.gateways.enter(shards)
    if other is not None:
        raise SettingsError(OTHER_COUNT.format(own=shards.count, running=other.shards.count))
    try:
        await _run_in_roles(app, discord, shards)
    finally:
        with contextlib.suppress(StorageError):
            # Its lock tells as well that it is gone.
            await app.stores.gateways.leave()


async def _run_in_roles(app: App, discord: DiscordConnection, shards: Shards) -> None:
    names = [GATEWAY] if shards.count == 1 else [f"{GATEWAY} {number} of {shards.count}" for number in shards.ids]
    job: Callable[[], Awaitable[None]] = discord.run
    # The lowest is taken first: of two processes with some of the same, none waits for the other for ever.
    for name in reversed(names):
        job = partial(app.stores.locks.run_as, name, job, waiting=partial(_say_waiting, name))
    await job()


def _say_waiting(role: str) -> None:
    log.warning("another process is connected to Discord as the %s; this one waits for its end", role)


def _start_front_ends(
    app: App, discord: DiscordConnection | None, stop: asyncio.Event, *, console: bool
) -> list[asyncio.Task[None]]:
    """Start Discord or the console; when one ends, the process ends, because nobody would be listening any more."""

    async def front_end(name: str, job: Callable[[], Awaitable[None]]) -> None:
        try:
            await job()
        except (DiscordRefusedError, SettingsError) as error:
            log.error("%s", error)  # noqa: TRY400  # the sentence says it all
            raise
        except Exception:
            log.exception("%s failed", name)
            raise
        finally:
            stop.set()

    jobs: dict[str, Callable[[], Awaitable[None]]] = {}
    if discord:
        jobs["discord"] = lambda: _run_alone(app, discord)
    elif console and sys.stdin.isatty() and sys.stdout.isatty():
        from bot.console import run_prompt  # noqa: PLC0415  # a server needs no terminal's libraries

        jobs["console"] = lambda: run_prompt(app)
    return [asyncio.create_task(front_end(name, job), name=name) for name, job in jobs.items()]
