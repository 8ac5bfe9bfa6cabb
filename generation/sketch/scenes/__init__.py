"""The scenes, by name: each paints a plan on a canvas."""

from collections.abc import Callable

from PIL import Image

from generation.sketch.canvas.canvas import Canvas
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
from generation.sketch.scenes.open_places import paint_open_place
from generation.sketch.scenes.portrait import paint_portrait
from generation.sketch.scenes.room import paint_room
from generation.sketch.scenes.siteplan import paint_siteplan
from generation.sketch.scenes.skyline import paint_skyline
from generation.sketch.scenes.stage import paint_stage
from generation.sketch.scenes.street import paint_street
from generation.sketch.scenes.wilderness import paint_wilderness

SCENES: dict[str, Callable[[Canvas], Image.Image]] = {
    "street": paint_street,
    "boardroom": paint_boardroom,
    "matrix": paint_matrix,
    "astral": paint_astral,
    "barrens": paint_barrens,
    "skyline": paint_skyline,
    "market": paint_market,
    "bar": paint_bar,
    "docks": paint_docks,
    "lab": paint_lab,
    "room": paint_room,
    "castle": paint_open_place,
    "village": paint_open_place,
    "desert": paint_open_place,
    "sea": paint_open_place,
    "bridge": paint_open_place,
    "park": paint_open_place,
    "construction": paint_open_place,
    "outdoors": paint_open_place,
    "highway": paint_highway,
    "siteplan": paint_siteplan,
    "wilderness": paint_wilderness,
    "portrait": paint_portrait,
    "item": paint_item,
    "stage": paint_stage,
}
