"""Painting a mesh flat on a sprite, for the stage to light: form by a soft key light, hollows, and its own glow."""

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.field import Field, blur, blurred, resize
from generation.sketch.canvas.palette import Colour, dim, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.models.mesh import CLEAR, Mesh
from generation.sketch.models.rasterize import Seen, seen

Bounds = tuple[float, float, float, float]  # left, bottom, right, top in metres

SHADE, KEY, RIM = 0.48, 1.30, 0.75  # brightness in shadow, added in full light, and of the lit edge
DAY_KEY = 0.95
CLEARNESS = 215  # of 255: how much of what is behind a clear thing is covered
SMOOTHED = 0.010  # of the mesh's height, over which facets are smoothed
HOLLOW_STEP = 4  # hollows are soft: they are worked out at a quarter of the size


def bounds_of(mesh: Mesh, margin: float = 0.03) -> Bounds:
    """Return the metres that a mesh takes, with a margin that is a share of its size."""
    spots = mesh.corners[..., :2].reshape(-1, 2)
    (left, bottom), (right, top) = spots.min(axis=0).tolist(), spots.max(axis=0).tolist()
    edge = margin * max(right - left, top - bottom)
    return left - edge, bottom - edge, right + edge, top + edge


def paint_solid(
    sprite: Sprite, mesh: Mesh, bounds: Bounds, side: float, rim: Colour | None = None, *, spot: float = 1.0
) -> None:
    """Paint a mesh on a sprite of those bounds, lit from above on one side (1 is the right).

    `rim` is a sign's light on its edge; without one it is day, and the light of the sky is enough. `spot` is how much
    of a light of its own follows it: all by night, none where all is bright.
    """
    left, bottom, right, top = bounds
    width, height = sprite.mask.size
    across = (mesh.corners[..., 0] - left) * (width / (right - left))
    down = (top - mesh.corners[..., 1]) * (height / (top - bottom))
    view = seen(mesh, np.stack([across, down], axis=-1), sprite.scale, width, height)
    if not len(view.quads):
        return
    normals = view.normals(max(0.6, SMOOTHED * (top - bottom) * sprite.scale))
    x, y, z = normals
    lit = np.clip(np.array([side * 0.62, 0.60, 0.50], np.float32) @ normals, 0, 1)
    shine = np.clip(lit - np.float32(0.74), 0, 1) * np.float32(300) * view.stuff(0)
    key_light = np.float32(DAY_KEY + (KEY - DAY_KEY) * spot)
    tone = (SHADE + key_light * lit) * (1 - np.float32(0.4) * view.inner()) * _hollows(view, top - bottom)
    colours = view.colours()
    cover, at = Image.fromarray(view.covered), (view.left, view.top)
    # A large body has millions of pixels: each layer is done, and its numbers given back, before the next.
    held = _held(colours * tone)
    held += shine
    del tone, shine
    sprite.surface.paste(view.picture(held), at, cover)
    del held
    light = colours * view.stuff(1)
    if rim is not None:
        # By night a spot follows it: black fur would be a hole in the dark.
        key = colours * np.float32(0.75)
        key /= 1 + colours / np.float32(75)
        del colours
        key += np.array(mix(dim(rim, 0.16), (36, 36, 40), 0.72), np.float32)[:, None]
        key *= np.float32(0.27) + lit * lit
        key *= np.float32(spot)
        light += key
        del key
        edge = np.clip(1 - z * 1.5, 0, 1) * np.clip(np.abs(x) * 0.9 + 0.35 * y, 0, 1)
        light += np.array(dim(rim, RIM * (0.3 + 0.7 * spot)), np.float32)[:, None] * edge
    sprite.light.paste(view.picture(light), at, cover)
    sprite.mask.paste(255, (*at, at[0] + cover.width, at[1] + cover.height), cover)
    for name, where, _ in view.parts():
        if name == CLEAR:
            seen_through = Image.fromarray(where)
            sprite.mask.paste(CLEARNESS, (*at, at[0] + cover.width, at[1] + cover.height), seen_through)
        sprite.name_part(name, where, at)


def _held(values: Field) -> Field:
    """Hold bright values back, so that white fur keeps its form."""
    share = values / np.float32(330)
    share += 1
    values = values * np.float32(1.25)
    values /= share
    return values


def _hollows(view: Seen, size: float) -> Field:
    """Return less than 1, for the covered pixels, where the mesh lies deeper than what is about it."""
    depth = view.depth(-1e3, HOLLOW_STEP)
    body = (depth > -500).astype(np.float32)
    depth = np.where(body > 0, depth, 0)
    hollow = np.zeros_like(depth)
    for share, gain in ((0.03, 3.2), (0.10, 1.1)):
        soft = share * size * view.scale / HOLLOW_STEP
        near = blur(body, soft)
        mean = blur(depth * body, soft) / np.maximum(near, np.float32(1e-3))
        inward = np.clip((near - np.float32(0.52)) * np.float32(3.0), 0, 1)  # its outline borders on nothing
        hollow += np.clip((mean - depth) * np.float32(gain / size * 2.2), 0, 0.4) * inward
    full = resize(np.asarray(1 - np.clip(hollow, 0, 0.6), np.float32), view.covered.shape[1], view.covered.shape[0])
    return np.asarray(full.ravel().take(view.places), np.float32)


def shade_ground(sprite: Sprite, bounds: Bounds, half: float, deep: float) -> None:
    """Darken the ground about x 0 and y 0, `half` metres to each side and `deep` metres high in the picture."""
    left, bottom, right, top = bounds
    across, down = sprite.mask.width / (right - left), sprite.mask.height / (top - bottom)
    box = ((-left - half) * across, (top - deep) * down, (half - left) * across, (top + deep) * down)
    ImageDraw.Draw(sprite.mask).ellipse(box, fill=190)
    edge = max(0, int((top - 2.5 * deep) * down))
    strip = (0, edge, sprite.mask.width, sprite.mask.height)
    sprite.mask.paste(blurred(sprite.mask.crop(strip), max(1.0, 0.45 * deep * down)), strip)
