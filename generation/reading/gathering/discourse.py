"""The discourse: what a description has named so far, and whom its next word may be about."""

from dataclasses import dataclass, field

from generation.reading.named import Person, Place, Thing
from generation.reading.noun_phrases import NounPhrase
from generation.reading.terms import Term, Terms


@dataclass(slots=True)
class Discourse:
    """What a description has named so far, and what its next phrase or verb is bound to."""

    terms: Terms
    people: list[Person] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    doing: list[str] = field(default_factory=list)
    furnishings: list[str] = field(default_factory=list)
    #: Of whom a deed is: the mages of a "mage duel", unless it says who they are.
    implied: list[Person] = field(default_factory=list)
    last: NounPhrase | None = None
    #: Whether the last phrase is held by somebody, and so is what an "and" joins to it.
    held: bool = False
    wearing: bool = False
    holding: bool = False
    subjects: list[Person] = field(default_factory=list)
    #: Of the phrase that is being taken.
    owner: NounPhrase | None = None
    #: Whether those who are spoken of do something already.
    have_done: bool = False
    #: What is done by who follows, by the place of the noun.
    awaited: dict[int, list[Term]] = field(default_factory=dict)
