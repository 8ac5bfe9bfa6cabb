"""What is held by nobody, and what holds other things itself: kinds of the lexicon's items."""

#: What is too large for hands.
HELD_BY_NOBODY = frozenset(
    {
        "motorbike", "coffin", "statue", "painting", "drone", "lamp", "bathtub", "fridge", "trid", "ladder", "crate",
        "barrel", "dumpster", "bin_bags", "trash_heap", "safe", "vault_door", "container", "bicycle", "tyre", "wheel",
        "vending_machine", "soykaf_machine", "server_rack", "satellite_dish", "antenna", "engine", "totem", "altar",
        "gravestone", "bones", "christmas_tree", "road_sign", "piano", "drums", "loudspeaker", "turntable",
        "telescope", "street_lamp", "traffic_light", "phone_booth", "bench", "fountain", "hydrant", "shopping_cart",
        "wheelchair", "traffic_cone", "tent", "sleeping_bag", "mirror", "potted_plant",
    },
)  # fmt: skip
#: Things that others are in, or on.
VESSELS = frozenset(
    {
        "bathtub", "jar", "box", "crate", "barrel", "fridge", "safe", "dumpster", "case", "suitcase_open", "gift_box",
        "shopping_cart", "wheelchair", "bench", "altar", "tool_box", "trash_heap", "backpack", "coffin",
    },
)  # fmt: skip
