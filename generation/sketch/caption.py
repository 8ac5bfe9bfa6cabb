"""The words of a caption: how a planned picture is put in one plain English sentence. Standard library only."""

from collections.abc import Sequence

PLACES = {
    "street": "{weather}{neon}street {time}",
    "boardroom": "boardroom with a long table and a hologram, high over the city {time}",
    "matrix": "glowing Matrix host of data towers over an endless grid",
    "astral": "bright astral plane of coloured veils and ley lines",
    "barrens": "{weather}ruined street in the Barrens {time}, with a burning barrel",
    "skyline": "{weather}rooftop over the city {time}",
    "wilderness": "{weather}forest lake under mountains {time}",
}
TIMES = {"night": "at night", "dawn": "at dawn", "day": "by day", "dusk": "at dusk"}
WEATHER = {"rain": "rain-soaked ", "fog": "foggy ", "snow": "snow-covered ", "ash": "ash-strewn ", "clear": ""}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
ROLES = {
    "samurai": "street samurai", "decker": "decker", "mage": "mage", "shaman": "shaman", "rigger": "rigger",
    "ganger": "ganger",
    "suit": "person in a suit", "guard": "armoured guard", "detective": "detective", "squatter": "squatter",
    "runner": "runner",
}  # fmt: skip
PLURALS = {"person in a suit": "people in suits", "street samurai": "street samurai"}
THINGS = {"bike": "motorcycle", "ice": "piece of black IC", "fire": "barrel fire"}
ITEMS = {"focus": "magical amulet"}
FEATURES = {
    "katana": "a katana", "pistol": "a pistol", "rifle": "a rifle", "staff": "a glowing staff",
    "cyberdeck": "a cyberdeck",
    "commlink": "a commlink", "umbrella": "an umbrella", "hood": "a hood", "visor": "a glowing visor", "mask": "a mask",
    "cybereye": "a cybereye", "mohawk": "a mohawk", "long_hair": "long hair", "bald": "a shaved head",
    "dreads": "dreadlocks",
    "beard": "a beard", "hat": "a hat",
}  # fmt: skip


def _capital(text: str) -> str:
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


def sentence(scene: str, air: tuple[str, str], sign: str, subjects: Sequence[str], *, neon: bool) -> str:
    """Build the sentence of a scene from its (time, weather), its sign and what its subjects are called."""
    time, weather = air
    if scene == "item":
        text = f"{_capital(with_article(subjects[0]))} on a lit plinth before a blueprint"
    elif scene == "portrait":
        falling = {"rain": " in the rain", "snow": " in the snow", "fog": " in the fog", "ash": " in falling ash"}.get(
            weather, ""
        )
        text = f"A poster-like portrait of {subjects[0]} in profile, lit in two colours{falling}"
    else:
        place = PLACES[scene].format(weather=WEATHER[weather], time=TIMES[time], neon="neon-lit " if neon else "unlit ")
        text = _capital(with_article(place))
        text += f", with {listed(subjects)}" if subjects else ""
    return f"{text}; a sign says {sign}." if sign else f"{text}."
