"""The scenes as data: what each can show, what it is like when nothing is said, and how a caption calls it.

What a scene cannot show is left out of a plan, so that everything in a plan changes pixels.
"""

from dataclasses import dataclass

from generation.sketch.planning.creatures import ALIASES, CREATURES
from generation.sketch.planning.outdoor_places import OUTDOOR_PLACES
from generation.sketch.planning.rooms import ROOM_STYLES, ROOMS
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import VEHICLES

BEASTS = frozenset(CREATURES) | frozenset(ALIASES)
OUTDOOR_THINGS = frozenset({"drone", "helicopter", "spirit", "moon"}) | BEASTS
ROAD_THINGS = frozenset({"van", "truck", "car", "bike"}) | frozenset(VEHICLES)
#: Items that may lie about where people are.
LIE_ABOUT = frozenset(ITEMS) - {"drone", "motorbike"}


@dataclass(frozen=True, slots=True)
class Scenery:
    """What a scene can show. `places` are its kinds, the first one meant when none is named; captions fill in words."""

    style: str
    caption: str
    places: tuple[str, ...] = ("",)
    things: frozenset[str] = frozenset()
    default_time: str = "night"
    time: bool = True
    weather: bool = True
    cameras: frozenset[str] = frozenset({"low", "high", "close", "wide"})
    crowd: bool = False
    neon: bool = False
    sign: bool = False
    figures: bool = True
    lying_about: bool = True

    def shows(self, kind: str) -> bool:
        """Tell whether a subject of this kind can be seen there."""
        return kind in self.things or (self.figures and (kind == "figure" or (self.lying_about and kind in LIE_ABOUT)))


SCENERY: dict[str, Scenery] = {
    "street": Scenery(
        "neon_noir",
        "{weather}{neon}street {time}",
        things=OUTDOOR_THINGS | ROAD_THINGS | {"steam", "hologram"},
        crowd=True,
        neon=True,
        sign=True,
    ),
    "market": Scenery(
        "neon_noir",
        "{weather}{neon}alley market {time}, stalls under lanterns",
        things=BEASTS | {"spirit", "bike", "steam", "hologram"},
        crowd=True,
        neon=True,
        sign=True,
    ),
    "skyline": Scenery(
        "neon_noir", "{weather}rooftop over the city {time}", things=OUTDOOR_THINGS, crowd=True, neon=True, sign=True
    ),
    "boardroom": Scenery(
        "corp_sterile",
        "boardroom with a long table and a hologram, high over the city {time}",
        things=frozenset({"drone"}),
        weather=False,
        crowd=True,
        sign=True,
        lying_about=False,
    ),
    "bar": Scenery(
        "neon_noir",
        "{neon}{place}",
        places=("bar", "club"),
        things=BEASTS | {"spirit", "hologram"},
        time=False,
        weather=False,
        crowd=True,
        neon=True,
        sign=True,
    ),
    "docks": Scenery(
        "neon_noir",
        "{weather}{place} {time}",
        places=("dockside", "warehouse"),
        things=ROAD_THINGS | OUTDOOR_THINGS | {"steam"},
        crowd=True,
        sign=True,
    ),
    "barrens": Scenery(
        "barrens_grit",
        "{weather}ruined street in the Barrens {time} around a burning barrel",
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire"},
        default_time="dusk",
        crowd=True,
    ),
    "lab": Scenery(
        "corp_sterile",
        "{place}",
        places=("laboratory", "clinic"),
        things=BEASTS | {"spirit", "hologram"},
        time=False,
        weather=False,
        crowd=True,
        sign=True,
    ),
    "room": Scenery(
        "neon_noir",
        "{place}",
        places=tuple(ROOMS.values()),
        things=frozenset({"drone", "spirit", "bike", "hologram"}) | BEASTS,
        crowd=True,
        sign=True,
    ),
    "castle": Scenery(
        "neon_noir",
        "{weather}castle of towers and battlements {time}",
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire"},
        default_time="dusk",
        crowd=True,
    ),
    "village": Scenery(
        "neon_noir",
        "{weather}village of small houses {time}",
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire"},
        default_time="dusk",
        crowd=True,
    ),
    "desert": Scenery(
        "neon_noir",
        "{weather}desert of dunes and table mountains {time}",
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire"},
        default_time="day",
        crowd=True,
    ),
    "sea": Scenery(
        "neon_noir",
        "{weather}{place} {time}",
        places=("open sea", "deck of a ship at sea"),
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire"},
        default_time="day",
        crowd=True,
    ),
    "bridge": Scenery(
        "neon_noir",
        "{weather}bridge under its towers and cables {time}",
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire"},
        default_time="night",
        crowd=True,
    ),
    "park": Scenery(
        "neon_noir",
        "{weather}{place} {time}",
        places=("park", "cemetery"),
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire"},
        default_time="dusk",
        crowd=True,
    ),
    "construction": Scenery(
        "neon_noir",
        "{weather}building site under a crane {time}",
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire"},
        default_time="night",
        crowd=True,
    ),
    "outdoors": Scenery(
        "neon_noir",
        "{weather}{place} {time}",
        places=tuple(place.caption for place in OUTDOOR_PLACES.values()),
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire", "steam"},
        default_time="day",
        crowd=True,
        sign=True,
    ),
    "highway": Scenery(
        "neon_noir",
        "{weather}highway full of traffic {time}",
        things=OUTDOOR_THINGS | ROAD_THINGS,
        crowd=True,
        neon=True,
        sign=True,
        figures=False,
    ),
    "matrix": Scenery(
        "matrix_deep",
        "glowing Matrix host of data towers over an endless grid",
        things=frozenset({"ice"}),
        time=False,
        weather=False,
    ),
    "astral": Scenery(
        "astral_dream",
        "bright astral plane of coloured veils and ley lines",
        things=frozenset({"spirit", "dragon"}),
        time=False,
        weather=False,
    ),
    "wilderness": Scenery(
        "wild_awakened",
        "{weather}{place} {time}",
        places=("lake under mountains", "forest", "mountain"),
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire"},
        default_time="dawn",
    ),
    "siteplan": Scenery(
        "tactical_map",
        "site plan of a guarded building with rooms, doors, cameras and a scale",
        things=frozenset({"van", "truck", "car", "bike", "drone"}),
        time=False,
        weather=False,
        cameras=frozenset({"low", "close", "wide"}),  # it is seen from above anyway
        sign=True,
    ),
    "stage": Scenery(
        "neon_noir",
        "{weather}quiet place {time}",
        things=OUTDOOR_THINGS | ROAD_THINGS | {"fire", "steam"},
        default_time="dusk",
        crowd=True,
    ),
    "portrait": Scenery("neon_noir", "", time=False, cameras=frozenset({"close"})),
    "item": Scenery("neon_noir", "", time=False, cameras=frozenset(), sign=True, figures=False),
}
SCENES = tuple(SCENERY)
COLOURED = BEASTS | frozenset(VEHICLES) | {"van", "truck", "car", "bike", "helicopter", "spirit", "moon", "hologram"}
#: The scenes whose places are each painted in its own way.
_KINDS = {"room": ROOMS.keys(), "outdoors": OUTDOOR_PLACES.keys()}
#: Which scene is painted for a place that has none of its own; that it has none is said.
_NEAR = {"wilderness/river": "wilderness"}


def usual_style(scene: str, place: str = "") -> str:
    """Return the style of a scene where none is asked for; rooms that are bright and clean have their own."""
    return ROOM_STYLES.get(place, SCENERY[scene].style) if scene == "room" else SCENERY[scene].style


def usual_time(scene: str, place: str = "") -> str:
    """Return the hour at which a scene is seen where none is named."""
    return (
        OUTDOOR_PLACES[place].time if scene == "outdoors" and place in OUTDOOR_PLACES else SCENERY[scene].default_time
    )


def is_painted(effect: str) -> bool:
    """Tell whether there is a scene for a place of the lexicon, as "bar/club"."""
    scene, _, place = effect.partition("/")
    known = _KINDS.get(scene)
    return scene in SCENERY and (known is None or place in known) and effect not in _NEAR


def standing_in(effect: str) -> str:
    """Return the scene that is near enough to a place that is not painted itself, or nothing."""
    return _NEAR.get(effect, "")
