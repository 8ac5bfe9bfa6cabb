"""Who serves behind a counter or sits behind a desk, and who is before it, turned to them."""

from collections.abc import Sequence
from dataclasses import replace

from generation.sketch.crowds.ensemble import Actor, Ensemble, Piece
from generation.sketch.crowds.piece_sizes import extent_of, piece_of
from generation.sketch.planning.subject import Subject

MOST_GUESTS = 4
#: Where guests stand before it, as shares of half its breadth and metres before its edge, and how far they are turned
#: away from us: the first shows half of the face, those who wait more of the back.
GUESTS = ((0.62, 0.34, -2.05), (-0.95, 0.42, 2.15), (1.30, 0.95, -2.35), (-1.55, 1.0, 2.45))


def at_counter(first: Subject, guests: Sequence[Subject], luck: float) -> Ensemble:
    """Stand behind it, or sit where it is a desk, the guests before it with their faces to who serves."""
    name = first.at.rpartition(" ")[2]
    wide, deep, _, _ = extent_of(name)
    wide = min(wide, 1.3)
    sits = name == "desk" and first.pose in {"sit", "type", ""}
    pieces = [Piece(piece_of(name)), *([Piece("office_chair", (-0.25, 0.0, -0.66))] if sits else [])]
    who = replace(first, pose="", deed=first.deed if first.deed in {"offer", "pour", "phone", "write", "read"} else "")
    behind = Actor(who, (-0.25, 0.0, -0.60), 0.35, "sit" if sits else "serve", 0.52 if sits else None, shows=first,
                   level=1.24 if sits else 1.5)  # fmt: skip
    actors = [behind]
    for (across, before, turn), guest in zip(GUESTS, guests, strict=False):
        spot = (across * wide, 0.0, deep + before)
        stance = guest.pose if guest.pose in {"point", "drink", "raise"} else "watch" if across < 0 else "stand"
        actors.append(Actor(replace(guest, pose=""), spot, turn, stance, shows=guest))
    ensemble = Ensemble(tuple(actors), tuple(pieces), half=1.35, pitch=0.12)
    return ensemble if luck < 0.5 else ensemble.mirrored()
