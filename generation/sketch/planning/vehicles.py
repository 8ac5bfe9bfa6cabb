"""Vehicles that are painted as bodies, as data: told by the same facts as creatures, and placed like them."""

from generation.sketch.planning.creatures import Creature

STANDS = ("stand",)
VEHICLES: dict[str, Creature] = {
    "train": Creature("train", "trains", 3.8, 26.0, STANDS),
    "bus": Creature("bus", "buses", 3.1, 11.0, STANDS),
    "boat": Creature("boat", "boats", 3.4, 9.0, STANDS, home="docks"),
    "tank": Creature("tank", "tanks", 2.6, 8.0, STANDS, home="barrens"),
    "taxi": Creature("taxi", "taxis", 1.7, 4.6, STANDS),
    "ambulance": Creature("ambulance", "ambulances", 2.7, 5.6, STANDS),
}
