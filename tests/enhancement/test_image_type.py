"""What kind of picture a description asks for."""

import pytest

from generation.reading.image_type import detect_type


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ork decker in a bar", "character"),
        ("bar with an ork", "location"),
        ("a rigger's van", "item"),
        ("inside of a rigger's van", "location"),
        ("a katana on a table", "item"),
        ("portrait of a troll in front of a burning city", "character"),
        ("two trolls arm wrestling", "scene"),
        ("a mage blasting a drone", "scene"),
        ("car chase on the highway", "scene"),
        ("a street scene", "scene"),
        ("Item: the fixer's favourite pen", "item"),
        ("NPC: whoever runs the bar", "character"),
        ("a dragon", "character"),
        ("black IC", "character"),
        ("ink drawing of a dive bar", "location"),
        ("a van crossing the bridge", "scene"),
        ("Kneipenschl\u00e4gerei", "scene"),
        ("Zwergin mit Schwei\u00dfbrille", "character"),
        ("verlassene Fabrikhalle", "location"),
        ("a whatchamacallit", "scene"),
        ("a taxidermist", "character"),
        ("blood and chrome", "scene"),
    ],
)
def test_the_head_of_the_phrase_decides(text: str, kind: str) -> None:
    assert detect_type(text) == kind
