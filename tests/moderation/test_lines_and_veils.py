"""A session's own words: never painted, or only hinted at."""

import pytest

from generation.moderation.moderator import judge
from generation.moderation.verdict import Action, Rules


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("spider", "a room full of spiders"),
        ("spiders", "a giant spider in the sewer"),
        ("Spider", "SPIDERS!"),
        ("torture", "guards torturing a prisoner"),
        ("torture", "a tortured soul"),
        ("stab", "a stabbing in the alley"),
        ("body", "bodies in the river"),
        ("eye trauma", "a scene of eye trauma"),
        ("eye trauma", "eye-trauma, close up"),
        ("fire elemental", "two fire elementals"),
        ("Spinne", "zwei Spinnen an der Wand"),
        ("Spinnen", "eine riesige Spinne in der Kanalisation"),
        ("Ratte", "drei Ratten im Keller"),
        ("Insekten", "ein Insekt auf dem Tisch"),
        ("Insekt", "Insekten auf dem Tisch"),
        ("Ghul", "zwei Ghule in der Gasse"),
        ("Hund", "ein Rudel von Hunden"),
        ("Kinder", "ein Kind im Regen"),
        ("Kind", "Kinder im Regen"),
        ("Würmer", "ein Wurm im Apfel"),
        ("Mädchen", "ein Mädchen im Regen"),
        ("spider", "a sp1der on the wall"),
        ("spider", "a s p i d e r on the wall"),
        ("spider", "a spi\u200bder on the wall"),
    ],
)
def test_a_line_is_found_in_any_inflection_and_disguise(line: str, text: str) -> None:
    verdict = judge(text, Rules(lines=(line,)))
    assert (verdict.action, verdict.category, verdict.hard) == (Action.BLOCK, "line", False)
    assert verdict.matched == (line,)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("rat", "a pirate in a crate"),
        ("rape", "grapes and drapes"),
        ("spider", "spidersilk armor"),
        ("star", "a man staring at a screen"),
        ("god", "a good dog"),
        ("manor", "a man or a woman"),
        ("bot", "boots on wet concrete"),
        ("rave", "a raven on a wire"),
        ("man", "the mane of a lion"),
        ("scar", "a scare in the dark"),
        ("golden", "a heap of gold"),
        ("eye trauma", "an eye for trauma patients"),
    ],
)
def test_a_line_is_a_word_and_never_a_part_of_one(line: str, text: str) -> None:
    assert judge(text, Rules(lines=(line,))).action is Action.ALLOW


def test_a_line_is_named_in_the_words_of_the_table() -> None:
    verdict = judge("a spider in the sewer", Rules(lines=("spiders",)))
    assert verdict.reason.startswith("This table does not paint spiders.")


def test_a_refusal_for_a_line_offers_the_scene_without_it() -> None:
    verdict = judge("A spider in the sewer", Rules(lines=("spiders",)))
    assert verdict.rephrase == "Something unseen in the sewer"
    assert judge(verdict.rephrase, Rules(lines=("spiders",))).action is Action.ALLOW


@pytest.mark.parametrize(
    ("line", "text", "rephrase"),
    [
        ("Spinnen", "eine Spinne im Keller", "etwas Ungesehenes im Keller"),
        ("Clown", "Der Clown lacht über die Bühne", "Etwas Ungesehenes lacht über die Bühne"),
    ],
)
def test_a_german_scene_is_offered_in_german(line: str, text: str, rephrase: str) -> None:
    assert judge(text, Rules(lines=(line,))).rephrase == rephrase


def test_a_veil_is_only_hinted_at() -> None:
    rules = Rules(veils=("spider",))
    verdict = judge("A sewer full of spiders, one lamp", rules)
    assert (verdict.action, verdict.text) == (Action.SOFTEN, "A sewer full of something unseen, one lamp")
    assert "hints" in verdict.reason
    assert judge(verdict.text, rules).action is Action.ALLOW


def test_a_veil_on_the_hint_itself_takes_the_word_away() -> None:
    verdict = judge("a lamp and a spider", Rules(veils=("spider", "unseen")))
    assert verdict.action is Action.SOFTEN
    assert verdict.text == "a lamp and"


def test_a_line_outranks_a_veil_and_a_hard_block_outranks_a_line() -> None:
    rules = Rules(lines=("spider",), veils=("sewer",))
    assert judge("a spider in the sewer", rules).category == "line"
    assert judge("a spider, a nude child", rules).hard


def test_softening_does_not_bring_in_what_a_line_forbids() -> None:
    verdict = judge("a decapitated ganger", Rules(lines=("fallen",)))
    assert (verdict.action, verdict.text) == (Action.SOFTEN, "a ganger")


def test_taking_a_word_out_does_not_put_a_forbidden_one_together() -> None:
    rules = Rules(veils=("spider", "something", "unseen"))
    assert judge("na spider ked elf", rules).action is Action.BLOCK


def test_words_in_other_alphabets_are_found_where_they_stand_alone() -> None:
    assert judge("большой паук на стене", Rules(lines=("паук",))).action is Action.BLOCK


@pytest.mark.parametrize("entry", ["", "   ", "!?", "\u200b"])
def test_an_entry_without_letters_finds_nothing(entry: str) -> None:
    assert judge("a rainy street!? 100%", Rules(lines=(entry,), veils=(entry,))).action is Action.ALLOW
