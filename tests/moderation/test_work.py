"""The work of judging grows with the text and no faster: counted in lines of code that run, not in time."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import generation.moderation
from generation.moderation.moderator import judge
from generation.moderation.verdict import Rules

PACKAGE = str(Path(generation.moderation.__file__).parent)
RULES = Rules(lines=("spider", "eye trauma"), veils=("torture",))


def lines_run(text: str) -> int:
    """Return how many lines of the package's code run for a text."""
    count = 0

    def trace(frame: FrameType, event: str, _arg: object) -> Any:  # noqa: ANN401  # what settrace takes
        nonlocal count
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        judge(text, RULES)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "rain on neon signs, ",
        "n u d e ",
        "a ",
        "a",
        "nu",
        "child ",
        "a severed head ",
        "torture, ",
        "n*d* ",
        "*a",
        "n.",
        "!|",
        "death to ",
        "kids in bikinis, ",
        "cock the pistol ",
        "\uff4e\uff55\uff44\uff45 ",
        "n\u0336",
        " \t ",
    ],
)
def test_twice_the_text_is_twice_the_work_at_most(piece: str) -> None:
    judge(piece, RULES)
    once, twice = lines_run(piece * 250), lines_run(piece * 500)
    assert twice < 2.2 * once + 200


def test_a_usual_text_is_read_in_a_few_thousand_lines() -> None:
    text = "A rain-soaked Seattle street, an ork decker under a neon sign, two kids in the Barrens on a fire escape"
    judge(text, RULES)
    assert lines_run(text) < 6000
