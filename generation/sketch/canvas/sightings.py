"""Sightings: where in a picture what it shows is to be seen, how much of it, and how clearly."""

import math
from collections.abc import Callable, Hashable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from generation.sketch.canvas.field import Field, Frame
from generation.sketch.canvas.layers import LAST_MARK
from generation.sketch.canvas.light import BYTE
from generation.sketch.canvas.palette import BLACK
from generation.sketch.canvas.sky import Disc
from generation.sketch.canvas.sprite import Words
from generation.sketch.canvas.stage import SUPERSAMPLE, Stage
from generation.sketch.planning.in_view import FLAMES, LEAST_SHOWN, SIGN, USUAL_CONTRAST, Sighting

Mask = npt.NDArray[np.bool_]

WHOLE = 0.92  # of a disc: as good as all of it
HALF = 0.5
FLAME_RED, FLAME_GREEN, FLAME_WARMTH = 0.78, 0.35, 0.30  # of full brightness
READ = 0.10  # of the box about words: what their letters cover where more than half of them are seen
CELLS = 190  # to a unit of the frame: what is measured is as coarse as that


@dataclass(frozen=True, slots=True)
class _Body:
    """Where something is seen, in cells, and how many cells all of it would take."""

    what: Hashable
    mask: Mask
    whole: float


class Sightings:
    """Collects where what is asked for is to be seen in one picture."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._step = max(1, round(frame.unit / CELLS))
        self._cells = frame.coarse(self._step)
        self._shape = -(-frame.height // self._step), -(-frame.width // self._step)
        self._bodies: list[_Body] = []
        self._disc: Disc | None = None
        self._reads = True
        self._sky: Mask = np.ones(self._shape, np.bool_)

    def look_at(self, stage: Stage, sign: str = "") -> None:
        """Take what a stage shows, before it is lit, and whether the words of a sign are read on it."""
        self._reads = not sign or _reads(stage, sign)
        step = self._step * SUPERSAMPLE
        numbers = np.asarray(stage.direct.marked(step))
        self._sky = numbers < LAST_MARK
        for mark in stage.direct.marks:
            self._bodies.append(_Body(mark.what, numbers == mark.number, mark.whole / step**2))

    def look_at_sky(self, disc: Disc) -> None:
        """Take the moon or the sun of a sky, before anything stands before it."""
        self._disc = disc

    def free_of(self, disc: Disc, horizon: float) -> Disc:
        """Return a disc where it is seen whole, near its place, over a horizon in units; smaller in little sky."""
        moved = self._moved(disc, horizon)
        return moved if self._share_of(moved) > HALF else self._moved(replace(disc, radius=HALF * disc.radius), horizon)

    def _moved(self, disc: Disc, horizon: float) -> Disc:
        wide, high = (
            0.5 * edge / self._frame.unit - 1.4 * disc.radius for edge in (self._frame.width, self._frame.height)
        )
        low = max(-high, min(high, horizon - 1.3 * disc.radius))
        places = [
            replace(disc, x=aside, y=level)
            for aside in np.linspace(-wide, wide, 15).tolist()
            for level in np.linspace(-high, low, 9).tolist()
        ]
        return max([disc, *places], key=lambda other: (min(WHOLE, self._share_of(other)), -_apart(other, disc)))

    def is_free(self, disc: Disc) -> bool:
        """Tell whether enough of a disc is seen to call it one."""
        return self._share_of(disc) > LEAST_SHOWN

    def _share_of(self, disc: Disc) -> float:
        mask, whole = self._disc_on_sky(disc)
        return float(mask.sum()) / whole

    def add(self, what: Hashable, mask: Mask, place: tuple[slice, slice], inside: float) -> None:
        """Add something that is painted over the picture, by where it is in these rows and columns.

        `inside` is how much of it lies inside the picture at all.
        """
        whole = np.zeros((self._frame.height, self._frame.width), np.bool_)
        room = whole[place]
        room[:] = mask[: room.shape[0], : room.shape[1]]
        cells = whole[:: self._step, :: self._step]
        self._bodies.append(_Body(what, cells, float(cells.sum()) / max(inside, 1e-3)))

    def where(self, names: AbstractSet[Hashable]) -> Mask:
        """Return the cells of the picture in which something of those names is seen."""
        out = np.zeros(self._shape, np.bool_)
        for body in [*self._bodies, *self._moons()]:
            if body.what in names:
                out |= body.mask
        return out

    def tops(self, names: AbstractSet[Hashable], share: float) -> Mask:
        """Return the cells of the uppermost `share` of each body of those names: of people, their heads."""
        out = np.zeros(self._shape, np.bool_)
        for body in self._bodies:
            rows = np.flatnonzero(body.mask.any(axis=1))
            if body.what in names and len(rows):
                top, end = int(rows[0]), int(rows[0] + share * (rows[-1] - rows[0] + 1))
                out[top:end] |= body.mask[top:end]
        return out

    def in_sight(self) -> dict[Hashable, list[Sighting]]:
        """Return what is not covered, before it is known how it stands out."""
        return self._counted(lambda _: USUAL_CONTRAST)

    def measured(self, picture: Image.Image) -> dict[Hashable, list[Sighting]]:
        """Return what is seen in the finished picture, by what it is."""
        small = picture.resize(self._shape[::-1], Image.Resampling.BOX, reducing_gap=1.0)
        colours = np.asarray(small, np.float32) * BYTE
        signs: dict[Hashable, list[Sighting]] = {} if self._reads else {SIGN: [Sighting(0.0, 0.0, 0.0)]}
        return {**self._counted(lambda mask: _contrast(mask, colours)), FLAMES: [_flames(colours)], **signs}

    def _counted(self, contrast: Callable[[Mask], float]) -> dict[Hashable, list[Sighting]]:
        out: dict[Hashable, list[Sighting]] = {}
        for body in [*self._bodies, *self._moons()]:
            seen = int(body.mask.sum())
            sighting = Sighting(seen / body.mask.size, min(1.0, seen / max(1.0, body.whole)), contrast(body.mask))
            out.setdefault(body.what, []).append(sighting)
        return out

    def _moons(self) -> list[_Body]:
        if self._disc is None:
            return []
        return [_Body("moon", *self._disc_on_sky(self._disc))]

    def _disc_on_sky(self, disc: Disc) -> tuple[Mask, float]:
        x, y = self._cells.grid()
        inside = (np.square(x - disc.x) + np.square(y - disc.y) < disc.radius**2)[: self._shape[0], : self._shape[1]]
        return np.asarray(inside & self._sky), float(np.pi * (disc.radius * self._cells.unit) ** 2)


def _reads(stage: Stage, sign: str) -> bool:
    """Tell whether the words of a sign are read on a stage, which may be written in lines or letter by letter."""
    wanted = "".join(sign.split())
    written = [words for words in stage.words if words.text.strip()]
    for first in range(len(written)):
        said = ""
        for words in written[first:]:
            said += "".join(words.text.split())
            if not wanted.startswith(said) or not _is_read(stage, words):
                break
            if said == wanted:
                return True
    return False


def _is_read(stage: Stage, words: Words) -> bool:
    """Tell whether most of some words is within the frame and nothing stands before them."""
    left, top, right, foot = words.box
    wide, high = stage.direct.emission.size
    within = max(0, left), max(0, top), min(wide, right), min(high, foot)
    if within[0] >= within[2] or within[1] >= within[3]:
        return False
    lit = words.light != BLACK
    layer, ink = (stage.direct.emission, words.light) if lit else (stage.direct.surface, words.albedo)
    inked = (np.asarray(layer.crop(within))[..., :3] == np.array(ink, np.uint8)).all(axis=-1)
    return float(inked.sum()) > READ * (right - left) * (foot - top)


def _apart(one: Disc, other: Disc) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)


def _flames(colours: Field) -> Sighting:
    """Return how much of a picture is as bright and as warm as flames are."""
    red, green, blue = colours[..., 0], colours[..., 1], colours[..., 2]
    burning = (red > FLAME_RED) & (red - blue > FLAME_WARMTH) & (green > FLAME_GREEN)
    return Sighting(float(burning.mean()), 1.0, USUAL_CONTRAST)


def _contrast(mask: Mask, colours: Field) -> float:
    """Return how much colours differ across the outline of a mask, two cells apart, on the mean."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return 0.0
    box = (slice(max(0, rows[0] - 2), rows[-1] + 3), slice(max(0, columns[0] - 2), columns[-1] + 3))
    part, tints = mask[box], colours[box]
    total, count = 0.0, 0
    for axis in (0, 1):
        near, far = (slice(None, -2), slice(2, None))
        first, second = (near, far) if axis == 0 else ((slice(None), near), (slice(None), far))
        edge = part[first] != part[second]
        total += float(np.abs(tints[first][edge] - tints[second][edge]).mean(axis=-1).sum()) if edge.any() else 0.0
        count += int(edge.sum())
    return total / count if count else 0.0
