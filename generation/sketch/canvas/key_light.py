"""A key light: who the picture is about is lifted out of the dark, as a photographer would."""

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Field, blur, tripled
from generation.sketch.canvas.highlights import softly
from generation.sketch.canvas.sightings import Mask
from generation.sketch.planning.in_view import shown_as

DARK = 0.16  # of linear light: where it is brighter about somebody, nothing is lifted
AGAINST, OTHERS = 1.7, 1.3  # how much brighter than what is about them the lead and the others should be
EDGE = 0.02
BRIGHT = 0.10  # of linear light
LEAST_LIGHT, MOST = 0.045, 2.4  # of linear light, the least of the lead's; how much it is lifted at most
ABOUT = 5  # cells: how far about somebody is looked


def light_lead(canvas: Canvas, picture: Field) -> None:
    """Lift the subjects that are no brighter than the dark about them, the first one most, in place."""
    for number, name in enumerate(dict.fromkeys(map(shown_as, canvas.plan.subjects))):
        mask = canvas.sightings.where({name})
        if mask.any():
            _lift(picture, mask, AGAINST if number == 0 else OTHERS)


def _lift(picture: Field, mask: Mask, against: float) -> None:
    rows, columns = mask.shape
    step = -(-picture.shape[0] // rows)
    luma = picture[::step, ::step].mean(axis=-1)[:rows, :columns]
    body = mask.astype(np.float32)
    about = (blur(body, ABOUT) > EDGE) & ~mask
    own, other = float(np.median(luma[mask])), float(np.median(luma[about])) if about.any() else 0.0
    gain = min(MOST, max(LEAST_LIGHT, against * other) / max(own, 1e-3))
    if other > DARK or gain <= 1:
        return
    place, soft = softly(mask, picture)
    part = picture[place]
    # What is bright already, a face, is lifted less.
    share = soft / (1 + part.mean(axis=-1) / np.float32(BRIGHT))
    part *= 1 + np.float32(gain - 1) * tripled(np.asarray(share, np.float32))
