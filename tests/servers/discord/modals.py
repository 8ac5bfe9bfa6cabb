"""Filling in a modal: the answers a person gives become the submitted components."""

from collections.abc import Mapping
from typing import Final

from .cdn import Upload
from .message import walk
from .resolver import Resolver
from .snowflakes import Json

_ROW, _SELECT, _TEXT_INPUT, _TEXT_DISPLAY, _LABEL = 1, 3, 4, 10, 18
_FILE_UPLOAD, _RADIO_GROUP, _CHECKBOX_GROUP, _CHECKBOX = 19, 21, 22, 23
_FIELDS: Final = frozenset({_SELECT, 5, 6, 7, 8, _TEXT_INPUT, _FILE_UPLOAD, _RADIO_GROUP, _CHECKBOX_GROUP, _CHECKBOX})


def fill_in_modal(modal: Json, answers: Mapping[str, object], resolver: Resolver) -> Json:
    """The `data` of a modal submission. A field without an answer keeps what it was shown with."""
    fields = [node["custom_id"] for node in walk(modal["components"]) if node["type"] in _FIELDS]
    assert answers.keys() <= set(fields), f"the modal has no {answers.keys() - set(fields)}, only {fields}"
    components = [_submitted(component, answers, resolver) for component in modal["components"]]
    return {"custom_id": modal["custom_id"], "components": components, "resolved": resolver.resolved}


def _submitted(component: Json, answers: Mapping[str, object], resolver: Resolver) -> Json:
    kind = component["type"]
    head: Json = {"type": kind, "id": component.get("id", 1)}
    if kind == _ROW:
        return head | {"components": [_submitted(one, answers, resolver) for one in component["components"]]}
    if kind == _LABEL:
        return head | {"component": _submitted(component["component"], answers, resolver)}
    if kind == _TEXT_DISPLAY:
        return head
    return head | {"custom_id": component["custom_id"]} | _answer(component, answers, resolver)


def _answer(field: Json, answers: Mapping[str, object], resolver: Resolver) -> Json:
    kind, custom_id = field["type"], field["custom_id"]
    defaults = [option["value"] for option in field.get("options") or [] if option.get("default")]
    if kind == _TEXT_INPUT:
        return {"value": _text(field, answers)}
    if kind == _CHECKBOX:
        return {"value": answers.get(custom_id, field.get("default", False))}
    if kind == _RADIO_GROUP:
        return {"value": answers.get(custom_id, defaults[0] if defaults else None)}
    chosen = answers.get(custom_id, defaults)
    assert isinstance(chosen, list), f"{custom_id} takes a list"
    return {"values": [resolver.attachment(one) if isinstance(one, Upload) else str(one) for one in chosen]}


def _text(field: Json, answers: Mapping[str, object]) -> str:
    """The typed text, within the length the person's client allows."""
    text = str(answers.get(field["custom_id"], field.get("value") or ""))
    longest = field.get("max_length") or 4000
    assert len(text) <= longest, f"{field['custom_id']} takes {longest} characters"
    assert text or not field.get("required", True), f"{field['custom_id']} is required"
    return text
