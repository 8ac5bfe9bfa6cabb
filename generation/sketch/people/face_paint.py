"""What lies on the skin of a face: freckles, stubble, paint, tears, dirt, blood, wet, the cloth of a balaclava."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Array
from generation.sketch.people.face import eye_at
from generation.sketch.people.person import Person
from generation.sketch.people.stains import BLOOD, DIRT, blotches
from generation.sketch.people.surface import HEAD, Chart, Mask

Stain = Callable[[Colour, Array], None]
LIPSTICKS = {"black_lipstick": colour("#141014"), "red_lipstick": colour("#a01420"), "clown_face": colour("#a01420")}
WET_SKIN = 0.55  # gloss


@dataclass(frozen=True, slots=True)
class _Face:
    """A face while it is painted: `stain` mixes a colour into its skin; places in head heights, as columns."""

    person: Person
    stain: Stain
    stuff: Array
    x: Array
    y: Array
    z: Array
    head: Mask
    eye: Array

    @property
    def front(self) -> Mask:
        return np.asarray(self.head & (self.z > 0.05))


def paint_face(person: Person, stain: Stain, stuff: Array, at: Array, where: Chart) -> None:
    """Lay all that is asked for over the skin of the head, in place."""
    face = _Face(person, stain, stuff, at[:, 0], at[:, 1], at[:, 2], where.limb == HEAD, eye_at(person, 1))
    for feature, paint in PAINTED.items():
        if person.has(feature):
            paint(face)
    if person.subject.expression == "cry":
        _tears(face)


def _freckles(face: _Face) -> None:
    cell = np.floor(np.stack([face.x, face.y, face.z], axis=-1) * 46).astype(np.int64)
    luck = ((cell * np.array([73856093, 19349663, 83492791])).sum(axis=1) % 97) / 97
    cheeks = np.exp(-(((face.y - face.eye[1] + 0.15) / 0.09) ** 2)) * (np.abs(face.x) < 0.28) * face.front
    face.stain(mix(dim(face.person.skin, 0.62), colour("#7a4020"), 0.4), 0.8 * (luck < 0.40) * cheeks)


def _white_face(face: _Face) -> None:
    """Paint the face white, and a line over and under each eye."""
    face.stain((214, 210, 206), 0.85 * np.asarray(face.head & (face.z > 0.0) & (face.y > -0.52), np.float64))
    for spot in (face.eye[1] + 0.06, face.eye[1] - 0.04):
        line = np.exp(-(((np.abs(face.x) - face.eye[0]) / 0.03) ** 2) - ((face.y - spot) / 0.10) ** 2)
        face.stain(face.person.second, 0.7 * line * face.front)


def _stubble(face: _Face) -> None:
    jaw = np.clip((face.eye[1] - 0.19 - face.y) / 0.08, 0, 1) * (face.z > -0.05) * face.head * (face.y > -0.52)
    face.stain(mix(dim(face.person.skin, 0.5), colour("#22201f"), 0.5), 0.6 * jaw)


def _war_paint(face: _Face) -> None:
    """Paint a band over the eyes, and bars on the cheeks."""
    aside, below = np.abs(face.x), face.eye[1] - face.y
    band = (np.abs(below) < 0.062) & (aside < 0.33)
    bars = (below > 0.12) & (below < 0.30) & (np.abs((aside * 15) % 1 - 0.5) < 0.22) & (aside > 0.10)
    face.stain(mix(face.person.second, colour("#b01c1c"), 0.5), 0.85 * (face.front & (band | bars)))


def _tears(face: _Face) -> None:
    """Let tears run down the cheeks from reddened eyes."""
    aside, below = np.abs(face.x), face.eye[1] - face.y
    line = np.abs(aside - face.eye[0] - 0.02 * np.sin(9 * face.y))
    streak = np.exp(-((line / 0.016) ** 2)) * (below > 0.04) * (below < 0.34) * face.front
    face.stain(mix(face.person.skin, WHITE, 0.55), 0.7 * streak)
    face.stuff[:, 0] = np.maximum(face.stuff[:, 0], streak)
    red = np.exp(-(((aside - face.eye[0]) / 0.10) ** 2) - ((0.03 - below) / 0.06) ** 2) * face.front
    face.stain(mix(face.person.skin, colour("#a03030"), 0.6), 0.45 * red * (streak < 0.3))


def _wet(face: _Face) -> None:
    face.stuff[:, 0] = np.maximum(face.stuff[:, 0], WET_SKIN)


def _dirt(face: _Face) -> None:
    face.stain(DIRT, 0.8 * blotches(face.person, "dirty face", face.x, face.y, face.z, 0.11) * face.head)


def _blood(face: _Face) -> None:
    face.stain(BLOOD, 0.8 * blotches(face.person, "bloodied face", face.x, face.y, face.z, 0.11) * face.head)


def _balaclava(face: _Face) -> None:
    """Cover the head in dark cloth but for the eyes."""
    hole = (np.abs(face.y - face.eye[1]) < 0.085) & (np.abs(face.x) < 0.27) & face.front
    cloth = face.head & ~hole
    face.stain(colour("#17181c"), cloth.astype(np.float64))
    face.stuff[cloth, 0] = 0.02


PAINTED: dict[str, Callable[[_Face], None]] = {
    "freckles": _freckles, "clown_face": _white_face, "stubble": _stubble, "war_paint": _war_paint, "wet": _wet,
    "dirty": _dirt, "bloodied": _blood, "balaclava": _balaclava,
}  # fmt: skip
