"""What somebody leans on, is in, behind, under or jacked into is built with them and not said to be missing."""

import numpy as np
import pytest

from generation.sketch.canvas.field import rng_for
from generation.sketch.crowds.anchored import anchored
from generation.sketch.crowds.piece_sizes import piece_of
from generation.sketch.models.joinery import stuff
from generation.sketch.models.pieces import made
from generation.sketch.planning.anchors import BEHIND, HUNG_FROM, IN, JACKED_INTO, LEANT_ON, ON, UNDER
from generation.sketch.planning.german import describe as describe_german
from generation.sketch.planning.plan import describe, plan_scene
from generation.sketch.planning.subject import Subject


@pytest.mark.parametrize(
    ("text", "at", "pose"),
    [
        ("an orc woman leaning against a vending machine in a subway station", "against vending_machine", "lean"),
        ("a troll leaning on a bar", "on counter", "lean"),
        ("Trollin lehnt an einem Auto in einer Gasse", "beside car", "lean"),
        ("the fixer behind his desk", "behind desk", "sit"),
        ("a bartender behind the counter", "behind counter", ""),
        ("a ganger hiding in a dumpster in an alley", "in dumpster", "crouch"),
        ("ork mechanic lying under a truck in a workshop", "under truck", "lie"),
        ("a dwarf sleeping on a stack of tyres in a garage", "on tyre", "lie"),
        ("two gangers sitting on a shipping container at the docks", "on container", "sit"),
        ("dwarf decker jacked in by cable to a server rack in a server room", "to server_rack", ""),
        ("a troll hanging from a hook in a factory", "out of hook", "hang"),
        ("ein Elf hängt an einem Seil", "beside rope", "hang"),
    ],
)
def test_who_is_at_a_thing_has_it_about_them_and_it_lies_nowhere_else(text: str, at: str, pose: str) -> None:
    plan = plan_scene(text)
    (person,) = plan.subjects
    assert (person.at, person.pose) == (at, pose)
    assert not plan.missing
    assert anchored([person], pose, 0.3) is not None


@pytest.mark.parametrize("name", sorted(LEANT_ON | BEHIND | IN | UNDER | ON | JACKED_INTO | HUNG_FROM))
def test_whatever_somebody_can_be_at_has_a_mesh(name: str) -> None:
    kind = {"rope": "hook", "chain": "hook"}.get(name, piece_of(name))
    mesh = made(kind, stuff((90, 160, 200), rng_for(3, name)))
    assert len(mesh)
    assert float(np.abs(mesh.corners).max()) < 20.0


def test_a_caption_says_what_somebody_is_at() -> None:
    leaning = plan_scene("a troll leaning against a vending machine in a subway station")
    assert "leaning against a vending machine" in describe(leaning)
    assert "lehnt in einer U-Bahn-Station an einem Getränkeautomaten" in describe_german(leaning)
    jacked = plan_scene("an elf decker jacked into a vending machine in a laundromat")
    assert "jacked in by a cable to a vending machine" in describe(jacked)
    hanging = plan_scene("ein Troll hängt an einem Haken in einer Fabrik")
    assert "hanging from a hook" in describe(hanging)


def test_a_creature_rises_out_of_a_vessel_and_is_ridden() -> None:
    plan = plan_scene("water spirit rising out of a bathtub")
    assert [(each.kind, each.at) for each in plan.subjects] == [("water_elemental", "out of bathtub")]
    assert not plan.missing
    assert "rising out of a bathtub" in describe(plan)
    assert "steigt in einem Badezimmer aus einer Badewanne" in describe_german(plan)
    ridden = plan_scene("ein Schamane reitet auf einem Bären durch den Wald")
    assert [(each.kind, each.pose, each.place) for each in ridden.subjects][1:] == [("bear", "", "mount")]
    assert not ridden.missing
    (child,) = plan_scene("ork kid on a scooter in a slum street").subjects
    assert (child.pose, child.place, child.at) == ("ride", "bike", "on scooter")


def test_who_swims_is_cut_at_the_water_and_who_hangs_is_tied() -> None:
    swimming = anchored([Subject("figure", pose="swim")], "swim", 0.3)
    hanging = anchored([Subject("figure", pose="hang")], "hang", 0.3)
    assert swimming is not None
    assert swimming.afloat
    assert hanging is not None
    assert len(hanging.ties) == 2


def test_what_a_word_names_after_another_place_is_where_it_plays() -> None:
    where = {
        "two gangers in front of a nightclub": "storefront",
        "a shaman at a fire under a bridge": "under_bridge",
        "sniper on a water tower": "water_tower",
        "someone falling from a skyscraper at night": "facade",
        "a burning barricade in the Barrens": "barricade",
        "a hellhound chasing a ganger along the train tracks": "rail_yard",
        "eine Drohne über einem Maschendrahtzaun": "compound",
        "a runner crawling through an air duct": "air_duct",
        "a mage in a hot tub": "spa",
        "Schmuggler im Laderaum": "cargo_hold",
    }
    assert {text: plan_scene(text).place for text in where} == where


def test_a_house_that_one_is_before_has_its_name_over_the_door() -> None:
    assert plan_scene("two gangers in front of a nightclub").sign == "NIGHTCLUB"
    assert plan_scene("a bar in Redmond").sign == ""


def test_a_creature_wears_what_it_is_said_to_wear() -> None:
    (cat,) = plan_scene("a cat in body armor on a workbench").subjects
    assert "armour" in cat.features
    (dog,) = plan_scene("a dog wearing a top hat in a street").subjects
    assert dog.holds == ("hat",)


def test_a_gown_for_a_wedding_is_white_and_has_a_veil() -> None:
    (bride,) = plan_scene("Trollin im Hochzeitskleid").subjects
    assert [(worn.kind, worn.colour) for worn in bride.garments] == [("gown", "white")]
    assert "veil" in bride.features
