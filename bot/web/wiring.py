"""From the application to its HTTP front end."""

from bot.web.page_cache import Pages
from bot.web.server import WebFront
from bot.web.state import WebOptions, WebState
from bot.wiring.app import App


async def web_front(app: App, options: WebOptions | None = None) -> WebFront:
    """Return the HTTP front end of the application."""
    pages = Pages(lambda: app.database.version)
    options = options or options_of(app)
    state = WebState(app.services, app.tokens, app.membership, app.links, pages, options, app.workers_for)
    return WebFront(state)


def options_of(app: App) -> WebOptions:
    """Return what the operator has decided."""
    settings = app.settings
    return WebOptions(
        host=settings.api_host,
        port=settings.api_port,
        trusted=settings.api_auth == "trusted",
        public_base_url=settings.public_base_url,
        cdn_base_url=settings.cdn_base_url,
        cors_origins=settings.api_cors_origins,
    )
