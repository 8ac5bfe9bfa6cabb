"""The things that can lie about or be shown, by name, and which of them stand upright."""

from collections.abc import Callable

from generation.sketch.models import blades, firearms, luggage, oddments, ornaments, papers, tableware, valuables
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
    "smg": firearms.smg,
    "shotgun": firearms.shotgun,
    "sniper_rifle": firearms.sniper_rifle,
    "revolver": firearms.revolver,
    "bow": blades.bow,
    "gun_parts": firearms.gun_parts,
    "knife": blades.knife,
    "axe": blades.axe,
    "sword": blades.sword,
    "staff": blades.staff,
    "bottle": tableware.bottle,
    "cup": tableware.cup,
    "food": tableware.food,
    "cake": tableware.cake,
    "vial": tableware.vial,
    "syringe": tableware.syringe,
    "dice": ornaments.dice,
    "lamp": ornaments.lamp,
    "flower": ornaments.flower,
    "card": papers.card,
    "book": papers.book,
    "newspaper": papers.newspaper,
    "map": papers.map_,
    "money": papers.money,
    "painting": papers.painting,
    "ring": valuables.ring_,
    "mask": valuables.mask,
    "key": valuables.key,
    "crown": valuables.crown,
    "statue": valuables.statue,
    "skull": valuables.skull,
    "toy": valuables.toy,
    "phone": oddments.phone,
    "chip": oddments.chip,
    "bomb": oddments.bomb,
    "radio": oddments.radio,
    "rope": luggage.rope,
    "guitar": oddments.guitar,
    "umbrella": luggage.umbrella,
    "vest": luggage.vest,
    "suitcase_open": luggage.suitcase_open,
    "coffin": luggage.coffin,
}

#: What stands on its foot (y is up); all else lies on its back with its front (z) up.
UPRIGHT = frozenset(
    {
        "grenade", "drone", "helmet", "motorbike", "case", "medkit", "bottle", "cup", "food", "cake", "vial",
        "dice", "lamp", "flower", "ring", "crown", "statue", "skull", "toy", "phone", "bomb", "radio", "rope",
        "suitcase_open", "coffin", "painting",
    },
)  # fmt: skip
