"""What stands in each place anyway, by the names of the lexicon's furnishings, so that it is not said to be absent.

Places that are built of sets say it themselves: in the lists of `scenes/places`. They are read when first asked for.
"""

import tomllib
from functools import cache
from pathlib import Path

_SETS = Path(__file__).parents[1] / "scenes" / "places"
_CITY = frozenset({
    "building", "tower", "street_lamp", "sign", "neon", "puddle", "poster", "graffiti", "cable", "pipe", "traffic",
    "cloud", "wall", "door", "window", "roof",
})  # fmt: skip
_NATURE = frozenset({"tree", "grass", "rock", "water", "cloud", "star"})
#: What is to be seen in the scenes that are painted in their own way.
_PAINTED: dict[str, frozenset[str]] = {
    "street": _CITY | {"crate", "trash", "smoke", "screen"},
    "market": _CITY | {"stall", "lantern", "counter", "crate", "smoke"},
    "skyline": _CITY | {"star", "fence", "spotlight"},
    "boardroom": frozenset({"window", "hologram", "display", "table", "chair", "screen", "tower", "building", "star"}),
    "bar": frozenset({
        "counter", "bottle", "shelf", "chair", "table", "booth", "sign", "neon", "poster", "lantern", "smoke", "screen",
    }),
    "docks": _CITY | {"container", "crate", "crane", "water", "spotlight"},
    "barrens": frozenset({
        "wall", "building", "ruin", "trash", "barrel", "smoke", "graffiti", "puddle", "cloud", "cable",
    }),
    "lab": frozenset({"table", "screen", "machine", "console", "desk", "cable", "pipe", "bed", "shelf"}),
    "highway": _CITY,
    "matrix": frozenset({"tower", "cable"}),
    "astral": frozenset({"star", "cloud"}),
    "wilderness": _NATURE,
    "siteplan": frozenset({"stairs", "table", "fence"}),
    "stage": frozenset(),
    "portrait": frozenset({"sign"}),
    "item": frozenset({"table", "desk", "bench", "workbench", "altar", "counter", "rock", "grass", "shelf"}),
}  # fmt: skip
_OF_ROOMS = frozenset({"wall", "ceiling"})  # that every room has
_ROOMS = frozenset({"room", "bar", "lab", "boardroom"})
_UNDER_THE_SKY = frozenset({"cloud", "star", "rock", "grass"})
#: Sets that have walls, a roof, a door and windows.
_BUILDINGS = frozenset({
    "balcony_block", "barn", "brick_wall", "chapel", "hangar_shed", "house", "hut", "keep", "kiosk", "motel_wing",
    "shopfront", "tenement", "town_house",
})  # fmt: skip
#: What a place's sets look like that are called otherwise.
_LOOKS_LIKE = {
    "street_lamp": {"lamp_post", "lantern"},
    "candle": {"candle_stand", "floor_candles"},
    "screen": {"trid"},
    "crate": {"ammo_crates", "card_boxes", "cask"},
    "plant": {"bush", "fern", "palm", "planter", "planter_bed", "tree"},
    "water": {"cave_pool", "outfall", "rock_pool", "pool", "river_strip", "water_channel", "waterfall", "wave", "well"},
    "rock": {"boulder", "crag", "mesa", "rock_wall", "stalagmite"},
    "chair": {"armchair", "bar_stool", "stool"},
    "table": {"card_table", "desk"},
    "building": _BUILDINGS,
    "tower": {"balcony_block", "control_tower", "keep", "lighthouse", "tenement", "watchtower"},
    "stairs": {"escalator", "staircase"},
    "bed": {"bunk", "camp_bed", "hospital_bed"},
    "bench": {"pew"},
    "sofa": {"armchair"},
    "wall": _BUILDINGS | {"border_wall", "castle_wall"},
    "roof": _BUILDINGS | {"canopy"},
    "door": _BUILDINGS | {"back_door", "gatehouse", "lit_doorway"},
    "sign": {"hung_sign", "menu_boards"},
    "shelf": {"bookshelf", "fetish_shelf", "goods_shelf", "weapon_wall"},
    "trash": {"dumpster", "rubbish_bags", "scrap_heap", "tyres"},
    "pipe": {"boiler", "outfall", "pipe_rack"},
    "counter": {"diner_counter", "kitchen_island", "reception", "shop_counter", "till"},
    "console": {"monitor_stand"},
    "spotlight": {"floodlights", "surgical_lamp"},
    "window": _BUILDINGS,
    "grass": {"grass_tuft", "meadow_grass", "reeds"},
    "container": {"dumpster"},
    "crowd": {"grandstand"},
    "tree": {"bare_tree", "dead_tree", "jungle_tree", "tall_palm"},
    "fence": {"border_wall", "railing", "wire_fence"},
    "gas_pump": {"canopy"},
    "tool": {"workbench"},
    "car_wreck": {"car_stack", "wreck"},
    "barrier": {"road_block"},
    "palm": {"tall_palm"},
    "railing": {"handrail", "parapet"},
    "bottle": {"bottle_shelf"},
}


def is_furnished(scene: str, place: str, furnishing: str) -> bool:
    """Tell whether something of the lexicon's furnishings is to be seen in a scene and its place."""
    if furnishing == "anywhere" or furnishing in _PAINTED.get(scene, ()):
        return True
    if scene in _ROOMS and furnishing in _OF_ROOMS:
        return True
    pieces = _pieces().get(place if scene == "room" else f"{scene}/{place}".rstrip("/"), frozenset())
    if pieces and scene != "room" and furnishing in _UNDER_THE_SKY:
        return True
    looks = {furnishing, *_LOOKS_LIKE.get(furnishing, ())}
    return any(piece in looks or furnishing in piece.split("_") for piece in pieces)


@cache
def _pieces() -> dict[str, frozenset[str]]:
    """Return the names of what stands in each place that is built of sets."""
    files = (tomllib.loads((_SETS / name).read_text(encoding="utf-8")) for name in ("rooms.toml", "open_places.toml"))
    return {
        place: frozenset(put.split()[0] for put in facts.get("put", ()))
        for file in files
        for place, facts in file.items()
    }
