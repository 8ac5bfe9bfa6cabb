"""Discord's limits on what a message holds."""

from collections import Counter
from collections.abc import Sequence

from .cdn import Upload
from .errors import empty_message, invalid_form, too_large
from .message import COMPONENTS_V2, walk
from .snowflakes import Json

REQUEST_BYTES = 25 * 2**20
V2_TYPES = frozenset({9, 10, 11, 12, 13, 14, 17})
_EMBED_LENGTHS = {"title": 256, "description": 4096, "footer.text": 2048, "author.name": 256}
_BUTTON = 2
_BUTTON_LINK = 5
_SELECTS = frozenset({3, 5, 6, 7, 8})


def check_uploads(uploads: Sequence[Upload], file_limit: int) -> None:
    if len(uploads) > 10:
        raise invalid_form("files", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    if any(len(upload.data) > file_limit for upload in uploads):
        raise too_large()
    if sum(len(upload.data) for upload in uploads) > REQUEST_BYTES:
        raise too_large()


def check_message(content: str, embeds: list[Json], components: list[Json], flags: int, attachments: int) -> None:
    check_length("content", content, 2000)
    check_embeds(embeds)
    if flags & COMPONENTS_V2:
        if content or embeds:
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            raise invalid_form("flags", code, "content and embeds cannot be used with IS_COMPONENTS_V2")
    elif any(node["type"] in V2_TYPES for node in walk(components)):
        raise invalid_form("components", "UNION_TYPE_CHOICES", "a component that needs IS_COMPONENTS_V2")
    elif len(components) > 5 or any(node["type"] != 1 for node in components):
        raise invalid_form("components", "BASE_TYPE_BAD_LENGTH", "Must be at most 5 action rows.")
    check_components(components)
    if not (content or embeds or components or attachments):
        raise empty_message()


def check_embeds(embeds: list[Json]) -> None:
    if len(embeds) > 10:
        raise invalid_form("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    if sum(_check_embed(f"embeds.{index}", embed) for index, embed in enumerate(embeds)) > 6000:
        raise invalid_form("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def _check_embed(place: str, embed: Json) -> int:
    """Check one embed and count its characters."""
    total = 0
    for name, limit in _EMBED_LENGTHS.items():
        outer, _, inner = name.partition(".")
        text = (embed.get(outer) or {}).get(inner) if inner else embed.get(outer)
        total += check_length(f"{place}.{name}", text or "", limit)
    fields = embed.get("fields") or []
    if len(fields) > 25:
        raise invalid_form(f"{place}.fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, field in enumerate(fields):
        for name, limit in (("name", 256), ("value", 1024)):
            if not field.get(name):
                raise invalid_form(f"{place}.fields.{index}.{name}", "BASE_TYPE_REQUIRED", "This field is required")
            total += check_length(f"{place}.fields.{index}.{name}", field[name], limit)
    return total


def check_components(components: list[Json]) -> None:
    nodes = list(walk(components))
    if len(nodes) > 40:
        raise invalid_form("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "Must be 40 or fewer.")
    if sum(len(node["content"]) for node in nodes if node["type"] == 10) > 4000:
        raise invalid_form("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Must be 4000 or fewer.")
    for index, node in enumerate(nodes):
        _check_component(f"components.{index}", node)
    custom_ids = Counter(node["custom_id"] for node in nodes if "custom_id" in node)
    if repeated := [custom_id for custom_id, count in custom_ids.items() if count > 1]:
        raise invalid_form("components", "COMPONENT_CUSTOM_ID_DUPLICATED", f"Component custom id {repeated}")


def _check_component(place: str, node: Json) -> None:
    kind = node["type"]
    is_link = kind == _BUTTON and node.get("style") == _BUTTON_LINK
    if (kind == _BUTTON or kind in _SELECTS) and not is_link and not node.get("custom_id"):
        raise invalid_form(f"{place}.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
    if kind == _BUTTON and not (node.get("label") or node.get("emoji")):
        raise invalid_form(f"{place}.label", "BUTTON_COMPONENT_INVALID_LABEL", "A label or emoji is required")
    if kind == 1:
        inside = node.get("components") or []
        if not 1 <= len(inside) <= 5 or (len(inside) > 1 and any(one["type"] in _SELECTS for one in inside)):
            raise invalid_form(f"{place}.components", "BASE_TYPE_BAD_LENGTH", "Must be 1 to 5 buttons or one select.")
    if kind == 12 and not 1 <= len(node.get("items") or []) <= 10:
        raise invalid_form(f"{place}.items", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 10 in length.")
    check_length(f"{place}.custom_id", node.get("custom_id") or "", 100)
    check_length(f"{place}.placeholder", node.get("placeholder") or "", 150 if kind in _SELECTS else 100)
    if kind == _BUTTON:
        check_length(f"{place}.label", node.get("label") or "", 80)
    for option in node.get("options") or []:
        check_length(f"{place}.options.label", option["label"], 100)
    if len(node.get("options") or []) > 25:
        raise invalid_form(f"{place}.options", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")


def check_modal(modal: Json) -> None:
    if not modal.get("title") or not modal.get("custom_id"):
        raise invalid_form("data", "BASE_TYPE_REQUIRED", "A modal needs a title and a custom_id")
    check_length("data.title", modal["title"], 45)
    check_length("data.custom_id", modal["custom_id"], 100)
    if not 1 <= len(modal.get("components") or []) <= 5:
        raise invalid_form("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for index, label in enumerate(node for node in modal["components"] if node["type"] == 18):
        check_length(f"data.components.{index}.label", label["label"], 45)
        check_length(f"data.components.{index}.description", label.get("description") or "", 100)
    check_components(modal["components"])


def check_choices(choices: list[Json]) -> None:
    if len(choices) > 25:
        raise invalid_form("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, choice in enumerate(choices):
        check_length(f"data.choices.{index}.name", choice["name"], 100)
        check_length(f"data.choices.{index}.value", str(choice["value"]), 100)


def check_length(place: str, text: str, limit: int) -> int:
    if len(text) > limit:
        raise invalid_form(place, "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")
    return len(text)
