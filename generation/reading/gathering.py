"""Gathering: binds each noun phrase and verb of a description to what stands before it."""

from dataclasses import replace

from generation.reading.groups import PERSON_TABLES, by_members, number_in, role_in
from generation.reading.handling import HELD_BY_NOBODY, VESSELS
from generation.reading.members import is_member, named_instead, split_off
from generation.reading.named import LONG, Person, Place, Thing
from generation.reading.noun_phrases import (
    GROUP,
    NOUN_TABLES,
    NounPhrase,
    ends_ambiguously,
    is_abstract,
    is_name,
    is_noun,
    unlike_its_head,
)
from generation.reading.small_words import small
from generation.reading.somebody import apposed, is_bare_face, is_person
from generation.reading.terms import Term, Terms
from generation.reading.vocabulary import CONTEXTS, PLACES, THINGS

THING_TABLES = ("creatures", "drones", "vehicles", "effects", "items")
#: What has no look of its own where it stands: it is there anyway, or it is said of the picture.
_FACES = frozenset({"face", "head", "gesicht", "kopf"})
_UNSEEN_TABLES = (
    "lights", "furnishings", "text_only", "times", "weather", "crowds", "asked", "sheets", "numbers", "hints", "styles",
    "expressions",
)  # fmt: skip
_DEAD = frozenset({"dead", "lifeless", "tot", "tote", "toter", "lebloser"})
_NEAR_BY = 6  # words within which a "by" tells who does it: "dragged into a van by a medic"
#: What clothes are made of, where the word stands before them.
_STUFFS = {
    **dict.fromkeys(("leather", "leder"), "leather"), "denim": "denim",
    **dict.fromkeys(("silk", "satin", "velvet", "seide", "seiden", "samt"), "silk"),
}  # fmt: skip
#: What is in the mouth, whatever is done with it.
_SMOKED = frozenset({"cigar", "cigarette"})
_OF_CREATURES = frozenset({"glowing_eyes", "horns", "tusks", "wings", "scar"})  # which many have, and are all alike
_AT_HAND = frozenset({"drawn", "raised", "ready", "blazing", "gezogen", "gezückt", "erhoben"})
_POSE_OF = {"fly": "fly", "sleep": "lie"}  # of a creature, by what it does
_OF_CARS = frozenset({"car chase", "high speed chase", "street race"})
_ANY_ROOM = "room/room"
_WEARS_OR_HOLDS = frozenset({"traegt", "tragend", "tragen"})


class Gathering:
    """Takes noun phrases and verbs in order, and binds each to what stands before it."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self.people: list[Person] = []
        self.things: list[Thing] = []
        self.places: list[Place] = []
        self.doing: list[str] = []
        self.furnishings: list[str] = []
        self._implied: list[Person] = []  # of whom a deed is: the mages of a "mage duel", unless it says who they are
        self._last: NounPhrase | None = None
        self._held = False  # whether the last phrase is held by somebody, and so is what an "and" joins to it
        self._wearing = self._holding = False
        self._subjects: list[Person] = []
        self._owner: NounPhrase | None = None  # of the phrase that is being taken
        self._have_done = False  # whether those who are spoken of do something already
        self._awaited: dict[int, list[Term]] = {}  # what is done by who follows, by the place of the noun

    def do(self, term: Term, doer: NounPhrase | None = None) -> None:
        """Take a verb, or a word that says how somebody is; `doer` is who stands where one does it."""
        if term.refused:
            return
        self._wearing = term.means("handling") == "wear"
        self._holding = term.means("handling") == "hold" or term.folded in _WEARS_OR_HOLDS
        pose, action = term.means("poses"), term.means("actions")
        if action:
            self.doing.append(action)
            self._take_beginning(term)
        if self._is_suffered(term):
            self.doing += [pose] if pose == "carry" else []
            pose = "lie" if pose == "carry" else ""
        subjects = [] if self._is_anothers() else self._doers(doer)
        if doer is not None and not subjects and not self._is_named(doer):
            self._awaited.setdefault(doer.head.at, []).append(replace(term, effects={**term.effects, "poses": pose}))
        self._have_done = self._have_done or bool(subjects)
        for person in subjects:
            person.pose = person.pose or pose
            if not is_noun(term) or term.means("features"):
                person.describe(replace(term, effects={**term.effects, "poses": ""}))
        self._pose_thing(pose or _POSE_OF.get(action, ""), doer if not subjects else None)

    def _pose_thing(self, pose: str, doer: NounPhrase | None) -> None:
        """Pose the creature that does something."""
        for at, thing in enumerate(self.things):
            if doer is not None and thing.at == doer.head.at and thing.table in {"creatures", "drones"}:
                self.things[at] = replace(thing, pose=thing.pose or pose)

    def _is_named(self, phrase: NounPhrase) -> bool:
        """Tell whether a noun phrase has been taken already."""
        return self._last is not None and phrase.head.at <= self._last.head.at

    def _doers(self, doer: NounPhrase | None) -> list[Person]:
        """Return the people who do something: whoever stands before the verb, with those joined to them."""
        if doer is None:
            return self._subjects or self.people[-1:]
        named = [person for person in self.people if doer.head.at in {person.at, *person.also}]
        if not named:
            return []
        return self._subjects if any(person is named[0] for person in self._subjects) else named

    def _is_anothers(self) -> bool:
        """Tell whether something else stands before the verb: "a singer, crowd cheering"."""
        last = self._last
        if last is None or last.relation or last.verb is not None or self._names_somebody(last):
            return False
        return not last.head.means("garments", "features", "body_parts", *THING_TABLES[-1:])

    def _is_suffered(self, term: Term) -> bool:
        """Tell whether it is done to them: "carried by an ork"."""
        after = [other.folded for other in self._terms.terms[term.at + 1 : term.at + _NEAR_BY]]
        return term.folded.endswith("ed") and "by" in after

    def take(self, phrase: NounPhrase, owner: NounPhrase | None = None) -> None:
        """Take a noun phrase; `owner` is whose it is, or who is there."""
        if phrase.head.refused:
            return
        self._owner = owner
        if is_member(phrase.head, self._terms.terms, german=self._terms.german):
            self._take_member(phrase)
            return
        if self._last is not None and self._last.clause != phrase.clause and phrase.relation == "of":
            self._last = None
        phrase = unlike_its_head(self._of_group(by_members(_whose_face(phrase))))
        head = phrase.head
        over = phrase.leads_by in small("not now")
        if (
            head.means("actions")
            and not over
            and not head.means(*PERSON_TABLES, *THING_TABLES, "places", "furnishings")
        ):
            self.doing.append(head.means("actions"))
        if (head.means("actions") and not over) or "event" in head.senses:
            self._take_who_does_it(phrase)
        if phrase.relation == "like" and self._last is not None:
            pass  # what it is only compared with
        elif phrase.relation == "of" and self._is_owned():
            self._take_owner(phrase)
        elif self._names_somebody(phrase):
            self._take_person(phrase)
        elif not self._take_attribute(phrase):
            self._take_named(phrase)
        self._last = phrase

    def _take_member(self, phrase: NounPhrase) -> None:
        """Take one of those who are named before: "einer spielt Gitarre"."""
        one = split_off(self.people, phrase.head.at, more=phrase.head.folded == "another")
        if one is not None:
            self.people.append(one)
            self._subjects, self._last = [one], phrase
        self._wearing = self._holding = self._held = False

    def _take_who_does_it(self, phrase: NounPhrase) -> None:
        """Take what stands before an event: a "gang shootout" has gangers, a "helicopter extraction" a helicopter."""
        for term in phrase.before:
            if term.means("creatures", "vehicles", "drones"):
                self._take_thing(replace(phrase, head=term, before=(), relation="", count=1))
            elif term.means("places"):
                self._take_place(replace(phrase, head=term, before=(), relation="in"))
            elif term.means(*PERSON_TABLES):
                self._take_person(replace(phrase, head=term, before=(), relation="", count=2))
                self._implied += self.people[-1:]
        if phrase.head.folded in _OF_CARS:
            self.things.append(Thing(phrase.typed, phrase.head.at, "vehicles", "car", 2))
        self._take_beginning(phrase.head)

    def _take_beginning(self, term: Term) -> None:
        """Take who or what a German compound has an event of: two mages in a "Magierduell"."""
        for table in PERSON_TABLES:
            if effect := term.beginning.get(table):
                person = Person(term.typed, term.at, self._terms.clause(term), 2, told=True)
                person.describe(replace(term, effects={table: effect}))
                self.people.append(person)
                self._implied.append(person)
        if kind := term.beginning.get("vehicles"):
            self.things.append(Thing(term.typed, term.at, "vehicles", kind, 2))

    def _is_owned(self) -> bool:
        """Tell whether something stands before that an "of" can belong to; "a picture of" is about what follows.

        A photograph that lies beside other things is one of them.
        """
        others = bool(self.people or self.things[:-1])
        return self._last is not None and (others or self._last.head.folded.split()[-1] not in small("views"))

    def _of_group(self, phrase: NounPhrase) -> NounPhrase:
        """Return a phrase with the number of the group that stands before it: "a group of orks" are several."""
        last = self._last
        if phrase.relation != "of" or last is None or last.head.folded not in small("groups"):
            return phrase
        if last.head.means(*(name for name in NOUN_TABLES if name != "furnishings")):
            return phrase
        self.things = [thing for thing in self.things if thing.at != last.head.at]
        self.people = [person for person in self.people if person.at != last.head.at]
        count = number_in(last.head, phrase.count)
        return replace(phrase, relation=last.relation, verb=last.verb, count=count, told=True, joined=last.joined)

    def _take_owner(self, phrase: NounPhrase) -> None:
        """Take what follows an "of": whose it is, or of what; a place says where the other one is."""
        assert self._last is not None  # noqa: S101  # `take` has looked
        if self._is_of_event(phrase):
            self._take_person(replace(phrase, relation=""))  # the "wedding of a troll and an elf"
            return
        if self._last.head.means("items"):
            if phrase.head.means("items") and self._is_filled(phrase):
                self._add_thing(phrase, "items")  # a "safe full of gold bars"
            return  # a "map of Seattle"
        if self._last.head.means("furnishings") and phrase.head.means("items") and not self.people:
            self._take_thing(replace(phrase, relation=""))  # a "table full of weapons"
        elif phrase.head.means("places", "districts") or phrase.head.senses & PLACES:
            before = self._last.head.folded in small("fronts")  # "the entrance of a theatre"
            self._take_place(replace(phrase, relation="near") if before else phrase)
        elif self._last.lead and self._last.head.folded in small("limbs") | small("parts"):
            if self._names_somebody(phrase):  # "on the shoulder of a shaman"
                self._take_person(replace(phrase, relation="near"))
        elif self._last.head.means("places") and self._names_somebody(phrase) and phrase.count > 1:
            self._take_person(phrase)  # "a bar full of orks"

    def _is_of_event(self, phrase: NounPhrase) -> bool:
        """Tell whether a phrase names who takes part in an event, or one more of them."""
        last = self._last
        if last is None or not self._names_somebody(phrase):
            return False
        another = phrase.joined and last.relation == "of" and self._names_somebody(last)
        return another or bool(last.head.means("actions")) or "event" in last.head.senses

    # People

    def _names_somebody(self, phrase: NounPhrase) -> bool:
        return is_person(phrase, self._terms, self.people, wearing=self._wearing)

    def _take_person(self, phrase: NounPhrase) -> None:
        if is_bare_face(phrase, self.people):
            phrase = replace(phrase, head=replace(phrase.head, effects={"roles": "person"}))
        person = Person.of(phrase)
        several = "group" in phrase.head.senses and not (self._terms.german and phrase.told)  # "ein Söldner"
        if several and not phrase.head.plural and phrase.count == 1:
            person.count = number_in(phrase.head, GROUP)  # "riot police", "a couple"
        if phrase.count == 1 and phrase.head.folded.endswith("paar"):
            person.count = 2  # "Liebespaar"
        if (same := apposed(person, phrase, self._terms, self.people)) is not None:
            same.take_over(person)
            same.also.append(person.at)
            person = same
        else:
            self.people.append(person)
        subject = phrase.verb is None and phrase.relation in {"", "with", "like", "of"}
        beside = phrase.joined and subject and self._last is not None and self._names_somebody(self._last)
        beside = beside and not self._have_done
        self._have_done = False
        self._subjects = [*self._subjects, person] if beside else [person]
        self._held = self._wearing = self._holding = False
        for verb in self._awaited.pop(phrase.head.at, []):
            person.pose = person.pose or verb.means("poses")

    def let_those_named_stand_for_the_implied(self) -> None:
        """Leave out whom an event's name alone implies where others are named: "a mage duel of an elf and an ork"."""
        named = [person for person in self.people if all(person is not implied for implied in self._implied)]
        if named and self._implied:
            for person in named:
                person.role = person.role or self._implied[0].role
            self.people = named

    def let_members_stand_for_their_group(self) -> None:
        """Leave out a group whose members are named one by one."""
        self.people = named_instead(self.people, self._terms.terms)

    def let_pronouns_tell(self) -> None:
        """Let "her" and "his" say what somebody is who has no other word for it."""
        said = [term.means("genders") for term in self._terms.found("genders") if not is_noun(term)]
        if len(self.people) == 1 and self.people[0].count == 1 and said:
            self.people[0].gender = self.people[0].gender or said[0]

    # What is said of people

    def _take_attribute(self, phrase: NounPhrase) -> bool:
        """Bind a garment, a part of the body or a feature to who stands before it; tell whether it was."""
        head = phrase.head
        garment, part, feature = head.means("garments"), head.means("body_parts"), head.means("features")
        if not (garment or part or feature):
            return False
        handled = phrase.verb is not None and not phrase.relation and not (self._wearing or self._holding)
        lies = phrase.relation in {"at", "near", "above"} or (handled and feature not in _SMOKED)
        if not self.people or (lies and not part):
            return bool(part) or (feature in _OF_CREATURES and bool(self.things))
        together = (phrase.relation == "in" or self._wearing) and phrase.count > 1
        for wearer in self._subjects if together and self._subjects else self.people[-1:]:
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
        self._held = False
        return True

    # Things and places

    def _take_named(self, phrase: NounPhrase) -> None:
        if phrase.head.folded in small("roofs") and self._is_a_vehicles(phrase):
            return  # "a car with a surfboard on the roof"
        if phrase.head.means("furnishings") == "roof" and (kind := phrase.head.beginning.get("vehicles")):
            self.things.append(Thing(phrase.typed, phrase.head.at, "vehicles", kind))  # "auf einem Autodach"
            return
        if phrase.head.means("places", "districts"):
            self._take_place(phrase)
            # A submarine is a place for who is in it, and a vessel for who sees it.
            if phrase.head.means("vehicles") and phrase.relation not in {"in", "at"}:
                self._take_thing(phrase)
        elif phrase.head.means("creatures") == "bat" and self._is_swung(phrase):
            self.things.append(Thing(phrase.typed, phrase.head.at))
        elif phrase.head.means(*THING_TABLES):
            self._take_thing(phrase)
        else:
            self._take_other(phrase)

    def _is_swung(self, phrase: NounPhrase) -> bool:
        """Tell whether a bat is one that somebody holds."""
        return bool(self.people) and (self._holding or phrase.relation == "with")

    def _is_a_vehicles(self, roof: NounPhrase) -> bool:
        """Tell whether a roof is that of a vehicle that is named before it, or behind it after an "of"."""
        after = self._terms.terms[roof.head.at + 1 : roof.head.at + 5]
        if after and after[0].folded in small("of") | {"des", "eines"}:
            return any(term.means("vehicles") for term in after)
        vehicle = any(thing.table == "vehicles" for thing in self.things)
        return vehicle and bool(roof.leads_by) and not any(term.means("places") for term in roof.before)

    def _take_thing(self, phrase: NounPhrase) -> None:
        item = phrase.head.means("items")
        if self.people and not item and phrase.verb is not None and phrase.verb.folded in small("depicts"):
            self.things.append(Thing(phrase.typed, phrase.head.at))  # "a child paints a dragon"
            return
        if self._last is not None and self._last.head.means("items") and not self.people:
            if phrase.relation == "at" and not phrase.told:
                return  # "engraved on the blade"
            if item and item != self._last.head.means("items") and self._is_filled(phrase):
                self._add_thing(phrase, "items")
                return
            if phrase.relation == "with":
                self.things.append(Thing(phrase.typed, phrase.head.at, relation="with"))  # what is on it is no subject
                return
        if item and self._is_held(phrase, item):
            for holder in self._holders():
                holder.hold(item)
            self._held = True
            return
        name = next(name for name in THING_TABLES if name in phrase.head.effects)
        if name == "vehicles" and _is_ridden(phrase):
            for rider in self._doers(self._owner) if self._owner is not None else []:
                rider.pose = rider.pose or ("ride" if phrase.head.means(name) == "bike" else "sit")
        self._add_thing(phrase, name)
        self._held = False

    def _holders(self) -> list[Person]:
        """Return who holds what is taken: whoever does something, or whose it is."""
        if self._holding and self._subjects:
            return self._subjects
        owner = self._owner.head.at if self._owner is not None else -1
        return [person for person in self.people if owner in {person.at, *person.also}] or self.people[-1:]

    def _add_thing(self, phrase: NounPhrase, name: str) -> None:
        pose = next((term.means("poses") for term in phrase.before if term.means("poses")), "")
        kind = phrase.head.effects[name]
        self.things.append(
            Thing(phrase.typed, phrase.head.at, name, kind, phrase.count, phrase.colour, phrase.relation, pose)
        )

    def _is_filled(self, phrase: NounPhrase) -> bool:
        """Tell whether something is in what stands before it: a "jar with a rose", a "safe full of gold"."""
        return (
            self._last is not None and phrase.relation in {"with", "of"} and self._last.head.means("items") in VESSELS
        )

    def _is_held(self, phrase: NounPhrase, kind: str) -> bool:
        if not self.people or kind in HELD_BY_NOBODY:
            return False
        if phrase.joined and self._held:
            return True
        if phrase.relation == "with":
            return self._last is None or not self._last.head.means("places")  # but "a bar with a katana on the wall"
        if phrase.verb is not None:
            return self._holding and not phrase.relation
        after = self._terms.terms[phrase.head.at + 1 : phrase.head.at + 2]
        drawn = bool(after) and after[0].folded in _AT_HAND
        return phrase.relation not in {"at", "near", "above"} and phrase.after_mark and (drawn or not phrase.told)

    def _take_place(self, phrase: NounPhrase) -> None:
        head = phrase.head
        context = next((context for context in CONTEXTS if context in head.senses), "")
        effect, district = head.means("places", "districts"), not head.means("places")
        if effect == _ANY_ROOM:  # a "Matrix-Raum" is in the Matrix
            effect = next((term.means("places") for term in reversed(phrase.before) if _is_a_place(term)), effect)
        if not effect:  # a "warehouse gate" is at a warehouse
            effect = next((term.means("places") for term in reversed(phrase.before) if _is_a_place(term)), "")
            district = False
        place = Place(
            phrase.typed, head.at, effect, context, district and bool(effect), phrase.relation, phrase.leads_by
        )
        self.places.append(place)
        self._held = False

    def _take_other(self, phrase: NounPhrase) -> None:
        """Take what is in no table: a place or thing that the enhancer alone knows, a name, or a word nobody knows."""
        head = phrase.head
        if head.means("furnishings"):
            of_place = next((term for term in reversed(phrase.before) if _is_a_place(term)), None)
            if of_place is not None:  # a "vault door" is where a vault is
                self._take_place(replace(phrase, head=of_place, before=()))
            elif not phrase.relation:
                self.furnishings.append(head.typed)
        unseen = "city" in head.senses or head.folded[0].isdigit()
        unseen = unseen or (bool(head.means(*_UNSEEN_TABLES)) and not role_in(head))
        dead = any(term.folded in _DEAD for term in phrase.before)  # a "dead body" is no part of somebody
        if (
            unseen
            or is_abstract(head)
            or (head.folded in small("unseen") | small("views") | small("limbs") | small("parts") and not dead)
            or is_name(phrase, self._terms)
        ):
            return
        if head.senses & PLACES and not head.senses & THINGS:
            self._take_place(phrase)
        elif head.means("actions"):
            pass  # `take` has noted it
        elif "event" in head.senses:
            self.doing.append(f"?{head.typed}")
        elif role := role_in(head):
            self._take_person(replace(phrase, count=number_in(head, 1), told=True))
            self.people[-1].role = self.people[-1].role or role
        elif head.folded not in small("groups") or "thing" in head.senses:
            self.things.append(
                Thing(phrase.typed, head.at, count=phrase.count, colour=phrase.colour, relation=phrase.relation)
            )


def _whose_face(phrase: NounPhrase) -> NounPhrase:
    """Return whose face is named as the one who is there: the human of a "human face"."""
    if phrase.head.folded not in _FACES or phrase.relation:
        return phrase
    at = next((at for at, term in enumerate(phrase.before) if term.means("metatypes")), None)
    return phrase if at is None else replace(phrase, head=phrase.before[at], before=phrase.before[:at])


def _is_a_place(term: Term) -> bool:
    """Tell whether a term before a noun is a place, and no "police station" of which only the end is known."""
    return bool(term.means("places")) and not (term.is_inexact and ends_ambiguously(term))


def _is_ridden(phrase: NounPhrase) -> bool:
    """Tell whether somebody is on or in a vehicle: "on a bike", but not "throws a bottle at a tank"."""
    moves = phrase.verb is None or bool(phrase.verb.means("poses", "actions"))
    return moves and phrase.leads_by in {"on", "in", "inside", "aboard", "auf", "im", "in the back of"}
