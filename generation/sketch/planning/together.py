"""What people of a picture do with each other, as one: touching, about a thing in the middle, or carrying one."""

from collections.abc import Iterable, Sequence

from generation.reading.scene import Scene
from generation.sketch.planning.anchors import is_anchored
from generation.sketch.planning.seats import SEATS
from generation.sketch.planning.stagings import OVER_BODY
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS

#: What people do to or with each other, who touch, or about one thing in the middle: the lexicon's actions.
TOGETHER = frozenset(
    {
        "hug",
        "kiss",
        "comfort",
        "shake_hands",
        "hand_over",
        "hold_hands",
        "arm_wrestle",
        "back_to_back",
        "campfire",
        "drag",
        "operate",
        "toast",
        "dine",
        "tend",
        "feed",
        "pet",
        "walk_dog",
        "play_chess",
        "hold_up",
        "repair",
        "bear",
        "push",
        "on_shoulders",
        "on_palm",
        OVER_BODY,
    }
)
#: Poses that need the whole of somebody, and what is about them, to be seen.
WHOLE_BODY = frozenset({"hang", "swim", "fall", "crawl", "climb", "ride", "float", "soar", "run"})
#: What is done to who is last.
_ONE_IS_LAST = frozenset({"drag", "carry", "tend", "operate"})
_ASLEEP = frozenset({"lie", "curl", "lounge"})


def is_played(people: Iterable[Subject], action: str) -> bool:
    """Tell whether people do, or are on, what needs the whole of them to be seen."""
    return action in TOGETHER or any(
        person.deed or person.place in SEATS or person.pose in WHOLE_BODY or is_anchored(person) for person in people
    )


def done_together(doing: Sequence[str], subjects: Sequence[Subject]) -> str:
    """Return what people do together: what is named first, unless they touch, operate, or sit about a fire."""
    people = [subject for subject in subjects if subject.kind == "figure"]
    known = [deed for deed in doing if not deed.startswith("?")]
    action = next((deed for deed in known if deed in TOGETHER), next(iter(known), ""))
    if any(person.deed == "operate" for person in people):
        return "operate"
    if action == "sleep" and len({person.pose in _ASLEEP for person in people}) > 1:
        return ""  # one of them sleeps
    if len(people) > 1 and not action and _carries(people[0], people[-1], subjects):
        return "carry"
    fire = any(subject.kind == "fire" for subject in subjects)
    if people and fire and action in {"", "talk", "meet", "drink", "sleep"}:
        return "campfire" if all(person.pose in {"", "sit", "ground", "type"} for person in people) else action
    return action


def doers_first(scene: Scene, action: str, subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    """Return subjects with whom something is done to behind who does it: a decker is "dragged away by two guards"."""
    people = [subject for subject in subjects if subject.kind == "figure"]
    if action not in _ONE_IS_LAST or len(people) < 2 or not _is_suffered(scene):
        return tuple(subjects)
    turned = iter([*people[1:], people[0]])
    return tuple(next(turned) if subject.kind == "figure" else subject for subject in subjects)


def _is_suffered(scene: Scene) -> bool:
    """Tell whether what is done is told of whom it is done to."""
    terms = scene.terms.terms
    for term in terms:
        if term.means("actions") in _ONE_IS_LAST or term.means("poses") == "carry":
            after = {other.folded for other in terms[term.at + 1 : term.at + 4]}
            before = {other.folded for other in terms[max(0, term.at - 6) : term.at]}
            return (term.folded.endswith("ed") and "by" in after) or ("wird" in before and "von" in before)
    return False


def _carries(first: Subject, last: Subject, subjects: Sequence[Subject]) -> bool:
    """Tell whether the first person carries the last, as there is nothing else to carry."""
    things = any(subject.kind in ITEMS for subject in subjects)
    return first.pose == "carry" and first.count == last.count == 1 and last.pose in {"", "lie"} and not things
