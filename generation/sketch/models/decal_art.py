"""Artwork of decals: what is sprayed, chalked, spilt, shot or stuck on a surface, as flat pictures with their cover."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from generation.sketch.canvas.palette import colour, dim
from generation.sketch.models.decal_drawings import (
    draw_arrow,
    draw_circle,
    draw_cross,
    draw_logo,
    draw_pentagram,
    draw_picture,
    draw_posters,
    draw_scrawl,
    draw_words,
)
from generation.sketch.models.decal_paint import (
    Art,
)
from generation.sketch.models.decal_traces import (
    draw_handprint,
    draw_holes,
    draw_outline,
    draw_pool,
    draw_prints,
    draw_scorch,
    draw_spatter,
    draw_tyre_marks,
)
from generation.sketch.planning.decals import Decal


@lru_cache(maxsize=8)
def art_of(decal: Decal, seed: int) -> Art:
    """Paint a decal's artwork; what is on a door brings the door."""
    rng = np.random.default_rng([seed, *decal.motif.encode()])
    art = _MOTIFS.get(decal.motif, draw_picture)(decal, rng)
    return _on_door(art, rng) if decal.on == "door" else art


def _on_door(art: Art, rng: np.random.Generator) -> Art:
    """Put a picture on a door of steel, in its frame."""
    wide, high = 1.36, 2.36
    scale = 260
    door = Image.new("RGBA", (round(wide * scale), round(high * scale)), (*colour("#2c2a2a"), 255))
    pen = ImageDraw.Draw(door)
    steel = colour(("#5a6068", "#6a4a3a", "#4a5a50")[int(rng.integers(3))])
    inner = 26
    pen.rectangle((inner, inner, door.width - inner, door.height), steel)
    for top, bottom in ((0.08, 0.46), (0.52, 0.94)):
        box = (2.4 * inner, top * door.height, door.width - 2.4 * inner, bottom * door.height)
        pen.rectangle(box, dim(steel, 0.9), dim(steel, 0.6), 4)
    pen.rounded_rectangle(
        (door.width - 66, 0.49 * door.height, door.width - 40, 0.56 * door.height), 6, (200, 196, 180)
    )
    room = door.width - 3 * inner
    size = min(room / art.picture.width, 0.62 * door.height / art.picture.height)
    picture = art.picture.resize(
        (int(art.picture.width * size), int(art.picture.height * size)), Image.Resampling.LANCZOS
    )
    door.alpha_composite(picture, ((door.width - picture.width) // 2, int(0.24 * door.height)))
    return Art(door, wide, high)


_MOTIFS: dict[str, Callable[[Decal, np.random.Generator], Art]] = {
    "words": draw_words, "scrawl": draw_scrawl, "circle": draw_circle, "pentagram": draw_pentagram,
    "outline": draw_outline, "pool": draw_pool, "spatter": draw_spatter, "prints": draw_prints,
    "handprint": draw_handprint, "holes": draw_holes, "scorch": draw_scorch, "tyre_marks": draw_tyre_marks,
    "arrow": draw_arrow, "cross": draw_cross, "posters": draw_posters, "logo": draw_logo,
}  # fmt: skip
