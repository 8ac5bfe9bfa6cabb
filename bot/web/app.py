"""The ASGI application: the routes, the errors, the document, and what stands before them."""

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot.web import errors
from bot.web.house import House
from bot.web.instant import Instant
from bot.web.rate import Buckets
from bot.web.routes import asking, events, export, files, gallery, health, page, sessions, table
from bot.web.shield import Shield

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


def build_app(house: House, instant: Instant) -> ASGIApp:
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
    options = house.options
    app.state.house = house
    app.state.instant = instant
    app.state.buckets = Buckets(options.rate, options.burst)
    app.state.anonymous = Buckets(options.anonymous_rate, options.anonymous_burst)
    for router in _ROUTERS:
        # Not `include_router`: that builds each route anew, the first time somebody asks for one.
        app.router.routes.extend(router.routes)
    app.mount("/static", StaticFiles(directory=page.STATIC, check_dir=False))
    errors.install(app)
    return Shield(app, house)
