"""The same plan as others perceive it: bodily, with augmented reality, in the Matrix, in astral space.

The people, the seed and the camera stay; what stands around them is another scene, or the same under another look.
"""

from dataclasses import replace

from generation.sketch.planning.plan import Plan, only_shown
from generation.sketch.planning.scenery import SCENERY, usual_style

#: Each view's style; the body's own is that of its place.
_STYLES = {"ar": "ar_overlay", "matrix": "matrix_deep", "astral": "astral_dream"}
#: Views in which a place is a place of their own.
_PLACES = frozenset({"matrix", "astral"})
#: Where people are who were painted elsewhere only, when they are back in their bodies.
_BODILY = "street"


def shift_view(plan: Plan, view: str) -> Plan:
    """Return the plan as it is perceived in a view: `meatspace`, `ar`, `matrix` or `astral`; no other changes it."""
    if view == "meatspace":
        return _bodily(plan)
    if view not in _STYLES:
        return plan
    shifted = replace(_bodily(plan) if view == "ar" else plan, style=_STYLES[view], tint="")
    if view in _PLACES:
        shifted = _moved(shifted, view)
    return only_shown(shifted)


def _bodily(plan: Plan) -> Plan:
    """Return a plan out of the other planes, in a style of this one."""
    scene, place = (_BODILY, "") if plan.scene in _PLACES else (plan.scene, plan.place)
    if scene == "portrait" and place.partition("/")[0] in _PLACES:
        place = ""
    style = usual_style(scene, place) if plan.style in _STYLES.values() else plan.style
    return only_shown(replace(plan, scene=scene, place=place, style=style))


def _moved(plan: Plan, view: str) -> Plan:
    """Put what is seen into the place of a view; one who is portrayed stays so, with it behind them."""
    if plan.scene == "portrait":
        return replace(plan, place=view, frame="")
    if plan.scene == "item" or not SCENERY[plan.scene].figures:
        return plan
    return replace(plan, scene=view, place="", states=())
