"""Encounters: who does something to whom, so that both are one group: a hound springs at a samurai.

An encounter is the plan's `action`; a creature that is part of one has the place COMPANY. Data, and finding it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generation.reading.binding import Bound, bound
from generation.reading.noun_phrases import Deed, NounPhrase
from generation.reading.scene import Scene
from generation.reading.terms import Term
from generation.sketch.planning.acting import GUNS
from generation.sketch.planning.casting import Cast
from generation.sketch.planning.creatures import ALIASES, COMPANY, CREATURES, WATER
from generation.sketch.planning.relations import relation_of
from generation.sketch.planning.stagings import OVER_BODY
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS

PERSON, CREATURE, LOAD, SITTER, MACHINE = "person", "creature", "load", "sitter", "machine"
LEAST_LOAD = 0.7  # metres: what is as long is borne by two
#: Words for parts of a body, folded: a weapon is held to them, or somebody sits on them.
_AT_THE_HEAD = frozenset({"head", "kopf", "temple", "schlaefe", "throat", "kehle"})
_HELD_TO = frozenset({"to", "at", "against", "an", "am", "gegen"})
_SHOULDERS = frozenset({"shoulders", "schultern"})
_PALMS = frozenset({"palm", "palms", "hand", "handflaeche", "handteller"})
_HOLDS = ("hold", "held", "point", "press", "haelt", "halt", "richte", "drueck", "zeig", "deut")  # to a head
_LEASHES = frozenset({"leash", "leine", "hundeleine", "lead"})
_BEARERS_LEAST = 2
_PALM_SIZED = frozenset({"pixie"})
_BARE = "bare"  # nothing leads there


@dataclass(frozen=True, slots=True)
class Encounter:
    """What is done to whom: the verbs' names in the lexicon, the relations, and of what sort both are."""

    action: str
    verbs: frozenset[str]
    doer: str
    other: str
    relations: frozenset[str] = frozenset()


def _of(action: str, verbs: str, doer: str, other: str, relations: str = "") -> Encounter:
    return Encounter(action, frozenset(verbs.split()), doer, other, frozenset(relations.split(",")) - {""})


#: In the order in which they are looked for; without relations any will do.
ENCOUNTERS = (
    _of("fight", "fight attack kick", PERSON, CREATURE),
    _of("fight", "fight attack", CREATURE, PERSON),
    _of("fight", "throw cast aim", PERSON, CREATURE, "at,against"),
    _of("chase", "chase", PERSON, CREATURE),
    _of("chase", "chase", CREATURE, PERSON),
    _of("chase", "run", CREATURE, PERSON, "after"),
    _of("chase", "run", PERSON, CREATURE, "out of,before,after"),
    _of("chase", "run", PERSON, PERSON, "out of,before,after"),
    _of(OVER_BODY, "bend_over feed_on search", PERSON, PERSON),
    _of(OVER_BODY, "bend_over feed_on search examine", PERSON, CREATURE),
    _of(OVER_BODY, "eat examine crouch kneel tend knit", PERSON, PERSON, "bare,over,on,beside,at"),
    _of("feed", "feed", PERSON, CREATURE),
    _of("pet", "pet offer", PERSON, CREATURE),
    _of("walk_dog", "walk", PERSON, CREATURE, "bare"),
    _of("play_chess", "play_chess", PERSON, CREATURE),
    _of("play_chess", "play_chess", CREATURE, PERSON),
    _of("dance", "dance", PERSON, CREATURE, "with"),
    _of("fight", "kick fight", PERSON, PERSON, "bare"),
    _of("talk", "shout point wave", PERSON, PERSON, "at"),
    _of("meet", "kneel salute", PERSON, PERSON, "before"),
    _of("hold_up", "aim point hold", PERSON, PERSON, "at"),
    _of("hand_over", "offer hand_over slide", PERSON, PERSON),
    _of("push", "slide push hold", PERSON, SITTER, "bare"),
    _of("repair", "repair work", PERSON, MACHINE, "bare"),
    _of("bear", "carry wear hold drag", PERSON, LOAD, "bare"),
)
#: What is held to a head.
WEAPONS = GUNS | {"knife", "sword", "katana", "dagger", "axe"}
#: What is repaired on a workbench or beside one's knees.
MACHINES = frozenset({
    "drone", "drone_small", "drone_tracked", "drone_walker", "robot_dog", "bike", "cyberdeck", "cyberarm", "engine",
    "radio",
})  # fmt: skip
#: Words that lead to whom something is done, beside the relations of everything else, folded.
_LEADS = {"after": "after", "at": "at", "auf": "at", "to": "at", "on": "at", "hinter": "after", "nach": "after"}


def meeting(scene: Scene, cast: Cast) -> tuple[Cast, str]:
    """Return the cast with the creatures that are part of an encounter, and what that is; nothing without one."""
    shown = cast.shown(scene)
    for verb, doer_at, phrase in _done_to(scene):
        doer, other = shown.get(doer_at), _subject_of(phrase, shown)
        if doer is None or other is None or doer is other:
            continue
        lead = _LEADS.get(phrase.leads_by) or relation_of(phrase.leads_by) or phrase.relation or _BARE
        known = next((each for each in ENCOUNTERS if _fits(each, verb, doer, other, lead)), None)
        if known is not None:
            company = _in_company(cast, (doer, other))
            return (_handing(company, doer) if known.action == "hand_over" else company), known.action
    return _by_words(scene, cast)


def _by_words(scene: Scene, cast: Cast) -> tuple[Cast, str]:
    """Return what is said of bodies and things: on somebody's shoulders, a pistol at a head, a dog on a leash."""
    people = [subject for subject in cast.subjects if subject.kind == "figure"]
    many = sum(subject.count for subject in people)
    creatures = [subject for subject in cast.subjects if _sort_of(subject) == CREATURE]
    found = next((name for each in bound(scene.terms) if (name := _told_by(each, people, creatures))), "")
    if found:
        return (_in_company(cast, creatures[:1]) if found == "walk_dog" else cast), found
    board = next((each for each in cast.subjects if each.kind == "chess_board"), None)
    if board is not None and people and many + len(creatures) > 1:
        others = tuple(each for each in cast.subjects if each is not board)
        return _in_company(replace(cast, subjects=others), (people[0], *creatures[:1])), "play_chess"
    return cast, ""


def _told_by(each: Bound, people: Sequence[Subject], creatures: Sequence[Subject]) -> str:
    """Return which encounter a part of a body or a thing tells of, nothing where it tells of none."""
    if not isinstance(each.part, NounPhrase) or each.owner is None or not people:
        return ""
    head, many = each.part.head, sum(subject.count for subject in people)
    carried = each.deed is not None and each.deed.term.means("poses") == "carry"
    asks = {
        "on_shoulders": head.folded in _SHOULDERS and relation_of(each.part.leads_by) == "on" and len(people) > 1
        and not creatures and _is_small(people),
        "on_palm": head.folded in _PALMS and relation_of(each.part.leads_by) in {"on", "in"} and len(people) > 1
        and people[1].metatype in _PALM_SIZED,
        "hold_up": head.folded in _AT_THE_HEAD and each.owner.head.means("items") in WEAPONS
        and each.part.leads_by in _HELD_TO,
        "walk_dog": head.folded in _LEASHES and bool(creatures),
        "bear": head.means("furnishings") == "stretcher" and carried and many >= _BEARERS_LEAST,
    }  # fmt: skip
    return next((name for name, is_so in asks.items() if is_so), "")


def _is_small(people: Sequence[Subject]) -> bool:
    """Tell whether the first of some people can sit on the second."""
    return (
        people[0].age == "child" or people[0].metatype in {"dwarf", "gnome", "pixie"} or people[1].metatype == "troll"
    )


def _done_to(scene: Scene) -> Iterator[tuple[Term, int, NounPhrase]]:
    """Return what is done, where its doer stands, and to whom."""
    parts = bound(scene.terms)
    holders = {
        each.part.head.at: each.deed
        for each in parts
        if isinstance(each.part, NounPhrase) and each.deed is not None and each.owner is not None
    }
    owners = {each.part.head.at: each.owner for each in parts if isinstance(each.part, NounPhrase) and each.owner}
    done: dict[int, Term] = {}  # what each has done last
    for each in parts:
        if each.owner is None or not isinstance(each.part, NounPhrase):
            if each.owner is not None and isinstance(each.part, Deed):
                done[each.owner.head.at] = each.part.term
            continue
        if each.deed is not None:
            yield each.deed.term, each.owner.head.at, each.part
        elif (deed := holders.get(each.owner.head.at)) is not None and each.owner.head.at in owners:
            yield deed.term, owners[each.owner.head.at].head.at, each.part  # what is held is pointed at somebody
        elif each.owner.head.at in done:
            yield done[each.owner.head.at], each.owner.head.at, each.part  # "runs away from"


def _subject_of(phrase: NounPhrase, shown: dict[int, Subject]) -> Subject | None:
    places = (phrase.head.stands_for, *(term.at for term in (phrase.head, *phrase.before)))
    return next((shown[at] for at in places if at in shown), None)


def _fits(known: Encounter, verb: Term, doer: Subject, other: Subject, lead: str) -> bool:
    means = {verb.means("poses"), verb.means("deeds"), verb.means("actions")} & known.verbs
    means |= {verb.means("handling"), verb.means("expressions")} & known.verbs
    sorts = (_sort_of(doer), _sort_of(other)) == (known.doer, known.other)
    if known.action == "hold_up":
        held = bool(WEAPONS & set(doer.holds)) and verb.folded.startswith(_HOLDS)
        sorts = sorts and (held or verb.means("poses") == "aim")
    if known.other == MACHINE:
        sorts = _sort_of(doer) == PERSON and other.kind in MACHINES and not other.place
    if known.other == SITTER:
        sorts = _sort_of(doer) == PERSON and other.place == "wheelchair"
    if known.other == LOAD and doer.count < _BEARERS_LEAST:
        return False
    return bool(means) and sorts and (not known.relations or lead in known.relations)


def _sort_of(subject: Subject) -> str:
    if subject.kind == "figure":
        return PERSON
    kind = ALIASES.get(subject.kind, subject.kind)
    if kind in ITEMS and kind not in CREATURES:
        return LOAD if ITEMS[kind].size >= LEAST_LOAD else ""
    return CREATURE if kind in CREATURES and CREATURES[kind].keeps != WATER and not subject.place else ""


def _handing(cast: Cast, giver: Subject) -> Cast:
    """Return the cast with what is handed over in the giver's hand, where it is small and lies about."""
    small = [
        each for each in cast.subjects if each.kind in ITEMS and not each.place and ITEMS[each.kind].size < LEAST_LOAD
    ]
    if not small or any(each is giver for each in small):
        return cast
    subjects = (replace(each, holds=(small[0].kind,)) if each is giver else each for each in cast.subjects)
    return replace(cast, subjects=tuple(each for each in subjects if each is not small[0]))


def _in_company(cast: Cast, both: Sequence[Subject]) -> Cast:
    """Return the cast with the creature of both in the company of the people."""
    subjects = tuple(
        replace(each, place=COMPANY)
        if any(each is one for one in both) and (_sort_of(each) in {CREATURE, LOAD} or each.kind in MACHINES)
        else each
        for each in cast.subjects
    )
    return replace(cast, subjects=subjects)
