"""What people sit and lie on, as data: how high it is, how many it has room for, whether one lies on it.

`Subject.place` of a figure is a key of `SEATS`: the painter builds it beneath whoever is on it.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generation.reading.noun_phrases import NounPhrase
from generation.reading.terms import Term
from generation.sketch.planning.relations import name_of, relation_of
from generation.sketch.planning.subject import SLACK, Subject


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat: what a caption says, metres from the ground to what is sat on, and how many it has room for.

    `lies` tells that one lies on it who is said to sleep. `room` is the breadth in metres that each takes, `back` how
    far the sitter's hips are behind its middle.
    """

    words: str
    high: float
    many: int = 1
    lies: bool = False
    room: float = 0.7
    back: float = 0.0


SEATS: dict[str, Seat] = {
    "sofa": Seat("on a sofa", 0.44, 3, lies=True, room=0.68, back=0.08),
    "armchair": Seat("in an armchair", 0.44, back=0.06),
    "chair": Seat("on a chair", 0.46),
    "office_chair": Seat("on an office chair", 0.48),
    "rocking_chair": Seat("in a rocking chair", 0.44, back=0.04),
    "wheelchair": Seat("in a wheelchair", 0.50, back=0.04),
    "bar_stool": Seat("on a bar stool", 0.76),
    "bench": Seat("on a bench", 0.44, 3, lies=True, room=0.62, back=0.05),
    "throne": Seat("on a throne", 0.56, back=0.10),
    "bed": Seat("on a bed", 0.56, 2, lies=True, room=0.8),
    "mattress": Seat("on a mattress", 0.16, 2, lies=True, room=0.8),
    "stretcher": Seat("on a stretcher", 0.80, lies=True),
    "bathtub": Seat("in a bathtub", 0.14, 1, back=0.30),
    "hot_tub": Seat("in a hot tub", 0.30, 4, room=0.62),
    "crate": Seat("on a crate", 0.50, 2, room=0.6),
    "barrel": Seat("on a barrel", 0.86),
    "log": Seat("on a log", 0.34, 3, room=0.7),
    "rock": Seat("on a rock", 0.48),
    "kerb": Seat("on a kerb", 0.20, 4, room=0.7),
    "stairs": Seat("on steps", 0.42, 3, room=0.7),
    "ledge": Seat("on a ledge", 0.62, 4, lies=True, room=0.7, back=0.0),
    "ground": Seat("on the ground", 0.0, 7, lies=True, room=0.9),
    "table": Seat("on a table", 0.76, 2, lies=True, room=0.7, back=-0.10),
    "table_side": Seat("at a table", 0.46),
    "car": Seat("on the bonnet of a car", 0.80, 2, room=0.6, back=-0.62),
    "bike": Seat("on a motorcycle", 0.84, 2),
    "cushion": Seat("on a cushion", 0.12),
}  # fmt: skip
#: What is under those who sit or lie where nothing else is said.
USUAL_SEATS = {"sit": "chair", "lie": "ground", "lounge": "sofa"}
_ON = frozenset({"on", "in"})
#: What one may also be in.
ONE_IS_IN = frozenset({
    "sofa", "armchair", "chair", "office_chair", "rocking_chair", "wheelchair", "bed", "mattress", "bathtub", "throne",
    "cushion", "hot_tub",
})  # fmt: skip
#: What somebody lies in who does nothing else there.
LAIN_IN = frozenset({"bed", "mattress", "stretcher"})
#: What somebody is on who is said to be there and to do something with the hands: these are for nothing else.
_PLAIN = ONE_IS_IN | {"hot_tub", "bar_stool", "stretcher", "bench", "kerb", "log"}
_DOWN = frozenset({"sit", "lie", "lounge", "perch", "curl"})
_WITH_HANDS = frozenset({"", "type", "drink", "aim", "point", "arms_crossed", "raise", "carry", "stand"})


@cache
def _words() -> dict[str, str]:
    """Return which seat each word is; read when first asked for."""
    names = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {word.strip(): seat for seat, words in names.items() for word in words.split(",")}


def seat_of_word(phrase: NounPhrase) -> str:
    """Return which seat a noun phrase names, nothing where it names none."""
    folded = phrase.head.folded
    before = phrase.before[-1].folded if phrase.before else ""
    last = folded.rpartition(" ")[2]
    for word in (f"{before} {folded}", folded, last, last.removesuffix("s"), last.removesuffix("es")):
        if seat := _words().get(" ".join(word.split())):
            return seat
    return ""


def with_seat(subject: Subject, on: Sequence[tuple[str, str, Term]]) -> Subject:
    """Put somebody on the first of the seats that are named with what leads to them, if the pose is one for it."""
    pose = subject.pose
    if pose not in _DOWN | _WITH_HANDS:
        return subject
    for lead, seat, term in on:
        relation = relation_of(lead)
        if seat not in SEATS:
            continue
        if not pose and relation == "in" and seat in LAIN_IN:
            return replace(_placed(replace(subject, pose="lie"), seat), at=f"in {name_of(term)}")
        if (
            relation in _ON
            and (relation == "on" or seat in ONE_IS_IN)
            and (pose in _DOWN or (seat in _PLAIN and pose != "stand"))
        ):
            at = f"{relation} {name_of(term)}"
            return replace(_placed(subject, seat), at=at)
    if pose in USUAL_SEATS:
        return _placed(subject, USUAL_SEATS[pose])
    return subject


def _placed(subject: Subject, seat: str) -> Subject:
    if subject.pose in {"lie", "curl"} and not SEATS[seat].lies:
        return replace(subject, place=seat, pose="lounge", deed="doze" if subject.deed in {"", SLACK} else subject.deed)
    if subject.deed == SLACK and seat != "ground":
        subject = replace(subject, deed="")
    return replace(subject, place=seat, pose=subject.pose if subject.pose in _DOWN else "sit")
