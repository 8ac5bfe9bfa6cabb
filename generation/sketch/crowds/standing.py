"""What stands somewhere in a scene, before it is drawn: scenes sort it by how far it is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands somewhere in the world, in metres, and what draws it there.

    Its bounds are about its foot: left, bottom, right, top; `deep` is half of how much room it takes to the back.
    `half` is half of the breadth of somebody whom nothing may hide, 0 for all others.
    What leads is what the picture is about: nothing stands before it. `framed` are the bounds of what of it is to be in
    the picture, None for what may be cut.
    """

    x: float
    z: float
    draw: Callable[[], None]
    y: float = 0.0
    bounds: tuple[float, float, float, float] = (-0.5, 0.0, 0.5, 2.0)
    deep: float = 0.12
    half: float = 0.0
    leads: bool = False
    framed: tuple[float, float, float, float] | None = None
