"""English as captions need it: articles, numbers, plurals, lists, capitals."""

from collections.abc import Sequence

from generation.sketch.planning.creatures import CREATURES
from generation.sketch.planning.things import ITEMS as ITEM_FACTS
from generation.sketch.planning.vehicles import VEHICLES

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
_PEOPLES = {f"{sort} {one}".strip(): f"{sort} {several}".strip() for sort in ("", "elf", "dwarf", "ork", "troll")
            for one, several in (("woman", "women"), ("man", "men"))}  # fmt: skip
PLURALS = {
    **_PEOPLES,
    **{known.one: known.several for known in (*CREATURES.values(), *VEHICLES.values())},
    **{known.one: known.several for known in ITEM_FACTS.values()},
    "street samurai": "street samurai", "child": "children", "person": "people", "elf": "elves", "dwarf": "dwarves",
    "wounded person": "wounded people", "piece of black IC": "pieces of black IC",
}  # fmt: skip


def capital(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """Begin a text with a small letter."""
    return text[:1].lower() + text[1:]


def listed(phrases: Sequence[str]) -> str:
    """Join phrases as English does: "a, b and c"."""
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def with_article(phrase: str) -> str:
    """Put "a" or "an" before a phrase."""
    return f"{'an' if phrase[:1].lower() in 'aeiou' and not phrase.startswith('uni') else 'a'} {phrase}"


def counted(count: int, adjectives: str, noun: str) -> str:
    """Say how many of something: "a red van", "two drones"."""
    if count == 1:
        return with_article(f"{adjectives} {noun}".strip())
    return " ".join(word for word in (NUMBERS[min(count, len(NUMBERS) - 1)], adjectives, plural(noun)) if word)


def plural(noun: str) -> str:
    """Return a noun for several."""
    if noun.endswith("man"):
        return f"{noun.removesuffix('man')}men"
    return PLURALS.get(noun, f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s")
