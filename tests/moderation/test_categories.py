"""What a session's rules make of our categories, and how a text is toned down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.moderation.moderator import judge
from generation.moderation.verdict import CATEGORIES, Action, Rules


def rules(*, mature: bool = False, **actions: Action) -> Rules:
    return Rules({**CATEGORIES, **actions}, mature=mature)


@pytest.mark.parametrize(
    ("text", "painted"),
    [
        ("dismembered corpse in a bathtub", "fallen body in shadow in a bathtub"),
        ("A severed head on a pike", "A battered helmet on a pike"),
        ("severed heads on pikes", "battered helmets on pikes"),
        ("an eviscerated guard at the gate", "a fallen guard at the gate"),
        ("Entrails on the floor", "Dark stains on the floor"),
        ("a d.i.s.e.m.b.o.w.e.l.e.d guard", "a fallen guard"),
        ("Eingeweide auf dem Boden", "Dunkle Flecken auf dem Boden"),
    ],
)
def test_gore_is_rewritten_so_that_the_scene_stays(text: str, painted: str) -> None:
    verdict = judge(text, Rules())
    assert (verdict.action, verdict.text) == (Action.SOFTEN, painted)
    assert "gore" in verdict.reason


def test_gore_passes_only_where_the_table_allows_it_and_the_channel_is_age_restricted() -> None:
    text = "a decapitated ganger"
    assert judge(text, rules(gore=Action.ALLOW, mature=True)).action is Action.ALLOW
    assert judge(text, rules(gore=Action.ALLOW)).action is Action.SOFTEN
    assert judge(text, rules(mature=True)).action is Action.SOFTEN
    assert judge(text, rules(gore=Action.BLOCK, mature=True)).action is Action.BLOCK


def test_what_a_game_master_sees_first_is_softened_where_there_is_no_age_restriction() -> None:
    text = "a decapitated ganger"
    assert judge(text, rules(gore=Action.REVIEW)).text == "a fallen ganger"
    assert judge(text, rules(gore=Action.REVIEW, mature=True)).text == text


@pytest.mark.parametrize("action", [Action.ALLOW, Action.REVIEW, Action.BLOCK])
def test_without_an_age_restriction_nothing_explicit_passes_whatever_the_session_says(action: Action) -> None:
    assert judge("nude elf", rules(sexual=action)).action is Action.BLOCK


def test_a_session_may_soften_what_is_explicit_and_an_age_restricted_one_may_allow_it() -> None:
    assert judge("nude elf", rules(sexual=Action.SOFTEN)).text == "cloaked elf"
    assert judge("nude elf", rules(sexual=Action.ALLOW, mature=True)).action is Action.ALLOW


def test_a_refusal_offers_a_rephrase_that_keeps_the_scene() -> None:
    verdict = judge("A topless dancer in a bar, an eviscerated guard beside her", Rules())
    assert verdict.action is Action.BLOCK
    assert verdict.text == ""
    assert verdict.rephrase == "A cloaked dancer in a bar, a fallen guard beside her"
    assert "sexual content" in verdict.reason


def test_a_refusal_of_which_nothing_would_stay_offers_none() -> None:
    assert judge("nude", Rules()).rephrase == ""


def test_the_strictest_of_several_decides() -> None:
    verdict = judge("Taylor Swift beside a severed head", Rules())
    assert (verdict.action, verdict.category) == (Action.REVIEW, "real_people")
    assert verdict.text == "Taylor Swift beside a battered helmet"
    assert set(verdict.matched) == {"taylor swift", "severed head"}


@pytest.mark.parametrize("text", ["a clean lab, no gore", "a portrait without nudity", "ein Labor, keine Eingeweide"])
def test_what_the_text_itself_rules_out_is_no_finding(text: str) -> None:
    verdict = judge(text, Rules())
    assert (verdict.action, verdict.text) == (Action.ALLOW, text)


def test_a_call_against_people_is_hatred_and_fighting_is_not() -> None:
    assert judge("graffiti: death to all immigrants", Rules()).category == "hate"
    assert judge("graffiti: death to all orks", Rules()).action is Action.ALLOW
    assert judge("refugees flee while the runners kill the lights", Rules()).action is Action.ALLOW


@pytest.mark.parametrize(
    ("category", "text", "painted"),
    [
        ("real_people", "Elon Musk in a bar", "A stranger in a bar"),
        ("self_harm", "an ork hanging himself in a motel", "an ork in despair in a motel"),
        ("hate", "a wall with a swastika on it", "a wall with a faded banner on it"),
    ],
)
def test_every_category_can_be_softened(category: str, text: str, painted: str) -> None:
    verdict = judge(text, Rules({**CATEGORIES, category: Action.SOFTEN}))
    assert verdict.action is Action.SOFTEN
    assert verdict.text == painted


GORY = ["severed head", "entrails", "decapitated", "dismembered", "blood and guts", "gore", "brains splattered"]
PLAIN = ["a", "an", "the", "ganger", "in", "Seattle", "rain,", "cock", "the pistol", "na", "ked", "pen", "is", "no"]


@settings(deadline=None, database=None, derandomize=True, max_examples=80)
@given(
    st.lists(st.sampled_from(GORY + PLAIN), max_size=12),
    st.lists(st.sampled_from(["pistol", "seattle", "head", "unseen", "shadow"]), max_size=2),
)
def test_what_was_softened_passes_when_it_is_judged_again(words: list[str], veils: list[str]) -> None:
    own = Rules(veils=tuple(veils))
    verdict = judge(" ".join(words), own)
    if verdict.action is Action.SOFTEN:
        again = judge(verdict.text, own)
        assert (again.action, again.text) == (Action.ALLOW, verdict.text)
    if verdict.rephrase:
        assert judge(verdict.rephrase, own).action < Action.BLOCK
