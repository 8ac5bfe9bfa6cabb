"""Hands as data: where they are that hold something, and what they do for each deed."""

from generation.sketch.models.mesh import Vector
from generation.sketch.people.stance import Handling
from generation.sketch.planning.subject import Subject

# Where the hands are that hold something: the side (0 or 1) and the place in arms from the shoulder.
ONE: tuple[tuple[int, Vector], ...] = ((0, (0.02, -0.52, 0.46)),)
BOTH: tuple[tuple[int, Vector], ...] = ((0, (-0.22, -0.54, 0.48)), (1, (-0.22, -0.54, 0.48)))
LONG: tuple[tuple[int, Vector], ...] = ((0, (-0.12, -0.52, 0.26)), (1, (-0.50, -0.42, 0.52)))
GRIPS: dict[str, tuple[tuple[int, Vector], ...]] = {
    "umbrella": ((1, (-0.05, -0.30, 0.42)),), "staff": ((1, (0.42, -0.28, 0.40)),),
    "commlink": ((1, (-0.12, -0.22, 0.48)),), "phone": ((1, (-0.12, -0.22, 0.48)),),
    "cyberdeck": ((0, (-0.16, -0.52, 0.52)), (1, (-0.40, -0.50, 0.42))),
    "rifle": LONG, "shotgun": LONG, "sniper_rifle": LONG, "smg": LONG, "bow": ((1, (0.10, -0.05, 0.90)),),
    "pistol": ((0, (0.22, -0.78, 0.42)),), "revolver": ((0, (0.22, -0.78, 0.42)),),
    "katana": ((0, (0.40, -0.74, 0.36)),), "sword": ((0, (0.40, -0.74, 0.36)),), "axe": ((0, (0.30, -0.60, 0.46)),),
    "knife": ((0, (0.16, -0.50, 0.50)),), "suitcase": ((0, (0.20, -0.96, 0.04)),), "case": ((0, (0.20, -0.96, 0.04)),),
    "medkit": ((0, (0.20, -0.96, 0.04)),), "book": BOTH, "map": BOTH, "newspaper": BOTH, "guitar": LONG, "cake": BOTH,
    "skull": ((1, (-0.05, -0.30, 0.55)),), "cup": ((0, (-0.08, -0.32, 0.50)),), "food": ((1, (-0.16, -0.42, 0.46)),),
    "bottle": ((0, (-0.02, -0.48, 0.48)),), "coffee": ((0, (-0.08, -0.32, 0.50)),), "beer": ((0, (-0.06,
    -0.30,
        0.52)),),
    "cocktail": ((0, (-0.08, -0.26, 0.50)),), "lantern": ((0, (0.10, -0.20, 0.62)),), "bucket": ((0, (0.20,
    -0.96,
        0.04)),),
    "cage": ((0, (0.12, -0.70, 0.40)),), "monowhip": ((0, (0.36, -0.40, 0.46)),), "whip": ((0, (0.36, -0.40, 0.46)),),
    "baseball_bat": ((0, (0.30, -0.56, 0.44)),), "crowbar": ((0, (0.30, -0.60, 0.44)),), "spear": ((1,
    (0.42, -0.28,
    0.40)),),
    "chainsaw": LONG, "flamethrower": LONG, "scythe": ((1, (0.30, -0.34, 0.40)),), "shield": ((1, (-0.05,
    -0.30, 0.55)),),
    "leg": ((0, (-0.30, -0.04, 0.44)),), "sandwich": ((0, (-0.32, -0.04, 0.44)),),
}  # fmt: skip


_AT_REST = None
_AT_MOUTH, _BEFORE, _DOWN = (-0.36, 0.10, 0.36), (-0.22, -0.40, 0.50), (0.0, 0.34)
#: What hands do for each deed, by its name in the lexicon.
HANDLINGS: dict[str, Handling] = {
    "read": Handling((_BEFORE, _BEFORE), look=(0.0, 0.30), bow=0.05, holds=("book",)),
    "smoke": Handling((_AT_MOUTH, _AT_REST), (0.5, 0.3), holds=("cigarette",)),
    "eat": Handling(((-0.36, 0.0, 0.40), (-0.26, -0.36, 0.44)), (1.0, 0.7), holds=("food",), look=(0.0, 0.15)),
    "toast": Handling(((0.0, 0.24, 0.72), _AT_REST), (1.0, 0.3), holds=("cup",)),
    "play_guitar": Handling(((-0.06, -0.58, 0.36), (0.30, -0.40, 0.46)), (0.6, 1.1), look=_DOWN, holds=("guitar",)),
    "knit": Handling(((-0.28, -0.52, 0.42), (-0.28, -0.52, 0.42)), look=(0.0, 0.40), bow=0.06, holds=("knitting",)),
    "repair": Handling(((-0.12, -0.44, 0.62), (-0.16, -0.46, 0.58)), (0.8, 0.8), look=(0.0, 0.40), bow=0.22),
    "operate": Handling(((-0.16, -0.46, 0.60), (-0.10, -0.48, 0.62)), (0.9, 0.7), look=(0.0, 0.45), bow=0.26,
                        holds=("syringe",)),
    "cook": Handling(((-0.05, -0.40, 0.62), (-0.05, -0.50, 0.55)), (1.2, 0.9), look=(0.0, 0.35), bow=0.12),
    "phone": Handling((_AT_REST, (-0.16, 0.20, 0.20)), (0.3, 1.1), holds=("phone",)),
    "examine": Handling(((-0.12, 0.30, 0.62), _AT_REST), (0.9, 0.3), look=(-0.15, -0.22)),
    "offer": Handling(((-0.10, -0.26, 0.84), _AT_REST), (0.7, 0.3), (-0.8, 0.0)),
    "sell": Handling(((0.05, -0.28, 0.78), (0.10, -0.50, 0.50)), (0.3, 0.4), (-1.2, 1.2)),
    "paint": Handling(((-0.04, 0.02, 0.86), (-0.16, -0.46, 0.46)), (1.0, 0.8), holds=("brush",)),
    "sing": Handling(((-0.34, 0.02, 0.40), (0.60, 0.10, 0.40)), (1.2, 0.2), (0.0, -1.0), (0.0, -0.16),
                     holds=("microphone",)),
    "pray": Handling(((-0.42, -0.16, 0.44), (-0.42, -0.16, 0.44)), (0.05, 0.05), look=(0.0, 0.30), bow=0.08),
    "play_cards": Handling(((-0.10, -0.34, 0.60), (-0.24, -0.26, 0.48)), (0.9, 0.9), look=(0.0, 0.18), holds=("card",)),
    "steer": Handling(((-0.04, -0.24, 0.72), (-0.04, -0.24, 0.72)), (1.3, 1.3)),
    "balloon": Handling((_AT_REST, (0.20, -0.30, 0.36)), (0.3, 1.2), holds=("balloon",)),
    "cry": Handling(((-0.36, 0.12, 0.34), (-0.36, 0.12, 0.34)), (0.3, 0.3), (1.3, 1.3), (0.0, 0.35), 0.15),
    "falcon": Handling((_AT_REST, (0.30, -0.26, 0.46)), (0.3, 1.2), look=(0.25, 0.0)),
    "doze": Handling(((-0.20, -0.62, 0.40), (-0.20, -0.62, 0.42)), (0.3, 0.3), (1.0, 1.0), (0.30, 0.50)),
    "play_piano": Handling(((-0.06, -0.40, 0.66), (-0.06, -0.40, 0.66)), (0.4, 0.4), (1.3, 1.3), (0.0, 0.20), 0.10),
    "play_drums": Handling(((0.06, -0.36, 0.58), (0.06, -0.24, 0.56)), (1.2, 1.2), look=(0.0, 0.20), bow=0.12),
    "play_violin": Handling(((0.02, -0.08, 0.52), (0.20, -0.02, 0.62)), (1.0, 1.1), look=(0.25, 0.16),
                            holds=("violin",)),
    "write": Handling(((-0.16, -0.46, 0.72), (-0.20, -0.46, 0.66)), (1.0, 0.4), (0.8, 1.2), (0.0, 0.42), 0.24),
    "feed": Handling(((-0.10, -0.40, 0.72), _AT_REST), (0.4, 0.3), (-1.2, 0.0), (0.0, 0.35), 0.10),
    "move_piece": Handling(((-0.16, -0.40, 0.82), _AT_REST), (0.7, 0.3), (1.0, 0.0), (0.0, 0.25), 0.12),
    "lift": Handling(((-0.02, 0.52, 0.52), _AT_REST), (1.0, 0.3), (-0.6, 0.0), (-0.12, -0.42), -0.06),
    "polish": Handling(((-0.26, -0.34, 0.50), (-0.22, -0.36, 0.46)), (0.9, 1.0), (0.0, 0.9), (0.0, 0.30),
                       holds=("cup",)),
    "chop": Handling(((-0.10, -0.50, 0.66), (-0.16, -0.56, 0.62)), (1.2, 0.7), (0.0, 1.3), (0.0, 0.44), 0.24,
                     holds=("knife",)),
    "cradle": Handling(((-0.42, -0.38, 0.40), (-0.40, -0.30, 0.42)), (0.7, 0.7), (-1.2, -1.2), (0.0, 0.32)),
}  # fmt: skip


#: What is done with the hand that holds something.
SHOWS_WHAT_IS_HELD = frozenset({"lift", "offer"})


def held_by(subject: Subject) -> tuple[str, ...]:
    """Return what a subject's hands hold, asked for first."""
    usual = HANDLINGS[subject.deed].holds if subject.deed in HANDLINGS and not subject.holds else ()
    return (*subject.holds, *usual, *(feature for feature in subject.features if feature in GRIPS))
