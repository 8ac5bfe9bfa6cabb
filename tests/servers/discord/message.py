"""One message, as Discord keeps it and as it shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .cdn import Attachment
from .snowflakes import Json, snowflake, timestamp

SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12
COMPONENTS_V2 = 1 << 15


@dataclass(eq=False, kw_only=True)
class Message:
    """A message with all its attachments, also those that Discord hides because an embed shows them."""

    channel_id: int
    guild_id: int | None
    author: Json
    id: int = field(default_factory=snowflake)
    content: str = ""
    stored_embeds: list[Json] = field(default_factory=list)
    stored_components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    reactions: dict[str, list[int]] = field(default_factory=dict)
    allowed_mentions: Json | None = None
    pinged_everyone: bool = False
    mentions: list[Json] = field(default_factory=list)
    recipient_id: int | None = None
    deleted: bool = False
    edits: int = 0
    edited_timestamp: str | None = None
    timestamp: str = field(default_factory=timestamp)
    extra: Json = field(default_factory=dict)

    @property
    def author_id(self) -> int:
        return int(self.author["id"])

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def embeds(self) -> list[Json]:
        return [self._rendered(embed) for embed in self.stored_embeds]

    @property
    def components(self) -> list[Json]:
        return [self._rendered(component) for component in self.stored_components]

    @property
    def custom_ids(self) -> list[str]:
        return [node["custom_id"] for node in walk(self.stored_components) if node.get("custom_id")]

    @property
    def visible_attachments(self) -> list[Attachment]:
        """What `message.attachments` holds: files that an embed shows are not among them."""
        shown = {node.get("attachment_id") for embed in self.stored_embeds for node in embed.values() if _is_dict(node)}
        return [attachment for attachment in self.attachments if str(attachment.id) not in shown]

    def component(self, custom_id: str) -> Json | None:
        return next((node for node in walk(self.components) if node.get("custom_id") == custom_id), None)

    def to_json(self, viewer_id: int) -> Json:
        place = {"id": str(self.id), "channel_id": str(self.channel_id)}
        if self.guild_id is not None:
            place["guild_id"] = str(self.guild_id)
        return (
            place
            | {
                "author": self.author,
                "content": self.content,
                "timestamp": self.timestamp,
                "edited_timestamp": self.edited_timestamp,
                "tts": False,
                "mention_everyone": self.pinged_everyone,
                "mentions": self.mentions,
                "mention_roles": [],
                "attachments": [attachment.to_json() for attachment in self.visible_attachments],
                "embeds": [{"type": "rich"} | embed for embed in self.embeds],
                "components": self.components,
                "reactions": [_reaction(emoji, users, viewer_id) for emoji, users in self.reactions.items()],
                "pinned": False,
                "type": 0,
                "flags": self.flags,
            }
            | self.extra
        )

    def _rendered(self, node: Json) -> Json:
        """`node` with every `attachment://` reference turned into the file's present address."""
        if "attachment_id" in node:
            found = (one for one in self.attachments if str(one.id) == node["attachment_id"])
            shown = next(found, None)
            return {key: value for key, value in node.items() if key != "url"} | (shown.media() if shown else {})
        return {key: self._rendered_value(value) for key, value in node.items()}

    def _rendered_value(self, value: object) -> object:
        if isinstance(value, list):
            return [self._rendered_value(one) for one in value]
        return self._rendered(value) if isinstance(value, dict) else value


def walk(nodes: list[Json]) -> Iterator[Json]:
    """Every component, however deep: in rows, containers, sections, labels and accessories."""
    for node in nodes:
        if isinstance(node.get("type"), int):
            yield node
        for value in node.values():
            yield from walk([value] if _is_dict(value) else [one for one in _list(value) if _is_dict(one)])


def emoji_json(emoji: str) -> Json:
    """An emoji as it stands in a route: `⭐`, or `name:id` for a guild's own."""
    name, _, emoji_id = emoji.partition(":")
    return {"id": emoji_id or None, "name": name}


def pings_everyone(content: str, components: list[Json], allowed_mentions: Json | None) -> bool:
    """Whether this text rings the whole channel: it does unless allowed_mentions says otherwise."""
    texts = [content, *(str(node["content"]) for node in walk(components) if node["type"] == 10)]
    written = any(re.search(r"@(everyone|here)\b", text) for text in texts)
    return written and (allowed_mentions is None or "everyone" in allowed_mentions.get("parse", []))


def _reaction(emoji: str, users: list[int], viewer_id: int) -> Json:
    counts = {"count": len(users), "count_details": {"burst": 0, "normal": len(users)}, "burst_colors": []}
    return counts | {"me": viewer_id in users, "me_burst": False, "emoji": emoji_json(emoji)}


def _is_dict(value: object) -> bool:
    return isinstance(value, dict)


def _list(value: object) -> list[Json]:
    return value if isinstance(value, list) else []
