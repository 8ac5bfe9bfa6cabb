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
from generation.providers.local.loras import Lora, LoraError, read_loras, write_loras
from storage.errors import StorageError

log = logging.getLogger(__name__)

#: What we know of a model, in its folder; one without it is not whole yet.
ABOUT = "scene-visualizer.json"
#: Where a model's files arrive, and what it keeps to be loaded faster.
ARRIVING, CACHE = ".arriving", ".cache"
#: How the folder ends that a model of the same name takes the place of, until that is done.
FORMER = ".former"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


#: What we write down of a model, and of which kind it is; what is not is left out.
_KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("title", "licence", "source"), (str,)),
    **dict.fromkeys(("memory_mb", "steps"), (int,)),
    **dict.fromkeys(("seconds", "guidance"), (int, float)),
}


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
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise ModelFolderError(
            N_(
                "{folder} holds no exported model: model_index.json is missing or cannot be read. Export it with"
                " optimum-cli export openvino, or name one of `bot.py model list`."
            ),
            folder=folder,
        ) from None
    if not isinstance(class_name, str) or class_name not in CLASSES:
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
    return class_name


def installed_models(root: Path) -> tuple[InstalledModel, ...]:
    """Return the models that are whole, by name; what is damaged is left out, and `damaged_models` names it."""
    models = map(_read, _folders(root))
    return tuple(each for each in models if isinstance(each, InstalledModel))


def damaged_models(root: Path) -> dict[str, str]:
    """Return the folders that hold no model that can be painted with, by name, and why."""
    return {folder.name: str(why) for folder in _folders(root) if isinstance(why := _read(folder), StorageError)}


def remove_model(root: Path, name: str) -> bool:
    """Delete a model, or what has arrived of one; False where there is neither.

    Raises:
        OSError: something of it cannot be deleted.

    """
    found = False
    for folder in (root / name, root / ARRIVING / name, root / ARRIVING / f"{name}{FORMER}"):
        if folder.is_symlink():
            folder.unlink()
        elif folder.is_dir():
            shutil.rmtree(folder)
        else:
            continue
        found = True
    return found


def install(model: InstalledModel, root: Path) -> InstalledModel:
    """Put a model that has arrived in the place of what has its name; LoRAs of that stay with it.

    A stop in between leaves the one or the other, and never a part.

    Raises:
        OSError: it cannot be moved.

    """
    folder, former = root / model.name, root / ARRIVING / f"{model.name}{FORMER}"
    replaced = _read(folder) if folder.is_dir() else None
    if isinstance(replaced, InstalledModel):
        brought = {each.file for each in model.loras}
        kept = tuple(each for each in replaced.loras if each.file not in brought)
        for each in kept:
            shutil.copy2(folder / each.file, model.folder / each.file)
        model = replace(model, loras=(*model.loras, *kept))
    if model.loras:
        write_loras(model.folder, model.loras)
    model.save()
    if former.exists():
        shutil.rmtree(former)
    if folder.exists():
        folder.replace(former)
    model.folder.replace(folder)
    if former.exists():
        shutil.rmtree(former)
    return replace(model, folder=folder)


def _folders(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(each for each in root.iterdir() if each.is_dir() and NAME.fullmatch(each.name))


def _read(folder: Path) -> InstalledModel | ModelFolderError | LoraError:
    """Return the model in a folder, or why there is none."""
    try:
        class_name, loras, known = class_of(folder), read_loras(folder), _known(folder)
    except LoraError as error:
        log.warning("%s", error)
        return error
    except ModelFolderError as error:
        return error
    return InstalledModel(folder.name, folder, **known | {"class_name": class_name, "loras": loras})


def _known(folder: Path) -> dict[str, Any]:
    """Return what is known of the model in a folder.

    Raises:
        ModelFolderError: that is not written down, or not as we write it.

    """
    try:
        known = json.loads((folder / ABOUT).read_text(encoding="utf-8")).items()
    except FileNotFoundError:
        raise ModelFolderError(
            N_("{folder} is not whole: it was not added to its end. Add it anew."), folder=folder
        ) from None
    except (OSError, ValueError, AttributeError, RecursionError):
        raise ModelFolderError(N_("{file} cannot be read. Add the model anew."), file=folder / ABOUT) from None
    # True and False are numbers, too.
    known = ((name, value) for name, value in known if not isinstance(value, bool))
    return {name: value for name, value in known if isinstance(value, _KINDS.get(name, ()))}
