"""What a create or edit payload does to a message: the same for channels, webhooks and callbacks."""

from collections.abc import Mapping

from .cdn import Attachment, Cdn, Upload
from .errors import ApiError, invalid_form
from .limits import check_message
from .message import COMPONENTS_V2, LOADING, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS, Message, pings_everyone, walk
from .snowflakes import Json

_SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2


def compose(message: Message, payload: Json, uploads: Mapping[str, Upload], cdn: Cdn, *, is_new: bool = False) -> None:
    """Apply `payload`: fields it leaves out stay, and a refused payload changes nothing."""
    attachments = _attachments(message, payload, uploads, cdn)
    content, embeds, components = message.content, message.stored_embeds, message.stored_components
    if "content" in payload:
        content = payload["content"] or ""
    if "embeds" in payload:
        embeds = [_bound(embed, attachments) for embed in payload["embeds"] or []]
    if "components" in payload:
        components = [_bound(component, attachments) for component in payload["components"] or []]
    flags = message.flags & ~LOADING | (payload.get("flags") or 0) & _SETTABLE
    check_message(content, embeds, components, flags, len(attachments))
    for number, node in enumerate(walk(components), start=1):
        node.setdefault("id", number)
    if is_new or message.flags & LOADING:  # an edit rings nobody
        message.pinged_everyone = pings_everyone(content, components, payload.get("allowed_mentions"))
    message.allowed_mentions = payload.get("allowed_mentions")
    message.content, message.stored_embeds, message.stored_components = content, embeds, components
    message.attachments, message.flags = attachments, flags


def _attachments(message: Message, payload: Json, uploads: Mapping[str, Upload], cdn: Cdn) -> list[Attachment]:
    """The attachments kept and those added. An `attachments` list keeps only what it names."""
    listed: list[Json] | None = payload.get("attachments")
    present = {str(attachment.id): attachment for attachment in message.attachments}
    if listed is None:
        kept, descriptions = list(message.attachments), {}
    else:
        ids = [str(entry["id"]) for entry in listed]
        if unknown := [one for one in ids if one not in present and one not in uploads]:
            raise invalid_form("attachments", "ATTACHMENT_NOT_FOUND", f"no attachment or file {unknown}")
        kept = [present[one] for one in ids if one in present]
        descriptions = {str(entry["id"]): entry.get("description") for entry in listed}
    if len(kept) + len(uploads) > 10:
        raise ApiError(400, 30015, "Maximum number of attachments in a message reached (10)")
    new = [cdn.store(message.channel_id, upload, descriptions.get(key)) for key, upload in uploads.items()]
    return kept + new


def _bound(node: Json, attachments: list[Attachment]) -> Json:
    """A copy of `node` in which each `attachment://` reference names the id of its file."""
    bound = {key: _bound_value(value, attachments) for key, value in node.items()}
    url = node.get("url")
    if isinstance(url, str) and url.startswith("attachment://"):
        name = url.removeprefix("attachment://")
        found = next((one for one in attachments if one.name == name), None)
        if found is None:
            raise invalid_form("url", "ATTACHMENT_NOT_FOUND", f"no attachment named {name}")
        bound["attachment_id"] = str(found.id)
    return bound


def _bound_value(value: object, attachments: list[Attachment]) -> object:
    if isinstance(value, list):
        return [_bound_value(one, attachments) for one in value]
    return _bound(value, attachments) if isinstance(value, dict) else value
