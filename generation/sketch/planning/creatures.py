"""The creatures and drones that can be painted, as data: what they are called, how large they are, where they live.

`Subject.kind` is a key of `CREATURES`. `Subject.pose` is one of its poses, "" for the first or what chance chooses;
`Subject.place` may say "front", "back", "left", "right", "above" or one of `PERCHES` or `SEATS`, `Subject.colour` its
coat.
"""

from dataclasses import dataclass

GROUND, AIR, WATER = "ground", "air", "water"
#: What a creature may be on: the painter builds it beneath.
PERCHES = ("tower", "rock", "wall", "roof", "branch", "street_lamp")
#: What a creature sits on that stands on the ground beside it, whole.
SEATS = (
    "gravestone", "shelf", "bike", "car", "statue", "table", "sofa", "armchair", "chair", "office_chair",
    "rocking_chair",
    "money", "gold_bars", "skull", "cyberdeck", "safe", "coffin", "book", "box",
    "wheelchair", "bar_stool", "bench", "throne", "bed", "mattress", "bathtub", "crate", "barrel", "log", "cushion",
)  # fmt: skip
#: Where somebody has a creature on or about them.
MOUNT = "mount"  # under who rides it
COMPANY = "company"  # with people, as one group
ON_SOMEBODY = ("shoulder", "arm", "head", "lap", "arms", MOUNT, COMPANY)


#: What creatures are seen to wear about the trunk, and on the head.
CLOTHES = frozenset({"armour", "vest", "jacket", "coat", "suit", "sweater", "t_shirt", "hoodie", "cape"})
ON_HEADS = frozenset({"crown", "helmet", "hat"})
#: What a creature comes out of, or is in.
VESSELS = frozenset({
    "fountain", "bathtub", "barrel", "dumpster", "crate", "box", "coffin", "bucket", "shopping_cart", "gift_box",
    "backpack", "case", "suitcase_open", "trash_heap", "bin_bags", "crystal_ball", "lantern", "bottle", "hat",
    "cup", "coffee", "jar", "helmet",
})  # fmt: skip
HATS = frozenset({"top_hat", "cap", "cowboy_hat", "beanie"})  # of which a creature wears the usual one


@dataclass(frozen=True, slots=True)
class Creature:
    """A creature: one of it and several in English, its height and length in metres, its poses, where it keeps.

    `home` is the scene it is met in when no place is named, as "wilderness/forest".
    """

    one: str
    several: str
    height: float
    length: float
    poses: tuple[str, ...] = ("stand", "walk", "run", "sit", "prowl")
    keeps: str = GROUND
    home: str = "street"


WALKS = ("stand", "walk", "run", "prowl")
FLIES = ("fly", "perch")
CRAWLS = ("stand",)

CREATURES: dict[str, Creature] = {
    "cat": Creature("cat", "cats", 0.30, 0.55),
    "dog": Creature("dog", "dogs", 0.62, 0.95),
    "wolf": Creature("wolf", "wolves", 0.85, 1.35, home="wilderness/forest"),
    "hellhound": Creature("hellhound", "hellhounds", 1.05, 1.60),
    "barghest": Creature("barghest", "barghests", 1.10, 1.70, home="barrens"),
    "horse": Creature("horse", "horses", 1.60, 2.40, WALKS, home="wilderness"),
    "unicorn": Creature("unicorn", "unicorns", 1.60, 2.40, WALKS, home="wilderness/forest"),
    "bear": Creature("bear", "bears", 1.20, 2.00, home="wilderness/forest"),
    "rat": Creature("rat", "rats", 0.13, 0.30),
    "devil_rat": Creature("devil rat", "devil rats", 0.42, 0.80, home="barrens"),
    "bird": Creature("bird", "birds", 0.25, 0.30, FLIES, AIR),
    "raven": Creature("raven", "ravens", 0.45, 0.60, FLIES, AIR),
    "eagle": Creature("eagle", "eagles", 0.80, 0.95, FLIES, AIR, "wilderness/mountain"),
    "owl": Creature("owl", "owls", 0.50, 0.45, FLIES, AIR, "wilderness/forest"),
    "wyvern": Creature("wyvern", "wyverns", 2.60, 5.00, FLIES, AIR, "wilderness/mountain"),
    "griffin": Creature("griffin", "griffins", 1.90, 2.60, ("stand", "sit", "fly"), GROUND, "wilderness/mountain"),
    "dragon_western": Creature("western dragon", "western dragons", 6.0, 14.0, FLIES, AIR, "skyline"),
    "dragon_eastern": Creature("eastern dragon", "eastern dragons", 5.0, 14.0, ("fly",), AIR, "skyline"),
    "dragon_feathered": Creature("feathered serpent", "feathered serpents", 6.0, 14.0, FLIES, AIR, "skyline"),
    "serpent": Creature("serpent", "serpents", 1.10, 1.60, CRAWLS, home="wilderness/forest"),
    "naga": Creature("naga", "nagas", 2.0, 2.6, CRAWLS, home="outdoors/pyramid"),
    "spider": Creature("giant spider", "giant spiders", 0.85, 1.90, CRAWLS, home="barrens"),
    "beetle": Creature("giant beetle", "giant beetles", 0.80, 1.50, CRAWLS, home="barrens"),
    "wasp": Creature("giant wasp", "giant wasps", 0.80, 1.40, ("fly",), AIR, "barrens"),
    "mantis": Creature("giant mantis", "giant mantises", 1.80, 1.70, CRAWLS, home="barrens"),
    "fish": Creature("fish", "fish", 0.50, 1.00, ("swim",), WATER, "wilderness"),
    "shark": Creature("shark", "sharks", 1.20, 3.20, ("swim",), WATER, "docks"),
    "fire_elemental": Creature("fire elemental", "fire elementals", 2.60, 1.60, CRAWLS, home="barrens"),
    "water_elemental": Creature("water elemental", "water elementals", 2.60, 1.60, CRAWLS, home="docks"),
    "air_elemental": Creature("air elemental", "air elementals", 2.90, 1.80, CRAWLS, home="skyline"),
    "earth_elemental": Creature("earth elemental", "earth elementals", 2.60, 2.00, CRAWLS, home="wilderness/mountain"),
    "spirit_beast": Creature("spirit of beasts", "spirits of beasts", 1.30, 1.90, home="wilderness/forest"),
    "spirit_man": Creature("spirit of man", "spirits of man", 2.00, 0.90, CRAWLS),
    "spirit_insect": Creature("insect spirit", "insect spirits", 2.00, 1.70, CRAWLS, home="barrens"),
    "drone": Creature("drone", "drones", 0.60, 1.50, ("fly",), AIR),
    "drone_tracked": Creature("tracked drone", "tracked drones", 0.80, 1.30, CRAWLS),
    "drone_walker": Creature("walker drone", "walker drones", 1.50, 1.60, CRAWLS),
    "drone_humanoid": Creature("humanoid drone", "humanoid drones", 1.85, 0.90, CRAWLS),
    "drone_small": Creature("small drone", "small drones", 0.30, 0.40, ("fly",), AIR),
    "lion": Creature("lion", "lions", 1.15, 2.6, home="wilderness/meadow"),
    "tiger": Creature("tiger", "tigers", 1.1, 2.4, home="wilderness/forest"),
    "panther": Creature("panther", "panthers", 0.9, 2.0, home="street"),
    "fox": Creature("fox", "foxes", 0.45, 0.9, home="wilderness/forest"),
    "deer": Creature("stag", "stags", 1.8, 1.7, WALKS, home="wilderness/forest"),
    "cow": Creature("cow", "cows", 1.5, 2.4, WALKS, home="wilderness/meadow"),
    "pig": Creature("pig", "pigs", 0.8, 1.3, WALKS, home="wilderness/meadow"),
    "sheep": Creature("sheep", "sheep", 0.85, 1.2, WALKS, home="wilderness/meadow"),
    "goat": Creature("goat", "goats", 0.95, 1.3, WALKS, home="wilderness/mountain"),
    "rabbit": Creature("rabbit", "rabbits", 0.35, 0.35, WALKS, home="wilderness/meadow"),
    "scorpion": Creature("giant scorpion", "giant scorpions", 1.3, 1.9, CRAWLS, home="barrens"),
    "crab": Creature("crab", "crabs", 0.7, 2.0, CRAWLS, home="docks"),
    "turtle": Creature("turtle", "turtles", 0.7, 1.5, CRAWLS, home="wilderness"),
    "frog": Creature("frog", "frogs", 0.7, 1.1, CRAWLS, home="wilderness"),
    "crocodile": Creature("crocodile", "crocodiles", 0.9, 4.0, CRAWLS, home="wilderness"),
    "kraken": Creature("kraken", "kraken", 2.4, 2.7, CRAWLS, home="docks"),
    "orca": Creature("orca", "orcas", 2.6, 7.0, ("swim",), WATER, "sea"),
    "whale": Creature("whale", "whales", 4.5, 13.0, ("swim",), WATER, "sea"),
    "dolphin": Creature("dolphin", "dolphins", 1.0, 2.8, ("swim",), WATER, "sea"),
    "ape": Creature("ape", "apes", 1.6, 1.2, CRAWLS, home="wilderness/forest"),
    "bat": Creature("bat", "bats", 0.9, 1.9, ("fly",), AIR, "barrens"),
    "butterfly": Creature("butterfly", "butterflies", 0.5, 0.9, ("fly",), AIR, "wilderness/meadow"),
    "swarm": Creature("swarm of insects", "swarms of insects", 2.2, 3.0, ("fly",), AIR, "barrens"),
    "gargoyle": Creature("gargoyle", "gargoyles", 1.8, 1.7, CRAWLS, home="skyline"),
    "robot_dog": Creature("robot dog", "robot dogs", 1.0, 1.3, CRAWLS, home="street"),
    "toxic_spirit": Creature("toxic spirit", "toxic spirits", 2.3, 2.2, CRAWLS, home="barrens"),
    "plant_spirit": Creature("plant spirit", "plant spirits", 2.6, 1.8, CRAWLS, home="wilderness/forest"),
    "ghost": Creature("ghost", "ghosts", 2.1, 1.2, CRAWLS, home="street"),
    "phoenix": Creature("phoenix", "phoenixes", 1.6, 3.0, ("fly",), AIR, "skyline"),
    "basilisk": Creature("basilisk", "basilisks", 1.2, 3.8, CRAWLS, home="barrens"),
    "dove": Creature("dove", "doves", 0.25, 0.32, FLIES, AIR, "skyline"),
    "chicken": Creature("chicken", "chickens", 0.42, 0.45, ("perch",), home="village"),
}  # fmt: skip
ALIASES = {"dragon": "dragon_western"}


def cannot_lie(creature: Creature) -> bool:
    """Tell whether a creature is never painted lying: what flies, and what swims."""
    return creature.poses == FLIES or creature.keeps == WATER
