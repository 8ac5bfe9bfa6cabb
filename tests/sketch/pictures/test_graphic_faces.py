"""Faces of people who stand some way off are drawn: at any size eyes and mouth are darker than the skin about them."""

from dataclasses import replace

import numpy as np
import pytest

from generation.sketch.canvas.field import rng_for
from generation.sketch.canvas.palette import PALETTES, colour
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.models.mesh import Array
from generation.sketch.people.body import body_of
from generation.sketch.people.face import eye_at, mouth_at, tusk
from generation.sketch.people.figures import make_figure
from generation.sketch.people.graphic_face import graphic_face
from generation.sketch.people.person import GRAPHIC, Person, is_graphic, make_person
from generation.sketch.people.shapes import build_of, height_of, targets_of
from generation.sketch.planning.plan import Garment, Subject

METATYPES = ("human", "elf", "dwarf", "ork", "troll")
DAY = colour("#4c4a50")
SEEDS = range(3)


def made(metatype: str, seed: int, **how: str) -> Person:
    subject = replace(Subject("figure", metatype=metatype, gender="man", features=("bald", "stubble")), **how)  # type: ignore[arg-type]
    return make_person(subject, rng_for(seed, "person"), (DAY, DAY), stance="stand", facing=0.0, look=0.0)


def drawn(person: Person, head: float) -> Array:
    """Return the light of the person's surface, seen from in front by day, the head so many pixels high."""
    figure = make_figure(
        replace(person.subject, face=person.seed), PALETTES["neon_noir"], rng_for(1, "figure"), DAY, "stand", 0.0
    )
    left, bottom, right, top = figure.bounds
    scale = 2 * head / float(person.body.skull[1])
    sprite = Sprite(figure.bounds, round((right - left) * scale), round((top - bottom) * scale), 2048.0)
    figure.draw(sprite)
    return np.asarray(sprite.surface.convert("L").reduce(2), np.float64)


@pytest.mark.parametrize("pixels", [20.0, 32.0, 48.0, 70.0, 95.0])
@pytest.mark.parametrize("metatype", METATYPES)
def test_eyes_and_mouth_stand_out_at_any_size(metatype: str, pixels: float) -> None:
    for seed in SEEDS:
        mesh = graphic_face(replace(made(metatype, seed), head_pixels=pixels), (30, 24, 20))
        person = made(metatype, seed)
        middles, light = mesh.centres(), mesh.colours.mean(axis=1)
        skin = float(np.mean(person.skin))
        (x, y, _), (mouth, half) = eye_at(person, 1), mouth_at(person)
        eye = np.hypot(middles[:, 0] - x, middles[:, 1] - y) < 0.12
        lips = (np.abs(middles[:, 0]) < half) & (np.abs(middles[:, 1] - mouth[1]) < 0.03)
        assert light[eye].min() < 0.45 * skin
        assert light[lips].min() < 0.60 * skin
        heights = np.ptp(mesh.corners[eye][..., 1], axis=1)
        assert heights.max() * pixels > 0.8  # of a pixel at least


def test_a_large_head_is_modelled_and_a_small_one_is_drawn() -> None:
    person = made("human", 1)
    assert not is_graphic(person)
    assert not is_graphic(replace(person, head_pixels=GRAPHIC))
    assert is_graphic(replace(person, head_pixels=GRAPHIC - 1))


@pytest.mark.parametrize("expression", ["smile", "angry", "shout", "sad", "surprise"])
def test_an_expression_is_seen_in_a_drawn_face(expression: str) -> None:
    usual, other = (
        graphic_face(replace(made("human", 1, expression=each), head_pixels=40.0), (30, 24, 20))
        for each in ("calm", expression)
    )
    first, second = (mesh.corners[mesh.corners[..., 1].mean(axis=1) < -0.1] for mesh in (usual, other))
    assert first.shape != second.shape or np.abs(first - second).max() > 0.02


@pytest.mark.parametrize("skin", ["pale", "light", "dark"])
def test_no_skin_is_clipped(skin: str) -> None:
    """Where light is full, a surface keeps its form: next to nothing of a figure's own colour is white."""
    subject = Subject("figure", gender="man", skin=skin, features=("bald",), garments=(Garment("suit", "white"),))
    person = make_person(subject, rng_for(1, "person"), (DAY, DAY), stance="stand", facing=0.0)
    picture = drawn(person, 60.0)
    assert (picture > 235).sum() < 0.01 * (picture > 0).sum()


def outline(metatype: str, gender: str = "man") -> tuple[float, float]:
    """Return how tall somebody is and how broad at the shoulders, in metres, on the mean of some."""
    sizes = []
    for seed in SEEDS:
        person = make_person(
            Subject("figure", metatype=metatype, gender=gender), rng_for(seed, "p"), (DAY, DAY), stance="stand"
        )
        rest = person.body.shape.heads
        shoulders = np.linalg.norm(person.pose.shoulders[1] - person.pose.shoulders[0])
        assert np.isfinite(rest).all()
        sizes.append((person.tall, float(shoulders)))
    tall, broad = np.mean(sizes, axis=0).tolist()
    return tall, broad


@pytest.mark.parametrize("gender", ["man", "woman"])
def test_a_metatype_is_told_by_its_outline(gender: str) -> None:
    sizes = {metatype: outline(metatype, gender) for metatype in METATYPES}
    tall, broad = sizes["human"]
    assert sizes["troll"][0] > 1.45 * tall
    assert sizes["troll"][1] > 1.55 * broad
    assert sizes["ork"][1] > 1.12 * broad
    assert sizes["dwarf"][0] < 0.75 * tall
    assert sizes["dwarf"][1] / sizes["dwarf"][0] > 1.2 * broad / tall
    assert sizes["elf"][1] / sizes["elf"][0] < 0.92 * broad / tall


@pytest.mark.parametrize(("metatype", "share"), [("ork", 0.12), ("troll", 0.16)])
def test_tusks_are_seen_from_afar(metatype: str, share: float) -> None:
    near = made(metatype, 1)
    far = replace(near, head_pixels=18.0)
    assert np.ptp(tusk(near, 1).corners[..., 1]) > share
    assert np.ptp(tusk(far, 1).corners[..., 1]) * 18.0 > 4.0


def test_an_elfs_ears_leave_the_hair() -> None:
    """The tips reach beyond a head and a half to the sides of what a human's do."""
    widths = {}
    for metatype in ("human", "elf"):
        subject = Subject("figure", metatype=metatype, gender="woman")
        body = body_of(targets_of(subject, 1, woman=True), build_of(subject), height_of(subject, woman=True), metatype)
        head = body.shape.points[body.shape.points[:, 1] > body.head[1] - 0.4 * body.skull[1]]
        widths[metatype] = float(np.abs(head[:, 0]).max()) / float(body.skull[0])
    assert widths["elf"] > 1.25 * widths["human"]
