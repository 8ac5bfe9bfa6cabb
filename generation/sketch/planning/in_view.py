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

    from generation.sketch.planning.plan import Plan

#: Of the frame: what somebody or a creature, and what a thing takes at least.
LEAST_BODY, LEAST_THING = 0.004, 0.0010
LEAD = 0.006  # of the frame that the first one takes at least, or another picture is tried
LEAST_SHOWN = 1 / 3  # of all of it that is neither covered nor outside the frame
MUCH = 0.012  # of the frame: what takes that is seen, however much of it is covered
LEAST_CONTRAST = 0.016  # of the range from black to white, along its outline
USUAL_CONTRAST = 0.15
#: What is light in the air rather than a body, and is not measured.
AIRY = frozenset({"spirit", "fire", "steam", "hologram", "ice"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is seen of one body: its share of the frame, of all of it, and how it stands out from what is about it."""

    share: float
    shown: float
    contrast: float

    def is_clear(self, least: float) -> bool:
        """Tell whether enough of it is seen to claim it."""
        striking = self.share * self.contrast / USUAL_CONTRAST  # a small bright thing strikes the eye as well
        free = self.shown >= LEAST_SHOWN or self.share >= MUCH
        return striking >= least and free and self.contrast >= LEAST_CONTRAST


@dataclass(frozen=True, slots=True)
class InView:
    """A plan with what is to be seen of it alone, and the kinds of what is not."""

    plan: Plan
    hidden: tuple[str, ...] = ()


def shown_as(subject: Subject) -> Hashable:
    """Return the name by which what is seen of a subject is known; a pose, a number or a place changes nothing."""
    if subject.kind != "figure":
        return ALIASES.get(subject.kind, subject.kind)
    return subject.metatype, subject.role, subject.gender, subject.age, subject.features, subject.garments


def in_view(plan: Plan, seen: Mapping[Hashable, Sequence[Sighting]]) -> InView:
    """Leave out of a plan what is not to be seen in its picture."""
    left = Counter({name: _clear(seen[name], _least(name)) for name in seen})
    kept, hidden = list[Subject](), list[str]()
    for subject in plan.subjects:
        if not _is_measured(subject):
            kept.append(subject)
            continue
        name = shown_as(subject)
        if name not in seen and subject.kind not in ITEMS and subject.kind != "moon":
            kept.append(subject)  # nobody has looked: it is drawn in a way of its own
            continue
        count = min(subject.count, left[name])
        left[name] -= count
        if not count:
            hidden.append(subject.role if subject.kind == "figure" and subject.role else subject.kind)
            continue
        holds = tuple(item for item in subject.holds if item not in ITEMS or _clear(seen.get(item, ()), LEAST_THING))
        hidden += [item for item in subject.holds if item not in holds]
        # A few of one kind are drawn as one heap.
        whole = subject.kind in ITEMS or subject.kind == "moon"
        kept.append(replace(subject, holds=holds, count=subject.count if whole else count))
    return InView(replace(plan, subjects=tuple(kept)), tuple(dict.fromkeys(hidden)))


def is_lead_in_view(plan: Plan, seen: Mapping[Hashable, Sequence[Sighting]]) -> bool:
    """Tell whether what a picture is about is large and free enough."""
    lead = next(iter(plan.subjects), None)
    if lead is None or not _is_measured(lead) or lead.kind == "moon":
        return True
    return any(one.is_clear(LEAD) for one in seen.get(shown_as(lead), ()))


def _is_measured(subject: Subject) -> bool:
    return subject.kind not in AIRY and (subject.kind in {"figure", "moon"} or _least(shown_as(subject)) > 0)


def _least(name: Hashable) -> float:
    """Return how much of the frame what has that name takes at least; 0 for what nobody asks for."""
    if isinstance(name, tuple) or name in CREATURES or name in VEHICLES:
        return LEAST_BODY
    return LEAST_THING if name in ITEMS or name == "moon" else 0.0


def _clear(sightings: Sequence[Sighting], least: float) -> int:
    return sum(one.is_clear(least) for one in sightings)
