"""From an order to a plan and a seed: a new picture, or a change of one that the artist has painted before."""

import json
from dataclasses import replace
from typing import Any

from generation.i18n import N_
from generation.sketch.planning.edits import edit_plan, vary_plan
from generation.sketch.planning.likeness import Likeness
from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.view_shift import shift_view

#: How many variations of a picture there are before they come again.
VARIATIONS = 97
NOTHING_CHANGED = N_(
    "The sketch artist found nothing in these words that it can change here, so this is the same picture. It changes "
    "hour, weather, light, colours, style and place, and people and things that it has painted; it erases no region."
)


def plan_of(order: dict[str, Any]) -> tuple[Plan, int]:
    """Return what to paint and the seed of its composition; see `child` for what an order holds.

    A change keeps the composition of the picture that is changed, and so its seed.

    Raises:
        ValueError: the picture that is to be changed is not the artist's own.

    """
    edit = order["edit"]
    if edit is None:
        description = order.get("description") or order["prompt"]
        plan = plan_scene(
            description,
            order["negative"],
            kind=order["type"],
            style=order["style"],
            enhanced=order["prompt"],
            likenesses=[Likeness.from_dict(each) for each in order.get("cast", ())],
        )
        return plan if order.get("captions", True) else replace(plan, caption=""), order["seed"]
    plan = Plan.from_dict(json.loads(edit["recipe"]))
    if edit["kind"] == "change" and edit.get("view"):
        plan = shift_view(plan, edit["view"])
    elif edit["kind"] == "change":
        plan = edit_plan(plan, order["prompt"])
    elif edit["kind"] == "vary":
        plan = vary_plan(plan, 1 + order["seed"] % VARIATIONS)
    return plan, edit["seed"]


def notes_on_change(order: dict[str, Any], plan: Plan) -> list[str]:
    """Return what is to be told of a change: that it has changed nothing."""
    edit = order["edit"]
    if edit is None or edit["kind"] != "change":
        return []
    return [NOTHING_CHANGED] if plan == Plan.from_dict(json.loads(edit["recipe"])) else []
