"""Dyeing: the colours of a garment's parts, by their places on the body: cuffs, belts, plates, sashes, laces."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Array
from generation.sketch.people.person import Person
from generation.sketch.people.surface import ARM, FRONT, LEG, TRUNK, Chart, Mask
from generation.sketch.people.wardrobe import METAL, Worn


def plate_at(at: Chart) -> Array:
    """Return 1 on the plates of armour: breast and back, belly, shoulders, forearms, thighs, knees, shins."""
    x, trunk = np.abs(at.x), at.limb == TRUNK
    breast = trunk & (at.y > 0.30) & (at.y < 0.555) & (x < 0.155) & ~(x < 0.008)
    belly = trunk & (at.y > 0.12) & (at.y < 0.27) & (x < 0.11) & (np.abs(at.y - 0.195) > 0.008)
    shoulder = (at.limb == ARM) & (at.along < 0.42)
    forearm = (at.limb == ARM) & (at.along > 1.18) & (at.along < 1.85)
    outside = at.z > 0.0
    leg = (at.limb == LEG) & outside
    thigh, knee = leg & (at.along > 0.25) & (at.along < 0.78), leg & (at.along > 0.90) & (at.along < 1.10)
    shin = leg & (at.along > 1.16) & (at.along < 1.75)
    return np.asarray(breast | belly | shoulder | forearm | thigh | knee | shin, np.float64)


@dataclass(frozen=True, slots=True)
class _Dyeing:
    """A garment while its parts are dyed: colours and stuff at places of the body."""

    person: Person
    worn: Worn
    at: Chart
    colours: Array
    stuff: Array

    @property
    def trunk(self) -> Mask:
        return np.asarray(self.at.limb == TRUNK)

    @property
    def chest(self) -> Mask:
        return np.asarray((self.at.limb == TRUNK) & (self.at.z > FRONT))

    @property
    def cuffs(self) -> Mask:
        return np.asarray((self.at.limb == ARM) & (self.at.along > self.worn.cut.sleeve - 0.12))

    def dye(self, where: Mask, tint: Colour, gloss: float | None = None, glow: float = 0.0) -> None:
        """Give places another colour."""
        self.colours[where] = tint
        if gloss is not None:
            self.stuff[where, 0] = gloss
        self.stuff[where, 1] = glow


def dyed(person: Person, worn: Worn, at: Chart) -> tuple[Array, Array]:
    """Return the colours and the stuff of a garment at places of the body."""
    colours = np.tile(np.array(worn.tint, np.float64), (len(at.y), 1))
    stuff = np.tile(np.array([worn.cut.gloss, 0.0, 0.0, 0.0]), (len(at.y), 1))
    dyeing = _Dyeing(person, worn, at, colours, stuff)
    if worn.kind in PATTERNS:
        PATTERNS[worn.kind](dyeing)
    if worn.cut.belt and not person.wears("dress"):
        belt = dyeing.trunk & (np.abs(at.y - 0.115) < 0.017)
        dyeing.dye(belt, mix(colour("#1c1814"), worn.tint, 0.15), 0.6)
        dyeing.dye(belt & dyeing.chest & (np.abs(at.x) < 0.020), colour("#a0a4a8"), METAL)
    return colours, stuff


def _dye_jacket(to: _Dyeing) -> None:
    to.dye(to.cuffs | (to.trunk & (to.at.y < to.worn.cut.low + 0.045)), dim(to.worn.tint, 0.72))


def _dye_hoodie(to: _Dyeing) -> None:
    _dye_jacket(to)
    to.dye(to.chest & (np.abs(to.at.x) < 0.12) & (to.at.y > 0.06) & (to.at.y < 0.17), dim(to.worn.tint, 0.86))


def _dye_uniform(to: _Dyeing) -> None:
    on_shoulder = to.trunk & (to.at.y > 0.545) & (np.abs(np.abs(to.at.x) - 0.115) < 0.03)
    to.dye(on_shoulder, mix(to.worn.tint, colour("#c8a040"), 0.5), 0.6)


def _dye_armour(to: _Dyeing) -> None:
    x = np.abs(to.at.x)
    to.dye(plate_at(to.at) > 0, mix(dim(to.worn.tint, 1.25), colour("#727a84"), 0.30), 0.5)
    to.dye(to.chest & (np.abs(to.at.y - 0.44) < 0.006) & (x > 0.05) & (x < 0.12), to.person.accent, 0.4, 0.9)


def _dye_jeans(to: _Dyeing) -> None:
    to.dye((to.at.limb == LEG) & (np.abs(to.at.along - 1.0) < 0.25) & (to.at.z > 0.03), dim(to.worn.tint, 1.15))


def _dye_kimono(to: _Dyeing) -> None:
    to.dye(to.trunk & (np.abs(to.at.y - 0.17) < 0.072), dim(mix(to.person.second, to.worn.tint, 0.35), 0.8), 0.4)
    to.dye(to.cuffs, mix(to.worn.tint, WHITE, 0.35))


def _dye_robe(to: _Dyeing) -> None:
    trim = mix(to.person.accent, colour("#c09a50"), 0.5)
    to.dye(to.cuffs, mix(to.worn.tint, trim, 0.6), 0.4)


def _dye_boots(to: _Dyeing) -> None:
    along, tint = to.at.along, to.worn.tint
    to.dye(along < to.worn.cut.foot + 0.08, dim(tint, 1.5))
    laces = (along > 1.5) & (along < 2.05) & (to.at.z > 0.02) & (np.abs((along * 16) % 1 - 0.5) < 0.18)
    to.dye(laces, dim(tint, 2.2))


def _dye_waist(to: _Dyeing) -> None:
    to.dye(to.trunk & (np.abs(to.at.y - (0.19 if to.worn.kind == "dress" else 0.17)) < 0.012), dim(to.worn.tint, 0.65))


PATTERNS: dict[str, Callable[[_Dyeing], None]] = {
    "jacket": _dye_jacket, "hoodie": _dye_hoodie, "uniform": _dye_uniform, "armour": _dye_armour, "jeans": _dye_jeans,
    "kimono": _dye_kimono, "robe": _dye_robe, "boots": _dye_boots, "dress": _dye_waist, "apron": _dye_waist,
}  # fmt: skip
