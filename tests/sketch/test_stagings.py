"""Deeds are built: hands and eyes are on what they are about, and nobody stands beside it facing the viewer."""

import math

import numpy as np
import pytest

from generation.sketch.canvas.field import rng_for
from generation.sketch.canvas.palette import colour
from generation.sketch.crowds.companies import companies
from generation.sketch.crowds.ensemble import Actor, Ensemble
from generation.sketch.crowds.ensemble_body import people_of
from generation.sketch.models.mesh import Array, turning
from generation.sketch.people.person import Person
from generation.sketch.planning.plan import plan_scene
from generation.sketch.planning.stagings import OVER_BODY

LIGHTS = colour("#40c0ff"), colour("#ff40a0")
REACH = 0.30  # metres: as near to what it is done to is a hand
LOW = 1.15  # metres: so high at most is the head of who is down beside a body


def staged(text: str, luck: float) -> tuple[Ensemble, list[Actor], list[Person]]:
    """Return the first ensemble of a description, with its people posed."""
    plan = plan_scene(text)
    people = [one for one in plan.subjects if one.kind == "figure" for _ in range(one.count)]
    beasts = [one for one in plan.subjects if one.place == "company"]
    ensemble = companies(plan.action, people, luck, beasts)[0].ensemble
    assert ensemble is not None, (text, plan)
    actors, posed = people_of(ensemble, rng_for(3, text), LIGHTS, None)
    return ensemble, actors, posed


def in_world(actor: Actor, joint: Array) -> Array:
    """Return where a joint of somebody is in the ensemble."""
    return np.asarray(joint @ turning(actor.facing) + np.array(actor.at))


def gap(person: Person, actor: Actor, spot: Array) -> float:
    """Return how far the nearer hand is from a place, in metres."""
    return min(float(np.linalg.norm(in_world(actor, hand) - spot)) for hand in person.pose.hands)


def way_to(actor: Actor, spot: tuple[float, float]) -> float:
    """Return by how much somebody is turned away from a place, in radians."""
    there = math.atan2(spot[0] - actor.at[0], spot[1] - actor.at[2])
    return abs((actor.facing - there + math.pi) % math.tau - math.pi)


@pytest.mark.parametrize("luck", [0.2, 0.8])
@pytest.mark.parametrize(
    "text",
    [
        "ghoul feeding on a corpse in an alley", "a street doc crouches over a wounded ork",
        "a woman searches the pockets of a dead guard", "Detektiv beugt sich über eine Leiche",
        "Eine Ghulin frisst an einem Toten im Keller", "medic treats an unconscious runner",
    ],
)  # fmt: skip
def test_who_is_over_a_body_is_down_beside_it_with_the_hands_on_it(text: str, luck: float) -> None:
    assert plan_scene(text).action == OVER_BODY
    _, actors, people = staged(text, luck)
    (doer, over), (body, lying) = (actors[0], people[0]), (actors[-1], people[-1])
    trunk = [in_world(body, lying.pose.chest), in_world(body, lying.pose.pelvis)]
    assert max(float(spot[1]) for spot in trunk) < 0.4
    assert min(gap(over, doer, spot) for spot in trunk) < REACH
    assert float(in_world(doer, over.pose.head)[1]) < LOW


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("three bums warming their hands at a burning barrel", 3), ("Vier Penner wärmen sich an einer Feuertonne", 4),
        ("the team huddles around a map on a table", 4), ("mourners stand around an open coffin", 3),
        ("four runners bent over a table", 4),
    ],
)  # fmt: skip
def test_who_gathers_round_a_thing_is_turned_to_it_from_all_sides(text: str, count: int) -> None:
    _, actors, people = staged(text, 0.2)
    assert len(actors) == count
    assert all(way_to(actor, (0.0, 0.0)) < 0.2 for actor in actors)
    assert max(actor.at[2] for actor in actors) - min(actor.at[2] for actor in actors) > 0.4  # no line-up
    if "wärm" in text or "warm" in text:
        hands = [in_world(actor, hand) for one, actor in zip(people, actors, strict=True) for hand in one.pose.hands]
        assert all(math.hypot(float(hand[0]), float(hand[2])) < 0.6 for hand in hands)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("vampire staring into a mirror", "tall_mirror"), ("Eine Elfe betrachtet sich im Spiegel", "tall_mirror"),
        ("decker stands at a terminal reading the screen", "terminal"),
    ],
)  # fmt: skip
def test_who_looks_into_a_thing_is_before_it_and_turned_to_it(text: str, piece: str) -> None:
    for luck in (0.2, 0.8):
        ensemble, actors, _ = staged(text, luck)
        thing = next(each for each in ensemble.pieces if each.kind == piece)
        assert way_to(actors[0], (thing.at[0], thing.at[2])) < 0.5
        assert math.dist((actors[0].at[0], actors[0].at[2]), (thing.at[0], thing.at[2])) < 1.3


def test_who_bends_into_a_car_has_the_hands_in_its_engine() -> None:
    for text in ("mechanic bends over the open hood of a car", "Ein Zwerg schaut unter die Motorhaube eines Trucks"):
        ensemble, actors, people = staged(text, 0.2)
        assert [piece.kind for piece in ensemble.pieces] == ["open_car"]
        assert gap(people[0], actors[0], np.array([0.08, 0.92, -0.25])) < REACH + 0.05


@pytest.mark.parametrize(
    "text",
    [
        "Verkäuferin hinter der Theke bedient einen Ork", "receptionist at the front desk greets a businessman",
        "Ein Troll hinter dem Tresen, davor zwei Gäste", "ork cook behind a noodle stall serves a customer",
    ],
)  # fmt: skip
def test_who_serves_is_behind_the_counter_and_the_guests_face_them_from_before_it(text: str) -> None:
    for luck in (0.2, 0.8):
        _, (server, *guests), _ = staged(text, luck)
        assert guests
        assert server.at[2] < 0
        assert all(guest.at[2] > 0 and way_to(guest, (server.at[0], server.at[2])) < 0.8 for guest in guests)


@pytest.mark.parametrize(
    "text",
    [
        "two dead guards on the floor of a corridor", "a dead sniper lies on a roof",
        "Bewusstlose Soldatin liegt auf dem Boden",
    ],
)  # fmt: skip
def test_who_is_dead_or_out_aims_at_nothing(text: str) -> None:
    _, actors, people = staged(text, 0.2)
    assert all(actor.stance in {"slack", "sleep"} and not actor.subject.holds for actor in actors)
    assert all(float(in_world(actor, one.pose.head)[1]) < 0.5 for one, actor in zip(people, actors, strict=True))


def test_who_is_slumped_against_a_wall_sits_with_the_head_down() -> None:
    ensemble, actors, people = staged("runner slumped against a wall", 0.2)
    assert [piece.kind for piece in ensemble.pieces] == ["wall"]
    assert float(in_world(actors[0], people[0].pose.pelvis)[1]) < 0.35


@pytest.mark.parametrize(
    "text",
    ["two guards stand at a steel door", "troll bouncer blocks the door", "Türsteher vor dem Eingang eines Clubs"],
)
def test_who_guards_a_door_is_before_it_and_looks_out(text: str) -> None:
    ensemble, actors, _ = staged(text, 0.2)
    assert ensemble.pieces[0].kind == "door"
    assert all(actor.at[2] > ensemble.pieces[0].at[2] + 0.2 and abs(actor.facing) < 0.5 for actor in actors)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("woman leaning out of a window", "open_window"),
        ("ganger leans out of the car window with an smg", "vehicle car"),
        ("a soldier leans out of a helicopter and shoots", "vehicle helicopter"),
    ],
)  # fmt: skip
def test_who_leans_out_of_something_is_at_its_opening(text: str, piece: str) -> None:
    ensemble, actors, people = staged(text, 0.2)
    assert [each.kind for each in ensemble.pieces] == [piece]
    assert float(in_world(actors[0], people[0].pose.pelvis)[1]) > 0.6


def test_a_tiny_one_stands_on_the_open_hand() -> None:
    _, actors, people = staged("troll holding a tiny pixie on his palm", 0.2)
    feet = np.mean([in_world(actors[1], ankle) for ankle in people[1].pose.ankles], axis=0)
    assert gap(people[0], actors[0], feet) < REACH


def test_what_is_held_up_is_over_the_shoulder() -> None:
    (subject,) = plan_scene("shaman holding up a skull").subjects
    actors, people = people_of(Ensemble((Actor(subject),)), rng_for(3, "lift"), LIGHTS, None)
    hands = [float(hand[1]) for hand in people[0].pose.hands]
    assert max(hands) > float(people[0].pose.shoulders[0][1]) + 0.1
    assert actors[0].subject.holds == ("skull",)


@pytest.mark.parametrize("text", ["a man looks at the moon", "two guards at a stand", "a taco stand in the rain"])
def test_who_only_looks_or_stands_is_at_no_thing(text: str) -> None:
    assert not any(one.at.startswith(("into ", "around ", "before ")) for one in plan_scene(text).subjects)
