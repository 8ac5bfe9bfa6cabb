"""What a caption says of an encounter, as a sentence of its own; the German ones are in `german.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generation.sketch.planning.creatures import COMPANY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generation.sketch.planning.plan import Plan

SAID = {
    "chase": "One runs after the other", "feed": "Food is held out to the animals",
    "pet": "A hand strokes the animal", "walk_dog": "The animal is on a leash",
    "play_chess": "They play chess at a table", "hold_up": "A weapon is held to a head",
    "hand_over": "Something is handed over", "bear": "They carry it between them",
    "push": "One pushes the wheelchair", "on_shoulders": "One sits on the other's shoulder",
}  # fmt: skip
_OF_ONE = frozenset({"hold_up", "hand_over"})  # of which the other is implied


def said_of(plan: Plan, said: Mapping[str, str]) -> str:
    """Return the sentence for what is done to whom, led by the end of another one; nothing where nobody does it."""
    people = sum(subject.count for subject in plan.subjects if subject.kind == "figure")
    several = people > 1 or any(subject.place == COMPANY for subject in plan.subjects)
    done = people and (several or plan.action in _OF_ONE)
    return f". {said[plan.action]}" if done and plan.action in said else ""
