"""What words mean to the painter: `lexicon.toml` read into tables of phrase -> effect. Data only; `plan` reads it."""

import tomllib
from pathlib import Path

_DATA: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))


def _table(name: str) -> dict[str, str]:
    """Turn a table of `effect = "phrase, phrase"` round into phrase -> effect."""
    return {phrase.strip(): effect for effect, phrases in _DATA[name].items() for phrase in phrases.split(",")}


PLACES = _table("places")
HINTS = _table("hints")
ASKED = _table("asked")
TIMES = _table("times")
HOURS = _table("hours")
WEATHER = _table("weather")
CAMERAS = _table("cameras")
CROWDS = _table("crowds")
LIGHTS = _table("lights")
NEON = _table("neon")
STYLE_WORDS = _table("styles")
METATYPES = _table("metatypes")
ROLES = _table("roles")
FEATURES = _table("features")
THINGS = _table("things")
ITEMS = _table("items")
COLOUR_WORDS = _table("colours")
NUMBERS = {word: int(number) for word, number in _table("numbers").items()}
TEXT_ONLY = _table("text_only")  # phrase -> why it has no pixels
TABLES = {
    "places": PLACES, "hints": HINTS, "asked": ASKED, "times": TIMES, "hours": HOURS, "weather": WEATHER,
    "cameras": CAMERAS, "crowds": CROWDS, "lights": LIGHTS, "neon": NEON, "styles": STYLE_WORDS,
    "metatypes": METATYPES, "roles": ROLES, "features": FEATURES, "things": THINGS, "items": ITEMS,
}  # fmt: skip

# Words that empty a scene only when they are negated: "people", "no people".
NEGATED_ONLY = frozenset({"people", "crowd", "pedestrian", "pedestrians", "passers by", "leute", "menschen"})
MOST = 6  # of one thing in a picture

NEGATIONS = frozenset(
    [
        "no",
        "not",
        "without",
        "never",
        "minus",
        "except",
        "sans",
        "zero",
        "lacking",
        "don't",
        "doesn't",
        "isn't",
        "aren't",
        "kein",
        "keine",
        "keinen",
        "keiner",
        "keinem",
        "ohne",
        "nicht",
    ]
)

STYLES = (
    "neon_noir", "corp_sterile", "barrens_grit", "matrix_deep", "ar_overlay", "astral_dream", "street_magic", "dossier",
    "gear_blueprint", "graphic_novel", "painted_cover", "vhs_90s", "security_cam", "wild_awakened", "toxic",
    "tactical_map",
)  # fmt: skip

COLOURS = {
    "red": "#d8242c", "crimson": "#b8142c", "orange": "#f07018", "yellow": "#f0c828", "gold": "#d8a038",
    "green": "#30a848", "teal": "#18a09a", "cyan": "#20c8e8", "blue": "#2858d8", "purple": "#7a38c8",
    "violet": "#8a48e0", "pink": "#f050a0", "magenta": "#e828a8", "white": "#e0e4ea", "silver": "#a8b0ba",
    "grey": "#70767e", "black": "#101014", "brown": "#5a3a22",
}  # fmt: skip

# What a role wears and carries when the prompt does not say.
OUTFITS: dict[str, tuple[str, ...]] = {
    "samurai": ("coat", "katana"),
    "decker": ("hood", "cyberdeck"),
    "mage": ("robe", "staff"),
    "shaman": ("robe", "hood", "staff"),
    "rigger": ("jacket", "visor"),
    "ganger": ("jacket", "mohawk"),
    "adept": (),
    "face": ("suit",),
    "suit": ("suit",),
    "guard": ("armour", "visor", "rifle"),
    "detective": ("coat", "hat"),
    "squatter": ("hood", "coat"),
    "medic": ("coat", "mask", "visor"),
    "docwagon": ("armour", "helmet"),
    "worker": ("jacket", "hat"),
    "server": ("suit", "bald"),
    "dancer": ("woman", "long_hair"),
    "runner": ("coat",),
}
PORTRAIT_FEATURES = frozenset({
    "hood", "visor", "mask", "cybereye", "mohawk", "long_hair", "short_hair", "bald", "dreads", "beard", "hat",
    "helmet", "woman", "cyberarm", "coat", "jacket", "robe", "suit", "armour", "katana", "pistol", "rifle", "staff",
})  # fmt: skip
FIGURE_FEATURES = frozenset(FEATURES.values())
