"""What nobody can allow, and what is too unsure for that and too near to pass."""

import pytest

from generation.moderation.moderator import judge
from generation.moderation.verdict import CATEGORIES, Action, Rules
from generation.prompts.text import clean_prompt
from generation.text.chat_codes import with_names

PERMISSIVE = Rules(dict.fromkeys(CATEGORIES, Action.ALLOW), mature=True)


@pytest.mark.parametrize(
    "text",
    [
        "actress Jane Doe nude",
        "Senator Smith, naked, on a desk",
        "my ex-girlfriend naked",
        "a nude of my old boss",
        "nude <@123456789012345678>",
        clean_prompt("nude <@123456789012345678>"),
        with_names("<@1>, naked on a desk", {"@1": "Anna"}),
        "nude celebrity",
        "Emma Watson in lingerie",
    ],
)
def test_sexual_content_about_somebody_real_is_never_painted(text: str) -> None:
    verdict = judge(text, PERMISSIVE)
    assert (verdict.hard, verdict.category) == (True, "sexual_real_person")


@pytest.mark.parametrize(
    "text",
    [
        "actress on a red carpet, nude dress-code protest elsewhere",
        "a nude dancer and the boss of the club",
        "a nude elf and a senator",
    ],
)
def test_people_whom_nothing_says_to_be_real_are_for_the_table_to_decide(text: str) -> None:
    assert not judge(text, PERMISSIVE).hard


def test_an_invented_name_alone_is_nobody() -> None:
    assert judge("Jane Doe in a raincoat", Rules()).action is Action.ALLOW


@pytest.mark.parametrize(
    "text",
    [
        "street kids begging outside a brothel",
        "schoolgirls and an elf in a bikini on the beach",
        "young woman, nude",
        "nude elf, 14",
        "her daughter, naked",
    ],
)
def test_what_may_show_minors_in_something_sexual_goes_to_the_game_master_in_doubt(text: str) -> None:
    verdict = judge(text, PERMISSIVE)
    assert (verdict.action, verdict.category, verdict.in_doubt) == (Action.REVIEW, "minor", True)


def test_a_suggestive_word_alone_passes_but_is_in_doubt() -> None:
    verdict = judge("a sultry elf singer in a smoky lounge", Rules())
    assert (verdict.action, verdict.in_doubt) == (Action.ALLOW, True)
    assert not judge("an elf singer in a smoky lounge", Rules()).in_doubt


@pytest.mark.parametrize("text", ["same-sex couple with their kids", "no nudity, kids on swings", "kids, naked blade"])
def test_company_in_which_a_word_means_something_else_makes_no_block(text: str) -> None:
    assert judge(text, Rules()).action is Action.ALLOW


@pytest.mark.parametrize("text", ["no, nude child", "not naked, child", "nude, blade in hand, child"])
def test_a_denial_or_an_idiom_that_is_only_alleged_is_no_excuse(text: str) -> None:
    assert judge(text, PERMISSIVE).hard


def test_the_reason_says_that_nobody_can_allow_it_and_offers_nothing() -> None:
    verdict = judge("nude child", Rules())
    assert "minors" in verdict.reason
    assert "nobody" in verdict.reason or "No table" in verdict.reason
    assert verdict.rephrase == ""
    assert set(verdict.matched) == {"nude", "child"}
