"""The command line's own options."""

import tomllib
from pathlib import Path

import pytest

from bot.cli import main
from bot.version import VERSION


def test_the_version_is_the_project_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (left.value.code, capsys.readouterr().out) == (0, f"Scene Visualizer {project['version']}\n")


def test_what_is_new_in_this_version_is_told() -> None:
    assert f"## {VERSION}\n" in Path("CHANGELOG.md").read_text(encoding="utf-8")
