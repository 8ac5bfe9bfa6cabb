"""What portraits, items and finishes are: told apart at a glance, whole, and the same picture at every size."""

from functools import cache, lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from generation.reading.lexicon import tables
from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame, rng_for
from generation.sketch.canvas.palette import PALETTES, colour
from generation.sketch.looks.table import LOOKS, look_for
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.lighting import fitted
from generation.sketch.models.parts import Paint, Thing
from generation.sketch.paint import paint_scene
from generation.sketch.people.bust import FRAMINGS, framing_of
from generation.sketch.planning import figures as table
from generation.sketch.planning.lexicon import STYLES
from generation.sketch.planning.plan import Garment, Plan, Subject
from generation.sketch.scenes import SCENES

SIDE = 144
WORN = ("hood", "visor", "mask", "cybereye", "mohawk", "long_hair", "dreads", "beard", "hat", "katana")
Tones = npt.NDArray[np.float32]
LIGHTS = Paint(colour("#ff2fa0"), colour("#22e6ff"))


def tones(picture: Image.Image) -> Tones:
    return np.asarray(picture, np.float32)


@lru_cache(maxsize=64)
def portrait(features: tuple[str, ...] = (), metatype: str = "human", role: str = "runner", seed: int = 4,
             size: tuple[int, int] = (SIDE, SIDE)) -> Image.Image:  # fmt: skip
    """Paint a portrait in a style that leaves it as it is lit."""
    plan = Plan("portrait", "neon_noir", subjects=(Subject("figure", 1, metatype, role, features),))
    return paint_scene(Canvas(plan, seed, Frame(*size), lambda *_: None))


@lru_cache(maxsize=64)
def item(kind: str, style: str = "neon_noir", tint: str = "", seed: int = 4,
         size: tuple[int, int] = (SIDE, SIDE)) -> Image.Image:  # fmt: skip
    plan = Plan("item", style, subjects=(Subject(kind, colour=tint),))
    return paint_scene(Canvas(plan, seed, Frame(*size), lambda *_: None))


def changed(first: Image.Image, second: Image.Image) -> float:
    """Return the share of pixels that differ by more than grain."""
    return float((np.abs(tones(first) - tones(second)).max(axis=-1) > 30).mean())


def likeness(first: Image.Image, second: Image.Image, side: int = 64) -> float:
    """Correlate two pictures of the same ratio, whatever their size."""
    small = [tones(picture.resize((side, side), Image.Resampling.BOX)).ravel() for picture in (first, second)]
    return float(np.corrcoef(small[0], small[1])[0, 1])


@pytest.mark.parametrize("feature", WORN)
def test_what_a_person_wears_is_seen(feature: str) -> None:
    assert changed(portrait(("bald",)), portrait((feature,))) > 0.003


@pytest.mark.parametrize("metatype", ["elf", "dwarf", "ork", "troll"])
def test_a_person_has_the_head_of_its_metatype(metatype: str) -> None:
    assert changed(portrait(("bald",)), portrait(("bald",), metatype)) > 0.02


@pytest.mark.parametrize("role", ["samurai", "decker", "mage", "shaman", "rigger", "ganger", "suit", "guard", "medic"])
def test_a_person_is_dressed_for_its_role(role: str) -> None:
    assert changed(portrait(("bald",)), portrait(("bald",), "human", role)) > 0.02


def test_words_choose_the_framing_where_they_hide_the_face() -> None:
    for feature, framing in (("hood", "hooded"), ("mask", "masked"), ("visor", "visored")):
        chosen = framing_of(Subject("figure", features=(feature,)), rng_for(1, "framing"))
        assert chosen.key == FRAMINGS[framing].key


def test_chance_chooses_among_at_least_four_framings() -> None:
    plain = Subject("figure", role="runner")
    assert len({framing_of(plain, rng_for(seed, "framing")).key for seed in range(40)}) >= 4


def test_a_portrait_is_lit_from_one_side() -> None:
    luma = tones(portrait(("bald",), seed=9).convert("L"))[30:150, 45:150]
    assert np.percentile(luma, 95) > 4 * np.percentile(luma, 30)


def test_a_portrait_keeps_its_composition_at_another_size_and_changes_with_the_seed() -> None:
    assert likeness(portrait(), portrait(size=(288, 288))) > 0.96
    assert portrait().tobytes() == portrait.__wrapped__().tobytes()
    assert likeness(portrait(), portrait(seed=5)) < 0.9


def test_every_item_with_a_shape_has_words_that_name_it() -> None:
    assert set(ITEM_MAKERS) <= {*tables()["items"].values(), "motorbike"}


@cache
def thing(kind: str) -> Thing:
    return ITEM_MAKERS[kind](LIGHTS)


@pytest.mark.parametrize("kind", sorted(ITEM_MAKERS))
@pytest.mark.parametrize("size", [(240, 160), (160, 240)])
def test_an_item_is_whole_in_the_frame(kind: str, size: tuple[int, int]) -> None:
    frame, made = Frame(*size), thing(kind)
    mesh = made.mesh.turned(*made.lies)
    maps = fitted(frame, mesh, (0.0, 0.0), (0.8 * frame.width / frame.unit, 0.5)).maps(mesh)
    assert maps is not None
    assert 0 < maps.rows.start < maps.rows.stop < frame.height
    assert 0 < maps.columns.start < maps.columns.stop < frame.width
    assert maps.cover.max() > 0.99
    assert all(len(text) < 20 for text, _ in made.labels)
    assert len(made.labels) == 4


def test_every_item_is_another_picture_in_both_manners() -> None:
    for style in ("neon_noir", "gear_blueprint"):
        for first, second in combinations(("katana", "pistol", "drone", "focus", "motorbike", "case"), 2):
            assert changed(item(first, style), item(second, style)) > 0.02


def test_an_item_takes_the_colour_it_is_asked_in() -> None:
    red, plain = tones(item("motorbike", tint="green")), tones(item("motorbike"))
    assert (red[..., 1] - red[..., 0]).mean() > (plain[..., 1] - plain[..., 0]).mean() + 0.5


def test_a_blueprint_is_pale_lines_on_blue() -> None:
    picture = tones(item("rifle", "gear_blueprint"))
    paper, lines = picture[picture.sum(axis=-1) < 330], picture[picture.sum(axis=-1) > 480]
    assert len(paper) > 0.8 * SIDE * SIDE
    assert (paper[:, 2] > paper[:, 0] + 30).mean() > 0.95
    assert 0.005 < len(lines) / (SIDE * SIDE) < 0.2


@lru_cache(maxsize=32)
def finished(style: str, side: int = SIDE) -> Image.Image:
    """Give one and the same picture the look of a style."""
    picture = portrait(("mohawk",), "ork", size=(side, side))
    return LOOKS[style](picture, Frame(side, side), PALETTES[style])


@cache
def measures(style: str) -> Tones:
    """Return what the eye tells a look by: its colour, lightness, contrast, colourfulness and lines."""
    picture = tones(finished(style))
    grey = picture.mean(axis=-1)
    colourful = (picture.max(axis=-1) - picture.min(axis=-1)).mean()
    lines = np.hypot(*np.gradient(grey)).mean() * 4
    return np.array([*picture.mean(axis=(0, 1)), grey.std(), colourful, lines, np.percentile(grey, 5)], np.float32)


def test_every_style_has_a_look() -> None:
    assert set(LOOKS) == set(STYLES)


def test_a_scene_drawn_in_a_style_is_not_drawn_over() -> None:
    assert look_for("siteplan", "tactical_map") is None
    assert look_for("item", "gear_blueprint") is None
    assert look_for("street", "tactical_map") is LOOKS["tactical_map"]


@pytest.mark.parametrize("style", STYLES)
def test_a_look_keeps_the_size_and_is_neither_blank_nor_left_to_chance(style: str) -> None:
    picture = finished(style)
    assert (picture.mode, picture.size) == ("RGB", (SIDE, SIDE))
    assert tones(picture).std() > 12
    assert picture.tobytes() == finished.__wrapped__(style).tobytes()


def test_looks_differ_at_a_glance() -> None:
    for first, second in combinations(STYLES, 2):
        assert np.linalg.norm(measures(first) - measures(second)) > 12, (first, second)


@pytest.mark.parametrize("style", STYLES)
def test_a_look_is_the_same_at_another_size(style: str) -> None:
    least = 0.84 if style == "graphic_novel" else 0.9  # a grey between ink and paper falls on one side or the other
    assert likeness(finished(style), finished(style, 240), 32) > least


def test_a_camera_feed_has_one_hue() -> None:
    feed = np.asarray(finished("security_cam").convert("HSV"), np.float32)
    lit = feed[..., 2] > 90
    assert np.median(np.abs(feed[..., 0][lit] - np.median(feed[..., 0][lit]))) < 6


def test_ink_is_black_and_paper_with_spots_of_colour() -> None:
    picture = tones(finished("graphic_novel"))
    black, paper = picture.max(axis=-1) < 60, picture.min(axis=-1) > 190
    spots = picture.max(axis=-1) - picture.min(axis=-1) > 90
    assert black.mean() + paper.mean() + spots.mean() > 0.7
    assert min(black.mean(), paper.mean(), spots.mean()) > 0.005


def test_a_painted_picture_shows_its_strokes() -> None:
    """A stroke has one colour: within it next to nothing changes, and at its edge much does."""
    painted = finished("painted_cover", 512)
    plan = Plan("portrait", "painted_cover", subjects=(Subject("figure", 1, "ork", "runner", ("mohawk",)),))
    plain = SCENES["portrait"](Canvas(plan, 4, Frame(512, 512), lambda *_: None))
    assert edginess(painted) > 1.4 * edginess(plain)


def edginess(picture: Image.Image) -> float:
    """Return how much larger the largest changes from pixel to pixel are than the usual one."""
    steps = np.abs(np.diff(tones(picture.convert("L")), axis=1)).ravel()
    return float(np.percentile(steps, 97) / (np.percentile(steps, 50) + 1))


def test_the_colours_of_air_are_those_of_the_style() -> None:
    means = {style: tones(finished(style)).mean(axis=(0, 1)) for style in STYLES}
    assert means["toxic"].argmax() == 1
    assert means["barrens_grit"].argmax() == 0
    assert means["corp_sterile"].argmax() == 2
    assert means["astral_dream"][2] > means["astral_dream"][1]
    assert np.ptp(means["corp_sterile"]) < np.ptp(means["neon_noir"]) + 25


def test_a_dossier_leaves_the_picture_whole_on_its_page() -> None:
    page = tones(finished("dossier", 192))
    assert page[:6].std(axis=(0, 1)).max() < 3
    assert page[-6:].std(axis=(0, 1)).max() < 3
    assert page[30:150, 30:150].std() > 12


@pytest.mark.parametrize("size", [(96, 160), (160, 96)])
@pytest.mark.parametrize("style", STYLES)
def test_a_look_fits_every_ratio(style: str, size: tuple[int, int]) -> None:
    picture = portrait(size=size)
    assert LOOKS[style](picture, Frame(*size), PALETTES[style]).size == size


@cache
def scene(name: str, style: str, weather: str = "clear", time: str = "night") -> Image.Image:
    plan = Plan(name, style, time=time, weather=weather)
    return paint_scene(Canvas(plan, 3, Frame(SIDE, SIDE), lambda *_: None))


def test_fog_by_day_is_drawn_in_black_shapes_and_not_left_blank() -> None:
    page = tones(scene("docks", "graphic_novel", "fog", "day"))[12:-12, 12:-12]
    assert 0.10 < (page.max(axis=-1) < 90).mean() < 0.75
    drawing = tones(scene("docks", "gear_blueprint", "fog", "day"))[12:-12, 12:-12]
    assert (drawing.min(axis=-1) > np.median(drawing.min(axis=-1)) + 40).mean() > 0.06


@pytest.mark.parametrize("name", ["street", "bar", "docks"])
def test_spellwork_and_neon_are_told_apart(name: str) -> None:
    first, second = tones(scene(name, "neon_noir")), tones(scene(name, "street_magic"))
    assert np.abs(first - second).mean() / 255 > 0.06


def portrayed(subject: Subject, place: str = "", seed: int = 4) -> Tones:
    plan = Plan("portrait", "neon_noir", subjects=(subject,), place=place)
    return tones(paint_scene(Canvas(plan, seed, Frame(SIDE, SIDE), lambda *_: None)))


@pytest.mark.parametrize("feature", sorted(table.ONLY_NEAR))
def test_what_is_small_is_seen_in_a_portrait(feature: str) -> None:
    plain, marked = (
        portrayed(Subject("figure", gender="man", skin="light", features=f), seed=6)
        for f in (("bald",), ("bald", feature))
    )
    assert (np.abs(plain - marked).max(axis=-1) > 8).sum() > 4


def test_a_portrait_is_taken_at_the_place_that_is_named() -> None:
    subject = Subject("figure", gender="woman")
    nowhere, bar, church = (portrayed(subject, place) for place in ("", "bar", "room/church"))
    for one, other in ((nowhere, bar), (bar, church)):
        assert (np.abs(one - other).max(axis=-1) > 12).mean() > 0.2


def test_portraits_are_close_or_down_to_the_hips() -> None:
    sizes = {round(framing_of(Subject("figure"), rng_for(seed, "framing")).size, 1) for seed in range(40)}
    assert min(sizes) < 0.7
    assert max(sizes) > 1.05


def test_a_garments_colour_is_seen_in_a_portrait() -> None:
    red, green = (
        portrayed(Subject("figure", gender="man", garments=(Garment("jacket", tint),))) for tint in ("red", "green")
    )
    lower = slice(SIDE * 3 // 4, None)
    assert (red[lower, :, 0] - red[lower, :, 1]).mean() > (green[lower, :, 0] - green[lower, :, 1]).mean() + 10
