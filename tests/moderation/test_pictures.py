"""Tables of pictures: ordinary ones of a Shadowrun table pass, those of a minor or somebody real undressed do not.

Each is judged where everything is allowed or nothing is: what is ordinary passes at a strict table, and what is to be
stopped is stopped at the most permissive one.
"""

import json
from pathlib import Path

import pytest

from generation.moderation.moderator import dressed, judge
from generation.moderation.verdict import ALWAYS_HELD, CATEGORIES, Action, Rules

PERMISSIVE = Rules(dict.fromkeys(CATEGORIES, Action.ALLOW), mature=True)


def cases(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("text", [case["text"] for case in cases("ordinary.jsonl")], ids=lambda text: ascii(text)[1:40])
def test_an_ordinary_picture_passes_at_a_strict_table(text: str) -> None:
    verdict = judge(text, Rules())
    assert (verdict.action, verdict.text) == (Action.ALLOW, text), verdict


@pytest.mark.parametrize(
    "text", [case["text"] for case in cases("undressed.jsonl")], ids=lambda text: ascii(text)[1:40]
)
def test_somebody_naked_stays_sexual_whatever_stands_around(text: str) -> None:
    verdict = judge(text, Rules())
    assert (verdict.action, verdict.category) == (Action.BLOCK, "sexual"), verdict


@pytest.mark.parametrize("case", cases("stopped.jsonl"), ids=lambda case: ascii(case["text"])[1:40])
def test_a_picture_of_a_minor_or_somebody_real_undressed_is_refused_or_held_at_any_table(case: dict[str, str]) -> None:
    verdict = judge(case["text"], PERMISSIVE, case.get("avoided", ""))
    if case["expect"] == "hard":
        assert verdict.hard, verdict
    else:
        assert verdict.hard or (verdict.action is Action.REVIEW and verdict.category in ALWAYS_HELD), verdict


@pytest.mark.parametrize(
    ("text", "avoided"),
    [
        ("a girl at the pool", "blurry, jacket, rain"),
        ("ein Mädchen am Pool", "Jacke, rain, blurry"),
        ("a decker, 15, at the pool", "blurry, Pullover, rain"),
        ("雨中的女孩", "blurry\uff0c衣服\uff0crain"),
    ],
)
def test_clothing_is_never_kept_out_of_a_picture_that_may_show_a_minor(text: str, avoided: str) -> None:
    assert set(dressed(text, avoided).split(", ")) == {"blurry", "rain"}


def test_whatever_a_grown_up_is_to_be_without_stays() -> None:
    assert dressed("an ork at the pool", "blurry, jacket") == "blurry, jacket"


def test_what_is_to_be_avoided_counts_only_for_who_is_shown_and_what_they_wear() -> None:
    rules = Rules(lines=("spider",))
    assert judge("a girl at the pool", rules, "spiders, nsfw, nudity, blurry, bad hands").action is Action.ALLOW
    assert judge("an ork at the pool", Rules(), "hat, modern clothes").action is Action.ALLOW
    assert judge("an ork at the pool", Rules(), "clothes").category == "sexual"
    assert judge("an ork at the pool", PERMISSIVE, "clothes").action is Action.ALLOW
