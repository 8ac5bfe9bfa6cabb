"""The HTTP server: listens, serves, and stops in order."""

import asyncio
import contextlib
import errno
import logging
import math
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import uvicorn
from uvicorn.server import ServerState

from bot.settings import UNIX
from bot.web.app import build_app
from bot.web.errors import NotConnectedError
from bot.web.instant import InstantGeneration
from bot.web.page_cache import PageCache
from bot.web.protocol import bounded_protocol
from bot.web.proxies import TrustedProxies
from bot.web.readiness import Readiness
from bot.web.state import WebOptions, WebState
from bot.wiring.app import App
from generation.events import ChangedElsewhere, GalleryChanged
from generation.i18n import N_, _
from storage.errors import SceneError

log = logging.getLogger(__name__)

#: How long running responses may take when the server stops, in seconds.
GRACE_SECONDS = 5
BACKLOG = 256


class WebError(SceneError):
    """Say why the server cannot start."""

    code = "web"


class WebServer:
    """Serve the API and the gallery page.

    uvicorn speaks HTTP here and no more: its own server would take the signals, end the process where a port is taken,
    and wake up ten times a second.
    """

    def __init__(self, state: WebState) -> None:
        self._state = state
        self._instant = InstantGeneration(state)
        self._app = build_app(state, self._instant)
        #: The port that is listened on, once it is; of use where 0 was asked for.
        self.port = 0
        self.serving = asyncio.Event()

    async def run(self) -> None:
        """Serve until this is cancelled.

        Raises:
            WebError: the address is taken, or cannot be listened on.

        """
        options = self._state.options
        with listen(options) as listener:
            config = uvicorn.Config(
                self._app,
                http=bounded_protocol(options),
                ws="none",
                log_config=None,
                log_level="warning",
                access_log=False,
                proxy_headers=False,
                timeout_keep_alive=math.ceil(options.idle_seconds),
            )
            config.load()
            connections = ServerState()
            loop = asyncio.get_running_loop()
            server = await loop.create_server(
                lambda: config.http_protocol_class(config=config, server_state=connections, app_state={}),  # type: ignore[call-arg]  # as uvicorn calls it
                sock=listener,
                # One a turn: where no more can be opened, asyncio fails as often in a turn as this says.
                backlog=1,
            )
            listener.listen(BACKLOG)
            self.port = 0 if listener.family == socket.AF_UNIX else listener.getsockname()[1]
            self.serving.set()
            log.info("the API and the gallery page are at %s", _address_of(listener))
            try:
                await asyncio.Event().wait()
            finally:
                server.close()
                await self._stop(connections)

    async def _stop(self, connections: ServerState) -> None:
        """End streams and waits, give running instant requests back, let responses be sent to their end."""
        self._state.stopping.set()
        await self._instant.drain()
        for connection in list(connections.connections):
            connection.shutdown()
        if connections.tasks:
            await asyncio.wait(connections.tasks, timeout=GRACE_SECONDS)
        for task in connections.tasks:
            task.cancel()
        for connection in list(connections.connections):
            connection.transport.abort()
        # They are closed in the loop's next turn.
        await asyncio.sleep(0)


def web_server(
    app: App, options: WebOptions | None = None, *, is_connected: Callable[[], bool] | None = None
) -> WebServer:
    """Return the HTTP server of the application; `is_connected` tells whether Discord is there that it goes with."""
    page_cache = PageCache(lambda: app.stores.database.gallery_version)
    # At once, not at the next look: what was deleted must not stay in a page.
    app.services.events.listen(lambda _event: page_cache.forget_stale(), GalleryChanged, ChangedElsewhere)
    options = options or web_options(app)
    readiness = Readiness(partial(_check, app, is_connected))
    return WebServer(WebState(app.services, app.signed_urls, page_cache, options, readiness, app.workers_for))


async def _check(app: App, is_connected: Callable[[], bool] | None) -> None:
    """Make sure that what requests need can be read and written, and that Discord is there."""
    await app.check_storage()
    if is_connected and not is_connected():
        raise NotConnectedError(_("There is no connection to Discord at the moment."))


def web_options(app: App) -> WebOptions:
    """Return the options that the settings give."""
    settings = app.settings
    return WebOptions(
        host=settings.api_host,
        port=settings.api_port,
        trusted=settings.api_auth == "trusted",
        public_base_url=settings.public_base_url,
        cdn_base_url=settings.cdn_base_url,
        store_origin=app.store_origin,
        cors_origins=settings.api_cors_origins,
        trusted_proxies=TrustedProxies.parse(settings.trusted_proxies),
    )


@contextlib.contextmanager
def listen(options: WebOptions) -> Iterator[socket.socket]:
    """Listen on the address, and take a Unix socket away at the end.

    Raises:
        WebError: the address is taken, or cannot be listened on.

    """
    path = Path(options.host.removeprefix(UNIX)) if options.host.startswith(UNIX) else None
    try:
        listener = _unix_socket(path) if path else _tcp_socket(options.host, options.port)
    except OSError as error:
        raise WebError(_refusal(error, options)) from error
    with contextlib.closing(listener):
        try:
            yield listener
        finally:
            if path:
                path.unlink(missing_ok=True)


def _refusal(error: OSError, options: WebOptions) -> str:
    if options.host.startswith(UNIX):
        refused = N_("The API cannot listen on {where} ({reason}). Set API_HOST to another path.")
        return refused.format(where=options.host, reason=error.strerror or error)
    where = f"{options.host}:{options.port}"
    if error.errno == errno.EADDRINUSE:
        taken = N_("Another program uses {where} already. End it, or set API_PORT to another port.")
        return taken.format(where=where)
    refused = N_("The API cannot listen on {where} ({reason}). Set API_HOST or API_PORT to another.")
    return refused.format(where=where, reason=error.strerror or error)


def _tcp_socket(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # From here on callers wait instead of being turned away.
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _unix_socket(path: Path) -> socket.socket:
    """Listen on a Unix socket that its owner alone may open; one that a dead process has left is replaced."""
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as probe, contextlib.suppress(OSError):
        probe.connect(str(path))
        taken = N_("Another process listens on {path} already. End it, or set API_HOST to another path.")
        raise WebError(taken.format(path=path))
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(str(path))
        path.chmod(0o600)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _address_of(listener: socket.socket) -> str:
    address = listener.getsockname()
    return str(address) if listener.family == socket.AF_UNIX else f"http://{address[0]}:{address[1]}"
