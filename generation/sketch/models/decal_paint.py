"""Paint of decals: sprayed, chalked or worn, a flat picture with its cover."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from generation.sketch.canvas.field import Field
from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.planning.decals import Decal
from generation.sketch.planning.lexicon import COLOURS

TALL = 420  # texels
BLOOD, SOOT, RUBBER = colour("#8a0a0c"), colour("#0a0806"), colour("#1c1a19")
SPRAYS = ("#f0e6cc", "#e8402c", "#40c8e8", "#f0b820", "#60d070")
CHALKY = frozenset({"circle", "pentagram", "outline"})


@dataclass(frozen=True, slots=True)
class Art:
    """A flat picture: sRGB with its cover as RGBA, and how wide and high it is in metres."""

    picture: Image.Image
    wide: float
    high: float


def tint_of(decal: Decal, rng: np.random.Generator) -> Colour:
    """Return the colour of a decal's paint."""
    if decal.colour == "blood":
        return BLOOD
    if decal.colour:
        return colour(COLOURS[decal.colour])
    return colour(SPRAYS[int(rng.integers(len(SPRAYS)))])


def blank(wide: float, high: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return an empty mask of a ratio, and a pen on it."""
    mask = Image.new("L", (max(8, round(TALL * wide / high)), TALL))
    return mask, ImageDraw.Draw(mask)


def clouds(rng: np.random.Generator, size: tuple[int, int], cell: int) -> Field:
    """Return smooth noise of 0 to 1, its features about a cell large."""
    small = rng.random((max(2, size[1] // cell + 2), max(2, size[0] // cell + 2)), dtype=np.float32)
    return np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC), np.float32)


def inked(mask: Image.Image, tint: Colour) -> Image.Image:
    """Return a colour that covers as a mask does."""
    out = Image.new("RGBA", mask.size, (*tint, 0))
    out.putalpha(mask)
    return out


def worn(mask: Image.Image, rng: np.random.Generator, least: float, cell: int = 3) -> Image.Image:
    """Let a surface's grain show through, as it does through chalk and old paint."""
    grain = np.clip((clouds(rng, mask.size, cell) - 0.28) * 4, least, 1)
    return Image.fromarray(np.asarray(np.asarray(mask, np.float32) * grain, np.uint8))


def chalked(mask: Image.Image, decal: Decal, rng: np.random.Generator, wide: float, high: float) -> Art:
    """Draw lines in chalk, in salt or in blood."""
    bloody = decal.colour == "blood"
    soft = mask.filter(ImageFilter.GaussianBlur(2.2 if bloody else 1.4))
    mask = soft.point([min(255, int(value * (2.4 if bloody else 1.6))) for value in range(256)])
    return Art(inked(worn(mask, rng, 0.75 if bloody else 0.42), tint_of(decal, rng)), wide, high)


def sprayed(mask: Image.Image, tint: Colour, rng: np.random.Generator, drips: int) -> Image.Image:
    """Spray a form: its fine mist, its dark outline, its colour, and drips that run from its lower edge."""
    pen = ImageDraw.Draw(mask)
    filled = np.asarray(mask) > 128
    for x in rng.integers(0, mask.width, size=drips).tolist():
        rows = np.flatnonzero(filled[:, x])
        if len(rows):
            end = int(rows[-1] + mask.height * (0.05 + 0.20 * float(rng.random())))
            pen.line((x, int(rows[-1]) - 4, x, end), 255, 4)
            pen.ellipse((x - 4, end - 5, x + 4, end + 4), 255)
    wide = mask.filter(ImageFilter.MaxFilter(13)).filter(ImageFilter.GaussianBlur(2))
    mist = mask.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(16))
    light = 0.3 * tint[0] + 0.59 * tint[1] + 0.11 * tint[2] > 70
    edge = dim(tint, 0.14) if light else mix(tint, (255, 255, 255), 0.75)
    out = inked(mist.point([value * 2 // 5 for value in range(256)]), tint)
    out.alpha_composite(inked(worn(wide, rng, 0.86), edge))
    high = np.linspace(1.12, 0.72, mask.height)[:, None]
    body = np.clip(np.array(tint)[None, None] * high[..., None], 0, 255).repeat(mask.width, axis=1).astype(np.uint8)
    paint = Image.fromarray(body).convert("RGBA")
    paint.putalpha(worn(mask.filter(ImageFilter.GaussianBlur(0.8)), rng, 0.88))
    out.alpha_composite(paint)
    return out
