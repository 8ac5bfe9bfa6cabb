"""All the parts of one fake Discord, put together."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from .application_api import ApplicationApi
from .cdn import Cdn
from .change_signal import ChangeSignal
from .channel_api import ChannelApi
from .commands import Commands
from .errors import ApiError
from .faults import Faults
from .gateway import PATH as GATEWAY_PATH
from .gateway import Gateway
from .guild import Guild
from .interaction_api import InteractionApi
from .interactions import Interactions
from .limits import REQUEST_BYTES
from .rest import ApiRequest, Rest
from .timeline import Timeline

FILE_BYTES: Final = 10 * 2**20


@dataclass(frozen=True)
class Parts:
    """The parts that a test's hands reach into."""

    changes: ChangeSignal
    faults: Faults
    guild: Guild
    cdn: Cdn
    gateway: Gateway
    timeline: Timeline
    interactions: Interactions
    commands: Commands
    channel_api: ChannelApi
    rest: Rest
    app: web.Application


def build(url: str, *, token: str, guild_locale: str, privileged_intents: int, file_limit: int, shards: int) -> Parts:
    changes, faults, guild, commands = ChangeSignal(), Faults(), Guild(guild_locale, shards), Commands()
    cdn = Cdn(url, faults)
    gateway = Gateway(url, token, privileged_intents, guild=guild, faults=faults, changes=changes)
    timeline = Timeline(guild, gateway, changes)
    interactions = Interactions(guild, gateway, changes, file_limit)
    rest = Rest(token, faults, changes, file_limit)
    channel_api = ChannelApi(guild, timeline, cdn)
    app = web.Application(client_max_size=2 * REQUEST_BYTES)
    app.add_routes(channel_api.routes(rest))
    app.add_routes(InteractionApi(guild, timeline, cdn, interactions, channel_api).routes(rest))
    app.add_routes(ApplicationApi(guild, commands, gateway).routes(rest))
    app.add_routes([rest.route("*", "/{rest:.*}", _not_modelled)])
    app.add_routes([web.get(GATEWAY_PATH, gateway.serve), web.get("/cdn/{path:.*}", cdn.serve)])
    return Parts(changes, faults, guild, cdn, gateway, timeline, interactions, commands, channel_api, rest, app)


async def _not_modelled(request: ApiRequest) -> None:
    raise ApiError(501, 0, f"the fake Discord does not model {request.call.method} {request.call.path}")
