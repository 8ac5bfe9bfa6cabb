"""People are held back from white, and nothing else is."""

import numpy as np
import pytest

from generation.sketch.canvas.finish import tone
from generation.sketch.canvas.highlights import GLOWS, hold_back

EXPOSURE = 1.8


def held(light: float) -> np.ndarray:
    """Return a picture of even light, as it is exposed, whose left half is a person's."""
    picture = np.full((64, 64, 3), light / EXPOSURE, np.float32)
    mask = np.zeros((16, 16), np.bool_)
    mask[:, :8] = True
    hold_back(picture, mask, EXPOSURE)
    return np.asarray(picture * EXPOSURE)


@pytest.mark.parametrize("light", [0.3, 0.7, 1.2, 1.9])
def test_no_person_is_clipped(light: float) -> None:
    picture = held(light)
    assert float(tone(picture.copy())[20:40, 4:20].max()) * 255 < 225
    assert picture[30, 60] == pytest.approx(light, rel=1e-4)  # what is beside somebody is as it was


def test_the_brighter_stays_the_brighter() -> None:
    lights = [float(held(light)[30, 10, 0]) for light in (0.1, 0.3, 0.6, 1.0, 1.6)]
    assert lights == sorted(lights)
    assert lights[0] == pytest.approx(0.1, rel=1e-4)


def test_what_glows_stays_as_it_is() -> None:
    assert held(2.1 * float(GLOWS))[30, 10] == pytest.approx(2.1 * float(GLOWS), rel=1e-4)


def test_a_colour_keeps_its_hue() -> None:
    picture = np.full((64, 64, 3), (1.2, 0.6, 0.3), np.float32)
    hold_back(picture, np.ones((16, 16), np.bool_), 1.0)
    red, green, blue = picture[30, 30].tolist()
    assert red / green == pytest.approx(2.0, rel=1e-3)
    assert green / blue == pytest.approx(2.0, rel=1e-3)
