"""The ASGI application: routes, error handlers and middleware."""

from fastapi import FastAPI
from starlette.types import ASGIApp

from bot.web import errors
from bot.web.instant import InstantGeneration
from bot.web.middleware import SecurityMiddleware
from bot.web.page_files import PageFiles
from bot.web.rate_limit import RateLimiter
from bot.web.routes import (
    again,
    albums,
    campaigns,
    cast,
    catalogue,
    editing,
    events,
    export,
    exports,
    files,
    gallery,
    health,
    recap,
    reports,
    requests,
    reveals,
    sessions,
    static,
)
from bot.web.state import WebState

DESCRIPTION = "Pictures for Shadowrun tables: ask for scenes, follow how they are painted, browse a session's gallery."
#: Matched in this order: the busiest first.
_ROUTERS = (
    gallery.router,
    campaigns.router,
    albums.router,
    recap.router,
    sessions.router,
    requests.router,
    again.router,
    cast.router,
    reveals.router,
    reports.router,
    editing.router,
    files.router,
    catalogue.router,
    catalogue.shipped,
    events.router,
    export.router,
    exports.router,
    health.router,
    static.router,
)


def build_app(state: WebState, instant: InstantGeneration) -> ASGIApp:
    """Return the application."""
    options = state.options
    app = FastAPI(
        title="Scene Visualizer",
        description=DESCRIPTION,
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": options.base_path}] if options.base_path else None,
    )
    app.state.state = state
    app.state.instant = instant
    app.state.page_files = PageFiles.read(options.base_path)
    app.state.limiter = RateLimiter(options.rate, options.burst)
    app.state.failure_limiter = RateLimiter(options.failure_rate, options.failure_burst)
    for router in _ROUTERS:
        # Not `include_router`: that builds each route anew, the first time somebody asks for one.
        app.router.routes.extend(router.routes)
    errors.install_error_handlers(app)
    return SecurityMiddleware(app, state)
