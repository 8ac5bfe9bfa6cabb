"""What a description shows: the people with what each wears and holds, the creatures and things, the places, the deeds.

Attributes are bound to their noun: a garment's colour is the garment's, and what is held is held by who stands before
it. A word that is not understood stays what it is, and is never taken for another.
"""

from dataclasses import dataclass

from generation.reading.gathering.gathering import gather
from generation.reading.homonyms import without_homonyms
from generation.reading.named import Person, Place, Thing
from generation.reading.pronouns import with_pronouns
from generation.reading.term_reading import read_terms
from generation.reading.terms import Terms
from generation.reading.unnamed import with_the_unnamed


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
    terms = with_pronouns(with_the_unnamed(without_homonyms(read_terms(text, unwanted))))
    said = gather(terms)
    return Scene(
        terms,
        tuple(said.people),
        tuple(said.things),
        tuple(said.places),
        tuple(dict.fromkeys(said.doing)),
        tuple(said.furnishings),
        terms.chosen("asked"),
        terms.chosen("sheets"),
    )
