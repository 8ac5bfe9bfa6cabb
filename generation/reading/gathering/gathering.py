"""Gathering: binds each noun phrase and verb of a description, in order, to what stands before it."""

from dataclasses import replace

from generation.reading.binding import bound
from generation.reading.gathering.attributes import take_attribute
from generation.reading.gathering.deeds import take_deed
from generation.reading.gathering.discourse import Discourse
from generation.reading.gathering.events import (
    let_those_named_stand_for_the_implied,
    take_who_takes_part,
    takes_part_in_event,
)
from generation.reading.gathering.people import (
    let_members_stand_for_their_group,
    let_pronouns_tell,
    names_somebody,
    take_member,
    take_person,
)
from generation.reading.gathering.places import is_a_place, take_place
from generation.reading.gathering.things import (
    THING_TABLES,
    add_thing,
    is_filled,
    is_roof_of_vehicle,
    is_swung,
    take_thing,
)
from generation.reading.groups import PERSON_TABLES, by_members, number_in, role_in
from generation.reading.members import is_member
from generation.reading.named import Thing
from generation.reading.noun_phrases import NOUN_TABLES, Deed, NounPhrase, is_abstract, is_name, unlike_its_head
from generation.reading.small_words import small
from generation.reading.terms import Terms
from generation.reading.vocabulary import PLACES, THINGS

#: What has no look of its own where it stands: it is there anyway, or it is said of the picture.
_FACES = frozenset({"face", "head", "gesicht", "kopf"})
_UNSEEN_TABLES = (
    "lights", "furnishings", "text_only", "times", "weather", "crowds", "asked", "sheets", "numbers", "hints", "styles",
    "expressions",
)  # fmt: skip
_PASSIVE = frozenset({"wird", "werden", "wurde", "wurden"})
#: What is done to somebody who is named only as the owner of what it is done to.
_ABOUT_A_BODY = frozenset({"search", "feed_on", "bend_over"})
_DEAD = frozenset({"dead", "lifeless", "tot", "tote", "toter", "lebloser"})


def gather(terms: Terms) -> Discourse:
    """Bind the noun phrases and verbs of a text in order, and return what they name."""
    said = Discourse(terms)
    for each in bound(terms):
        if isinstance(each.part, Deed):
            take_deed(said, each.part.term, each.owner)
        else:
            _take_phrase(said, each.part, each.owner)
    let_those_named_stand_for_the_implied(said)
    let_members_stand_for_their_group(said)
    let_pronouns_tell(said)
    return said


def _take_phrase(said: Discourse, phrase: NounPhrase, owner: NounPhrase | None) -> None:
    """Take a noun phrase; `owner` is whose it is, or who is there."""
    if phrase.head.refused or phrase.head.stands_for >= 0:
        return
    said.owner = owner
    if is_member(phrase.head, said.terms.terms, german=said.terms.german):
        take_member(said, phrase)
        return
    if said.last is not None and said.last.clause != phrase.clause and phrase.relation == "of":
        said.last = None
    phrase = unlike_its_head(_of_group(said, by_members(_whose_face(phrase))))
    head = phrase.head
    over = phrase.leads_by in small("not now")
    if head.means("actions") and not over and not head.means(*PERSON_TABLES, *THING_TABLES, "places", "furnishings"):
        said.doing.append(head.means("actions"))
    if (head.means("actions") and not over) or "event" in head.senses:
        take_who_takes_part(said, phrase)
    if (phrase.relation == "like" and said.last is not None) or _is_name_of_house(said, phrase):
        pass  # what it is only compared with, or called after
    elif phrase.relation == "of" and _is_owned(said) and not _is_by_whom(said, phrase):
        _take_owner(said, phrase)
    elif names_somebody(said, phrase):
        take_person(said, phrase)
    elif not take_attribute(said, phrase):
        _take_named(said, phrase)
    said.last = phrase


def _is_by_whom(said: Discourse, phrase: NounPhrase) -> bool:
    """Tell whether a phrase names by whom something is done: "wird von zwei Wachen weggezerrt"."""
    before = {term.folded for term in said.terms.terms[: phrase.terms[0].at]}
    return phrase.leads_by in {"von", "vom"} and not before.isdisjoint(_PASSIVE) and names_somebody(said, phrase)


def _is_name_of_house(said: Discourse, phrase: NounPhrase) -> bool:
    """Tell whether a phrase is what a house is called: a "Kneipe zum lachenden Troll"."""
    last = said.last
    if last is None or phrase.leads_by not in {"zum", "zur"}:
        return False
    return bool(last.head.means("places")) and last.head.at == phrase.lead[0].at - 1


def _is_owned(said: Discourse) -> bool:
    """Tell whether something stands before that an "of" can belong to; "a picture of" is about what follows.

    A photograph that lies beside other things is one of them.
    """
    others = bool(said.people or said.things[:-1])
    face = said.last is not None and bool(said.last.head.folded in _FACES | small("body"))
    others = others or face  # whose eyes or face is named is there
    return said.last is not None and (others or said.last.head.folded.split()[-1] not in small("views"))


def _of_group(said: Discourse, phrase: NounPhrase) -> NounPhrase:
    """Return a phrase with the number of the group that stands before it: "a group of orks" are several."""
    last = said.last
    if phrase.relation != "of" or last is None or last.head.folded not in small("groups"):
        return phrase
    if last.head.means(*(name for name in NOUN_TABLES if name != "furnishings")):
        return phrase
    said.things = [thing for thing in said.things if thing.at != last.head.at]
    said.people = [person for person in said.people if person.at != last.head.at]
    count = number_in(last.head, phrase.count)
    return replace(phrase, relation=last.relation, verb=last.verb, count=count, told=True, joined=last.joined)


def _take_owner(said: Discourse, phrase: NounPhrase) -> None:
    """Take what follows an "of": whose it is, or of what; a place says where the other one is."""
    assert said.last is not None  # noqa: S101  # `_take_phrase` has looked
    of_whom = said.last.head.means("body_parts") or said.last.head.folded in _FACES
    if takes_part_in_event(said, phrase) or (of_whom and not said.people and names_somebody(said, phrase)):
        take_person(said, replace(phrase, relation=""))  # the "wedding of a troll and an elf", the "eyes of a troll"
        return
    if said.last.verb is not None and said.last.verb.means("deeds") in _ABOUT_A_BODY and names_somebody(said, phrase):
        take_person(said, replace(phrase, relation=""))  # "searches the pockets of a dead guard"
        return
    if said.last.head.means("items"):
        if phrase.head.means("items") and is_filled(said, phrase):
            add_thing(said, phrase, "items")  # a "safe full of gold bars"
        return  # a "map of Seattle"
    if said.last.head.means("furnishings") and phrase.head.means("items") and not said.people:
        take_thing(said, replace(phrase, relation=""))  # a "table full of weapons"
    elif phrase.head.means("places", "districts") or phrase.head.senses & PLACES:
        before = said.last.head.folded in small("fronts")  # "the entrance of a theatre"
        take_place(said, replace(phrase, relation="near") if before else phrase)
    elif said.last.lead and said.last.head.folded in small("limbs") | small("parts"):
        if names_somebody(said, phrase):  # "on the shoulder of a shaman"
            take_person(said, replace(phrase, relation="near"))
    elif said.last.head.means("places") and names_somebody(said, phrase) and phrase.count > 1:
        take_person(said, phrase)  # "a bar full of orks"


def _take_named(said: Discourse, phrase: NounPhrase) -> None:
    """Take a place, a thing or what else is named."""
    if phrase.head.folded in small("roofs") and is_roof_of_vehicle(said, phrase):
        return  # "a car with a surfboard on the roof"
    if phrase.head.means("furnishings") == "roof" and (kind := phrase.head.beginning.get("vehicles")):
        said.things.append(Thing(phrase.typed, phrase.head.at, "vehicles", kind))  # "auf einem Autodach"
        return
    if phrase.head.means("places", "districts"):
        take_place(said, phrase)
        # A submarine is a place for who is in it, and a vessel for who sees it.
        if phrase.head.means("vehicles") and phrase.relation not in {"in", "at"}:
            take_thing(said, phrase)
    elif phrase.head.means("creatures") == "bat" and is_swung(said, phrase):
        said.things.append(Thing(phrase.typed, phrase.head.at))
    elif phrase.head.means(*THING_TABLES):
        take_thing(said, phrase)
    else:
        _take_other(said, phrase)


def _take_other(said: Discourse, phrase: NounPhrase) -> None:
    """Take what is in no table: a place or thing that the enhancer alone knows, a name, or a word nobody knows."""
    head = phrase.head
    if head.means("furnishings"):
        of_place = next((term for term in reversed(phrase.before) if is_a_place(term)), None)
        if of_place is not None:  # a "vault door" is where a vault is
            take_place(said, replace(phrase, head=of_place, before=()))
        elif not phrase.relation:
            said.furnishings.append(head.typed)
    unseen = "city" in head.senses or head.folded[0].isdigit()
    unseen = unseen or (bool(head.means(*_UNSEEN_TABLES)) and not role_in(head))
    dead = any(term.folded in _DEAD for term in phrase.before)  # a "dead body" is no part of somebody
    if (
        unseen
        or is_abstract(head)
        or (head.folded in small("unseen") | small("views") | small("limbs") | small("parts") and not dead)
        or is_name(phrase, said.terms)
    ):
        return
    if head.senses & PLACES and not head.senses & THINGS:
        take_place(said, phrase)
    elif head.means("actions"):
        pass  # `_take_phrase` has noted it
    elif "event" in head.senses:
        said.doing.append(f"?{head.typed}")
    elif role := role_in(head):
        take_person(said, replace(phrase, count=number_in(head, 1), told=True))
        said.people[-1].role = said.people[-1].role or role
    elif head.folded not in small("groups") or "thing" in head.senses:
        said.things.append(
            Thing(phrase.typed, head.at, count=phrase.count, colour=phrase.colour, relation=phrase.relation)
        )


def _whose_face(phrase: NounPhrase) -> NounPhrase:
    """Return whose face is named as the one who is there: the human of a "human face"."""
    if phrase.head.folded not in _FACES or phrase.relation:
        return phrase
    at = next((at for at, term in enumerate(phrase.before) if term.means("metatypes")), None)
    return phrase if at is None else replace(phrase, head=phrase.before[at], before=phrase.before[:at])
