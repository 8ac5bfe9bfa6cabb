"""The work of judging grows with the text and no faster: counted in lines of code that run, not in time."""

import pytest

import generation.moderation
from generation.moderation.moderator import judge
from generation.moderation.verdict import Rules
from tests.count_lines import lines_run

RULES = Rules(lines=("spider", "eye trauma"), veils=("torture",))


def lines_judged(text: str) -> int:
    """Return how many lines of the package's code run for a text."""
    return lines_run(generation.moderation, lambda: judge(text, RULES))


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
        "girl takes off her dress, no ",
        "12 no only ",
        "12 ",
        "1i!l|",
        "nackt ",
        "naked rusty ",
        "The Naked zum ",
        "Nackte Klinge ist nackt ",
        "Jane Doe sexy ",
        "ni\u00f1a 12 a\u00f1os sin ",
        "\u5341\u4e8c\u5c81",
        "cock the pistol ",
        "\uff4e\uff55\uff44\uff45 ",
        "n\u0336",
        " \t ",
    ],
)
def test_twice_the_text_is_twice_the_work_at_most(piece: str) -> None:
    judge(piece, RULES)
    once, twice = lines_judged(piece * 250), lines_judged(piece * 500)
    assert twice < 2.2 * once + 200


def test_a_usual_text_is_read_in_a_few_thousand_lines() -> None:
    text = "A rain-soaked Seattle street, an ork decker under a neon sign, two kids in the Barrens on a fire escape"
    judge(text, RULES)
    assert lines_judged(text) < 6000
