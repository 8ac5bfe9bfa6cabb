"""Trades: what somebody is called whose role is only the nearest that is painted, and the outfits of trades."""

from collections.abc import Mapping

from generation.reading.lexicon import table
from generation.reading.named import Person
from generation.sketch.planning.lexicon import OUTFITS

#: Roles that many trades are painted as; of those, the trade is said.
_BROAD = frozenset({
    "samurai", "decker", "mage", "shaman", "mechanic", "driver", "ganger", "bouncer", "adept", "priest", "fixer",
    "guard", "detective", "reporter", "squatter", "medic", "scientist", "worker", "vendor", "cook", "server", "singer",
    "runner", "king", "cowboy", "hunter", "prisoner",
})  # fmt: skip
#: Words for several, and of no trade.
_OF_NO_TRADE = frozenset(
    {"team", "squad", "force", "crew", "group", "others", "security", "htr", "face", "goon", "omae", "homeless"}
)
#: Outfits of trades that have another than their role.
_OUTFITS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("technomancer", "technomancerin", "otaku"), ("hoodie",)),
    **dict.fromkeys(("sniper", "scharfschuetze", "scharfschuetzin"), ("armour", "visor", "sniper_rifle")),
    **dict.fromkeys(("gladiator", "warrior", "krieger", "swordsman", "swordswoman"), ("armour", "sword")),
    **dict.fromkeys(("receptionist", "concierge"), ("suit",)),
    **dict.fromkeys(("fisherman", "angler", "fischer"), ("jacket", "beanie")),
    **dict.fromkeys(("assassin", "attentaeter", "assassine"), ("coat", "knife")),
}


def outfit_of(person: Person) -> tuple[str, ...]:
    """Return what somebody wears and carries by trade, by the lexicon's names."""
    return _OUTFITS.get(_singular(person.trade)) or OUTFITS.get(person.role, ())


def called(person: Person, *, german: bool) -> str:
    """Return the English word for somebody's trade, nothing where the role says as much."""
    word = _singular(person.trade)
    other = person.role in _BROAD and table("roles").get(word) == person.role and word != person.role
    return word if other and not german and _OF_NO_TRADE.isdisjoint(word.split()) else ""


def _singular(word: str) -> str:
    forms = (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("men") + "man", word)
    return next((form for form in forms if form in table("roles")), word)
