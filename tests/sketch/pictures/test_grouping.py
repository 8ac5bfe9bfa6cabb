"""Whom a picture is about is in its foreground: large, inside the frame, and hidden by nothing, in any scene."""

from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np
import pytest

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.layers import Layers
from generation.sketch.canvas.palette import Colour, Palette
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds import crowd
from generation.sketch.paint import paint_scene
from generation.sketch.people.figures import Figure, make_figure
from generation.sketch.planning.plan import Plan, Subject
from generation.sketch.planning.scenery import SCENERY
from generation.sketch.props.sets.finish import Finish
from generation.sketch.props.sets.lamplight import Lamplight
from generation.sketch.props.sets.pieces import Pieces
from generation.sketch.scenes import outdoors
from generation.sketch.scenes.places.cameras import camera_of
from generation.sketch.scenes.places.furnishing import furnish
from generation.sketch.scenes.places.people import cast_in
from generation.sketch.scenes.places.place import places
from generation.sketch.scenes.places.sightlines import views_of

SIDE = 128  # pixels
METATYPES = ("human", "ork", "elf", "human", "human")
#: Where people are no figures on a ground.
ELSEWHERE = {"portrait", "item", "siteplan", "matrix", "astral", "highway", "boardroom", "room"}
PLACES = [
    *sorted(name for name in SCENERY if name not in ELSEWHERE and SCENERY[name].figures), "wilderness/forest",
    "docks/warehouse", "room/lobby", "room/casino", "room/subway_station", "room/corridor", "room/kitchen",
    "room/parking_garage", "room/cathedral", "room/office",
]  # fmt: skip
NARROW = {"room/corridor"}  # no room for more than three abreast


@dataclass(slots=True)
class Seen:
    """How somebody is seen: pixels in all, pixels that nothing hides, share of the frame's height, cut by a side."""

    whole: int = 0
    shown: int = 0
    height: float = 0.0
    cut: bool = False


class LitError(Exception):
    """Everything has been drawn: what follows is light, and not looked at."""


def people_seen(place: str, count: int, seed: int, action: str = "") -> list[Seen]:
    """Paint people at a place in colours that say who they are, and count those before any light falls on them."""
    scene, _, kind = place.partition("/")
    people = tuple(Subject("figure", metatype=metatype) for metatype in METATYPES[:count])
    plan = Plan(scene, "neon_noir", subjects=people, place=kind, action=action)
    seen: list[Seen] = []

    def marked(
        subject: Subject,
        palette: Palette,
        rng: np.random.Generator,
        cloth: Colour | None,
        *,
        facing: float | None = None,
    ) -> Figure:
        figure = make_figure(subject, palette, rng, cloth, facing=facing)
        mine = Seen()
        seen.append(mine)
        number = len(seen)

        def draw(sprite: Sprite) -> None:
            figure.draw(sprite)
            mine.whole = int((np.asarray(sprite.mask) == 255).sum())  # an outline fades into what is behind
            sprite.light.paste((255, 0, 10 * number), (0, 0, *sprite.light.size))

        return replace(figure, draw=draw)

    def count_pixels(layers: Layers, *_: object) -> None:
        light = np.asarray(layers.emission)
        for number, one in enumerate(seen, 1):
            own = (light[..., :3] == (255, 0, 10 * number)).all(axis=-1)
            columns, rows = np.flatnonzero(own.any(axis=0)), np.flatnonzero(own.any(axis=1))
            one.shown = int(own.sum())
            if len(columns):
                one.height = (rows[-1] - rows[0]) / len(own)
                one.cut = bool(columns[0] < 2 or columns[-1] > own.shape[1] - 3)
        raise LitError

    with (
        patch.object(crowd, "make_figure", marked),
        patch.object(outdoors, "relight", count_pixels),
        pytest.raises(LitError),
    ):
        paint_scene(Canvas(plan, seed, Frame(SIDE, SIDE), lambda *_: None))
    return seen


@pytest.mark.parametrize("place", PLACES)
def test_people_stand_in_the_foreground_and_nothing_hides_them(place: str) -> None:
    for count in range(1, 4 if place in NARROW else 6):
        seen = people_seen(place, count, 7 * count + len(place))
        assert len(seen) == count
        for one in seen:
            assert one.shown / one.whole >= 0.85, (count, seen)
            assert not one.cut, (count, seen)
            assert 0.25 < one.height < 0.90, (count, seen)
        assert max(one.height for one in seen) > (0.48 if count < 3 else 0.34), (count, seen)


@pytest.mark.parametrize("action", ["talk", "chase", "gunfight", "guard", "queue", "dance"])
def test_who_does_something_together_is_seen_together(action: str) -> None:
    for count in (2, 3):
        for one in people_seen("street", count, 5 + count, action):
            assert one.shown / one.whole >= 0.75, (count, one)
            assert not one.cut, (count, one)
            assert one.height > 0.25, (count, one)


@pytest.mark.parametrize("place", ["parking_garage", "garage"])
def test_no_furniture_stands_before_the_vehicle_a_room_is_about(place: str) -> None:
    plan = Plan("room", "neon_noir", subjects=(Subject("van"),), place=place)
    canvas = Canvas(plan, 3, Frame(SIDE, SIDE), lambda *_: None)
    room = places()[place]
    stage = Stage(canvas.frame, camera_of(canvas, room), 75.0)
    views = views_of(stage, cast_in(canvas, stage, room))
    pieces = Pieces(stage, Lamplight(1.0, ()))
    furnish(canvas, pieces, room, Finish(canvas.rng("things"), canvas.palette.neon, room.lamp, room.accent), views)
    assert len(views) == 1
    assert pieces.blocks
    assert not any(views[0].is_hidden_by(block) for block in pieces.blocks)
