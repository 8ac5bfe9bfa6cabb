"""Have the same @Ari painted in five scenes, on one sheet, docs/cast.webp: `python -m benchmarks.cast_sheet`."""

from pathlib import Path

from PIL import Image

from generation.cast.wording import called, described
from generation.sketch.paint import paint
from generation.sketch.planning.likeness import Likeness
from generation.sketch.planning.plan import plan_scene
from storage.params import CastFigure

ARI = CastFigure(
    "1", "Ari", "elf woman", "short red hair, a black leather coat, a scar, a cyberarm, a katana", 774411223
)
TOM = CastFigure("2", "Old Tom", "dwarf man", "bald, a long grey beard, a green army jacket, goggles", 99112233)
SCENES = (
    ("portrait of @Ari", "character"),
    ("@Ari in a club", "scene"),
    ("@Ari runs through a rain-soaked street at night", "scene"),
    ("@Ari meets @Old Tom in a warehouse. @Ari laughs", "scene"),
    ("@Ari sits on a sofa in an apartment by day", "scene"),
    ('portrait of @"Old Tom" in a bar', "character"),
)
SIDE, ACROSS, PAINTED = 400, 3, 768


def main() -> None:
    """Paint the sheet."""
    sheet = Image.new("RGB", (ACROSS * SIDE, -(-len(SCENES) // ACROSS) * SIDE))
    figures = (ARI, TOM)
    names = called(figures)
    likenesses = [
        Likeness(how.first, how.later, each.noun, each.looks, each.face)
        for each, how in zip(figures, names, strict=True)
    ]
    for number, (text, kind) in enumerate(SCENES):
        plan = plan_scene(described(text, figures, looks=False), kind=kind, likenesses=likenesses)
        picture = paint(plan, 100 + number, PAINTED, PAINTED, lambda *_: None)
        sheet.paste(picture.resize((SIDE, SIDE)), (number % ACROSS * SIDE, number // ACROSS * SIDE))
    sheet.save(Path(__file__).parent.parent / "docs" / "cast.webp", quality=82)


if __name__ == "__main__":
    main()
