"""One phrase on what else is to be seen: "grease on the floor"."""

from generation.prompts.rules.kit_selection import KitSelection
from generation.prompts.rules.kits import NOTHING, kits, known_details
from generation.prompts.rules.seeding import turned
from generation.reading.words import key

_UNROOFED = frozenset({"", "outdoors", "wilderness"})


def details(chosen: KitSelection, seed: int) -> tuple[str, ...]:
    """Return the phrases that may be told, the one that the seed chooses first."""
    return turned(chosen.form.details or _of_selection(chosen), seed, "detail")


def further_details(chosen: KitSelection, seed: int) -> tuple[str, ...]:
    """Return the phrases that a form such as a map has in place of a light."""
    return turned(chosen.form.also, seed, "further")


def _of_selection(chosen: KitSelection) -> tuple[str, ...]:
    """Return the details of what is done; else of the two that are told first, the weather before the subject."""
    if chosen.deed.details:
        return chosen.deed.details
    sky = next((kit for name, kit in kits("weather").items() if name in chosen.topics), NOTHING)
    groups = (
        sky.details if chosen.reading.context in _UNROOFED else (),
        chosen.own.details,
        chosen.place.details if chosen.kind != "item" else (),
        () if chosen.own.details else chosen.subject.details,
    )
    told = [group for group in groups if group]
    return tuple(phrase for group in told[:2] for phrase in group)


def is_detail(phrase: str) -> bool:
    """Tell whether a phrase is one of these."""
    return key(phrase) in known_details()
