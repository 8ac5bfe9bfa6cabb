"""Check whether the API and the page can listen where the settings say."""

import aiohttp

from bot.commands.checks.finding import Finding, fine, note, wrong
from bot.settings import UNIX, Settings, is_local
from bot.web.server import WebError, listen
from bot.web.state import WebOptions
from generation.i18n import _, said

#: How long whoever listens there may take to say who it is.
ASK_SECONDS = 3.0
#: What our own API answers there.
_PING, _PONG = "/api/ping", "pong"


async def check_web_address(settings: Settings) -> Finding:
    """Listen there for a moment; where that fails, find out whether another bot of ours does."""
    if not settings.serves_web:
        return note(_("API_PORT is 0: the HTTP API and the gallery page are off."))
    try:
        with listen(WebOptions(host=settings.api_host, port=settings.api_port)):
            pass
    except WebError as error:
        if await _is_ours(settings):
            return note(
                _(
                    "A bot is running at {where} already. If it is this one, all is well; a second one needs an"
                    " API_PORT of its own."
                ).format(where=_where(settings))
            )
        return wrong(said(str(error)))
    return fine(_("The HTTP API and the gallery page will be at {where}.").format(where=_where(settings)))


def check_exposure(settings: Settings) -> list[Finding]:
    """Tell who can reach the page that should not, or cannot that should."""
    if not settings.serves_web:
        return []
    found = list[Finding]()
    public = settings.public_base_url or ""
    if not is_local(settings.api_host) and not public.startswith("https://"):
        open_to_all = _(
            "API_HOST={host} lets other machines reach the page without encryption. Put a proxy with https before it,"
            " and set PUBLIC_BASE_URL and TRUSTED_PROXIES; docs/deploy.md has examples."
        )
        found.append(note(open_to_all.format(host=settings.api_host)))
    if public and not settings.trusted_proxies:
        behind = _("PUBLIC_BASE_URL is set and TRUSTED_PROXIES is not: all who come through the proxy count as one.")
        found.append(note(behind))
    return found


def _where(settings: Settings) -> str:
    return settings.api_host if settings.api_host.startswith(UNIX) else settings.listens_at


async def _is_ours(settings: Settings) -> bool:
    unix = settings.api_host.startswith(UNIX)
    connector = aiohttp.UnixConnector(settings.api_host.removeprefix(UNIX)) if unix else None
    base = "http://localhost" if unix else settings.listens_at.replace("//0.0.0.0:", "//127.0.0.1:")
    try:
        async with (
            aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=ASK_SECONDS)) as http,
            http.get(f"{base}{_PING}") as answer,
        ):
            # A stranger's answer may be anything, and of any size.
            return _PONG in (await answer.content.read(1000)).decode(errors="replace")
    except (aiohttp.ClientError, OSError, TimeoutError):
        return False
