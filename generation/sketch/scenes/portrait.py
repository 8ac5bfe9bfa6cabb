"""A portrait like a poster: a profile between two lamps, in front of a burning disc and lights out of focus."""

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.bust import draw_sitter
from generation.sketch.easel import Easel
from generation.sketch.field import Coarse, Field, blur, noise, smoothstep
from generation.sketch.light import soft_light
from generation.sketch.palette import LINEAR, WHITE, Colour, dim, linear, mix
from generation.sketch.post import Grade
from generation.sketch.relief import Lamp, Relief
from generation.sketch.sitter import Sitter
from generation.sketch.weather import drift_fog, fall

BOKEH = 120  # over two units each way
HEAD = {"troll": 0.46, "dwarf": 0.45, "ork": 0.43}  # head height in units; others below
USUAL_HEAD = 0.42


def paint_portrait(easel: Easel) -> Image.Image:
    """Paint the portrait."""
    subject = easel.plan.subjects[0]
    rng = easel.rng("portrait")
    facing_left = bool(rng.random() < 0.5)
    first, second = (
        (easel.palette.neon[0], easel.palette.neon[1])
        if rng.random() < 0.5
        else (easel.palette.neon[1], easel.palette.neon[0])
    )
    backdrop = _paint_backdrop(easel, first, second, facing_left=facing_left)
    easel.show("backdrop", 0.12, backdrop)
    picture = backdrop.full()
    easel.show("disc", 0.2, picture)
    size = HEAD.get(subject.metatype, USUAL_HEAD)
    origin = ((0.02 + 0.03 * float(rng.random())) * (1 if facing_left else -1), -0.075 + 0.02 * float(rng.random()))
    relief = Relief(picture, easel.frame, origin, size, _lamps(easel, first, second, facing_left=facing_left),
                    easel.air.ambient * np.float32(1.2) + np.float32(0.004), flip=facing_left)  # fmt: skip
    sitter = Sitter(subject, easel.palette, first, second, easel.rng("sitter"))
    draw_sitter(relief, sitter, lambda part, done: easel.show(part, 0.2 + 0.5 * done, picture))
    glow = soft_light(picture, easel.frame, 0.06)
    foot = easel.frame.height / 2 + 0.46 * easel.frame.unit
    amount = 0.95 if easel.plan.weather == "fog" else 0.5
    drift_fog(picture, easel.frame, foot, easel.air.fog, glow, easel.seed, amount)
    fall(picture, easel.frame, easel.plan.weather, easel.air, easel.seed)
    return easel.finish(picture, Grade(bloom=0.5, vignette=0.55, saturation=1.1))


def _lamps(easel: Easel, first: Colour, second: Colour, *, facing_left: bool) -> list[Lamp]:
    """Return a raking key before the face, a rim behind the head, and a little light from above."""
    front = -1.0 if facing_left else 1.0
    return [
        Lamp((front * 0.97, -0.20, 0.12), linear(mix(first, WHITE, 0.15)) * np.float32(4.2), 0.9),
        Lamp((-front * 0.98, -0.25, 0.02), linear(second) * np.float32(6.5), 1.6),
        Lamp((front * 0.15, -0.95, 0.25), linear(mix(second, WHITE, 0.4)) * np.float32(0.55), 0.3),
    ]


def _paint_backdrop(easel: Easel, first: Colour, second: Colour, *, facing_left: bool) -> Coarse:
    small = easel.frame.coarse(2)
    x, y = small.grid()
    palette = easel.palette
    share = np.clip(y + 0.55, 0, 1.1)[..., None]
    clouds = noise(easel.rng("backdrop"), small, 0.45, 4)[..., None]
    backdrop = (linear(palette.dark) * 0.8 + linear(palette.mid) * share * 0.55) * (0.5 + clouds)
    backdrop = backdrop + _soft_signs(easel) + _bokeh(easel)
    centre = (0.07 if facing_left else -0.07, -0.11)
    return Coarse(np.asarray(_add_sun(easel, backdrop, x, y, centre, second), np.float32), easel.frame)


def _add_sun(easel: Easel, backdrop: Field, x: Field, y: Field, centre: tuple[float, float], tint: Colour) -> Field:
    """Set a burning disc behind the head, cut into slats towards its foot."""
    radius = 0.335
    distance = np.hypot(x - centre[0], y - centre[1])
    level = (y - centre[1]) / radius
    slats = smoothstep(-0.25, 0.35, np.sin(level * 26) + 1.15 - 1.25 * np.clip(level + 0.2, 0, 1.2))
    disc = smoothstep(radius * 1.012, radius * 0.988, distance) * slats
    gradient = (
        linear(mix(tint, WHITE, 0.25)) * (0.95 - 0.35 * level)[..., None]
        + linear(easel.palette.neon[2]) * (0.25 * np.clip(-level, 0, 1))[..., None]
    )
    halo = np.exp(-np.maximum(distance - radius, 0) / 0.12)[..., None] * linear(tint) * np.float32(0.16)
    return np.asarray(
        backdrop * (1 - 0.9 * disc[..., None]) + disc[..., None] * gradient * np.float32(0.62) + halo, np.float32
    )


def _soft_signs(easel: Easel) -> Field:
    """Hang out-of-focus signs at the sides."""
    frame = easel.frame.coarse(8)
    layer = Image.new("RGB", (frame.width, frame.height))
    pen = ImageDraw.Draw(layer)
    rng = easel.rng("soft signs")
    for _ in range(22):
        aside, top, wide, high, bright = (float(value) for value in rng.random(5))
        x = frame.width / 2 + (aside - 0.5) * 3.2 * frame.unit
        y = frame.height / 2 + (top * 1.3 - 0.8) * frame.unit
        fill = dim(easel.palette.sign(rng), 0.25 + 0.5 * bright)
        pen.rectangle((x, y, x + (0.02 + 0.05 * wide) * frame.unit, y + (0.1 + 0.35 * high) * frame.unit), fill=fill)
    soft = blur(LINEAR[np.asarray(layer)], frame.unit * 0.016)
    coarse = easel.frame.coarse(2)
    return Coarse(soft * np.float32(0.75), coarse).full()


def _bokeh(easel: Easel) -> Field:
    frame = easel.frame.coarse(2)
    layer = Image.new("RGB", (frame.width, frame.height))
    pen = ImageDraw.Draw(layer)
    rng = easel.rng("bokeh")
    for aside, down, size, bright in rng.random((BOKEH, 4)).tolist():
        x = frame.width / 2 + (aside - 0.5) * 4 * frame.unit
        y = frame.height / 2 + (down**0.8 * 1.9 - 0.9) * frame.unit
        radius = (0.010 + 0.030 * size) * frame.unit
        tint = dim(easel.palette.sign(rng), 0.12 + 0.42 * bright * bright)
        pen.ellipse(
            (x - radius, y - radius, x + radius, y + radius),
            fill=tint,
            outline=dim(tint, 1.5),
            width=max(1, round(0.0015 * frame.unit)),
        )
    return np.asarray(blur(LINEAR[np.asarray(layer)], 0.002 * frame.unit) * np.float32(1.2), np.float32)
