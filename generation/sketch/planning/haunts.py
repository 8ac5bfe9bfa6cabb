"""Haunts: where people, beasts and vehicles are found, if no place is named, as far as that is nearly certain.

For whom there is no such place the stage is set, which names none: a guess that is wrong is worse than none.
"""

from zlib import crc32

from generation.reading.named import Person
from generation.reading.scene import Scene
from generation.sketch.planning.scenery import SCENERY

#: By trade, where people are of whom nearly everybody would say so.
_OF_ROLES: dict[str, tuple[str, ...]] = {
    "king": ("room/throne_room", "room/hall"), "singer": ("bar/club", "room/theatre"), "dancer": ("bar/club",),
    "scientist": ("lab",), "prisoner": ("room/cell", "room/prison"), "mechanic": ("room/garage", "room/workshop"),
    "cowboy": ("desert", "outdoors/canyon"), "hunter": ("wilderness/forest",), "bride": ("room/church",),
    "medic": ("lab/clinic", "room/hospital"), "nurse": ("room/hospital", "lab/clinic"), "docwagon": ("street",),
    "priest": ("room/church", "room/temple"), "nun": ("room/church", "outdoors/churchyard"), "monk": ("room/temple",),
    "cook": ("room/kitchen",), "server": ("bar",), "vendor": ("market",), "pirate": ("sea/deck",),
    "bouncer": ("outdoors/storefront",), "knight": ("castle", "room/hall"), "police": ("street",),
}  # fmt: skip


#: Where creatures and vehicles are met that are at home in few places.
_OF_THINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("dragon_western", "dragon_eastern"), ("wilderness/mountain", "skyline")),
    "dragon_feathered": ("outdoors/pyramid", "wilderness/mountain"),
    "water_elemental": ("wilderness", "outdoors/waterfall"),
    "air_elemental": ("skyline", "outdoors/cliff", "wilderness/mountain"),
    "earth_elemental": ("wilderness/mountain", "outdoors/canyon"),
    **dict.fromkeys(("spirit_beast", "plant_spirit"), ("wilderness/forest", "outdoors/meadow")),
    "spirit_man": ("astral",),
    **dict.fromkeys(("bus", "ambulance", "fire_engine", "garbage_truck", "police_car", "taxi"), ("street",)),
    "train": ("outdoors/rail_yard", "outdoors/elevated_station"),
    "helicopter": ("outdoors/helipad", "skyline"), "jet": ("outdoors/airport", "skyline"),
}  # fmt: skip
#: Where people do what is done there.
_OF_DEEDS: dict[str, tuple[str, ...]] = {"queue": ("outdoors/storefront", "outdoors/bus_stop")}


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
    first = crc32(scene.terms.text.lower().encode(errors="replace")) % max(1, len(places))
    return (*places[first:], *places[:first])


def haunt_of(scene: Scene) -> str:
    """Return where somebody of a trade is found, always the same for the same description; nothing for anybody else."""
    places = _OF_ROLES.get(scene.people[0].role, ()) if scene.people else ()
    return next(iter(_turned(scene, places)), "")


def has_haunt(person: Person) -> bool:
    """Tell whether people of somebody's trade have places of their own."""
    return person.role in _OF_ROLES and person.age != "child"


def _has_weather(place: str) -> bool:
    return SCENERY[place.partition("/")[0]].weather
