"""Anchors: what somebody leans on, sits behind, is in, lies under or is jacked into, as data. Standard library only.

`Subject.at` is the relation as it was said and the thing's name, as "against vending_machine"; the painter brings the
thing, so that it stands nowhere else.
"""

from collections.abc import Sequence
from dataclasses import replace

from generation.reading.noun_phrases import NounPhrase
from generation.reading.terms import Term
from generation.sketch.planning.relations import name_of
from generation.sketch.planning.stagings import STAGINGS, staged_at, staging_of
from generation.sketch.planning.subject import Subject

_ON_WHEELS = frozenset({"car", "van", "truck", "taxi", "police_car", "limousine", "bus", "ambulance"})
#: What bears somebody's back.
LEANT_ON = _ON_WHEELS | {
    "wall", "fence",
    "door", "counter", "desk", "table", "railing", "street_lamp", "column", "tree", "bike", "tank", "scooter",
    "vending_machine", "server_rack", "fridge", "phone_booth", "dumpster", "safe", "crate", "barrel", "container",
    "gravestone", "statue", "coffin", "workbench", "hydrant", "piano", "altar", "soykaf_machine", "totem",
}  # fmt: skip
BEHIND = frozenset({"desk", "counter", "table", "workbench"})
IN = frozenset({"dumpster", "barrel", "crate", "box", "coffin", "fountain", "shopping_cart"})
UNDER = _ON_WHEELS | {"table", "desk", "bed", "tank"}
#: What somebody is on who climbs it, beside what people sit on anyway.
ON = _ON_WHEELS | {
    "vending_machine", "coffin", "altar", "safe", "gravestone", "tyre", "fridge", "piano", "server_rack", "container",
    "dumpster", "bin_bags", "trash_heap", "gold_bars", "tank", "phone_booth", "water_tower", "money", "bones", "engine",
    "statue", "fountain", "boat", "counter",
}  # fmt: skip
JACKED_INTO = frozenset({
    "server_rack", "vending_machine", "cyberdeck", "console", "screen", "machine", "car", "van", "safe",
    "vault_door", "trid", "soykaf_machine", "phone_booth", "container", "fridge",
    "traffic_light", "security_camera", "door",
})  # fmt: skip
HUNG_FROM = frozenset({"hook", "rope", "chain"})
#: Who is behind a counter or a desk that they are said to be at.
_SERVES = frozenset({"server", "vendor", "cook", "fixer", "suit", "police", "medic"})
_BARS = frozenset({"bar", "tresen", "theke"})
_SMALL_POSES = frozenset({"", "sit", "stand", "type", "drink", "aim", "arms_crossed", "point", "lean", "raise"})
_UNDER_POSES = frozenset({"", "lie", "crawl", "crouch", "sit", "curl"})
_ON_POSES = frozenset({
    "", "sit", "stand", "lie", "crouch", "kneel", "aim", "dance", "perch", "ground", "curl", "lounge", "raise", "point",
    "arms_crossed", "jump", "fight", "aim_at_us",
})  # fmt: skip
#: The relations in a caption's words.
SAID = {
    "against": "against", "beside": "against", "on": "on", "behind": "behind", "in": "in", "under": "under",
    "to": "by a cable to", **{name: staging.words for name, staging in STAGINGS.items()},
}  # fmt: skip


def anchor_name(head: Term) -> str:
    """Return what an anchor is called: a bar that somebody leans on is a counter."""
    return "counter" if head.folded in _BARS else name_of(head)


def is_anchored(subject: Subject) -> bool:
    """Tell whether somebody is at a thing that the painter brings."""
    relation, _, name = subject.at.rpartition(" ")
    if subject.kind != "figure":
        return False
    if staging_of(subject.at)[0]:
        return not subject.place
    if subject.pose == "hang":
        return name in HUNG_FROM
    if subject.pose == "lean":
        return relation in {"against", "on", "beside"} and name in LEANT_ON
    if relation == "to":
        return name in JACKED_INTO
    known = {"on": ON, "behind": BEHIND, "in": IN, "under": UNDER}.get(relation, frozenset())
    return name in known and not subject.place


def thing_of(part: NounPhrase) -> str:
    """Return what a noun phrase is called as an anchor: of the window or door of a vehicle that vehicle."""
    name = anchor_name(part.head)
    vehicle = next((term.means("vehicles") for term in part.before if term.means("vehicles")), "")
    vehicle = vehicle or part.head.beginning.get("vehicles", "")
    return vehicle if vehicle and name in {"window", "door"} else name


def with_anchor(
    subject: Subject, anchors: Sequence[tuple[str, str]], done: Sequence[str], *, jacked: bool
) -> Subject | None:
    """Return somebody at the first thing that a description says and that can be painted; None for none.

    `done` is what they do, by the lexicon's names.
    """
    if at := staged_at(subject.pose, done, anchors):
        deed = "warm" if "warm" in done else "" if subject.deed in {"read", "examine", "repair"} else subject.deed
        return replace(
            subject, at=at, deed=deed, pose="" if subject.pose in {"stand", "lean", "crouch"} else subject.pose
        )
    found = (_at(subject, relation, name, jacked=jacked) for relation, name in anchors)
    return next((each for each in found if each is not None), None)


def _at(subject: Subject, relation: str, name: str, *, jacked: bool) -> Subject | None:
    pose = subject.pose
    leans = pose == "lean" or (relation == "against" and not pose)
    if jacked and relation in {"to", "in"} and name in JACKED_INTO:
        return replace(subject, at=f"to {name}", pose="" if pose == "type" else pose)
    if relation in {"against", "on", "beside"} and name in LEANT_ON and leans:
        return replace(subject, at=f"{relation} {name}", pose="lean")
    if relation == "beside" and name in {"desk", "counter"} and subject.role in _SERVES and not subject.deed:
        relation = "behind"
    posed = _pose_at(relation, name, pose)
    return None if posed is None else replace(subject, at=f"{relation} {name}", pose=posed)


def _pose_at(relation: str, name: str, pose: str) -> str | None:
    """Return the pose of somebody in that relation to a thing; None where that is not painted."""
    if pose == "hang":
        return pose if name in HUNG_FROM else None
    if relation == "behind" and name in BEHIND and pose in _SMALL_POSES:
        return "sit" if name in {"desk", "table"} and not pose else pose
    if relation == "under" and name in UNDER and pose in _UNDER_POSES:
        return "lie" if name not in {"table", "desk"} else pose or "crouch"
    known = (relation == "in" and name in IN) or (relation == "on" and name in ON and pose in _ON_POSES)
    return pose if known else None
