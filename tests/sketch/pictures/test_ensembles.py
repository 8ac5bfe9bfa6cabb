"""What people do together, on seats and with their hands: bodies are where that is, turned to it, and touch it."""

from dataclasses import replace

import numpy as np
import pytest

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame, rng_for
from generation.sketch.crowds.beasts import OF_BEASTS
from generation.sketch.crowds.companies import companies
from generation.sketch.crowds.ensemble import Actor, Ensemble
from generation.sketch.crowds.ensemble_body import make_ensemble, people_of
from generation.sketch.crowds.solo import SOLOS
from generation.sketch.crowds.together import LEAST, OF_ALL, OF_TWO
from generation.sketch.models.joinery import Stuff, stuff
from generation.sketch.models.mesh import turning
from generation.sketch.models.pieces import MAKERS
from generation.sketch.people.hands import HANDLINGS
from generation.sketch.people.person import Person
from generation.sketch.people.stances import STANCES
from generation.sketch.planning.acting import DEEDS
from generation.sketch.planning.figures import POSES
from generation.sketch.planning.plan import Plan, Subject, plan_scene
from generation.sketch.planning.seats import SEATS
from generation.sketch.planning.together import TOGETHER

MAN, WOMAN, TROLL = (
    Subject("figure", gender="man"),
    Subject("figure", gender="woman"),
    Subject("figure", metatype="troll"),
)


def canvas() -> Canvas:
    return Canvas(Plan("stage", "neon_noir"), 3, Frame(64, 64), lambda *_: None)


def ensemble_of(action: str, *people: Subject) -> Ensemble:
    (company, *_) = companies(action, people, 0.2)
    assert company.ensemble is not None
    return company.ensemble


def posed(ensemble: Ensemble) -> list[tuple[Actor, Person]]:
    return list(zip(*people_of(ensemble, rng_for(3, "people"), ((90, 90, 90), (90, 90, 90)), None), strict=True))


def joint(who: tuple[Actor, Person], name: str, side: int = 0) -> np.ndarray:
    actor, person = who
    found = getattr(person.pose, name)
    spot = found[side] if isinstance(found, tuple) else found
    return np.asarray(spot @ turning(actor.facing) + np.array(actor.at))


@pytest.mark.parametrize("seat", sorted(name for name, known in SEATS.items() if name != "bike"))
def test_who_sits_on_a_seat_has_the_hips_just_over_it(seat: str) -> None:
    (sitter,) = posed(ensemble_of("", Subject("figure", gender="man", pose="sit", place=seat)))
    over = joint(sitter, "pelvis")[1] - SEATS[seat].high
    assert 0.0 < over < 0.35


@pytest.mark.parametrize("seat", sorted(name for name, known in SEATS.items() if known.lies))
def test_a_sleeper_is_wider_than_high_and_lies_on_the_bed(seat: str) -> None:
    bed = ensemble_of("", Subject("figure", gender="woman", pose="lie", place=seat))
    (sleeper,) = posed(bed)
    head, feet = joint(sleeper, "head"), joint(sleeper, "ankles")
    assert abs(head[0] - feet[0]) > 1.0 > 3 * abs(head[1] - feet[1])
    assert min(head[1], feet[1]) > SEATS[seat].high - 0.05
    if seat != "ground":
        spots = MAKERS[seat](people_material()).corners.reshape(-1, 3)
        assert spots[:, 0].min() - 0.1 < min(head[0], feet[0]) < max(head[0], feet[0]) < spots[:, 0].max() + 0.1


def people_material() -> Stuff:
    return stuff((90, 90, 90), rng_for(1, "stuff"))


def test_who_stands_back_to_back_faces_apart() -> None:
    first, second = posed(ensemble_of("back_to_back", MAN, WOMAN))
    assert first[0].at[0] * first[0].facing > 0 > first[0].facing * second[0].facing


@pytest.mark.parametrize("action", ["hug", "shake_hands", "hand_over", "fight", "dance", "arm_wrestle"])
def test_two_who_touch_look_at_each_other_and_are_an_arms_length_apart(action: str) -> None:
    first, second = posed(ensemble_of(action, MAN, WOMAN))
    assert first[0].facing > 0.9
    assert second[0].facing < -0.9
    assert np.linalg.norm(joint(first, "chest") - joint(second, "chest")) < 1.35


def test_hands_that_are_shaken_meet_even_those_of_a_troll_and_a_dwarf() -> None:
    for other in (WOMAN, TROLL, Subject("figure", metatype="dwarf")):
        first, second = posed(ensemble_of("shake_hands", MAN, other))
        assert np.linalg.norm(joint(first, "hands") - joint(second, "hands")) < 0.22


def test_a_rider_is_above_the_bike_and_the_second_behind_the_first() -> None:
    riders = [Subject("figure", gender="man", pose="ride", place="bike") for _ in range(2)]
    first, second = posed(ensemble_of("", *riders))
    wheel = 0.155 * 2.2
    assert min(joint(each, "pelvis")[1] for each in (first, second)) > 2 * wheel
    assert joint(second, "pelvis")[0] < joint(first, "pelvis")[0]


def test_who_is_carried_in_the_arms_lies_before_the_chest() -> None:
    bearer, borne = posed(ensemble_of("carry", TROLL, WOMAN))
    assert 0.6 * joint(bearer, "chest")[1] < joint(borne, "pelvis")[1] < joint(bearer, "head")[1]
    assert joint(borne, "pelvis")[2] > joint(bearer, "chest")[2]


def test_nobody_at_a_campfire_is_between_it_and_the_viewer() -> None:
    for count in range(1, 7):
        fire = ensemble_of("campfire", *[MAN] * count)
        assert fire.fire
        assert all(actor.at[2] < 0.2 for actor in fire.actors)


def test_the_one_who_is_interrogated_is_bound_to_a_chair() -> None:
    ensemble = ensemble_of("interrogate", MAN, WOMAN)
    assert [actor.stance for actor in ensemble.actors].count("bound") == 1
    assert {"chair", "bonds", "hung_lamp"} <= {piece.kind for piece in ensemble.pieces}


@pytest.mark.parametrize("action", sorted({*OF_TWO, *OF_ALL}))
def test_everybody_of_a_deed_is_painted_once(action: str) -> None:
    for count in range(LEAST.get(action, 2), 7):
        people = [Subject("figure", age=str(number)) for number in range(count)]
        shown = [person for company in companies(action, people, 0.7) for person in company.people]
        assert len(shown) == count + (action in {"operate", "interrogate", "hold_up"} and count == 1)


def test_a_small_seller_is_seen_over_the_counter() -> None:
    (dwarf,) = posed(ensemble_of("", Subject("figure", metatype="dwarf", deed="sell")))
    assert joint(dwarf, "head")[1] > 1.4


def test_every_deed_and_pose_of_a_plan_is_one_that_bodies_have() -> None:
    assert {*HANDLINGS, *SOLOS} >= DEEDS
    assert {*POSES} - {"stand"} <= {*STANCES}
    assert {*OF_TWO, *OF_ALL, *OF_BEASTS} >= TOGETHER


@pytest.mark.parametrize("metatype", ["human", "elf", "dwarf", "ork", "troll", "minotaur", "skeleton"])
def test_two_of_any_metatype_are_made_together(metatype: str) -> None:
    who = Subject("figure", metatype=metatype, gender="man")
    assert make_ensemble(canvas(), ensemble_of("hug", who, who), rng_for(1, "x"), None).top > 0.5


def test_an_ensemble_is_drawn_inside_its_bounds() -> None:
    figure = make_ensemble(canvas(), ensemble_of("hug", MAN, WOMAN), rng_for(1, "x"), None)
    left, bottom, right, top = figure.bounds
    assert left < 0 < right
    assert bottom < 0
    assert top > 1.5


@pytest.mark.parametrize(
    ("text", "pose", "deed", "place"),
    [
        ("an elf asleep on a couch", "lie", "", "sofa"),
        ("a troll in a bathtub", "sit", "", "bathtub"),
        (
            "an old ork woman knitting in a rocking chair, a shotgun leaning against the wall",
            "sit",
            "knit",
            "rocking_chair",
        ),
        ("a dwarf reading a newspaper in an armchair", "sit", "read", "armchair"),
        ("eine Elfe raucht auf einem Barhocker in einer Bar", "sit", "smoke", "bar_stool"),
        ("a man sitting on the edge of a rooftop smoking", "sit", "smoke", "ledge"),
        ("ein Zwerg schläft in einem Sessel", "lounge", "doze", "armchair"),
        ("ein alter Mann liest auf einer Parkbank eine Zeitung", "sit", "read", "bench"),
        ("an old man feeding pigeons on a bench", "sit", "", "bench"),
        ("a rigger riding a motorcycle through the desert", "ride", "", "bike"),
        ("a fixer on the phone in a bar", "", "phone", ""),
        ("a decker asleep at her desk in an office", "sit", "doze", "table_side"),
        ("ein Magier wirft einen Feuerball", "throw", "", ""),
    ],
)
def test_what_somebody_does_and_is_on_is_read(text: str, pose: str, deed: str, place: str) -> None:
    plan = plan_scene(text)
    first = next(subject for subject in plan.subjects if subject.kind == "figure")
    assert (first.pose, first.deed, first.place) == (pose, deed, place)
    assert plan.scene != "portrait"


@pytest.mark.parametrize(
    ("text", "kind", "place", "holds"),
    [
        ("a shaman with a raven on her shoulder in a forest", "raven", "shoulder", ()),
        ("a girl with a cat in her arms", "cat", "arms", ()),
        ("a knight riding a white horse", "horse", "mount", ()),
        ("a dragon reading a newspaper in an armchair", "dragon_western", "armchair", ("newspaper",)),
        ("eine Katze schläft auf einem Sofa", "cat", "sofa", ()),
    ],
)
def test_where_a_creature_is_and_what_it_holds_is_read(
    text: str, kind: str, place: str, holds: tuple[str, ...]
) -> None:
    plan = plan_scene(text)
    creature = next(subject for subject in plan.subjects if subject.kind != "figure")
    assert (creature.kind, creature.place, creature.holds) == (kind, place, holds)
    assert plan.missing == ()


def test_who_carries_somebody_has_nothing_else_to_carry() -> None:
    assert plan_scene("a woman carrying a child through the rain").action == "carry"
    assert plan_scene("a woman and a man carrying a crate").action != "carry"


def test_what_is_brought_for_a_deed_does_not_lie_about_as_well() -> None:
    plan = plan_scene("three trolls climbing a ladder")
    assert [subject.kind for subject in plan.subjects] == ["figure"]
    assert plan.missing == ()


@pytest.mark.parametrize("metatype", ["ork", "troll"])
def test_who_has_tusks_can_be_in_a_company(metatype: str) -> None:
    """Its bounds are measured before it is known how far off it is seen."""
    figure = make_ensemble(canvas(), ensemble_of("hug", replace(MAN, metatype=metatype), WOMAN), rng_for(1, "x"), None)
    assert np.isfinite(figure.bounds).all()
