"""The brush: grain goes, edges and small lights stay, and faces are painted finely."""

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame, rng_for
from generation.sketch.looks.brush import brushed
from generation.sketch.paint import paint_scene
from generation.sketch.planning.plan import Plan, Subject

SIDE = 512
FRAME = Frame(SIDE, SIDE)
NOWHERE = np.zeros((SIDE, SIDE), np.float32)
MIDDLE = slice(SIDE // 2 - 40, SIDE // 2 + 40)

Bytes = npt.NDArray[np.uint8]


def painted(picture: Bytes, details: npt.NDArray[np.float32] = NOWHERE) -> npt.NDArray[np.float32]:
    return np.asarray(brushed(Image.fromarray(picture), FRAME, details), np.float32)


def grainy(level: int, grain: float) -> Bytes:
    noise = rng_for(1, "grain of a test").normal(level, grain, (SIDE, SIDE, 3))
    return np.asarray(np.clip(noise, 0, 255), np.uint8)


def test_grain_goes() -> None:
    picture = grainy(120, 8)
    before, after = np.abs(np.diff(picture.astype(np.float32), axis=1)).mean(), painted(picture)
    assert np.abs(np.diff(after, axis=1)).mean() < before / 4


def test_an_edge_stays_as_sharp_as_it_was() -> None:
    picture = grainy(60, 4)
    picture[:, SIDE // 2 :] += 120
    steps = np.abs(np.diff(painted(picture)[MIDDLE].mean(axis=(0, 2))))
    assert steps.argmax() == SIDE // 2 - 1
    assert steps.max() > 0.8 * 120


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_small_light_stays(size: int) -> None:
    picture = grainy(20, 2)
    picture[SIDE // 2 : SIDE // 2 + size, SIDE // 2 : SIDE // 2 + size] = 240
    assert painted(picture)[SIDE // 2, SIDE // 2].mean() > 170


def test_where_the_brush_is_fine_dark_details_stay_too() -> None:
    picture = grainy(180, 2)
    picture[:, SIDE // 2 : SIDE // 2 + 2] = 20
    details = NOWHERE.copy()
    details[:100] = 1
    line = painted(picture, details)[:, SIDE // 2].mean(axis=-1)
    assert line[:100].mean() < 60 < line[200:].mean()


def test_a_face_keeps_its_eyes() -> None:
    """They are the darkest of what changes within a few pixels of a face."""
    plan = Plan("portrait", "neon_noir", subjects=(Subject("figure", 1, "human", "runner", ("bald",)),))
    canvas = Canvas(plan, 4, FRAME, lambda *_: None)
    face = np.asarray(paint_scene(canvas).convert("L"), np.float32)[canvas_rows(canvas)]
    assert np.percentile(np.abs(np.diff(face, axis=1)), 99.5) > 20


def canvas_rows(canvas: Canvas) -> slice:
    cells = canvas.sightings.tops({body.what for body in canvas.sightings._bodies}, 0.3)
    rows = np.flatnonzero(cells.any(axis=1)) * SIDE // len(cells)
    return slice(int(rows[0]), int(rows[-1]))
