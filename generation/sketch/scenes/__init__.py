"""The scenes, by name: each paints a plan on a canvas."""

from collections.abc import Callable

from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.planning.place_states import SHOWN_AS
from generation.sketch.scenes.astral import paint_astral
from generation.sketch.scenes.bar import paint_bar
from generation.sketch.scenes.barrens import paint_barrens
from generation.sketch.scenes.boardroom import paint_boardroom
from generation.sketch.scenes.docks import paint_docks
from generation.sketch.scenes.highway import paint_highway
from generation.sketch.scenes.item import paint_item
from generation.sketch.scenes.lab import paint_lab
from generation.sketch.scenes.market import paint_market
from generation.sketch.scenes.matrix import paint_matrix
from generation.sketch.scenes.open_places import paint_open, paint_open_place
from generation.sketch.scenes.places.place import open_places, places, stages
from generation.sketch.scenes.portrait import paint_portrait
from generation.sketch.scenes.room import paint_interior, paint_room
from generation.sketch.scenes.siteplan import paint_siteplan
from generation.sketch.scenes.skyline import paint_skyline
from generation.sketch.scenes.stage import paint_stage
from generation.sketch.scenes.street import paint_street
from generation.sketch.scenes.wilderness import paint_wilderness

ON_WALLS = frozenset({"wall", "door"})


def _as_built(paint: Callable[[Canvas], Image.Image]) -> Callable[[Canvas], Image.Image]:
    """Return what paints a scene that is not built of sets: in a state, as the place of sets that is nearest to it."""

    def painted(canvas: Canvas) -> Image.Image:
        plan = canvas.plan
        where = SHOWN_AS.get(f"{plan.scene}/{plan.place}".rstrip("/"), SHOWN_AS.get(plan.scene, ""))
        if not where or not (plan.states or any(decal.on in ON_WALLS for decal in plan.decals)):
            return paint(canvas)
        kind, _, place = where.partition("/")
        if kind == "room":
            return paint_interior(canvas, places()[place])
        return paint_open(canvas, stages()[place] if kind == "stage" else open_places()[where], where)

    return painted


SCENES: dict[str, Callable[[Canvas], Image.Image]] = {
    "street": _as_built(paint_street),
    "boardroom": _as_built(paint_boardroom),
    "matrix": paint_matrix,
    "astral": paint_astral,
    "barrens": paint_barrens,
    "skyline": _as_built(paint_skyline),
    "market": _as_built(paint_market),
    "bar": _as_built(paint_bar),
    "docks": _as_built(paint_docks),
    "lab": _as_built(paint_lab),
    "room": paint_room,
    "castle": paint_open_place,
    "village": paint_open_place,
    "desert": paint_open_place,
    "sea": paint_open_place,
    "bridge": paint_open_place,
    "park": paint_open_place,
    "construction": paint_open_place,
    "outdoors": paint_open_place,
    "highway": _as_built(paint_highway),
    "siteplan": paint_siteplan,
    "wilderness": paint_wilderness,
    "portrait": paint_portrait,
    "item": paint_item,
    "stage": paint_stage,
}
