"""What a description refuses does not stand at a place, though it usually does there."""

import sys

import pytest

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Frame
from generation.sketch.paint import paint_scene
from generation.sketch.planning.plan import plan_scene
from generation.sketch.props.sets.catalogue import FURNITURE

FRAME = Frame(96, 96)


def stood(text: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the pieces that are stood about where a description plays."""
    made = set[str]()

    class Noted(dict):  # type: ignore[type-arg]  # the catalogue, which tells what is taken of it
        def __getitem__(self, what: str) -> object:
            made.add(what)
            return super().__getitem__(what)

    with monkeypatch.context() as patch:
        # By its name in the table of modules: the package has a function of the same name.
        patch.setattr(sys.modules["generation.sketch.scenes.places.furnishing"], "FURNITURE", Noted(FURNITURE))
        paint_scene(Canvas(plan_scene(text), 5, FRAME, lambda *_: None))
    return made


@pytest.mark.parametrize(
    ("place", "refused", "usual"), [("a gas station", "no cars", "car"), ("a parking garage", "without cars", "car")]
)
def test_what_is_refused_does_not_stand_there(
    place: str, refused: str, usual: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def any_of(pieces: set[str]) -> bool:
        return any(usual in piece.split("_") for piece in pieces)

    assert any_of(stood(place, monkeypatch))
    assert not any_of(stood(f"{place}, {refused}", monkeypatch))
