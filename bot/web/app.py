"""The ASGI application: the routes, the errors, the document, and what stands before them."""

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot.web import errors
from bot.web.instant import Instant
from bot.web.middleware import SecurityMiddleware
from bot.web.rate_limit import Buckets
from bot.web.routes import catalogue as table
from bot.web.routes import events, export, files, gallery, health, sessions
from bot.web.routes import requests as asking
from bot.web.routes import static as page
from bot.web.state import WebState

DESCRIPTION = "Pictures for Shadowrun tables: ask for scenes, follow how they are painted, browse a session's gallery."
#: They are tried in turn: what is asked for most comes first.
_ROUTERS = (
    gallery.router,
    sessions.router,
    asking.router,
    files.router,
    table.router,
    table.shipped,
    events.router,
    export.router,
    health.router,
    page.router,
)


def build_app(state: WebState, instant: Instant) -> ASGIApp:
    """Return the application."""
    app = FastAPI(
        title="Scene Visualizer",
        description=DESCRIPTION,
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    options = state.options
    app.state.state = state
    app.state.instant = instant
    app.state.buckets = Buckets(options.rate, options.burst)
    app.state.anonymous = Buckets(options.anonymous_rate, options.anonymous_burst)
    for router in _ROUTERS:
        # Not `include_router`: that builds each route anew, the first time somebody asks for one.
        app.router.routes.extend(router.routes)
    app.mount("/static", StaticFiles(directory=page.STATIC, check_dir=False))
    errors.install(app)
    return SecurityMiddleware(app, state)
