"""What is said of people: garments, parts of the body, features."""

from generation.reading.gathering.discourse import Discourse
from generation.reading.named import LONG
from generation.reading.noun_phrases import NounPhrase
from generation.reading.small_words import small

#: What clothes are made of, where the word stands before them.
_STUFFS = {
    **dict.fromkeys(("leather", "leder"), "leather"), "denim": "denim",
    **dict.fromkeys(("silk", "satin", "velvet", "seide", "seiden", "samt"), "silk"),
}  # fmt: skip
#: What is in the mouth, whatever is done with it.
_SMOKED = frozenset({"cigar", "cigarette"})
_OF_CREATURES = frozenset({"glowing_eyes", "horns", "tusks", "wings", "scar"})  # which many have, and are all alike


def take_attribute(said: Discourse, phrase: NounPhrase) -> bool:
    """Bind a garment, a part of the body or a feature to who stands before it; tell whether it was."""
    head = phrase.head
    garment, part, feature = head.means("garments"), head.means("body_parts"), head.means("features")
    if not (garment or part or feature):
        return False
    handled = phrase.verb is not None and not phrase.relation and not (said.wearing or said.holding)
    lies = phrase.relation in {"at", "near", "above"} or (handled and feature not in _SMOKED)
    before = said.terms.before(phrase.terms[0])
    if lies and garment and phrase.relation == "at" and before is not None and before.folded in small("owners"):
        lies = False  # who has blood "on her coat" wears it
    if not said.people or (lies and not part):
        return bool(part) or (feature in _OF_CREATURES and bool(said.things))
    together = (phrase.relation == "in" or said.wearing) and phrase.count > 1
    for wearer in said.subjects if together and said.subjects else said.people[-1:]:
        if part == "hair":
            wearer.have_hair(phrase)
        elif part:
            wearer.have_part(part, phrase.colour)
        elif garment:
            wearer.wear(garment, phrase.colour)
            for term in (*phrase.before, head):  # a torn shirt, a leather jacket
                wearer.have(term.means("features") or _STUFFS.get(term.folded, ""))
        else:
            long = feature == "beard" and any(term.folded in LONG for term in phrase.before)
            wearer.have("long_beard" if long else feature, phrase.colour)
    said.held = False
    return True
