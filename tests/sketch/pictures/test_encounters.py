"""Encounters: who does something to whom is one group with them, creatures in scale and turned to the people."""

import numpy as np
import pytest

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame, rng_for
from generation.sketch.crowds.companies import companies
from generation.sketch.crowds.creature_company import beast_of
from generation.sketch.crowds.ensemble import Ensemble
from generation.sketch.crowds.ensemble_body import make_ensemble, people_of
from generation.sketch.models.mesh import turning
from generation.sketch.planning.creatures import COMPANY
from generation.sketch.planning.plan import Plan, Subject, plan_scene

MAN = Subject("figure", gender="man")
LIGHTS = ((90, 90, 90), (90, 90, 90))


def canvas() -> Canvas:
    return Canvas(Plan("stage", "neon_noir"), 3, Frame(64, 64), lambda *_: None)


def ensemble_of(text: str, luck: float = 0.2) -> Ensemble:
    plan = plan_scene(text)
    people = [each for each in plan.subjects if each.kind == "figure" for _ in range(each.count)]
    beasts = [each for each in plan.subjects if each.place == COMPANY]
    (company, *_) = companies(plan.action, people, luck, beasts)
    assert company.ensemble is not None
    return company.ensemble


def joint(ensemble: Ensemble, who: int, name: str, side: int = 0) -> np.ndarray:
    actors, people = people_of(ensemble, rng_for(3, "people"), LIGHTS, None)
    found = getattr(people[who].pose, name)
    spot = found[side] if isinstance(found, tuple) else found
    return np.asarray(spot @ turning(actors[who].facing) + np.array(actors[who].at))


@pytest.mark.parametrize(
    ("text", "action", "company"),
    [
        ("a samurai fighting a hellhound", "fight", "hellhound"),
        ("a wolf attacks two hunters in a forest", "fight", "wolf"),
        ("a barghest chasing a runner through an alley", "chase", "barghest"),
        ("a man runs away from a devil rat", "chase", "devil_rat"),
        ("an old man feeding pigeons in the park", "feed", "bird"),
        ("eine Elfe streichelt eine Katze", "pet", "cat"),
        ("a woman walking her dog", "walk_dog", "dog"),
        ("a ganger with a dog on a leash", "walk_dog", "dog"),
        ("a chess game between a dragon and an elf", "play_chess", "dragon_western"),
        ("Trollschamane tanzt mit Bären um ein Lagerfeuer", "dance", "bear"),
        ("zwei Trolle tragen einen Sarg durch den Regen", "bear", "coffin"),
        ("a ganger holding a pistol to the head of a hostage", "hold_up", ""),
        ("ein Konzernmanager zielt mit einer Pistole auf einen knienden Runner", "hold_up", ""),
        ("a nurse pushing an old man in a wheelchair", "push", ""),
        ("a child on the shoulders of a troll", "on_shoulders", ""),
        ("two medics carrying a stretcher through the rain", "bear", ""),
        ("two gangers playing chess in a bar", "play_chess", ""),
    ],
)
def test_who_does_something_to_whom_is_read_and_nothing_of_it_is_missing(text: str, action: str, company: str) -> None:
    plan = plan_scene(text)
    assert plan.action == action
    assert [each.kind for each in plan.subjects if each.place == COMPANY] == ([company] if company else [])
    assert plan.missing == ()


def test_a_creature_that_is_only_there_is_in_nobodys_company() -> None:
    plan = plan_scene("a samurai and a hellhound in an alley")
    assert all(each.place != COMPANY for each in plan.subjects)


@pytest.mark.parametrize("luck", [0.2, 0.8])
@pytest.mark.parametrize("text", ["a samurai fighting a hellhound", "a kid petting a hellhound"])
def test_a_creature_faces_whom_it_meets_and_is_within_reach(text: str, luck: float) -> None:
    ensemble = ensemble_of(text, luck)
    (beast,), chest = ensemble.beasts, joint(ensemble, 0, "chest")
    assert beast.side * (chest[0] - beast.at[0]) > 0
    assert abs(chest[0] - beast.at[0]) < 1.0
    mesh, _ = beast_of(canvas(), beast, 0)
    ahead = (mesh.corners[..., 0] * beast.side).max() * beast.side
    assert ahead == pytest.approx(beast.at[0], abs=0.01)


def test_who_chases_is_behind_who_runs_and_both_run_the_same_way() -> None:
    ensemble = ensemble_of("a barghest chasing a runner through an alley")
    (beast,), (runner,) = ensemble.beasts, ensemble.actors
    assert beast.side * runner.facing > 0
    assert (runner.at[0] - beast.at[0]) * beast.side > 0


def test_a_dragon_at_a_chess_board_is_in_scale_with_the_elf() -> None:
    ensemble = ensemble_of("a chess game between a dragon and an elf")
    mesh, _ = beast_of(canvas(), ensemble.beasts[0], 0)
    assert 1.0 < mesh.corners[..., 1].max() < 2.3
    assert any(piece.kind == "item chess_board" for piece in ensemble.pieces)


def test_a_leash_is_part_of_the_body() -> None:
    plain = make_ensemble(canvas(), ensemble_of("a woman walking her dog"), rng_for(1, "x"), None)
    assert plain.bounds[2] == pytest.approx(-plain.bounds[0], abs=0.02)


def test_a_pistol_is_held_before_the_head_of_who_kneels() -> None:
    ensemble = ensemble_of("ein Konzernmanager zielt mit einer Pistole auf einen knienden Runner")
    assert np.linalg.norm(joint(ensemble, 0, "hands") - joint(ensemble, 1, "head")) < 0.65


def test_bearers_hold_both_ends_of_what_they_bear() -> None:
    ensemble = ensemble_of("zwei Trolle tragen einen Sarg durch den Regen")
    assert joint(ensemble, 0, "hands")[0] < -0.6
    assert joint(ensemble, 1, "hands")[0] > 0.6


def test_the_others_stand_about_who_lies() -> None:
    plan = plan_scene("our troll in a hospital bed, the rest of the team standing around")
    assert [(each.pose, each.place, each.count > 1) for each in plan.subjects] == [
        ("lie", "bed", False),
        ("stand", "", True),
    ]
    ensemble = ensemble_of("der Decker liegt blutend im Schnee, die anderen knien um ihn")
    assert [actor.stance for actor in ensemble.actors].count("kneel") > 1


@pytest.mark.parametrize(
    ("text", "pose", "deed", "place"),
    [
        ("a vampire in a red dress playing the piano", "", "play_piano", ""),
        ("ein Ork spielt Schlagzeug in einer Bar", "", "play_drums", ""),
        ("an ork opening a safe in an office", "", "open_safe", ""),
        ("a runner taking cover behind a crate", "crouch", "cover", ""),
        ("a woman writing a letter in a library", "", "write", ""),
        ("an elf playing the violin on a roof", "", "play_violin", ""),
        ("three corp guards aiming at us", "aim_at_us", "", ""),
        ("an elf decker asleep on her keyboard", "sit", "doze", "table_side"),
        ("ein Zwerg fährt auf einem Motorrad durch die Wüste", "ride", "", "bike"),
    ],
)
def test_what_is_done_with_a_thing_is_read(text: str, pose: str, deed: str, place: str) -> None:
    plan = plan_scene(text)
    assert [(each.pose, each.deed, each.place) for each in plan.subjects] == [(pose, deed, place)]
    assert plan.missing == ()


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("a cat sitting on a stack of cash", "money"),
        ("a cat asleep on a keyboard", "cyberdeck"),
        ("a raven perched on a skull", "skull"),
    ],
)
def test_a_creature_is_on_a_thing(text: str, on: str) -> None:
    plan = plan_scene(text)
    assert [each.place for each in plan.subjects] == [on]
    assert plan.missing == ()


def test_a_sleeper_at_a_desk_has_the_head_on_it() -> None:
    ensemble = ensemble_of("a guard asleep at his desk")
    assert joint(ensemble, 0, "head")[1] < 1.05


def test_a_drone_is_welded_on_a_workbench() -> None:
    ensemble = ensemble_of("dwarf mechanic welding a drone in a garage")
    assert [piece.kind for piece in ensemble.pieces] == ["bare_workbench"]
    assert ensemble.beasts[0].at[1] > 0.8


def test_one_of_them_does_it_and_the_others_do_not() -> None:
    plan = plan_scene("four runners around a campfire, one of them plays the guitar")
    assert {(each.count, each.deed) for each in plan.subjects if each.kind == "figure"} == {(1, "play_guitar"), (3, "")}
    assert plan.missing == ()


def test_fires_of_mages_fly_at_each_other_and_at_what_they_are_thrown_at() -> None:
    duel = ensemble_of("two mages duelling on a roof")
    assert [actor.facing > 0 for actor in duel.actors] == [True, False]
    assert [piece.kind for piece in duel.pieces] == ["fireball", "fireball"]
    thrown = ensemble_of("a mage throwing a fireball at a drone", luck=0.8)
    assert np.cos(thrown.pieces[0].turn) * thrown.actors[0].facing > 0


@pytest.mark.parametrize(
    "text",
    ["Elfin im roten Abendkleid mit Pistole hinter dem Rücken", "an ork with a sword on his back in an alley",
     "two samurai with a rifle over the head in a street"],
)  # fmt: skip
def test_a_weapon_that_is_only_worn_threatens_nobody(text: str) -> None:
    assert plan_scene(text).action != "hold_up"
