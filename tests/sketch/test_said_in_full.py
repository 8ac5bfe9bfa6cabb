"""What is not painted is said whole, in the player's words, and nothing that is painted is denied."""

import json
from dataclasses import replace

import pytest

from generation.sketch.planning.caption import describe
from generation.sketch.planning.german import describe as describe_in_german
from generation.sketch.planning.plan import plan_scene
from generation.sketch.planning.stage_settings import INDOORS, OUTDOORS
from generation.sketch.planning.telling import Telling
from generation.sketch.scenes import stage


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lone survivor walking through the snow dragging a sled", "dragging a sled"),
        ("matrix persona shaped like a giant white rabbit", "shaped like a giant white rabbit"),
        ("an orc surfing a wave of sewage", "surfing a wave of sewage"),
        ("a pistol in a hollowed out bible", "hollowed out bible"),
        ("Türsteher schubst einen betrunkenen Ork aus dem Club", "schubst einen betrunkenen Ork"),
        ("Leiche in einem Teppich", "Teppich"),
        ("a hooded figure with glowing hands on a pier", "glowing hands"),
        ("Kampfmagier mit brennenden Händen auf einer Brücke", "brennenden Händen"),
        ("a dwarf with a huge axe and a tiny hat", "tiny hat"),
        ("a samurai with two katanas", "two katanas"),
        ("a fat cat on a sofa", "fat cat"),
        ("a tiny dog", "tiny dog"),  # which fills the picture
        ("two guys carrying a couch", "carrying a couch"),
        ("Lone Star cops kicking down a door", "kicking down a door"),
        ("a broken mirror showing a different face", "different face"),
        ("yakuza with missing finger", "with missing finger"),
        ("a heist in a bank", "heist"),
        ("goblin on a moped delivering noodles", "delivering noodles"),
        ("a girl riding a bicycle", "riding a bicycle"),
    ],
)
def test_a_phrase_is_said_whole(text: str, said: str) -> None:
    assert said in plan_scene(text).missing


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("a cowboy on a horse", "horse"),
        ("Elfin reitet auf einem Einhorn", "Einhorn"),
        ("two elves back to back", "back"),
        ("a huge spider and a knight", "spider"),
        ("a knight errant officer reading a ticket", "reading"),
        ("a street preacher", "street"),
        ("a Lone Star patrol car parked outside a donut shop", "patrol car"),
        ("dwarf smith hammering a glowing sword on an anvil", "dwarf"),
        ("ein Mann ohne Gesicht in einem leeren Zug", "Zug"),
    ],
)
def test_what_is_painted_is_not_denied(text: str, denied: str) -> None:
    assert not any(denied in words for words in plan_scene(text).missing)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("troll on a tiny scooter", "tiny scooter"),
        ("a mage in a thunderstorm", "thunderstorm (rain instead)"),
        ("a giant with a machine gun", "machine gun (an assault rifle instead)"),
        ("Riese mit Maschinengewehr", "Maschinengewehr (stattdessen ein Sturmgewehr)"),
        ("Kino, leer", "Kino (stattdessen ein Theater)"),
    ],
)
def test_what_is_painted_instead_is_said(text: str, said: str) -> None:
    assert said in plan_scene(text).missing


def test_a_word_that_only_says_how_large_something_is_stands_for_nobody() -> None:
    assert not any("troll" in words for words in plan_scene("giant octopus attacking a ferry").missing)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Drei Orks streiten sich um einen Döner", ["figure"]),  # no don
        ("an angry dog behind a fence", ["dog"]),
        ("a ganger swinging a bat", ["figure"]),
        ("angry mob with torches", ["figure"]),
        ("drone shot down in an alley", ["drone"]),
    ],
)
def test_a_word_is_taken_in_the_sense_that_its_neighbours_tell(text: str, kinds: list[str]) -> None:
    assert [subject.kind for subject in plan_scene(text).subjects] == kinds


@pytest.mark.parametrize(
    ("text", "count"),
    [("Söldner springt aus einem Flugzeug", 1), ("Ganger hängen von einer Brücke", 3), ("Trolle tanzen", 3)],
)
def test_a_german_verb_tells_how_many_do_it(text: str, count: int) -> None:
    assert plan_scene(text).count("figure") == count


def test_who_is_first_holds_what_follows_an_and() -> None:
    mother, baby = plan_scene("ork mother with a baby on her back and an AK in her hands").subjects
    assert (mother.holds, baby.holds) == (("rifle",), ())


@pytest.mark.parametrize("who", ["technomancer", "Technomancerin"])
def test_a_technomancer_needs_no_deck(who: str) -> None:
    assert plan_scene(f"{who} in a bar").subjects[0].holds == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a waitress spilling coffee on a Johnson", "A waitress in a vest"),
        ("three soldiers in an alley", "Three soldiers"),
        ("two swordsmen in a castle", "Two swordsmen"),
        ("a huge spider", "A giant spider"),
        ("cup of hot soykaf on a bar", "A cup in"),
        ("troll carrying an unconscious elf", "One carries the other"),
        ("two trolls arm wrestling", "They arm-wrestle"),
        ("a cat sleeping on a pile of cash", "on a stack of money"),
        ("a cat in a bathtub", "in a bathtub"),
        ("troll on a scooter", "on a motor scooter"),
    ],
)
def test_an_alt_text_says_what_is_seen(text: str, said: str) -> None:
    assert said in describe(plan_scene(text))


def test_a_german_alt_text_says_on_what_a_creature_is() -> None:
    assert "auf einem Schädel" in describe_in_german(plan_scene("a raven on a skull"))


def test_a_dragon_that_sits_is_not_said_to_lie() -> None:
    plan = plan_scene("great dragon asleep on a heap of gold in a corporate vault")
    assert "asleep" in plan.missing
    assert "lying" not in describe(plan)


def test_no_more_is_painted_than_anybody_would_find() -> None:
    beasts = ["cat", "dog", "wolf", "horse", "bear", "rat", "raven", "owl", "lion", "tiger", "fox", "deer", "cow"]
    plan = plan_scene("in a forest, " + ", ".join(f"a {beast}" for beast in beasts))
    assert len(plan.subjects) == 9
    assert "tiger" in plan.missing
    many = plan_scene("seven rats, seven cats and seven drones in an alley")
    assert sum(subject.count for subject in many.subjects) == 9
    assert "seven rats" in many.missing


def test_a_stage_is_said_to_be_what_the_painter_has_made_of_it() -> None:
    plan = replace(plan_scene("a zorgblat"), place="open_ground")
    assert describe(plan).startswith("A stretch of open ground at dusk.")
    assert describe_in_german(plan) == "Eine offene Fläche in der Abenddämmerung."
    plans = [plan_scene(text) for text in ("two elves", "a car", "two elves in the rain")]
    assert {setting for each in plans for setting in stage.settings_for(each)} == {*INDOORS, *OUTDOORS}


def test_an_alt_text_that_is_kept_says_the_same_again() -> None:
    plan = plan_scene("a zorgblat")
    telling = Telling(replace(plan, place="wet_asphalt"))
    again = Telling.from_recipe(json.loads(json.dumps(telling.recipe_of(plan))))
    assert again.alt_text == telling.alt_text
    assert again.german_alt_text == telling.german_alt_text


def test_words_on_an_apron_are_no_deed() -> None:
    plan = plan_scene("dwarf chef on a street, wearing an apron that says KISS THE COOK")
    assert plan.action == ""
    assert any("KISS THE COOK" in words for words in plan.missing)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cyborg with no legs dragging itself through rubble", "no legs"),
        ("ein Rigger ohne Beine steuert zwölf Drohnen", "steuert zwölf Drohnen"),
        ("a mage levitating a car over a crowd of cops", "levitating a car"),
        ("an elf prince on a balcony looking at the burning city", "burning city"),
        ("two officers arresting a troll, hands behind his back", "hands behind his back"),
        ("black IC shaped like a samurai", "shaped like a samurai"),
        ("seagulls over a dock", "seagulls (birds instead)"),
        ("a dead fish in an alley", "dead fish"),
    ],
)
def test_what_others_would_swallow_is_said(text: str, said: str) -> None:
    assert said in plan_scene(text).missing


def test_who_has_something_not_does_what_follows() -> None:
    assert plan_scene("an elf without a gun runs through an alley").subjects[0].pose == "run"


@pytest.mark.parametrize("text", ["no security guards in the lobby", "no knit cap on the dwarf"])
def test_what_is_refused_ends_with_its_noun(text: str) -> None:
    plan = plan_scene(text)
    assert plan.missing == ()
    assert not any(subject.role == "guard" or "beanie" in subject.features for subject in plan.subjects)


@pytest.mark.parametrize("text", ["elf w/ a hat", "elf w a hat", "a rather tall elf in a hat"])
def test_the_beginning_of_a_refusal_refuses_nothing(text: str) -> None:
    assert "hat" in plan_scene(text).subjects[0].features


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ork rigger w/ a beer gut", "beer gut"),
        ("a decker on a toilet", "on a toilet"),
        ("three shadowrunners in clown masks", "clown masks"),
        ("a man with a gun to his head", "to his head"),
        ("gang sign sprayed on a burned car", "gang sign sprayed"),
        ("zerschossene Limousine mit Girlanden", "Girlanden"),
    ],
)
def test_where_and_what_sort_is_said(text: str, said: str) -> None:
    assert said in plan_scene(text).missing


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("guard with a donut in hand", "hand"),
        ("Elf auf einem Stuhl gefesselt", "Stuhl"),
        ("eine Flasche Wein auf einem Tisch", "Wein"),
    ],
)
def test_nor_is_what_is_there_denied(text: str, denied: str) -> None:
    assert not any(denied in words for words in plan_scene(text).missing)


def test_a_chopper_that_is_over_something_flies() -> None:
    assert [subject.kind for subject in plan_scene("a chopper over the docks").subjects] == ["helicopter"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("red dragon sleeping on a pile of cars in a junkyard", "sleeping on a pile of cars"),
        ("dwarf in a tiny submarine", "tiny submarine"),
        ("bounty hunter dragging a handcuffed elf", "handcuffed elf"),
        ("a driver eating noodles in a parked car", "car (a van instead)"),
        ("cyclops bouncer checking ids", "cyclops (a troll instead)"),
        ("Vampir ohne Spiegelbild", "ohne Spiegelbild"),
        ("Magier lässt eine Pistole schweben", "schweben"),
        ("smuggler boat dodging searchlights off the coast", "dodging searchlights"),
    ],
)
def test_what_is_otherwise_is_said(text: str, said: str) -> None:
    assert said in plan_scene(text).missing


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Riggerin tankt ihr Motorrad an einer Tankstelle", ["figure", "bike"]),  # no tank
        ("der Johnson hat einen Koffer", ["figure"]),
    ],
)
def test_a_german_verb_is_no_noun(text: str, kinds: list[str]) -> None:
    subjects = plan_scene(text).subjects
    assert [subject.kind for subject in subjects] == kinds
    assert "hat" not in subjects[0].features


def test_a_child_of_a_trade_is_said_to_be_young() -> None:
    assert "young hacker" in describe(plan_scene("kid hacker in pyjamas"))


@pytest.mark.parametrize(
    "text", ["decker sits on a roof and eats noodles", "Decker sitzt auf einem Dach und isst Nudeln"]
)
def test_an_and_joins_what_somebody_does(text: str) -> None:
    plan = plan_scene(text)
    assert (plan.subjects[0].pose, plan.subjects[0].deed, plan.missing) == ("sit", "eat", ())


def test_who_is_in_a_taxi_is_said_to_be_in_a_van() -> None:
    assert "in a taxi (a van instead)" in plan_scene("a dwarf smoking a cigar in a taxi").missing


def test_an_ork_who_stands_is_no_stall() -> None:
    (ork,) = plan_scene("ork stands in the rain and smokes a cigar").subjects
    assert (ork.metatype, ork.deed) == ("ork", "smoke")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a dog between two trolls", "between two trolls"),
        ("eine Frau zwischen zwei Trollen", "zwischen zwei Trollen"),
        ("a candle between two skulls", "between two skulls"),
        ("a skull in front of a candle", "in front of a candle"),
        ("eine Kerze hinter einem Schädel", "hinter einem Schädel"),
        ("a woman behind a car", "behind a car"),
    ],
)
def test_where_something_is_said_to_be_and_is_not_is_said(text: str, said: str) -> None:
    assert plan_scene(text).missing == (said,)


@pytest.mark.parametrize(
    "text",
    ["a cat on top of a car", "a pistol on top of a book", "a troll on top of a van", "a man between two cars",
     "a mechanic under a truck", "ein Hund vor einem Lieferwagen", "a bottle next to a skull"],
)  # fmt: skip
def test_nothing_is_said_of_where_something_is_that_is_there(text: str) -> None:
    assert plan_scene(text).missing == ()
