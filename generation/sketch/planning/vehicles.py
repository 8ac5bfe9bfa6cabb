"""Vehicles that are painted as bodies, as data: told by the same facts as creatures, and placed like them."""

from generation.sketch.planning.creatures import AIR, Creature

STANDS = ("stand",)
#: What a vehicle may be in: said by `Subject.features`.
CRASHED, BURNING = "crashed", "burning"
VEHICLES: dict[str, Creature] = {
    "train": Creature("train", "trains", 3.8, 26.0, STANDS),
    "bus": Creature("bus", "buses", 3.1, 11.0, STANDS),
    "boat": Creature("boat", "boats", 3.4, 9.0, STANDS, home="docks"),
    "tank": Creature("tank", "tanks", 2.6, 8.0, STANDS, home="barrens"),
    "taxi": Creature("taxi", "taxis", 1.7, 4.6, STANDS),
    "car": Creature("car", "cars", 1.4, 4.6, STANDS, home=""),
    "van": Creature("van", "vans", 2.6, 5.4, STANDS, home=""),
    "truck": Creature("truck", "trucks", 4.2, 9.0, STANDS, home=""),
    "bike": Creature("motorcycle", "motorcycles", 1.3, 2.2, STANDS, home=""),
    "helicopter": Creature("helicopter", "helicopters", 4.0, 11.0, ("fly", "stand"), AIR, "skyline"),
    "ambulance": Creature("ambulance", "ambulances", 2.7, 5.6, STANDS),
}
