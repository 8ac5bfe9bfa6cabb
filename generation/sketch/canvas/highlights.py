"""Highlights: people are held back from white: a lamp burns pale skin and white cloth until nothing is left of them."""

import numpy as np

from generation.sketch.canvas.field import Field, blur, resize
from generation.sketch.canvas.sightings import Mask

#: Of linear light, as it is exposed: from where on people are held back, how bright they get, and what glows by itself.
KNEE, WHITEST, GLOWS = np.float32(0.26), np.float32(0.66), np.float32(2.0)


def hold_back(picture: Field, mask: Mask, exposure: float) -> None:
    """Hold what a mask covers back from white, as it will be exposed, in place."""
    if not mask.any():
        return
    place, soft = softly(mask, picture)
    part = picture[place]
    most = part.max(axis=-1) * np.float32(exposure)
    bright = np.flatnonzero(most > KNEE)
    most, share = most.ravel()[bright], soft.ravel()[bright]
    over = most - KNEE
    held = KNEE + over / (1 + over / (WHITEST - KNEE))
    # What glows by itself, a visor or a spell, stays as it is.
    share *= 1 - np.clip((most - GLOWS) / GLOWS, 0, 1)
    gain = np.ones(part.shape[:2], np.float32)
    gain.ravel()[bright] = 1 + (held / most - 1) * share
    part *= gain[..., None]


def softly(mask: Mask, picture: Field) -> tuple[tuple[slice, slice], Field]:
    """Return the part of the picture that a mask covers, and how much it covers there, with a soft edge."""
    step = -(-picture.shape[0] // mask.shape[0])
    soft = np.asarray(
        np.clip((blur(mask.astype(np.float32), 0.9) - np.float32(0.45)) * np.float32(2.2), 0, 1), np.float32
    )
    (top, end), (left, right) = (_span(np.asarray(mask.any(axis=axis))) for axis in (1, 0))
    place = slice(top * step, end * step), slice(left * step, right * step)
    full = resize(soft[top:end, left:right], (right - left) * step, (end - top) * step)
    high, wide = picture[place].shape[:2]
    return place, np.asarray(full[:high, :wide], np.float32)


def _span(filled: Mask) -> tuple[int, int]:
    """Return where cells are filled, and room for a soft edge."""
    places = np.flatnonzero(filled)
    return max(0, int(places[0]) - 3), min(len(filled), int(places[-1]) + 4)
