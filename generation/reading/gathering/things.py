"""The things of a description: held by somebody, in or on another one, or there for themselves."""

from generation.reading.gathering.discourse import Discourse
from generation.reading.gathering.people import doers
from generation.reading.handling import HELD_BY_NOBODY, VESSELS
from generation.reading.named import Person, Thing
from generation.reading.noun_phrases import NounPhrase
from generation.reading.small_words import small

THING_TABLES = ("creatures", "drones", "vehicles", "effects", "items")
_AT_HAND = frozenset({"drawn", "raised", "ready", "blazing", "gezogen", "gezückt", "erhoben"})


def take_thing(said: Discourse, phrase: NounPhrase) -> None:
    """Take a thing: into the hands of who holds it, or as one that is there."""
    item = phrase.head.means("items")
    if said.people and not item and phrase.verb is not None and phrase.verb.folded in small("depicts"):
        said.things.append(Thing(phrase.typed, phrase.head.at))  # "a child paints a dragon"
        return
    if said.last is not None and said.last.head.means("items") and not said.people:
        if phrase.relation == "at" and not phrase.told:
            return  # "engraved on the blade"
        if item and item != said.last.head.means("items") and is_filled(said, phrase):
            add_thing(said, phrase, "items")
            return
        if phrase.relation == "with":
            said.things.append(Thing(phrase.typed, phrase.head.at, relation="with"))  # what is on it is no subject
            return
    if item and _is_held(said, phrase, item):
        for holder in _holders(said):
            holder.hold(item)
        said.held = True
        return
    name = next(name for name in THING_TABLES if name in phrase.head.effects)
    if name == "vehicles" and _is_ridden(phrase):
        for rider in doers(said, said.owner) if said.owner is not None else []:
            rider.pose = rider.pose or ("ride" if phrase.head.means(name) == "bike" else "sit")
    add_thing(said, phrase, name)
    said.held = False


def add_thing(said: Discourse, phrase: NounPhrase, name: str) -> None:
    """Take a thing as one that is there, of the table of that name."""
    pose = next((term.means("poses") for term in phrase.before if term.means("poses")), "")
    kind = phrase.head.effects[name]
    said.things.append(
        Thing(phrase.typed, phrase.head.at, name, kind, phrase.count, phrase.colour, phrase.relation, pose)
    )


def _holders(said: Discourse) -> list[Person]:
    """Return who holds what is taken: whoever does something, or whose it is."""
    if said.holding and said.subjects:
        return said.subjects
    owner = said.owner.head.at if said.owner is not None else -1
    return [person for person in said.people if owner in {person.at, *person.also}] or said.people[-1:]


def is_filled(said: Discourse, phrase: NounPhrase) -> bool:
    """Tell whether something is in what stands before it: a "jar with a rose", a "safe full of gold"."""
    return said.last is not None and phrase.relation in {"with", "of"} and said.last.head.means("items") in VESSELS


def _is_held(said: Discourse, phrase: NounPhrase, kind: str) -> bool:
    if not said.people or kind in HELD_BY_NOBODY:
        return False
    if phrase.joined and said.held:
        return True
    if phrase.relation == "with":
        return said.last is None or not said.last.head.means("places")  # but "a bar with a katana on the wall"
    if phrase.verb is not None:
        return said.holding and not phrase.relation
    after = said.terms.terms[phrase.head.at + 1 : phrase.head.at + 2]
    drawn = bool(after) and after[0].folded in _AT_HAND
    return phrase.relation not in {"at", "near", "above"} and phrase.after_mark and (drawn or not phrase.told)


def is_swung(said: Discourse, phrase: NounPhrase) -> bool:
    """Tell whether a bat is one that somebody holds."""
    return bool(said.people) and (said.holding or phrase.relation == "with")


def is_roof_of_vehicle(said: Discourse, roof: NounPhrase) -> bool:
    """Tell whether a roof is that of a vehicle that is named before it, or behind it after an "of"."""
    after = said.terms.terms[roof.head.at + 1 : roof.head.at + 5]
    if after and after[0].folded in small("of") | {"des", "eines"}:
        return any(term.means("vehicles") for term in after)
    vehicle = any(thing.table == "vehicles" for thing in said.things)
    return vehicle and bool(roof.leads_by) and not any(term.means("places") for term in roof.before)


def _is_ridden(phrase: NounPhrase) -> bool:
    """Tell whether somebody is on or in a vehicle: "on a bike", but not "throws a bottle at a tank"."""
    moves = phrase.verb is None or bool(phrase.verb.means("poses", "actions"))
    return moves and phrase.leads_by in {"on", "in", "inside", "aboard", "auf", "im", "in the back of"}
