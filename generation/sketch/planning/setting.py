"""The setting: which scene, and which place of it, a description plays in. The near place wins over the district."""

from generation.reading.named import Place, Thing
from generation.reading.scene import Scene
from generation.sketch.planning.acting import Acting
from generation.sketch.planning.casting import is_sat_in, plate_of
from generation.sketch.planning.deeds import SEEN_NEAR
from generation.sketch.planning.outdoor_places import SHOPS
from generation.sketch.planning.scenery import SCENERY, is_painted, standing_in
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS, SURFACES
from generation.sketch.planning.together import TOGETHER, is_played
from generation.sketch.planning.usual_setting import STAGE, has_vehicles, usual_setting
from generation.sketch.planning.whereabouts import is_shown, whereabouts

DARK_ROOM = f"{STAGE}/dark_room"  # for a room of which no more is known
INSIDE_VEHICLE = "room/vehicle_inside"
#: Inside of what, where that is not like a van.
INSIDE = {"train": "room/train_inside", "bus": "room/train_inside", "limousine": "room/limousine"}
STOREFRONT = "outdoors/storefront"
#: What leads to a building that one is not in: the roof of it is a place of its own.
OUTSIDE = frozenset({
    "on top of", "atop", "above", "over", "ueber", "oberhalb", "outside", "outside of", "in front of", "exterior of",
    "vor", "ausserhalb", "vorm", "behind", "hinter",
})  # fmt: skip
EXTERIOR = frozenset({"exterior", "outside", "aussen", "aussenansicht", "draussen", "from outside", "von aussen"})
#: What is before a building that has no front to a street.
OUTSIDE_OF = {
    "room/church": "outdoors/churchyard", "room/cathedral": "outdoors/churchyard", "room/sewer": "outdoors/sewer_exit",
    "room/hangar": "outdoors/airport", "room/prison": "outdoors/compound", "lab": "outdoors/compound",
    "room/factory": "outdoors/compound", "room/bunker": "outdoors/compound", "docks/warehouse": "docks",
    "room/cave": "wilderness/mountain", "room/temple": "outdoors/pyramid", "room/mansion_hall": "park",
    "room/tunnel": "outdoors/under_bridge", "room/throne_room": "castle",
}  # fmt: skip
IN_VEHICLES = frozenset({"room/submarine"})  # which is seen from outside unless somebody is in it
#: What one is beside within the house that they are in.
PASSAGES = frozenset({"room/elevator", "room/stairs", "room/corridor"})
#: Cameras that see somebody in a place, and not head and shoulders.
FROM_AFAR = frozenset({"high", "wide"})
#: Where people are in a place whose scene has none of its own.
WITH_PEOPLE = {"highway": "street"}
#: Where somebody falls or hangs high over a city.
HIGH_UP, OVER_THE_CITY = frozenset({"fall", "hang"}), "outdoors/facade"
SURFACE_WORDS = {
    "table": "table", "desk": "desk", "bench": "bench", "workbench": "bench", "cloth": "cloth", "altar": "altar",
    "counter": "bar", "concrete": "concrete", "asphalt": "concrete", "stone": "stone", "grass": "grass", "sand": "sand",
    "snow": "snow", "tisch": "table", "schreibtisch": "desk", "werkbank": "bench", "theke": "bar", "tresen": "bar",
    "stein": "stone", "gras": "grass", "schnee": "snow", "beton": "concrete", "tuch": "cloth", "velvet": "cloth",
}  # fmt: skip
SURFACE_OF_PLACE = {
    "bar": "bar", "street": "concrete", "wilderness": "grass", "docks": "concrete", "lab": "bench", "boardroom": "desk",
    "barrens": "concrete", "room/cave": "stone", "room/tunnel": "stone", "room/sewer": "stone", "room/crypt": "stone",
    "room/dungeon": "stone", "room/temple": "altar", "room/church": "altar", "room/cathedral": "altar",
    "room/garage": "bench", "room/workshop": "bench", "room/office": "desk", "room/library": "desk",
    "room/tavern": "bar", "room/restaurant": "table", "room/kitchen": "table", "room/casino": "cloth",
}  # fmt: skip


def setting_of(scene: Scene, kind: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the scene and its place, as "bar/club", and the words of a place that the artist cannot paint."""
    place = near_place(scene, kind)
    outside = place is not None and (_is_outside(place) or _is_driven_into(scene, place) or _is_seen_so(scene, place))
    where, missing = (_before(place), ()) if place and outside else _painted(place)
    if place is None and (sat_in := next(filter(is_sat_in, scene.things), None)) is not None:
        where = INSIDE.get(sat_in.kind, INSIDE_VEHICLE)
    missing = (*(other.words for other in scene.places if _is_passed_over(other, place)), *missing)
    if scene.asked == "siteplan" or where == "siteplan":
        return "siteplan", ()
    if _is_plate(scene, kind, where):
        return f"item/{_surface(scene, where)}".rstrip("/"), ()
    people = sum(person.count for person in scene.people)
    if people and is_painted(WITH_PEOPLE.get(where, "")) and not (where == "highway" and has_vehicles(scene)):
        where = WITH_PEOPLE[where]
    if where.startswith("docks") and any(person.pose == "swim" for person in scene.people):
        where = "sea"
    if where == "skyline" and any(person.pose in HIGH_UP for person in scene.people):
        where = OVER_THE_CITY
    if people == 1 and _is_portrait(scene, kind, where):
        return f"portrait/{'' if where in {STAGE, DARK_ROOM} else where}".rstrip("/"), missing
    usual = where or usual_setting(scene, _players(scene), _action(scene))
    return (WITH_PEOPLE.get(usual, usual) if people and not has_vehicles(scene) else usual), missing


def house_of(scene: Scene, where: str) -> str:
    """Return what the house is called before which it plays: a sign over its door says so."""
    place = near_place(scene)
    return place.words if place is not None and where == STOREFRONT and place.effect in SHOPS else ""


def near_place(scene: Scene, kind: str | None = None) -> Place | None:
    """Return the place where it plays: one that is inside another, else the first that is no district."""
    places = [place for place in scene.places if _is_entered(place) or kind == "location"]
    if any(place.district for place in places):  # a city "under water" is no sea
        places = [place for place in places if not scene.terms.terms[place.at].means("states")]
    inside = [place for place in places if _is_inside(scene, place)]
    main = [place for place in places if place.relation in {"", "in", "at"}]
    for candidates in (inside, main, places):
        near = [place for place in candidates if not place.district]
        if near:
            known = [place for place in near if place.effect]
            if not known and all(place.context == "outdoors" for place in near):  # a "barricade in the Barrens"
                known = [place for place in candidates if is_painted(place.effect)]
            return next((place for place in known if is_painted(place.effect)), (known or near)[0])
    return next(iter(places), None)


def _is_entered(place: Place) -> bool:
    return place.effect not in IN_VEHICLES or place.relation in {"in", "at"}


def _is_inside(scene: Scene, place: Place) -> bool:
    before = [term.folded for term in scene.terms.terms[max(0, place.at - 3) : place.at]]
    return not place.district and bool({"inside", "innerhalb"} & set(before))


def _is_passed_over(other: Place, place: Place | None) -> bool:
    """Tell whether a place that is not in the lexicon stands before the one that is painted."""
    unknown = not other.effect and other.relation in {"", "in", "at"}
    return place is not None and unknown and other.at < place.at


def _is_indoors(place: Place) -> bool:
    return place.context == "indoors" or place.effect.partition("/")[0] in {"room", "bar", "lab", "boardroom"}


def _is_outside(place: Place) -> bool:
    """Tell whether it plays before a building: "parked in front of a bar"."""
    indoors = _is_indoors(place)
    beside = place.relation == "near" or place.lead in OUTSIDE
    return beside and indoors and place.effect not in PASSAGES


def _is_seen_so(scene: Scene, place: Place) -> bool:
    """Tell whether a building is said to be seen from outside: "a pub, exterior"."""
    said = (term for term in scene.terms.terms if term.folded in EXTERIOR and not term.refused)
    alone = any((after := scene.terms.after(term)) is None or not after.is_word for term in said)
    return alone and _is_indoors(place)


def _before(place: Place) -> str:
    """Return what is painted where it plays before a building."""
    return OUTSIDE_OF.get(place.effect) or (STOREFRONT if place.effect in SHOPS else "street")


def _is_driven_into(scene: Scene, place: Place) -> bool:
    """Tell whether a vehicle has gone into a building: "a truck crashed into a shop"."""
    indoors = _is_indoors(place)
    return place.lead in {"into", "through"} and indoors and not scene.people


def _painted(place: Place | None) -> tuple[str, tuple[str, ...]]:
    """Return a place as the artist paints it; one without a look of its own is a bare room, or nowhere."""
    if place is None:
        return "", ()
    if is_painted(place.effect):
        return place.effect, ()
    if instead := standing_in(place.effect):
        return instead, (place.words,)
    indoors = place.effect.startswith("room/") or place.context == "indoors"
    return (DARK_ROOM if indoors else STAGE), (place.words,)


def _is_plate(scene: Scene, kind: str | None, where: str) -> bool:
    """Tell whether the picture is of one item."""
    first = min(scene.things, key=lambda thing: thing.at, default=None)
    if first is None or scene.people or kind in {"character", "location"}:
        return kind == "item" and bool(first and plate_of(first) and not scene.people)
    shown = where not in {"", STAGE, DARK_ROOM} and SCENERY[where.partition("/")[0]].shows(plate_of(first))
    in_its_place = (_stands(first) or (shown and not _said_surface(scene))) and scene.sheet == ""
    if kind == "item" or scene.asked == "item" or scene.sheet == "blueprint":
        elsewhere = first.table in {"vehicles", "drones"} and where not in {"", STAGE, DARK_ROOM}
        return bool(plate_of(first)) and not elsewhere and not (in_its_place and scene.asked != "item")
    return first.table == "items" and _leads(scene, first) and not scene.doing and not in_its_place


def _stands(thing: Thing) -> bool:
    """Tell whether a thing stands in a place of its own and is no still life."""
    return plate_of(thing) in ITEMS and bool(ITEMS[plate_of(thing)].home)


def _leads(scene: Scene, thing: Thing) -> bool:
    return scene.head is thing and bool(plate_of(thing))


def _is_portrait(scene: Scene, kind: str | None, where: str) -> bool:
    """Tell whether the picture is of one person's head and shoulders."""
    if scene.asked == "portrait" or scene.sheet == "dossier":
        return True
    if is_played(_players(scene), _action(scene)):
        return False
    if any(
        thing.table in {"creatures", "vehicles", "drones", "items"} or thing.kind == "fire" for thing in scene.things
    ):
        return False
    if scene.terms.chosen("cameras") in FROM_AFAR:
        return False
    (person,) = scene.people
    placed = any(is_shown("figure", at) for noun, at in whereabouts(scene) if noun == person.at)
    if person.pose not in SEEN_NEAR or placed:
        return False
    return kind == "character" or (kind is None and not where and not scene.doing)


def _players(scene: Scene) -> list[Subject]:
    """Return the people as far as that goes which they do and are on."""
    acting = Acting(scene)
    return [acting.played_by(person, Subject("figure", pose=person.pose)) for person in scene.people]


def _action(scene: Scene) -> str:
    return next((deed for deed in scene.doing if deed in TOGETHER), "")


def _said_surface(scene: Scene) -> str:
    return next((SURFACE_WORDS[term.folded] for term in scene.terms.terms if term.folded in SURFACE_WORDS), "")


def _surface(scene: Scene, where: str) -> str:
    """Return what an item lies on, where that is said."""
    surface = _said_surface(scene) or SURFACE_OF_PLACE.get(where) or SURFACE_OF_PLACE.get(where.partition("/")[0], "")
    return surface if surface in SURFACES else ""
