"""The air of a picture: what time and weather make of a palette's sky, fog, ambient light and lamps."""

from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.field import Field
from generation.sketch.canvas.palette import Colour, Palette, colour, linear, mix


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
    clouds: float = 0.0  # 0 a few, 1 the whole sky


# Of each time by daylight, the skies that chance chooses from: the colour overhead, at the horizon, and of the fog.
_SKIES = {
    "day": (("#3f78c0", "#c8dae6", "#9cb0c2"), ("#4a86c4", "#dce4e0", "#a8b4bc"), ("#2f6cb8", "#b4d0e8", "#90a8c0")),
    "dawn": (("#4468a4", "#ffc8a0", "#a8a2a8"), ("#6088b8", "#ffe2b4", "#b4b2ac"), ("#5868a8", "#f4b0bc", "#a49cb0")),
    "dusk": (("#34508c", "#ffa050", "#8a7664"), ("#3c3f80", "#ff8a6c", "#7c6672"), ("#22407c", "#e89a78", "#64687c")),
}
OF_PALETTE = (0.10, 0.06, 0.08)  # how much of a style's own colour is in them: haze has the sky's, whatever the signs'
SLATE, VEILED = "#66707e", 0.62  # what clouds make of a low sun's colours, and how much
# How bright the sky is, how much light comes from it, the lamps, the lit windows, and how much of a day it is.
_LIGHTS = {
    "day": (0.9, 2.15, 0.16, 0.35, 1.0),
    "dawn": (0.75, 0.75, 0.5, 0.6, 0.5),
    "dusk": (0.8, 0.45, 0.75, 0.9, 0.35),
    "night": (1.5, 1.0, 1.0, 1.0, 0.0),
}
_SIGHT = {"fog": 0.30, "ash": 0.55, "rain": 0.85, "snow": 0.75, "overcast": 1.0}
_CLEAR_SIGHT = {"night": 1.0, "day": 2.2}


def air_for(palette: Palette, time: str, weather: str, luck: float = 0.0) -> Air:
    """Work out the air of a time of day ("night", "dawn", "day", "dusk") and a weather; `luck` chooses among its skies.

    Under clouds, a low sun colours nothing: rain at dusk is grey, not red.
    """
    dark, mid = palette.dark, palette.mid
    if time in _SKIES:
        skies = _SKIES[time]
        codes = skies[int(luck * len(skies))]
        top, low, fog = (mix(colour(code), mid, share) for code, share in zip(codes, OF_PALETTE, strict=True))
        if weather != "clear" and time != "day":
            top, low, fog = (mix(tint, colour(SLATE), VEILED) for tint in (top, low, fog))
    else:
        top, low, fog = dark, mix(mid, palette.neon[0], 0.06), mix(dark, mid, 0.62)
    if weather == "fog":
        fog = mix(fog, colour("#8c9098"), 0.22 if time == "night" else 0.3)
    brightness, ambience, lamps, lit, day = _LIGHTS[time]
    sight = _CLEAR_SIGHT.get(time, 1.6) if weather == "clear" else _SIGHT[weather]
    ambient = (
        linear(mix(mix(dark, mid, 0.5), colour("#27324a"), 0.35)) * 2.4
        if not day
        else _daylight(fog, day) * ambience * 2
    )
    overcast = 0.0 if weather == "clear" else 0.35 + 0.3 * (weather == "fog")
    grey = linear(fog) * np.float32(overcast * max(day, 0.8 * (weather == "fog")))
    cover = overcast * max(day, 0.8 * (weather == "fog"))
    return Air(
        sky_top=np.asarray((linear(top) * (1 - cover) + grey) * brightness, np.float32),
        sky_low=np.asarray((linear(low) * (1 - cover) + grey) * brightness, np.float32),
        fog=linear(fog) * (1.15 if not day else 0.95),
        ambient=ambient,
        lamps=lamps,
        lit=lit,
        sight=sight,
        stars=0.0 if weather != "clear" else max(0.0, 1 - 2 * day),
        day=day,
        clouds=1.0 if weather == "overcast" else 0.0,
    )


def _daylight(fog: Colour, day: float) -> Field:
    """Return the colour of light from the sky: warmer than the haze, the more so the higher the sun."""
    return linear(mix(fog, colour("#f4e6d0"), 0.5 * day)) * np.float32(1 - 0.2 * day)


def in_the_open(air: Air) -> Air:
    """Return the air far from any lamp: moon and sky give what light there is, bluer than a city's night."""
    if air.day >= 1:
        return air
    dark = np.float32(1 - air.day)
    moon = linear(colour("#6484b4"))
    return replace(
        air,
        ambient=air.ambient * (1 + np.float32(1.2) * dark) + moon * np.float32(0.42) * dark,
        sky_top=air.sky_top * (1 - np.float32(0.55) * dark) + moon * np.float32(0.05) * dark,
        sky_low=air.sky_low * (1 - np.float32(0.55) * dark) + moon * np.float32(0.22) * dark,
        fog=air.fog * (1 - np.float32(0.4) * dark) + moon * np.float32(0.09) * dark,
    )


def indoors(palette: Palette) -> Air:
    """Return the air of a room without daylight: lamps do all, a trace of smoke takes their colour."""
    tone = mix(mix(palette.dark, palette.mid, 0.5), colour("#2a2c34"), 0.5)
    return Air(
        sky_top=linear(palette.dark),
        sky_low=linear(palette.dark),
        fog=linear(tone) * np.float32(0.7),
        ambient=linear(tone) * np.float32(3.4),
        lamps=1.0,
        lit=1.0,
        sight=1.0,
        stars=0.0,
        day=0.0,
    )
