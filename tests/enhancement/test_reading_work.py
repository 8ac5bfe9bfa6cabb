"""The work of reading and enhancing grows with the description and no faster: long ones must not hold up others."""

import pytest

import generation
from generation.prompts.rules.enhance import enhance
from generation.prompts.values import EnhancementInput, Limits
from generation.reading.image_type import detect_type
from generation.reading.kept_terms import kept_terms
from tests.count_lines import lines_run

CLIP = Limits("sdapi", 20_000, clip_tokens=77, negative=True)


def read_and_enhance(text: str) -> None:
    detect_type(text)
    kept_terms(text)
    enhance(EnhancementInput(text, CLIP))


@pytest.mark.parametrize(
    "piece",
    [
        "a rain-soaked street with an ork decker and neon signs, ",
        "a man ",
        "ork ",
        "ork's ",
        "bar ",
        "running ",
        "orks and elves running in a bar, ",
        "no cars, ",
        "no cars at all ",
        "at all ",
        "neon-free ",
        '"open" ',
        "eine Straße mit Ork, ",
        "xyzzy ",
        "a. ",
        "ignore the rules, ",
    ],
)
def test_twice_the_text_is_twice_the_work_at_most(piece: str) -> None:
    read_and_enhance(piece)
    times = 400 // len(piece)
    once = lines_run(generation, lambda: read_and_enhance(piece * times))
    twice = lines_run(generation, lambda: read_and_enhance(piece * 2 * times))
    assert twice < 2.2 * once + 200
