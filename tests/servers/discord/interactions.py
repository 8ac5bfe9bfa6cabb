"""Interactions: what a person does to the bot, and how long the bot may answer."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Final

from .change_signal import ChangeSignal
from .errors import already_acknowledged, invalid_form, invalid_webhook_token, unknown_interaction, unknown_webhook
from .gateway import Gateway
from .guild import BOT_ID, Guild
from .message import Message
from .permissions import Permission
from .snowflakes import Json, snowflake

ACKNOWLEDGE_SECONDS: Final = 3.0
TOKEN_SECONDS: Final = 15 * 60
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
_REPLIES = frozenset({4, 5})
_COMPONENT_REPLIES = frozenset({6, 7})
_MODAL = 9


@dataclass(eq=False, kw_only=True)
class Interaction:
    """One interaction: a live record, filled in as the bot answers."""

    type: int
    user_id: int
    channel_id: int
    data: Json
    source: Message | None
    id: int = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: secrets.token_hex(24))
    created: float = field(default_factory=time.monotonic)
    callback: Json | None = None
    ack_seconds: float | None = None
    response: Message | None = None
    followups: list[Message] = field(default_factory=list)

    @property
    def age(self) -> float:
        return time.monotonic() - self.created

    @property
    def modal(self) -> Json:
        """The modal the bot answered with."""
        assert self.callback is not None, "the interaction was not acknowledged"
        assert self.callback["type"] == _MODAL, f"the bot answered with {self.callback}, not with a modal"
        return dict(self.callback["data"])

    @property
    def choices(self) -> list[Json]:
        """What the bot offered for an autocomplete."""
        assert self.callback is not None, "the interaction was not acknowledged"
        return list(self.callback["data"]["choices"])

    def check_answer(self, kind: int) -> None:
        """Refuse an answer that is too late, not the first, or of a type that does not fit."""
        if self.callback is None and self.age > ACKNOWLEDGE_SECONDS:
            raise unknown_interaction()
        if self.callback is not None:
            raise already_acknowledged()
        if kind not in self._answers():
            raise invalid_form("type", "BASE_TYPE_CHOICES", f"Value must be one of {set(self._answers())}.")

    def acknowledge(self, callback: Json, response: Message | None) -> None:
        self.callback = callback
        self.ack_seconds = self.age
        self.response = response

    def require_token(self) -> None:
        if self.callback is None:
            raise unknown_webhook()
        if self.age > TOKEN_SECONDS:
            raise invalid_webhook_token()

    def _answers(self) -> frozenset[int]:
        if self.type == AUTOCOMPLETE:
            return frozenset({8})
        answers = _REPLIES if self.type == MODAL_SUBMIT else _REPLIES | {_MODAL}
        return answers if self.source is None else answers | _COMPONENT_REPLIES


class Interactions:
    """Every interaction so far, by token."""

    def __init__(self, guild: Guild, gateway: Gateway, changes: ChangeSignal, size_limit: int) -> None:
        self.by_token: dict[str, Interaction] = {}
        self._guild = guild
        self._gateway = gateway
        self._changes = changes
        self._size_limit = size_limit

    def find(self, token: str) -> Interaction:
        if token not in self.by_token:
            raise unknown_webhook()
        return self.by_token[token]

    async def start(self, interaction: Interaction, *, locale: str, permissions: Permission | None) -> None:
        self.by_token[interaction.token] = interaction
        if permissions is None:
            permissions = self._guild.permissions(interaction.user_id, interaction.channel_id)
        bits = str(int(permissions))
        event: Json = {
            "id": str(interaction.id),
            "application_id": str(BOT_ID),
            "type": interaction.type,
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(interaction.channel_id),
            "channel": self._guild.channel(interaction.channel_id) | {"permissions": bits},
            "locale": locale,
            "app_permissions": str(int(self._guild.permissions(BOT_ID, interaction.channel_id))),
            "entitlements": [],
            "attachment_size_limit": self._size_limit,
        }
        if interaction.source is not None:
            event["message"] = interaction.source.to_json(BOT_ID)
        await self._gateway.dispatch("INTERACTION_CREATE", event | self._place(interaction, bits))
        self._changes.notify()

    def _place(self, interaction: Interaction, permissions: str) -> Json:
        """Who and where: a member in the guild, or a user in a direct message."""
        if self._guild.is_dm(interaction.channel_id):
            user = self._guild.user(interaction.user_id)
            return {"user": user, "context": 1, "authorizing_integration_owners": {"0": "0"}}
        guild_id = str(self._guild.of_channel(interaction.channel_id))
        return {
            "guild_id": guild_id,
            "guild": {"id": guild_id, "locale": self._guild.locale, "features": []},
            "guild_locale": self._guild.locale,
            "member": self._guild.member(interaction.user_id) | {"permissions": permissions},
            "context": 0,
            "authorizing_integration_owners": {"0": guild_id},
        }
