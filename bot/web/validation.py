"""What is wrong with a value that somebody has sent, as a sentence in their language."""

from collections.abc import Mapping, Sequence
from typing import Any

from generation.i18n import N_, _, said

#: What people call the values that they fill in; others are called by their keys.
_NAMES = {
    "by": N_("The member"),
    "code": N_("The code"),
    "count": N_("The number of pictures"),
    "name": N_("The name"),
    "prompt": N_("The description"),
    "q": N_("The search"),
    "references": N_("A reference picture"),
    "seed": N_("The seed"),
    "size": N_("The size"),
    "style": N_("The style"),
    "tag": N_("The tag"),
    "tags": N_("A tag"),
    "token": N_("The access token"),
    "user_id": N_("The user_id"),
}
#: Values of which one sentence says all.
_WHOLE = {
    "seed": N_("A seed is a whole number from 0 to 4294967294."),
    "session_id": N_("A session's id is 1 to 64 letters, digits, dots, dashes and underscores."),
    "at": N_("at: a moment with its zone, such as 2071-03-14T21:00:00Z."),
    "before": N_("before: take the “next” of the page before, or leave it out."),
}
_EMPTY = N_("{what} must not be empty.")
_TOO_LONG = N_("{what} has {most} characters at most.")
_WHOLE_NUMBER = N_("{what} has to be a whole number.")
_YES_OR_NO = N_("{what} has to be true or false.")
_TEXT = N_("{what} has to be a text.")
_OBJECT = N_("{what} has to be a JSON object.")
_AT_MOST = N_("{what} has to be {most} at most.")
_AT_LEAST = N_("{what} has to be {least} at least.")
_BELOW = N_("{what} has to be below {limit}.")
#: Sentences by pydantic's types of errors; what is in braces comes from the error, under the names of `_values`.
_SENTENCES = {
    "missing": N_("{what} is missing."),
    "string_too_short": _EMPTY,
    "string_too_long": _TOO_LONG,
    "string_type": _TEXT,
    "string_pattern_mismatch": N_("{what} has characters that it may not have."),
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "greater_than_equal": _AT_LEAST,
    "less_than_equal": _AT_MOST,
    "less_than": _BELOW,
    "literal_error": N_("{what} has to be one of {choices}."),
    "list_type": N_("{what} has to be a list."),
    "too_long": N_("{what} has {most} entries at most."),
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dict_type": _OBJECT,
    "json_invalid": N_("The body has to be JSON."),
}


def describe(error: Mapping[str, Any]) -> tuple[str, str]:
    """Return the key of the value that an error of pydantic's is about, and what is wrong with it."""
    kind, context = error["type"], error.get("ctx", {})
    where = [str(part) for part in error["loc"] if part not in {"body", "query", "path", "header"}]
    field = ".".join(where) if where and kind != "json_invalid" else "body"
    return field, _sentence(kind, context, where, str(error["msg"]))


def _sentence(kind: str, context: Mapping[str, Any], where: Sequence[str], message: str) -> str:
    # An entry of a list is told by the list's name.
    name = next((part for part in reversed(where) if not part.isdecimal()), "")
    if kind != "missing" and name in _WHOLE:
        return _(_WHOLE[name])
    if kind == "value_error":
        return said(message.removeprefix("Value error, "))
    known = _(_SENTENCES[kind]) if kind in _SENTENCES else _("{what} is not valid.")
    return known.format(what=_called(name), **_values(context))


def _called(name: str) -> str:
    if not name:
        return _("The body")
    return _(_NAMES[name]) if name in _NAMES else _("“{name}”").format(name=name)


def _values(context: Mapping[str, Any]) -> dict[str, object]:
    """Return what an error's context tells, under the names that the sentences have for it."""
    return {
        "most": context.get("max_length", context.get("le", 0)),
        "least": context.get("ge", 0),
        "limit": context.get("lt", 0),
        "choices": str(context.get("expected", "")).replace(" or ", ", ").replace("'", ""),
    }
