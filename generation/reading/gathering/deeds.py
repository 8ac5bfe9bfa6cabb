"""What is done, and who does it."""

from dataclasses import replace

from generation.reading.gathering.discourse import Discourse
from generation.reading.gathering.events import take_beginning
from generation.reading.gathering.people import doers, names_somebody
from generation.reading.gathering.things import THING_TABLES
from generation.reading.named import Person
from generation.reading.noun_phrases import NounPhrase, is_noun
from generation.reading.small_words import small
from generation.reading.terms import Term

_NEAR_BY = 6  # words within which a "by" tells who does it: "dragged into a van by a medic"
_POSE_OF = {"fly": "fly", "sleep": "lie"}  # of a creature, by what it does
_SEVERAL = 3  # what a plural without a number is taken for
_MODALS = frozenset({"will", "kann", "muss", "soll", "darf", "beim", "zum", "zu", "am", "laesst", "wird", "hat", "ist"})
_WEARS_OR_HOLDS = frozenset({"traegt", "tragend", "tragen"})


def take_deed(said: Discourse, term: Term, doer: NounPhrase | None = None) -> None:
    """Take a verb, or a word that says how somebody is; `doer` is who stands where one does it."""
    if term.refused:
        return
    said.wearing = term.means("handling") == "wear"
    said.holding = term.means("handling") == "hold" or term.folded in _WEARS_OR_HOLDS
    pose, action = term.means("poses"), term.means("actions")
    if action:
        said.doing.append(action)
        take_beginning(said, term)
    if _is_suffered(said, term):
        said.doing += [pose] if pose == "carry" else []
        pose = "lie" if pose == "carry" else ""
    subjects = [] if _is_anothers(said) else doers(said, doer)
    if doer is not None and not subjects and not _is_named(said, doer):
        said.awaited.setdefault(doer.head.at, []).append(replace(term, effects={**term.effects, "poses": pose}))
    said.have_done = said.have_done or bool(subjects)
    for person in subjects:
        person.count = _SEVERAL if _is_done_by_several(said, term, person) else person.count
        person.pose = person.pose or pose
        before = said.terms.before(term)
        if before is not None and before.folded in {"too", "zu"}:
            continue  # who is "too big for the bathtub" is not tall
        if not is_noun(term) or term.means("features"):
            person.describe(replace(term, effects={**term.effects, "poses": ""}))
    _pose_thing(said, pose or _POSE_OF.get(action, ""), doer if not subjects else None)


def _is_done_by_several(said: Discourse, term: Term, person: Person) -> bool:
    """Tell whether a German verb says that those are several who are named without an article: "ganger stürmen"."""
    after = said.terms.after(term)
    plain = said.terms.german and not person.told and person.count == 1 and not term.is_capital
    object_follows = after is not None and after.folded in small("determiners")
    known = bool(term.means("poses", "deeds", "actions"))
    return (
        plain and term.folded.partition(" ")[0].endswith("en") and (known or object_follows) and _is_third(said, term)
    )


def _is_third(said: Discourse, term: Term) -> bool:
    """Tell whether a German verb is no infinitive: nothing as "will" or "beim" stands before it."""
    before = [other.folded for other in said.terms.terms[: term.at]]
    return _MODALS.isdisjoint(before) and not term.folded.startswith("ge")


def _pose_thing(said: Discourse, pose: str, doer: NounPhrase | None) -> None:
    """Pose the creature that does something."""
    for at, thing in enumerate(said.things):
        if doer is not None and thing.at == doer.head.at and thing.table in {"creatures", "drones"}:
            said.things[at] = replace(thing, pose=thing.pose or pose)


def _is_named(said: Discourse, phrase: NounPhrase) -> bool:
    """Tell whether a noun phrase has been taken already."""
    return said.last is not None and phrase.head.at <= said.last.head.at


def _is_anothers(said: Discourse) -> bool:
    """Tell whether something else stands before the verb: "a singer, crowd cheering"."""
    last = said.last
    if last is None or last.relation or last.verb is not None or names_somebody(said, last):
        return False
    return not last.head.means("garments", "features", "body_parts", *THING_TABLES[-1:])


def _is_suffered(said: Discourse, term: Term) -> bool:
    """Tell whether it is done to them: "carried by an ork"."""
    after = [other.folded for other in said.terms.terms[term.at + 1 : term.at + _NEAR_BY]]
    return term.folded.endswith("ed") and "by" in after
