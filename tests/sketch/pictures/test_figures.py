"""What figures are: bodies that can be told apart, hold what they carry, and stand on the ground."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from generation.sketch.canvas.field import rng_for
from generation.sketch.canvas.palette import PALETTES, Colour, colour
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.mesh import Skin, ball, tube
from generation.sketch.models.parts import plate
from generation.sketch.people.attire import body_mesh
from generation.sketch.people.figures import make_figure
from generation.sketch.people.gear import CARRIED
from generation.sketch.people.hair import STYLES
from generation.sketch.people.heads import WORN
from generation.sketch.people.person import SKINS, Person, make_person
from generation.sketch.people.shapes import BUILDS, EXPRESSIONS
from generation.sketch.people.stances import STANCES
from generation.sketch.people.wardrobe import CLOSED, CUTS, LEGS, LONG, MADE_OF, TRUNKS
from generation.sketch.planning import figures as table
from generation.sketch.planning.lexicon import OUTFITS
from generation.sketch.planning.plan import Garment, Subject

METATYPES = ("human", "elf", "dwarf", "ork", "troll")
PIXELS = 60  # to a metre
Bytes = npt.NDArray[np.uint8]
Solid = npt.NDArray[np.bool_]
DAY = colour("#4c4a50")
CLOSE = (Garment("jacket"), Garment("trousers"))  # no coat hides what the body does
CLOTHES = (*sorted(set(WORN) - {"helmet"}), "coat", "jacket", "robe", "suit", "armour", "long_hair", "mohawk")


def drawn(
    subject: Subject, seed: int = 3, stance: str = "stand", cloth: Colour | None = None, pixels: int = PIXELS
) -> tuple[Sprite, float]:
    """Return a drawn figure and how many of its rows are under its feet."""
    figure = make_figure(subject, PALETTES["neon_noir"], rng_for(seed, "figure"), cloth, stance)
    left, bottom, right, top = figure.bounds
    sprite = Sprite(figure.bounds, round((right - left) * pixels), round((top - bottom) * pixels), 1000.0)
    figure.draw(sprite)
    return sprite, -bottom * pixels


def person(metatype: str = "human", role: str = "runner", *features: str) -> Subject:
    return Subject("figure", 1, metatype, role, features)


def body(sprite: Sprite) -> Solid:
    """Return where the figure is; its shadow covers only in part."""
    return np.asarray(np.asarray(sprite.mask) == 255)


def pixels(sprite: Sprite) -> Bytes:
    return np.concatenate([np.asarray(layer) for layer in (sprite.surface, sprite.light)], axis=-1)


def size(metatype: str) -> tuple[float, float]:
    """Return how broad and how tall a man in close clothes is, in metres."""
    subject = replace(person(metatype), garments=CLOSE, gender="man")
    rows, columns = np.nonzero(body(drawn(subject, stance="arms_crossed", cloth=DAY)[0]))
    return float(np.ptp(columns)) / PIXELS, float(np.ptp(rows)) / PIXELS


def test_metatypes_differ_in_height_and_breadth() -> None:
    sizes = {metatype: size(metatype) for metatype in METATYPES}
    heights = sorted(METATYPES, key=lambda metatype: sizes[metatype][1])
    slimness = {metatype: tall / broad for metatype, (broad, tall) in sizes.items()}
    assert (heights[0], heights[-1]) == ("dwarf", "troll")
    assert sizes["troll"][1] > 1.35 * sizes["human"][1]
    assert slimness["elf"] > slimness["human"] > slimness["ork"] > slimness["dwarf"]


#: Who is in the air, on a seat, or borne by somebody.
OFF_THE_GROUND = {"run", "ride", "jump", "fall", "float", "soar", "curl", "limp", "soak", "sleep", "prone"}


@pytest.mark.parametrize("stance", [name for name in STANCES if name != "stand"])
def test_every_stance_has_an_outline_of_its_own(stance: str) -> None:
    subject = replace(person(), garments=CLOSE)
    standing, other = body(drawn(subject)[0]), body(drawn(subject, stance=stance)[0])
    assert standing.shape != other.shape or (standing != other).sum() > 0.04 * standing.sum()


@pytest.mark.parametrize("stance", [name for name in STANCES if name not in OFF_THE_GROUND])
@pytest.mark.parametrize("metatype", METATYPES)
def test_feet_stand_on_the_ground(metatype: str, stance: str) -> None:
    sprite, under = drawn(person(metatype), stance=stance)
    rows = np.flatnonzero(body(sprite).any(axis=1))
    assert abs(sprite.mask.height - under - rows[-1]) < 0.10 * np.ptp(rows)


def test_a_shadow_lies_about_the_feet() -> None:
    sprite, under = drawn(person())
    ground = np.asarray(sprite.mask)[round(sprite.mask.height - under)]
    assert ((ground > 40) & (ground < 255)).sum() > 10


@pytest.mark.parametrize("feature", sorted(CARRIED))
def test_what_is_carried_is_seen(feature: str) -> None:
    without, with_it = pixels(drawn(person())[0]), pixels(drawn(person("human", "runner", feature))[0])
    assert (without != with_it).any(axis=-1).sum() > 15


@pytest.mark.parametrize("feature", CLOTHES)
def test_what_is_worn_is_seen(feature: str) -> None:
    bare = person("human", "runner", "bald")
    without, with_it = pixels(drawn(bare)[0]), pixels(drawn(person("human", "runner", feature))[0])
    assert (without != with_it).any(axis=-1).sum() > 15


@pytest.mark.parametrize("role", sorted(set(OUTFITS) - {"runner"}))
def test_a_role_in_its_outfit_is_nobody_else(role: str) -> None:
    plain = pixels(drawn(person("human", "runner", "coat"))[0])
    worn = [item for item in OUTFITS[role] if item != "woman"]
    dressed = pixels(drawn(person("human", role, *worn))[0])
    assert (plain != dressed).any(axis=-1).sum() > 60


def made(subject: Subject, seed: int = 1, stance: str = "") -> Person:
    return make_person(subject, rng_for(seed, "person"), (DAY, DAY), stance=stance)


@pytest.mark.parametrize(("feature", "stance"), [("crouch", "crouch"), ("arms crossed", "arms_crossed")])
def test_a_pose_named_among_the_features_is_taken(feature: str, stance: str) -> None:
    assert made(person("human", "runner", feature)).pose.stance == stance


def test_a_pose_of_the_subject_outranks_what_is_usual() -> None:
    assert made(Subject("figure", role="mage", pose="kneel")).pose.stance == "kneel"


@pytest.mark.parametrize("stance", sorted(STANCES))
def test_no_pose_stretches_a_limb(stance: str) -> None:
    moved, rest = (made(person("troll"), 2, name).pose for name in (stance, "stand"))
    for side in (0, 1):
        for joints in (("hips", "knees", "ankles"), ("shoulders", "elbows", "hands")):
            now, before = (lengths(*(getattr(pose, joint)[side] for joint in joints)) for pose in (moved, rest))
            assert now[0] == pytest.approx(before[0], rel=0.01)
            assert sum(now) == pytest.approx(sum(before), rel=0.06)  # the palm is turned at the wrist


def lengths(*joints: npt.NDArray[np.float64]) -> list[float]:
    return [float(np.linalg.norm(end - start)) for start, end in pairwise(joints)]


def test_nothing_of_a_figure_reaches_the_edge_of_its_sprite() -> None:
    for role, outfit in OUTFITS.items():
        covered = body(drawn(person("troll", role, *outfit), stance="")[0])
        assert not np.concatenate([covered[:, 0], covered[:, -1], covered[0]]).any(), role


def test_the_same_seed_draws_the_same_figure_and_another_does_not() -> None:
    first, again, other = (pixels(drawn(person(), seed, "")[0]) for seed in (5, 5, 6))
    assert (first == again).all()
    assert first.shape != other.shape or (first != other).any()


def test_by_day_no_sign_lights_a_figure() -> None:
    night, day = (np.asarray(drawn(person("human", "runner", "bald"), cloth=cloth)[0].light) for cloth in (None, DAY))
    assert night.any()
    assert not day.any()


def test_a_figure_far_away_is_the_same_figure() -> None:
    near, _ = drawn(person("ork"), pixels=180)
    far, _ = drawn(person("ork"), pixels=45)
    small = np.asarray(near.mask.resize(far.mask.size), np.float32)
    assert np.corrcoef(small.ravel(), np.asarray(far.mask, np.float32).ravel())[0, 1] > 0.93


def test_a_body_turns_its_surface_outwards() -> None:
    skin = Skin((120, 120, 120))
    for mesh in (ball((0, 0, 0), (1, 2, 1), skin), tube([(0, -1, 0), (0, 1, 0)], [0.5, 0.5], skin)):
        outwards = (mesh.normals * mesh.centres()).sum(axis=1)
        assert (outwards > -1e-9).mean() > 0.95


def test_a_plate_of_a_hollowed_outline_is_filled_exactly() -> None:
    outline = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 0.25), (0.0, 1.0)]
    faces = plate(outline, 0.1, Skin((90, 90, 90)))
    front = faces.corners[faces.normals[:, 2] > 0.9]
    across, along = front[:, 1] - front[:, 0], front[:, 2] - front[:, 0]
    assert np.linalg.norm(np.cross(across, along), axis=1).sum() / 2 == pytest.approx(0.625)


def test_who_has_a_part_to_play_shows_the_face() -> None:
    guard, stranger = person("human", "guard"), person("human", "")
    turns = {who.role: [turn_of(who, seed) for seed in range(60)] for who in (guard, stranger)}
    assert max(turns["guard"]) < 2.0
    assert max(turns[""]) > 2.0


def turn_of(subject: Subject, seed: int) -> float:
    return abs(made(subject, seed).pose.turn)


def colours(sprite: Sprite) -> npt.NDArray[np.float64]:
    """Return the mean colour of what is solid and lit, by day."""
    return np.asarray(np.asarray(sprite.surface, np.float64)[body(sprite)])


@pytest.mark.parametrize("kind", sorted(set(CUTS) - {"gloves", "tie", "shoes", "boots", "scarf"}))
def test_a_garment_has_the_colour_that_is_asked_for(kind: str) -> None:
    """More of the figure is red, or blue, in a red or blue garment than in the other one."""
    red, blue = (
        colours(drawn(Subject("figure", gender="woman", garments=(Garment(kind, tint),)), cloth=DAY)[0])
        for tint in ("red", "blue")
    )
    more_red, more_blue = ((tints[:, 0] - tints[:, 2]).mean() for tints in (red, blue))
    assert more_red > more_blue + 4


@pytest.mark.parametrize("kind", ["gloves", "tie", "shoes", "boots", "scarf"])
def test_a_small_garment_is_seen(kind: str) -> None:
    under = Garment("shirt", "white")
    red, blue = (
        pixels(drawn(Subject("figure", gender="man", garments=(under, Garment(kind, tint))), pixels=180)[0])
        for tint in ("red", "blue")
    )
    assert (red != blue).any(axis=-1).sum() > 15


@pytest.mark.parametrize("kind", sorted(CUTS))
def test_nobody_is_unclothed(kind: str) -> None:
    """Trunk and legs are covered whatever is asked for: the mesh has no skin there."""
    worn = {item.kind for item in made(Subject("figure", gender="woman", garments=(Garment(kind),))).outfit}
    trunk = TRUNKS | CLOSED
    legs = LEGS | LONG
    assert worn & trunk
    assert worn & legs
    assert worn & {"boots", "shoes"}


@pytest.mark.parametrize("kind", ["jacket", "coat", "hoodie", "robe", "shirt", "dress", "uniform"])
def test_cloth_gives_no_light(kind: str) -> None:
    """Nothing sewn onto clothes is lit by itself: a seam is no lamp."""
    mesh = body_mesh(made(Subject("figure", gender="man", garments=(Garment(kind),))))
    assert not mesh.stuff[:, 1].any()


@pytest.mark.parametrize("role", ["", "runner", "ganger", "decker", "squatter"])
def test_those_of_a_role_are_not_all_dressed_alike(role: str) -> None:
    outfits = {tuple(item.kind for item in made(Subject("figure", role=role), seed).outfit) for seed in range(24)}
    assert len(outfits) > 2


def test_a_sasquatch_has_fur_unless_clothes_are_asked_for() -> None:
    bare, clothed = (
        made(Subject("figure", metatype="sasquatch", garments=garments)) for garments in ((), (Garment("suit"),))
    )
    assert len(body_mesh(bare)) > len(body_mesh(clothed)) + 2000


def test_a_knight_is_in_plate_under_a_closed_helmet() -> None:
    assert made(Subject("figure", role="knight")).wears("plate")
    assert made(Subject("figure", role="knight", garments=(Garment("armour"),))).wears("plate")


def test_a_hood_never_hides_a_mohawk_that_was_asked_for() -> None:
    hooded, both, mohawk = (
        body(drawn(person("human", "decker", *features), pixels=180)[0])
        for features in (("hood",), ("hood", "mohawk"), ("mohawk",))
    )
    top = [int(np.flatnonzero(solid.any(axis=1))[0]) for solid in (hooded, both, mohawk)]
    assert top[1] == top[2]
    assert top[1] < top[0]


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("gender", "woman", "man"), ("age", "child", "old"), ("physique", "slim", "fat"), ("skin", "pale", "dark"),
        ("hair", "blond", "black"), ("expression", "shout", "calm"), ("metatype", "ghoul", "vampire"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_body_is_seen(field: str, one: str, other: str) -> None:
    first, second = (
        pixels(drawn(Subject.from_dict({"kind": "figure", "features": ("short_hair",), field: value}), pixels=180)[0])
        for value in (one, other)
    )
    assert first.shape != second.shape or (first != second).any(axis=-1).sum() > 15


def test_a_child_is_shorter_than_a_grown_up() -> None:
    child, grown = (made(Subject("figure", gender="woman", age=age)).tall for age in ("child", ""))
    assert child < 0.8 * grown


def test_the_table_of_what_people_can_show_is_what_they_show() -> None:
    assert set(table.METATYPES) == set(BUILDS)
    assert set(table.GARMENTS) == set(CUTS) - {"plate"}  # which a knight's armour is
    assert set(table.POSES) <= set(STANCES)
    assert set(table.SKINS) == set(SKINS)
    assert set(table.EXPRESSIONS) == set(EXPRESSIONS)
    assert set(table.HAIRCUTS) == set(STYLES)
    assert set(WORN) <= set(table.FEATURES)


@pytest.mark.parametrize("item", sorted(ITEM_MAKERS))
def test_a_hand_holds_any_item(item: str) -> None:
    without, with_it = (
        pixels(drawn(Subject("figure", gender="man", features=("bald",), holds=holds), pixels=180)[0])
        for holds in ((), (item,))
    )
    assert (without != with_it).any(axis=-1).sum() > 15


@pytest.mark.parametrize("feature", sorted(set(table.FEATURES) - table.ONLY_NEAR - {"bald"}))
def test_a_feature_that_a_figure_can_show_is_seen(feature: str) -> None:
    garments = tuple(Garment(kind) for kind in sorted(MADE_OF.get(feature, ()))[:1])  # of which a stuff is seen
    without, with_it = (
        pixels(drawn(replace(person("human", "runner", *features), garments=garments), cloth=DAY, pixels=180)[0])
        for features in (("bald",), (feature,) if feature in table.HAIRCUTS else ("bald", feature))
    )
    assert without.shape != with_it.shape or (without != with_it).any(axis=-1).sum() > 15
