"""LoRA files beside a model's weights: which ones, how strong, and the words that call them, as its model.toml says."""

import json
import struct
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generation.i18n import N_
from storage.errors import StorageError

#: What says so, in the model's folder.
MANIFEST = "model.toml"
#: How long a trigger may be: with more there was no room for what is to be painted.
MAX_TRIGGER = 60
#: How far a weight may be from 0; beyond, nothing but noise was ever seen.
MAX_WEIGHT = 4.0
_KEYS = frozenset({"file", "weight", "trigger"})
#: What the tensors of a LoRA are called by those who train them.
_PARTS = ("lora_down", "lora_up", "lora_A", "lora_B", "lora.down", "lora.up")
_HEADER = struct.Struct("<Q")
_LONGEST_HEADER = 100 * 2**20


class LoraError(StorageError):
    """Say why LoRA files of a model cannot be used."""

    code = "lora"


@dataclass(frozen=True, slots=True)
class Lora:
    """A file of further weights: its name in the model's folder, its weight, and what a prompt needs to say for it."""

    file: str
    weight: float = 1.0
    trigger: str = ""


def read_loras(folder: Path) -> tuple[Lora, ...]:
    """Return the LoRA files that a model paints with.

    Raises:
        LoraError: its model.toml cannot be read, or names a file that is not there.

    """
    path = folder / MANIFEST
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("lora", [])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise LoraError(
            N_("{path} cannot be read ({error}). Correct it, or delete it."), path=path, error=error
        ) from error
    if not isinstance(entries, list):
        raise LoraError(N_("{path}: write [[lora]] above each file."), path=path)
    return tuple(_lora(path, entry) for entry in entries)


def _lora(path: Path, entry: Any) -> Lora:  # noqa: ANN401  # whatever stands in the file
    unknown = set(entry) - _KEYS if isinstance(entry, dict) else {"?"}
    if unknown or not isinstance(entry.get("file"), str):
        raise LoraError(N_("{path}: a [[lora]] has a file, and may have a weight and a trigger."), path=path)
    file, weight, trigger = entry["file"], entry.get("weight", 1.0), entry.get("trigger", "")
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not abs(weight) <= MAX_WEIGHT:
        raise LoraError(N_("{path}: the weight of {file} has to be a number from -4 to 4."), path=path, file=file)
    if not isinstance(trigger, str) or not is_trigger(trigger):
        raise LoraError(
            N_("{path}: the trigger of {file} has to be words in one line, of at most {most} letters."),
            path=path,
            file=file[:60],
            most=MAX_TRIGGER,
        )
    if Path(file).name != file or not (path.parent / file).is_file():
        raise LoraError(N_("{path}: {file} is no file beside it."), path=path, file=file[:60])
    return Lora(file, float(weight), trigger)


def is_trigger(text: str) -> bool:
    """Tell whether a text can be what a LoRA is called by."""
    return len(text) <= MAX_TRIGGER and text.isprintable()


def write_loras(folder: Path, loras: Sequence[Lora]) -> None:
    """Write down which LoRA files a model paints with; names and triggers are printable."""
    entries = (
        f"[[lora]]\nfile = {_quoted(each.file)}\nweight = {each.weight}\ntrigger = {_quoted(each.trigger)}\n"
        for each in loras
    )
    partial = folder / f"{MANIFEST}.part"
    partial.write_text("\n".join(entries), encoding="utf-8")
    partial.replace(folder / MANIFEST)


def _quoted(text: str) -> str:
    # What JSON quotes TOML reads as well, but for the pairs that JSON writes in place of further letters.
    return json.dumps(text, ensure_ascii=False)


def check_lora_file(path: Path) -> None:
    """See that a file is a LoRA, by the names of its tensors.

    Raises:
        LoraError: it is none.

    """
    try:
        with path.open("rb") as file:
            (length,) = _HEADER.unpack(file.read(_HEADER.size))
            names = [str(each) for each in json.loads(file.read(min(length, _LONGEST_HEADER)))]
    except OSError as error:
        raise LoraError(N_("{path} cannot be read: {error}."), path=path, error=error.strerror or error) from error
    except (struct.error, ValueError, TypeError, RecursionError):
        raise LoraError(N_("{path} is no safetensors file, as LoRAs are."), path=path) from None
    if not any(part in name for part in _PARTS for name in names):
        raise LoraError(N_("{path} has no weights of a LoRA in it; a whole checkpoint has to be exported."), path=path)
