"""Dyeing: the colours of a garment's parts, by their places on the body: cuffs, belts, plates, sashes, laces."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Array
from generation.sketch.people.person import Person
from generation.sketch.people.surface import ARM, FRONT, LEG, TRUNK, Chart, Mask
from generation.sketch.people.wardrobe import LEATHER, Worn


def plate_at(at: Chart) -> Array:
    """Return 1 on the plates of armour: shoulders, forearms, thighs, knees, shins."""
    shoulder = (at.limb == ARM) & (at.along < 0.42)
    forearm = (at.limb == ARM) & (at.along > 1.18) & (at.along < 1.85)
    outside = at.z > 0.0
    leg = (at.limb == LEG) & outside
    thigh, knee = leg & (at.along > 0.25) & (at.along < 0.78), leg & (at.along > 0.90) & (at.along < 1.10)
    shin = leg & (at.along > 1.16) & (at.along < 1.75)
    return np.asarray(shoulder | forearm | thigh | knee | shin, np.float64)


def hides_belt(person: Person) -> bool:
    """Tell whether what is worn hangs over a belt: a dress, or what is not tucked into the trousers."""
    return person.wears("dress", "gown", "t_shirt", "sweater")


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
    if worn.cut.belt and not hides_belt(person):
        belt = dyeing.trunk & (np.abs(at.y - 0.115) < 0.020) & ~(dyeing.chest & (np.abs(at.x) < 0.12))
        dyeing.dye(belt, mix(colour("#1c1814"), worn.tint, 0.15), LEATHER)
    return colours, stuff


def _dye_jacket(to: _Dyeing) -> None:
    to.dye(to.cuffs | (to.trunk & (to.at.y < to.worn.cut.low + 0.045)), dim(to.worn.tint, 0.72))


def _dye_uniform(to: _Dyeing) -> None:
    on_shoulder = to.trunk & (to.at.y > 0.545) & (np.abs(np.abs(to.at.x) - 0.115) < 0.03)
    to.dye(on_shoulder, mix(to.worn.tint, colour("#c8a040"), 0.5), 0.6)


def _dye_armour(to: _Dyeing) -> None:
    """Dye the suit under the plates dark, and the plates of the limbs as those on the breast."""
    tint = to.worn.tint
    vest = to.trunk & (to.at.y > 0.13)
    to.dye(~vest, dim(tint, 0.48), 0.03)
    to.dye(vest, dim(tint, 0.62), 0.03)
    to.dye(plate_at(to.at) > 0, mix(dim(tint, 0.95), colour("#5c6068"), 0.25), 0.16)


def _dye_plate(to: _Dyeing) -> None:
    """Leave mail, darker and duller, between the plates of a knight's limbs and under those of the trunk."""
    mail = (plate_at(to.at) == 0) & ~(to.trunk & (to.at.y > 0.17))
    rings = 0.40 + 0.16 * (((to.at.along * 60).astype(int) + (to.at.x * 260).astype(int)) % 2)
    to.colours[mail] = np.array(to.worn.tint) * rings[mail, None]
    to.stuff[mail, 0] = 0.10


def _dye_jeans(to: _Dyeing) -> None:
    to.dye((to.at.limb == LEG) & (np.abs(to.at.along - 1.0) < 0.25) & (to.at.z > 0.03), dim(to.worn.tint, 1.15))


def _dye_kimono(to: _Dyeing) -> None:
    to.dye(to.trunk & (np.abs(to.at.y - 0.17) < 0.072), dim(mix(to.person.second, to.worn.tint, 0.35), 0.8), 0.4)
    to.dye(to.cuffs, mix(to.worn.tint, WHITE, 0.35))


def _dye_robe(to: _Dyeing) -> None:
    to.dye(to.cuffs, mix(dim(to.worn.tint, 0.55), colour("#8a6a3c"), 0.22))


def _dye_boots(to: _Dyeing) -> None:
    along, tint = to.at.along, to.worn.tint
    to.dye(along < to.worn.cut.foot + 0.08, dim(tint, 1.5))
    laces = (along > 1.5) & (along < 2.05) & (to.at.z > 0.02) & (np.abs((along * 16) % 1 - 0.5) < 0.18)
    to.dye(laces & (np.abs(np.abs(to.at.x) - 0.11) < 0.03), dim(tint, 1.45))


def _dye_shoes(to: _Dyeing) -> None:
    """Give shoes their soles: light ones under cloth, dark ones under leather."""
    ground = float(to.at.y[to.at.limb == LEG].min()) if (to.at.limb == LEG).any() else 0.0
    light = to.worn.cut.gloss < LEATHER
    to.dye(to.at.y < ground + 0.018, (150, 148, 142) if light else dim(to.worn.tint, 0.5), 0.05)


def _dye_waist(to: _Dyeing) -> None:
    to.dye(to.trunk & (np.abs(to.at.y - (0.19 if to.worn.kind == "dress" else 0.17)) < 0.012), dim(to.worn.tint, 0.65))


PATTERNS: dict[str, Callable[[_Dyeing], None]] = {
    "jacket": _dye_jacket, "hoodie": _dye_jacket, "uniform": _dye_uniform, "armour": _dye_armour, "plate": _dye_plate,
    "jeans": _dye_jeans,
    "kimono": _dye_kimono,
    "robe": _dye_robe, "boots": _dye_boots, "shoes": _dye_shoes, "dress": _dye_waist, "apron": _dye_waist,
}  # fmt: skip
