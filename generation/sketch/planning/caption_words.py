"""The English words of a caption, by the lexicon's names: of things, roles, looks, garments, deeds, hours, weather."""

from generation.sketch.planning.creatures import CREATURES
from generation.sketch.planning.things import ITEMS as ITEM_FACTS
from generation.sketch.planning.vehicles import CRASHED, VEHICLES

TIMES = {"night": "at night", "dawn": "at dawn", "day": "by day", "dusk": "at dusk"}
WEATHER = {
    "rain": "rain-soaked ", "fog": "foggy ", "snow": "snow-covered ", "ash": "ash-strewn ", "overcast": "overcast ",
    "clear": "",
}  # fmt: skip
OUTSIDE = {"rain": " with rain on its windows", "snow": " with snow at its windows", "fog": " with fog at its windows"}
FALLING = {"rain": " in the rain", "snow": " in the snow", "fog": " in the fog", "ash": " in falling ash"}
ROLES = {
    "samurai": "street samurai", "suit": "executive", "police": "police officer",
    "medic": "doctor", "cook": "chef", "docwagon": "DocWagon medic",
    "server": "bartender", "face": "negotiator", "king": "ruler",
    "patient": "wounded person",
}  # fmt: skip
THINGS = {
    **{kind: known.one for kind, known in (CREATURES | VEHICLES).items()},
    "dragon_western": "dragon", "ice": "piece of black IC",
}  # fmt: skip
ITEMS = {kind: known.one for kind, known in ITEM_FACTS.items()}
STATES = (CRASHED,)
NUMBERS_OF = {"heap": "a heap of", "stack": "a stack of"}
#: How somebody is shown, behind all that is said of them.
SHOWINGS = {"silhouette": "as a silhouette", "from_behind": "seen from behind"}
UNCOUNTED = {"steam": ("rising", "steam"), "moon": ("a full", "moon")}  # words before and after a colour
FEATURES = {
    "mask": "a mask", "helmet": "a helmet", "visor": "a glowing visor", "cybereye": "a cybereye",
    "cyberarm": "a chrome cyberarm", "cyberleg": "a chrome cyberleg", "mohawk": "a mohawk", "bald": "a shaved head",
    "dreads": "dreadlocks", "braids": "braids", "ponytail": "a ponytail", "bun": "a bun", "afro": "an afro",
    "undercut": "an undercut", "beard": "a beard", "moustache": "a moustache", "scar": "a scar", "glasses": "glasses",
    "eyepatch": "an eyepatch", "long_beard": "a long beard", "goatee": "a goatee", "stubble": "stubble", "cap": "a cap",
    "beanie": "a beanie", "cowboy_hat": "a cowboy hat", "top_hat": "a top hat", "chef_hat": "a chef's hat",
    "bandana": "a headscarf", "veil": "a veil", "headphones": "headphones", "bandage": "a bandaged head",
    "surgical_mask": "a surgical mask", "balaclava": "a balaclava", "sunglasses": "sunglasses", "cigar": "a cigar",
    "cigarette": "a cigarette", "gold_tooth": "a gold tooth", "freckles": "freckles", "war_paint": "war paint",
    "datajack": "a datajack", "earrings": "earrings", "bloodied": "blood stains", "dirty": "dirt on the clothes",
    "barefoot": "bare feet", "ragged": "torn clothes", "goggles": "goggles", "necklace": "a necklace",
    "black_lipstick": "black lipstick", "red_lipstick": "red lipstick", "clown_face": "a painted face",
    "wet": "wet clothes", "faceless": "the face in shadow",
    "hat": "a hat", "tattoo": "tattoos", "piercing": "piercings", "crown": "a crown",
    "wings": "wings", "horns": "horns", "tusks": "tusks", "glowing_eyes": "glowing eyes",
}  # fmt: skip
GARMENTS = {"armour": "body armour", "t_shirt": "T-shirt", "lab_coat": "lab coat", "tank_top": "tank top",
            "hospital_gown": "hospital gown", "gown": "evening gown",
            "school_uniform": "school uniform"}  # fmt: skip
UNCOUNTED_CLOTHES = frozenset(
    {"armour", "trousers", "jeans", "boots", "gloves", "shoes", "shorts", "overalls", "scrubs"}
)
STANCES = {
    "aim": "taking aim", "aim_at_us": "aiming at the viewer",
    "run": "running", "walk": "walking", "crouch": "crouching", "cast": "casting a spell",
    "sit": "sitting", "sneak": "sneaking", "lean": "leaning back", "kneel": "kneeling", "lie": "lying down",
    "fight": "fighting", "dance": "dancing", "point": "pointing",
    "drink": "drinking", "type": "typing",
    "raise": "raising both arms", "arms_crossed": "standing with arms crossed",
    "fall": "falling", "jump": "jumping", "ride": "riding",
    "crawl": "crawling", "climb": "climbing", "throw": "throwing something", "kick": "kicking",
    "float": "hovering in the air", "soar": "flying", "lounge": "lounging", "curl": "curled up", "bound": "tied up",
    "ground": "sitting cross-legged",
    "salute": "saluting", "wave": "waving", "hang": "hanging", "swim": "swimming",
}  # fmt: skip
DEEDS = {
    "read": "reading", "smoke": "smoking", "eat": "eating", "toast": "raising a cup",
    "play_guitar": "playing the guitar", "knit": "knitting", "repair": "repairing something", "operate": "operating",
    "cook": "cooking", "phone": "on the phone", "examine": "examining something", "offer": "holding something out",
    "slide": "pushing something across a table",
    "sell": "selling at a stall", "paint": "painting a picture", "sing": "singing", "pray": "praying", "cry": "crying",
    "look_out": "looking out of a window", "count": "counting at a table", "type": "typing", "doze": "dozing",
    "balloon": "holding a balloon on a string", "play_piano": "playing the piano", "play_drums": "playing drums",
    "play_violin": "playing the violin", "open_safe": "opening a safe", "write": "writing", "cover": "taking cover",
    "play_cards": "playing cards", "slump": "slumped", "lift": "holding something up", "polish": "wiping something",
    "chop": "cutting something up", "warm": "warming the hands",
}  # fmt: skip
EXPRESSIONS = {
    "smile": "smiling", "grin": "grinning", "angry": "looking angry", "sad": "looking sad", "shout": "shouting",
    "calm": "calm", "fear": "looking afraid", "laugh": "laughing", "cry": "crying", "bored": "looking bored",
    "surprise": "looking surprised",
}  # fmt: skip
BUILDS = frozenset({"muscular", "slim", "stocky", "fat", "tall", "short"})
INSIDE = {
    "submarine": "submarine", "vehicle_inside": "van", "train_inside": "train", "limousine": "limousine",
    "container": "shipping container",
}  # fmt: skip
SEXES = {"woman": "female", "man": "male"}


def called(kind: str) -> str:
    """Return the noun of a kind of subject, of a role or of a thing."""
    return THINGS.get(kind) or ITEMS.get(kind) or ROLES.get(kind) or kind.replace("_", " ")
