"""What a piece of furniture needs to know besides its place: chance, the lights of the palette, the place's colours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, mix
from generation.sketch.props.sets.pieces import Piece

WOOD, DARK_WOOD, STEEL, DARK_STEEL = colour("#7a4c2c"), colour("#3c2418"), colour("#8a9098"), colour("#33373f")
CHROME, BRASS, WHITE_PAINT, PAPER = colour("#c4cad0"), colour("#b88a3c"), colour("#d4d6d4"), colour("#d8cfb8")
BLACK_PAINT, LEATHER, LINEN, LEAF = colour("#17181c"), colour("#5a2420"), colour("#c8ccd0"), colour("#356a36")
CONCRETE, STONE, RUST, GLASS = colour("#84827e"), colour("#8c857a"), colour("#7a5038"), colour("#0b1218")

DAYLIGHT = colour("#c8dcec")
_SKIES = {"dusk": (colour("#ff9a48"), colour("#8a3c6c")), "dawn": (colour("#ffd0a4"), colour("#7c98c8"))}


@dataclass(frozen=True, slots=True)
class Finish:
    """The chance of one piece, the lights about it, the place's colour and size, and what its signs say."""

    rng: np.random.Generator
    neon: tuple[Colour, ...]
    lamp: Colour
    accent: Colour
    night: bool = True
    hour: str = ""  # "dawn" and "dusk" colour what is seen outside
    room: tuple[float, float] = (4.0, 3.0)  # half its width, its height; metres
    text: str = ""
    weather: str = ""  # what falls or hangs outside a window
    lights: bool = True  # whether lamps and signs are on

    def glow(self) -> Colour:
        """Return the light of a lamp: none where the lights are off."""
        return self.lamp if self.lights else (0, 0, 0)

    def outside(self, by_night: Colour, share: float = 0.0) -> Colour:
        """Return the light in a window, `share` of the way up it: of the sky, or of the city by night."""
        if self.hour in _SKIES:
            low, high = _SKIES[self.hour]
            return mix(low, high, share)
        return by_night if self.night else DAYLIGHT

    def luck(self) -> float:
        """Return a number from 0 to 1."""
        return float(self.rng.random())

    def tint(self) -> Colour:
        """Return one of the palette's first three lights."""
        return self.neon[int(self.rng.integers(3))]

    def one_of(self, *codes: str) -> Colour:
        """Return one of the colours named."""
        return colour(codes[int(self.rng.integers(len(codes)))])


Maker: TypeAlias = Callable[[Piece, Finish], None]
