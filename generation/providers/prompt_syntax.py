"""Prompts without what Stable Diffusion servers take for orders: a description is text and nothing else.

A1111, Forge, SD.Next, KoboldCpp, sd-server, ComfyUI's nodes and AI Horde's workers each know a part of this. Which of
them answers at an address cannot be told, so every one is sent a text that none of them would act on.
"""

import re
from collections.abc import Collection

#: A LoRA's weight beyond this spoils any image.
MAX_WEIGHT = 2.0

#: sd-server reads settings out of this, such as steps and the number of images.
_SETTINGS = re.compile(r"<\s*sd_cpp_extra_args\b.*?(?:<\s*/\s*sd_cpp_extra_args\s*>|$)", re.IGNORECASE | re.DOTALL)
#: LoRAs and other networks that are loaded from the server's disk.
_NETWORK = re.compile(r"<[^<>:]*:[^<>]*>")
_LORA = re.compile(r"<lora:([^<>:]+)(?::(-?\d{1,2}(?:\.\d+)?))?>", re.IGNORECASE)
#: An embedding, by the name of its file.
_EMBEDDING = re.compile(r"\bembedding:\S*", re.IGNORECASE)
#: A part that is put together with others, as if it were a prompt of its own; only in capitals.
_JOINTS = re.compile(r"\b(?:BREAK|AND|ADDCOMM|ADDBASE|ADDCOL|ADDROW)\b")
#: A weight behind a colon within brackets.
_WEIGHT = re.compile(r":\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*(?=[)\]}])")
#: Emphasis, prompt editing, alternation, wildcards' choices; a backslash would protect a bracket. `#` begins a comment.
_SIGNS = re.compile(r"[()\[\]{}<>|\\#]+")
#: A wildcard is a file's name between two of these.
_WILDCARD = re.compile(r"_{2,}")
#: Behind the last colon of all this is the weight of the whole text, as if `AND` had parted it.
_LAST_WEIGHT = re.compile(r"\s*[-+]?(?:\d+\.?|\d*\.\d+)")
_BEFORE_SIGN = re.compile(" (?=[,.;!?])")


def without_syntax(text: str, loras: Collection[str] = ()) -> str:
    """Return a description without anything that a server would act on, but for the LoRAs that the operator allows."""
    kept: list[str] = []
    allowed = {name.casefold() for name in loras}

    def keep(found: re.Match[str]) -> str:
        weight = min(max(float(found[2] or 1), -MAX_WEIGHT), MAX_WEIGHT)
        if found[1].casefold() in allowed:
            kept.append(f"<lora:{found[1]}:{weight:g}>")
        return " "

    text = _LORA.sub(keep, _SETTINGS.sub(" ", text))
    text = _EMBEDDING.sub(" ", _NETWORK.sub(" ", text))
    text = _WILDCARD.sub("_", _SIGNS.sub(" ", _WEIGHT.sub(" ", text)))
    text = _JOINTS.sub(lambda found: found[0].lower(), text)
    # A LoRA counts for the whole image, wherever it stands.
    text = _without_last_weight(_BEFORE_SIGN.sub("", " ".join(text.split())))
    return " ".join([*([text] if text else []), *dict.fromkeys(kept)])


def _without_last_weight(text: str) -> str:
    """Return a text whose last number is one and no weight: a time of day may stand at the end."""
    before, _, last = text.rpartition(":")
    return f"{before.rstrip(' :')} {last.strip()}".strip() if _LAST_WEIGHT.fullmatch(last) else text
