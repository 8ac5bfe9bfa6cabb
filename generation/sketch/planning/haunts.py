"""Haunts: where people, beasts and vehicles are found, if no place is named: one of several, by the description."""

from zlib import crc32

from generation.reading.named import Person
from generation.reading.scene import Scene
from generation.sketch.planning.scenery import SCENERY

_TOWN = ("outdoors/alley", "bar", "outdoors/parking_lot", "market", "skyline")
_ANYBODY = ("outdoors/alley", "park", "outdoors/courtyard", "market", "bridge")
_OF_ROLES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("runner", "samurai", "decker", "ganger", "adept"), _TOWN),
    "fixer": ("bar", "room/restaurant", "outdoors/parking_lot"), "mage": ("room/library", "skyline", "park"),
    "rigger": ("room/garage", "outdoors/parking_lot"), "mechanic": ("room/garage", "room/workshop"),
    "shaman": ("wilderness/forest", "park", "outdoors/alley"), "bouncer": ("outdoors/storefront", "bar/club"),
    "child": ("outdoors/playground", "outdoors/courtyard", "park"),
    "king": ("room/throne_room", "room/hall", "castle"),
    "knight": ("castle", "room/hall", "village"),
    "guard": ("outdoors/checkpoint", "room/corridor", "docks", "outdoors/parking_lot"),
    "police": ("street", "outdoors/alley", "outdoors/checkpoint"),
    "suit": ("room/lobby", "skyline", "outdoors/parking_lot", "room/restaurant"),
    "worker": ("docks", "construction", "docks/warehouse"),
    "squatter": ("outdoors/alley", "barrens", "bridge"),
    "singer": ("bar/club", "room/theatre", "bar"),
    "dancer": ("bar/club", "room/theatre"),
    "scientist": ("lab",), "face": ("bar", "room/restaurant", "room/lobby"), "prisoner": ("room/cell", "room/prison"),
    "astronaut": ("outdoors/airport",), "cowboy": ("desert", "outdoors/canyon", "bar"),
    "hunter": ("wilderness/forest",),
    "detective": ("room/office", "outdoors/alley", "bar"), "reporter": ("street", "outdoors/square"),
    "bride": ("room/church", "outdoors/churchyard"), "clown": ("outdoors/amusement_park", "outdoors/alley"),
    "driver": ("outdoors/gas_station", "room/garage", "street"), "medic": ("lab/clinic", "room/hospital"),
    "nurse": ("room/hospital", "lab/clinic"), "docwagon": ("street", "lab/clinic"),
    "priest": ("room/church", "room/temple"), "nun": ("room/church", "outdoors/churchyard"), "monk": ("room/temple",),
    "cook": ("room/kitchen",), "server": ("bar",), "vendor": ("market",), "pirate": ("sea/deck", "docks"),
}  # fmt: skip


#: Where creatures, drones and vehicles are met that are at home in no single place.
_OF_THINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("cat", "rat", "panther"), ("outdoors/alley", "outdoors/courtyard", "skyline")),
    **dict.fromkeys(("dog", "bird", "robot_dog"), ("park", "outdoors/courtyard", "street")),
    "raven": ("park/cemetery", "wilderness/forest", "outdoors/roof_edge"),
    **dict.fromkeys(("hellhound", "ghost", "barghest"), ("park/cemetery", "barrens", "outdoors/junkyard")),
    "devil_rat": ("room/sewer", "barrens", "outdoors/junkyard"),
    **dict.fromkeys(("dragon_western", "dragon_eastern"), ("wilderness/mountain", "skyline", "castle")),
    "dragon_feathered": ("outdoors/pyramid", "wilderness/mountain", "skyline"),
    **dict.fromkeys(("spider", "beetle", "wasp", "mantis", "spirit_insect", "scorpion"),
                    ("barrens", "room/tunnel", "wilderness/forest")),
    **dict.fromkeys(("fire_elemental", "phoenix"), ("barrens", "outdoors/crater", "desert")),
    "water_elemental": ("docks", "wilderness", "outdoors/waterfall"),
    "air_elemental": ("skyline", "outdoors/cliff", "wilderness/mountain"),
    "earth_elemental": ("wilderness/mountain", "outdoors/canyon", "room/cave"),
    **dict.fromkeys(("spirit_beast", "plant_spirit"), ("wilderness/forest", "outdoors/meadow")),
    "spirit_man": ("astral", "park/cemetery", "outdoors/courtyard"),
    "toxic_spirit": ("barrens", "outdoors/power_plant", "outdoors/sewer_exit"),
    **dict.fromkeys(("drone", "drone_small"), ("skyline", "outdoors/parking_lot", "docks")),
    **dict.fromkeys(("drone_tracked", "drone_walker", "drone_humanoid", "mech"),
                    ("outdoors/compound", "barrens", "docks")),
    **dict.fromkeys(("car", "limousine", "taxi"), ("street", "outdoors/parking_lot", "outdoors/gas_station")),
    **dict.fromkeys(("van", "bike", "scooter", "hover_bike"),
                    ("outdoors/parking_lot", "outdoors/under_bridge", "outdoors/gas_station")),
    "truck": ("outdoors/gas_station", "docks", "outdoors/parking_lot"),
    **dict.fromkeys(("bus", "ambulance", "fire_engine", "garbage_truck", "police_car"),
                    ("street", "outdoors/bus_stop")),
    "train": ("outdoors/rail_yard", "outdoors/elevated_station"),
    "helicopter": ("outdoors/helipad", "skyline"), "jet": ("outdoors/airport", "skyline"),
    "tank": ("barrens", "outdoors/checkpoint"),
}  # fmt: skip
#: Where people do what they do anywhere.
_OF_DEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("fight", "gunfight"), ("outdoors/alley", "outdoors/parking_lot", "street", "docks")),
    "chase": ("street", "outdoors/alley", "market"),
    "sneak": ("outdoors/compound", "outdoors/alley", "docks"),
    "queue": ("outdoors/storefront", "outdoors/bus_stop"),
    "deal": ("outdoors/under_bridge", "outdoors/parking_lot", "market"),
}  # fmt: skip


def haunts_of_thing(scene: Scene, kind: str) -> tuple[str, ...]:
    """Return where a creature or a vehicle is met, the likeliest first; nothing where it is at home somewhere."""
    return _turned(scene, _OF_THINGS.get(kind, ()))


def haunts_of_deed(scene: Scene, deed: str) -> tuple[str, ...]:
    """Return where people do something, the likeliest first; nothing where that is done in one place."""
    return _turned(scene, _OF_DEEDS.get(deed, ()))


def _turned(scene: Scene, places: tuple[str, ...]) -> tuple[str, ...]:
    """Return places with one of them first, always the same for the same description."""
    if scene.terms.chosen("weather"):
        places = tuple(filter(_has_weather, places)) or places
    first = crc32(scene.terms.text.lower().encode()) % max(1, len(places))
    return (*places[first:], *places[:first])


def haunt_of(scene: Scene) -> str:
    """Return where the people of a scene are found, always the same for the same description; nothing for nobody."""
    if not scene.people:
        return ""
    places = _haunts(scene.people[0])
    if scene.terms.chosen("weather"):
        # It rains in no hospital.
        places = tuple(place for place in places if _has_weather(place)) or tuple(filter(_has_weather, _ANYBODY))
    return places[crc32(scene.terms.text.lower().encode()) % len(places)]


def has_haunt(person: Person) -> bool:
    """Tell whether people of somebody's trade have places of their own."""
    return person.role in _OF_ROLES


def _has_weather(place: str) -> bool:
    return SCENERY[place.partition("/")[0]].weather


def _haunts(person: Person) -> tuple[str, ...]:
    return _OF_ROLES.get("child" if person.age == "child" else person.role, _ANYBODY)
