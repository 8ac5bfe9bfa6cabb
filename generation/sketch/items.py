"""The things that can lie on the plinth, by name."""

from collections.abc import Callable

from generation.sketch.devices import commlink, credstick, cyberdeck, drone, focus
from generation.sketch.shapes import Item
from generation.sketch.weapons import katana, pistol

ITEM_MAKERS: dict[str, Callable[[], Item]] = {
    "katana": katana,
    "pistol": pistol,
    "cyberdeck": cyberdeck,
    "commlink": commlink,
    "credstick": credstick,
    "drone": drone,
    "focus": focus,
}
