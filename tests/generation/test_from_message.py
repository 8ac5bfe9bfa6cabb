"""What of a chat message can be painted."""

import pytest

from generation.errors import RefusedError
from generation.prompts.from_message import MOST, scene_of

SCENE = "A dwarf rigger leans on a red van under neon rain."


@pytest.mark.parametrize(
    ("message", "scene"),
    [
        ("You step into the *rain-soaked* alley.", "You step into the rain-soaked alley."),
        ("***The*** __Crime__ ~~Mall~~ _burns_", "The Crime Mall burns"),
        ("<@123> enters the <#456> bar with <@&789> and <@!42>", "enters the bar with and"),
        ("@everyone a dragon over the docks @here", "a dragon over the docks"),
        ("A bar <:ork:123456> with <a:fire:654321> flames :fire:", "A bar with flames"),
        ("A dock \U0001f600\u2614 at night", "A dock at night"),
        ("See https://example.com/a_b.png and <http://x.y> a dock", "See and a dock"),
        ("The [Big Rhino](https://example.com/x) at dawn", "The Big Rhino at dawn"),
        ("A lab ```py\nprint('secret')\n``` with `/roll 12d6` vats", "A lab with vats"),
        ("A bar. ||The fixer is the traitor.|| Smoke everywhere.", "A bar. Smoke everywhere."),
        ("A bar ((brb, phone)) full of smoke (OOC: sorry)", "A bar full of smoke"),
        ("# The Crime Mall\n- neon signs\n> rain\n-# small print", "The Crime Mall neon signs rain small print"),
        ("He shoots. 12d6 for 4 hits. Glass rains down.", "He shoots. Glass rains down."),
        ("It is 21:30:15 on pier snake_case_7.", "It is 21:30:15 on pier snake_case_7."),
        ("Eine nasse Stra\u00dfe in der ADL, Neonlicht.", "Eine nasse Stra\u00dfe in der ADL, Neonlicht."),
    ],
)
def test_only_what_can_be_seen_is_left(message: str, scene: str) -> None:
    assert scene_of(message) == scene


@pytest.mark.parametrize(
    "message",
    [
        "",
        " \n ",
        "<@123> <:ork:1>",
        "https://example.com",
        "```\ncode\n```",
        "||hidden||",
        "!!! ???",
        "42",
        "3d6 = 4 hits",
    ],
)
def test_where_nothing_is_left_that_is_said(message: str) -> None:
    with pytest.raises(RefusedError, match="no text in this message"):
        scene_of(message)


def test_of_a_long_text_the_most_scenic_sentences_are_kept_in_their_order() -> None:
    chatter = "Then they talk about it for a while and nobody agrees with anybody. " * 12
    scene = scene_of(f"{chatter}{SCENE} {chatter} An ork samurai draws a katana in the doorway. {chatter}")
    assert scene == f"{SCENE} An ork samurai draws a katana in the doorway."


def test_a_long_text_of_nothing_scenic_keeps_its_beginning() -> None:
    scene = scene_of("Then they talk about it, and nobody agrees with anybody. " * 50)
    assert scene.startswith("Then they talk")
    assert len(scene) <= MOST


def test_one_endless_sentence_is_cut_at_a_word() -> None:
    scene = scene_of("neon " * 1000)
    assert len(scene) <= MOST
    assert scene.endswith("neon")


def test_marks_without_end_take_no_time() -> None:
    assert scene_of("a street " + "*_~|`[(" * 2000) != ""
