"""The things that can be painted, as data: lying in a place of their own, or about in a scene.

`Subject.kind` is a key of `ITEMS`. In the scene "item" `Plan.place` is one of `SURFACES`, or "" for what fits it.
"""

from dataclasses import dataclass

#: What an item may lie on, and what lies about it: said by `Plan.place`.
SURFACES = ("table", "bench", "cloth", "concrete", "altar", "bar", "desk", "stone", "grass", "sand", "snow")


@dataclass(frozen=True, slots=True)
class Item:
    """A thing: one of it and several in English, its longest side in metres, and the surfaces that suit it."""

    one: str
    several: str
    size: float
    lies_on: tuple[str, ...] = ("table", "bench", "concrete")


ARMS, PAPERS, DEVICES = ("bench", "cloth", "concrete", "table"), ("table", "desk", "cloth"), ("desk", "bench", "bar")
MAGIC, DRINKS, VALUABLES = ("altar", "stone", "cloth"), ("bar", "table"), ("cloth", "table", "bar")

ITEMS: dict[str, Item] = {
    "katana": Item("katana", "katanas", 1.0, ("cloth", "table", "altar", "concrete")),
    "pistol": Item("pistol", "pistols", 0.26, ARMS),
    "rifle": Item("assault rifle", "assault rifles", 0.9, ARMS),
    "grenade": Item("grenade", "grenades", 0.13, ARMS),
    "cyberdeck": Item("cyberdeck", "cyberdecks", 0.42, DEVICES),
    "commlink": Item("commlink", "commlinks", 0.15, DEVICES),
    "credstick": Item("credstick", "credsticks", 0.12, ("bar", "table", "desk")),
    "drone": Item("drone", "drones", 0.6, ("bench", "concrete")),
    "focus": Item("magical amulet", "magical amulets", 0.1, MAGIC),
    "medkit": Item("medkit", "medkits", 0.4, ("bench", "concrete", "table")),
    "cyberarm": Item("chrome cyberarm", "chrome cyberarms", 0.7, ("bench", "cloth", "desk")),
    "helmet": Item("helmet", "helmets", 0.35, ARMS),
    "motorbike": Item("motorbike", "motorbikes", 2.1, ("concrete",)),
    "case": Item("locked case", "locked cases", 0.5, ("table", "concrete", "desk")),
    "bottle": Item("bottle", "bottles", 0.30, DRINKS),
    "card": Item("playing card", "playing cards", 0.09, DRINKS),
    "book": Item("book", "books", 0.25, ("table", "desk", "altar")),
    "vial": Item("vial", "vials", 0.12, ("bench", "desk", "altar")),
    "bomb": Item("bomb", "bombs", 0.35, ("bench", "concrete")),
    "bow": Item("bow", "bows", 1.3, ("table", "cloth", "grass")),
    "food": Item("bowl of noodles", "bowls of noodles", 0.22, DRINKS),
    "ring": Item("ring", "rings", 0.025, VALUABLES),
    "mask": Item("mask", "masks", 0.25, ("cloth", "table", "altar")),
    "phone": Item("old phone", "old phones", 0.2, ("desk", "table")),
    "chip": Item("data chip", "data chips", 0.04, DEVICES),
    "key": Item("key", "keys", 0.08, ("table", "stone", "cloth")),
    "syringe": Item("syringe", "syringes", 0.15, ("bench", "cloth", "concrete")),
    "smg": Item("submachine gun", "submachine guns", 0.5, ARMS),
    "shotgun": Item("shotgun", "shotguns", 0.9, ARMS),
    "sniper_rifle": Item("sniper rifle", "sniper rifles", 1.25, ARMS),
    "revolver": Item("revolver", "revolvers", 0.28, (*ARMS, "bar")),
    "vest": Item("armour vest", "armour vests", 0.6, ("bench", "table", "concrete")),
    "suitcase_open": Item("open suitcase", "open suitcases", 0.6, ("table", "desk", "concrete")),
    "cake": Item("cake", "cakes", 0.3, ("table", "cloth")),
    "map": Item("map", "maps", 0.7, ("table", "desk")),
    "statue": Item("statue", "statues", 0.4, ("stone", "altar", "table")),
    "rope": Item("coil of rope", "coils of rope", 0.4, ("concrete", "table", "stone")),
    "lamp": Item("lamp", "lamps", 0.45, ("desk", "table")),
    "toy": Item("teddy bear", "teddy bears", 0.35, ("table", "concrete", "cloth")),
    "painting": Item("painting", "paintings", 0.9, ("table", "concrete")),
    "gun_parts": Item("dismantled gun", "dismantled guns", 0.5, ("cloth", "bench")),
    "money": Item("stack of money", "stacks of money", 0.18, ("table", "desk", "bar")),
    "knife": Item("knife", "knives", 0.3, ARMS),
    "axe": Item("axe", "axes", 0.7, ("stone", "concrete", "grass")),
    "cup": Item("cup of tea", "cups of tea", 0.12, ("table", "desk", "bar")),
    "coffin": Item("coffin", "coffins", 2.1, ("stone", "concrete", "grass")),
    "flower": Item("flower", "flowers", 0.4, ("table", "cloth", "stone")),
    "newspaper": Item("newspaper", "newspapers", 0.4, ("table", "desk", "concrete")),
    "guitar": Item("guitar", "guitars", 1.0, ("table", "bench", "concrete")),
    "dice": Item("pair of dice", "pairs of dice", 0.04, ("cloth", "bar", "table")),
    "radio": Item("radio", "radios", 0.35, ("table", "bench", "desk")),
    "crown": Item("crown", "crowns", 0.22, ("cloth", "altar", "stone")),
    "skull": Item("skull", "skulls", 0.22, ("altar", "stone", "table")),
    "sword": Item("sword", "swords", 1.1, ("stone", "cloth", "altar", "table")),
    "staff": Item("magic staff", "magic staffs", 1.7, ("stone", "altar", "grass")),
    "umbrella": Item("umbrella", "umbrellas", 0.9, ("concrete", "table")),
}  # fmt: skip
