"""The places under the sky that are built of sets: each by its key in a plan. Data only."""

from dataclasses import dataclass

#: What has a front to the street, of which a sign tells what it is.
SHOPS = frozenset({
    "bar", "bar/club", "lab/clinic", "outdoors/motel", *(f"room/{room}" for room in (
        "casino", "hotel_room", "mall", "arcade", "noodle_bar", "gym", "shop", "theatre", "restaurant", "laundry",
        "tavern", "diner", "cafe", "motel_room", "tattoo_parlour", "pawn_shop", "gun_shop", "talisman_shop", "barber",
        "bowling", "boxing_ring", "vault", "hospital", "museum", "garage", "workshop", "sauna", "office", "lobby",
        "school", "library", "courtroom", "prison", "living_room", "safehouse", "squat", "stairs", "penthouse",
        "morgue", "pool", "spa", "bowling", "elevator", "kitchen", "subway_station", "control_room",
    )),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutdoorPlace:
    """What a caption calls a place, the hour it is seen at where none is named, and which other places are in sight."""

    caption: str
    time: str = "day"
    sights: frozenset[str] = frozenset()


OUTDOOR_PLACES: dict[str, OutdoorPlace] = {
    "junkyard": OutdoorPlace("junkyard of stacked car wrecks", sights=frozenset({"barrens"})),
    "cliff": OutdoorPlace("cliff over the sea", sights=frozenset({"sea"})),
    "beach": OutdoorPlace("beach", sights=frozenset({"sea"})),
    "amusement_park": OutdoorPlace("amusement park with a Ferris wheel", "dusk", frozenset({"park"})),
    "playground": OutdoorPlace("playground between tower blocks", sights=frozenset({"park"})),
    "courtyard": OutdoorPlace("courtyard of tenements with clotheslines", sights=frozenset({"street"})),
    "alley": OutdoorPlace("back alley with dumpsters", "night", frozenset({"street"})),
    "balcony": OutdoorPlace("balcony over the city", "dusk", frozenset({"skyline", "street"})),
    "field": OutdoorPlace("field of wheat", sights=frozenset({"outdoors/meadow", "outdoors/farm"})),
    "meadow": OutdoorPlace("meadow under hills", sights=frozenset({"outdoors/field"})),
    "farm": OutdoorPlace("farm with a barn", sights=frozenset({"village", "outdoors/field", "outdoors/meadow"})),
    "pyramid": OutdoorPlace("step pyramid in the jungle", sights=frozenset({"wilderness/forest"})),
    "canyon": OutdoorPlace("canyon with a road through it", sights=frozenset({"desert", "highway"})),
    "gas_station": OutdoorPlace("gas station", "night", frozenset({"street", "highway"})),
    "motel": OutdoorPlace(
        "motel beside a road", "dusk", frozenset({"street", "room/hotel_room", "outdoors/parking_lot"})
    ),
    "parking_lot": OutdoorPlace("parking lot", sights=frozenset({"street"})),
    "roof_garden": OutdoorPlace("roof garden over the city", "dusk", frozenset({"skyline"})),
    "helipad": OutdoorPlace("helipad on a roof", "night", frozenset({"skyline"})),
    "elevated_station": OutdoorPlace("elevated station", "dusk", frozenset({"room/train_platform", "skyline"})),
    "suspension_railway": OutdoorPlace(
        "suspension railway over a river in a town", sights=frozenset({"wilderness/river", "street"})
    ),
    "sewer_exit": OutdoorPlace("sewer outfall at a river bank", "dusk", frozenset({"wilderness/river", "room/sewer"})),
    "crater": OutdoorPlace("smoking crater", "dusk", frozenset({"barrens"})),
    "snowfield": OutdoorPlace("glacier under mountains", sights=frozenset({"wilderness/mountain"})),
    "swamp": OutdoorPlace("swamp of drowned trees", "dawn", frozenset({"wilderness/forest"})),
    "waterfall": OutdoorPlace("waterfall in the jungle", sights=frozenset({"wilderness/forest", "wilderness/river"})),
    "lighthouse": OutdoorPlace(
        "lighthouse on a headland", "dusk", frozenset({"sea", "outdoors/cliff", "outdoors/beach"})
    ),
    "churchyard": OutdoorPlace("church among graves", "dusk", frozenset({"park/cemetery", "room/church", "village"})),
    "stadium": OutdoorPlace("arena under floodlights", "night"),
    "camp": OutdoorPlace("camp of tents", "dusk", frozenset({"village"})),
    "checkpoint": OutdoorPlace("checkpoint at a border wall", "night", frozenset({"street"})),
    "power_plant": OutdoorPlace("power plant with cooling towers", "dusk"),
    "oil_rig": OutdoorPlace("oil rig at sea", "dusk", frozenset({"sea"})),
    "airport": OutdoorPlace("airfield", "dawn", frozenset({"docks/warehouse"})),
    "square": OutdoorPlace("town square with a fountain", sights=frozenset({"street", "village", "market"})),
    "bus_stop": OutdoorPlace("bus stop", "night", frozenset({"street"})),
    "storefront": OutdoorPlace("street before a lit house front", "night", frozenset({"street", *SHOPS})),
    "roof_edge": OutdoorPlace("roof's edge over the city", "night", frozenset({"skyline"})),
    "water_tower": OutdoorPlace("roof with a water tower over the city", "dusk", frozenset({"skyline", "barrens"})),
    "facade": OutdoorPlace("glass facade high over the city", "night", frozenset({"skyline"})),
    "under_bridge": OutdoorPlace("place under a concrete bridge", "dusk", frozenset({"bridge", "street", "highway"})),
    "compound": OutdoorPlace(
        "fenced compound under floodlights", "night", frozenset({"outdoors/checkpoint", "lab", "room/factory"})
    ),
    "barricade": OutdoorPlace("street with a burning barricade", "dusk", frozenset({"street", "barrens"})),
    "rail_yard": OutdoorPlace("rail yard", "dusk", frozenset({"room/train_platform"})),
    "painted_wall": OutdoorPlace(
        "place before a wall full of graffiti", "night", frozenset({"street", "outdoors/alley"})
    ),
    "onsen": OutdoorPlace("hot spring among rocks", "dusk"),
    "slum": OutdoorPlace("lane of shanties", "dusk", frozenset({"barrens", "street", "village"})),
}


def sights_of(scene: str, place: str) -> frozenset[str]:
    """Return which other places of the lexicon are in sight of one: the sea from a cliff."""
    return OUTDOOR_PLACES[place].sights if scene == "outdoors" and place in OUTDOOR_PLACES else frozenset()
