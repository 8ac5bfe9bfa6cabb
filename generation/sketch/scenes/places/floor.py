"""Light on the floor: pools under the lamps, and the shade of what stands there."""

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, blur, tripled
from generation.sketch.canvas.light import BYTE
from generation.sketch.canvas.stage import NEAR, Stage
from generation.sketch.props.sets.pieces import Pieces

STEP = 8
BRIGHTEST = 2.0
SHADE = 0.62  # how much of the light what stands on the floor keeps away


def light_on_floor(canvas: Canvas, stage: Stage, pieces: Pieces, brightest: float = BRIGHTEST) -> Coarse:
    """Return how much light falls on each place of the floor, as seen in the picture."""
    frame = canvas.frame.coarse(STEP)
    share = stage.frame.height / frame.height
    rows = (np.arange(frame.height) + 0.5) * share
    columns = (np.arange(frame.width) + 0.5) * stage.frame.width / frame.width
    below = np.maximum(rows - stage.horizon, 2.0)
    away = stage.camera.height * stage.focal / below
    aside = stage.side * (columns[None] - stage.centre_x) * away[:, None] / stage.focal
    away = np.broadcast_to(away[:, None], aside.shape)
    (x0, z0), (right_x, right_z), (on_x, on_z) = (
        stage.in_world(right, ahead) for right, ahead in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
    )
    x = x0 + aside * (right_x - x0) + away * (on_x - x0)
    z = z0 + aside * (right_z - z0) + away * (on_z - z0)
    points = np.stack([x, np.zeros_like(x), z], axis=-1).reshape(-1, 3)
    tones = pieces.light.tones(points, np.tile(np.array([0.0, 1.0, 0.0]), (len(points), 1)))
    light: Field = np.asarray(tones.reshape(frame.height, frame.width, 3), np.float32)
    shade = tripled(_shade(stage, pieces, frame.width, frame.height))
    return Coarse(np.minimum(light, np.float32(brightest)) * shade, canvas.frame)


def _shade(stage: Stage, pieces: Pieces, width: int, height: int) -> Field:
    """Return the share of light that comes past what stands on the floor."""
    layer = Image.new("L", (width * 2, height * 2), 255)
    pen = ImageDraw.Draw(layer)
    scale = width * 2 / stage.frame.width
    for ring in pieces.footprints:
        middle = ring.mean(axis=0)
        wider = middle + (ring - middle) * 1.12
        if min(stage.before_eye((x, 0.0, z))[2] for x, z in wider) < NEAR:
            continue
        pen.polygon(
            [(px * scale, py * scale) for px, py in (stage.project((x, 0.0, z)) for x, z in wider)],
            fill=int(255 * (1 - SHADE)),
        )
    soft = blur(np.asarray(layer, np.float32) * BYTE, 2.2)
    return np.asarray(soft.reshape(height, 2, width, 2).mean(axis=(1, 3)), np.float32)
