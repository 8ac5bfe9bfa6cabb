"""What a description shows: the people with what each wears and holds, the creatures and things, the places, the deeds.

Attributes are bound to their noun: a garment's colour is the garment's, and what is held is held by who stands before
it. A word that is not understood stays what it is, and is never taken for another.
"""

from dataclasses import dataclass

from generation.reading.binding import bound
from generation.reading.gathering import Gathering
from generation.reading.named import Person, Place, Thing
from generation.reading.noun_phrases import Deed
from generation.reading.term_reading import read_terms
from generation.reading.terms import Terms


@dataclass(frozen=True, slots=True)
class Scene:
    """A description as it is understood.

    `doing` are the lexicon's actions in order; what happens and is not in there stands as typed behind a "?".
    `furnishings` are the words for what stands about in places anyway. `asked` is a kind of picture that is asked for
    outright, `sheet` what it is drawn on.
    """

    terms: Terms
    people: tuple[Person, ...]
    things: tuple[Thing, ...]
    places: tuple[Place, ...]
    doing: tuple[str, ...]
    furnishings: tuple[str, ...]
    asked: str
    sheet: str

    @property
    def head(self) -> Person | Thing | Place | None:
        """Return what stands first."""
        named: tuple[Person | Thing | Place, ...] = (*self.people, *self.things, *self.places)
        return min(named, key=lambda each: each.at, default=None)


def read_scene(text: str, unwanted: str = "") -> Scene:
    """Read what a description shows, without what it or `unwanted` refuses."""
    terms = read_terms(text, unwanted)
    gathering = Gathering(terms)
    for each in bound(terms):
        if isinstance(each.part, Deed):
            gathering.do(each.part.term, each.owner)
        else:
            gathering.take(each.part, each.owner)
    gathering.let_those_named_stand_for_the_implied()
    gathering.let_members_stand_for_their_group()
    gathering.let_pronouns_tell()
    return Scene(
        terms,
        tuple(gathering.people),
        tuple(gathering.things),
        tuple(gathering.places),
        tuple(dict.fromkeys(gathering.doing)),
        tuple(gathering.furnishings),
        terms.chosen("asked"),
        terms.chosen("sheets"),
    )
