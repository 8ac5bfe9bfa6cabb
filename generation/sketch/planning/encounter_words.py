"""What a caption says of an encounter, as a sentence of its own; the German ones are in `german.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generation.sketch.planning.creatures import COMPANY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generation.sketch.planning.plan import Plan

SAID = {
    "over_body": "A body lies on the ground, bent over", "on_palm": "The small one stands on an open palm",
    "chase": "One runs after the other", "feed": "Food is held out to the animals",
    "pet": "A hand strokes the animal", "walk_dog": "The animal is on a leash",
    "play_chess": "They play chess at a table", "hold_up": "A weapon is held to a head",
    "hand_over": "Something is handed over", "bear": "They carry it between them",
    "push": "One pushes the wheelchair", "on_shoulders": "One sits on the other's shoulder",
    "hug": "They hug", "kiss": "They kiss", "comfort": "One comforts the other", "shake_hands": "They shake hands",
    "hold_hands": "They hold hands",
    "arm_wrestle": "They arm-wrestle at a table",
    "back_to_back": "They stand back to back",
    "tend": "One tends the other, who lies on the ground",
    "drag": "One drags the other",
    "carry": "One carries the other", "dine": "They eat at a table", "play_cards": "They play cards at a table",
    "table_talk": "They talk at a table", "campfire": "They sit about the fire",
    "interrogate": "One questions the other",
    "queue": "They stand in line", "gunfight": "They shoot",
}  # fmt: skip
#: Of which the sentence says how everybody stands or lies.
SAYS_ALL = frozenset(
    {"carry", "drag", "tend", "on_shoulders", "bear", "arm_wrestle", "play_chess", "play_cards", "over_body", "on_palm"}
)
_OF_ONE = frozenset({"hold_up", "hand_over"})  # of which the other is implied


def said_of(plan: Plan, said: Mapping[str, str]) -> str:
    """Return the sentence for what is done to whom, led by the end of another one; nothing where nobody does it."""
    people = sum(subject.count for subject in plan.subjects if subject.kind == "figure")
    several = people > 1 or any(subject.place == COMPANY for subject in plan.subjects)
    done = people and (several or plan.action in _OF_ONE)
    return f". {said[plan.action]}" if done and plan.action in said else ""
