"""A stance, and what hands do in it, as plain numbers: the forms that the tables of stances and deeds are filled in."""

from dataclasses import dataclass

from generation.sketch.models.mesh import Vector

Pair = tuple[Vector, Vector]


@dataclass(frozen=True, slots=True)
class Stance:
    """How a body stands. Each pair is the right side of the body (left in the picture when it faces us), then the left.

    `rise` is the pelvis' height in legs. Feet are (outwards in half hips, up and forward in legs), hands (outwards, up
    and forward in arms) from the shoulder. Radians: `bow` forward, `twist` of the shoulders, `toes` how far each foot
    points down, `fists` how far each hand's fingers are bent, `palms` how far each hand is turned (thumbs up at 0),
    `look` the head's turn and nod, `tilt` of the whole body backwards after `side` has turned it about itself, the
    ranges of `turns`. `lift` is how high it hangs in the air, in legs.
    """

    rise: float = 0.985
    bow: float = 0.03
    twist: float = 0.0
    feet: Pair = ((0.95, 0.0, 0.05), (1.35, 0.0, -0.02))
    hands: Pair = ((0.17, -0.92, 0.10), (0.15, -0.94, 0.05))
    turns: tuple[tuple[float, float], ...] = ((-0.55, 0.55), (2.6, 3.6))
    toes: tuple[float, float] = (0.0, 0.0)
    fists: tuple[float, float] = (0.58, 0.58)
    palms: tuple[float, float] = (0.0, 0.0)
    look: tuple[float, float] = (0.0, 0.0)
    tilt: float = 0.0
    side: float = 0.0
    lift: float = 0.0


@dataclass(frozen=True, slots=True)
class Handling:
    """What hands do, however the body stands or sits: as in `Stance`; a hand without a place stays where it is.

    `bow` is added to the stance's. `holds` is what is held where nothing else is said.
    """

    hands: tuple[Vector | None, Vector | None]
    fists: tuple[float, float] = (1.0, 1.0)
    palms: tuple[float, float] = (0.0, 0.0)
    look: tuple[float, float] = (0.0, 0.0)
    bow: float = 0.0
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """What a body touches, in metres before it is turned: how high its seat is, and where each hand is.

    Hands are about the feet, x to the body's left; None where they touch nothing.
    """

    seat: float | None = None
    hands: tuple[Vector | None, Vector | None] = (None, None)


NOTHING = Contact()
BEHIND = 2.0  # radians: turned further than that, a body shows its back
