"""What is told of a picture is true of its pixels: what is hidden is not claimed, and no caption hides the subject."""

import json
from collections.abc import Hashable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from generation.i18n import speaking
from generation.sketch import paint
from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.palette import Colour
from generation.sketch.canvas.sightings import Sightings
from generation.sketch.canvas.sprite import Sprite, showing
from generation.sketch.canvas.stage import Camera, Stage
from generation.sketch.looks.lettering import BY_STYLE, SUBTITLE, InTheWay, set_out
from generation.sketch.paint import paint_scene, painting_of
from generation.sketch.planning.in_view import InView, Sighting, in_view, shown_as
from generation.sketch.planning.plan import Plan, Subject, plan_scene
from generation.sketch.planning.telling import Telling, telling_of
from generation.sketch.planning.things import ITEMS
from generation.sketch.scenes import SCENES

SIDE = 256
WHITE: Colour = (255, 255, 255)
CLEAR = Sighting(0.1, 1.0, 0.2)
WORDS = "Die Würfel fallen für ein müdes Rudel \u2013 am Straßenrand"


def _cat(sprite: Sprite) -> None:
    sprite.polygon([(-1, 0), (-1, 2), (1, 2), (1, 0)], WHITE)


@pytest.fixture
def stage() -> Stage:
    """A stage with one large thing in its middle."""
    built = Stage(Frame(SIDE, SIDE), Camera(height=1.0), 1e5)
    built.stand(showing(_cat, "cat"), 0.0, 5.0, (-1.0, 0.0, 1.0, 2.0))
    return built


def seen_on(stage: Stage) -> list[Sighting]:
    """Return what is seen of the cat before a light background."""
    sightings = Sightings(stage.frame)
    sightings.look_at(stage)
    picture = np.full((SIDE, SIDE, 3), 200, np.uint8)
    picture[sightings_mask(sightings)] = 20
    return sightings.measured(Image.fromarray(picture)).get("cat", [])


def sightings_mask(sightings: Sightings) -> np.ndarray:
    """Return the pixels at which the cat is seen."""
    cells = sightings.where({"cat"})
    step = -(-SIDE // cells.shape[0])
    return np.repeat(np.repeat(cells, step, 0), step, 1)[:SIDE, :SIDE]


def test_what_stands_free_is_seen_whole(stage: Stage) -> None:
    (cat,) = seen_on(stage)
    assert cat.share > 0.05
    assert cat.shown > 0.9
    assert cat.contrast > 0.3


def test_what_is_covered_by_a_pillar_is_not_seen(stage: Stage) -> None:
    stage.front(-1.5, 0.0, 0.8, 4.0, 4.0, (90, 90, 90))
    (cat,) = seen_on(stage)
    assert cat.shown < 1 / 3


def test_what_stands_outside_the_frame_is_not_seen() -> None:
    stage = Stage(Frame(SIDE, SIDE), Camera(height=1.0), 1e5)
    stage.stand(showing(_cat, "cat"), 3.8, 5.0, (-1.0, 0.0, 1.0, 2.0))
    assert all(cat.shown < 1 / 3 for cat in seen_on(stage))


def test_what_is_as_dark_as_its_ground_is_not_clear() -> None:
    assert not Sighting(0.2, 1.0, 0.004).is_clear(0.01)


def test_what_is_hidden_is_not_claimed_but_told_in_the_players_words() -> None:
    plan = Plan(
        "street", "neon_noir", subjects=(Subject("cat"), Subject("figure", holds=("newspaper",)), Subject("moon"))
    )
    seen = {"cat": [CLEAR], shown_as(plan.subjects[1]): [CLEAR], "moon": [Sighting(0.0, 0.0, 0.0)]}
    told = telling_of(in_view(plan, seen), "a cat and somebody with the newspaper, full moon")
    assert "moon" not in told.alt_text.partition("Not to be seen")[0]
    assert "newspaper" not in told.alt_text.partition("Not to be seen")[0]
    assert told.notes == ["Not to be seen in this picture: newspaper, full moon."]


def test_of_several_as_many_are_claimed_as_are_seen() -> None:
    plan = Plan("street", "neon_noir", subjects=(Subject("figure", count=3, role="ganger"),))
    seen = {shown_as(plan.subjects[0]): [CLEAR, CLEAR, Sighting(0.001, 0.1, 0.2)]}
    assert in_view(plan, seen).plan.subjects[0].count == 2


def test_the_recipe_keeps_the_plan_and_what_is_told_in_german() -> None:
    plan = Plan("street", "neon_noir", subjects=(Subject("cat"), Subject("moon")))
    told = telling_of(InView(plan, ()), "")
    told = Telling(Plan("street", "neon_noir", subjects=plan.subjects[:1]), ("Vollmond",))
    recipe = json.loads(json.dumps(told.recipe_of(plan)))
    assert Plan.from_dict(recipe) == plan
    with speaking("de"):
        text = Telling.from_recipe(recipe).german_alt_text
    assert text.startswith("Eine Katze auf einer Straße")
    assert text.endswith("Auf diesem Bild nicht zu sehen: Vollmond.")


def test_an_older_recipe_tells_of_all_of_its_plan() -> None:
    plan = Plan("street", "neon_noir", subjects=(Subject("cat"),))
    assert Telling.from_recipe(plan.to_dict()).shown == plan


@pytest.mark.parametrize("scene", ["street", "bar", "docks", "portrait", "item", "boardroom", "skyline", "wilderness"])
@pytest.mark.parametrize("style", ["neon_noir", "graphic_novel", "dossier", "ar_overlay"])
def test_a_caption_never_stands_over_what_the_picture_is_about(scene: str, style: str) -> None:
    lead = Subject("skull") if scene == "item" else Subject("figure", metatype="troll")
    for seed in range(1, 4):
        canvas = Canvas(Plan(scene, style, subjects=(lead,)), seed, Frame(SIDE, SIDE), lambda *_: None)
        paint_scene(canvas)
        mask = canvas.sightings.where({shown_as(lead)})
        assert mask.any()
        way = InTheWay(mask, np.zeros_like(mask))
        setting = set_out(WORDS, BY_STYLE.get(style, SUBTITLE), (SIDE, SIDE), way)
        if setting is not None:
            left, top, right, bottom = (edge / SIDE for edge in setting.box)
            rows, columns = mask.shape
            under = mask[int(top * rows) : int(bottom * rows) + 1, int(left * columns) : int(right * columns) + 1]
            assert not under.any(), (seed, setting.look.where)


def test_umlauts_and_dashes_are_letters_of_their_own() -> None:
    face = set_out("x", SUBTITLE, (512, 512)).face  # type: ignore[union-attr]
    missing = bytes(face.getmask("\uffff"))
    for letter, plain in (("ü", "u"), ("ß", "s"), ("é", "e"), ("\u2013", "-"), ("ø", "o"), ("Ō", "O"), ("„", ",")):
        drawn = bytes(face.getmask(letter))
        assert drawn not in (missing, bytes(face.getmask(plain)))
    setting = set_out("für Öl", SUBTITLE, (512, 512))
    assert setting is not None
    assert setting.lines == ("für Öl",)


@pytest.mark.parametrize("scene", ["docks", "skyline", "barrens", "bridge", "sea"])
def test_a_moon_that_is_asked_for_rises_where_nothing_stands_before_it(scene: str) -> None:
    plan = Plan(scene, "neon_noir", subjects=(Subject("figure"), Subject("moon")))
    for seed in range(1, 4):
        canvas = Canvas(plan, seed, Frame(SIDE, SIDE), lambda *_: None)
        (moon,) = canvas_seen(canvas)["moon"]
        assert moon.shown > 1 / 3, seed


def canvas_seen(canvas: Canvas) -> dict[Hashable, list[Sighting]]:
    """Paint, and return what is seen."""
    return canvas.sightings.measured(paint_scene(canvas))


def test_a_picture_that_hides_its_lead_is_painted_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def scene(canvas: Canvas) -> Image.Image:
        tried.append(canvas.seed)
        stage = Stage(canvas.frame, Camera(height=1.0), 1e5)
        stage.stand(showing(_cat, "cat"), 0.0, 5.0, (-1.0, 0.0, 1.0, 2.0))
        if len(tried) == 1:
            stage.front(-9, 0, 9, 9, 4, (9, 9, 9))
        canvas.look_at(stage)
        return Image.new("RGB", (canvas.frame.width, canvas.frame.height))

    monkeypatch.setitem(SCENES, "street", scene)
    done: list[float] = []
    plan = Plan("street", "neon_noir", subjects=(Subject("cat"),))
    paint.painting_of(plan, 5, 512, 512, lambda _, share, __: done.append(share))
    assert tried == [5, 5 + paint.OTHERWISE]
    assert done == sorted(done)


@pytest.mark.parametrize(
    "words",
    [
        "a troll in a bathtub", "an ork woman sits in a rocking chair and reads", "two gangers play cards in a bar",
        "a decker sits on a bed in a motel room", "a shaman with a raven on her shoulder in a park",
        "a cat on a throne", "three runners in an elevator", "a street doc operates on a patient",
        "a red car on a bridge",
    ],
)  # fmt: skip
def test_whoever_is_drawn_is_told_of(words: str) -> None:
    plan = replace(plan_scene(words), caption="")
    for seed in (1, 2):
        view = paint.painting_of(plan, seed, 512, 512, lambda *_: None).in_view
        shown = {subject.kind for subject in view.plan.subjects}
        assert {subject.kind for subject in plan.subjects if subject.kind not in ITEMS} <= shown, seed


@pytest.mark.parametrize("item", ["cyberdeck", "katana", "commlink", "map"])
def test_a_thing_that_is_drawn_on_a_sheet_is_seen(item: str) -> None:
    plan = Plan("item", subjects=(Subject(item),), style="gear_blueprint", frame="blueprint")
    view = paint.painting_of(plan, 1, 512, 512, lambda *_: None).in_view
    assert [subject.kind for subject in view.plan.subjects] == [item]


def test_a_thing_that_is_not_seen_leaves_a_still_life() -> None:
    told = telling_of(in_view(plan_scene("a katana on a table"), {}), "a katana on a table")
    assert told.alt_text == "A still life. Not to be seen in this picture: katana."
    assert told.german_alt_text.startswith("Ein Stillleben. ")


@pytest.mark.parametrize("text", ["a ganger with a machine gun in an alley", "ein Ganger mit einem Maschinengewehr"])
def test_what_stands_in_is_not_told_where_it_is_hidden(text: str) -> None:
    plan = plan_scene(text)
    (ganger,) = plan.subjects
    told = telling_of(in_view(plan, {shown_as(ganger): [CLEAR]}), text)
    assert "rifle" not in told.alt_text
    assert "Sturmgewehr" not in told.german_alt_text
    (note,) = told.notes
    assert note.startswith("The sketch artist cannot paint: ")
    assert note.endswith(("machine gun.", "Maschinengewehr."))


def test_a_portrait_claims_no_limb_that_it_cuts_off() -> None:
    sitter = Subject("figure", features=("cyberarm", "mohawk"))
    view = in_view(Plan("portrait", "noir", subjects=(sitter,)), {shown_as(sitter): [CLEAR]})
    assert view.plan.subjects[0].features == ("mohawk",)
    assert view.hidden == ("cyberarm",)


def test_a_sign_is_told_of_only_where_it_is_read() -> None:
    text = "a dog before the Stuffer Shack"
    hidden = replace(plan_scene(text), scene="wilderness", place="", sign="STUFFER")
    assert painting_of(hidden, 1, 512, 512, lambda *_: None).in_view.plan.sign == ""
    for seed, words in ((3, 'a bar, a sign saying "LAST CALL"'), (4, 'a street at night, a sign that says "NO EXIT"')):
        plan = plan_scene(words)
        assert painting_of(plan, seed, 512, 512, lambda *_: None).in_view.plan.sign == plan.sign


def test_a_creature_of_which_nothing_is_drawn_is_not_told_of() -> None:
    plan = plan_scene("a kraken in the open sea")
    view = in_view(plan, {})
    assert not view.plan.subjects
    assert "kraken" in view.hidden


@pytest.mark.parametrize("seed", [2, 9, 14])
def test_a_spirit_is_within_the_frame(seed: int) -> None:
    view = painting_of(plan_scene("a spirit in a library"), seed, 512, 512, lambda *_: None).in_view
    assert view.plan.of("spirit") is not None
    assert in_view(view.plan, {"spirit": [Sighting(0.0, 0.0, 0.2)]}).hidden == ("spirit",)


@pytest.mark.parametrize(
    "text",
    [
        "hellhound with glowing eyes in an alley", "a guard with a glowing cigarette in a bar",
        "a dwarf repairs a drone in a workshop, tools everywhere",
        "a troll leans against a door, arms crossed", "two bikes chase a limousine on the highway",
    ],
)  # fmt: skip
def test_a_note_does_not_deny_what_is_there_anyway(text: str) -> None:
    said = " ".join(plan_scene(text).missing)
    assert not any(word in said for word in ("glowing", "tools", "crossed", "chase")), said


def test_somebody_who_is_hidden_is_missed_though_others_wear_what_the_trade_is_called_after() -> None:
    text = "an executive and three guards in suits in a hall"
    plan = plan_scene(text)
    seen = {shown_as(subject): [Sighting(0.1, 1.0, 0.2)] * subject.count for subject in plan.subjects[1:]}
    telling = telling_of(in_view(plan, seen), text)
    assert "executive" in " ".join(telling.unseen)
