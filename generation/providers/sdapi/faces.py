"""Faces: a portrait for the IP-Adapter of a web UI's ControlNet, which keeps a face and leaves the rest to the prompt.

Without it a picture begins from the portrait itself, and with its pose and background.
"""

import base64
from collections.abc import Sequence
from typing import Any

#: How much the face counts: at 1 the portrait's light and pose come along.
WEIGHT = 0.8
#: What reads a portrait for the adapter, the one that finds the right one itself first; the others are Forge's.
_READERS = ("ip-adapter-auto", "clip-vit-h (ipadapter)", "ip-adapter_clip_sd15", "clip-vit-bigg (ipadapter)")


def face_unit(models: object, modules: object, portrait: bytes) -> dict[str, Any] | None:
    """Return the scripts of a request that keep a face, by what ControlNet lists; None where it lists no IP-Adapter."""
    adapters = [name for name in _listed(models, "model_list") if "ip-adapter" in name or "ip_adapter" in name]
    known = {name.casefold(): name for name in _listed(modules, "module_list")}
    reader = next((known[each] for each in _READERS if each in known), None)
    if not adapters or reader is None:
        return None
    model = max(adapters, key=lambda name: ("face" in name, "plus" in name))
    unit = {
        "enabled": True,
        "image": base64.b64encode(portrait).decode("ascii"),
        "module": reader,
        "model": model,
        "weight": WEIGHT,
        "control_mode": "Balanced",
        "resize_mode": "Crop and Resize",
        "pixel_perfect": True,
    }
    return {"controlnet": {"args": [unit]}}


def _listed(answer: object, key: str) -> Sequence[str]:
    found = answer.get(key) if isinstance(answer, dict) else None
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
