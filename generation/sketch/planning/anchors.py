"""Anchors: what somebody leans on, sits behind, is in, lies under or is jacked into, as data. Standard library only.

`Subject.at` is the relation as it was said and the thing's name, as "against vending_machine"; the painter brings the
thing, so that it stands nowhere else.
"""

from collections.abc import Sequence
from dataclasses import replace

from generation.reading.terms import Term
from generation.sketch.planning.relations import name_of
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import VEHICLES

_ON_WHEELS = frozenset({"car", "van", "truck", "taxi", "police_car", "limousine", "bus", "ambulance"})
#: What bears somebody's back.
LEANT_ON = _ON_WHEELS | {
    "wall", "door", "counter", "desk", "table", "railing", "street_lamp", "column", "tree", "bike", "tank", "scooter",
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
    "statue", "fountain", "boat",
}  # fmt: skip
JACKED_INTO = frozenset({
    "server_rack", "vending_machine", "cyberdeck", "console", "screen", "machine", "car", "van", "drone", "safe",
    "vault_door", "trid", "soykaf_machine", "drone_humanoid", "robot_dog", "phone_booth", "container", "fridge",
    "traffic_light", "security_camera", "door", "drone_walker", "drone_tracked",
})  # fmt: skip
HUNG_FROM = frozenset({"hook", "rope", "chain"})
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
    "to": "by a cable to", "out of": "from",
}  # fmt: skip


def anchor_name(head: Term) -> str:
    """Return what an anchor is called: a bar that somebody leans on is a counter."""
    return "counter" if head.folded in _BARS else name_of(head)


def is_anchored(subject: Subject) -> bool:
    """Tell whether somebody is at a thing that the painter brings."""
    relation, _, name = subject.at.partition(" ")
    if subject.kind != "figure":
        return False
    if subject.pose == "hang":
        return name in HUNG_FROM
    if subject.pose == "lean":
        return relation in {"against", "on", "beside"} and name in LEANT_ON
    if relation == "to":
        return name in JACKED_INTO
    known = {"on": ON, "behind": BEHIND, "in": IN, "under": UNDER}.get(relation, frozenset())
    return name in known and not subject.place


def with_anchor(subject: Subject, anchors: Sequence[tuple[str, str]], *, jacked: bool) -> Subject | None:
    """Return somebody at the first thing that a description says and that can be painted; None for none."""
    for relation, name in anchors:
        at = f"{relation} {name}"
        if jacked and relation in {"to", "in"} and name in JACKED_INTO:
            return replace(subject, at=f"to {name}", pose="" if subject.pose == "type" else subject.pose)
        if subject.pose == "hang" and name in HUNG_FROM:
            return replace(subject, at=at)
        if (
            relation in {"against", "on", "beside"}
            and name in LEANT_ON
            and (subject.pose == "lean" or (relation == "against" and not subject.pose))
        ):
            return replace(subject, at=at, pose="lean")
        if relation == "behind" and name in BEHIND and subject.pose in _SMALL_POSES:
            pose = "sit" if name in {"desk", "table"} and not subject.pose else subject.pose
            return replace(subject, at=at, pose=pose)
        if relation == "in" and name in IN:
            return replace(subject, at=at)
        if relation == "under" and name in UNDER and subject.pose in _UNDER_POSES:
            return replace(subject, at=at, pose="lie" if name not in {"table", "desk"} else subject.pose or "crouch")
        if relation == "on" and name in ON and subject.pose in _ON_POSES:
            return replace(subject, at=at)
    return None


def size_of(name: str) -> float:
    """Return the length of an anchor in metres, 0 for what is no thing or vehicle."""
    return ITEMS[name].size if name in ITEMS else VEHICLES[name].length if name in VEHICLES else 0.0
