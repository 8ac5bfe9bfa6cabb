"""What of a plan is to be seen in its picture: nothing else is claimed, and of the rest the note tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generation.sketch.planning.creatures import ALIASES, CREATURES
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import VEHICLES

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from generation.sketch.planning.decals import Decal
    from generation.sketch.planning.plan import Plan

#: Of the frame: what somebody or a creature, and what a thing takes at least.
LEAST_BODY, LEAST_CREATURE, LEAST_THING = 0.005, 0.003, 0.003
LEAST_HELD = 0.0012  # of what is in a hand, whose place the eye knows
LEAST_FIRE = 0.0008
LEAST_PAINT = 0.0022  # of what is painted on a surface
NEAR = 0.12  # of the frame that somebody takes of whom small things are seen
SMALL = frozenset({
    "dreads", "braids", "tattoo", "scar", "piercing", "stubble", "freckles", "earrings", "necklace", "gold_tooth",
    "datajack", "cigarette", "war_paint", "moustache", "black_lipstick", "red_lipstick",
})  # fmt: skip
#: Limbs that a portrait cuts off, or hides in sleeves.
BELOW_THE_BUST = frozenset({"cyberarm", "cyberleg", "barefoot"})
LEAD = 0.010  # of the frame that the first one takes at least, or another picture is tried
LEAST_SHOWN = 1 / 3  # of the moon that is neither covered nor outside the frame
FREE = 0.5  # of all of it, for it to be told what it is
MUCH = 0.03  # of the frame: what takes that is seen, however much of it is covered
LEAST_CONTRAST = 0.016  # of the range from black to white, along its outline
USUAL_CONTRAST = 0.15
#: What is light in the air rather than a body, and is not measured.
AIRY = frozenset({"steam", "hologram", "ice"})
SIGN = "sign"  # the name by which words are known that are asked for and are not read
NEVER_EMPTY = frozenset({"matrix", "astral"})  # where somebody stands for whoever looks
#: Scenes that draw bodies in a way of their own, of which nobody knows where they are.
OWN_WAY = frozenset({"matrix", "astral", "siteplan", "highway", "portrait", "item", "boardroom"})
FLAMES = "flames"  # the name of what is as bright and warm as a fire


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is seen of one body: its share of the frame, of all of it, and how it stands out from what is about it."""

    share: float
    shown: float
    contrast: float

    def is_clear(self, least: float) -> bool:
        """Tell whether enough of it is seen to claim it."""
        striking = self.share * self.contrast / USUAL_CONTRAST  # a small bright thing strikes the eye as well
        free = self.shown >= FREE or self.share >= MUCH
        return striking >= least and free and self.contrast >= LEAST_CONTRAST


USUAL_FIRE = Sighting(1.0, 1.0, USUAL_CONTRAST)  # where nobody has looked


@dataclass(frozen=True, slots=True)
class InView:
    """A plan with what is to be seen of it alone, the kinds of what is not, and of which there are too few.

    `unpainted` are the decals that are not to be seen.
    """

    plan: Plan
    hidden: tuple[str, ...] = ()
    fewer: tuple[str, ...] = ()
    unpainted: tuple[Decal, ...] = ()


def shown_as(subject: Subject) -> Hashable:
    """Return the name by which what is seen of a subject is known; a pose, a number or a place changes nothing."""
    if subject.kind != "figure":
        return ALIASES.get(subject.kind, subject.kind)
    return subject.metatype, subject.role, subject.gender, subject.age, subject.features, subject.garments


def in_view(plan: Plan, seen: Mapping[Hashable, Sequence[Sighting]]) -> InView:
    """Leave out of a plan what is not to be seen in its picture."""
    left = Counter({name: _clear(seen[name], _least(name)) for name in seen})
    kept, hidden, fewer = list[Subject](), list[str](), list[str]()
    for subject in plan.subjects:
        if not _is_measured(subject):
            kept.append(subject)
            continue
        name = shown_as(subject)
        if subject.kind == "figure" and plan.scene in NEVER_EMPTY:
            kept.append(subject)
            continue
        if name not in seen and plan.scene in OWN_WAY and subject.kind not in {*ITEMS, "moon", "fire"}:
            kept.append(subject)  # nobody has looked
            continue
        if subject.kind == "fire" and not _clear(seen.get(FLAMES, (USUAL_FIRE,)), LEAST_FIRE):
            hidden.append(subject.kind)
            continue
        if subject.kind == "fire":
            kept.append(subject)
            continue
        heaped = (
            subject.kind == "moon"
            or plan.scene == "highway"
            or (subject.kind in ITEMS and len(seen.get(name, ())) == 1)
        )
        count = min(subject.count, left[name])
        left[name] -= count
        if not count:
            hidden.append(hidden_name(subject))
            continue
        holds = tuple(item for item in subject.holds if item not in ITEMS or _clear(seen.get(item, ()), LEAST_HELD))
        hidden += [item for item in subject.holds if item not in holds]
        near = plan.scene == "portrait" or max((one.share for one in seen.get(name, ())), default=1.0) >= NEAR
        out = BELOW_THE_BUST if plan.scene == "portrait" else frozenset() if near else SMALL
        features = tuple(each for each in subject.features if each not in out)
        smoked = {"cigarette", "cigar"} if subject.deed == "smoke" else set[str]()
        hidden += [each for each in subject.features if each not in features and each not in smoked]
        # A few of one kind may be drawn as one heap.
        fewer += [hidden_name(subject)] if count < subject.count and not heaped else []
        kept.append(replace(subject, holds=holds, features=features, count=subject.count if heaped else count))
    decals = tuple(decal for decal in plan.decals if decal.on == "vehicle" or is_seen(decal, seen))
    unpainted = tuple(decal for decal in plan.decals if decal not in decals)
    sign = "" if SIGN in seen else plan.sign
    plan = replace(plan, subjects=tuple(kept), decals=decals, sign=sign)
    return InView(plan, tuple(dict.fromkeys(hidden)), tuple(dict.fromkeys(fewer)), unpainted)


def is_seen(decal: Decal, seen: Mapping[Hashable, Sequence[Sighting]]) -> bool:
    """Tell whether enough of a decal is to be seen: of its lines, which are thin."""
    return any(one.share >= LEAST_PAINT and one.shown >= LEAST_SHOWN for one in seen.get(("decal", decal.motif), ()))


def hidden_name(subject: Subject) -> str:
    """Return the kind by which what is not seen is called: of somebody the trade."""
    return subject.role if subject.kind == "figure" and subject.role else subject.kind


def is_lead_in_view(plan: Plan, seen: Mapping[Hashable, Sequence[Sighting]]) -> bool:
    """Tell whether what a picture is about is large and free enough."""
    lead = next(iter(plan.subjects), None)
    if lead is None or not _is_measured(lead) or lead.kind == "moon":
        return True
    return any(one.is_clear(LEAD) for one in seen.get(shown_as(lead), ()))


def _is_measured(subject: Subject) -> bool:
    return subject.kind not in AIRY and (subject.kind in {"figure", "moon", "fire"} or _least(shown_as(subject)) > 0)


def _least(name: Hashable) -> float:
    """Return how much of the frame what has that name takes at least; 0 for what nobody asks for."""
    if name in CREATURES or name == "spirit":
        return LEAST_CREATURE  # a raven is not large
    if isinstance(name, tuple) or name in VEHICLES:
        return LEAST_BODY
    return LEAST_THING if name in ITEMS or name == "moon" else 0.0


def _clear(sightings: Sequence[Sighting], least: float) -> int:
    return sum(one.is_clear(least) for one in sightings)
