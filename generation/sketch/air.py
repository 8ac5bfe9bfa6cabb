"""The air of a picture: what time and weather make of a palette's sky, fog, ambient light and lamps."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.field import Field
from generation.sketch.palette import Palette, colour, linear, mix


@dataclass(frozen=True, slots=True)
class Air:
    """Linear colours and factors that all layers of one picture share."""

    sky_top: Field
    sky_low: Field
    fog: Field
    ambient: Field
    lamps: float  # brightness of everything that glows
    lit: float  # share of windows that are lit, as a factor
    sight: float  # how far one sees, as a factor
    stars: float  # 0 none, 1 a clear night
    day: float  # 0 night, 1 full daylight


def air_for(palette: Palette, time: str, weather: str) -> Air:
    """Work out the air of a time of day ("night", "dawn", "day", "dusk") and a weather."""
    dark, mid = palette.dark, palette.mid
    fog_night = mix(dark, mid, 0.62)
    if time == "day":
        top, low, fog = (
            mix(colour("#5b83b4"), mid, 0.15),
            mix(colour("#d3d8d8"), mid, 0.08),
            mix(colour("#a4b0b8"), mid, 0.2),
        )
        light = (0.9, 2.6, 0.16, 0.35, 1.0)
    elif time == "dawn":
        top, low, fog = (
            mix(colour("#2c4a86"), mid, 0.2),
            mix(colour("#ffae90"), mid, 0.08),
            mix(colour("#b088a8"), mid, 0.25),
        )
        light = (0.75, 0.75, 0.5, 0.6, 0.5)
    elif time == "dusk":
        top, low, fog = (
            mix(colour("#2a2450"), mid, 0.3),
            mix(colour("#ff7a3c"), mid, 0.15),
            mix(colour("#7a4250"), mid, 0.5),
        )
        light = (0.8, 0.4, 0.75, 0.9, 0.35)
    else:
        top, low, fog = dark, mix(mid, palette.neon[0], 0.06), fog_night
        light = (1.5, 1.0, 1.0, 1.0, 0.0)
    brightness, ambience, lamps, lit, day = light
    sight = {"fog": 0.38, "ash": 0.55, "rain": 0.85, "snow": 0.75}.get(weather, 1.0)
    if weather == "clear":
        sight = {"night": 1.0, "day": 2.2}.get(time, 1.6)
    ambient = linear(mix(mix(dark, mid, 0.5), colour("#27324a"), 0.35)) * 2.4 if not day else linear(fog) * ambience * 2
    overcast = 0.0 if weather == "clear" else 0.35
    return Air(
        sky_top=np.asarray(
            (linear(top) * (1 - overcast * day) + linear(fog) * overcast * day) * brightness, np.float32
        ),
        sky_low=np.asarray(linear(low) * brightness, np.float32),
        fog=linear(fog) * (1.15 if not day else 0.95),
        ambient=ambient,
        lamps=lamps,
        lit=lit,
        sight=sight,
        stars=0.0 if weather in {"fog", "rain", "ash", "snow"} else max(0.0, 1 - 2 * day),
        day=day,
    )
