"""The models that are on this machine: a folder each, with what is known of it in a file of ours beside its weights."""

import json
import logging
import re
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from generation.i18n import N_
from generation.providers.local.classes import CLASSES, ModelClass
from generation.providers.local.loras import Lora, LoraError, read_loras
from storage.errors import StorageError

log = logging.getLogger(__name__)

#: What we know of a model, in its folder; one without it is not whole yet.
ABOUT = "scene-visualizer.json"
#: Where a model's files arrive, and what it keeps to be loaded faster.
ARRIVING, CACHE = ".arriving", ".cache"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class ModelFolderError(StorageError):
    """Say why a folder holds no model that can be painted with."""

    code = "model_folder"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that is there: `seconds` is what a picture took on this machine, `memory_mb` what painting needs.

    `steps` and `guidance` are None where its class's own are right. `loras` stand in a file
    of their own in its folder (see `loras`).
    """

    name: str
    folder: Path
    class_name: str
    title: str = ""
    licence: str = ""
    source: str = ""
    memory_mb: int = 6000
    seconds: float | None = None
    steps: int | None = None
    guidance: float | None = None
    loras: tuple[Lora, ...] = ()

    @property
    def kind(self) -> ModelClass:
        """Return what its class can do."""
        return CLASSES[self.class_name]

    @property
    def cache(self) -> Path:
        """Return where it keeps what makes loading faster."""
        return self.folder / CACHE

    def save(self) -> None:
        """Write down what is known of it; with that it is whole."""
        known = {name: value for name, value in asdict(self).items() if name not in {"name", "folder", "loras"}}
        partial = self.folder / f"{ABOUT}.part"
        partial.write_text(json.dumps(known, indent=1), encoding="utf-8")
        partial.replace(self.folder / ABOUT)

    def measured(self, seconds: float) -> Self:
        """Return it with what a picture took, and keep that."""
        model = replace(self, seconds=round(seconds, 1))
        model.save()
        return model


def class_of(folder: Path) -> str:
    """Return the class of the model in a folder.

    Raises:
        ModelFolderError: it is no exported model, or one of a class that nobody here knows.

    """
    try:
        class_name = json.loads((folder / "model_index.json").read_text(encoding="utf-8"))["_class_name"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ModelFolderError(
            N_(
                "{folder} holds no exported model: model_index.json is missing or cannot be read. Export it with"
                " optimum-cli export openvino, or name one of `bot.py model list`."
            ),
            folder=folder,
        ) from None
    if class_name not in CLASSES:
        raise ModelFolderError(
            N_("{folder} holds a {name}, which cannot be painted with. Known are: {known}."),
            folder=folder,
            name=str(class_name)[:60],
            known=", ".join(CLASSES),
        )
    if not (folder / "tokenizer" / "openvino_tokenizer.xml").exists():
        raise ModelFolderError(
            N_("{folder} lacks tokenizer/openvino_tokenizer.xml, as old exports do. Export the model anew."),
            folder=folder,
        )
    return str(class_name)


def installed_models(root: Path) -> tuple[InstalledModel, ...]:
    """Return the models that are whole, by name; what is damaged is left out, and `damaged_models` names it."""
    return tuple(model for model in map(_read, _folders(root)) if model is not None)


def damaged_models(root: Path) -> tuple[str, ...]:
    """Return the names of folders that hold no model that can be painted with."""
    return tuple(folder.name for folder in _folders(root) if _read(folder) is None)


def remove_model(root: Path, name: str) -> bool:
    """Delete a model, or what has arrived of one; False where there is neither."""
    found = False
    for folder in (root / name, root / ARRIVING / name):
        if folder.is_dir():
            shutil.rmtree(folder)
            found = True
    return found


def _folders(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(each for each in root.iterdir() if each.is_dir() and NAME.fullmatch(each.name))


def _read(folder: Path) -> InstalledModel | None:
    try:
        known: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        class_of(folder)
        fields = {name: value for name, value in known.items() if name in InstalledModel.__dataclass_fields__}
        return InstalledModel(folder.name, folder, **fields | {"loras": read_loras(folder)})
    except LoraError as error:
        log.warning("%s", error)
        return None
    except (OSError, ValueError, TypeError, ModelFolderError):
        return None
