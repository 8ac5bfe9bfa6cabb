"""People read at a glance as who they are: their sex, their age, their metatype, by hair, beards, ears, proportions."""

import numpy as np
import pytest

from generation.sketch.canvas.field import rng_for
from generation.sketch.canvas.palette import colour
from generation.sketch.people.base_mesh import base_mesh
from generation.sketch.people.bust import framing_of
from generation.sketch.people.face import EARS, in_head
from generation.sketch.people.hair import beard_of, hair_colour, hair_mesh, hair_style
from generation.sketch.people.person import Person, make_person
from generation.sketch.planning.subject import Garment, Subject

SEEDS = range(12)
LIGHT = colour("#4c4a50")
LONG_HAIR = {"long_hair", "bob", "braids", "bun", "tucked"}


def made(seed: int = 1, **of: object) -> Person:
    return make_person(Subject("figure", **of), rng_for(seed, "person"), (LIGHT, LIGHT), stance="stand", detail=1)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize("metatype", ["human", "dwarf", "ork", "troll"])
def test_men_have_no_hair_that_is_usual_for_women(metatype: str) -> None:
    assert not {hair_style(made(seed, gender="man", metatype=metatype)) for seed in SEEDS} & LONG_HAIR


def test_women_mostly_have_it() -> None:
    styles = [hair_style(made(seed, gender="woman")) for seed in SEEDS]
    assert sum(style in LONG_HAIR | {"ponytail"} for style in styles) > len(SEEDS) * 0.8


@pytest.mark.parametrize("age", ["", "old"])
def test_dwarf_men_are_bearded_and_women_never_are(age: str) -> None:
    assert all(beard_of(made(seed, gender="man", metatype="dwarf", age=age)) == "long_beard" for seed in SEEDS)
    for metatype in ("human", "dwarf", "ork", "troll"):
        assert not any(beard_of(made(seed, gender="woman", metatype=metatype, age=age)) for seed in SEEDS)


def test_children_have_no_beards() -> None:
    assert not any(
        beard_of(made(seed, gender="man", age="child", metatype=kind)) for seed in SEEDS for kind in ("human", "dwarf")
    )


def test_the_hair_of_the_old_is_grey() -> None:
    for seed in SEEDS:
        tint = hair_colour(made(seed, age="old"))
        assert min(tint) > 110
        assert max(tint) - min(tint) < 40


def test_an_elfs_ears_stand_out_of_the_hair() -> None:
    ears = np.unique(base_mesh().quads["body"][base_mesh().region == EARS])
    for seed in SEEDS:
        person = made(seed, gender="woman", metatype="elf")
        spots = in_head(person, person.body.shape.points[ears])
        tip = spots[spots[:, 1].argmax()]
        hair = hair_mesh(person)
        assert hair is not None
        level = hair.corners.reshape(-1, 3)
        level = level[np.abs(level[:, 1] - tip[1]) < 0.06]
        assert abs(tip[0]) > np.abs(level[:, 0]).max()


@pytest.mark.parametrize("kind", ["dress", "boots", "kimono", "trousers"])
def test_clothes_that_reach_to_the_feet_are_shown_down_to_the_feet(kind: str) -> None:
    subject = Subject("figure", garments=(Garment(kind),))
    assert all(framing_of(subject, rng_for(seed, "framing")).length == "full" for seed in SEEDS)


def test_faces_are_turned_to_us_so_far_that_both_eyes_are_seen() -> None:
    for seed in range(40):
        assert abs(framing_of(Subject("figure"), rng_for(seed, "framing")).head) < 0.85
