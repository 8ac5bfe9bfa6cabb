"""Whom and what a description names: people with what each is like, creatures and things, places."""

from dataclasses import dataclass, field
from itertools import pairwise

from generation.reading.noun_phrases import NounPhrase
from generation.reading.terms import Term

#: What a person is called by its colour: "a black woman" is dark, "a white samurai" wears white.
_SKIN_OF = {"black": "dark", "brown": "brown", "white": "light"}
#: Roles that say no more than that there is somebody, or how old: "a shaman girl" is a shaman.
_ONLY_SOMEBODY = frozenset({"person", "child"})
LONG = frozenset({"long", "bushy", "flowing", "lange", "langen", "langes", "langer", "langem"})
_LENGTHS = {
    "long_hair": LONG,
    "short_hair": frozenset({"short", "cropped", "kurze", "kurzen", "kurzes"}),
}
#: Features that are a way of wearing one's hair, whose colour is the hair's.
_HAIR = frozenset(
    {
        "mohawk",
        "long_hair",
        "short_hair",
        "dreads",
        "braids",
        "ponytail",
        "bun",
        "afro",
        "undercut",
        "beard",
        "long_beard",
        "goatee",
    }
)


@dataclass(frozen=True, slots=True)
class Worn:
    """A garment: its kind in the lexicon, and its colour, which may be empty."""

    kind: str
    colour: str = ""


@dataclass(slots=True)
class Person:
    """Somebody, or several alike: all that is said of them, by the lexicon's names. What is not said is empty.

    `words` are as typed; `told` tells that a number, an article or a plural brings them in, `own` that they are "my".
    `also` are the places of other nouns that say more of the same one, `trade` is the word for the role.
    """

    words: str
    at: int
    clause: int
    count: int = 1
    told: bool = False
    own: bool = False
    relation: str = ""
    metatype: str = ""
    role: str = ""
    gender: str = ""
    age: str = ""
    physique: str = ""
    skin: str = ""
    hair: str = ""
    expression: str = ""
    colour: str = ""
    pose: str = ""
    features: list[str] = field(default_factory=list)
    garments: list[Worn] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)
    also: list[int] = field(default_factory=list)
    trade: str = ""

    @classmethod
    def of(cls, phrase: NounPhrase) -> "Person":
        """Return whom a noun phrase names."""
        head = phrase.head
        person = cls(phrase.typed, head.at, phrase.clause, phrase.count, phrase.told, phrase.own, phrase.relation)
        for term in phrase.terms:
            person.describe(term)
            person.metatype = person.metatype or term.beginning.get("metatypes", "")
            person.role = person.role or term.beginning.get("roles", "")
        for colour, part in pairwise(phrase.before):
            if colour.means("colours") and part.means("body_parts"):
                person.have_part(part.means("body_parts"), colour.means("colours"))
        if "child" in [term.means("roles") for term in phrase.terms]:
            person.age = person.age or ("child" if head.folded.endswith(("junge", "jungen")) else "young")
        if person.role in _ONLY_SOMEBODY and phrase.colour in _SKIN_OF:
            person.skin = person.skin or _SKIN_OF[phrase.colour]
        else:
            person.colour = phrase.colour
        return person

    def describe(self, term: Term) -> None:
        """Note what a term says of somebody."""
        if (role := term.means("roles")) and (role not in _ONLY_SOMEBODY or not self.role):
            self.role, self.trade = role, term.folded
        self.metatype = term.means("metatypes") or self.metatype
        self.gender = term.means("genders") or ("woman" if term.feminine else self.gender)
        self.age = term.means("ages") or self.age
        self.physique = term.means("physiques") or self.physique
        self.skin = term.means("skins") or self.skin
        self.hair = term.means("hair_colours") or self.hair
        self.expression = term.means("expressions") or self.expression
        if not role:
            self.pose = self.pose or term.means("poses")
            self.have(term.means("features"))
            self.wear(term.means("garments"))

    def have(self, feature: str, colour: str = "") -> None:
        """Note a feature, nothing where it is empty."""
        if feature and feature not in self.features:
            self.features.append(feature)
        if feature in _HAIR:
            self.hair = colour or self.hair

    def wear(self, kind: str, colour: str = "") -> None:
        """Note a garment, nothing where it is empty."""
        if kind and Worn(kind, colour) not in self.garments:
            self.garments.append(Worn(kind, colour))

    def hold(self, kind: str) -> None:
        """Note what the hands hold."""
        if kind not in self.holds:
            self.holds.append(kind)

    def have_part(self, part: str, colour: str) -> None:
        """Note the colour of hair or skin; that of eyes is too small to see."""
        if part == "hair":
            self.hair = colour or self.hair
        elif part == "skin" and colour:
            self.skin = {"black": "dark", "white": "pale"}.get(colour, colour)

    def have_hair(self, phrase: NounPhrase) -> None:
        """Note what a phrase says of hair: "long red hair"."""
        said = next((term.means("hair_colours") for term in phrase.before if term.means("hair_colours")), "")
        self.have_part("hair", phrase.colour or said)
        words = {term.folded for term in phrase.before}
        for feature, lengths in _LENGTHS.items():
            if words & lengths:
                self.have(feature)
        for term in phrase.before:
            self.have(term.means("features"))

    def take_over(self, other: "Person") -> None:
        """Add what another phrase says of the same one."""
        for name in ("metatype", "gender", "age", "physique", "skin", "hair", "expression", "colour", "pose"):
            setattr(self, name, getattr(self, name) or getattr(other, name))
        if other.role and self.role in {"", "person"}:
            self.role, self.trade = other.role, other.trade
        for feature in other.features:
            self.have(feature)
        for worn in other.garments:
            self.wear(worn.kind, worn.colour)
        for kind in other.holds:
            self.hold(kind)


@dataclass(frozen=True, slots=True)
class Thing:
    """A creature, a vehicle or a thing: its table and effect in the lexicon, both empty where it is not in there."""

    words: str
    at: int
    table: str = ""
    kind: str = ""
    count: int = 1
    colour: str = ""
    relation: str = ""
    pose: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its effect in the lexicon, empty where it is not in there, and whether it is a district."""

    words: str
    at: int
    effect: str
    context: str
    district: bool
    relation: str
    lead: str = ""
