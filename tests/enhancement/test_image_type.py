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
        ("everybody dances at the docks", "scene"),
        ("creeping past a hellhound", "scene"),
        ("a garage where everybody meets", "location"),
        ("a van crashes into a kiosk", "scene"),
        ("a kidnapping gone wrong in a lift", "scene"),
        ("three-armed troll in a gown", "character"),
        ("a nurse in a cat costume", "character"),
        ("a blademaster, one glove", "character"),
        ("lifting a crate off the truck", "scene"),
        ("an ork sings on the table", "scene"),
        ("an ork stands at the bar", "character"),
        ("a nun with a raven on her shoulder", "character"),
        ("a thief disguised as a monk", "character"),
        ("wizard duel at sea", "scene"),
        ("a hermit is chased by wolves", "scene"),
        ("karaoke night on the ship", "scene"),
        ("Dr. Abiodun, no glasses", "character"),
        ("a diving suit hanging on a nail", "item"),
        ("my aunt w/ a chainsaw", "character"),
        ("pen drawing: a lighthouse, one gull", "location"),
    ],
)
def test_the_head_of_the_phrase_decides(text: str, kind: str) -> None:
    assert detect_type(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Schweißerin mit Drohne", "character"),
        ("Drohnentechnikerin", "character"),
        ("Orkfrau im Mantel", "character"),
        ("Wachturmruine im Nebel", "location"),
        ("Geisterstraße", "location"),
        ("Bergwerksstollen, keine Menschen", "location"),
        ("Liebesbrief, zerrissen", "item"),
        ("rostige Taschenuhr", "item"),
        ("Traktorrennen ohne Publikum", "scene"),
        ("Verhör im Keller", "scene"),
        ("die Decker warten am Kanal", "scene"),
        ("Elfe mit Falke auf der Hand", "character"),
        ("Gartenzwerg, bemalt", "item"),
        ("Kochbuch der Hexe", "item"),
        ("Harfenspielantin mit Hut", "character"),
        ("Blechkiste voller Schrauben", "item"),
        ("Trollbaby mit Rassel", "character"),
        ("Hafenw\u00e4rter mit Kn\u00fcppel", "character"),
        ("alle fliehen aus dem Bunker", "scene"),
        ("Orks beim Angeln", "scene"),
    ],
)
def test_a_german_compound_or_derivation_is_what_its_end_says(text: str, kind: str) -> None:
    assert detect_type(text) == kind
