"""The people of a description: who is named anew, who is meant again, and who is one of those named before."""

from dataclasses import replace

from generation.reading.gathering.discourse import Discourse
from generation.reading.groups import number_in
from generation.reading.members import named_instead, split_off
from generation.reading.named import Person
from generation.reading.noun_phrases import GROUP, NounPhrase, is_noun
from generation.reading.small_words import small
from generation.reading.somebody import apposed, is_bare_face, is_person

_BEARS = frozenset({"traegt", "tragen", "schleppt", "schleppen"})  # somebody, and wears no one


def names_somebody(said: Discourse, phrase: NounPhrase) -> bool:
    """Tell whether a noun phrase names somebody, after what is said so far."""
    return is_person(phrase, said.terms, said.people, wearing=said.wearing)


def take_person(said: Discourse, phrase: NounPhrase) -> None:
    """Take somebody: one more, or one of those named who is called so as well."""
    if is_bare_face(phrase, said.people):
        phrase = replace(phrase, head=replace(phrase.head, effects={"roles": "person"}))
    person = Person.of(phrase)
    several = "group" in phrase.head.senses and not (said.terms.german and phrase.told)  # "ein Söldner"
    if several and not phrase.head.plural and phrase.count == 1:
        person.count = number_in(phrase.head, GROUP)  # "riot police", "a couple"
    if phrase.count == 1 and phrase.head.folded.endswith("paar"):
        person.count = 2  # "Liebespaar"
    if (same := apposed(person, phrase, said.terms, said.people)) is not None:
        same.take_over(person)
        same.also.append(person.at)
        person = same
    else:
        said.people.append(person)
    if phrase.verb is not None and phrase.verb.folded in _BEARS and not phrase.relation and said.owner is not None:
        for bearer in doers(said, said.owner):
            bearer.pose = bearer.pose or "carry"
    subject = phrase.verb is None and phrase.relation in {"", "with", "like", "of"}
    beside = phrase.joined and subject and said.last is not None and names_somebody(said, said.last)
    beside = beside and not said.have_done
    said.have_done = False
    said.subjects = [*said.subjects, person] if beside else [person]
    said.held = said.wearing = said.holding = False
    for verb in said.awaited.pop(phrase.head.at, []):
        person.pose = person.pose or verb.means("poses")


def doers(said: Discourse, doer: NounPhrase | None) -> list[Person]:
    """Return the people who do something: whoever stands before the verb, with those joined to them."""
    if doer is None:
        return said.subjects or said.people[-1:]
    named = [person for person in said.people if doer.head.at in {person.at, *person.also}]
    if not named:
        return []
    return said.subjects if any(person is named[0] for person in said.subjects) else named


def take_member(said: Discourse, phrase: NounPhrase) -> None:
    """Take one of those who are named before: "einer spielt Gitarre"."""
    left = phrase.head.folded in small("other members")
    one = split_off(said.people, phrase.head.at, more=None if left else phrase.head.folded == "another")
    if one is not None and left:
        one.also.append(phrase.head.at)
    elif one is not None:
        said.people.append(one)
    if one is not None:
        said.subjects, said.last = [one], phrase
    said.wearing = said.holding = said.held = False


def let_members_stand_for_their_group(said: Discourse) -> None:
    """Leave out a group whose members are named one by one."""
    said.people = named_instead(said.people, said.terms.terms)


def let_pronouns_tell(said: Discourse) -> None:
    """Let "her" and "his" say what somebody is who has no other word for it."""
    told = said.terms.found("genders")
    genders = [term.means("genders") for term in told if not is_noun(term) or term.stands_for >= 0]
    if len(said.people) == 1 and said.people[0].count == 1 and genders:
        said.people[0].gender = said.people[0].gender or genders[0]
