"""Somebody of the cast looks the same in every picture of the sketch artist, whatever they do in it."""

import json

import pytest

from generation.providers.base import CastMember, ProviderRequest
from generation.sketch.canvas.field import rng_for
from generation.sketch.paint import paint
from generation.sketch.people.person import make_person
from generation.sketch.planning.likeness import Likeness, plan_of_person
from generation.sketch.planning.plan import Garment, Plan, Subject, plan_scene
from generation.sketch.planning.recipes import plan_of
from generation.sketch.process.pool import RenderPool

ARI = Likeness(
    "an elf woman", "the elf woman", "elf woman", "short red hair, a black leather coat, a scar, a katana", 774411223
)
TOM = Likeness("a dwarf man", "the dwarf man", "dwarf man", "bald, a long grey beard, a green jacket", 99112233)
SCENES = (
    "an elf woman meets a dwarf man in a bar",
    "a rain-soaked street. An elf woman runs from a dwarf man",
    "an elf woman sits on a sofa by day, a dwarf man is behind it",
    "a dwarf man and an elf woman with a pistol in a warehouse",
    "a crowded market; an elf woman buys noodles from a dwarf man",
    "an elf woman sits on a sofa, a dwarf man stands behind it",
    "an elf woman trifft a dwarf man in einer Bar",
)


def of(plan: Plan, likeness: Likeness) -> Subject:
    (found,) = [subject for subject in plan.subjects if subject.face == likeness.face]
    return found


@pytest.mark.parametrize("text", SCENES)
def test_everyone_looks_as_ever_in_any_scene(text: str) -> None:
    plan = plan_scene(text, likenesses=(ARI, TOM))
    ari, tom = of(plan, ARI), of(plan, TOM)
    assert (ari.metatype, ari.gender, ari.hair) == ("elf", "woman", "red")
    assert {"short_hair", "scar"} <= set(ari.features)
    assert ari.garments[0] == Garment("coat", "black")
    assert (tom.metatype, tom.hair, tom.garments[0]) == ("dwarf", "grey", Garment("jacket", "green"))


def test_what_they_do_is_the_scenes() -> None:
    ari = of(plan_scene("an elf woman with a pistol runs through a street", likenesses=(ARI,)), ARI)
    assert (ari.pose, ari.holds) == ("run", ("pistol",))
    assert of(plan_scene("an elf woman in a bar", likenesses=(ARI,)), ARI).holds == ("katana",)


def test_clothes_that_the_scene_names_are_worn() -> None:
    ari = of(plan_scene("an elf woman in a white gown dances in a ballroom", likenesses=(ARI,)), ARI)
    assert ari.garments == (Garment("gown", "white"),)
    assert ari.hair == "red"


def test_who_is_named_twice_stands_there_once() -> None:
    plan = plan_scene("an elf woman meets a dwarf man in a bar. The elf woman laughs", likenesses=(ARI, TOM))
    assert of(plan, ARI).expression == "laugh"
    assert plan.count("figure") == 2


def test_others_stay_whoever_they_are() -> None:
    plan = plan_scene("an elf woman and three orks in a bar", likenesses=(ARI,))
    assert [subject.face for subject in plan.subjects] == [ARI.face, 0]
    assert plan_scene("an ork in a bar", likenesses=(ARI,)) == plan_scene("an ork in a bar")


def test_german_looks_are_read_in_german() -> None:
    looks = "kurze rote Haare, schwarzer Ledermantel, Narbe, Katana"
    own = plan_of_person(Likeness("an elf woman", "the elf woman", "elf woman", looks, 5))
    assert (own.hair, own.garments, own.holds) == ("red", (Garment("coat", "black"),), ("katana",))
    plan = plan_scene("an elf woman trifft einen Ork in einer Bar", likenesses=(ARI,))
    assert of(plan, ARI).hair == "red"


def test_the_same_face_is_the_same_body_by_any_seed_and_light() -> None:
    subject = plan_of_person(ARI)
    subject = Subject.from_dict(
        {**{name: getattr(subject, name) for name in subject.__slots__}, "garments": (), "face": 7}
    )
    lights = ((255, 0, 0), (0, 255, 0))
    one = make_person(subject, rng_for(1, "a"), lights)
    other = make_person(subject, rng_for(2, "b"), lights[::-1], cloth=(9, 9, 9))
    assert one.seed == other.seed == 7
    assert (one.skin, one.accent, one.second, one.outfit, one.tall) == (
        other.skin, other.accent, other.second, other.outfit, other.tall,
    )  # fmt: skip


def test_faces_survive_a_recipe_and_reach_the_painter() -> None:
    cast = [{"first": ARI.first, "later": ARI.later, "noun": ARI.noun, "looks": ARI.looks, "face": ARI.face}]
    order = {"prompt": "an elf woman in a bar", "negative": "", "type": "scene", "style": None, "seed": 3, "edit": None}
    plan, seed = plan_of(order | {"cast": cast})
    assert of(Plan.from_dict(plan.to_dict()), ARI).face == ARI.face
    one = paint(plan, seed, 512, 512, lambda *_: None)
    assert one.tobytes() == paint(plan, seed, 512, 512, lambda *_: None).tobytes()


async def test_the_rendering_child_is_told_who_is_in_the_picture() -> None:
    ari = CastMember(ARI.first, ARI.later, ARI.noun, ARI.looks, ARI.face)
    request = ProviderRequest("r", "an elf woman in a bar", "scene", None, 512, 512, "standard", 3, cast=(ari,))
    pool = RenderPool(1)
    result = await pool.paint(request, lambda _step: None)
    await pool.close()
    assert result.recipe is not None
    assert of(Plan.from_dict(json.loads(result.recipe)), ARI).hair == "red"
