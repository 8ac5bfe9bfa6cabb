"""People read at a glance as who they are: their sex, their age, their metatype, by hair, beards, ears, proportions."""

import numpy as np
import numpy.typing as npt
import pytest

from generation.sketch.canvas.field import rng_for
from generation.sketch.canvas.palette import Colour, colour
from generation.sketch.models.rasterize import seen
from generation.sketch.people.base_mesh import base_mesh
from generation.sketch.people.body import bone
from generation.sketch.people.bust import framing_of
from generation.sketch.people.face import EARS, LIPS, in_head, mouth_at, tusk
from generation.sketch.people.figures import mesh_of
from generation.sketch.people.hair import beard_of, hair_colour, hair_mesh, hair_style
from generation.sketch.people.person import Person, make_person
from generation.sketch.people.wardrobe import LEGS, TRUNKS
from generation.sketch.planning.plan import plan_scene
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


def test_a_child_has_a_larger_head_for_its_height_and_is_shorter() -> None:
    def head_share(person: Person) -> float:
        return float(person.body.skull[1]) / person.tall

    for seed in SEEDS:
        child, grown = (made(seed, gender="man", age=age) for age in ("child", ""))
        assert head_share(child) > 1.3 * head_share(grown)
        assert 1.1 <= child.tall <= 1.4


def test_shoulders_and_hips_tell_men_from_women() -> None:
    def ratio(person: Person) -> float:
        pose = person.pose
        return float(
            np.linalg.norm(pose.shoulders[0] - pose.shoulders[1]) / np.linalg.norm(pose.hips[0] - pose.hips[1])
        )

    for seed in SEEDS:
        assert ratio(made(seed, gender="man")) > 1.04 * ratio(made(seed, gender="woman"))


def test_a_suit_is_in_a_usual_colour_over_a_white_shirt_unless_another_is_asked_for() -> None:
    for seed in SEEDS:
        for role in ("face", "suit", "fixer", "bouncer"):
            worn = {item.kind: item.tint for item in made(seed, role=role, garments=(Garment("suit"),)).outfit}
            assert max(worn["suit"]) - min(worn["suit"]) < 40
            assert max(worn["suit"]) < 110
    asked = made(1, garments=(Garment("suit", "magenta"),)).outfit
    assert max(next(item.tint for item in asked if item.kind == "suit")) > 150


def test_who_is_fat_has_a_belly() -> None:
    def deep(person: Person) -> float:
        points = person.body.shape.points
        level = points[np.abs(points[:, 1] - person.body.shape.heads[bone("spine_01")][1]) < 0.06 * person.tall]
        return float(np.ptp(level[np.abs(level[:, 0]) < 0.15 * person.tall][:, 2])) / person.tall

    for seed in SEEDS:
        assert deep(made(seed, gender="man", physique="fat")) > 1.3 * deep(made(seed, gender="man"))


@pytest.mark.parametrize("hat", ["cap", "beanie", "chef_hat", "cowboy_hat"])
def test_who_is_told_to_wear_one_thing_on_the_head_wears_no_other(hat: str) -> None:
    (worker,) = plan_scene(f"a dock worker with a {hat.replace('_', ' ')}").subjects
    assert hat in worker.features
    assert "helmet" not in worker.features


def test_nobody_wears_what_looks_like_bare_skin_unless_asked_for() -> None:
    def hue(tint: Colour) -> npt.NDArray[np.float64]:
        return np.array(tint) / sum(tint)

    for seed in range(40):
        person = made(seed)
        for worn in person.outfit:
            if worn.kind in LEGS | TRUNKS:
                assert np.abs(hue(worn.tint) - hue(person.skin)).sum() > 0.1, (seed, worn)


@pytest.mark.parametrize("metatype", ["human", "elf", "dwarf", "ork", "troll"])
@pytest.mark.parametrize("age", ["", "old"])
def test_a_woman_has_a_finer_jaw_larger_eyes_and_fuller_lips_than_a_man(metatype: str, age: str) -> None:
    women, men = (
        np.mean([_face_of(made(seed, gender=who, metatype=metatype, age=age)) for seed in SEEDS], axis=0)
        for who in ("woman", "man")
    )
    jaw, eyes, lips = women / men
    assert jaw < 0.95
    assert eyes > 1.2
    assert lips > 1.10


def _face_of(person: Person) -> npt.NDArray[np.float64]:
    """Measure the jaw's width under the mouth, an eye's height between the lashes, and the lips' height."""
    base, spots = base_mesh(), in_head(person, person.body.shape.points)
    face = np.unique(base.quads["body"][base.region != EARS])
    middle = float(spots[np.unique(base.quads["body"][base.region == LIPS]), 1].mean())
    level = face[(np.abs(spots[face, 1] - middle + 0.09) < 0.03) & (spots[face, 2] > 0.1)]
    jaw = float(np.abs(spots[level, 0]).max()) * float(person.body.skull[0])
    lashes = spots[np.unique(base.quads["lashes"])]
    lips = spots[np.unique(base.quads["body"][base.region == LIPS])]
    front = lips[np.abs(lips[:, 0]) < 0.05]
    return np.array([jaw / float(person.body.skull[1]), np.ptp(lashes[:, 1]), np.ptp(front[:, 1])])


@pytest.mark.parametrize("metatype", ["ork", "troll"])
@pytest.mark.parametrize("gender", ["woman", "man"])
def test_tusks_are_a_small_part_of_a_face_and_stand_at_the_corners_of_the_mouth(metatype: str, gender: str) -> None:
    for seed in SEEDS:
        person = made(seed, gender=gender, metatype=metatype)
        middle, half = mouth_at(person)
        for side in (-1, 1):
            spots = tusk(person, side).corners.reshape(-1, 3)
            assert np.ptp(spots[:, 1]) < 0.26
            assert np.ptp(spots[:, 0]) < 0.09
            assert 0.4 * half < (side * spots[:, 0]).mean() < 1.2 * half
            assert spots[:, 1].min() < middle[1]


@pytest.mark.parametrize(
    "kind", ["shirt", "t_shirt", "suit", "sweater", "dress", "coat", "armour", "jacket", "hoodie", "lab_coat"]
)
def test_nothing_is_open_between_chin_and_collar(kind: str) -> None:
    """Looked at from in front, the middle of the neck is covered from the chin down to the chest."""
    for seed in range(4):
        person = make_person(
            Subject("figure", garments=(Garment(kind),), gender="woman"), rng_for(seed, "p"), (LIGHT, LIGHT),
            stance="stand", facing=0.0, detail=2,
        )  # fmt: skip
        mesh = mesh_of(person)
        pixels = np.stack([300 + mesh.corners[..., 0] * 300, 600 - mesh.corners[..., 1] * 300], axis=-1)
        view = seen(mesh, pixels, 300, 600, 620)
        x, y, _ = person.pose.head
        chin, chest = y - 0.3 * person.body.skull[1], y - 1.1 * person.body.skull[1]
        columns = slice(int(300 + x * 300) - 3 - view.left, int(300 + x * 300) + 4 - view.left)
        assert view.covered[int(600 - chin * 300) - view.top : int(600 - chest * 300) - view.top, columns].all()


def test_a_gown_meets_the_skin_at_its_edge() -> None:
    for seed in range(4):
        gown = Subject("figure", garments=(Garment("gown"),), gender="woman")
        person = make_person(gown, rng_for(seed, "p"), (LIGHT, LIGHT), stance="stand", facing=0.0, detail=2)
        mesh = mesh_of(person)
        pixels = np.stack([300 + mesh.corners[..., 0] * 600, 1400 - mesh.corners[..., 1] * 600], axis=-1)
        view = seen(mesh, pixels, 600, 600, 1420)
        x, y, _ = person.pose.head
        column = int(300 + x * 600) - view.left
        chin, waist = (int(1400 - (y - heads * person.body.skull[1]) * 600) - view.top for heads in (0.3, 2.6))
        assert view.covered[chin:waist, column - 30 : column + 31].mean() > 0.97
        assert view.covered[chin:waist, column - 3 : column + 4].all()
