"""The words of a caption: how a planned picture is put in one plain English sentence. Standard library only."""

from collections.abc import Sequence

from generation.sketch.planning.creatures import CREATURES

TIMES = {"night": "at night", "dawn": "at dawn", "day": "by day", "dusk": "at dusk"}
WEATHER = {
    "rain": "rain-soaked ", "fog": "foggy ", "snow": "snow-covered ", "ash": "ash-strewn ", "overcast": "overcast ",
    "clear": "",
}  # fmt: skip
FALLING = {"rain": " in the rain", "snow": " in the snow", "fog": " in the fog", "ash": " in falling ash"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
ROLES = {
    "samurai": "street samurai", "decker": "decker", "mage": "mage", "shaman": "shaman", "rigger": "rigger",
    "ganger": "ganger", "suit": "person in a suit", "guard": "armoured guard", "detective": "detective",
    "squatter": "squatter", "runner": "runner", "medic": "doctor", "docwagon": "DocWagon medic", "worker": "worker",
    "server": "bartender", "dancer": "dancer", "adept": "adept", "face": "negotiator",
}  # fmt: skip
PLURALS = {
    **{known.one: known.several for known in CREATURES.values()},
    "person in a suit": "people in suits", "street samurai": "street samurai",
}  # fmt: skip
THINGS = {
    **{kind: known.one for kind, known in CREATURES.items()},
    "bike": "motorcycle",
    "ice": "piece of black IC",
    "fire": "barrel fire",
}
ITEMS = {"focus": "magical amulet", "rifle": "assault rifle", "cyberarm": "chrome cyberarm", "case": "locked case"}
FEATURES = {
    "katana": "a katana", "pistol": "a pistol", "rifle": "a rifle", "staff": "a glowing staff",
    "cyberdeck": "a cyberdeck", "commlink": "a commlink", "umbrella": "an umbrella",
    "visor": "a glowing visor", "mask": "a mask", "helmet": "a helmet", "cybereye": "a cybereye",
    "cyberarm": "a chrome cyberarm", "mohawk": "a mohawk", "long_hair": "long hair", "short_hair": "short hair",
    "bald": "a shaved head",
    "dreads": "dreadlocks", "beard": "a beard", "hat": "a hat",
}  # fmt: skip
GARMENTS = {"armour": "body armour", "t_shirt": "T-shirt", "lab_coat": "lab coat", "tank_top": "tank top"}
UNCOUNTED_CLOTHES = frozenset({"armour", "trousers", "jeans", "boots", "gloves"})
STANCES = {
    "aim": "taking aim", "run": "running", "walk": "walking", "crouch": "crouching", "cast": "casting a spell",
    "sit": "sitting", "lean": "leaning back",
}  # fmt: skip


def capital(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def listed(phrases: Sequence[str]) -> str:
    """Join phrases as English does: "a, b and c"."""
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def with_article(phrase: str) -> str:
    """Put "a" or "an" before a phrase."""
    return f"{'an' if phrase[:1].lower() in 'aeiou' else 'a'} {phrase}"


def counted(count: int, adjectives: str, noun: str) -> str:
    """Say how many of something: "a red van", "two drones"."""
    if count == 1:
        return with_article(f"{adjectives} {noun}".strip())
    plural = PLURALS.get(noun, noun.replace("piece of", "pieces of") if noun.startswith("piece") else f"{noun}s")
    return " ".join(word for word in (NUMBERS[min(count, 6)], adjectives, plural) if word)


def garment(kind: str, colour: str, people: int) -> str:
    """Say what somebody wears, or each of several: "a black coat", "white suits"."""
    said = " ".join(word for word in (colour, GARMENTS.get(kind, kind)) if word)
    if kind in UNCOUNTED_CLOTHES:
        return said
    return with_article(said) if people == 1 else f"{said}s"


def of_portrait(subject: str, weather: str) -> str:
    """Say what a portrait shows, with nothing at its end."""
    return f"A low-key portrait of {subject}, lit in two colours{FALLING.get(weather, '')}"


def of_item(item: str) -> str:
    """Say what a plate of an item shows, with nothing at its end."""
    return f"{capital(item)}, whole in the picture, with callouts"
