"""Why a value is refused, in words of ours: pydantic's kinds of errors as sentences for the operator."""

from pydantic_core import ErrorDetails

from generation.i18n import N_

BAD_VALUE = N_("{variable}: {reason}. Correct it in the environment or in .env.")


_NUMBER, _WHOLE_NUMBER = N_("this has to be a number"), N_("this has to be a whole number")


#: What pydantic's kinds of errors are in words.
_REASONS = {
    "int_parsing": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "int_type": _WHOLE_NUMBER,
    "float_type": _NUMBER,
    "string_type": N_("this has to be a text in quotes"),
    "string_too_long": N_("this can have at most {max_length} characters"),
    "list_type": N_("this has to be a list of texts in quotes"),
    "too_long": N_("this can have at most {max_length} entries"),
    "dict_type": N_("this has to be a table of fields"),
    "greater_than_equal": N_("this has to be at least {ge}"),
    "less_than_equal": N_("this can be at most {le}"),
    "literal_error": N_("this has to be one of {expected}"),
    "too_short": N_("this needs at least {min_length} characters"),
    "string_too_short": N_("this needs at least {min_length} characters"),
}


def reason_of(error: ErrorDetails) -> str:
    """Return why a value is refused, in words of ours; the value itself is not repeated, as it may be a secret."""
    text, values = _REASONS.get(error["type"]), error.get("ctx", {})
    if values.get("min_length") == 1:
        return N_("this must not be empty")
    if "expected" in values:
        values["expected"] = values["expected"].replace("'", "").replace(" or ", ", ")
    return text.format(**values) if text else error["msg"].removeprefix("Value error, ")
