"""The player's words as a text begins with them, and how city and weather are set before them."""

import re

from generation.reading.description import Reading

_SPACE = re.compile(r"\s+")
_PICTURE_OF = re.compile(
    r"^(?:(?:please\s+)?(?:draw|paint|show|make|create|generate)\s+(?:me\s+)?)?"
    r"(?:(?:an?|the)\s+(?:picture|image|scene)\s+(?:of|showing)\s+(?=\S))+",
    re.IGNORECASE,
)
_FIRST_PHRASE = re.compile(r"[^,.;:!?]*")
_SCENE = re.compile(
    r"(\w+)(?:\s+(?:scene|picture|image)s?\b)+(?=\s*$|\s+(?:in|at|on|with|by|during|under|after)\b)", re.IGNORECASE
)
#: What a scene is called after stays one: a crime scene.
_NAMED_AFTER = frozenset({"crime", "a", "an", "the", "this", "that", "fight", "love", "death", "battle", "of", "one"})


def without_preamble(text: str) -> str:
    """Return a description without what it says of itself: "A street scene" is "A street"."""
    text = _SPACE.sub(" ", text).strip().strip(",;").strip()
    shown = _PICTURE_OF.sub("", text)
    if shown != text and text[0].isupper():
        shown = shown[0].upper() + shown[1:]
    first = _FIRST_PHRASE.match(shown)
    end = first.end() if first else 0
    return (
        _SCENE.sub(lambda match: match[0] if match[1].lower() in _NAMED_AFTER else match[1], shown[:end]) + shown[end:]
    )


def is_bare_place(reading: Reading) -> bool:
    """Tell whether a description is nothing but a place that may have a city's name before it: "a street"."""
    places = reading.of({"takes_city"})
    if len(places) != 1 or reading.word(0) == "an" or not all(token.is_word for token in reading.tokens):
        return False
    first = 1 if reading.word(0) in {"a", "the"} else 0
    return places[0].at == first and places[0].at + places[0].length == len(reading.tokens)


def with_opening(text: str, reading: Reading, before: str, light: str) -> str:
    """Return a bare place with words set before it and the light behind it.

    "A street" becomes "A rain-soaked Seattle street with neon lighting".
    """
    if before:
        article = reading.word(0) in {"a", "the"}
        at = reading.tokens[1 if article else 0].start
        place = text[at:]
        if article:
            text = f"{text[:at]}{before} {place[0].lower()}{place[1:]}"
        elif place[0].isupper():
            text = f"{before[0].upper()}{before[1:]} {place[0].lower()}{place[1:]}"
        else:
            text = f"{before} {place}"
    return f"{text} with {light}" if light else text


def may_follow_article(before: str, reading: Reading) -> bool:
    """Tell whether words may stand behind the article that the player typed."""
    return reading.word(0) != "a" or before[:1].lower() not in tuple("aeiou")
