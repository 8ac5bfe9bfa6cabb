"""A change that should not be seen is not seen: every scene in every style is painted byte by byte as before.

Opt-in, for it paints 320 pictures: `uv run --group dev pytest tests/sketch/every_picture --dist load`.
"""

import json

import pytest

from tests.sketch.every_picture.image_hashes import HASHES, PICTURES, picture_hash


@pytest.mark.parametrize(("scene", "style"), PICTURES)
def test_a_scene_in_a_style_is_painted_as_before(scene: str, style: str) -> None:
    assert picture_hash(scene, style) == json.loads(HASHES.read_text())[scene][style]
