"""The things that can lie on the plinth, by name."""

from collections.abc import Callable

from generation.sketch.models.devices import commlink, credstick, cyberdeck, drone
from generation.sketch.models.equipment import case, cyberarm, focus, helmet, medkit, motorbike
from generation.sketch.models.parts import Paint, Thing
from generation.sketch.models.weapons import grenade, katana, pistol, rifle

ITEM_MAKERS: dict[str, Callable[[Paint], Thing]] = {
    "katana": katana,
    "pistol": pistol,
    "rifle": rifle,
    "grenade": grenade,
    "cyberdeck": cyberdeck,
    "commlink": commlink,
    "credstick": credstick,
    "drone": drone,
    "focus": focus,
    "medkit": medkit,
    "cyberarm": cyberarm,
    "helmet": helmet,
    "motorbike": motorbike,
    "case": case,
}
