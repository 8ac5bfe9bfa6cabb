"""What is out of focus behind a person: signs, windows, racks, trees, embers, and now and then a disc of light."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, blur, in_turn, noise, smoothstep
from generation.sketch.canvas.palette import LINEAR, WHITE, Colour, colour, dim, linear, mix

STEP = 2  # it is out of focus: half the size is enough
DISC_CHANCE = 0.06
BEACON = colour("#ff3020")
KINDS = {
    "street": "signs", "market": "signs", "bar": "signs", "docks": "embers", "barrens": "embers",
    "boardroom": "windows", "skyline": "roofs", "lab": "panels", "matrix": "racks", "wilderness": "trees",
    "astral": "trees", "highway": "signs", "siteplan": "panels",
}  # fmt: skip
BY_ROLE = {
    "decker": "racks", "rigger": "racks", "shaman": "trees", "suit": "windows", "guard": "windows", "medic": "panels",
    "squatter": "embers", "ganger": "embers", "worker": "embers", "face": "windows",
    "docwagon": "panels", "adept": "trees",
}  # fmt: skip


def paint_backdrop(
    canvas: Canvas, first: Colour, second: Colour, side: float, strength: float, *, disc: bool = True
) -> Coarse:
    """Paint what is behind the person, who looks to `side`; `strength` is that of its light, a `disc` may be in it."""
    small = canvas.frame.coarse(STEP)
    x, y = small.grid()
    palette, rng = canvas.palette, canvas.rng("backdrop kind")
    any_kind = tuple(_LAYERS)[in_turn(canvas.seed, "backdrop of nobody", len(_LAYERS))]
    usual = next((BY_ROLE[one.role] for one in canvas.plan.subjects if one.role in BY_ROLE), any_kind)
    kind = KINDS.get(canvas.plan.place, usual if rng.random() < 0.7 else any_kind)
    share = np.clip(y + 0.55, 0, 1.1)[..., None]
    clouds = noise(canvas.rng("backdrop"), small, 0.45, 4)[..., None]
    glow = np.exp(-np.hypot(x + 0.15 * side, (y + 0.12) * 0.9) / 0.30)[..., None]
    picture = (linear(palette.dark) * 0.8 + linear(palette.mid) * share * 0.5) * (0.4 + clouds)
    picture = picture + (linear(second) * 0.16 + linear(palette.mid) * 0.35) * glow * (0.3 + 1.1 * clouds) * np.float32(
        strength * 0.8
    )
    picture = picture + _LAYERS[kind](canvas) * np.float32(0.55 + 0.3 * strength)
    if disc and rng.random() < DISC_CHANCE and kind != "roofs":
        picture = _add_disc(canvas, picture, x, y, (-0.07 * side, -0.11), second)
    return Coarse(np.asarray(picture, np.float32), canvas.frame)


def _add_disc(canvas: Canvas, backdrop: Field, x: Field, y: Field, centre: tuple[float, float], tint: Colour) -> Field:
    """Set a burning disc behind the head, cut into slats towards its foot."""
    radius = 0.335
    distance = np.hypot(x - centre[0], y - centre[1])
    level = (y - centre[1]) / radius
    slats = smoothstep(-0.25, 0.35, np.sin(level * 26) + 1.15 - 1.25 * np.clip(level + 0.2, 0, 1.2))
    disc = smoothstep(radius * 1.012, radius * 0.988, distance) * slats
    gradient = (
        linear(mix(tint, WHITE, 0.25)) * (0.95 - 0.35 * level)[..., None]
        + linear(canvas.palette.neon[2]) * (0.25 * np.clip(-level, 0, 1))[..., None]
    )
    halo = np.exp(-np.maximum(distance - radius, 0) / 0.12)[..., None] * linear(tint) * np.float32(0.16)
    return np.asarray(
        backdrop * (1 - 0.9 * disc[..., None]) + disc[..., None] * gradient * np.float32(0.62) + halo, np.float32
    )


def _soft(canvas: Canvas, draw: Callable[[ImageDraw.ImageDraw, float, float, float], None], sigma: float) -> Field:
    """Draw lights with (pen, centre x, centre y, unit), put them out of focus, and return them as linear light."""
    frame = canvas.frame.coarse(STEP * 2)
    layer = Image.new("RGB", (frame.width, frame.height))
    draw(ImageDraw.Draw(layer), frame.width / 2, frame.height / 2, frame.unit)
    return Coarse(blur(LINEAR[np.asarray(layer)], frame.unit * sigma), canvas.frame.coarse(STEP)).full()


def _discs(canvas: Canvas, count: int, bright: float) -> Field:
    """Scatter lights that a lens has made discs of."""
    rng = canvas.rng("bokeh")
    spots = rng.random((count, 4)).tolist()
    tints = [canvas.palette.sign(rng) for _ in spots]

    def draw(pen: ImageDraw.ImageDraw, x: float, y: float, unit: float) -> None:
        for (aside, down, size, light), tint in zip(spots, tints, strict=True):
            at_x, at_y = x + (aside - 0.5) * 4 * unit, y + (down**0.8 * 1.9 - 0.9) * unit
            radius = (0.010 + 0.032 * size) * unit
            fill = dim(tint, bright * (0.12 + 0.45 * light * light))
            box = (at_x - radius, at_y - radius, at_x + radius, at_y + radius)
            pen.ellipse(box, fill=fill)

    return _soft(canvas, draw, 0.0065)


def _signs(canvas: Canvas) -> Field:
    rng = canvas.rng("soft signs")
    spots = rng.random((26, 5)).tolist()
    tints = [canvas.palette.sign(rng) for _ in spots]

    def draw(pen: ImageDraw.ImageDraw, x: float, y: float, unit: float) -> None:
        for (aside, top, wide, high, bright), tint in zip(spots, tints, strict=True):
            left, level = x + (aside - 0.5) * 3.2 * unit, y + (top * 1.3 - 0.8) * unit
            size = ((0.02 + 0.05 * wide) * unit, (0.08 + 0.35 * high) * unit)
            pen.rectangle((left, level, left + size[0], level + size[1]), fill=dim(tint, 0.2 + 0.5 * bright))

    return _soft(canvas, draw, 0.014) * np.float32(0.8) + _discs(canvas, 110, 1.0)


def _windows(canvas: Canvas) -> Field:
    """See lit offices through a wall of glass, its bars between them and us."""
    rng = canvas.rng("soft windows")
    lit = rng.random((70, 34))
    tints = [canvas.palette.window(rng) for _ in range(8)]

    def draw(pen: ImageDraw.ImageDraw, x: float, y: float, unit: float) -> None:
        for column in range(70):
            roof = -0.42 + 0.5 * lit[column // 7 * 7, 0]
            for row in range(34):
                level = -0.5 + row * 0.036
                if level > roof and lit[column, row] > 0.62:
                    left, top = x + (column - 35) * 0.052 * unit, y + level * unit
                    fill = dim(tints[(column * 3 + row) % 8], 0.18 + 0.5 * (lit[column, row] - 0.62))
                    pen.rectangle((left, top, left + 0.032 * unit, top + 0.018 * unit), fill=fill)
        for bar in range(-6, 7):
            pen.rectangle(
                (x + (bar * 0.31 - 0.012) * unit, 0, x + (bar * 0.31 + 0.012) * unit, 9 * unit), fill=(0, 0, 0)
            )

    return _soft(canvas, draw, 0.008) * np.float32(1.3)


def _roofs(canvas: Canvas) -> Field:
    """Stand on a roof over the city: towers with lit windows and red lamps against a sky that glows, masts, a rail."""
    small = canvas.frame.coarse(STEP)
    rng = canvas.rng("soft roofs")
    towers, masts = rng.random((22, 3)).tolist(), rng.random((5, 2)).tolist()
    lit = rng.random((22, 30, 6))
    tints = [canvas.palette.window(rng) for _ in range(6)]

    def draw(pen: ImageDraw.ImageDraw, x: float, y: float, unit: float) -> None:
        for index, (aside, tall, wide) in enumerate(towers):
            left, roof = x + (aside - 0.5) * 3.4 * unit, y + (0.18 - 0.62 * tall**2) * unit
            right = left + (0.09 + 0.10 * wide) * unit
            pen.rectangle((left, roof, right, y + 0.34 * unit), fill=dim(canvas.palette.dark, 0.5))
            for row, column in np.argwhere(lit[index] > 0.55).tolist():
                at_x, at_y = left + (column + 0.25) * (right - left) / 6, roof + (0.02 + row * 0.024) * unit
                if at_y < y + 0.32 * unit:
                    pen.rectangle(
                        (at_x, at_y, at_x + 0.011 * unit, at_y + 0.013 * unit), fill=dim(tints[index % 6], 0.9)
                    )
            if tall > 0.6:
                pen.rectangle((left, roof - 0.02 * unit, left + 0.012 * unit, roof - 0.008 * unit), fill=BEACON)
        pen.rectangle((0, y + 0.34 * unit, 9 * unit, y + 0.40 * unit), fill=dim(canvas.palette.mid, 0.35))
        pen.rectangle((0, y + 0.335 * unit, 9 * unit, y + 0.345 * unit), fill=dim(canvas.palette.neon[0], 0.6))
        for aside, tall in masts:
            foot = x + (aside - 0.5) * 2.6 * unit
            top = y - (0.12 + 0.25 * tall) * unit
            pen.rectangle((foot - 0.005 * unit, top, foot + 0.005 * unit, y + 0.36 * unit), fill=(4, 4, 6))
            pen.ellipse((foot - 0.012 * unit, top - 0.012 * unit, foot + 0.012 * unit, top + 0.012 * unit), fill=BEACON)

    _, y = small.grid()
    glow = np.exp(-(((y - np.float32(0.20)) / 0.38) ** 2))[..., None] * np.ones((1, small.width, 1), np.float32)
    sky = linear(mix(canvas.palette.neon[1], canvas.palette.mid, 0.6)) * np.float32(0.55)
    return np.asarray(glow * sky + _soft(canvas, draw, 0.0045) * np.float32(2.2), np.float32)


def _racks(canvas: Canvas) -> Field:
    """Stand in a row of machines: columns of small lights that run away from us."""
    rng = canvas.rng("soft racks")
    lights = rng.random((26, 60, 2))

    def draw(pen: ImageDraw.ImageDraw, x: float, y: float, unit: float) -> None:
        first, second = canvas.palette.neon[:2]
        for column in range(26):
            left = x + (column - 13) * 0.115 * unit
            pen.rectangle((left, y - 0.9 * unit, left + 0.012 * unit, y + 0.9 * unit), fill=dim(first, 0.22))
            for row in range(60):
                bright, kind = lights[column, row].tolist()
                if bright > 0.45:
                    top = y + (row - 30) * 0.026 * unit
                    tint = first if kind < 0.6 else second if kind < 0.9 else canvas.palette.neon[2]
                    pen.rectangle((left + 0.025 * unit, top, left + (0.03 + 0.05 * kind) * unit, top + 0.010 * unit),
                                  fill=dim(tint, 0.75 * bright))  # fmt: skip

    return _soft(canvas, draw, 0.009)


def _trees(canvas: Canvas) -> Field:
    """Stand before trunks in a lit mist, with motes between them."""
    small = canvas.frame.coarse(STEP)
    x, y = small.grid()
    light = np.exp(-(((y + 0.1) / 0.5) ** 2)) * np.exp(-((x / 0.9) ** 2))
    rng = canvas.rng("trunks")
    trunks = np.ones_like(x)
    for aside, wide, dark in rng.random((26, 3)).tolist():
        middle = (aside - 0.5) * 3.4
        trunks = trunks * (1 - (0.35 + 0.5 * dark) * np.exp(-(((x - middle) / (0.02 + 0.05 * wide)) ** 4)))
    mist = mix(canvas.palette.neon[0], colour("#7a9a80"), 0.5)
    return np.asarray((light * trunks)[..., None] * linear(mist) * np.float32(0.30), np.float32) + _discs(
        canvas, 60, 0.6
    )


def _embers(canvas: Canvas) -> Field:
    """Stand before a fire: a low glow, and sparks that rise out of it."""
    small = canvas.frame.coarse(STEP)
    x, y = small.grid()
    smoke = noise(canvas.rng("soft smoke"), small, 0.35, 4)
    fire = np.exp(-((np.clip(0.62 - y, 0, None) / 0.42) ** 1.4)) * np.exp(-((x / 1.1) ** 2)) * (0.3 + smoke)
    spots = canvas.rng("sparks").random((90, 4)).tolist()

    def draw(pen: ImageDraw.ImageDraw, at_x: float, at_y: float, unit: float) -> None:
        for aside, down, size, bright in spots:
            spark_x, spark_y = at_x + (aside - 0.5) * 3 * unit, at_y + (0.6 - 1.3 * down**1.6) * unit
            radius = (0.002 + 0.009 * size * size) * unit
            fill = dim(mix(colour("#ff8a2a"), colour("#ffd890"), bright), 0.35 + 0.6 * bright)
            pen.ellipse((spark_x - radius, spark_y - radius, spark_x + radius, spark_y + radius), fill=fill)

    tint = mix(canvas.palette.neon[0], colour("#ff7a2a"), 0.6)
    return np.asarray(fire[..., None] * linear(tint) * np.float32(0.45), np.float32) + _soft(canvas, draw, 0.0025)


def _panels(canvas: Canvas) -> Field:
    """Stand in a clinic: strips of white light over a tiled wall, a screen or two."""
    rng = canvas.rng("soft panels")
    spots = rng.random((7, 3)).tolist()

    def draw(pen: ImageDraw.ImageDraw, x: float, y: float, unit: float) -> None:
        cold = mix(canvas.palette.windows[1], WHITE, 0.4)
        for bar in range(-4, 5):
            at_x = x + bar * 0.42 * unit
            pen.rectangle(
                (at_x - 0.06 * unit, y - 0.50 * unit, at_x + 0.06 * unit, y - 0.455 * unit), fill=dim(cold, 0.9)
            )
        for aside, top, wide in spots:
            left, level = x + (aside - 0.5) * 2.6 * unit, y + (top * 0.5 - 0.3) * unit
            pen.rectangle((left, level, left + (0.10 + 0.12 * wide) * unit, level + 0.13 * unit),
                          fill=dim(canvas.palette.sign(canvas.rng(f"panel {aside:.3f}")), 0.45))  # fmt: skip

    return _soft(canvas, draw, 0.013) + linear(canvas.palette.windows[1]) * np.float32(0.035)


_LAYERS: dict[str, Callable[[Canvas], Field]] = {
    "signs": _signs, "windows": _windows, "racks": _racks, "trees": _trees, "embers": _embers, "panels": _panels,
    "roofs": _roofs,
}  # fmt: skip
