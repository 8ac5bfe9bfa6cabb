"""The places of a description."""

from generation.reading.gathering.discourse import Discourse
from generation.reading.named import Place
from generation.reading.noun_phrases import NounPhrase, ends_ambiguously
from generation.reading.terms import Term
from generation.reading.vocabulary import CONTEXTS

_ANY_ROOM = "room/room"


def take_place(said: Discourse, phrase: NounPhrase) -> None:
    """Take a place, of what stands before its noun where that says more."""
    head = phrase.head
    context = next((context for context in CONTEXTS if context in head.senses), "")
    effect, district = head.means("places", "districts"), not head.means("places")
    if effect == _ANY_ROOM:  # a "Matrix-Raum" is in the Matrix
        effect = next((term.means("places") for term in reversed(phrase.before) if is_a_place(term)), effect)
    if not effect:  # a "warehouse gate" is at a warehouse
        effect = next((term.means("places") for term in reversed(phrase.before) if is_a_place(term)), "")
        district = False
    place = Place(phrase.typed, head.at, effect, context, district and bool(effect), phrase.relation, phrase.leads_by)
    said.places.append(place)
    said.held = False


def is_a_place(term: Term) -> bool:
    """Tell whether a term before a noun is a place, and no "police station" of which only the end is known."""
    return bool(term.means("places")) and not (term.is_inexact and ends_ambiguously(term))
