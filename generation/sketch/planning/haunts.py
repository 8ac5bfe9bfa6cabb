"""Haunts: where people of a kind are found, if no place is named: one of several, by the words of the description."""

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
    "scientist": ("lab",), "medic": ("lab/clinic",), "nurse": ("lab/clinic",), "docwagon": ("street", "lab/clinic"),
    "priest": ("room/church", "room/temple"), "nun": ("room/church", "outdoors/churchyard"), "monk": ("room/temple",),
    "cook": ("room/kitchen",), "server": ("bar",), "vendor": ("market",), "pirate": ("sea/deck", "docks"),
}  # fmt: skip


def haunt_of(scene: Scene) -> str:
    """Return where the people of a scene are found, always the same for the same description; nothing for nobody."""
    if not scene.people:
        return ""
    places = _haunts(scene.people[0])
    if scene.terms.chosen("weather"):
        # It rains in no hospital.
        places = tuple(place for place in places if _has_weather(place)) or tuple(filter(_has_weather, _ANYBODY))
    return places[crc32(scene.terms.text.lower().encode()) % len(places)]


def _has_weather(place: str) -> bool:
    return SCENERY[place.partition("/")[0]].weather


def _haunts(person: Person) -> tuple[str, ...]:
    return _OF_ROLES.get("child" if person.age == "child" else person.role, _ANYBODY)
