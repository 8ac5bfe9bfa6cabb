"""The surface of a still life in the pool of the lamp's light: with the shadows, up to its edge."""

import math

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Field, blurred, smoothstep, tripled
from generation.sketch.canvas.light import BYTE, soft_light
from generation.sketch.canvas.sprite import filler
from generation.sketch.models.mesh import Mesh
from generation.sketch.props.backdrops import paint_backdrop
from generation.sketch.props.surfaces import SURFACES, Ground, Surface, concrete, pattern_tile
from generation.sketch.scenes.still_life.lights import Lights
from generation.sketch.scenes.still_life.surface import TOPS
from generation.sketch.scenes.still_life.viewpoint import Eye

EDGE = 1.45  # lengths to a table's far edge; ground goes on
FAR = 9.0  # lengths at which ground has gone into the dark


def paint_place(canvas: Canvas, eye: Eye, surface: str, lights: Lights, side: float, things: list[Mesh]) -> Field:
    """Paint what the thing lies on in the pool of the lamp's light, with its shadow, before what is out of focus."""
    across, away, reach = eye.plane()
    rng = canvas.rng("surface")
    ground = Ground(across, away, pattern_tile(rng), rng, canvas.palette.neon[0])
    wet = 1.0 if canvas.plan.weather == "rain" else 0.35
    made: Surface = concrete(ground, wet) if surface == "concrete" else SURFACES[surface](ground)
    backdrop = paint_backdrop(canvas, canvas.palette.neon[0], canvas.palette.neon[1], side, 0.35, disc=False)
    canvas.show("backdrop", 0.1, backdrop)
    picture = backdrop.full() * np.float32(0.6 + 1.6 * float(canvas.rng("behind").random()) ** 2)
    lamp = lights.lamp.astype(np.float32)
    far = np.square(across - lamp[0]) + np.square(away - lamp[2]) + np.square(lamp[1])
    pool = np.float32(np.square(lamp[1]) * 1.25) * lamp[1] / (far * np.sqrt(far))
    shadow, contact = _shadows(canvas, eye, lights, things)
    light = lights.key * (pool * (1 - np.float32(0.9) * shadow))[..., None]
    other = np.exp(-np.square(across + np.float32(1.3 * side)) / 2.2) * np.float32(0.22)
    light += lights.rim * (other * (1 - contact))[..., None] + lights.rest * (1 - np.float32(0.75) * contact)[..., None]
    lit = made.albedo * light
    # What shines shows the lights behind, upside down, most at a low angle.
    mirror = soft_light(picture[::-1], canvas.frame, 0.07).full()
    graze = np.float32(0.10 + 0.5 * (1 - math.sin(math.asin(min(1.0, abs(float(eye.turn[1, 2])))))) ** 2)
    lit += mirror * (np.asarray(made.gloss, np.float32) * graze * (1 - np.float32(0.7) * contact))[..., None]
    if made.glow is not None:
        lit += made.glow * (1 - contact)[..., None]
    return _joined_at_edge(canvas, eye, surface, lit, picture, (away, reach))


def _joined_at_edge(
    canvas: Canvas, eye: Eye, surface: str, lit: Field, behind: Field, places: tuple[Field, Field]
) -> Field:
    """Let a table end at its edge, and ground go into the dark."""
    away, reach = places
    shown = (reach > 0) & (reach < 900)
    if surface in TOPS:
        cover = smoothstep(-EDGE - 0.012, -EDGE + 0.012, away) * shown
        rim = np.exp(-np.square((away + np.float32(EDGE)) / np.float32(0.02)))[..., None] * cover[..., None]
        lit = lit * (1 + 0.8 * rim)
        return np.asarray(behind + (lit - behind) * tripled(np.asarray(cover, np.float32)), np.float32)
    fade = np.exp(-np.maximum(-away - 0.8, 0) / np.float32(FAR / 4)) * shown
    fog = canvas.air.fog * np.float32(1.2) + behind * np.float32(0.5)
    return np.asarray(fog + (lit - fog) * tripled(np.asarray(fade, np.float32)), np.float32)


def _shadows(canvas: Canvas, eye: Eye, lights: Lights, things: list[Mesh]) -> tuple[Field, Field]:
    """Return where the things keep the lamp off the plane, and where they are close above it."""
    frame = canvas.frame
    half = (frame.width // 2, frame.height // 2)
    layers = []
    for straight, soft in ((False, 0.008), (True, 0.022)):
        layer = Image.new("L", half)
        fill = filler(ImageDraw.Draw(layer))
        for mesh in things:
            corners = mesh.corners
            if straight:
                flat = corners[corners[..., 1].max(axis=1) < 0.22]
            else:
                under = np.maximum(lights.lamp[1] - corners[..., 1:2], 0.05)
                flat = lights.lamp + (corners - lights.lamp) * (lights.lamp[1] / under)
            level = flat * np.array([1.0, 0.0, 1.0])
            for quad in (eye.pixels(level) / 2).reshape(-1, 8).tolist():
                fill(quad, 255, 1)
        small = blurred(layer, soft * frame.unit / 2)
        layers.append(
            np.asarray(small.resize((frame.width, frame.height), Image.Resampling.BILINEAR), np.float32) * BYTE
        )
    return layers[0], layers[1]
