"""From an order to a plan and a seed: a new picture, or a change of one that the artist has painted before."""

import json
from dataclasses import replace
from typing import Any

from generation.sketch.planning.edits import edit_plan, vary_plan
from generation.sketch.planning.plan import Plan, plan_scene

#: How many variations of a picture there are before they come again.
VARIATIONS = 97


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
            description, order["negative"], kind=order["type"], style=order["style"], enhanced=order["prompt"]
        )
        return plan if order.get("captions", True) else replace(plan, caption=""), order["seed"]
    plan = Plan.from_dict(json.loads(edit["recipe"]))
    if edit["kind"] == "change":
        plan = edit_plan(plan, order["prompt"])
    elif edit["kind"] == "vary":
        plan = vary_plan(plan, 1 + order["seed"] % VARIATIONS)
    return plan, edit["seed"]
