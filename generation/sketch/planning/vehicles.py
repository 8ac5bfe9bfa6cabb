"""Vehicles that are painted as bodies, as data: told by the same facts as creatures, and placed like them."""

from generation.sketch.planning.creatures import AIR, Creature

STANDS = ("stand",)
#: What a vehicle may be in: said by `Subject.features`.
CRASHED, BURNING = "crashed", "burning"
#: Those with wheels that can be flat, or gone.
WHEELED = frozenset({"car", "van", "truck", "bus", "ambulance", "taxi", "limousine", "police_car", "forklift"})
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
    "limousine": Creature("limousine", "limousines", 1.4, 7.5, STANDS, home=""),
    "police_car": Creature("patrol car", "patrol cars", 1.7, 4.7, STANDS, home=""),
    "fire_engine": Creature("fire engine", "fire engines", 4.1, 9.0, STANDS),
    "garbage_truck": Creature("garbage truck", "garbage trucks", 4.0, 9.5, STANDS),
    "forklift": Creature("forklift", "forklifts", 2.4, 3.3, STANDS, home="docks/warehouse"),
    "excavator": Creature("excavator", "excavators", 5.0, 6.0, STANDS, home="construction"),
    "scooter": Creature("motor scooter", "motor scooters", 1.3, 1.5, STANDS),
    "hover_bike": Creature("hover bike", "hover bikes", 1.2, 2.8, STANDS),
    "mech": Creature("mech", "mechs", 5.0, 3.4, STANDS),
    "yacht": Creature("yacht", "yachts", 9.5, 26.0, STANDS, home="sea"),
    "sailing_boat": Creature("sailing boat", "sailing boats", 12.0, 11.0, STANDS, home="sea"),
    "container_ship": Creature("container ship", "container ships", 33.0, 110.0, STANDS, home="sea"),
    "submarine": Creature("submarine", "submarines", 16.0, 64.0, STANDS, home="sea"),
    "jet": Creature("jet", "jets", 4.5, 16.0, ("fly", "stand"), AIR, "skyline"),
    "airliner": Creature("airliner", "airliners", 12.5, 42.0, ("fly", "stand"), AIR, "skyline"),
    "shuttle": Creature("shuttle", "shuttles", 9.0, 30.0, ("fly", "stand"), AIR, "outdoors/airport"),
    "hot_air_balloon": Creature("hot-air balloon", "hot-air balloons", 20.0, 13.5, ("fly",), AIR, "skyline"),
}
