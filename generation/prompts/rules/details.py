"""One phrase on what else is to be seen: "grease on the floor"."""

from generation.prompts.rules.kits import NOTHING, kits, known_details
from generation.prompts.rules.seeding import turned
from generation.prompts.rules.shown import Shown
from generation.reading.words import key

_UNROOFED = frozenset({"", "outdoors", "wilderness"})


def details(shown: Shown, seed: int) -> tuple[str, ...]:
    """Return the phrases that may be told, the one that the seed chooses first."""
    return turned(shown.form.details or _of_what_is_shown(shown), seed, "detail")


def further_details(shown: Shown, seed: int) -> tuple[str, ...]:
    """Return the phrases that a form such as a map has in place of a light."""
    return turned(shown.form.also, seed, "further")


def _of_what_is_shown(shown: Shown) -> tuple[str, ...]:
    """Return the details of what is done; else of the two that are told first, the weather before the subject."""
    if shown.deed.details:
        return shown.deed.details
    sky = next((kit for name, kit in kits("weather").items() if name in shown.topics), NOTHING)
    groups = (
        sky.details if shown.reading.context in _UNROOFED else (),
        shown.own.details,
        shown.place.details if shown.kind != "item" else (),
        () if shown.own.details else shown.subject.details,
    )
    told = [group for group in groups if group]
    return tuple(phrase for group in told[:2] for phrase in group)


def is_detail(phrase: str) -> bool:
    """Tell whether a phrase is one of these."""
    return key(phrase) in known_details()
