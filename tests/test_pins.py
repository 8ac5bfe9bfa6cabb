"""What `uv run` installs is what CI tests: pyproject.toml and the lock files agree."""

import runpy
from pathlib import Path
from typing import Any

import pytest

#: The project's own script, which CI runs.
PINS: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[1] / ".ci" / "pins"))

PROJECT = """
[project]
dependencies = ["httpx>=0.28,<0.29"]
[dependency-groups]
dev = ["pytest>=9"]
[tool.uv]
constraint-dependencies = [
    "httpx==0.28.1",
    "pytest==9.2.0",
    "tzdata==2026.6 ; sys_platform == 'win32'",
]
"""
RUNTIME = """\
httpx==0.28.1 \\
    --hash=sha256:00
    # via scene-visualizer (pyproject.toml)
tzdata==2026.6 ; sys_platform == 'win32' \\
    --hash=sha256:00
    # via httpx
"""
EVERYTHING = f"""\
{RUNTIME}pytest==9.2.0 \\
    --hash=sha256:00
    # via scene-visualizer (pyproject.toml:dev)
"""


def disagreements(project: str = PROJECT, runtime: str = RUNTIME, everything: str = EVERYTHING) -> list[str]:
    return list(PINS["disagreements"](project, runtime, everything))


def test_the_projects_own_files_agree() -> None:
    files = ("pyproject.toml", "requirements.lock", "requirements-dev.lock")
    assert disagreements(*((PINS["ROOT"] / file).read_text() for file in files)) == [], PINS["ADVICE"]


def test_files_that_agree_have_nothing_said_about_them() -> None:
    assert disagreements() == []


def test_what_the_checks_need_everywhere_covers_what_the_bot_needs_somewhere() -> None:
    everywhere = [text.replace(" ; sys_platform == 'win32'", "") for text in (PROJECT, EVERYTHING)]
    assert disagreements(project=everywhere[0], everything=everywhere[1]) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (PROJECT, '"pytest==9.2.0",', "", "requirements-dev.lock pins pytest==9.2.0; pyproject.toml does not."),
        (PROJECT, "0.28.1", "0.28.9", "pyproject.toml pins httpx==0.28.9; requirements-dev.lock does not."),
        (
            PROJECT,
            " ; sys_platform == 'win32'",
            "",
            "pyproject.toml pins tzdata==2026.6; requirements-dev.lock does not.",
        ),
        (RUNTIME, "0.28.1", "0.28.0", "requirements.lock pins httpx==0.28.0; requirements-dev.lock does not."),
        (PROJECT, ">=9", ">=10", "pyproject.toml lists pytest>=10; requirements-dev.lock has 9.2.0."),
        (PROJECT, "pytest>=9", "ruff", "pyproject.toml lists ruff; requirements-dev.lock has no version of it."),
        (PROJECT, '"pytest>=9"', "", "requirements-dev.lock has pytest for pyproject.toml, which does not list it."),
    ],
)
def test_each_disagreement_is_told_in_a_sentence(file: str, old: str, new: str, sentence: str) -> None:
    assert old in file
    given = [file.replace(old, new) if each is file else each for each in (PROJECT, RUNTIME, EVERYTHING)]
    assert sentence in disagreements(*given)


def test_the_constraints_are_written_from_the_lock_file() -> None:
    stale = PROJECT.replace("9.2.0", "9.1.0").replace('    "httpx==0.28.1",\n', "")
    written = PINS["with_constraints"](stale, EVERYTHING)
    assert "9.1.0" not in written
    assert disagreements(written) == []
