"""What a piece of furniture needs to know besides its place: chance, the lights of the palette, the place's colours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, dim, mix
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
    bare_walls: bool = False  # something else is asked for on them than is usual there

    def glow(self) -> Colour:
        """Return the light of a lamp: none where the lights are off."""
        return self.on(self.lamp)

    def on(self, tint: Colour) -> Colour:
        """Return the light of a sign or a lamp of a colour: none where the lights are off."""
        return tint if self.lights else BLACK

    def white_lamp(self, share: float = 0.9) -> Colour:
        """Return the light of a white lamp: none by day or where the lights are off."""
        return dim(mix(self.lamp, WHITE, 0.45), share) if self.night and self.lights else BLACK

    def pane(self, lit: float) -> Colour:
        """Return the light of a house's window: by night a share of them is lit, by day none."""
        warm = mix(self.lamp, colour("#ffc070"), 0.5)
        return dim(warm, 0.45 + 0.4 * self.luck()) if self.night and self.lights and self.luck() < lit else BLACK

    def daylit(self, tint: Colour) -> Colour:
        """Return the colour at this hour of what grows far from any lamp: it is dark by night."""
        return dim(tint, 0.42) if self.night else tint

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
