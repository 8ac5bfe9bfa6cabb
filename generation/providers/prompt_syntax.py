"""Prompts as one server or another reads them: a description is text and nothing else.

What a server would take for an order is made harmless, and nothing else is: an order that is no words, such as the name
of a LoRA, is taken out; a sign that can be escaped is escaped; another one gives way. The words stay.
"""

import re
from collections.abc import Collection

#: A LoRA's weight beyond this spoils any image.
MAX_WEIGHT = 2.0
#: What is sent of a text that was nothing but orders: an empty prompt is refused, or taken for another wish.
NOTHING = "…"

#: sd-server reads settings out of this, such as steps and the number of images.
_SETTINGS = re.compile(r"<\s*sd_cpp_extra_args\b.*?(?:<\s*/\s*sd_cpp_extra_args\s*>|$)", re.IGNORECASE | re.DOTALL)
#: LoRAs and other networks that are loaded from the server's disk.
_NETWORK = re.compile(r"<(?:lora|lyco|hypernet):[^<>]*>", re.IGNORECASE)
_LORA = re.compile(r"<lora:([^<>:]+)(?::(-?\d{1,2}(?:\.\d+)?))?>", re.IGNORECASE)
#: Web UIs take any such tag out, known or not; with a space behind the bracket it is none.
_TAG = re.compile(r"<(?=\w+:)")
#: An embedding, by the name of its file.
_EMBEDDING = re.compile(r"(embedding):", re.IGNORECASE)
#: Parts that are put together as if each were a prompt of its own; only in capitals.
_JOINTS = re.compile(r"\b(?:BREAK|AND|ADDCOMM|ADDBASE|ADDCOL|ADDROW)\b")
#: The one of these that sd-server knows.
_BREAK = re.compile(r"\bBREAK\b")
#: What parts what is wanted from what is not, at AI Horde.
_PARTING = re.compile(r"#{3,}")
#: A wildcard is a file's name between two of these.
_WILDCARD = re.compile(r"_{2,}")
#: A weight, `(neon:1.9)`, and what may be one or a time of day, `(at 20:15)`.
_WEIGHT = re.compile(r"\(([^()]*[^()\s\d:]):[-+]?(?:\d+\.?\d*|\.\d+)\)")
_NUMBER = re.compile(r":(?=\s*[-+]?[.\d]+\s*\))")
#: Weights within weights; what is left of more is escaped all the same.
_DEEPEST = 3
#: Brackets with no others in them, and any bracket.
_INNERMOST = re.compile(r"(\([^()\[\]]*\)|\[[^()\[\]]*\])")
_BRACKETS = re.compile(r"[()\[\]]+")
#: Behind the last colon of all this is the weight of the whole text, as if `AND` had parted it.
_LAST_WEIGHT = re.compile(r":\s*[-+]?(?:\d+\.?|\d*\.\d+)$")
_BEFORE_SIGN = re.compile(" (?=[,.;!?])")

#: Braces are choices, `{a|b}`, to an extension of web UIs and to some of ComfyUI's nodes, and cannot be escaped.
_WEB_UI_ESCAPES = str.maketrans(
    {"(": r"\(", ")": r"\)", "[": r"\[", "]": r"\]", "{": r"\(", "}": r"\)", "\\": r"\\", "#": " "}
)
#: ComfyUI has an escape for round brackets alone; square ones are orders to some nodes.
_COMFYUI_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "[": r"\(", "]": r"\)", "{": r"\(", "}": r"\)"})


def web_ui_prompt(written: str, loras: Collection[str] = ()) -> str:
    """Return a text for A1111, Forge, SD.Next, KoboldCpp or sd-server, with the LoRAs that the operator allows."""
    kept: list[str] = []
    allowed = {name.casefold() for name in loras}

    def keep(found: re.Match[str]) -> str:
        weight = min(max(float(found[2] or 1), -MAX_WEIGHT), MAX_WEIGHT)
        if found[1].casefold() in allowed:
            kept.append(f"<lora:{found[1]}:{weight:g}>")
        return " "

    text = _without_networks(_LORA.sub(keep, _without_settings(_without_weights(written))))
    text = _tidy(_without_parts(text).translate(_WEB_UI_ESCAPES))
    # Without the comma a time of day at the end would be a weight.
    text = f"{text}," if _LAST_WEIGHT.search(text) else text
    # A LoRA counts for the whole image, wherever it stands.
    return " ".join([*([text] if text else []), *dict.fromkeys(kept)]) or _nothing(written)


def comfyui_prompt(written: str) -> str:
    """Return a text for the nodes of ComfyUI that encode texts."""
    text = _without_networks(_without_weights(written))
    text = _tidy(_without_parts(text).translate(_COMFYUI_ESCAPES))
    return _EMBEDDING.sub(r"\1 :", text) or _nothing(written)


def horde_prompt(written: str) -> str:
    """Return a text for AI Horde, whose workers run ComfyUI; `###` parts what is wanted from what is not."""
    return _PARTING.sub("#", comfyui_prompt(written))


def stability_prompt(written: str) -> str:
    """Return a text for Stability, which knows weights and no escape."""
    return _tidy(_NUMBER.sub(" ", _without_weights(written)))


def unknown_prompt(written: str) -> str:
    """Return a text for a server of which is not known what it reads; sd-server is one, and most know no escape.

    Brackets within brackets would add up there; single ones do little, and nothing elsewhere. Behind a bar LocalAI
    reads what is not wanted.
    """
    text = _without_networks(_without_settings(_without_weights(written))).replace("|", "/")
    text = _NUMBER.sub(" ", _BREAK.sub(_in_small_letters, text))
    # Every other part is what was found.
    parts = _INNERMOST.split(text)
    parts[::2] = [_BRACKETS.sub(" ", part) for part in parts[::2]]
    return _tidy("".join(parts)) or _nothing(written)


def _without_weights(text: str) -> str:
    # First of all: what is left could be another order.
    for _ in range(_DEEPEST):
        text = _WEIGHT.sub(r"\1", text)
    return text


def _without_settings(text: str) -> str:
    return _SETTINGS.sub(" ", text)


def _without_networks(text: str) -> str:
    return _TAG.sub("< ", _NETWORK.sub(" ", text))


def _without_parts(text: str) -> str:
    """Return a text with no parts that are joined, and no wildcards."""
    return _WILDCARD.sub("_", _JOINTS.sub(_in_small_letters, text))


def _in_small_letters(found: re.Match[str]) -> str:
    return found[0].lower()


def _tidy(text: str) -> str:
    return _BEFORE_SIGN.sub("", " ".join(text.split()))


def _nothing(written: str) -> str:
    return NOTHING if written.strip() else ""
