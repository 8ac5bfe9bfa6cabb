"""Perches: what a creature is said to be on, read out of a description."""

from dataclasses import replace

from generation.reading.scene import Scene
from generation.sketch.planning.creatures import ALIASES, CREATURES, WATER
from generation.sketch.planning.subject import Subject

PERCH_REACH = 4  # words from "on" to what is perched on
#: What a perch is called in a description, without umlauts.
PERCH_WORDS = {
    "tower": "tower", "towers": "tower", "spire": "tower", "steeple": "tower", "turm": "tower", "kirchturm": "tower",
    "skyscraper": "tower", "wolkenkratzer": "tower", "pyramid": "tower", "arcology": "tower", "battlements": "tower",
    "rock": "rock", "rocks": "rock", "cliff": "rock", "boulder": "rock", "crag": "rock", "felsen": "rock",
    "stein": "rock", "klippe": "rock", "peak": "rock", "gipfel": "rock",
    "wall": "wall", "mauer": "wall", "fence": "wall", "zaun": "wall", "ledge": "wall",
    "roof": "roof", "rooftop": "roof", "roofs": "roof", "dach": "roof", "hausdach": "roof", "gable": "roof",
    "branch": "branch", "tree": "branch", "ast": "branch", "zweig": "branch", "baum": "branch",
    "lamp post": "street_lamp", "lamppost": "street_lamp", "street lamp": "street_lamp", "laterne": "street_lamp",
    "strassenlaterne": "street_lamp", "street light": "street_lamp", "streetlight": "street_lamp",
    "gravestone": "gravestone", "tombstone": "gravestone", "grave": "gravestone", "headstone": "gravestone",
    "grab": "gravestone", "grabstein": "gravestone",
    "shelf": "shelf", "bookshelf": "shelf", "bookcase": "shelf", "regal": "shelf", "buecherregal": "shelf",
    "motorcycle": "bike", "motorbike": "bike", "bike": "bike", "motorrad": "bike",
    "car": "car", "car roof": "car", "autodach": "car", "auto": "car", "bonnet": "car", "hood of a car": "car",
    "motorhaube": "car", "statue": "statue", "monument": "statue", "denkmal": "statue",
    "table": "table", "tisch": "table", "desk": "table", "schreibtisch": "table", "workbench": "table",
}  # fmt: skip


def perch_of(scene: Scene) -> str:
    """Return what somebody is said to be on: "on a church tower"; nothing if that bears no creature."""
    ahead = 0
    for term in scene.terms.terms:
        if term.folded in {"on", "atop", "upon", "auf"}:
            ahead = PERCH_REACH
        elif ahead and term.is_word:
            ahead -= 1
            named = (term.folded, *reversed(term.folded.split()))
            perch = next((PERCH_WORDS[word] for word in named if word in PERCH_WORDS), "")
            if perch:
                return perch
        else:
            ahead = 0
    return ""


def perched(subjects: list[Subject], perch: str) -> list[Subject]:
    """Put the first creature on a perch, unless it is said to be elsewhere."""
    first = next((subject for subject in subjects if ALIASES.get(subject.kind, subject.kind) in CREATURES), None)
    if not perch or first is None or first.place or first.pose == "fly":
        return subjects
    if CREATURES[ALIASES.get(first.kind, first.kind)].keeps == WATER:
        return subjects
    others = [subject for subject in subjects if subject is not first and subject.kind != perch]
    return [replace(first, place=perch), *others] if subjects[0] is first else [*others, replace(first, place=perch)]
