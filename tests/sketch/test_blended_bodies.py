"""A beast is one body: its limbs flow into its trunk, and no square of another tone lies on its coat."""

import numpy as np
import pytest

from generation.sketch.models.creatures.blending import Form, blended
from generation.sketch.models.creatures.breeds import BREEDS
from generation.sketch.models.creatures.quadruped import POSTURES, body_of
from generation.sketch.models.mesh import Skin, tube

SKIN = Skin((120, 110, 100))


def test_a_crease_between_two_forms_is_filled() -> None:
    level, upright = [(-1.0, 0.0, 0.0), (1.0, 0.0, 0.0)], [(0.0, 0.0, 0.0), (0.0, 1.0, 0.0)]
    forms = [Form.tube(level, [0.2, 0.2], 1.0), Form.tube(upright, [0.2, 0.2], 1.0)]
    (bar,) = blended([tube(level, [0.2, 0.2], SKIN, 36)], forms)
    spots = bar.corners.reshape(-1, 3)
    beside = spots[(np.abs(np.abs(spots[:, 0]) - 0.2) < 0.08) & (spots[:, 1] > 0.1)]
    far = spots[(np.abs(spots[:, 0]) > 0.7) & (np.abs(spots[:, 0]) < 1.01)]
    assert beside[:, 1].max() > 0.205
    assert np.hypot(far[:, 1], far[:, 2]).max() < 0.203


@pytest.mark.parametrize("kind", sorted(BREEDS))
@pytest.mark.parametrize("pose", ["stand", "run"])
def test_no_part_of_a_trunk_or_a_limb_lies_under_the_skin_of_another(kind: str, pose: str) -> None:
    body = body_of(BREEDS[kind].build, POSTURES[pose], SKIN, SKIN)
    spots = np.concatenate([part.corners.reshape(-1, 3)[::40] for part in body.trunk])
    deepest = np.stack([form.distances(spots) for form in body.forms]).min(axis=0)
    assert np.percentile(deepest, 10) > -0.03
