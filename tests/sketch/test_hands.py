"""Hands: a gun is held by its grip and points ahead, fingers lie side by side, both hands are lit alike."""

import numpy as np
import pytest

from generation.sketch.canvas.field import rng_for
from generation.sketch.canvas.palette import colour
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.mesh import Array, turning
from generation.sketch.people.body import bone
from generation.sketch.people.complexion import skin_mesh
from generation.sketch.people.face import posed_points
from generation.sketch.people.gear import CARRIED
from generation.sketch.people.holding import GUNS, held_thing
from generation.sketch.people.person import Person, make_person
from generation.sketch.people.surface import Mask
from generation.sketch.planning.plan import Subject

DAY = colour("#4c4a50")
PALM = 0.09  # metres: farther from the hand's middle nothing is in its grip
LIGHTS = ((0.62, 0.58, 0.53), (-0.62, 0.58, 0.53))


def holding(kind: str, stance: str, seed: int = 1) -> Person:
    subject = Subject("figure", gender="man", holds=(kind,) if kind else ())
    return make_person(subject, rng_for(seed, "person"), (DAY, DAY), stance=stance, facing=0.0)


@pytest.mark.parametrize("stance", ["aim", "aim_at_us", "stand"])
@pytest.mark.parametrize("kind", sorted(set(GUNS) & set(ITEM_MAKERS)))
def test_a_gun_points_ahead_and_its_grip_is_in_the_hand(kind: str, stance: str) -> None:
    person = holding(kind, stance)
    hand = person.pose.hands[0]
    spots = held_thing(person, kind, 0).corners.reshape(-1, 3)
    assert np.linalg.norm(spots - hand, axis=1).min() < PALM
    muzzle = spots[np.linalg.norm(spots - hand, axis=1).argmax()]
    assert muzzle[2] > hand[2] + 0.05


@pytest.mark.parametrize("kind", ["pistol", "cup", "knife"])
def test_who_walks_holds_things_before_them(kind: str) -> None:
    walking, empty = holding(kind, "walk"), holding("", "walk")
    assert walking.pose.hands[0][2] > empty.pose.hands[0][2] + 0.1
    assert kind in ITEM_MAKERS or kind in CARRIED


@pytest.mark.parametrize("turn", [-0.6, 0.0, 0.6])
def test_both_hands_are_lit_alike(turn: float) -> None:
    person = make_person(Subject("figure", gender="man"), rng_for(2, "person"), (DAY, DAY), stance="stand", facing=turn)
    mesh = skin_mesh(person, posed_points(person)).turned(turn)
    middles = mesh.centres() @ turning(-turn)
    for light in LIGHTS:
        means = [_lit(mesh.normals, light)[_of_hand(person, middles, side) & (mesh.normals[:, 2] > 0.2)].mean()
                 for side in (0, 1)]  # fmt: skip
        assert abs(means[0] - means[1]) < 0.16


def _lit(normals: Array, light: tuple[float, float, float]) -> Array:
    return np.asarray(np.clip(normals @ np.array(light), 0, 1))


def _of_hand(person: Person, middles: Array, side: int) -> Mask:
    return np.asarray(np.linalg.norm(middles - person.pose.hands[side], axis=1) < PALM)


def test_fingers_at_rest_lie_side_by_side() -> None:
    pose = make_person(Subject("figure"), rng_for(2, "person"), (DAY, DAY), stance="stand").pose
    ways = []
    for name in ("index", "middle", "ring", "pinky"):
        way = pose.places[bone(f"{name}_02_l")] - pose.places[bone(f"{name}_01_l")]
        ways.append(way / np.linalg.norm(way))
    assert min(float(ways[0] @ way) for way in ways) > 0.93
