"""Paints the previews of the style picker: one prompt, one seed, every style, as small WebP files.

`uv run python -m benchmarks.style_previews [--folder FOLDER]` writes them anew, by default to where the picker reads
them; run it when the sketch artist or a style has changed, and look at what came out before it is kept.
"""

import argparse
import io
from pathlib import Path

from PIL import Image

from generation.sketch.paint import paint
from generation.sketch.planning.plan import plan_scene
from generation.styles.catalogue import all_styles
from generation.styles.preview_sheet import PREVIEWS, SIDE

PROMPT, SEED = "a street in the rain, a troll street samurai, a van", 11
PAINTED = 512  # pixels a side
MOST_BYTES = 12_000


def preview(style: str) -> bytes:
    """Return a style's preview: the best WebP that is small enough."""
    picture = paint(plan_scene(PROMPT, style=style), SEED, PAINTED, PAINTED, lambda *_: None)
    small = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    for quality in range(90, 10, -5):
        file = io.BytesIO()
        small.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= MOST_BYTES:
            return file.getvalue()
    raise ValueError(f"no preview of {style} has at most {MOST_BYTES} bytes")


def main() -> None:
    """Write the previews."""
    parser = argparse.ArgumentParser(description="Paint the previews of the styles.")
    parser.add_argument("--folder", type=Path, default=PREVIEWS)
    folder: Path = parser.parse_args().folder
    folder.mkdir(exist_ok=True)
    for style in all_styles():
        path = folder / f"{style}.webp"
        path.write_bytes(preview(style))
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
