"""What one subject of a plan looks like: who somebody is, in what colours and states, whatever else is in the plan."""

from generation.reading.terms import Term
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.thing_states import COLOUR_OF, tells
from generation.sketch.planning.vehicle_states import STATES as VEHICLE_STATES

#: What is said of somebody, by the subject's field for it.
OF_PEOPLE = {
    "roles": "role", "metatypes": "metatype", "ages": "age", "physiques": "physique", "skins": "skin",
    "expressions": "expression", "hair_colours": "hair", "genders": "gender",
}  # fmt: skip
SOMEBODY = frozenset({"person", "child", ""})
_NEAR_AGES = {"child": {"young"}, "young": {"child", "teen"}, "teen": {"young"}}
_SKINS = {"dark": {"black", "brown"}, "light": {"white"}, "pale": {"white"}}
#: What is seen where one of these is.
ALIKE = {"beard": {"beard", "long_beard", "goatee", "stubble"}, "dress": {"dress", "gown"}}


def is_said_of(subject: Subject, name: str, effect: str) -> bool:
    """Tell whether somebody is what a word in one of the tables OF_PEOPLE says: as old, of that trade."""
    found = getattr(subject, OF_PEOPLE[name])
    if name in {"roles", "metatypes"} and effect in SOMEBODY | {"human"}:
        return name == "roles" or found in {"human", ""}
    return bool(found == effect or (name == "ages" and found in _NEAR_AGES.get(effect, ())))


def is_in_state(subject: Subject, term: Term) -> bool:
    """Tell whether a subject burns, is broken, is a wreck or in a heap, as a word says."""
    return any(
        tells(state, term.folded) or term.folded.startswith(VEHICLE_STATES.get(state, ())) for state in subject.features
    )


def colours_of(subject: Subject) -> set[str]:
    """Return the colours that are to be seen of a subject."""
    skin = _SKINS.get(subject.skin, {subject.skin})
    made_of = {COLOUR_OF[state] for state in subject.features if state in COLOUR_OF}
    return {subject.colour, subject.hair, *made_of, *(garment.colour for garment in subject.garments), *skin} - {""}
