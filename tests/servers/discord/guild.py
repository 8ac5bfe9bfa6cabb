"""A guild for each shard, with the same people and roles, and channels of its own."""

from typing import Final

from .errors import cannot_message_this_user, missing_access, missing_permissions, unknown_channel, unknown_member
from .permissions import GAME_MASTER, MEMBER, OWNER, Permission
from .snowflakes import Json, snowflake, timestamp

BOT_ID: Final = 1000
OWNER_ID: Final = 2000
GM_ID: Final = 2001
PLAYER_ID: Final = 2002
OTHER_PLAYER_ID: Final = 2003
GUILD_ID: Final = 3000
CHANNEL_ID: Final = 4000
SECOND_CHANNEL_ID: Final = 4001
GM_ROLE_ID: Final = 5000

#: A guild's shard is told by the bits of its id from this one on.
_SHARD_BIT: Final = 22

_NAMES = {BOT_ID: "ShadowBot", OWNER_ID: "owner", GM_ID: "gm", PLAYER_ID: "player", OTHER_PLAYER_ID: "other player"}


def on_shard(shard: int, first: int) -> int:
    """The id of what is on this shard as `first` is on the first one: its guild, or its channel."""
    return first + (shard << _SHARD_BIT)


def is_on_shard(guild_id: int | None, shard: int, count: int) -> bool:
    """Whether this shard is told of what happens in a guild; of direct messages the first one is."""
    return ((guild_id or 0) >> _SHARD_BIT) % count == shard


class Guild:
    """The guild 3000, and as many more as there are more shards.

    Its owner is not its GM: the GM's powers come from the role.
    """

    def __init__(self, locale: str, shards: int = 1) -> None:
        self.locale = locale
        self.shards = shards
        self.ids = [on_shard(shard, GUILD_ID) for shard in range(shards)]
        self.channels: dict[int, Json] = {SECOND_CHANNEL_ID: _text_channel(SECOND_CHANNEL_ID, GUILD_ID, "table-two")}
        for shard, guild_id in enumerate(self.ids):
            channel_id = on_shard(shard, CHANNEL_ID)
            self.channels[channel_id] = _text_channel(channel_id, guild_id, "general")
        #: The ids of the roles that members have.
        self.roles: dict[int, list[int]] = {GM_ID: [GM_ROLE_ID]}
        self._denied: dict[int, Permission] = {}
        self._thread_members: dict[int, tuple[int, ...]] = {}

    def user(self, user_id: int) -> Json:
        if user_id not in _NAMES:
            raise unknown_member()
        name = _NAMES[user_id]
        identity = {"id": str(user_id), "username": name, "global_name": name, "discriminator": "0", "avatar": None}
        return identity | {"bot": user_id == BOT_ID, "public_flags": 0}

    def member(self, user_id: int) -> Json:
        return {
            "user": self.user(user_id),
            "nick": None,
            "avatar": None,
            "roles": [str(role_id) for role_id in self.roles.get(user_id, ())],
            "joined_at": "2026-01-01T00:00:00.000000+00:00",
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
        }

    def members(self) -> list[Json]:
        return [self.member(user_id) for user_id in _NAMES]

    def channel(self, channel_id: int) -> Json:
        if channel_id not in self.channels:
            raise unknown_channel()
        denied = self._denied.get(channel_id)
        if not denied or self.is_dm(channel_id):
            return self.channels[channel_id]
        overwrite = {"id": str(BOT_ID), "type": 1, "allow": "0", "deny": str(int(denied))}
        return self.channels[channel_id] | {"permission_overwrites": [overwrite]}

    def open_thread(self, thread_id: int, parent_id: int, member_ids: tuple[int, ...], *, private: bool) -> None:
        """Add a thread, which `GET /channels/…` shows; the gateway does not tell of it."""
        self._thread_members[thread_id] = member_ids
        self.channels[thread_id] = {
            "id": str(thread_id),
            "guild_id": self.channels[parent_id]["guild_id"],
            "parent_id": str(parent_id),
            "owner_id": str(BOT_ID),
            "type": 12 if private else 11,
            "name": "thread",
            "message_count": 0,
            "member_count": len(member_ids),
            "rate_limit_per_user": 0,
            "flags": 0,
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": timestamp(),
                "locked": False,
            },
        }

    def thread_member(self, thread_id: int, user_id: int) -> Json:
        if user_id not in self._thread_members.get(thread_id, ()):
            raise unknown_member()
        return {"id": str(thread_id), "user_id": str(user_id), "join_timestamp": timestamp(), "flags": 0}

    def is_dm(self, channel_id: int) -> bool:
        return bool(self.channels[channel_id]["type"] == 1)

    def of_channel(self, channel_id: int) -> int | None:
        """The id of the guild in which a channel is; None for direct messages."""
        guild_id = self.channels[channel_id].get("guild_id")
        return None if guild_id is None else int(guild_id)

    def open_dm(self, user_id: int) -> Json:
        """The one direct-message channel between the bot and this person."""
        user = self.user(user_id)
        for channel in self.channels.values():
            if channel.get("recipients") == [user]:
                return channel
        channel_id = snowflake()
        dm = {"id": str(channel_id), "type": 1, "recipients": [user], "last_message_id": None, "flags": 0}
        self.channels[channel_id] = dm
        return dm

    def deny(self, channel_id: int, denied: Permission) -> None:
        self._denied[channel_id] = denied

    def permissions(self, user_id: int, channel_id: int) -> Permission:
        granted = {GM_ID: GAME_MASTER, OWNER_ID: OWNER}.get(user_id, MEMBER)
        if user_id == BOT_ID:
            return granted & ~self._denied.get(channel_id, Permission(0))
        return granted

    def require(self, channel_id: int, needed: Permission) -> None:
        """Refuse, as Discord does, what the bot may not do in this channel."""
        self.channel(channel_id)
        granted = self.permissions(BOT_ID, channel_id)
        if self.is_dm(channel_id) and not granted & Permission.SEND_MESSAGES:
            raise cannot_message_this_user()
        if not granted & Permission.VIEW_CHANNEL:
            raise missing_access()
        if needed & ~granted:
            raise missing_permissions()

    def describe(self, guild_id: int) -> Json:
        """A guild as `GET /guilds/3000` shows it."""
        levels = ("verification_level", "default_message_notifications", "explicit_content_filter", "mfa_level")
        numbers = dict.fromkeys((*levels, "system_channel_flags", "premium_tier", "nsfw_level"), 0)
        return numbers | {
            "id": str(guild_id),
            "name": "Shadowrun",
            "icon": None,
            "owner_id": str(OWNER_ID),
            "roles": [_role(guild_id, "@everyone", MEMBER, 0), _role(GM_ROLE_ID, "GM", GAME_MASTER, 1)],
            "emojis": [],
            "stickers": [],
            "features": [],
            "afk_timeout": 300,
            "afk_channel_id": None,
            "system_channel_id": None,
            "preferred_locale": self.locale,
        }

    def channels_of(self, guild_id: int) -> list[Json]:
        return [self.channel(one) for one in self.channels if self.of_channel(one) == guild_id]

    def snapshot(self, guild_id: int, *, with_members: bool) -> Json:
        """A guild as GUILD_CREATE shows it; without the members intent it holds the bot alone."""
        lists = ("threads", "presences", "voice_states", "stage_instances", "guild_scheduled_events")
        return (
            self.describe(guild_id)
            | {name: [] for name in lists}
            | {
                "joined_at": timestamp(),
                "large": False,
                "unavailable": False,
                "member_count": len(_NAMES),
                "members": self.members() if with_members else [self.member(BOT_ID)],
                "channels": self.channels_of(guild_id),
                "soundboard_sounds": [],
            }
        )


def _role(role_id: int, name: str, permissions: Permission, position: int) -> Json:
    return {
        "id": str(role_id),
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": position,
        "permissions": str(int(permissions)),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def _text_channel(channel_id: int, guild_id: int, name: str) -> Json:
    return {
        "id": str(channel_id),
        "guild_id": str(guild_id),
        "type": 0,
        "name": name,
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "flags": 0,
    }
