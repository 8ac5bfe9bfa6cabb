"""Perches: what a creature is said to be on, read out of a description."""

from dataclasses import replace

from generation.reading.scene import Scene
from generation.sketch.planning.creatures import ALIASES, CREATURES
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
}  # fmt: skip


def perch_of(scene: Scene) -> str:
    """Return what somebody is said to be on: "on a church tower"; nothing if that bears no creature."""
    ahead = 0
    for term in scene.terms.terms:
        if term.folded in {"on", "atop", "upon", "auf"}:
            ahead = PERCH_REACH
        elif ahead and term.is_word:
            ahead -= 1
            perch = next((PERCH_WORDS[word] for word in reversed(term.folded.split()) if word in PERCH_WORDS), "")
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
    return [replace(subject, place=perch) if subject is first else subject for subject in subjects]
