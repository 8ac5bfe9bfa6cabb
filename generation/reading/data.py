"""The data files beside the code, read once each."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def load(name: str, folder: Path = _HERE) -> Any:  # noqa: ANN401  # JSON
    """Return a data file's content; it is shared, and not to be changed."""
    return json.loads((folder / name).read_text(encoding="utf-8"))


def phrases(lines: list[str]) -> list[str]:
    """Return the phrases of a list that is kept as lines with commas between."""
    return [phrase for line in lines for phrase in line.split(", ")]


def grammar(part: str, name: str) -> tuple[str, ...]:
    """Return one of the lists of small words in `grammar.json`."""
    return tuple(phrases(load("grammar.json")[part][name]))
