"""What the picture is about is to be seen: large, inside the frame, with nothing before it."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

import numpy as np
import pytest

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.canvas.layers import Layers
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.crowds import bodies
from generation.sketch.models import painting
from generation.sketch.paint import paint_scene
from generation.sketch.planning.plan import Plan, Subject

Rest = ParamSpec("Rest")
SIDE = 96
MARK = (9, 249, 5)  # a light that nothing else sends out
LARGE, SEEN = 0.05, 0.80  # of the frame that it takes at least, and of it that is seen
WHERE = (
    "street", "market", "docks", "barrens", "skyline", "bar", "lab", "room/subway_station", "room/elevator",
    "room/cathedral", "room/office", "wilderness/forest", "desert", "park",
)  # fmt: skip
KINDS = ("cat", "hellhound", "drone_walker", "spider", "bomb", "skull")


class Watch:
    """Marks the bodies that are drawn, and counts what is left of them when the picture is lit."""

    def __init__(self) -> None:
        self.whole, self.left = 0, 0

    def marked(self, paint: Callable[Concatenate[Sprite, Rest], None]) -> Callable[Concatenate[Sprite, Rest], None]:
        def paint_and_mark(sprite: Sprite, /, *rest: Rest.args, **named: Rest.kwargs) -> None:
            paint(sprite, *rest, **named)
            body = sprite.mask.point(lambda value: 255 if value == 255 else 0)
            sprite.light.paste(MARK, (0, 0), body)
            self.whole += int((np.asarray(body) > 0).sum())

        return paint_and_mark

    def counted(self, release: Callable[[Layers], None]) -> Callable[[Layers], None]:
        def count_and_release(layers: Layers) -> None:
            if layers.scale > 1:
                light = np.asarray(layers.emission)[..., :3]
                self.left = max(self.left, int((light == MARK).all(axis=-1).sum()))
            release(layers)

        return count_and_release


def watched(monkeypatch: pytest.MonkeyPatch, where: str, kind: str, seed: int) -> tuple[float, float]:
    """Return what share of the frame is seen of what leads, and what share of its whole that is."""
    watch = Watch()
    monkeypatch.setattr(bodies, "paint_solid", watch.marked(painting.paint_solid))
    monkeypatch.setattr(Layers, "release", watch.counted(Layers.release))
    scene, _, place = where.partition("/")
    plan = Plan(scene, "neon_noir", place=place, subjects=(Subject(kind),))
    paint_scene(Canvas(plan, seed, Frame(SIDE, SIDE), lambda *_: None))
    return watch.left / (2 * SIDE) ** 2, watch.left / max(1, watch.whole)


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("kind", KINDS)
def test_what_leads_is_seen(monkeypatch: pytest.MonkeyPatch, where: str, kind: str) -> None:
    for seed in range(1, 4):
        with monkeypatch.context() as patch:
            large, seen = watched(patch, where, kind, seed)
        assert large > LARGE, (seed, large)
        assert seen > SEEN, (seed, seen)


#: On the highway a motorcycle is ridden, and seen from behind.
DRIVEN = [
    (kind, where)
    for kind in ("car", "truck", "bike", "helicopter", "tank")
    for where in ("street", "market", "docks", "barrens", "highway", "desert", "park", "wilderness")
    if (kind, where) != ("bike", "highway")
]


@pytest.mark.parametrize(("kind", "where"), DRIVEN)
def test_a_vehicle_that_leads_is_seen(monkeypatch: pytest.MonkeyPatch, where: str, kind: str) -> None:
    for seed in range(1, 4):
        with monkeypatch.context() as patch:
            large, seen = watched(patch, where, kind, seed)
        assert large > LARGE, (seed, large)
        assert seen > SEEN, (seed, seen)
