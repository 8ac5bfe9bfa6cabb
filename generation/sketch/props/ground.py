"""The ground: a plane that mirrors the world in its puddles, painted under what stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from generation.sketch.canvas.atmosphere import Air
from generation.sketch.canvas.decals import OnGround
from generation.sketch.canvas.field import Coarse, Field, Frame, bands, blur, noise, resize, rng_for, smoothstep
from generation.sketch.canvas.light import BYTE, Lit, soft_light
from generation.sketch.canvas.palette import Colour, linear
from generation.sketch.canvas.stage import MIRROR_STEP, Stage
from generation.sketch.props.floors import laid

PAINT = 0.42  # how much of the light paint and chalk throw back at least, on a black road
TEXTURE = 512  # texels a side
BROAD_TEXELS, FINE_TEXELS = 10.0, 24.0  # texels a metre
TEXTURE_FRAME = Frame(TEXTURE, TEXTURE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the ground is like: 0 dry to 1 wet, how it scatters light, how its ripples bend the reflection."""

    wet: float = 0.45
    albedo: float = 0.02
    roughness: float = 1.0
    tint: Colour = (255, 255, 255)
    puddles: bool = True
    still: float = 0.6  # how much of an even floor or a lake mirrors sharply, where there are no puddles
    marks: str = ""  # paint on it: "street", "highway" or "quay"
    pattern: str = ""  # what a floor is laid with, see floors.py
    second: Colour = (0, 0, 0)  # the colour of every other tile, of joints or of a carpet's figure
    snow: float = 0.0
    shaded: int = 0  # the side, -1 or 1, that lies in the shadow of its houses by day


def _texture(field: Field, texels: float, stage: Stage, top: int) -> Field:
    """Lay a zero-mean texture on the ground plane, from the row `top` to the bottom of the frame."""
    vx, vy = stage.centre_x, stage.horizon - top
    height = stage.camera.height
    # Row y of the frame shows the distance z = height * focal / (y - vy); Pillow wants the map divided by -vy.
    coefficients: list[float] = []
    (x0, z0), (right_x, right_z), (away_x, away_z) = (
        stage.in_world(aside, away) for aside, away in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
    )
    for right, away, start in ((right_x - x0, away_x - x0, x0), (right_z - z0, away_z - z0, z0)):
        centre = TEXTURE / 2 * (1.0 if not coefficients else 0.0) + texels * start
        along = texels * height * right
        coefficients += [along / -vy, centre / -vy, (texels * height * stage.focal * away - along * vx) / -vy + centre]
    coefficients += [0.0, 1 / -vy]
    size = (stage.frame.width, stage.frame.height - top)
    plane = Image.fromarray(field).transform(size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR)
    return np.asarray(plane, np.float32)


def _distances(stage: Stage, top: int) -> tuple[Field, Field]:
    """Return distance as (rows, 1) and x as (rows, width), in metres, of the ground's pixels."""
    below = np.arange(top, stage.frame.height, dtype=np.float32)[:, None] + np.float32(0.5 - stage.horizon)
    z = np.float32(stage.camera.height * stage.focal) / np.maximum(below, np.float32(0.6))
    x = (
        (np.arange(stage.frame.width, dtype=np.float32)[None] - np.float32(stage.centre_x))
        * z
        / np.float32(stage.focal)
    )
    return z, x


def _marks(kind: str, x: Field, z: Field) -> Field:
    """Return where there is paint on the ground."""
    if kind == "highway":
        dashes = (np.abs(np.abs(x) - 3.7) < 0.10) & ((z % 9) < 4)
        middle = np.abs(np.abs(x) - 0.16) < 0.07
        return np.asarray(dashes | middle | (np.abs(np.abs(x) - 7.2) < 0.10), np.float32)
    if kind == "quay":
        lines = (np.abs(np.abs(x) - 2.9) < 0.09) | ((np.abs(x) < 2.9) & (z > 12) & (z < 16) & (((x + z) % 1.2) < 0.4))
        return np.asarray(lines | (np.abs(x + 5.1) < 0.06), np.float32)
    lane = (np.abs(x) < 0.09) & ((z % 7) < 3.4)
    kerb = np.abs(np.abs(x) - 4.6) < 0.07
    crossing = (np.abs(x) < 4.3) & (z > 9.5) & (z < 12.5) & ((x % 1.0) < 0.5)
    return np.asarray(lane | kerb | crossing, np.float32)


def _in_world(stage: Stage, x: Field, z: Field) -> tuple[Field, Field]:
    """Return x and z in the world of ground that lies before the eye, as seen in the picture."""
    aside = x * np.float32(stage.side)
    (x0, z0), (right_x, right_z) = stage.in_world(0.0, 0.0), stage.in_world(1.0, 0.0)
    cos, sin = np.float32(right_x - x0), np.float32(z0 - right_z)
    return np.float32(x0) + aside * cos + z * sin, np.float32(z0) - aside * sin + z * cos


def lay_ground(  # noqa: PLR0913, PLR0917 - the light, and what it falls on
    lit: Lit,
    reflection: Field,
    stage: Stage,
    air: Air,
    ground: Ground,
    seed: int,
    cast: Coarse | None = None,
    decals: Sequence[OnGround] = (),
) -> Field:
    """Paint the ground below the horizon, under what stands on it; `lit.colour` must already lie over the sky.

    `reflection` is the lit mirrored world at one pixel in MIRROR_STEP, `cast` how much light falls on each place.
    """
    picture = lit.colour
    top = max(0, int(stage.horizon) + 1)
    if top >= stage.frame.height - 2:
        return picture
    rng = rng_for(seed, "ground")
    broad = _texture(noise(rng, TEXTURE_FRAME, 0.17, 5, 0.55) - np.float32(0.5), BROAD_TEXELS, stage, top)
    fine = _texture(noise(rng, TEXTURE_FRAME, 0.024, 3, 0.6) - np.float32(0.5), FINE_TEXELS, stage, top)
    mirrored = _Reflection(reflection, stage, ground)
    light = soft_light(picture, stage.frame, 0.06).values
    ambient = linear(ground.tint) * (
        np.float32(0.4 - 0.14 * air.day) * air.ambient + np.float32(0.05) * (1 + 2 * air.day)
    )
    fog = picture[max(0, top - 3)].mean(axis=0, keepdims=True)
    distance, across = _distances(stage, top)
    second = linear(ground.second) / np.maximum(linear(ground.tint), np.float32(1e-3))
    unevenness = np.float32(0.9 * min(1.0, ground.roughness))
    mirror_rows = _LightFromAbove(light, stage)
    for rows in bands(stage.frame.height - top):
        z, x = distance[rows], across[rows]
        world_x, world_z = _in_world(stage, x, z)
        bumps = fine[rows] * smoothstep(20, 8, z)
        puddle = (
            smoothstep(-0.03, 0.06, broad[rows] * smoothstep(49, 20, z))
            if ground.puddles
            else np.full_like(x, ground.still)
        )
        falling = mirror_rows.rows(rows.start + top, rows.stop + top)
        albedo = (np.float32(ground.albedo) * (1 + unevenness * bumps))[..., None] * linear(ground.tint)
        if ground.pattern:
            share = laid(ground.pattern, world_x, world_z, z)[..., None]
            albedo *= 1 + share * (second - 1)
        matt: Field = np.ones((1, 1), np.float32)
        drawn = [(each, found) for each in decals if (found := each.sample(world_x, world_z)) is not None]
        for each, (tint, cover) in drawn:
            albedo += (tint * np.float32(max(PAINT, 1.2 * ground.albedo)) - albedo) * cover[..., None]
            matt = np.asarray(matt * (1 - cover * np.float32(1 - each.wet)), np.float32)
        own = albedo * (2 * falling) + albedo * 7 * ambient
        if cast is not None:
            own *= cast.rows(slice(rows.start + top, rows.stop + top))
        if ground.marks:
            worn = _marks(ground.marks, world_x, world_z) * smoothstep(-0.12, 0.02, bumps) * smoothstep(90, 25, z)
            own += worn[..., None] * (0.10 * falling + 0.012 + 0.05 * air.ambient)
        if ground.snow:
            cover = smoothstep(0.26, 0.10, broad[rows] + 0.3 * bumps)[..., None] * np.float32(ground.snow)
            own = own * (1 - cover) + cover * (0.5 * falling + 0.5 * air.ambient + 0.01)
            puddle = puddle * (1 - cover[..., 0])
        if ground.shaded:
            shadow = smoothstep(-0.4, 0.4, world_x * np.float32(ground.shaded) + np.float32(0.6))
            own *= (1 - np.float32(0.45 * air.day) * shadow)[..., None]
        grazing = np.clip(1 - stage.camera.height / np.hypot(z, np.float32(stage.camera.height)), 0, 1)
        shine = np.float32(ground.wet) * (0.16 + 0.84 * grazing**3.2) * (0.38 + 0.62 * puddle) * matt
        image = mirrored.rows(rows.start + top, puddle, bumps, broad[rows])
        own = own * (1 - 0.7 * shine[..., None]) + image * shine[..., None]
        for each, (tint, cover) in drawn:
            own += tint * (cover * np.float32(each.glows))[..., None]
        clear = np.exp(-z / np.float32(stage.haze))[..., None]
        own = own * clear + fog * (1 - clear) * np.float32(0.9)
        _put_under(picture[rows.start + top : rows.stop + top], own, lit, rows.start + top)
    return picture


def seen_on_ground(each: OnGround, stage: Stage, lit: Lit) -> Field:
    """Return where something on the ground is seen, as its cover over the whole picture."""
    top = max(0, int(stage.horizon) + 1)
    out = np.zeros((stage.frame.height, stage.frame.width), np.float32)
    if top < stage.frame.height - 2:
        distance, across = _distances(stage, top)
        found = each.sample(*_in_world(stage, across, distance))
        if found is not None:
            out[top:] = found[1] * (1 - lit.coverage[top:] * BYTE)
    return out


def _put_under(picture: Field, own: Field, lit: Lit, start: int) -> None:
    covered = (lit.coverage[start : start + own.shape[0]] * BYTE)[..., None]
    picture *= covered
    picture += own * (1 - covered)


class _LightFromAbove:
    """The light that falls on the ground: what stands above it, seen as far over the horizon as the ground is under."""

    def __init__(self, light: Field, stage: Stage) -> None:
        self._light = light
        self._stage = stage
        self._scale = light.shape[0] / stage.frame.height

    def rows(self, start: int, stop: int) -> Field:
        over = 2 * self._stage.horizon - np.arange(start, stop)
        index = np.clip(over * self._scale, 0, self._light.shape[0] - 1).astype(int)
        return resize(self._light[index], self._stage.frame.width, stop - start)


class _Reflection:
    """The mirrored world, drawn out on wet asphalt and sharp in puddles, bent by ripples."""

    def __init__(self, reflection: Field, stage: Stage, ground: Ground) -> None:
        unit = stage.frame.unit / MIRROR_STEP
        self._drawn = blur(reflection, unit * 0.022, unit * 0.0022)
        self._sharp = blur(reflection, unit * 0.0035, unit * 0.0009)
        self._unit = np.float32(stage.frame.unit)
        self._roughness = np.float32(ground.roughness)
        self._top = int(stage.horizon) + 1

    def rows(self, start: int, puddle: Field, bumps: Field, broad: Field) -> Field:
        height, width = self._drawn.shape[:2]
        rows = np.arange(start, start + puddle.shape[0], dtype=np.float32)[:, None]
        columns = np.arange(puddle.shape[1], dtype=np.float32)[None]
        calm = 1.25 - puddle
        down = rows + broad * self._roughness * self._unit * np.float32(0.012) * calm
        across = columns + bumps * self._roughness * self._unit * np.float32(0.022) * calm
        row = np.clip(np.maximum(down, self._top) / MIRROR_STEP, 0, height - 1).astype(np.intp)
        column = np.clip(across / MIRROR_STEP, 0, width - 1).astype(np.intp)
        flat = row * width + column
        drawn = self._drawn.reshape(-1, 3).take(flat, axis=0)
        sharp = self._sharp.reshape(-1, 3).take(flat, axis=0)
        share = puddle[..., None]
        return np.asarray(drawn * ((1 - share) * np.float32(0.85)) + sharp * share, np.float32)
