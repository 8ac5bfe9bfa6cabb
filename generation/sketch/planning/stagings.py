"""Stagings: what is done about one thing, so that hands and eyes are on it and nobody stands beside it. Data.

`Subject.at` is the staging and the thing, as "into mirror", "around fire_barrel", "before door" or "out of car"; the
painter brings the thing. What is done over somebody who lies there is the action OVER_BODY, of whom the last one lies.
"""

from collections.abc import Sequence
from dataclasses import dataclass

OVER_BODY = "over_body"
#: What is done over a body, by the lexicon's names for deeds, poses and actions.
OVER_BODY_DEEDS = frozenset({"bend_over", "feed_on", "search", "examine", "tend", "crouch", "kneel", "operate", "knit"})
_CARS = frozenset({"car", "van", "truck", "taxi", "police_car", "limousine", "bus", "ambulance"})
#: What is as large or important that people gather about it, or that warms them.
GATHERED_ROUND = _CARS | {
    "fire_barrel", "fire", "barrel", "table", "coffin", "map", "drone", "statue", "altar", "cauldron", "gravestone",
    "safe", "crate", "chess_board", "engine", "hologram", "bomb", "trid", "cage", "robot_dog", "fountain", "piano",
    "motorbike", "cyberdeck", "case", "stove", "money", "totem", "bones", "egg", "crystal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Staging:
    """What is said so: by which verbs, led to the thing by which relations ("" is the object), and to which things.

    `words` are a caption's, before the thing. A verb of `sure` makes any of `beside` such a relation, too: who warms
    the hands "at" a barrel has it in the middle.
    """

    words: str
    verbs: frozenset[str]
    leads: frozenset[str]
    things: frozenset[str]
    sure: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


STAGINGS: dict[str, Staging] = {
    "into": Staging(
        "looking into",
        frozenset({"gaze", "read", "examine", "bend_over", "repair", "stand", "type", "work"}),
        frozenset({"in", "over", "under", ""}),
        frozenset({"mirror", "console", "bonnet", "screen", "trid"}),
        frozenset({"gaze", "read", "examine", "repair", "type", "stand"}),
        frozenset({"beside", "before"}),
    ),
    "around": Staging(
        "gathered round",
        frozenset({"gather", "warm", "stand", "bend_over", "cook", "crouch", "kneel", "sit", "gaze", ""}),
        frozenset({"around"}),
        GATHERED_ROUND,
        frozenset({"warm", "gather", "bend_over", "cook"}),
        frozenset({"beside", "over", "on", "before", ""}),
    ),
    "before": Staging(
        "guarding",
        frozenset({"guard", "block", "stand", ""}),
        frozenset({"before"}),
        frozenset({"door"}),
        frozenset({"guard", "block", "stand"}),
        frozenset({"beside", "", "on", "in"}),
    ),
    "out of": Staging(
        "leaning out of",
        frozenset({"lean", "lean_out", "gaze", "aim"}),
        frozenset({"out of"}),
        _CARS | {"window", "helicopter", "door"},
        frozenset({"lean_out"}),
        frozenset({""}),
    ),
}  # fmt: skip
#: What else stands there with a thing: what it is part of, what it holds, what it lies on.
_WITH = {
    "bonnet": {"car", "van", "truck", "engine"}, "fire_barrel": {"fire", "barrel"}, "console": {"screen", "cyberdeck"},
    "map": {"table"}, "case": {"table"}, "cyberdeck": {"table"}, "chess_board": {"table"}, "window": {"sill"},
}  # fmt: skip
#: Poses that the whole body needs for itself: who runs stands at nothing.
_STILL = frozenset({"", "stand", "lean", "sit", "crouch", "kneel", "aim", "type", "point", "arms_crossed", "drink"})


#: Behind what somebody serves those who are before it, and what that is called.
COUNTERS = frozenset({"behind counter", "behind desk", "behind table", "behind workbench"})
_SERVED = frozenset({"serve", "sell", "meet", "deal", "offer", "talk"})


def staging_of(at: str) -> tuple[str, str]:
    """Return the staging and the thing that a `Subject.at` names, nothing where it is none."""
    relation, _, name = at.rpartition(" ")
    return (relation, name) if relation in STAGINGS and name in STAGINGS[relation].things else ("", "")


def staged_at(pose: str, verbs: Sequence[str], anchors: Sequence[tuple[str, str]]) -> str:
    """Return the `Subject.at` of somebody in a pose who does that, led to these things by those relations; or ""."""
    if pose not in _STILL:
        return ""
    done = {pose, *verbs}
    for name, staging in STAGINGS.items():
        near = staging.leads | (staging.beside if done & staging.sure else frozenset())
        at = next((thing for lead, thing in anchors if lead in near and thing in staging.things), "")
        whole = (thing for lead, thing in anchors if not lead and thing in _CARS)
        at = next(whole, at) if at in {"window", "door"} and name == "out of" else at  # the window "of a car"
        if at and done & staging.verbs:
            return f"{name} {at}"
    return ""


def brought_with(at: str) -> set[str]:
    """Return what stands there for who is at a thing, by the lexicon's names."""
    name = at.rpartition(" ")[2]
    return {name} | (_WITH.get(name, set()) if staging_of(at)[0] else set())


def is_staged(deeds: set[str], at: str) -> bool:
    """Tell whether one of some deeds, by the lexicon's names, is what somebody at a thing is seen to do."""
    if at in COUNTERS and deeds & _SERVED:
        return True
    name, _ = staging_of(at)
    return bool(name) and bool(deeds & STAGINGS[name].verbs)
