"""Which words are the name of a city or of a part of one, and which only say where a room is."""

from generation.reading.noun_phrases import NounPhrase
from generation.reading.terms import Term

#: Places that are called after what they are: there is a downtown in any city. Where none is named, it is Seattle.
ANY_CITY = frozenset({
    "downtown", "city", "sprawl", "metroplex", "district", "neighbourhood", "neighborhood", "quarter", "stadt", "town",
    "innenstadt", "viertel", "stadtviertel", "seattle",
})  # fmt: skip


def names_a_city(term: Term) -> bool:
    """Tell whether a word is the name of a city or of a part of one, of which there is one in the world."""
    proper = term.means("districts") == "street" and term.folded not in ANY_CITY
    return proper or ("city" in term.senses and not term.means("features", "roles"))


def tells_which(term: Term, phrase: NounPhrase) -> bool:
    """Tell whether a word before a room only says where that is: the lobby of an "arcology lobby"."""
    inside = phrase.head.means("places").startswith(("room/", "lab", "bar", "boardroom"))
    other = term is not phrase.head and bool(term.means("places", "districts"))
    return inside and other and not names_a_city(term)
