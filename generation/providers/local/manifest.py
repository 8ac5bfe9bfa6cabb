"""The models that can be added by name: what they are for, their licence, and what they take."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model that can be fetched: sizes in MB, `seconds` for a picture on a laptop."""

    name: str
    title: str
    purpose: str
    repository: str
    revision: str
    licence: str
    licence_url: str
    download_mb: int
    memory_mb: int
    seconds: float
    steps: int | None = None
    guidance: float | None = None


@cache
def listed_models() -> MappingProxyType[str, ListedModel]:
    """Return the models that can be added, by their names."""
    tables = tomllib.loads((Path(__file__).parent / "models.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: ListedModel(name, **table) for name, table in tables.items()})
