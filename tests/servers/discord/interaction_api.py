"""REST: the answer to an interaction, and what its token allows afterwards."""

from aiohttp import web

from .cdn import Cdn
from .channel_api import ChannelApi
from .errors import unknown_interaction, unknown_message
from .guild import BOT_ID, Guild
from .interactions import Interaction, Interactions
from .limits import check_choices, check_modal
from .message import EPHEMERAL, LOADING, Message
from .message_payload import compose
from .rest import ApiRequest, Rest
from .snowflakes import Json
from .timeline import Timeline

_MESSAGE, _DEFERRED_MESSAGE, _DEFERRED_UPDATE, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9


class InteractionApi:
    """`/interactions/…/callback` and `/webhooks/…`: neither needs the bot's token nor its permissions."""

    def __init__(
        self, guild: Guild, timeline: Timeline, cdn: Cdn, interactions: Interactions, channels: ChannelApi
    ) -> None:
        self._guild = guild
        self._timeline = timeline
        self._cdn = cdn
        self._interactions = interactions
        self._channels = channels

    def routes(self, rest: Rest) -> list[web.RouteDef]:
        message = "/webhooks/{application}/{token}/messages/{message:@original|\\d+}"
        return [
            rest.route("POST", "/interactions/{interaction}/{token}/callback", self.callback, authorised=False),
            rest.route("POST", "/webhooks/{application}/{token}", self.follow_up, authorised=False),
            rest.route("GET", message, self.message, authorised=False),
            rest.route("PATCH", message, self.edit, authorised=False),
            rest.route("DELETE", message, self.delete, authorised=False),
        ]

    async def callback(self, request: ApiRequest) -> Json | None:
        interaction = self._interactions.by_token.get(request.parameters["token"])
        if interaction is None:
            raise unknown_interaction()
        kind = request.payload["type"]
        interaction.check_answer(kind)
        message = self._message_of(interaction, kind, request)
        interaction.acknowledge(request.call.payload, message)
        if message is not None and kind == _UPDATE:
            await self._timeline.update(message)
        elif message is not None and kind in (_MESSAGE, _DEFERRED_MESSAGE):
            await self._timeline.post(message)
        return _outcome(interaction, message, kind) if "with_response" in request.call.query else None

    def _message_of(self, interaction: Interaction, kind: int, request: ApiRequest) -> Message | None:
        """The message this answer makes, or the one its button sits on."""
        data = request.payload.get("data") or {}
        if kind == _CHOICES:
            check_choices(data["choices"])
            return None
        if kind == _MODAL:
            check_modal(data)
            return None
        if kind in (_DEFERRED_UPDATE, _UPDATE):
            message = interaction.source
        else:
            message = self._reply(interaction, ephemeral=bool(data.get("flags", 0) & EPHEMERAL))
        if message is not None and kind in (_MESSAGE, _UPDATE):
            compose(message, data, request.files, self._cdn, is_new=kind == _MESSAGE)
        elif message is not None and kind == _DEFERRED_MESSAGE:
            message.flags |= LOADING
        return message

    async def follow_up(self, request: ApiRequest) -> Json:
        interaction = self._token(request)
        loading = interaction.response
        if loading is not None and loading.flags & LOADING:  # the first follow-up fills the deferred reply
            return await self._rewrite(loading, request)
        message = self._reply(interaction, ephemeral=bool(request.payload.get("flags", 0) & EPHEMERAL))
        message.extra["type"] = 0
        compose(message, request.payload, request.files, self._cdn, is_new=True)
        interaction.followups.append(message)
        await self._timeline.post(message)
        return message.to_json(BOT_ID)

    async def message(self, request: ApiRequest) -> Json:
        return self._find(request).to_json(BOT_ID)

    async def edit(self, request: ApiRequest) -> Json:
        return await self._rewrite(self._find(request), request)

    async def delete(self, request: ApiRequest) -> None:
        await self._timeline.delete(self._find(request))

    async def _rewrite(self, message: Message, request: ApiRequest) -> Json:
        compose(message, request.payload, request.files, self._cdn)
        await self._timeline.update(message)
        return message.to_json(BOT_ID)

    def _token(self, request: ApiRequest) -> Interaction:
        interaction = self._interactions.find(request.parameters["token"])
        interaction.require_token()
        return interaction

    def _find(self, request: ApiRequest) -> Message:
        """One of the messages this token made, or the one its button sits on."""
        interaction, wanted = self._token(request), request.parameters["message"]
        reachable = [one for one in (interaction.response, interaction.source, *interaction.followups) if one]
        if wanted == "@original":
            reachable = [one for one in (interaction.response,) if one]
        found = next((one for one in reachable if wanted in ("@original", str(one.id))), None)
        if found is None:
            raise unknown_message()
        return self._timeline.find(found.id)

    def _reply(self, interaction: Interaction, *, ephemeral: bool) -> Message:
        message = self._channels.blank(interaction.channel_id)
        user = self._guild.user(interaction.user_id)
        metadata = {"id": str(interaction.id), "type": interaction.type, "user": user}
        message.extra = {
            "type": 20,
            "application_id": str(BOT_ID),
            "webhook_id": str(BOT_ID),
            "interaction_metadata": metadata | {"authorizing_integration_owners": {"0": str(message.guild_id or 0)}},
        }
        if ephemeral:
            message.flags |= EPHEMERAL
            message.recipient_id = interaction.user_id
        return message


def _outcome(interaction: Interaction, message: Message | None, kind: int) -> Json:
    """The body that `with_response` asks for."""
    about: Json = {"id": str(interaction.id), "type": interaction.type}
    about["response_message_loading"] = kind == _DEFERRED_MESSAGE
    if message is None:
        return {"interaction": about}
    about |= {"response_message_id": str(message.id), "response_message_ephemeral": message.ephemeral}
    if kind == _DEFERRED_UPDATE:
        return {"interaction": about}
    return {"interaction": about, "resource": {"type": kind, "message": message.to_json(BOT_ID)}}
