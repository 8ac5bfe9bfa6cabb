"""Drafting: a mesh as a line drawing, with the lines, arrows and figures that give its measures."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generation.sketch.canvas.field import Field, Frame
from generation.sketch.canvas.sprite import font
from generation.sketch.models.lighting import Placement
from generation.sketch.models.mesh import Array, Mesh
from generation.sketch.models.rasterize import EVEN

FOLD, STEP, STAIN = 0.85, 0.03, 60.0  # changes of the normal, the depth and the colour that are drawn as lines
Pen = ImageDraw.ImageDraw


def line_drawing(placement: Placement, mesh: Mesh) -> Image.Image:
    """Return the mesh in white lines on black at twice the picture's size: folds thin, outlines heavy."""
    view = placement.rasterize(mesh)
    frame = placement.frame
    sheet = Image.new("L", (frame.width * EVEN, frame.height * EVEN))
    if not len(view.quads):
        return sheet
    normals = view.table(view.towards() * 127 + 128, 128).astype(np.float32) * np.float32(1 / 127)
    colours = view.table(view.mesh.colours).astype(np.float32)
    depth = view.depth(-9.0, 1)
    fold = np.maximum(_change(normals) / np.float32(FOLD), _change(colours) / np.float32(STAIN))
    thin = (fold > 1) | (_change(depth[..., None]) > np.float32(STEP))
    outline = _change(view.covered.astype(np.float32)[..., None]) > 0.5
    thick = max(1, round(0.0011 * frame.unit * EVEN)) * 2 + 1
    inner = Image.fromarray(np.asarray(thin * 165, np.uint8)).filter(ImageFilter.MaxFilter(3))
    outer = Image.fromarray(np.asarray(outline * 255, np.uint8)).filter(ImageFilter.MaxFilter(thick))
    sheet.paste(ImageChops.lighter(inner, outer), (view.left, view.top))
    return sheet


def _change(values: Field) -> Field:
    """Return how much values (height, width, channels) change to the next pixel right or down."""
    out = np.zeros(values.shape[:2], np.float32)
    out[:, 1:] = np.abs(values[:, 1:] - values[:, :-1]).sum(axis=-1)
    out[1:] = np.maximum(out[1:], np.abs(values[1:] - values[:-1]).sum(axis=-1))
    return out


def box_of(placement: Placement, mesh: Mesh) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a mesh on the drawing."""
    spots: Array = placement.pixels(mesh.corners).reshape(-1, 2) * EVEN
    (left, top), (right, bottom) = spots.min(axis=0).tolist(), spots.max(axis=0).tolist()
    return left, top, right, bottom


def draw_measures(
    pen: Pen, frame: Frame, box: tuple[float, float, float, float], millimetres: tuple[float, float]
) -> None:
    """Draw the width under a box and the height beside it, between arrows."""
    unit = frame.unit * EVEN
    left, top, right, bottom = box
    thin, gap, head = max(1, round(0.0016 * unit)), 0.030 * unit, 0.011 * unit
    face = font(max(8, round(0.019 * unit)))
    level, side = bottom + gap, left - gap
    for x in (left, right):
        pen.line([(x, bottom + 0.3 * gap), (x, level + 0.4 * gap)], 150, thin)
    for y in (top, bottom):
        pen.line([(left - 0.3 * gap, y), (side - 0.4 * gap, y)], 150, thin)
    pen.line([(left, level), (right, level)], 200, thin)
    pen.line([(side, top), (side, bottom)], 200, thin)
    for x, way in ((left, 1), (right, -1)):
        pen.polygon([(x, level), (x + way * head, level - 0.35 * head), (x + way * head, level + 0.35 * head)], 220)
    for y, way in ((top, 1), (bottom, -1)):
        pen.polygon([(side, y), (side - 0.35 * head, y + way * head), (side + 0.35 * head, y + way * head)], 220)
    for text, x, y in (
        (f"{millimetres[0]:.0f}", (left + right) / 2, level),
        (f"{millimetres[1]:.0f}", side, (top + bottom) / 2),
    ):
        wide = 0.5 * pen.textlength(text, face) + 0.006 * unit
        pen.rectangle((x - wide, y - 0.012 * unit, x + wide, y + 0.012 * unit), fill=0)
        pen.text((x, y), text, 255, face, anchor="mm")
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    for dash in range(-40, 41):
        if dash % 3:
            x, y = middle_x + dash * 0.012 * unit, middle_y + dash * 0.012 * unit
            if left - gap < x < right + gap:
                pen.line([(x, middle_y), (x + 0.008 * unit, middle_y)], 90, thin)
            if top - gap < y < bottom + gap:
                pen.line([(middle_x, y), (middle_x, y + 0.008 * unit)], 90, thin)
