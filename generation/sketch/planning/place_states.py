"""The states that any place can be in, as "flooded": which of them a description says, and their names."""

from generation.reading.binding import bound
from generation.reading.noun_phrases import Deed, NounPhrase
from generation.reading.scene import Scene
from generation.reading.terms import Term
from generation.reading.vocabulary import PLACES

#: Each state, and the words of a caption for it, which stand before the place.
PLACE_STATES: dict[str, str] = {
    "abandoned": "abandoned",
    "overgrown": "overgrown",
    "wrecked": "wrecked",
    "burning": "burning",
    "flooded": "flooded",
    "decorated": "Christmas-decorated",
    "candlelit": "candlelit",
    "emergency": "red-lit",
    "blackout": "pitch-dark",
}
#: The scenes whose places show a state, or that are then painted as another place which does.
SHOWN_AS: dict[str, str] = {
    "street": "stage/stated_street", "market": "outdoors/alley", "bar": "room/tavern", "bar/club": "room/theatre",
    "lab": "room/control_room", "lab/clinic": "room/hospital", "boardroom": "room/office",
    "docks/warehouse": "room/factory", "docks": "outdoors/checkpoint", "skyline": "outdoors/roof_garden",
    "highway": "stage/stated_street",
}  # fmt: skip
BUILT_OF_SETS = frozenset(
    {"room", "outdoors", "castle", "village", "desert", "sea", "bridge", "park", "construction", "stage"}
)
_BUILDINGS = frozenset({"building", "tower", "ruin", "wall"})


def states_of(scene: Scene) -> tuple[str, ...]:
    """Return the states that a description says of its place, in the order of `PLACE_STATES`."""
    said = {term.effects["states"] for term in scene.terms.found("states") if _is_of_place(term, scene)}
    return tuple(state for state in PLACE_STATES if state in said)


def shows_states(scene: str, place: str) -> bool:
    """Tell whether a scene can show its place in a state."""
    return scene in BUILT_OF_SETS or f"{scene}/{place}".rstrip("/") in SHOWN_AS or scene in SHOWN_AS


def _is_of_place(term: Term, scene: Scene) -> bool:
    """Tell whether a word is said of the place, and not of a thing or of somebody: a "burning car" is none of it."""
    parts = bound(scene.terms)
    deed = next((each for each in parts if isinstance(each.part, Deed) and each.part.term.at == term.at), None)
    phrases = [each.part for each in parts if isinstance(each.part, NounPhrase)]
    owner = deed.owner if deed is not None else None
    phrase = next((part for part in phrases if term.at in {other.at for other in part.before}), owner)
    if phrase is None:
        return True
    head = phrase.head
    if head.means("furnishings") in _BUILDINGS:
        return True
    if head.means("districts") and not head.means("places"):
        return all(place.district for place in scene.places)  # a balcony over a "burning city" does not burn
    if head.means("places", "states", "hints"):
        return not head.means("furnishings")  # a "burning dumpster"
    return not head.effects and bool(head.senses & PLACES) and len(scene.places) == 1
