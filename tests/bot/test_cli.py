"""The command line's own options."""

import tomllib
from pathlib import Path

import pytest

from bot.cli import main
from bot.version import VERSION

ROOT = Path(__file__).resolve().parents[2]


def test_the_version_is_the_project_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (left.value.code, capsys.readouterr().out) == (0, f"Scene Visualizer {project['version']}\n")


def test_what_is_new_in_this_version_is_told() -> None:
    assert f"## {VERSION}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
