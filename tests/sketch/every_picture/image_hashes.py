"""Paint every scene in every style and tell the pictures by their hashes.

`python -m tests.sketch.every_picture.image_hashes` records the hashes beside this file. They hold for one kind of
processor and the locked numpy and Pillow: on another machine record them before a change, never after it.
"""

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.sketch import PROMPTS
from generation.sketch.paint import paint
from generation.sketch.planning.lexicon import STYLES
from generation.sketch.planning.plan import plan_scene

HASHES = Path(__file__).with_name("hashes.json")
PICTURES = [(scene, style) for scene in PROMPTS for style in STYLES]
SEED, SIDE = 11, 512


def picture_hash(scene: str, style: str) -> str:
    """Paint a scene in a style and return the beginning of the SHA-256 of its pixels."""
    picture = paint(plan_scene(PROMPTS[scene], style=style), SEED, SIDE, SIDE, lambda *_: None)
    return hashlib.sha256(picture.tobytes()).hexdigest()[:16]


def record() -> None:
    """Write the hash of every picture as it is painted now."""
    with ProcessPoolExecutor() as pool:
        hashes = list(pool.map(picture_hash, *zip(*PICTURES, strict=True)))
    table: dict[str, dict[str, str]] = {scene: {} for scene in PROMPTS}
    for (scene, style), value in zip(PICTURES, hashes, strict=True):
        table[scene][style] = value
    HASHES.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    record()
