"""What is said of an image to whoever does not see it is in one language, whoever has painted it."""

import json

import pytest

from generation.i18n import speaking
from generation.images.alt_text import LONGEST, alt_text, spoken_alt_text
from generation.provider_catalogue.builtin import BUILT_IN
from generation.sketch.planning.caption import describe
from generation.sketch.planning.plan import plan_scene
from storage.records import Image
from tests.generation.image_rows import image_row

TAVERN = "eine Kneipe in Redmond"
(PROVIDER,) = (each for each in BUILT_IN if each.name == "sketch")


def image(seen: str) -> Image:
    return image_row(prompt=TAVERN, alt_text=alt_text(seen, "location", TAVERN), type="location")


@pytest.mark.parametrize(
    ("seen", "english", "german"),
    [
        ("A rainy neon-lit bar at night.", "A rainy neon-lit bar at night.", "Ein Bild des Ortes."),
        ("", "A picture of the location.", "Ein Bild des Ortes."),
        (f"Location indoors: {TAVERN}.", f"Location indoors: {TAVERN}.", f"Ort drinnen: {TAVERN}."),
    ],
)
def test_what_no_catalogue_knows_is_left_out_where_another_language_is_spoken(
    seen: str, english: str, german: str
) -> None:
    assert spoken_alt_text(image(seen)) == f"{english} Asked for: {TAVERN}"
    with speaking("de"):
        assert spoken_alt_text(image(seen)) == f"{german} Gewünscht: {TAVERN}"


def test_one_that_is_not_known_is_the_description() -> None:
    assert spoken_alt_text(image_row(prompt=TAVERN)) == TAVERN


def test_a_long_description_is_cut() -> None:
    assert len(alt_text("A bar.", "scene", "x" * 2000)) == LONGEST


def test_a_sketch_is_described_in_german_by_its_recipe() -> None:
    plan = plan_scene("two cats in a bar")
    kept = alt_text(describe(plan), "scene", TAVERN)
    sketch = image_row(
        prompt=TAVERN, alt_text=kept, type="scene", provider=PROVIDER.name, recipe=json.dumps(plan.to_dict())
    )
    assert spoken_alt_text(sketch) == f"Two cats in a neon-lit bar. Asked for: {TAVERN}"
    with speaking("de"):
        assert spoken_alt_text(sketch) == f"Zwei Katzen in einer Bar im Neonlicht. Gewünscht: {TAVERN}"
