"""Who and what takes part in an event that is named: the gangers of a "gang shootout"."""

from dataclasses import replace

from generation.reading.gathering.discourse import Discourse
from generation.reading.gathering.people import names_somebody, take_person
from generation.reading.gathering.places import take_place
from generation.reading.gathering.things import take_thing
from generation.reading.groups import PERSON_TABLES
from generation.reading.named import Person, Thing
from generation.reading.noun_phrases import NounPhrase
from generation.reading.terms import Term

_OF_CARS = frozenset({"car chase", "high speed chase", "street race"})


def take_who_takes_part(said: Discourse, phrase: NounPhrase) -> None:
    """Take what stands before an event: a "gang shootout" has gangers, a "helicopter extraction" a helicopter."""
    for term in phrase.before:
        if term.means("creatures", "vehicles", "drones"):
            take_thing(said, replace(phrase, head=term, before=(), relation="", count=1))
        elif term.means("places"):
            take_place(said, replace(phrase, head=term, before=(), relation="in"))
        elif term.means(*PERSON_TABLES):
            take_person(said, replace(phrase, head=term, before=(), relation="", count=2))
            said.implied += said.people[-1:]
    if phrase.head.folded in _OF_CARS:
        said.things.append(Thing(phrase.typed, phrase.head.at, "vehicles", "car", 2))
    take_beginning(said, phrase.head)


def take_beginning(said: Discourse, term: Term) -> None:
    """Take who or what a German compound has an event of: two mages in a "Magierduell"."""
    for table in PERSON_TABLES:
        if effect := term.beginning.get(table):
            person = Person(term.typed, term.at, said.terms.clause(term), 2, told=True)
            person.describe(replace(term, effects={table: effect}))
            said.people.append(person)
            said.implied.append(person)
    if kind := term.beginning.get("vehicles"):
        said.things.append(Thing(term.typed, term.at, "vehicles", kind, 2))


def takes_part_in_event(said: Discourse, phrase: NounPhrase) -> bool:
    """Tell whether a phrase names who takes part in an event, or one more of them."""
    last = said.last
    if last is None or not names_somebody(said, phrase):
        return False
    another = phrase.joined and last.relation == "of" and names_somebody(said, last)
    return another or bool(last.head.means("actions")) or "event" in last.head.senses


def let_those_named_stand_for_the_implied(said: Discourse) -> None:
    """Leave out whom an event's name alone implies where others are named: "a mage duel of an elf and an ork"."""
    named = [person for person in said.people if all(person is not implied for implied in said.implied)]
    if named and said.implied:
        for person in named:
            person.role = person.role or said.implied[0].role
        said.people = named
