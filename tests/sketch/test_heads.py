"""Who or what a description is about is its subject: nothing that somebody wears, has or does is there for itself."""

import pytest

from generation.reading.binding import bound
from generation.reading.noun_phrases import Deed
from generation.reading.scene import read_scene
from generation.sketch.planning.plan import Plan, plan_scene


def told(plan: Plan) -> str:
    return " ".join(plan.missing)


@pytest.mark.parametrize(
    "text",
    [
        "a zorbler in a hospital gown with a chainsaw",
        "zorblit with a shaved head and a long coat, smoking",
        "the glimmerwright, who hides under a table",
        "sie sitzt auf der motorhaube, lederjacke, raucht",
        "she leans on a wall, boots, leather jacket",
        "konzernchefin am fenster, weinglas in der hand",
        "a snake tattoo on a bald guys head",
        "lone star cop got his hand stuck in a vending machine",
    ],
)
def test_who_wears_has_or_does_what_only_people_do_is_a_person(text: str) -> None:
    assert plan_scene(text).subjects[0].kind == "figure"


@pytest.mark.parametrize("text", ["a zorbler on a table", "a glimmer with a long tail and fur", "three hovertrains"])
def test_what_nobody_knows_and_nothing_tells_to_be_a_person_is_none(text: str) -> None:
    assert plan_scene(text).count("figure") == 0


def test_a_person_of_an_unknown_sort_is_said_to_be_one() -> None:
    assert plan_scene("a zorbler in a red coat").missing == ("zorbler",)


@pytest.mark.parametrize(
    ("text", "word", "owner"),
    [
        ("razor girl, chrome fingers, black bob, sitting in a bar", "sitting", "girl"),
        ("a queen of the seelie court on her throne", "throne", "queen"),
        ("an elf with a bow on a horse", "horse", "elf"),
        ("a mage with red eyes and his coat floating", "floating", "coat"),
        ("a runner behind a car, bullets flying", "flying", "bullets"),
        ("ganger sprüht graffiti an eine kirche", "sprüht", "ganger"),
        ("alter ork mit gehstock füttert tauben", "füttert", "ork"),
        ("wächter mit hund patrouilliert am zaun", "patrouilliert", "wächter"),
    ],
)
def test_what_is_said_in_a_list_is_said_of_whom_the_list_is(text: str, word: str, owner: str) -> None:
    parts = bound(read_scene(text).terms)
    found = next(
        each for each in parts if (each.part.term if isinstance(each.part, Deed) else each.part.head).typed == word
    )
    assert found.owner is not None
    assert found.owner.head.typed == owner


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("an ork lawyer, tusks, 3 piece suit, in court", 1),
        ("orkbande auf motorrädern", 3),
        ("kneipe zum lachenden troll, außen", 0),
        ("a mirror with a face in it", 0),
        ("me and my dog on a roof", 1),
    ],
)
def test_as_many_are_there_as_are_named(text: str, people: int) -> None:
    assert plan_scene(text).count("figure") == people


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a decker, eyes closed", "eyes closed"),
        ("a cop dressed like a hobo on a bench", "like a hobo"),
        ("ne elfe mit ner pistole hinterm rücken", "hinterm rücken"),
        ("a one armed bartender", "one armed"),
    ],
)
def test_how_somebody_is_and_what_is_behind_them_is_said_where_it_is_not_shown(text: str, said: str) -> None:
    assert said in told(plan_scene(text))


@pytest.mark.parametrize(
    "text",
    ["zwei trolle spielen armdrücken in einer kneipe", "wächter mit hund patrouilliert am zaun",
     "two trolls carrying a safe", "an ex soldier sitting on the edge of her bed"],
)  # fmt: skip
def test_what_is_shown_is_not_said_to_be_missing(text: str) -> None:
    assert plan_scene(text).missing == ()


def test_who_is_met_nowhere_in_particular_has_a_place_only_where_it_is_near_certain() -> None:
    certain = {"a dragon": "skyline/", "a fox": "wilderness/forest", "a priest and a thief": "room/church"}
    for text in ("a hellhound", "a van", "two gangers fighting", "a cat", "a truck", *certain):
        plan = plan_scene(text)
        assert f"{plan.scene}/{plan.place}" == certain.get(text, "stage/"), text


@pytest.mark.parametrize(
    ("text", "place"),
    [("a scientist and a cat", "lab"), ("a priest and a thief", "room"), ("a hunter and a fox", "wilderness")],
)
def test_people_are_where_those_of_their_trade_are(text: str, place: str) -> None:
    assert plan_scene(text).scene == place


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a motorbike with a skeleton sitting on it", ("skeleton", "ride", "bike")),
        ("an ork with a crate, a cat in it", ("cat", "", "in crate")),
    ],
)
def test_a_pronoun_stands_for_what_is_named_before_it(text: str, said: tuple[str, str, str]) -> None:
    plan = plan_scene(text)
    found = [(each.metatype if each.kind == "figure" else each.kind, each.pose, each.place or each.at)
             for each in plan.subjects]  # fmt: skip
    assert said in found
    assert plan.missing == ()


def test_a_creature_that_a_pronoun_stands_for_is_part_of_what_is_done_to_it() -> None:
    assert plan_scene("a stray dog and a kid petting it").action == "pet"


def test_where_somebody_is_by_a_pronoun_is_said_if_it_is_not_shown() -> None:
    assert plan_scene("a mother hiding her kid behind her").missing == ("behind her",)
    assert plan_scene("a runner jumping on a roof, the moon behind her").missing == ()


@pytest.mark.parametrize(
    "text",
    ["an ork cook yelling at a waiter", "a troll kneeling before a tiny old woman", "a bouncer points at a thief"],
)
def test_who_does_something_to_somebody_faces_them(text: str) -> None:
    assert plan_scene(text).action in {"talk", "meet"}


@pytest.mark.parametrize(
    ("text", "said"),
    [("ork in a suit too small for him", "suit too small"), ("troll im anzug, anzug zu eng", "anzug zu eng")],
)
def test_what_is_too_much_is_said_of_what_is_so(text: str, said: str) -> None:
    plan = plan_scene(text)
    assert said in plan.missing
    assert plan.subjects[0].physique == ""


def test_who_is_thrown_out_is_no_ball() -> None:
    bouncer = plan_scene("a bouncer throws a drunk elf out of a club").subjects[0]
    assert bouncer.pose == ""
    assert "throws a drunk elf out" in told(plan_scene("a bouncer throws a drunk elf out of a club"))


def test_who_something_is_done_to_is_not_who_does_it() -> None:
    for text in ("our decker gets dragged away by two guards", "ein decker wird von zwei wachen weggezerrt"):
        plan = plan_scene(text)
        assert (plan.action, [each.role for each in plan.subjects]) == ("drag", ["guard", "decker"])


def test_the_eyes_of_somebody_are_a_picture_of_them() -> None:
    assert plan_scene("the eyes of a troll").subjects[0].metatype == "troll"


@pytest.mark.parametrize("text", ["orkkind auf einem dach", "ein orkjunge im park"])
def test_a_german_compound_for_a_child_is_a_child(text: str) -> None:
    assert plan_scene(text).subjects[0].age == "child"


def test_the_weapon_that_is_named_is_the_one_in_hand() -> None:
    assert [each.holds for each in plan_scene("a samurai sharpening his sword on a roof").subjects] == [("sword",)]


@pytest.mark.parametrize("text", ["a face lying to a guard in a bar", "magier ritzt runen in eine tür"])
def test_words_that_mean_something_else_here_are_no_poses(text: str) -> None:
    assert plan_scene(text).subjects[0].pose == ""


def test_nobody_is_threatened_by_who_only_wears_a_pistol() -> None:
    assert plan_scene("a knight errant officer handing out donuts to homeless people").action == ""


def test_the_other_of_two_does_something_else() -> None:
    plan = plan_scene("zwei wachen, eine schläft, die andere raucht")
    assert [(each.count, each.pose, each.deed) for each in plan.subjects] == [(1, "", "smoke"), (1, "lie", "slack")]
