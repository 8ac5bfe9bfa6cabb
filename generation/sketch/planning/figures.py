"""What the people painter can show, as data: metatypes, bodies, clothes, poses; and what is too small for a figure."""

#: Metatypes that are painted as what they are. Whoever is of another is left out, and that is said.
METATYPES = frozenset({
    "human", "elf", "dwarf", "ork", "troll", "gnome", "pixie", "minotaur", "sasquatch", "wendigo", "ghoul",
    "zombie", "vampire",
    "skeleton",
})  # fmt: skip
GENDERS = ("woman", "man")
AGES = ("child", "teen", "young", "old")
PHYSIQUES = ("slim", "stocky", "muscular", "fat", "tall", "short")
SKINS = ("pale", "light", "golden", "tan", "brown", "dark", "green", "grey", "blue")
EXPRESSIONS = (
    "smile", "grin", "laugh", "angry", "sad", "cry", "shout", "calm", "bored", "fear", "surprise",
)  # fmt: skip
POSES = (
    "stand", "sit", "walk", "run", "sneak", "aim", "aim_at_us",
    "crouch", "kneel", "lie", "lean", "cast", "fight", "dance", "point",
    "drink", "type", "carry", "raise", "arms_crossed", "fall", "jump",
    "ride",
    "crawl", "climb", "throw", "kick", "float", "lounge", "curl", "bound", "ground", "salute", "wave",
    "soar", "hang", "swim",
)  # fmt: skip
HAIRCUTS = (
    "mohawk", "dreads", "braids", "ponytail", "bun", "afro", "undercut", "long_hair", "short_hair", "bald",
)  # fmt: skip
GARMENTS = frozenset({
    "coat", "jacket", "robe", "suit", "armour", "dress", "skirt", "shirt", "t_shirt", "vest", "trousers", "jeans",
    "kimono", "uniform", "lab_coat", "apron", "tie", "boots", "shoes", "gloves", "scarf", "cape", "hoodie", "tank_top",
    "sweater", "shorts", "gown", "hospital_gown", "overalls", "scrubs", "school_uniform",
})  # fmt: skip
#: Garments of which one is enough: whoever is told to wear one of them wears no other of his role's.
OUTER = GARMENTS - {"tie", "boots", "shoes", "gloves", "scarf", "trousers", "jeans", "shorts", "skirt"}
#: What is on a body or worn on the head.
FEATURES = frozenset({
    *HAIRCUTS, "beard", "moustache", "scar", "tattoo", "piercing", "glasses", "eyepatch", "visor", "mask", "hood",
    "hat", "helmet", "crown", "cybereye", "cyberarm", "cyberleg", "glowing_eyes", "horns", "tusks", "wings",
    "long_beard", "goatee", "stubble", "cap", "beanie", "cowboy_hat", "top_hat", "chef_hat", "bandana", "veil",
    "headphones", "bandage", "surgical_mask", "balaclava", "sunglasses", "cigar", "cigarette", "gold_tooth", "freckles",
    "war_paint", "datajack", "earrings", "bloodied", "dirty", "ragged", "wet", "goggles",
    "necklace", "tuxedo", "black_lipstick", "red_lipstick", "clown_face", "leather", "denim", "silk", "barefoot",
    "faceless",
})  # fmt: skip
#: Of which a head wears one: whoever is told to wear one of them wears no other of his role's.
HEADGEAR = frozenset({
    "hood", "hat", "helmet", "crown", "cap", "beanie", "cowboy_hat", "top_hat", "chef_hat", "bandana", "veil",
    "headphones", "bandage",
})  # fmt: skip
#: Features that a portrait shows, but a figure in a scene does not.
ONLY_NEAR = frozenset({
    "scar", "piercing", "tattoo", "cybereye", "glasses", "eyepatch", "moustache", "glowing_eyes", "goatee", "stubble",
    "sunglasses", "cigar", "cigarette", "gold_tooth", "freckles", "datajack", "earrings",
    "necklace", "black_lipstick", "red_lipstick",
})  # fmt: skip
#: What a portrait is taken whole for, down to the feet: clothes that reach there, and poses that legs make.
WHOLE_GARMENTS = frozenset({
    "dress", "gown", "hospital_gown", "skirt", "kimono", "boots", "shoes", "trousers", "jeans", "shorts", "cape",
    "overalls", "scrubs",
})  # fmt: skip
WHOLE_POSES = frozenset({"stand", "walk", "dance", "point", "raise", "kneel", "crouch"})
